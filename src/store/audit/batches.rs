//! Sealed exports, with what their entries add up to.

use std::collections::HashMap;

use entity::types::{BatchId, CompanyId, EntryId};
use sea_orm::FromQueryResult;

use super::{Snapshot, TOLD, Told};
use crate::store::StoreResult;
use crate::store::export::BatchRow;

/// What a batch's entries are now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct BatchSums {
    /// The batch that has the entries.
    pub batch_id: BatchId,
    /// How many.
    pub entries: i64,
    /// How many of them belong to a document.
    pub documents: i64,
    /// How many are of another company, or of a day outside the batch's period.
    pub strange: i64,
}

#[derive(FromQueryResult)]
struct Posted {
    batch_id: BatchId,
    debit: i64,
    credit: i64,
}

/// Batches of a company after a number, by number, with the events about them.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_batches(
    at: &Snapshot,
    company: CompanyId,
    after: i64,
    limit: i64,
    kind: &str,
) -> StoreResult<(Vec<BatchRow>, Vec<Told>)> {
    let sql = "SELECT * FROM export_batch WHERE company_id = $1 AND number > $2 ORDER BY number LIMIT $3";
    let found: Vec<BatchRow> = at.read("export_batch", sql, [company.into(), after.into(), limit.into()]).await?;
    let Some(last) = found.last() else { return Ok((found, Vec::new())) };
    let sql = format!(
        "{TOLD} WHERE subject_id IN (SELECT id FROM export_batch WHERE company_id = $1 AND number > $2 AND number <= $3) \
         AND kind = $4 ORDER BY sequence"
    );
    let values = [company.into(), after.into(), last.number.into(), kind.into()];
    let told = at.read("event", &sql, values).await?;
    Ok((found, told))
}

/// What the entries of all batches are, and their debits and credits.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_batch_sums(at: &Snapshot) -> StoreResult<HashMap<BatchId, (BatchSums, i64, i64)>> {
    let sql = "SELECT x.batch_id, COUNT(*) AS entries, COUNT(e.invoice_id) AS documents, \
               CAST(SUM(CASE WHEN e.company_id = b.company_id AND e.booked BETWEEN b.first AND b.last THEN 0 ELSE 1 END) \
               AS bigint) AS strange \
               FROM export_entry x JOIN export_batch b ON b.id = x.batch_id JOIN journal_entry e ON e.id = x.entry_id \
               GROUP BY x.batch_id";
    let sums: Vec<BatchSums> = at.read("export_entry", sql, []).await?;
    let sql = "SELECT x.batch_id, CAST(SUM(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END) AS bigint) AS debit, \
               CAST(SUM(CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END) AS bigint) AS credit \
               FROM export_entry x JOIN posting p ON p.entry_id = x.entry_id GROUP BY x.batch_id";
    let posted: Vec<Posted> = at.read("posting", sql, []).await?;
    let posted: HashMap<BatchId, Posted> = posted.into_iter().map(|p| (p.batch_id, p)).collect();
    Ok(sums
        .into_iter()
        .map(|s| {
            let (debit, credit) = posted.get(&s.batch_id).map_or((0, 0), |p| (p.debit, p.credit));
            (s.batch_id, (s, debit, credit))
        })
        .collect())
}

/// The ids of a batch's entries, in their own order.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_batch_entries(at: &Snapshot, batch: BatchId) -> StoreResult<Vec<EntryId>> {
    #[derive(FromQueryResult)]
    struct Row {
        entry_id: EntryId,
    }
    let sql = "SELECT entry_id FROM export_entry WHERE batch_id = $1 ORDER BY entry_id";
    let found: Vec<Row> = at.read("export_entry", sql, [batch.into()]).await?;
    Ok(found.into_iter().map(|r| r.entry_id).collect())
}
