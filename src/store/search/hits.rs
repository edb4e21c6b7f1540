//! What a question finds: one statement of many small look-ups, each of a bounded piece of one index, so that a question costs
//! one way to the database and back, and one plan.

use std::cmp::Reverse;
use std::collections::HashSet;

use entity::types::{
    AgreementId, CompanyId, Country, Currency, Date, DeviceId, DeviceState, DocumentKind, InvoiceId, MerchantId, Money,
    SubjectId,
};
use sea_orm::FromQueryResult;

use crate::domain::access::Reach;
use crate::domain::search::{Asked, range_end};
use crate::store::bound::Bound;
use crate::store::{Source, StoreResult, found, rows};

/// Hits of a kind.
pub const LIMIT: usize = 20;
/// Tokens that a word's range is read for: several of one merchant can begin alike.
const TOKENS: i64 = 40;
/// Tokens that are counted to know which word says most.
const COUNTED: i64 = 1000;
/// Tokens of a leading word that are read, and asked for the others, before the words are counted.
const READ: i64 = 80;

/// A merchant as a list of hits shows it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct MerchantHit {
    /// The merchant.
    pub id: MerchantId,
    /// Our customer number.
    pub number: String,
    /// Name.
    pub name: String,
    /// City.
    #[sea_orm(from_alias = "more")]
    pub city: String,
    /// Country.
    #[sea_orm(from_alias = "code")]
    pub country: Country,
    /// CVR, orgnr, KvK.
    #[sea_orm(from_alias = "also")]
    pub registration: Option<String>,
}

/// A device as a list of hits shows it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct DeviceHit {
    /// The device.
    pub id: DeviceId,
    /// Its serial number.
    #[sea_orm(from_alias = "number")]
    pub serial: String,
    /// Serial number of its SIM card.
    #[sea_orm(from_alias = "also")]
    pub sim_serial: Option<String>,
    /// Its model.
    #[sea_orm(from_alias = "more")]
    pub model: String,
    /// What it is doing.
    #[sea_orm(from_alias = "code")]
    pub state: DeviceState,
    /// The merchant on whose agreement it is.
    pub merchant_id: Option<MerchantId>,
    /// That merchant's name.
    #[sea_orm(from_alias = "name")]
    pub merchant: Option<String>,
}

/// A document as a list of hits shows it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct InvoiceHit {
    /// The document.
    pub id: InvoiceId,
    /// What it is.
    #[sea_orm(from_alias = "code")]
    pub kind: DocumentKind,
    /// Its number.
    pub number: String,
    /// What the payer quotes.
    #[sea_orm(from_alias = "also")]
    pub reference: Option<String>,
    /// Day of issue.
    #[sea_orm(from_alias = "day")]
    pub issued: Date,
    /// What it comes to, in minor units.
    pub gross: i64,
    /// Its currency.
    #[sea_orm(from_alias = "more")]
    pub currency: Currency,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name.
    #[sea_orm(from_alias = "name")]
    pub merchant: String,
}

impl InvoiceHit {
    /// What it comes to.
    #[must_use]
    pub const fn amount(&self) -> Money {
        Money::new(self.gross, self.currency)
    }
}

/// An agreement as a list of hits shows it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct AgreementHit {
    /// The agreement.
    pub id: AgreementId,
    /// Its reference.
    #[sea_orm(from_alias = "number")]
    pub reference: String,
    /// Day of signature.
    #[sea_orm(from_alias = "day")]
    pub signed: Date,
    /// Last day, if it ends.
    pub ends: Option<Date>,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name.
    #[sea_orm(from_alias = "name")]
    pub merchant: String,
}

/// What a question finds, at most [`LIMIT`] of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Merchants, by the word that was found.
    pub merchants: Vec<MerchantHit>,
    /// Devices, by serial number.
    pub devices: Vec<DeviceHit>,
    /// Documents, by number.
    pub invoices: Vec<InvoiceHit>,
    /// Agreements, by reference.
    pub agreements: Vec<AgreementHit>,
}

/// Where a found row belongs: its kind, of a merchant the set of words, and by what it is in order.
#[derive(FromQueryResult)]
struct Place {
    what: i64,
    nth: i64,
    word: String,
    code: Option<String>,
    id: Option<SubjectId>,
}

/// The columns of every kind of row, which the hits read by names of their own.
const COLUMNS: &str = "what, nth, word, id, number, name, more, code, also, merchant_id, day, ends, gross";

