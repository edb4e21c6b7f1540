//! The hot path of a run: a chunk of previewed items becomes issued documents inside the database.
//!
//! What is computed at issue (numbers, references, due dates, events) is written as rows; everything else is copied from the
//! preview by `INSERT … SELECT`, so that exactly what was previewed is issued and nothing travels twice.

use entity::types::{Date, InvoiceId, Language, RunId, RunItemId, SeriesId};
use sea_orm::FromQueryResult;

use super::bulk::insert_all;
use super::run::RunItem;
use super::{StoreError, StoreResult, Tx, execute, rows};

/// What issuing adds to a previewed item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The item.
    pub item: RunItem,
    /// The document's id.
    pub invoice: InvoiceId,
    /// Its place in the series.
    pub sequence: i64,
    /// Its number.
    pub number: String,
    /// When it is due.
    pub due: Date,
    /// What the payer quotes.
    pub reference: String,
    /// The merchant's language.
    pub language: Language,
}

/// What is the same for a whole chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// The run.
    pub run: RunId,
    /// The company.
    pub company: entity::types::CompanyId,
    /// The series.
    pub series: SeriesId,
    /// Day of issue.
    pub issued: Date,
    /// The seller as printed.
    pub seller_hash: String,
}

#[derive(FromQueryResult)]
struct Count {
    n: i64,
}

/// Locks the agreements of items after one position up to another, in one order for everybody.
///
/// # Errors
/// A database that does not answer.
pub async fn lock_agreements(tx: &Tx, run: RunId, after: i64, to: i64) -> StoreResult<()> {
    if !tx.is_postgres() {
        return Ok(());
    }
    let sql = "SELECT COUNT(*) AS n FROM (SELECT id FROM agreement WHERE id IN (SELECT agreement_id FROM run_item \
               WHERE run_id = $1 AND position > $2 AND position <= $3) ORDER BY id FOR UPDATE) locked";
    rows::<_, Count>(tx, sql, [run.into(), after.into(), to.into()]).await?;
    Ok(())
}

/// Writes a chunk's documents with everything that hangs on them. `documents` are in the order of their sequence, without gaps.
///
/// # Errors
/// [`StoreError::Affected`] or [`StoreError::Exists`] if something of the chunk was billed meanwhile; the caller rolls back.
pub async fn issue(tx: &Tx, chunk: &Chunk, documents: &[Issued]) -> StoreResult<()> {
    let (Some(first), Some(last)) = (documents.first(), documents.last()) else { return Ok(()) };
    let models: Vec<_> = documents.iter().map(|d| invoice_row(chunk, d)).collect();
    insert_all::<entity::invoice::Entity>(tx, &models).await?;
    let range = || [chunk.series.into(), first.sequence.into(), last.sequence.into()];
    let lines: i64 = documents.iter().map(|d| d.item.line_count).sum();
    let lines = u64::try_from(lines).unwrap_or(0);
    StoreError::affected("charge", lines, execute(tx, &copy(CHARGES), range()).await?)?;
    StoreError::affected("invoice_line", lines, execute(tx, &copy(LINES), range()).await?)?;
    execute(tx, &copy(VAT), range()).await?;
    let count = u64::try_from(documents.len()).unwrap_or(0);
    StoreError::affected("journal_entry", count, execute(tx, &copy(ENTRIES), range()).await?)?;
    execute(tx, &copy(POSTINGS), range()).await?;
    StoreError::affected("receivable", count, execute(tx, &copy(RECEIVABLES), range()).await?)?;
    let mut moved = 0;
    for (table, recurring) in [("agreement_line", "= 'RENT'"), ("gateway_licence", "<> 'RENT'")] {
        moved += execute(tx, &billed_through(table, recurring), range()).await?;
    }
    // With one document an agreement, every line is a subject of its own and need not be counted.
    let mut agreements: Vec<_> = documents.iter().map(|d| d.item.agreement_id).collect();
    agreements.sort_unstable();
    agreements.dedup();
    let subjects = if agreements.len() == documents.len() {
        lines
    } else {
        let sql = format!("SELECT COUNT(DISTINCT l.subject_id) AS n FROM {FROM_LINES} WHERE {RANGE}");
        let n = rows::<_, Count>(tx, &sql, range()).await?.first().map_or(0, |c| c.n);
        u64::try_from(n).unwrap_or(0)
    };
    StoreError::affected("billed_through", subjects, moved)?;
    Ok(())
}

