//! What happened to a merchant, newest first: the events of the merchant, its agreements, documents, one-off charges, payments,
//! disputes and people. One query: each kind of subject by its index, then the events of each subject by theirs.

use std::collections::HashMap;

use entity::types::{AccountId, CompanyId, MerchantId, SubjectId};
use sea_orm::FromQueryResult;

use crate::domain::access::Scope;
use crate::store::bound::Bound;
use crate::store::{Source, StoreResult, rows};

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubjectKind {
    /// The merchant.
    Merchant,
    /// An agreement.
    Agreement,
    /// An invoice, credit note or reminder.
    Document,
    /// A one-off charge.
    Charge,
    /// A payment.
    Payment,
    /// A contested line.
    Dispute,
    /// One of the merchant's people.
    Account,
}

impl SubjectKind {
    fn of(word: &str) -> Self {
        match word {
            "agreement" => Self::Agreement,
            "document" => Self::Document,
            "charge" => Self::Charge,
            "payment" => Self::Payment,
            "dispute" => Self::Dispute,
            "account" => Self::Account,
            _ => Self::Merchant,
        }
    }
}

/// An event of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When, in microseconds.
    pub at_us: i64,
    /// Its place in the company's chain: with the instant the key of the next page.
    pub sequence: i64,
    /// Who, as the chain has it.
    pub actor: String,
    /// What, as `document.issued`.
    pub kind: String,
    /// To what.
    pub subject: SubjectId,
    /// To what kind of thing.
    pub subject_kind: SubjectKind,
    /// What people call it: a number, a reference, a code, a name.
    pub label: String,
    /// Ids and figures, as canonical JSON.
    pub facts: String,
}

#[derive(FromQueryResult)]
struct EventRow {
    at_us: i64,
    sequence: i64,
    actor: String,
    kind: String,
    subject_id: SubjectId,
    what: String,
    label: Option<String>,
    facts: String,
}

/// Events of a merchant within a scope, newest first, before an instant and place; that a document's files were made is none of
/// them, for it follows every document. None: no such merchant. Somebody confined to
/// some sites sees none: most events are of no site.
///
/// # Errors
/// A database that does not answer.
pub async fn timeline<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: MerchantId,
    before: Option<(i64, i64)>,
    limit: i64,
) -> StoreResult<Option<Vec<Happened>>> {
    if super::merchant::merchant_head(source, scope, merchant).await?.is_none() {
        return Ok(None);
    }
    if !scope.sites.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let mut bound = Bound::default();
    let (company, of) = (bound.bind(scope.company), bound.bind(merchant));
    let before = before.map_or_else(String::new, |(at, sequence)| {
        format!(" AND (e.at_us, e.sequence) < ({}, {})", bound.bind(at), bound.bind(sequence))
    });
    // CROSS JOIN: SQLite keeps the order, the few subjects first and each by its index.
    let sql = format!(
        "WITH s AS (SELECT id, 'merchant' AS what, number AS label FROM merchant WHERE id = {of} AND company_id = {company} \
         UNION ALL SELECT id, 'agreement', reference FROM agreement WHERE merchant_id = {of} \
         UNION ALL SELECT id, 'document', number FROM invoice WHERE merchant_id = {of} \
         UNION ALL SELECT id, 'charge', code FROM charge WHERE merchant_id = {of} AND explanation IS NOT NULL \
         UNION ALL SELECT id, 'payment', reference FROM payment WHERE merchant_id = {of} \
         UNION ALL SELECT t.id, 'dispute', i.number FROM dispute t JOIN invoice i ON i.id = t.invoice_id WHERE t.merchant_id = {of} \
         UNION ALL SELECT id, 'account', name FROM account WHERE merchant_id = {of}) \
         SELECT e.at_us, e.sequence, e.actor, e.kind, e.subject_id, s.what, s.label, e.facts FROM s \
         CROSS JOIN event e WHERE e.subject_id = s.id AND e.kind <> 'files.stored'{before} \
         ORDER BY e.at_us DESC, e.sequence DESC LIMIT {}",
        limit
    );
    let found: Vec<EventRow> = rows(source, &sql, bound.values).await?;
    let event = |row: EventRow| Happened {
        at_us: row.at_us,
        sequence: row.sequence,
        actor: row.actor,
        kind: row.kind,
        subject: row.subject_id,
        subject_kind: SubjectKind::of(&row.what),
        label: row.label.unwrap_or_default(),
        facts: row.facts,
    };
    Ok(Some(found.into_iter().map(event).collect()))
}

/// The names of the accounts among some actors, by actor: `account:…` to a name. One query.
///
/// # Errors
/// A database that does not answer.
pub async fn actor_names<'a, S: Source>(
    source: &S,
    company: CompanyId,
    actors: impl IntoIterator<Item = &'a str>,
) -> StoreResult<HashMap<String, String>> {
    #[derive(FromQueryResult)]
    struct Named {
        id: AccountId,
        name: String,
    }
    let mut ids: Vec<AccountId> =
        actors.into_iter().filter_map(|actor| actor.strip_prefix("account:")?.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut bound = Bound::default();
    let (company, ids) = (bound.bind(company), bound.bind_all(ids));
    let sql = format!("SELECT id, name FROM account WHERE company_id = {company} AND id IN ({ids})");
    let found: Vec<Named> = rows(source, &sql, bound.values).await?;
    Ok(found.into_iter().map(|n| (format!("account:{}", n.id), n.name)).collect())
}
