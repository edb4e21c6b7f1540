//! Payments with what they pay.

use entity::types::PaymentId;
use sea_orm::{FromQueryResult, Value};

use super::{AllocationRow, PostingRow, Snapshot, TOLD, Told};
use crate::store::StoreResult;
use crate::store::invoice::NewEntry;
use crate::store::payment::NewPayment;

/// Money that pays nothing yet.
pub type UnspentRow = entity::unspent::Model;

/// All that a payment is checked against.
#[derive(Clone, Debug, Default)]
pub struct PaymentBelow {
    /// Events about it.
    pub told: Vec<Told>,
    /// Journal entries.
    pub entries: Vec<NewEntry>,
    /// Postings, by entry and number.
    pub postings: Vec<PostingRow>,
    /// What they pay.
    pub allocations: Vec<AllocationRow>,
    /// What of them pays nothing yet.
    pub unspent: Vec<UnspentRow>,
}

/// Payments after an id.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_payments(at: &Snapshot, after: PaymentId, limit: i64) -> StoreResult<Vec<NewPayment>> {
    let sql = "SELECT * FROM payment WHERE id > $1 ORDER BY id LIMIT $2";
    at.read("payment", sql, [after.into(), limit.into()]).await
}

/// Everything that hangs on the payments after one id up to another.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_payments_below(
    at: &Snapshot,
    after: PaymentId,
    to: PaymentId,
    kind: &str,
) -> StoreResult<PaymentBelow> {
    let range = |column: &str| format!("{column} > $1 AND {column} <= $2");
    let values = || -> Vec<Value> { vec![after.into(), to.into()] };
    let told = format!("{TOLD} WHERE {} AND kind = $3 ORDER BY sequence", range("subject_id"));
    let entries = format!("SELECT * FROM journal_entry WHERE {}", range("payment_id"));
    let postings = format!(
        "SELECT p.* FROM posting p JOIN journal_entry e ON e.id = p.entry_id WHERE {} ORDER BY p.entry_id, p.number",
        range("e.payment_id")
    );
    let allocations = format!("SELECT * FROM allocation WHERE {} ORDER BY source_id, number", range("source_id"));
    let unspent = format!("SELECT * FROM unspent WHERE {}", range("payment_id"));
    Ok(PaymentBelow {
        told: at.read("event", &told, values().into_iter().chain([kind.into()])).await?,
        entries: at.read("journal_entry", &entries, values()).await?,
        postings: at.read("posting", &postings, values()).await?,
        allocations: at.read("allocation", &allocations, values()).await?,
        unspent: at.read("unspent", &unspent, values()).await?,
    })
}

/// A merchant whose account in the journal is not what it owes.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct OutOfBalance {
    /// The company's key.
    pub company: String,
    /// The merchant's number.
    pub merchant: String,
    /// What was posted to its receivables account.
    pub posted: i64,
    /// What is open, less what pays nothing yet.
    pub open: i64,
}

/// Merchants whose account in the journal is not what they owe.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_balances(at: &Snapshot) -> StoreResult<Vec<OutOfBalance>> {
    let sql = "SELECT c.key AS company, m.number AS merchant, CAST(SUM(x.posted) AS bigint) AS posted, \
               CAST(SUM(x.open) AS bigint) AS open FROM (\
               SELECT merchant_id, amount AS posted, 0 AS open FROM posting WHERE account = 'receivables' UNION ALL \
               SELECT merchant_id, 0, gross - paid - credited FROM receivable UNION ALL \
               SELECT merchant_id, 0, -amount FROM unspent) x JOIN merchant m ON m.id = x.merchant_id \
               JOIN company c ON c.id = m.company_id GROUP BY c.key, m.number HAVING SUM(x.posted) <> SUM(x.open) \
               ORDER BY c.key, m.number LIMIT 1000";
    at.read("posting", sql, []).await
}
