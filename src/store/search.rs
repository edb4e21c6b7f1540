//! Finding things of a company by how they begin: words of merchants and devices in a table of tokens; serial numbers, document
//! numbers, references by the indexes that they have anyway. Every look-up reads a bounded piece of one index.

use std::collections::HashSet;

use entity::types::{
    AgreementId, CompanyId, Country, Currency, Date, DeviceId, DeviceState, DocumentKind, InvoiceId, MerchantId, Money,
    SearchKind, SubjectId,
};
use sea_orm::FromQueryResult;

use super::bound::Bound;
use super::bulk::{insert_all, insert_missing};
use super::merchant::{NewDevice, NewMerchant};
use super::{Source, StoreResult, Tx, execute, rows};
use crate::domain::search::{MerchantWords, device_words, merchant_words, range_end};

/// Hits of a kind.
pub const LIMIT: usize = 20;
/// Tokens that a word's range is read for: several of one merchant can begin alike.
const TOKENS: i64 = 40;
/// Tokens that are counted to know which word says most.
const COUNTED: i64 = 1000;

/// A token to be written.
type Token = entity::search_token::Model;

fn tokens(company: CompanyId, kind: SearchKind, subject: SubjectId, words: Vec<String>) -> impl Iterator<Item = Token> {
    words.into_iter().map(move |token| Token { company_id: company, token, kind, subject_id: subject })
}

fn merchant_tokens(row: &NewMerchant) -> impl Iterator<Item = Token> {
    let words = merchant_words(&MerchantWords {
        name: &row.name,
        number: &row.number,
        country: row.country,
        registration: row.registration.as_deref(),
        city: &row.city,
        phone: row.phone.as_deref(),
        email: row.email.as_deref(),
    });
    tokens(row.company_id, SearchKind::Merchant, SubjectId(row.id.0), words)
}

fn device_tokens(row: &NewDevice) -> impl Iterator<Item = Token> {
    tokens(row.company_id, SearchKind::Device, SubjectId(row.id.0), device_words(row.sim_serial.as_deref()))
}

/// Makes new merchants findable.
pub(super) async fn merchants_findable(tx: &Tx, rows: &[NewMerchant]) -> StoreResult<()> {
    let tokens: Vec<Token> = rows.iter().flat_map(merchant_tokens).collect();
    insert_all::<entity::search_token::Entity>(tx, &tokens).await
}

/// Makes new devices findable by more than their serial numbers.
pub(super) async fn devices_findable(tx: &Tx, rows: &[NewDevice]) -> StoreResult<()> {
    let tokens: Vec<Token> = rows.iter().flat_map(device_tokens).collect();
    insert_all::<entity::search_token::Entity>(tx, &tokens).await
}

/// Makes up to `limit` things findable that were written before words were kept; says how many.
///
/// # Errors
/// A database that does not answer.
pub async fn search_todo_do(tx: &Tx, limit: i64) -> StoreResult<usize> {
    #[derive(FromQueryResult)]
    struct Todo {
        kind: SearchKind,
        subject_id: SubjectId,
    }
    let sql = "SELECT kind, subject_id FROM search_todo ORDER BY kind, subject_id LIMIT $1";
    let todo: Vec<Todo> = rows(tx, sql, [limit.into()]).await?;
    let mut tokens: Vec<Token> = Vec::new();
    for kind in SearchKind::ALL {
        let of: Vec<SubjectId> = todo.iter().filter(|t| t.kind == *kind).map(|t| t.subject_id).collect();
        if of.is_empty() {
            continue;
        }
        let mut bound = Bound::default();
        let ids = bound.bind_all(of.iter().copied());
        let table = match kind {
            SearchKind::Merchant => "merchant",
            SearchKind::Device => "device",
        };
        let sql = format!("SELECT * FROM {table} WHERE id IN ({ids})");
        match kind {
            SearchKind::Merchant => {
                tokens.extend(rows::<_, NewMerchant>(tx, &sql, bound.values).await?.iter().flat_map(merchant_tokens));
            }
            SearchKind::Device => {
                tokens.extend(rows::<_, NewDevice>(tx, &sql, bound.values).await?.iter().flat_map(device_tokens));
            }
        }
        let mut bound = Bound::default();
        let (kind, ids) = (bound.bind(*kind), bound.bind_all(of));
        let sql = format!("DELETE FROM search_todo WHERE kind = {kind} AND subject_id IN ({ids})");
        execute(tx, &sql, bound.values).await?;
    }
    insert_missing::<entity::search_token::Entity>(tx, &tokens).await?;
    Ok(todo.len())
}

/// A merchant as a list of hits shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MerchantHit {
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
}

