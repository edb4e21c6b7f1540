//! A merchant's page: who it is, where its devices stand, its agreements, what it owes, and what it contests.

use entity::types::{CompanyId, Country, Currency, Date, Language, MerchantId, MerchantKind, Money, SiteId};
use sea_orm::FromQueryResult;

use super::agreement::{AgreementRow, agreement_list};
use super::device::{Placed, placed_list};
use super::invoice::{DocumentRow, document_page};
use super::{BESIDE, amounts};
use crate::domain::access::Scope;
use crate::domain::search::range_end;
use crate::store::bound::Bound;
use crate::store::dispute::{Contested, Disputes, dispute_list};
use crate::store::{Source, StoreResult, row, rows};

/// Documents that a merchant's page shows.
const LAST: i64 = 10;

/// A merchant's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MerchantPage {
    /// Who it is.
    pub merchant: MerchantHead,
    /// Its sites, by name.
    pub sites: Vec<SiteRow>,
    /// Its agreements, by reference.
    pub agreements: Vec<AgreementRow>,
    /// Its devices on lines, by site and serial number; at most [`BESIDE`].
    pub devices: Vec<Placed>,
    /// What it owes, and what it has to its credit.
    pub balance: Balance,
    /// Its last documents, newest first.
    pub last: Vec<DocumentRow>,
    /// What it contests, oldest first.
    pub disputes: Vec<Contested>,
}

/// Who a merchant is.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct MerchantHead {
    /// The merchant.
    pub id: MerchantId,
    /// The company.
    pub company_id: CompanyId,
    /// Our customer number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Business or private.
    pub kind: MerchantKind,
    /// Country.
    pub country: Country,
    /// CVR, orgnr, KvK.
    pub registration: Option<String>,
    /// Street.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// The language of its documents.
    pub language: Language,
    /// What it wants quoted.
    pub buyer_reference: Option<String>,
    /// EAS scheme of its electronic address.
    pub endpoint_scheme: Option<String>,
    /// Its electronic address.
    pub endpoint_id: Option<String>,
    /// When it was registered, in microseconds.
    pub created_at_us: i64,
}

/// An address where devices stand.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct SiteRow {
    /// The site.
    pub id: SiteId,
    /// Its name.
    pub name: String,
    /// Street.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
}

/// What a merchant owes.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Balance {
    /// How many documents are open.
    pub documents: i64,
    /// What is open of them, in minor units.
    pub open: i64,
    /// What of that is held, because lines are contested, in minor units.
    pub held: i64,
    /// What is past its due date and not held, in minor units.
    pub overdue: i64,
    /// The first due date among those of which something is to be paid now.
    pub first_due: Option<Date>,
    /// Money that pays nothing yet, in minor units.
    pub credit: i64,
    /// The currency.
    pub currency: Currency,
}
amounts!(Balance: open, held, overdue, credit);

impl Balance {
    /// What is to be paid now: what is open and not held.
    #[must_use]
    pub const fn payable(&self) -> Money {
        Money::new(self.open - self.held, self.currency)
    }
}

/// A merchant within a scope.
///
/// # Errors
/// A database that does not answer.
pub async fn merchant_head<S: Source>(source: &S, scope: &Scope, id: MerchantId) -> StoreResult<Option<MerchantHead>> {
    let mut bound = Bound::default();
    let (company, of) = (bound.bind(scope.company), bound.bind(id));
    let merchant = bound.merchant(scope, "id");
    let sql = format!(
        "SELECT id, company_id, number, name, kind, country, registration, street, postcode, city, email, phone, language, \
         buyer_reference, endpoint_scheme, endpoint_id, created_at_us FROM merchant \
         WHERE company_id = {company} AND id = {of}{merchant}"
    );
    Ok(row(source, &sql, bound.values).await?)
}

/// A merchant in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct MerchantRow {
    /// The merchant.
    pub id: MerchantId,
    /// Our customer number.
    pub number: String,
    /// Name.
    pub name: String,
    /// City.
    pub city: String,
    /// Country.
    pub country: Country,
    /// CVR, orgnr, KvK.
    pub registration: Option<String>,
    /// How many agreements it has.
    pub agreements: i64,
    /// What is open of its documents, in minor units.
    pub open: i64,
    /// The currency of what is open.
    pub currency: Currency,
    /// What the next page begins after: the number, or the word that was found.
    pub place: String,
}
amounts!(MerchantRow: open);

/// Columns and tables of [`MerchantRow`]: rows of `merchant` called `m` with a `place`, that a query in brackets picks.
const MERCHANTS: (&str, &str) = (
    "SELECT m.id, m.number, m.name, m.city, m.country, m.registration, (SELECT COUNT(*) FROM agreement g WHERE g.merchant_id = m.id) \
     AS agreements, CAST(COALESCE((SELECT SUM(r.gross - r.paid - r.credited) FROM receivable r WHERE r.merchant_id = m.id \
     AND r.paid + r.credited < r.gross), 0) AS bigint) AS \"open\", c.currency, m.place FROM (",
    ") m JOIN company c ON c.id = m.company_id",
);

