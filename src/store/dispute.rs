//! Contested lines: opened with a hold, decided once.

use entity::types::{
    AccountId, ChargeCode, Currency, Date, DisputeId, DisputeState, DocumentKind, HoldId, InvoiceId, Language,
    MerchantId, Money,
};
use sea_orm::FromQueryResult;

use super::bound::Bound;
use super::bulk::insert_all;
use super::{Source, StoreError, StoreResult, Tx, execute, for_update, row, rows};
use crate::domain::access::Scope;

/// A contested line's row.
pub type DisputeRow = entity::dispute::Model;
/// A hold to be written.
pub type NewHold = entity::hold::Model;

/// A line as somebody contests it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Contestable {
    /// What the document is.
    pub kind: DocumentKind,
    /// Whose it is.
    pub merchant_id: MerchantId,
    /// The salt of the merchant's commitments.
    pub salt: String,
}

/// A line within a scope: of a document that the reader can open.
///
/// # Errors
/// A database that does not answer.
pub async fn line_contestable(
    tx: &Tx,
    scope: &Scope,
    invoice: InvoiceId,
    line: i64,
) -> StoreResult<Option<Contestable>> {
    let mut bound = Bound::default();
    let (company, id, number) = (bound.bind(scope.company), bound.bind(invoice), bound.bind(line));
    let within = bound.documents(scope);
    let sql = format!(
        "SELECT i.kind, i.merchant_id, m.salt FROM invoice i JOIN merchant m ON m.id = i.merchant_id \
         JOIN invoice_line l ON l.invoice_id = i.id \
         WHERE i.company_id = {company} AND i.id = {id} AND l.number = {number}{within}"
    );
    Ok(row(tx, &sql, bound.values).await?)
}

/// Opens a dispute with its hold.
///
/// # Errors
/// [`StoreError::Exists`] if the line is contested already.
pub async fn dispute_insert(tx: &Tx, dispute: DisputeRow, hold: NewHold) -> StoreResult<()> {
    insert_all::<entity::hold::Entity>(tx, &[hold]).await?;
    insert_all::<entity::dispute::Entity>(tx, &[dispute]).await
}

/// A contested line that holds something back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Holding {
    /// The dispute.
    pub id: DisputeId,
    /// The line.
    pub line: i64,
    /// What it holds back, with VAT, in minor units.
    pub gross: i64,
}

/// The open disputes of a document in the order in which they were opened.
///
/// # Errors
/// A database that does not answer.
pub async fn holding_list<S: Source>(source: &S, invoice: InvoiceId) -> StoreResult<Vec<Holding>> {
    let sql = "SELECT id, line, gross FROM dispute WHERE invoice_id = $1 AND state = 'open' ORDER BY opened_at_us, id";
    Ok(rows(source, sql, [invoice.into()]).await?)
}

/// Writes what a contested line holds back.
///
/// # Errors
/// A dispute that is not open any more.
pub async fn holding_set(tx: &Tx, id: DisputeId, gross: Money) -> StoreResult<()> {
    let sql = "UPDATE dispute SET gross = $1 WHERE id = $2 AND state = 'open'";
    StoreError::affected("dispute", 1, execute(tx, sql, [gross.minor().into(), id.into()]).await?)
}

/// What is open of a document; nothing of a credit note.
///
/// # Errors
/// A database that does not answer.
pub async fn open_of<S: Source>(source: &S, invoice: InvoiceId) -> StoreResult<i64> {
    open_as(source, invoice, "").await
}

/// What is open of a document, locked until the transaction ends: payments, credits and disputes of it wait for one another.
///
/// # Errors
/// A database that does not answer.
pub async fn open_of_locked(tx: &Tx, invoice: InvoiceId) -> StoreResult<i64> {
    open_as(tx, invoice, for_update(tx)).await
}

async fn open_as<S: Source>(source: &S, invoice: InvoiceId, lock: &str) -> StoreResult<i64> {
    #[derive(FromQueryResult)]
    struct Open {
        minor: i64,
    }
    let sql = format!("SELECT gross - paid - credited AS minor FROM receivable WHERE invoice_id = $1{lock}");
    Ok(row::<_, Open>(source, &sql, [invoice.into()]).await?.map_or(0, |open| open.minor))
}

