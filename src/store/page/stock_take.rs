//! Counts of what lies at a place, and what one of them says.

use entity::types::{Date, DeviceId, DeviceState, StockPlaceId, StockTakeId};
use sea_orm::FromQueryResult;

use crate::domain::access::Scope;
use crate::store::bound::Bound;
use crate::store::stock::COMPARED;
use crate::store::{Source, StoreResult, row, rows};

/// A count in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct TakeRow {
    /// The count.
    pub id: StockTakeId,
    /// The place that is counted.
    pub place_id: StockPlaceId,
    /// The place's name.
    pub place: String,
    /// When it was begun, in microseconds.
    pub begun_at_us: i64,
    /// Who began it.
    pub begun_by: String,
    /// When it was closed, in microseconds.
    pub closed_at_us: Option<i64>,
    /// Who closed it.
    pub closed_by: Option<String>,
    /// How many serial numbers were scanned.
    pub scanned: i64,
}

const TAKES: &str = "SELECT t.id, t.place_id, p.name AS place, t.begun_at_us, t.begun_by, t.closed_at_us, t.closed_by, \
     (SELECT COUNT(*) FROM stock_take_line l WHERE l.take_id = t.id AND l.scanned_at_us IS NOT NULL) AS scanned \
     FROM stock_take t JOIN stock_place p ON p.id = t.place_id ";

/// Counts of a company, the latest first, before one.
///
/// # Errors
/// A database that does not answer.
pub async fn take_list<S: Source>(
    source: &S,
    scope: &Scope,
    before: Option<(i64, StockTakeId)>,
    limit: i64,
) -> StoreResult<Vec<TakeRow>> {
    let mut bound = Bound::default();
    let company = bound.bind(scope.company);
    let before = before.map_or_else(String::new, |(at, id)| {
        format!(" AND (t.begun_at_us, t.id) < ({}, {})", bound.bind(at), bound.bind(id))
    });
    let sql =
        format!("{TAKES}WHERE t.company_id = {company}{before} ORDER BY t.begun_at_us DESC, t.id DESC LIMIT {limit}");
    Ok(rows(source, &sql, bound.values).await?)
}

/// A count of a company.
///
/// # Errors
/// A database that does not answer.
pub async fn take_find<S: Source>(source: &S, scope: &Scope, id: StockTakeId) -> StoreResult<Option<TakeRow>> {
    let sql = format!("{TAKES}WHERE t.company_id = $1 AND t.id = $2");
    Ok(row(source, &sql, [scope.company.into(), id.into()]).await?)
}

/// How many serial numbers came to what: `found`, `missing`, `surplus`, `unknown`.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct TakeSum {
    /// What came of them.
    pub outcome: String,
    /// How many.
    pub count: i64,
}

/// What a count comes to.
///
/// # Errors
/// A database that does not answer.
pub async fn take_sums<S: Source>(source: &S, take: StockTakeId) -> StoreResult<Vec<TakeSum>> {
    let sql = format!("SELECT x.outcome, COUNT(*) AS count FROM ({COMPARED}) x GROUP BY x.outcome");
    Ok(rows(source, &sql, [take.into()]).await?)
}

/// A serial number of a count that is not where the books have it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct TakeLine {
    /// The serial number.
    pub serial: String,
    /// The device; none: we know no such serial number.
    pub device_id: Option<DeviceId>,
    /// What came of it.
    pub outcome: String,
    /// The device's model.
    pub model: Option<String>,
    /// What the device is doing by the books.
    pub state: Option<DeviceState>,
    /// Where it lies by the books.
    pub place: Option<String>,
    /// Since when it is missed.
    pub missing: Option<Date>,
}

impl TakeLine {
    /// Whether it is in our hands by the books, so that it can be put where it was found.
    #[must_use]
    pub const fn is_ours(&self) -> bool {
        use DeviceState::{Inspecting, Received, Repair, Reserved, Stock};
        matches!(self.state, Some(Stock | Reserved | Received | Inspecting | Repair))
    }
}

/// What of a count does not fit the books, by what came of it and serial number, the first of it.
///
/// # Errors
/// A database that does not answer.
pub async fn take_odd<S: Source>(source: &S, take: StockTakeId, limit: i64) -> StoreResult<Vec<TakeLine>> {
    let sql = format!(
        "SELECT x.serial, x.device_id, x.outcome, m.name AS model, d.state, p.name AS place, d.missing FROM ({COMPARED}) x \
         LEFT JOIN device d ON d.id = x.device_id LEFT JOIN device_model m ON m.id = d.model_id \
         LEFT JOIN stock_place p ON p.id = d.place_id WHERE x.outcome <> 'found' ORDER BY x.outcome, x.serial LIMIT {limit}"
    );
    Ok(rows(source, &sql, [take.into()]).await?)
}