/// The kinds of rows of the one statement. The first says that a word was not read to its end.
const CUT: i64 = 0;
const MERCHANT: i64 = 1;
const DEVICE: i64 = 2;
const INVOICE: i64 = 3;
const AGREEMENT: i64 = 4;

/// What a company has that answers a question: serial numbers, document numbers and references that begin as it was typed, and
/// what has, for each word of one of the sets of words, a token that begins with it.
///
/// Of several words one leads: what begins with it is read, and asked for the others. It is guessed. Where the guess is so common that
/// not all of it was read, and too little was found, the words are counted and it is asked once more.
///
/// # Errors
/// A database that does not answer.
pub async fn search_hits<S: Source>(source: &S, company: CompanyId, reach: Reach, asked: &Asked) -> StoreResult<Hits> {
    let guess: Vec<usize> = asked.word_sets.iter().map(|words| telling(words)).collect();
    match search_led(source, (company, reach), asked, &guess, Some(READ)).await? {
        Some(hits) => Ok(hits),
        None => {
            let leads = rarest(source, (company, reach), &asked.word_sets).await?;
            Ok(search_led(source, (company, reach), asked, &leads, None).await?.unwrap_or_default())
        }
    }
}

/// The word that as a rule says most: one with figures, then the longest.
fn telling(words: &[String]) -> usize {
    let says = |word: &String| (word.bytes().any(|b| b.is_ascii_digit()), word.len());
    words.iter().enumerate().max_by_key(|(place, word)| (says(word), Reverse(*place))).map_or(0, |(place, _)| place)
}

/// What is found with these words leading. None: more than so many tokens begin with one of them, and too little was found.
async fn search_led<S: Source>(
    source: &S,
    (company, reach): (CompanyId, Reach),
    asked: &Asked,
    leads: &[usize],
    most: Option<i64>,
) -> StoreResult<Option<Hits>> {
    let mut bound = Bound::default();
    let company = bound.bind(company);
    let words = by_words(&mut bound, (&company, reach), &asked.word_sets, leads, most);
    let mut parts = Vec::new();
    let everything = reach == Reach::Everything;
    if everything && !words.is_empty() {
        parts.push(merchants());
    }
    let cut = most.map_or_else(String::new, |most| cut(&asked.word_sets, most));
    parts.extend(Some(cut).filter(|cut| !cut.is_empty()));
    parts.extend(devices(&mut bound, (&company, reach), &asked.begins, !words.is_empty()));
    if everything {
        parts.extend(invoices(&mut bound, &company, asked));
        parts.extend(agreements(&mut bound, &company, &asked.begins));
    }
    if parts.is_empty() {
        return Ok(Some(Hits::default()));
    }
    let sql = format!("WITH {words}h ({COLUMNS}) AS ({}) SELECT * FROM h", parts.join(" UNION ALL "));
    let mut all = Vec::new();
    for row in found(source, &sql, bound.values).await? {
        all.push((Place::from_query_result(&row, "")?, row));
    }
    if all.iter().any(|(place, _)| place.what == CUT) {
        return Ok(None);
    }
    // In what order the parts answer is the database's affair.
    let order = |p: &Place| (p.what, p.nth, p.word.clone(), p.code.clone(), p.id.map(|id| id.0));
    all.sort_by_cached_key(|(place, _)| order(place));
    let (mut hits, mut seen) = (Hits::default(), HashSet::new());
    for (place, row) in all {
        match place.what {
            // Two readings of a number can lead to one merchant.
            MERCHANT if hits.merchants.len() < LIMIT && seen.insert(place.id) => {
                hits.merchants.push(MerchantHit::from_query_result(&row, "")?);
            }
            DEVICE => hits.devices.push(DeviceHit::from_query_result(&row, "")?),
            INVOICE => hits.invoices.push(InvoiceHit::from_query_result(&row, "")?),
            AGREEMENT => hits.agreements.push(AgreementHit::from_query_result(&row, "")?),
            _ => {}
        }
    }
    Ok(Some(hits))
}