/// Why a line was contested before and the line stood: the reasons, oldest first.
///
/// # Errors
/// A database that does not answer.
pub async fn reasons_rejected<S: Source>(source: &S, invoice: InvoiceId, line: i64) -> StoreResult<Vec<String>> {
    #[derive(FromQueryResult)]
    struct Said {
        reason: String,
    }
    // By the merchant's index: open disputes alone are indexed by document.
    let sql = "SELECT reason FROM dispute WHERE merchant_id = (SELECT x.merchant_id FROM invoice x WHERE x.id = $1) \
               AND invoice_id = $1 AND line = $2 AND state = 'rejected' ORDER BY opened_at_us, id";
    let found: Vec<Said> = rows(source, sql, [invoice.into(), line.into()]).await?;
    Ok(found.into_iter().map(|said| said.reason).collect())
}

/// A contested line that is to be decided.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ToDecide {
    /// Its id.
    pub id: DisputeId,
    /// Whose it is.
    pub merchant_id: MerchantId,
    /// The document.
    pub invoice_id: InvoiceId,
    /// The line.
    pub line: i64,
    /// Where it stands.
    pub state: DisputeState,
    /// Its hold.
    pub hold_id: HoldId,
    /// The salt of the merchant's commitments.
    pub salt: String,
    /// The merchant's language.
    pub language: Language,
}

/// A contested line within a scope, locked until the transaction ends; its document's money first, as payments and credits do.
///
/// # Errors
/// A database that does not answer.
pub async fn dispute_lock(tx: &Tx, scope: &Scope, id: DisputeId) -> StoreResult<Option<ToDecide>> {
    if tx.is_postgres() {
        let sql = "SELECT invoice_id FROM receivable WHERE invoice_id = (SELECT invoice_id FROM dispute WHERE id = $1 \
                   AND company_id = $2) FOR UPDATE";
        execute(tx, sql, [id.into(), scope.company.into()]).await?;
    }
    let mut bound = Bound::default();
    let (company, dispute) = (bound.bind(scope.company), bound.bind(id));
    let merchant = bound.merchant(scope, "t.merchant_id");
    let of = if for_update(tx).is_empty() { "" } else { " FOR UPDATE OF t" };
    let sql = format!(
        "SELECT t.id, t.merchant_id, t.invoice_id, t.line, t.state, t.hold_id, m.salt, m.language FROM dispute t \
         JOIN merchant m ON m.id = t.merchant_id WHERE t.company_id = {company} AND t.id = {dispute}{merchant}{of}"
    );
    Ok(row(tx, &sql, bound.values).await?)
}

/// How a contested line was decided.
#[derive(Clone, Debug)]
pub struct Decided {
    /// Upheld or rejected.
    pub state: DisputeState,
    /// What the merchant is told.
    pub answer: String,
    /// Who decided.
    pub by: AccountId,
    /// When, in microseconds.
    pub at_us: i64,
    /// The last day of the hold.
    pub on: Date,
}

/// Writes a decision and ends the hold.
///
/// # Errors
/// Somebody else has decided by now, or a database that does not answer.
pub async fn dispute_decide(tx: &Tx, dispute: &ToDecide, decided: &Decided) -> StoreResult<()> {
    let sql = "UPDATE dispute SET state = $1, decided_by = $2, decided_at_us = $3, answer = $4 WHERE id = $5 AND state = 'open'";
    let values = [
        decided.state.into(),
        decided.by.into(),
        decided.at_us.into(),
        decided.answer.clone().into(),
        dispute.id.into(),
    ];
    StoreError::affected("dispute", 1, execute(tx, sql, values).await?)?;
    let sql = "UPDATE hold SET ends = $1 WHERE id = $2 AND ends IS NULL";
    StoreError::affected("hold", 1, execute(tx, sql, [decided.on.into(), dispute.hold_id.into()]).await?)
}

/// A contested line as lists and pages show it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Contested {
    /// Its id.
    pub id: DisputeId,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's number.
    pub merchant_number: String,
    /// The merchant's name.
    pub merchant: String,
    /// The document.
    pub invoice_id: InvoiceId,
    /// The document's number.
    pub number: String,
    /// The line.
    pub line: i64,
    /// What the line charges.
    pub code: ChargeCode,
    /// The serial number of its device.
    pub serial: Option<String>,
    /// The line's amount, in minor units.
    pub net: i64,
    /// The currency.
    pub currency: Currency,
    /// Why it is contested.
    pub reason: String,
    /// Where it stands.
    pub state: DisputeState,
    /// Who contested it.
    pub opened_by: AccountId,
    /// The name of who did.
    pub opened_by_name: String,
    /// When, in microseconds.
    pub opened_at_us: i64,
    /// The name of who decided.
    pub decided_by_name: Option<String>,
    /// When it was decided, in microseconds.
    pub decided_at_us: Option<i64>,
    /// What the merchant was told.
    pub answer: Option<String>,
    /// What the line holds back, with VAT, in minor units: nothing that is not open.
    pub held: i64,
}

