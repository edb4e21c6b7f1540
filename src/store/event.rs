//! The hash-chained record of what happened, one chain a company.
//!
//! The hash of an event is over canonical text that begins with the hash before it. The head row is the last lock that a
//! transaction takes, so that chains never wait for one another.

use entity::types::{CompanyId, EventId, Instant, SubjectId};
use sea_orm::FromQueryResult;

use super::bulk::insert_all;
use super::digest::Canonical;
use super::{Source, StoreError, StoreResult, Tx, execute, for_update, row, rows};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// Its id.
    pub id: EventId,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: String,
    /// What, as `invoice.issued`.
    pub kind: &'static str,
    /// To what.
    pub subject: SubjectId,
    /// Ids, figures and commitments as canonical JSON; no personal data.
    pub facts: String,
}

/// A link of a chain as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Link {
    /// The company.
    pub company_id: CompanyId,
    /// Its place in the chain, from 1.
    pub sequence: i64,
    /// The event's id.
    pub id: EventId,
    /// When, in microseconds since 1970 (UTC).
    pub at_us: i64,
    /// Who.
    pub actor: String,
    /// What.
    pub kind: String,
    /// To what.
    pub subject_id: SubjectId,
    /// Facts.
    pub facts: String,
    /// The hash.
    pub hash: String,
}

impl Link {
    /// The hash that the link must have after `previous`.
    #[must_use]
    pub fn hash_after(&self, previous: &str) -> String {
        Canonical::of("event")
            .with(previous)
            .with(self.company_id)
            .with(self.sequence)
            .with(self.id)
            .with(self.at_us)
            .with(&self.actor)
            .with(&self.kind)
            .with(self.subject_id)
            .with(&self.facts)
            .hash()
    }
}

/// The last link of a chain.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Head {
    /// Its place.
    pub sequence: i64,
    /// Its hash.
    pub hash: String,
}

/// Appends events to a company's chain.
///
/// # Errors
/// A database that does not answer.
pub async fn event_append(tx: &Tx, company: CompanyId, events: Vec<NewEvent>) -> StoreResult<()> {
    if events.is_empty() {
        return Ok(());
    }
    let sql = format!("SELECT sequence, hash FROM event_head WHERE company_id = $1{}", for_update(tx));
    let missing = || StoreError::impossible("event_head", "company_id", company, "is missing");
    let head: Head = row(tx, &sql, [company.into()]).await?.ok_or_else(missing)?;
    let (mut sequence, mut hash) = (head.sequence, head.hash);
    let mut models = Vec::with_capacity(events.len());
    for event in events {
        sequence += 1;
        let mut link = Link {
            company_id: company,
            sequence,
            id: event.id,
            at_us: event.at.timestamp_micros(),
            actor: event.actor,
            kind: event.kind.to_owned(),
            subject_id: event.subject,
            facts: event.facts,
            hash: String::new(),
        };
        hash = link.hash_after(&hash);
        link.hash.clone_from(&hash);
        models.push(entity::event::Model {
            company_id: link.company_id,
            sequence: link.sequence,
            id: link.id,
            at_us: link.at_us,
            actor: link.actor,
            kind: link.kind,
            subject_id: link.subject_id,
            facts: link.facts,
            hash: link.hash,
        });
    }
    insert_all::<entity::event::Entity>(tx, &models).await?;
    let sql = "UPDATE event_head SET sequence = $1, hash = $2 WHERE company_id = $3 AND sequence = $4";
    let values = [sequence.into(), hash.into(), company.into(), head.sequence.into()];
    StoreError::affected("event_head", 1, execute(tx, sql, values).await?)
}

/// The last link of a chain.
///
/// # Errors
/// A database that does not answer.
pub async fn event_head<S: Source>(source: &S, company: CompanyId) -> StoreResult<Option<Head>> {
    Ok(row(source, "SELECT sequence, hash FROM event_head WHERE company_id = $1", [company.into()]).await?)
}

/// Links of a chain after a place, in order.
///
/// # Errors
/// A database that does not answer.
pub async fn event_page<S: Source>(source: &S, company: CompanyId, after: i64, limit: i64) -> StoreResult<Vec<Link>> {
    let sql = "SELECT company_id, sequence, id, at_us, actor, kind, subject_id, facts, hash FROM event \
               WHERE company_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3";
    Ok(rows(source, sql, [company.into(), after.into(), limit.into()]).await?)
}
