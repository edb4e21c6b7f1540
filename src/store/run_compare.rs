//! A run beside the one before it: what is new, ended, changed or odd, counted, and the first of each.

use entity::types::{AgreementId, MerchantId};
use sea_orm::FromQueryResult;

use super::run::{Aside, Run};
use super::{Source, StoreResult, row, rows};

/// How an agreement's amount of a quarter differs from an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Difference {
    /// It was not billed then.
    New,
    /// It is not billed now.
    Ended,
    /// Its amount is another.
    Changed,
}

/// An agreement's amount in one run beside another.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Compared {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// Its reference.
    pub reference: String,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name.
    pub merchant: String,
    /// Net amount of the regular quarter now, in minor units.
    pub now: Option<i64>,
    /// Net amount of the regular quarter then, in minor units.
    pub before: Option<i64>,
    /// 1 if it differs by more than it may.
    pub off: i64,
    /// Its place among those that differ in the same way, from 1.
    pub place: i64,
    /// Its place among those of them that are as much off, from 1.
    pub place_off: i64,
    /// How many differ in the same way.
    pub alike: i64,
    /// How many of them are as much off.
    pub alike_off: i64,
}

impl Compared {
    /// How it differs.
    #[must_use]
    pub const fn difference(&self) -> Difference {
        match (self.before, self.now) {
            (None, _) => Difference::New,
            (_, None) => Difference::Ended,
            _ => Difference::Changed,
        }
    }
}

/// Agreements whose amount differs between the quarter of a run, with what is issued of it already, and an earlier quarter, or that
/// are billed in one of them only: the first of each kind by reference, and the first of those that are more than `percent` off.
/// One query, whatever the size of the runs; each row says how many there are of its kind.
///
/// # Errors
/// A database that does not answer.
pub async fn run_compare<S: Source>(
    source: &S,
    now: &Run,
    before: Option<&Run>,
    percent: i64,
    first: i64,
) -> StoreResult<Vec<Compared>> {
    let sql = "WITH a AS (SELECT i.agreement_id, SUM(i.net) AS net FROM run_item i JOIN billing_run r ON r.id = i.run_id \
               LEFT JOIN invoice v ON v.item_id = i.id WHERE r.company_id = $3 AND r.quarter = $2 AND i.quarter = $2 \
               AND (i.run_id = $1 OR v.id IS NOT NULL) GROUP BY i.agreement_id), \
               b AS (SELECT i.agreement_id, SUM(i.net) AS net FROM run_item i JOIN billing_run r ON r.id = i.run_id \
               JOIN invoice v ON v.item_id = i.id WHERE r.company_id = $3 AND r.quarter = $4 AND i.quarter = $4 \
               GROUP BY i.agreement_id), \
               k AS (SELECT a.agreement_id, CAST(a.net AS bigint) AS now, CAST(b.net AS bigint) AS before FROM a \
               LEFT JOIN b ON b.agreement_id = a.agreement_id WHERE b.net IS NULL OR a.net <> b.net \
               UNION ALL SELECT b.agreement_id, NULL, CAST(b.net AS bigint) FROM b LEFT JOIN a ON a.agreement_id = b.agreement_id \
               WHERE a.agreement_id IS NULL), \
               d AS (SELECT k.agreement_id, g.reference, g.merchant_id, k.now, k.before, \
               CASE WHEN k.before IS NULL THEN 0 WHEN k.now IS NULL THEN 1 ELSE 2 END AS kind, \
               CASE WHEN ABS(k.now - k.before) * 100 > ABS(k.before) * $5 THEN 1 ELSE 0 END AS off \
               FROM k JOIN agreement g ON g.id = k.agreement_id), \
               n AS (SELECT d.*, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY reference) AS place, \
               ROW_NUMBER() OVER (PARTITION BY kind, off ORDER BY reference) AS place_off, \
               COUNT(*) OVER (PARTITION BY kind) AS alike, COUNT(*) OVER (PARTITION BY kind, off) AS alike_off FROM d) \
               SELECT n.agreement_id, n.reference, n.merchant_id, m.name AS merchant, n.now, n.before, CAST(n.off AS bigint) AS off, \
               n.place, n.place_off, n.alike, n.alike_off FROM n JOIN merchant m ON m.id = n.merchant_id \
               WHERE n.place <= $6 OR (n.off = 1 AND n.place_off <= $6) ORDER BY n.reference";
    let quarter = before.map_or(String::new(), |b| b.quarter.clone());
    let values = [
        now.id.into(),
        now.quarter.clone().into(),
        now.company_id.into(),
        quarter.into(),
        percent.into(),
        first.into(),
    ];
    Ok(rows(source, sql, values).await?)
}

/// Some of a list, and how long it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstOf<T> {
    /// The first.
    pub first: Vec<T>,
    /// How many there are.
    pub count: i64,
}

/// An agreement that a run bills, and its reference.
pub type Billed = (AgreementId, String);

#[derive(FromQueryResult)]
struct Named {
    agreement_id: AgreementId,
    reference: String,
    model: Option<String>,
    n: i64,
}

fn first_of<T>(found: Vec<Named>, of: impl Fn(Named) -> T) -> FirstOf<T> {
    FirstOf { count: found.first().map_or(0, |f| f.n), first: found.into_iter().map(of).collect() }
}