fn invoice_row(chunk: &Chunk, d: &Issued) -> entity::invoice::Model {
    entity::invoice::Model {
        id: d.invoice,
        company_id: chunk.company,
        series_id: chunk.series,
        kind: entity::types::DocumentKind::Invoice,
        sequence: d.sequence,
        number: d.number.clone(),
        merchant_id: d.item.merchant_id,
        agreement_id: d.item.agreement_id,
        item_id: Some(d.item.id),
        issued: chunk.issued,
        due: d.due,
        currency: d.item.currency,
        net: d.item.net,
        vat: d.item.vat,
        gross: d.item.gross,
        reference: Some(d.reference.clone()),
        language: d.language,
        seller_hash: chunk.seller_hash.clone(),
        buyer_hash: d.item.buyer_hash.clone(),
        corrects_id: None,
        reason: None,
    }
}

const RANGE: &str = "i.series_id = $1 AND i.sequence BETWEEN $2 AND $3";
const FROM_LINES: &str = "invoice i JOIN run_line l ON l.item_id = i.item_id";

/// Adds the range of documents that the transaction has just written.
fn copy(insert: &str) -> String {
    format!("{insert} WHERE {RANGE}")
}

const CHARGES: &str = "INSERT INTO charge (id, company_id, merchant_id, agreement_id, code, subject_id, device_id, starts, \
     ends, generation, net, currency, state, invoice_id) SELECT l.charge_id, i.company_id, i.merchant_id, i.agreement_id, \
     l.code, l.subject_id, l.device_id, l.period_from, l.period_to, l.generation, l.net, l.currency, 'invoiced', i.id \
     FROM invoice i JOIN run_line l ON l.item_id = i.item_id";

const LINES: &str = "INSERT INTO invoice_line (invoice_id, number, charge_id, code, device_id, serial, model, period_from, \
     period_to, quantity, by_month, unit_price, net, currency, vat_category, vat_rate, rule, clause, explanation) \
     SELECT i.id, l.number, l.charge_id, l.code, l.device_id, l.serial, l.model, l.period_from, l.period_to, l.quantity, \
     l.by_month, l.unit_price, l.net, l.currency, l.vat_category, l.vat_rate, l.rule, l.clause, l.explanation \
     FROM invoice i JOIN run_line l ON l.item_id = i.item_id";

const VAT: &str = "INSERT INTO invoice_vat (invoice_id, category, rate, base, vat, currency) \
     SELECT i.id, v.category, v.rate, v.base, v.vat, v.currency FROM invoice i JOIN run_vat v ON v.item_id = i.item_id";

/// An invoice's journal entry bears the invoice's id.
const ENTRIES: &str = "INSERT INTO journal_entry (id, company_id, booked, invoice_id) \
     SELECT i.id, i.company_id, i.issued, i.id FROM invoice i";

const POSTINGS: &str = "INSERT INTO posting (entry_id, number, account, merchant_id, amount, currency, vat_category, vat_rate) \
     SELECT i.id, p.number, p.account, i.merchant_id, p.amount, p.currency, p.vat_category, p.vat_rate \
     FROM invoice i JOIN run_posting p ON p.item_id = i.item_id";

const RECEIVABLES: &str = "INSERT INTO receivable (invoice_id, company_id, merchant_id, due, sequence, gross, paid, credited, \
     currency) SELECT i.id, i.company_id, i.merchant_id, i.due, i.sequence, i.gross, 0, 0, i.currency FROM invoice i";

/// Compare and set: a subject is billed on from exactly where the preview saw it. Of several quarters in one chunk the first
/// is compared and the last is set.
fn billed_through(table: &str, recurring: &str) -> String {
    format!(
        "UPDATE {table} SET billed_through = s.through FROM (SELECT l.subject_id, MAX(l.period_to) AS through, \
         MIN(COALESCE(l.billed_from, '0001-01-01')) AS seen, MIN(l.generation) AS generation FROM {FROM_LINES} \
         WHERE {RANGE} AND l.code {recurring} GROUP BY l.subject_id) s WHERE {table}.id = s.subject_id \
         AND COALESCE({table}.billed_through, '0001-01-01') = s.seen AND {table}.generation = s.generation"
    )
}

/// Items that are on a document already: what a run that was killed had done.
///
/// # Errors
/// A database that does not answer.
pub async fn issued_count(tx: &Tx, run: RunId) -> StoreResult<i64> {
    let sql = "SELECT COUNT(*) AS n FROM invoice v JOIN run_item i ON i.id = v.item_id WHERE i.run_id = $1";
    Ok(rows::<_, Count>(tx, sql, [run.into()]).await?.first().map_or(0, |c| c.n))
}

/// Whether an item is on a document.
///
/// # Errors
/// A database that does not answer.
pub async fn is_issued(tx: &Tx, item: RunItemId) -> StoreResult<bool> {
    let sql = "SELECT COUNT(*) AS n FROM invoice WHERE item_id = $1";
    Ok(rows::<_, Count>(tx, sql, [item.into()]).await?.first().is_some_and(|c| c.n > 0))
}