impl Contested {
    /// What the line holds back, with VAT.
    #[must_use]
    pub const fn held(&self) -> Money {
        Money::new(self.held, self.currency)
    }

    /// The line's amount, ex VAT.
    #[must_use]
    pub const fn amount(&self) -> Money {
        Money::new(self.net, self.currency)
    }
}

/// Columns and tables of [`Contested`]; a condition on `t` follows.
const CONTESTED: &str = "SELECT t.id, t.merchant_id, m.number AS merchant_number, m.name AS merchant, t.invoice_id, i.number, t.line, \
     l.code, l.serial, l.net, l.currency, t.reason, t.state, t.opened_by, o.name AS opened_by_name, t.opened_at_us, \
     a.name AS decided_by_name, t.decided_at_us, t.answer, CASE WHEN t.state <> 'open' OR r.invoice_id IS NULL THEN 0 \
     WHEN t.gross > r.gross - r.paid - r.credited THEN r.gross - r.paid - r.credited ELSE t.gross END AS held \
     FROM dispute t JOIN merchant m ON m.id = t.merchant_id JOIN invoice i ON i.id = t.invoice_id JOIN invoice_line l ON l.invoice_id = t.invoice_id AND l.number = t.line \
     JOIN account o ON o.id = t.opened_by LEFT JOIN account a ON a.id = t.decided_by \
     LEFT JOIN receivable r ON r.invoice_id = t.invoice_id WHERE ";

/// Which contested lines are wanted.
#[derive(Clone, Copy, Debug)]
pub enum Disputes {
    /// One.
    One(DisputeId),
    /// Those of a document.
    Invoice(InvoiceId),
    /// Those of a merchant that are open.
    OpenOf(MerchantId),
    /// Those of a merchant that were decided since an instant, the newest first.
    DecidedOf {
        /// Whose.
        merchant: MerchantId,
        /// Since when, in microseconds.
        since_us: i64,
        /// How many.
        limit: i64,
    },
    /// All that are open, oldest first, after an instant and id.
    Open {
        /// The last one of the page before.
        after: Option<(i64, DisputeId)>,
        /// How many.
        limit: i64,
    },
    /// All, newest first, before an instant and id.
    All {
        /// The last one of the page before.
        before: Option<(i64, DisputeId)>,
        /// How many.
        limit: i64,
    },
}

/// Contested lines within a scope: of documents that the reader can open.
///
/// # Errors
/// A database that does not answer.
pub async fn dispute_list<S: Source>(source: &S, scope: &Scope, which: &Disputes) -> StoreResult<Vec<Contested>> {
    let mut bound = Bound::default();
    let company = bound.bind(scope.company);
    let within = bound.documents(scope);
    let tail = match *which {
        Disputes::One(id) => format!(" AND t.id = {}", bound.bind(id)),
        Disputes::Invoice(id) => {
            // By the merchant's index: open disputes alone are indexed by document.
            let id = bound.bind(id);
            format!(
                " AND t.merchant_id = (SELECT x.merchant_id FROM invoice x WHERE x.id = {id}) AND t.invoice_id = {id} \
                 ORDER BY t.line, t.opened_at_us"
            )
        }
        Disputes::OpenOf(id) => {
            format!(" AND t.merchant_id = {} AND t.state = 'open' ORDER BY t.opened_at_us, t.id", bound.bind(id))
        }
        Disputes::DecidedOf { merchant, since_us, limit } => {
            let (merchant, since) = (bound.bind(merchant), bound.bind(since_us));
            format!(
                " AND t.merchant_id = {merchant} AND t.state <> 'open' AND t.decided_at_us >= {since} \
                 ORDER BY t.decided_at_us DESC, t.id LIMIT {limit}"
            )
        }
        Disputes::Open { after, limit } => {
            let after = after.map_or_else(String::new, |(at, id)| {
                format!(" AND (t.opened_at_us, t.id) > ({}, {})", bound.bind(at), bound.bind(id))
            });
            format!(" AND t.state = 'open'{after} ORDER BY t.opened_at_us, t.id LIMIT {}", limit)
        }
        Disputes::All { before, limit } => {
            let before = before.map_or_else(String::new, |(at, id)| {
                format!(" AND (t.opened_at_us, t.id) < ({}, {})", bound.bind(at), bound.bind(id))
            });
            format!("{before} ORDER BY t.opened_at_us DESC, t.id DESC LIMIT {}", limit)
        }
    };
    let sql = format!("{CONTESTED}t.company_id = {company}{within}{tail}");
    Ok(rows(source, &sql, bound.values).await?)
}
