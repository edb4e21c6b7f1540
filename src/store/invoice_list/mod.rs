//! Documents as a list, for whoever may see them: filtered, the newest first, a page at a time.
//!
//! The order is by day of issue, number and kind, all descending, as `invoice (company_id, issued, number, kind)` and its twin
//! by merchant have it.

mod condition;

use entity::types::{AgreementId, CompanyId, Currency, Date, DocumentKind, InvoiceId, MerchantId, Money};
use sea_orm::FromQueryResult;

use condition::{Condition, HELD};

use super::{Source, StoreResult, row, rows};
use crate::domain::access::Scope;

/// Documents of a page.
pub const PAGE: usize = 50;

/// How a document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Something is to be paid.
    Open,
    /// Something is to be paid that is not held, and its day has gone by.
    Overdue,
    /// Nothing is to be paid any more.
    Paid,
    /// All of it was credited.
    Credited,
}

/// Which documents are wanted; what is left out does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// Of this kind.
    pub kind: Option<DocumentKind>,
    /// Issued on this day or later.
    pub from: Option<Date>,
    /// Issued on this day or earlier.
    pub to: Option<Date>,
    /// That stand like this; a credit note does not stand like anything.
    pub standing: Option<Standing>,
    /// Whose number begins with this.
    pub prefix: Option<String>,
    /// Of this merchant.
    pub merchant: Option<MerchantId>,
}

/// A place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPlace {
    /// The day of issue.
    pub issued: Date,
    /// The number.
    pub number: String,
    /// The kind.
    pub kind: DocumentKind,
}

/// A document of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: InvoiceId,
    /// What it is.
    pub kind: DocumentKind,
    /// Its number.
    pub number: String,
    /// The day of issue.
    pub issued: Date,
    /// When it is due.
    pub due: Date,
    /// The merchant.
    pub merchant: MerchantId,
    /// The merchant's number.
    pub merchant_number: String,
    /// The merchant's name as it is now.
    pub merchant_name: String,
    /// The agreement.
    pub agreement: AgreementId,
    /// The agreement's reference.
    pub agreement_reference: String,
    /// What the payer quotes.
    pub reference: Option<String>,
    /// Number of the document that it corrects.
    pub corrects: Option<String>,
    /// Net. Amounts of a credit note are positive.
    pub net: Money,
    /// VAT.
    pub vat: Money,
    /// Gross.
    pub gross: Money,
    /// What has been paid of it.
    pub paid: Money,
    /// What has been credited of it.
    pub credited: Money,
    /// What of it is held, because lines are contested; nothing that is not open.
    pub held: Money,
    /// How it stands; none for a credit note.
    pub standing: Option<Standing>,
}

impl Listed {
    /// What is to be paid still.
    #[must_use]
    pub fn open(&self) -> Money {
        match self.standing {
            Some(_) => {
                Money::new(self.gross.minor() - self.paid.minor() - self.credited.minor(), self.gross.currency())
            }
            None => Money::zero(self.gross.currency()),
        }
    }

    /// What is to be paid now: what is open and not held.
    #[must_use]
    pub fn payable(&self) -> Money {
        Money::new(self.open().minor() - self.held.minor(), self.gross.currency())
    }
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    /// The documents.
    pub rows: Vec<Listed>,
    /// Where the next page goes on, if there is more.
    pub next: Option<ListPlace>,
}

/// The whole list in figures. Credit notes count against the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListTotals {
    /// How many documents.
    pub count: i64,
    /// Net.
    pub net: Money,
    /// VAT.
    pub vat: Money,
    /// Gross.
    pub gross: Money,
    /// What is to be paid still.
    pub open: Money,
    /// What of that is held, because lines are contested.
    pub held: Money,
}

impl ListTotals {
    /// What is to be paid now: what is open and not held.
    #[must_use]
    pub const fn payable(&self) -> Money {
        Money::new(self.open.minor() - self.held.minor(), self.open.currency())
    }
}

#[derive(FromQueryResult)]
struct ListRow {
    id: InvoiceId,
    kind: DocumentKind,
    number: String,
    issued: Date,
    due: Date,
    merchant_id: MerchantId,
    merchant_number: String,
    merchant_name: String,
    agreement_id: AgreementId,
    agreement_reference: String,
    reference: Option<String>,
    corrects: Option<String>,
    currency: Currency,
    net: i64,
    vat: i64,
    gross: i64,
    paid: Option<i64>,
    credited: Option<i64>,
    held: i64,
}

impl ListRow {
    fn listed(self, today: Date) -> Listed {
        let money = |minor| Money::new(minor, self.currency);
        let open = self.paid.zip(self.credited).map_or(0, |(paid, credited)| self.gross - paid - credited);
        let held = self.held.min(open).max(0);
        let standing = self.paid.zip(self.credited).map(|(paid, credited)| match () {
            () if held < open && self.due < today => Standing::Overdue,
            () if paid + credited < self.gross => Standing::Open,
            () if credited >= self.gross && self.gross != 0 => Standing::Credited,
            () => Standing::Paid,
        });
        Listed {
            id: self.id,
            kind: self.kind,
            number: self.number,
            issued: self.issued,
            due: self.due,
            merchant: self.merchant_id,
            merchant_number: self.merchant_number,
            merchant_name: self.merchant_name,
            agreement: self.agreement_id,
            agreement_reference: self.agreement_reference,
            reference: self.reference,
            corrects: self.corrects,
            net: money(self.net),
            vat: money(self.vat),
            gross: money(self.gross),
            paid: money(self.paid.unwrap_or(0)),
            credited: money(self.credited.unwrap_or(0)),
            held: money(held),
            standing,
        }
    }
}