/// Which word of each set has the fewest tokens: one look-up for all sets that have several words.
async fn rarest<S: Source>(
    source: &S,
    (company, reach): (CompanyId, Reach),
    sets: &[Vec<String>],
) -> StoreResult<Vec<usize>> {
    #[derive(FromQueryResult)]
    struct Count {
        nth: i64,
        place: i64,
        n: i64,
    }
    let mut bound = Bound::default();
    let company = bound.bind(company);
    let mut counts = Vec::new();
    for (nth, words) in sets.iter().enumerate().filter(|(_, words)| words.len() > 1) {
        for (place, word) in words.iter().enumerate() {
            let (from, to) = (bound.bind(word.clone()), bound.bind(range_end(word)));
            counts.push(format!(
                "SELECT CAST({nth} AS bigint) AS nth, CAST({place} AS bigint) AS place, COUNT(*) AS n FROM (SELECT 1 \
                 FROM search_token WHERE company_id = {company} AND token >= {from} AND token < {to}{} LIMIT {COUNTED}) q{}",
                kinds(reach, ""),
                counts.len()
            ));
        }
    }
    let mut leads = vec![0; sets.len()];
    if counts.is_empty() {
        return Ok(leads);
    }
    let mut counts: Vec<Count> = rows(source, &counts.join(" UNION ALL "), bound.values).await?;
    counts.sort_by_key(|c| (c.n, c.place));
    // The last to be written is the rarest.
    for count in counts.iter().rev() {
        if let (Ok(nth), Ok(place)) = (usize::try_from(count.nth), usize::try_from(count.place)) {
            leads[nth] = place;
        }
    }
    Ok(leads)
}

/// The tokens that answer each set of words, as `w`: those of its leading word whose owner has all the others. Of several words with an
/// end, what is read of the leading one is `s0`, `s1` ... by the set.
fn by_words(
    bound: &mut Bound,
    (company, reach): (&str, Reach),
    sets: &[Vec<String>],
    leads: &[usize],
    most: Option<i64>,
) -> String {
    let (mut with, mut parts) = (String::new(), Vec::new());
    for (nth, (words, lead)) in sets.iter().zip(leads).enumerate() {
        let Some(word) = words.get(*lead) else { continue };
        let (from, to) = (bound.bind(word.clone()), bound.bind(range_end(word)));
        let range = format!("t.company_id = {company} AND t.token >= {from} AND t.token < {to}{}", kinds(reach, "t."));
        let mut others = Vec::new();
        for (_, word) in words.iter().enumerate().filter(|(place, _)| place != lead) {
            let (from, to) = (bound.bind(word.clone()), bound.bind(range_end(word)));
            others.push(format!(
                "EXISTS (SELECT 1 FROM search_token x WHERE x.subject_id = t.subject_id AND x.token >= {from} AND x.token < {to})"
            ));
        }
        let (order, others) = ("ORDER BY t.token, t.kind, t.subject_id", others.join(" AND "));
        let tokens = "SELECT t.token, t.kind, t.subject_id FROM";
        let which = match most {
            _ if others.is_empty() => format!("{tokens} search_token t WHERE {range}"),
            None => format!("{tokens} search_token t WHERE {range} AND {others}"),
            Some(most) => {
                with += &format!("s{nth} AS ({tokens} search_token t WHERE {range} {order} LIMIT {most}), ");
                format!("{tokens} s{nth} t WHERE {others}")
            }
        };
        parts.push(format!("SELECT CAST({nth} AS bigint) AS nth, q.* FROM ({which} {order} LIMIT {TOKENS}) q"));
    }
    if parts.is_empty() { String::new() } else { format!("{with}w AS ({}), ", parts.join(" UNION ALL ")) }
}

/// What a search that reaches devices alone reads of the words.
fn kinds(reach: Reach, of: &str) -> String {
    match reach {
        Reach::Everything => String::new(),
        Reach::Devices => format!(" AND {of}kind = 'device'"),
    }
}

/// A row for each set of several words whose leading word was not read to its end, though too little was found of it.
fn cut(sets: &[Vec<String>], most: i64) -> String {
    let several = sets.iter().enumerate().filter(|(_, words)| words.len() > 1);
    let parts: Vec<String> = several
        .map(|(nth, _)| {
            format!(
                "SELECT CAST({CUT} AS bigint), CAST({nth} AS bigint), '', CAST(NULL AS uuid), '', '', '', '', '', CAST(NULL AS uuid), \
                 CAST(NULL AS date), CAST(NULL AS date), CAST(NULL AS bigint) FROM (SELECT 1 AS one) k \
                 WHERE (SELECT COUNT(*) FROM s{nth}) = {most} AND (SELECT COUNT(*) FROM w WHERE nth = {nth}) < {TOKENS}"
            )
        })
        .collect();
    parts.join(" UNION ALL ")
}

