//! A company's billing runs, and the documents to be of one.

use entity::types::{AgreementId, CompanyId, Currency, Date, InvoiceId, MerchantId, RunId, RunItemId, RunState};
use sea_orm::FromQueryResult;

use super::amounts;
use crate::domain::access::Scope;
use crate::store::bound::Bound;
use crate::store::run::Run;
use crate::store::{Source, StoreResult, row, rows};

/// A run in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct RunRow {
    /// The run.
    pub id: RunId,
    /// The company.
    pub company_id: CompanyId,
    /// Its quarter.
    pub quarter: String,
    /// Which preview of the quarter.
    pub sequence: i64,
    /// Where it stands.
    pub state: RunState,
    /// The day of the run.
    pub run_on: Date,
    /// When it was previewed, in microseconds.
    pub created_at_us: i64,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// How many documents.
    pub documents: i64,
    /// How many of them are dealt with.
    pub position: i64,
    /// How many agreements were set aside.
    pub set_aside: i64,
    /// Net, in minor units.
    pub net: i64,
    /// VAT, in minor units.
    pub vat: i64,
    /// Gross, in minor units.
    pub gross: i64,
    /// The currency.
    pub currency: Currency,
}
amounts!(RunRow: net, vat, gross);

const RUNS: &str = "SELECT r.id, r.company_id, r.quarter, r.sequence, r.state, r.run_on, r.created_at_us, r.approved_by, r.documents, \
     r.position, (SELECT COUNT(*) FROM run_set_aside s WHERE s.run_id = r.id) AS set_aside, COALESCE(t.net, 0) AS net, \
     COALESCE(t.vat, 0) AS vat, COALESCE(t.gross, 0) AS gross, c.currency FROM billing_run r JOIN company c ON c.id = r.company_id \
     LEFT JOIN run_total t ON t.run_id = r.id WHERE ";

/// A company's runs, the newest quarter first and of a quarter the last preview, before a quarter and sequence. A merchant's people
/// see none.
///
/// # Errors
/// A database that does not answer.
pub async fn run_page_list<S: Source>(
    source: &S,
    scope: &Scope,
    before: Option<(&str, i64)>,
    limit: i64,
) -> StoreResult<Vec<RunRow>> {
    if scope.merchant.is_some() {
        return Ok(Vec::new());
    }
    let mut bound = Bound::default();
    let company = bound.bind(scope.company);
    let before = before.map_or_else(String::new, |(quarter, sequence)| {
        format!(" AND (r.quarter, r.sequence) < ({}, {})", bound.bind(quarter.to_owned()), bound.bind(sequence))
    });
    let sql = format!("{RUNS}r.company_id = {company}{before} ORDER BY r.quarter DESC, r.sequence DESC LIMIT {limit}");
    Ok(rows(source, &sql, bound.values).await?)
}

/// A run within a scope, as a list shows it and as the run's use cases take it.
///
/// # Errors
/// A database that does not answer.
pub async fn run_find<S: Source>(source: &S, scope: &Scope, id: RunId) -> StoreResult<Option<(RunRow, Run)>> {
    if scope.merchant.is_some() {
        return Ok(None);
    }
    let values = [scope.company.into(), id.into()];
    let sql = format!("{RUNS}r.company_id = $1 AND r.id = $2");
    let Some(listed) = row::<_, RunRow>(source, &sql, values.clone()).await? else { return Ok(None) };
    let run = row(source, "SELECT * FROM billing_run WHERE company_id = $1 AND id = $2", values).await?;
    Ok(run.map(|run| (listed, run)))
}

/// A document to be, in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ItemRow {
    /// The item.
    pub id: RunItemId,
    /// Its place in the run.
    pub position: i64,
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The agreement's reference.
    pub reference: String,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name.
    pub merchant: String,
    /// The quarter that it bills.
    pub quarter: String,
    /// How many lines.
    pub lines: i64,
    /// Net, in minor units.
    pub net: i64,
    /// VAT, in minor units.
    pub vat: i64,
    /// Gross, in minor units.
    pub gross: i64,
    /// The currency.
    pub currency: Currency,
    /// The document that it became.
    pub invoice_id: Option<InvoiceId>,
    /// That document's number.
    pub number: Option<String>,
}
amounts!(ItemRow: net, vat, gross);

/// Documents to be of a run within a scope, in the order of issue, after a place.
///
/// # Errors
/// A database that does not answer.
pub async fn run_items<S: Source>(
    source: &S,
    scope: &Scope,
    run: RunId,
    after: i64,
    limit: i64,
) -> StoreResult<Vec<ItemRow>> {
    if scope.merchant.is_some() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT i.id, i.position, i.agreement_id, g.reference, i.merchant_id, m.name AS merchant, i.quarter, i.line_count AS lines, \
               i.net, i.vat, i.gross, i.currency, v.id AS invoice_id, v.number FROM billing_run r JOIN run_item i ON i.run_id = r.id \
               JOIN agreement g ON g.id = i.agreement_id JOIN merchant m ON m.id = i.merchant_id \
               LEFT JOIN invoice v ON v.item_id = i.id \
               WHERE r.company_id = $1 AND r.id = $2 AND i.position > $3 ORDER BY i.position LIMIT {limit}"
    );
    Ok(rows(source, &sql, [scope.company.into(), run.into(), after.into()]).await?)
}

/// The number of the first document that a run issued, and that of the last one.
///
/// # Errors
/// A database that does not answer.
pub async fn run_numbers<S: Source>(source: &S, run: RunId) -> StoreResult<Option<(String, String)>> {
    #[derive(FromQueryResult)]
    struct Ends {
        first: Option<String>,
        last: Option<String>,
    }
    let end = |order: &str| {
        format!(
            "(SELECT v.number FROM run_item i JOIN invoice v ON v.item_id = i.id WHERE i.run_id = $1 \
             ORDER BY i.position {order} LIMIT 1)"
        )
    };
    let sql = format!("SELECT {} AS first, {} AS last", end("ASC"), end("DESC"));
    let ends: Option<Ends> = row(source, &sql, [run.into()]).await?;
    Ok(ends.and_then(|ends| Some((ends.first?, ends.last?))))
}

/// Something that somebody did to a run.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Deed {
    /// What.
    pub kind: String,
    /// When, in microseconds.
    pub at_us: i64,
    /// Who, as it is on record.
    pub actor: String,
}

/// Who did something of so many kinds to a run, and when: the earliest first.
///
/// # Errors
/// A database that does not answer.
pub async fn run_deeds<S: Source>(source: &S, run: &Run, kinds: [&str; 2]) -> StoreResult<Vec<Deed>> {
    let sql = "SELECT kind, at_us, actor FROM event WHERE company_id = $1 AND subject_id = $2 AND kind IN ($3, $4) ORDER BY sequence";
    let [one, other] = kinds;
    Ok(rows(source, sql, [run.company_id.into(), run.id.into(), one.into(), other.into()]).await?)
}
