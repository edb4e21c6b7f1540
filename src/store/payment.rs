//! Money that arrived, what it pays, and what is open.

use entity::types::{CompanyId, Currency, Date, InvoiceId, MerchantId, Money, SubjectId};
use sea_orm::FromQueryResult;

use super::bulk::insert_all;
use super::{Source, StoreError, StoreResult, Tx, execute, for_update, rows};
use crate::domain::payment::Open;

/// A payment to be written.
pub type NewPayment = entity::payment::Model;

/// Adds a payment.
///
/// # Errors
/// A database that does not answer.
pub async fn payment_insert(tx: &Tx, payment: NewPayment) -> StoreResult<()> {
    insert_all::<entity::payment::Entity>(tx, &[payment]).await
}

#[derive(FromQueryResult)]
struct Receivable {
    invoice_id: InvoiceId,
    due: Date,
    sequence: i64,
    gross: i64,
    paid: i64,
    credited: i64,
    currency: Currency,
}

/// What of a merchant's documents is open; locked until the transaction ends.
///
/// # Errors
/// A database that does not answer.
pub async fn open_lock(tx: &Tx, merchant: MerchantId) -> StoreResult<Vec<Open>> {
    let sql = format!(
        "SELECT invoice_id, due, sequence, gross, paid, credited, currency FROM receivable WHERE merchant_id = $1 \
         AND paid + credited < gross ORDER BY invoice_id{}",
        for_update(tx)
    );
    let found: Vec<Receivable> = rows(tx, &sql, [merchant.into()]).await?;
    Ok(found
        .into_iter()
        .map(|r| Open {
            invoice: r.invoice_id,
            due: r.due,
            sequence: r.sequence,
            open: Money::new(r.gross - r.paid - r.credited, r.currency),
        })
        .collect())
}

/// A payment with money that pays nothing yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Unspent {
    /// The payment.
    pub source_id: SubjectId,
    /// What is left of it, in minor units.
    pub left: i64,
}

/// A merchant's payments with money that pays nothing yet, oldest first.
///
/// # Errors
/// A database that does not answer.
pub async fn unspent<S: Source>(source: &S, merchant: MerchantId) -> StoreResult<Vec<Unspent>> {
    let sql = "SELECT p.id AS source_id, CAST(p.amount - COALESCE(SUM(a.amount), 0) AS bigint) AS left FROM payment p \
               LEFT JOIN allocation a ON a.source_id = p.id WHERE p.merchant_id = $1 GROUP BY p.id, p.amount, p.received \
               HAVING p.amount > COALESCE(SUM(a.amount), 0) ORDER BY p.received, p.id";
    let sql = sql.replace(" AS left", " AS \"left\"");
    Ok(rows(source, &sql, [merchant.into()]).await?)
}

/// What payments pay of a document, the last one first.
///
/// # Errors
/// A database that does not answer.
pub async fn paid_by<S: Source>(source: &S, invoice: InvoiceId) -> StoreResult<Vec<Unspent>> {
    let sql = "SELECT a.source_id, CAST(SUM(a.amount) AS bigint) AS \"left\" FROM allocation a JOIN payment p ON p.id = a.source_id \
               WHERE a.invoice_id = $1 GROUP BY a.source_id, p.received HAVING SUM(a.amount) > 0 \
               ORDER BY p.received DESC, a.source_id DESC";
    Ok(rows(source, sql, [invoice.into()]).await?)
}

/// A part of a payment or credit note that pays, or no longer pays, a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewAllocation {
    /// The payment or credit note.
    pub source: SubjectId,
    /// The document.
    pub invoice: InvoiceId,
    /// How much; negative takes back.
    pub amount: Money,
    /// Whether the source is a credit note.
    pub is_credit: bool,
}

/// Writes allocations and what they do to the receivables.
///
/// # Errors
/// More than is open, or a database that does not answer.
pub async fn allocate(
    tx: &Tx, company: CompanyId, merchant: MerchantId, day: Date, allocations: &[NewAllocation],
) -> StoreResult<()> {
    #[derive(FromQueryResult)]
    struct Count {
        n: i64,
    }
    for a in allocations {
        let sql = "SELECT COUNT(*) AS n FROM allocation WHERE source_id = $1";
        let number = rows::<_, Count>(tx, sql, [a.source.into()]).await?.first().map_or(0, |c| c.n) + 1;
        let model = entity::allocation::Model {
            source_id: a.source,
            number,
            invoice_id: a.invoice,
            company_id: company,
            merchant_id: merchant,
            amount: a.amount.minor(),
            currency: a.amount.currency(),
            allocated: day,
        };
        insert_all::<entity::allocation::Entity>(tx, &[model]).await?;
        let column = if a.is_credit { "credited" } else { "paid" };
        let sql = format!("UPDATE receivable SET {column} = {column} + $1 WHERE invoice_id = $2");
        let touched = execute(tx, &sql, [a.amount.minor().into(), a.invoice.into()]).await?;
        StoreError::affected("receivable", 1, touched)?;
    }
    Ok(())
}

/// What a merchant owes: open documents less money that pays nothing yet, in minor units.
///
/// # Errors
/// A database that does not answer.
pub async fn balance<S: Source>(source: &S, merchant: MerchantId) -> StoreResult<i64> {
    #[derive(FromQueryResult)]
    struct Sum {
        n: i64,
    }
    let sql = "SELECT CAST(COALESCE(SUM(gross - paid - credited), 0) AS bigint) AS n FROM receivable WHERE merchant_id = $1";
    let open = rows::<_, Sum>(source, sql, [merchant.into()]).await?.first().map_or(0, |s| s.n);
    let credit: i64 = unspent(source, merchant).await?.iter().map(|u| u.left).sum();
    Ok(open - credit)
}