/// A page of documents after a place, the newest first. `today` decides what is overdue.
///
/// # Errors
/// A database that does not answer.
pub async fn invoice_page<S: Source>(
    source: &S,
    scope: &Scope,
    filter: &ListFilter,
    today: Date,
    after: Option<&ListPlace>,
) -> StoreResult<ListPage> {
    invoice_part(source, scope, filter, today, after, PAGE).await
}

/// As [`invoice_page`], with as many documents as are wanted.
///
/// # Errors
/// A database that does not answer.
pub async fn invoice_part<S: Source>(
    source: &S,
    scope: &Scope,
    filter: &ListFilter,
    today: Date,
    after: Option<&ListPlace>,
    most: usize,
) -> StoreResult<ListPage> {
    let mut condition = Condition::of(scope).filter(filter, today);
    if let Some(place) = after {
        let issued = condition.value(place.issued);
        let number = condition.value(place.number.as_str());
        let kind = condition.value(place.kind);
        condition.sql.push_str(&format!(" AND (i.issued, i.number, i.kind) < ({issued}, {number}, {kind})"));
    }
    let sql = format!(
        "SELECT i.id, i.kind, i.number, i.issued, i.due, i.merchant_id, m.number AS merchant_number, m.name AS merchant_name, \
         i.agreement_id, g.reference AS agreement_reference, i.reference, k.number AS corrects, i.currency, i.net, i.vat, \
         i.gross, r.paid, r.credited, CAST({HELD} AS bigint) AS held \
         FROM invoice i JOIN merchant m ON m.id = i.merchant_id JOIN agreement g ON g.id = i.agreement_id \
         LEFT JOIN receivable r ON r.invoice_id = i.id LEFT JOIN invoice k ON k.id = i.corrects_id \
         WHERE {} ORDER BY i.issued DESC, i.number DESC, i.kind DESC LIMIT {}",
        condition.sql,
        most.saturating_add(1)
    );
    let mut found: Vec<ListRow> = rows(source, &sql, condition.values).await?;
    let more = found.len() > most;
    found.truncate(most);
    let rows: Vec<Listed> = found.into_iter().map(|r| r.listed(today)).collect();
    let next = rows.last().filter(|_| more).map(|last| ListPlace {
        issued: last.issued,
        number: last.number.clone(),
        kind: last.kind,
    });
    Ok(ListPage { rows, next })
}

#[derive(FromQueryResult)]
struct TotalRow {
    n: i64,
    net: i64,
    vat: i64,
    gross: i64,
    open: i64,
    held: i64,
    currency: Currency,
}

/// The figures of the whole list, whatever page is shown.
///
/// # Errors
/// A database that does not answer.
pub async fn invoice_totals<S: Source>(
    source: &S,
    scope: &Scope,
    filter: &ListFilter,
    today: Date,
) -> StoreResult<ListTotals> {
    let mut condition = Condition::of(scope).filter(filter, today);
    let company: String = condition.value(scope.company);
    let sum = |column: &str| {
        format!(
            "CAST(COALESCE(SUM(CASE WHEN i.kind = 'credit_note' THEN -i.{column} ELSE i.{column} END), 0) AS bigint) AS {column}"
        )
    };
    let sql = format!(
        "SELECT COUNT(*) AS n, {}, {}, {}, \
         CAST(COALESCE(SUM(r.gross - r.paid - r.credited), 0) AS bigint) AS \"open\", \
         CAST(COALESCE(SUM(CASE WHEN h.gross > r.gross - r.paid - r.credited THEN r.gross - r.paid - r.credited ELSE h.gross END), 0) \
         AS bigint) AS held, \
         (SELECT currency FROM company WHERE id = {company}) AS currency \
         FROM invoice i {} LEFT JOIN receivable r ON r.invoice_id = i.id \
         LEFT JOIN (SELECT t.invoice_id, SUM(t.gross) AS gross FROM dispute t WHERE t.company_id = {company} AND t.state = 'open' \
         GROUP BY t.invoice_id) h ON h.invoice_id = i.id WHERE {}",
        sum("net"),
        sum("vat"),
        sum("gross"),
        // Of no use but for the company of a merchant.
        if scope.merchant.is_some() { "JOIN merchant m ON m.id = i.merchant_id" } else { "" },
        condition.sql
    );
    let total: TotalRow = row(source, &sql, condition.values)
        .await?
        .ok_or_else(|| super::StoreError::impossible("invoice", "id", scope.company, "the totals are missing"))?;
    let money = |minor| Money::new(minor, total.currency);
    Ok(ListTotals {
        count: total.n,
        net: money(total.net),
        vat: money(total.vat),
        gross: money(total.gross),
        open: money(total.open),
        held: money(total.held),
    })
}

/// Whether somebody may see a document: the same rule that the list goes by.
///
/// # Errors
/// A database that does not answer.
pub async fn invoice_visible<S: Source>(source: &S, scope: &Scope, id: InvoiceId) -> StoreResult<bool> {
    #[derive(FromQueryResult)]
    struct Seen {
        company_id: CompanyId,
    }
    let mut condition = Condition::of(scope);
    condition.and("i.id = ?", id);
    let sql =
        format!("SELECT i.company_id FROM invoice i JOIN merchant m ON m.id = i.merchant_id WHERE {}", condition.sql);
    let seen: Option<Seen> = row(source, &sql, condition.values).await?;
    Ok(seen.is_some_and(|s| s.company_id == scope.company))
}