/// A company's merchants by number, after one. A merchant's people list none.
///
/// # Errors
/// A database that does not answer.
pub async fn merchant_list<S: Source>(
    source: &S,
    scope: &Scope,
    after: Option<&str>,
    limit: i64,
) -> StoreResult<Vec<MerchantRow>> {
    if scope.merchant.is_some() {
        return Ok(Vec::new());
    }
    let mut bound = Bound::default();
    let company = bound.bind(scope.company);
    let after = after.map_or_else(String::new, |a| format!(" AND x.number > {}", bound.bind(a.to_owned())));
    let sql = format!(
        "{}SELECT x.*, x.number AS place FROM merchant x WHERE x.company_id = {company}{after} ORDER BY x.number LIMIT {}{} \
         ORDER BY m.number",
        MERCHANTS.0,
        bound.bind(limit),
        MERCHANTS.1
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// A company's merchants that have, for each of some words, one that begins with it: in the order of the first, after one of them
/// and a merchant. Two words of a merchant can begin alike: it stands there once a page.
///
/// # Errors
/// A database that does not answer.
pub async fn merchant_by_words<S: Source>(
    source: &S,
    scope: &Scope,
    words: &[String],
    after: Option<(&str, MerchantId)>,
    limit: i64,
) -> StoreResult<Vec<MerchantRow>> {
    let Some((first, others)) = words.split_first().filter(|_| scope.merchant.is_none()) else { return Ok(Vec::new()) };
    let mut bound = Bound::default();
    let company = bound.bind(scope.company);
    let (from, to) = (bound.bind(first.clone()), bound.bind(range_end(first)));
    let mut also = String::new();
    for word in others {
        let (from, to) = (bound.bind(word.clone()), bound.bind(range_end(word)));
        also += &format!(
            " AND EXISTS (SELECT 1 FROM search_token o WHERE o.subject_id = t.subject_id AND o.token >= {from} AND o.token < {to})"
        );
    }
    if let Some((word, id)) = after {
        also += &format!(" AND (t.token, t.subject_id) > ({}, {})", bound.bind(word.to_owned()), bound.bind(id));
    }
    let sql = format!(
        "{}SELECT x.*, t.token AS place FROM search_token t JOIN merchant x ON x.id = t.subject_id WHERE t.company_id = {company} \
         AND t.kind = 'merchant' AND t.token >= {from} AND t.token < {to}{also} ORDER BY t.token, t.subject_id LIMIT {}{} \
         ORDER BY m.place, m.id",
        MERCHANTS.0,
        bound.bind(limit),
        MERCHANTS.1
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// A merchant's page. `today` decides what is overdue.
///
/// # Errors
/// A database that does not answer.
pub async fn merchant_page<S: Source>(
    source: &S,
    scope: &Scope,
    id: MerchantId,
    today: Date,
) -> StoreResult<Option<MerchantPage>> {
    let Some(merchant) = merchant_head(source, scope, id).await? else { return Ok(None) };
    Ok(Some(MerchantPage {
        merchant,
        sites: site_list(source, scope, id).await?,
        agreements: agreement_list(source, scope, id).await?,
        devices: placed_list(source, scope, id, BESIDE).await?,
        balance: balance(source, scope, id, today).await?,
        last: document_page(source, scope, id, None, LAST).await?,
        disputes: dispute_list(source, scope, &Disputes::OpenOf(id)).await?,
    }))
}

/// A merchant's sites within a scope, by name.
///
/// # Errors
/// A database that does not answer.
pub async fn site_list<S: Source>(source: &S, scope: &Scope, merchant: MerchantId) -> StoreResult<Vec<SiteRow>> {
    let mut bound = Bound::default();
    let of = bound.merchant_of(scope, merchant);
    let (merchant, sites) = (bound.merchant(scope, "merchant_id"), bound.sites(scope, "id"));
    let sql = format!(
        "SELECT id, name, street, postcode, city FROM site \
         WHERE merchant_id = {of}{merchant}{sites} ORDER BY name LIMIT {BESIDE}"
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// What a merchant owes of the documents within a scope. Somebody confined to some sites sees no credit: it is not theirs alone.
///
/// # Errors
/// A database that does not answer.
pub async fn balance<S: Source>(source: &S, scope: &Scope, merchant: MerchantId, today: Date) -> StoreResult<Balance> {
    let mut bound = Bound::default();
    let (company, of, today) = (bound.bind(scope.company), bound.bind(merchant), bound.bind(today));
    let within = bound.documents(scope);
    let unspent = match scope.sites.is_empty() {
        true => {
            format!("(SELECT SUM(u.amount) FROM unspent u WHERE u.merchant_id = {of} AND u.company_id = {company})")
        }
        false => "0".to_owned(),
    };
    let sql = format!(
        "SELECT COUNT(x.due) AS documents, CAST(COALESCE(SUM(x.\"open\"), 0) AS bigint) AS \"open\", \
         CAST(COALESCE(SUM(x.held), 0) AS bigint) AS held, \
         CAST(COALESCE(SUM(CASE WHEN x.due < {today} THEN x.\"open\" - x.held ELSE 0 END), 0) AS bigint) AS overdue, \
         MIN(CASE WHEN x.\"open\" > x.held THEN x.due END) AS first_due, CAST(COALESCE({unspent}, 0) AS bigint) AS credit, \
         (SELECT c.currency FROM company c WHERE c.id = {company}) AS currency FROM (\
         SELECT y.due, y.\"open\", CASE WHEN y.held > y.\"open\" THEN y.\"open\" ELSE y.held END AS held FROM (\
         SELECT r.due, r.gross - r.paid - r.credited AS \"open\", (SELECT COALESCE(SUM(t.gross), 0) FROM dispute t \
         WHERE t.invoice_id = r.invoice_id AND t.state = 'open') AS held \
         FROM receivable r JOIN invoice i ON i.id = r.invoice_id \
         WHERE r.company_id = {company} AND r.merchant_id = {of} AND r.paid + r.credited < r.gross{within}) y) x"
    );
    let found = row(source, &sql, bound.values).await?;
    found.ok_or_else(|| crate::store::StoreError::impossible("company", "id", scope.company, "is missing"))
}