/// Merchants that the words lead to.
fn merchants() -> String {
    format!(
        "SELECT CAST({MERCHANT} AS bigint), f.nth, f.word, m.id, m.number, m.name, m.city, m.country, m.registration, \
         CAST(NULL AS uuid), CAST(NULL AS date), CAST(NULL AS date), CAST(NULL AS bigint) FROM (SELECT nth, MIN(token) AS word, subject_id FROM w WHERE kind = 'merchant' \
         GROUP BY nth, subject_id ORDER BY nth, MIN(token), subject_id LIMIT {LIMIT}) f JOIN merchant m ON m.id = f.subject_id"
    )
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

/// A part's first rows by the first of its columns.
fn first(table: &str, columns: &[&str], parts: &[String]) -> String {
    let wanted = columns.iter().map(|column| format!("o.{column}")).collect::<Vec<_>>().join(", ");
    let (ids, order) = (parts.join(" UNION "), columns.first().copied().unwrap_or("id"));
    format!("(SELECT o.id, {wanted} FROM ({ids}) f JOIN {table} o ON o.id = f.id ORDER BY o.{order} LIMIT {LIMIT})")
}

/// From a device to the merchant whom it serves.
const SERVED: &str = " LEFT JOIN assignment p ON p.device_id = d.id AND p.released IS NULL \
     LEFT JOIN agreement_line l ON l.id = p.line_id LEFT JOIN agreement g ON g.id = l.agreement_id \
     LEFT JOIN merchant m ON m.id = g.merchant_id";

/// Devices whose serial number begins in one of some ways, and those that the words lead to.
fn devices(bound: &mut Bound, (company, reach): (&str, Reach), begins: &[String], by_words: bool) -> Option<String> {
    let mut parts: Vec<String> = begins.iter().map(|b| range(bound, company, "device", "", "serial", b)).collect();
    if by_words {
        parts.push("SELECT subject_id AS id FROM w WHERE kind = 'device'".to_owned());
    }
    (!parts.is_empty()).then(|| {
        let (name, id, of) = match reach {
            Reach::Everything => ("m.name", "m.id", SERVED),
            Reach::Devices => ("CAST(NULL AS text)", "CAST(NULL AS uuid)", ""),
        };
        format!(
            "SELECT CAST({DEVICE} AS bigint), CAST(0 AS bigint), d.serial, d.id, d.serial, {name}, dm.name, d.state, d.sim_serial, \
             {id}, CAST(NULL AS date), CAST(NULL AS date), CAST(NULL AS bigint) FROM {} d \
             JOIN device_model dm ON dm.id = d.model_id{of}",
            first("device", &["serial", "model_id", "state", "sim_serial"], &parts)
        )
    })
}

/// Documents whose number or payment reference begins in one of some ways, or that are asked for by name. Each of them has a figure.
fn invoices(bound: &mut Bound, company: &str, asked: &Asked) -> Option<String> {
    let has_digit = |text: &&String| text.chars().any(|c| c.is_ascii_digit());
    let mut parts = Vec::new();
    for begins in asked.begins.iter().filter(has_digit) {
        for kind in DocumentKind::ALL {
            parts.push(range(bound, company, "invoice", &format!(" AND kind = '{kind}'"), "number", begins));
        }
    }
    if let Some((kind, numbers)) = &asked.document {
        for begins in numbers {
            parts.push(range(bound, company, "invoice", &format!(" AND kind = '{kind}'"), "number", begins));
        }
    }
    for reference in asked.references.iter().filter(has_digit) {
        parts.push(range(bound, company, "invoice", " AND reference IS NOT NULL", "reference", reference));
    }
    (!parts.is_empty()).then(|| {
        format!(
            "SELECT CAST({INVOICE} AS bigint), CAST(0 AS bigint), i.number, i.id, i.number, m.name, i.currency, i.kind, i.reference, \
             i.merchant_id, i.issued, CAST(NULL AS date), i.gross FROM {} i JOIN merchant m ON m.id = i.merchant_id",
            first("invoice", &["number", "currency", "kind", "reference", "merchant_id", "issued", "gross"], &parts)
        )
    })
}

/// Agreements whose reference begins in one of some ways.
fn agreements(bound: &mut Bound, company: &str, begins: &[String]) -> Option<String> {
    let parts: Vec<String> = begins.iter().map(|b| range(bound, company, "agreement", "", "reference", b)).collect();
    (!parts.is_empty()).then(|| {
        format!(
            "SELECT CAST({AGREEMENT} AS bigint), CAST(0 AS bigint), g.reference, g.id, g.reference, m.name, CAST(NULL AS text), \
             CAST(NULL AS text), CAST(NULL AS text), g.merchant_id, g.signed, g.ends, CAST(NULL AS bigint) \
             FROM {} g JOIN merchant m ON m.id = g.merchant_id",
            first("agreement", &["reference", "merchant_id", "signed", "ends"], &parts)
        )
    })
}
