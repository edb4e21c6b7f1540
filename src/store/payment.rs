//! Money that arrived, what it pays, and what is open.

use entity::types::{CompanyId, Currency, Date, InvoiceId, MerchantId, Money, PaymentId, SubjectId};
use sea_orm::{EntityTrait, FromQueryResult};

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

/// A payment with money that pays nothing yet, or what a payment pays of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Part {
    /// The payment.
    pub payment_id: PaymentId,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// How much, in minor units.
    pub amount: i64,
}

/// A merchant's payments with money that pays nothing yet, oldest first; locked until the transaction ends.
///
/// # Errors
/// A database that does not answer.
pub async fn unspent_lock(tx: &Tx, merchant: MerchantId) -> StoreResult<Vec<Part>> {
    let sql = format!(
        "SELECT payment_id, merchant_id, amount FROM unspent WHERE merchant_id = $1 ORDER BY received, payment_id{}",
        for_update(tx)
    );
    Ok(rows(tx, &sql, [merchant.into()]).await?)
}

/// Merchants with money that pays nothing yet among those of a range of documents just issued, with each such document.
///
/// # Errors
/// A database that does not answer.
pub async fn unspent_for_documents(
    tx: &Tx,
    series: entity::types::SeriesId,
    first: i64,
    last: i64,
) -> StoreResult<Vec<MerchantId>> {
    #[derive(FromQueryResult)]
    struct Found {
        merchant_id: MerchantId,
    }
    let sql = "SELECT DISTINCT u.merchant_id FROM unspent u JOIN invoice i ON i.merchant_id = u.merchant_id \
               WHERE i.series_id = $1 AND i.sequence BETWEEN $2 AND $3 ORDER BY u.merchant_id";
    let found: Vec<Found> = rows(tx, sql, [series.into(), first.into(), last.into()]).await?;
    Ok(found.into_iter().map(|f| f.merchant_id).collect())
}

/// Changes what of a payment pays nothing yet.
///
/// # Errors
/// Less than nothing would be left, or a database that does not answer.
pub async fn unspent_change(tx: &Tx, payment: &NewPayment, by: i64) -> StoreResult<()> {
    let row = entity::unspent::Model {
        payment_id: payment.id,
        company_id: payment.company_id,
        merchant_id: payment.merchant_id,
        received: payment.received,
        amount: by,
        currency: payment.currency,
    };
    let touched = execute(
        tx,
        "UPDATE unspent SET amount = amount + $1 WHERE payment_id = $2 AND amount + $1 > 0",
        [by.into(), payment.id.into()],
    )
    .await?;
    if touched == 1 {
        return Ok(());
    }
    if by > 0 {
        return insert_all::<entity::unspent::Entity>(tx, &[row]).await;
    }
    let gone =
        execute(tx, "DELETE FROM unspent WHERE payment_id = $1 AND amount = $2", [payment.id.into(), (-by).into()])
            .await?;
    StoreError::affected("unspent", 1, gone)
}

/// A payment's row.
///
/// # Errors
/// No such payment, or a database that does not answer.
pub async fn payment_find<S: Source>(source: &S, id: PaymentId) -> StoreResult<NewPayment> {
    let found = entity::payment::Entity::find_by_id(id).one(source.conn()).await?;
    found.ok_or_else(|| StoreError::impossible("payment", "id", id, "is missing"))
}

/// What payments pay of a document, the last one first.
///
/// # Errors
/// A database that does not answer.
pub async fn paid_by<S: Source>(source: &S, invoice: InvoiceId) -> StoreResult<Vec<Part>> {
    let sql = "SELECT p.id AS payment_id, p.merchant_id, CAST(SUM(a.amount) AS bigint) AS amount FROM allocation a \
               JOIN payment p ON p.id = a.source_id WHERE a.invoice_id = $1 GROUP BY p.id, p.merchant_id, p.received \
               HAVING SUM(a.amount) > 0 ORDER BY p.received DESC, p.id DESC";
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
    tx: &Tx,
    company: CompanyId,
    merchant: MerchantId,
    day: Date,
    allocations: &[NewAllocation],
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
    let sql =
        "SELECT CAST(COALESCE(SUM(gross - paid - credited), 0) AS bigint) AS n FROM receivable WHERE merchant_id = $1";
    let open = rows::<_, Sum>(source, sql, [merchant.into()]).await?.first().map_or(0, |s| s.n);
    let sql = "SELECT CAST(COALESCE(SUM(amount), 0) AS bigint) AS n FROM unspent WHERE merchant_id = $1";
    let credit = rows::<_, Sum>(source, sql, [merchant.into()]).await?.first().map_or(0, |s| s.n);
    Ok(open - credit)
}

/// A document that has something open.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct DueDocument {
    /// The document.
    pub invoice_id: InvoiceId,
    /// Its merchant.
    pub merchant_id: MerchantId,
    /// Its number.
    pub number: String,
    /// What the payer quotes.
    pub reference: Option<String>,
    /// When it is due.
    pub due: Date,
    /// What is open, in minor units.
    pub open: i64,
}

/// Documents of a company that are due up to a day and have something open, by number.
///
/// # Errors
/// A database that does not answer.
pub async fn receivable_due<S: Source>(source: &S, company: CompanyId, through: Date) -> StoreResult<Vec<DueDocument>> {
    let sql = "SELECT r.invoice_id, r.merchant_id, i.number, i.reference, r.due, r.gross - r.paid - r.credited AS \"open\" \
               FROM receivable r JOIN invoice i ON i.id = r.invoice_id WHERE r.company_id = $1 AND r.due <= $2 \
               AND r.paid + r.credited < r.gross ORDER BY r.sequence";
    Ok(rows(source, sql, [company.into(), through.into()]).await?)
}