/// What words lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByWords {
    /// Merchants, by the word that was found.
    pub merchants: Vec<MerchantHit>,
    /// Devices.
    pub devices: Vec<DeviceId>,
}

#[derive(FromQueryResult)]
struct WordRow {
    kind: SearchKind,
    subject_id: SubjectId,
    number: Option<String>,
    name: Option<String>,
    city: Option<String>,
    country: Option<Country>,
    registration: Option<String>,
}

/// Which of some words has the fewest tokens.
async fn rarest<S: Source>(source: &S, company: CompanyId, words: &[String]) -> StoreResult<usize> {
    #[derive(FromQueryResult)]
    struct Count {
        place: i64,
        n: i64,
    }
    if words.len() < 2 {
        return Ok(0);
    }
    let mut bound = Bound::default();
    let company = bound.bind(company);
    let counts: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(place, word)| {
            let (from, to) = (bound.bind(word.clone()), bound.bind(range_end(word)));
            format!(
                "SELECT CAST({place} AS bigint) AS place, COUNT(*) AS n FROM (SELECT 1 FROM search_token \
                 WHERE company_id = {company} AND token >= {from} AND token < {to} LIMIT {COUNTED}) q{place}"
            )
        })
        .collect();
    let counts: Vec<Count> = rows(source, &counts.join(" UNION ALL "), bound.values).await?;
    let least = counts.into_iter().min_by_key(|c| (c.n, c.place)).map_or(0, |c| c.place);
    Ok(usize::try_from(least).unwrap_or(0))
}

/// What has, for each of some words, a token that begins with it.
///
/// # Errors
/// A database that does not answer.
pub async fn search_words<S: Source>(source: &S, company: CompanyId, words: &[String]) -> StoreResult<ByWords> {
    if words.is_empty() {
        return Ok(ByWords::default());
    }
    let lead = rarest(source, company, words).await?;
    let mut bound = Bound::default();
    let company = bound.bind(company);
    let (from, to) = (bound.bind(words[lead].clone()), bound.bind(range_end(&words[lead])));
    let mut others = String::new();
    for (_, word) in words.iter().enumerate().filter(|(place, _)| *place != lead) {
        let (from, to) = (bound.bind(word.clone()), bound.bind(range_end(word)));
        others += &format!(
            " AND EXISTS (SELECT 1 FROM search_token x WHERE x.subject_id = t.subject_id AND x.token >= {from} AND x.token < {to})"
        );
    }
    let sql = format!(
        "SELECT f.kind, f.subject_id, m.number, m.name, m.city, m.country, m.registration FROM \
         (SELECT t.token, t.kind, t.subject_id FROM search_token t WHERE t.company_id = {company} AND t.token >= {from} \
         AND t.token < {to}{others} ORDER BY t.token, t.kind, t.subject_id LIMIT {TOKENS}) f \
         LEFT JOIN merchant m ON m.id = f.subject_id ORDER BY f.token, f.kind, f.subject_id"
    );
    let (mut found, mut seen) = (ByWords::default(), HashSet::new());
    for row in rows::<_, WordRow>(source, &sql, bound.values).await? {
        if !seen.insert(row.subject_id) {
            continue;
        }
        match (row.kind, row.country) {
            (SearchKind::Merchant, Some(country)) if found.merchants.len() < LIMIT => {
                found.merchants.push(MerchantHit {
                    id: MerchantId(row.subject_id.0),
                    number: row.number.unwrap_or_default(),
                    name: row.name.unwrap_or_default(),
                    city: row.city.unwrap_or_default(),
                    country,
                    registration: row.registration,
                });
            }
            (SearchKind::Device, _) if found.devices.len() < LIMIT => found.devices.push(DeviceId(row.subject_id.0)),
            _ => {}
        }
    }
    Ok(found)
}

/// A device as a list of hits shows it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct DeviceHit {
    /// The device.
    pub id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// Serial number of its SIM card.
    pub sim_serial: Option<String>,
    /// Its model.
    pub model: String,
    /// What it is doing.
    pub state: DeviceState,
    /// The merchant on whose agreement it is.
    pub merchant_id: Option<MerchantId>,
    /// That merchant's name.
    pub merchant: Option<String>,
}

/// `SELECT id` from a table by a range of one of its indexes, a few rows.
fn range(bound: &mut Bound, company: &str, table: &str, also: &str, column: &str, begins: &str) -> String {
    let (from, to) = (bound.bind(begins.to_owned()), bound.bind(range_end(begins)));
    format!(
        "SELECT id FROM (SELECT id FROM {table} WHERE company_id = {company}{also} AND {column} >= {from} \
         AND {column} < {to} ORDER BY {column} LIMIT {LIMIT}) q{}",
        bound.values.len()
    )
}

