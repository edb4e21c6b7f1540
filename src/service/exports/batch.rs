//! Seals a batch: the journal of a period with its documents, once and for all.
//!
//! What it holds is read at one moment and made outside the transaction; the transaction takes the company's export lock, sees that
//! the number is still free, puts the file, and writes rows and event. Two at once: the second one makes its batch again.

use entity::types::{BatchId, EntryId, Money, Period, SubjectId};

use super::contents::{Contents, Label, contents};
use super::read::batch_path;
use crate::domain::reason::Reason;
use crate::service::facts::{self, BatchFacts};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::audit::Snapshot;
use crate::store::company::Company;
use crate::store::digest::{Canonical, sha256};
use crate::store::event::{NewEvent, event_append};
use crate::store::export::{
    BatchRow, Entries, ExportEntry, batch_insert, batch_lock, batch_next, batch_row, export_entries,
};

/// How often a batch is made again because another took its number.
const TRIES: usize = 5;

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// What was booked in a period and is in no batch yet.
    New(Period),
    /// The entries of a batch once more.
    Again(BatchId),
}

/// A batch that somebody asks for.
#[derive(Clone, Debug)]
pub struct BatchOrder {
    /// What is wanted.
    pub wanted: Wanted,
    /// Who asks.
    pub actor: String,
}

/// A batch that was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Its row.
    pub batch: BatchRow,
    /// Its file.
    pub bytes: Vec<u8>,
}

/// Seals a batch.
///
/// # Errors
/// A period with nothing new, a batch that is not there, a document whose files are not made yet; nothing has changed then.
pub async fn batch_seal(cx: &Context, company: &Company, order: &BatchOrder) -> ServiceResult<Sealed> {
    for _ in 0..TRIES {
        if let Some(sealed) = try_seal(cx, company, order).await? {
            return Ok(sealed);
        }
    }
    Err(ServiceError::refused("reason-export-busy"))
}

/// What a batch is made from, as it stood at one moment.
struct Made {
    label: Label,
    repeats: Option<BatchId>,
    entries: Vec<EntryId>,
    contents: Contents,
}

async fn try_seal(cx: &Context, company: &Company, order: &BatchOrder) -> ServiceResult<Option<Sealed>> {
    let at = Snapshot::of(&cx.db).await?;
    let made = make(cx, &at, company, order).await;
    at.release().await?;
    let Made { label, repeats, entries, contents } = made?;
    let tx = cx.db.begin().await?;
    batch_lock(&tx, company.id).await?;
    if batch_next(&tx, company.id).await? != label.number {
        return Ok(None);
    }
    let now = cx.clock.now();
    let batch = BatchRow {
        id: cx.ids.next(),
        company_id: company.id,
        number: label.number,
        first: label.period.from,
        last: label.period.to,
        repeats_id: repeats,
        path: batch_path(&company.key, label.number),
        size: i64::try_from(contents.bytes.len()).unwrap_or(i64::MAX),
        sha256: sha256(&contents.bytes),
        documents: contents.documents,
        entries: i64::try_from(entries.len()).unwrap_or(i64::MAX),
        debit: contents.debit,
        credit: contents.credit,
        currency: company.currency,
        made_by: order.actor.clone(),
        made_at_us: now.timestamp_micros(),
    };
    // Nobody else can have this number now: what lies there is left of an attempt that came to nothing.
    cx.files.put(&batch.path, contents.bytes.clone()).await.map_err(|e| ServiceError::Files(e.to_string()))?;
    batch_insert(&tx, batch.clone(), if repeats.is_some() { &[] } else { &entries }).await?;
    let event = NewEvent {
        id: cx.ids.next(),
        at: now,
        actor: order.actor.clone(),
        kind: facts::EXPORT_SEALED,
        subject: SubjectId(batch.id.0),
        facts: facts::json(&batch_facts(&batch, &entries)),
    };
    event_append(&tx, company.id, vec![event]).await?;
    tx.commit().await?;
    Ok(Some(Sealed { batch, bytes: contents.bytes }))
}

async fn make(cx: &Context, at: &Snapshot, company: &Company, order: &BatchOrder) -> ServiceResult<Made> {
    let number = batch_next(at, company.id).await?;
    let (label, repeats, entries) = match order.wanted {
        Wanted::New(period) => {
            let entries = export_entries(at, company.id, Entries::New(period)).await?;
            if entries.is_empty() {
                return Err(nothing_new(period));
            }
            (Label { number, repeats: None, period }, None, entries)
        }
        Wanted::Again(id) => {
            let missing = || ServiceError::refused("reason-batch-gone");
            let mut of = batch_row(at, company.id, id).await?.ok_or_else(missing)?;
            // A batch that repeats another has no entries of its own.
            if let Some(first) = of.repeats_id {
                of = batch_row(at, company.id, first).await?.ok_or_else(missing)?;
            }
            let entries = export_entries(at, company.id, Entries::Of(of.id)).await?;
            let period = Period { from: of.first, to: of.last };
            (Label { number, repeats: Some(of.number), period }, Some(of.id), entries)
        }
    };
    let contents = contents(at, &cx.files, &cx.texts, company, &label, &entries).await?;
    if contents.debit != contents.credit {
        let money = |minor| Money::new(minor, company.currency);
        let why = Reason::of("reason-journal-unbalanced");
        let why = why.with("debit", money(contents.debit)).with("credit", money(contents.credit));
        return Err(ServiceError::refused(why));
    }
    Ok(Made { label, repeats, entries: ids(&entries), contents })
}

fn nothing_new(period: Period) -> ServiceError {
    ServiceError::refused(Reason::of("reason-export-nothing").with("from", period.from).with("to", period.to))
}

/// The ids of entries, in their own order.
fn ids(entries: &[ExportEntry]) -> Vec<EntryId> {
    let mut ids: Vec<EntryId> = entries.iter().map(|e| e.id).collect();
    ids.sort_unstable();
    ids
}

/// What the event of a batch says.
pub(in crate::service) fn batch_facts(batch: &BatchRow, entries: &[EntryId]) -> BatchFacts {
    BatchFacts {
        number: batch.number,
        first: batch.first,
        last: batch.last,
        repeats: batch.repeats_id.map(|id| id.0),
        path: batch.path.clone(),
        size: batch.size,
        sha256: batch.sha256.clone(),
        documents: batch.documents,
        entries: batch.entries,
        debit: batch.debit,
        credit: batch.credit,
        currency: batch.currency,
        hash: entries.iter().fold(Canonical::of("entries"), Canonical::with).hash(),
    }
}