/// Agreements of a run with a line that comes to nought, by reference.
///
/// # Errors
/// A database that does not answer.
pub async fn run_zero<S: Source>(source: &S, run: &Run, first: i64) -> StoreResult<FirstOf<Billed>> {
    let sql = "SELECT q.*, CAST(NULL AS text) AS model, COUNT(*) OVER () AS n FROM (SELECT DISTINCT g.id AS agreement_id, g.reference FROM run_item i \
               JOIN agreement g ON g.id = i.agreement_id JOIN run_line l ON l.item_id = i.id WHERE i.run_id = $1 AND l.net = 0) q \
               ORDER BY q.reference LIMIT $2";
    Ok(first_of(rows(source, sql, [run.id.into(), first.into()]).await?, |f| (f.agreement_id, f.reference)))
}

/// Agreements that a run bills for quarters before its own, by reference: how many such quarters, and the first of them. Whoever
/// forgot to say how far an agreement was billed elsewhere finds it here.
///
/// # Errors
/// A database that does not answer.
pub async fn run_earlier<S: Source>(source: &S, run: &Run, first: i64) -> StoreResult<FirstOf<(Billed, i64, String)>> {
    #[derive(FromQueryResult)]
    struct Earlier {
        agreement_id: AgreementId,
        reference: String,
        quarters: i64,
        since: String,
        n: i64,
    }
    let sql = "SELECT q.*, COUNT(*) OVER () AS n FROM (SELECT g.id AS agreement_id, g.reference, COUNT(*) AS quarters, \
               MIN(i.quarter) AS since FROM run_item i JOIN agreement g ON g.id = i.agreement_id \
               WHERE i.run_id = $1 AND i.quarter < $2 GROUP BY g.id, g.reference) q ORDER BY q.reference LIMIT $3";
    let found: Vec<Earlier> = rows(source, sql, [run.id.into(), run.quarter.clone().into(), first.into()]).await?;
    let count = found.first().map_or(0, |f| f.n);
    Ok(FirstOf {
        first: found.into_iter().map(|f| ((f.agreement_id, f.reference), f.quarters, f.since)).collect(),
        count,
    })
}

/// Agreements of a run with a device whose model has no price in force on the run's day, by reference, each with the model.
///
/// # Errors
/// A database that does not answer.
pub async fn run_unpriced<S: Source>(source: &S, run: &Run, first: i64) -> StoreResult<FirstOf<(Billed, String)>> {
    #[derive(FromQueryResult)]
    struct Count {
        n: i64,
    }
    let unpriced = "SELECT dm.id, dm.name FROM device_model dm WHERE dm.company_id = $1 AND NOT EXISTS \
                    (SELECT 1 FROM price p WHERE p.model_id = dm.id AND p.valid_from <= $2)";
    let values = [run.company_id.into(), run.run_on.into()];
    // As a rule every model has a price, and the lines need not be read.
    let models: Option<Count> =
        row(source, &format!("SELECT COUNT(*) AS n FROM ({unpriced}) u"), values.clone()).await?;
    if models.is_none_or(|m| m.n == 0) {
        return Ok(FirstOf { first: Vec::new(), count: 0 });
    }
    let sql = format!(
        "SELECT q.*, COUNT(*) OVER () AS n FROM (SELECT DISTINCT g.id AS agreement_id, g.reference, u.name AS model FROM run_item i \
         JOIN agreement g ON g.id = i.agreement_id JOIN run_line l ON l.item_id = i.id JOIN device d ON d.id = l.device_id \
         JOIN ({unpriced}) u ON u.id = d.model_id WHERE i.run_id = $3) q ORDER BY q.reference, q.model LIMIT $4"
    );
    let [company, day] = values;
    let found = rows(source, &sql, [company, day, run.id.into(), first.into()]).await?;
    Ok(first_of(found, |f: Named| ((f.agreement_id, f.reference), f.model.unwrap_or_default())))
}

/// What a run set aside, by reference: a page after a reference and quarter, and how much there is in all.
///
/// # Errors
/// A database that does not answer.
pub async fn run_aside_page<S: Source>(
    source: &S,
    run: &Run,
    after: Option<(&str, &str)>,
    first: i64,
) -> StoreResult<FirstOf<Aside>> {
    #[derive(FromQueryResult)]
    struct Count {
        n: i64,
    }
    let count: Option<Count> =
        row(source, "SELECT COUNT(*) AS n FROM run_set_aside WHERE run_id = $1", [run.id.into()]).await?;
    let (reference, quarter) = after.unwrap_or(("", ""));
    let sql = "SELECT s.agreement_id, g.reference, m.name AS merchant, s.quarter, s.stage, s.reason FROM run_set_aside s \
               JOIN agreement g ON g.id = s.agreement_id JOIN merchant m ON m.id = g.merchant_id \
               WHERE s.run_id = $1 AND (g.reference, s.quarter) > ($2, $3) ORDER BY g.reference, s.quarter LIMIT $4";
    let values = [run.id.into(), reference.to_owned().into(), quarter.to_owned().into(), first.into()];
    Ok(FirstOf { first: rows(source, sql, values).await?, count: count.map_or(0, |c| c.n) })
}