/// Devices whose serial number begins in one of some ways, and some more, by serial number.
///
/// # Errors
/// A database that does not answer.
pub async fn search_devices<S: Source>(
    source: &S,
    company: CompanyId,
    begins: &[String],
    also: &[DeviceId],
) -> StoreResult<Vec<DeviceHit>> {
    let mut bound = Bound::default();
    let company = bound.bind(company);
    let mut parts: Vec<String> =
        begins.iter().map(|b| range(&mut bound, &company, "device", "", "serial", b)).collect();
    if !also.is_empty() {
        let ids = bound.bind_all(also.iter().copied());
        parts.push(format!("SELECT id FROM device WHERE company_id = {company} AND id IN ({ids})"));
    }
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT d.id, d.serial, d.sim_serial, dm.name AS model, d.state, m.id AS merchant_id, m.name AS merchant \
         FROM ({}) f JOIN device d ON d.id = f.id JOIN device_model dm ON dm.id = d.model_id \
         LEFT JOIN assignment p ON p.device_id = d.id AND p.released IS NULL LEFT JOIN agreement_line l ON l.id = p.line_id \
         LEFT JOIN agreement g ON g.id = l.agreement_id LEFT JOIN merchant m ON m.id = g.merchant_id \
         ORDER BY d.serial LIMIT {LIMIT}",
        parts.join(" UNION ")
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// A document as a list of hits shows it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct InvoiceHit {
    /// The document.
    pub id: InvoiceId,
    /// What it is.
    pub kind: DocumentKind,
    /// Its number.
    pub number: String,
    /// What the payer quotes.
    pub reference: Option<String>,
    /// Day of issue.
    pub issued: Date,
    /// What it comes to, in minor units.
    pub gross: i64,
    /// Its currency.
    pub currency: Currency,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name.
    pub merchant: String,
}

impl InvoiceHit {
    /// What it comes to.
    #[must_use]
    pub const fn amount(&self) -> Money {
        Money::new(self.gross, self.currency)
    }
}

/// Documents whose number or payment reference begins in one of some ways, by number.
///
/// # Errors
/// A database that does not answer.
pub async fn search_invoices<S: Source>(
    source: &S,
    company: CompanyId,
    begins: &[String],
    references: &[String],
) -> StoreResult<Vec<InvoiceHit>> {
    let has_digit = |text: &&String| text.chars().any(|c| c.is_ascii_digit());
    let mut bound = Bound::default();
    let company = bound.bind(company);
    let mut parts = Vec::new();
    for begins in begins.iter().filter(has_digit) {
        for kind in DocumentKind::ALL {
            let also = format!(" AND kind = '{kind}'");
            parts.push(range(&mut bound, &company, "invoice", &also, "number", begins));
        }
    }
    for reference in references.iter().filter(has_digit) {
        parts.push(range(&mut bound, &company, "invoice", " AND reference IS NOT NULL", "reference", reference));
    }
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT i.id, i.kind, i.number, i.reference, i.issued, i.gross, i.currency, i.merchant_id, m.name AS merchant \
         FROM ({}) f JOIN invoice i ON i.id = f.id JOIN merchant m ON m.id = i.merchant_id \
         ORDER BY i.number, i.kind LIMIT {LIMIT}",
        parts.join(" UNION ")
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// An agreement as a list of hits shows it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct AgreementHit {
    /// The agreement.
    pub id: AgreementId,
    /// Its reference.
    pub reference: String,
    /// Day of signature.
    pub signed: Date,
    /// Last day, if it ends.
    pub ends: Option<Date>,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name.
    pub merchant: String,
}

/// Agreements whose reference begins in one of some ways, by reference.
///
/// # Errors
/// A database that does not answer.
pub async fn search_agreements<S: Source>(
    source: &S,
    company: CompanyId,
    begins: &[String],
) -> StoreResult<Vec<AgreementHit>> {
    if begins.is_empty() {
        return Ok(Vec::new());
    }
    let mut bound = Bound::default();
    let company = bound.bind(company);
    let parts: Vec<String> =
        begins.iter().map(|b| range(&mut bound, &company, "agreement", "", "reference", b)).collect();
    let sql = format!(
        "SELECT g.id, g.reference, g.signed, g.ends, g.merchant_id, m.name AS merchant FROM ({}) f \
         JOIN agreement g ON g.id = f.id JOIN merchant m ON m.id = g.merchant_id ORDER BY g.reference LIMIT {LIMIT}",
        parts.join(" UNION ")
    );
    Ok(rows(source, &sql, bound.values).await?)
}
