//! What is in our hands: how many of each model, where, what they are like; and which devices those are.

use entity::types::{Date, DeviceId, DeviceState, Grade, ModelId, StockPlaceId};
use sea_orm::FromQueryResult;

use crate::domain::access::Scope;
use crate::domain::stock::Shelf;
use crate::store::bound::Bound;
use crate::store::{Source, StoreResult, rows};

/// How many devices there are of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockSum {
    /// Their model.
    pub model_id: ModelId,
    /// The model, as people call it.
    pub model: String,
    /// What they are like.
    pub grade: Option<Grade>,
    /// Where they lie.
    pub place_id: Option<StockPlaceId>,
    /// Where of our hands they are.
    pub shelf: Shelf,
    /// How many.
    pub count: i64,
}

/// The condition on devices called `x` that keeps those on a shelf. Each has an index that holds nothing else.
const fn on(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Stock => "x.state = 'stock' AND x.missing IS NULL",
        Shelf::Reserved => {
            "x.state IN ('reserved', 'received', 'inspecting', 'repair') AND x.state = 'reserved' AND x.missing IS NULL"
        }
        Shelf::Bench => {
            "x.state IN ('reserved', 'received', 'inspecting', 'repair') AND x.custodian = 'bench' AND x.missing IS NULL"
        }
        Shelf::Vendor => "x.state IN ('reserved', 'received', 'inspecting', 'repair') AND x.custodian = 'vendor'",
        Shelf::Back => "x.connected = FALSE AND x.state IN ('installed', 'overdue')",
        Shelf::Missing => "x.missing IS NOT NULL",
    }
}

/// What is in a company's hands or on its way there: each model, grade, place and shelf that has devices, by model and grade.
///
/// # Errors
/// A database that does not answer.
pub async fn stock_sums<S: Source>(source: &S, scope: &Scope) -> StoreResult<Vec<StockSum>> {
    #[derive(FromQueryResult)]
    struct Row {
        model_id: ModelId,
        model: String,
        grade: Option<Grade>,
        place_id: Option<StockPlaceId>,
        shelf: String,
        n: i64,
    }
    let missing = "WHEN x.missing IS NOT NULL THEN 'missing'";
    let part = |shelf: &str, which: &str| {
        format!(
            "SELECT x.model_id, x.grade, x.place_id, {shelf} AS shelf, COUNT(*) AS n FROM device x \
             WHERE x.company_id = $1 AND {which} GROUP BY 1, 2, 3, 4"
        )
    };
    let parts = [
        part(&format!("CASE {missing} ELSE 'stock' END"), "x.state = 'stock'"),
        part(
            &format!(
                "CASE {missing} WHEN x.state = 'reserved' THEN 'reserved' WHEN x.custodian = 'vendor' THEN 'vendor' ELSE 'bench' END"
            ),
            "x.state IN ('reserved', 'received', 'inspecting', 'repair')",
        ),
        part("'back'", on(Shelf::Back)),
    ];
    let sql = format!(
        "SELECT s.model_id, m.name AS model, s.grade, s.place_id, s.shelf, s.n FROM ({}) s \
         JOIN device_model m ON m.id = s.model_id ORDER BY m.name, m.id, s.grade",
        parts.join(" UNION ALL ")
    );
    let found: Vec<Row> = rows(source, &sql, [scope.company.into()]).await?;
    let sum = |row: Row| {
        let (model_id, model, grade, place_id) = (row.model_id, row.model, row.grade, row.place_id);
        Some(StockSum { model_id, model, grade, place_id, shelf: row.shelf.parse().ok()?, count: row.n })
    };
    Ok(found.into_iter().filter_map(sum).collect())
}

/// A choice among what may be said or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Said<T> {
    /// Any.
    #[default]
    Any,
    /// Nobody has said.
    Nothing,
    /// This one.
    This(T),
}

/// Which devices in our hands a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StockFilter {
    /// Where of our hands they are.
    pub shelf: Shelf,
    /// Their model.
    pub model: Option<ModelId>,
    /// What they are like.
    pub grade: Said<Grade>,
    /// Where they lie.
    pub place: Said<StockPlaceId>,
}

/// A device in our hands.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct StockRow {
    /// The device.
    pub id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// Its model, as people call it.
    pub model: String,
    /// What it is doing.
    pub state: DeviceState,
    /// What it is like.
    pub grade: Option<Grade>,
    /// Where it lies.
    pub place: Option<String>,
    /// Since when it is missed.
    pub missing: Option<Date>,
}

const ROWS: (&str, &str) = (
    "SELECT d.id, d.serial, m.name AS model, d.state, d.grade, p.name AS place, d.missing FROM (",
    ") d JOIN device_model m ON m.id = d.model_id LEFT JOIN stock_place p ON p.id = d.place_id ORDER BY d.serial",
);

/// Devices in a company's hands by serial number, after one.
///
/// # Errors
/// A database that does not answer.
pub async fn stock_list<S: Source>(
    source: &S,
    scope: &Scope,
    filter: &StockFilter,
    after: Option<&str>,
    limit: i64,
) -> StoreResult<Vec<StockRow>> {
    let mut bound = Bound::default();
    let company = bound.bind(scope.company);
    let mut pick = format!("SELECT x.* FROM device x WHERE x.company_id = {company} AND {}", on(filter.shelf));
    if let Some(model) = filter.model {
        pick += &format!(" AND x.model_id = {}", bound.bind(model));
    }
    match filter.grade {
        Said::Any => {}
        Said::Nothing => pick += " AND x.grade IS NULL",
        Said::This(grade) => pick += &format!(" AND x.grade = {}", bound.bind(grade)),
    }
    match filter.place {
        Said::Any => {}
        Said::Nothing => pick += " AND x.place_id IS NULL",
        Said::This(place) => pick += &format!(" AND x.place_id = {}", bound.bind(place)),
    }
    if let Some(after) = after {
        pick += &format!(" AND x.serial > {}", bound.bind(after.to_owned()));
    }
    pick += &format!(" ORDER BY x.serial LIMIT {limit}");
    Ok(rows(source, &format!("{}{pick}{}", ROWS.0, ROWS.1), bound.values).await?)
}

/// Some devices of a company, whatever they are doing, by serial number.
///
/// # Errors
/// A database that does not answer.
pub async fn stock_some<S: Source>(source: &S, scope: &Scope, devices: &[DeviceId]) -> StoreResult<Vec<StockRow>> {
    if devices.is_empty() {
        return Ok(Vec::new());
    }
    let mut bound = Bound::default();
    let (company, ids) = (bound.bind(scope.company), bound.bind_all(devices.iter().copied()));
    let pick = format!("SELECT x.* FROM device x WHERE x.company_id = {company} AND x.id IN ({ids})");
    Ok(rows(source, &format!("{}{pick}{}", ROWS.0, ROWS.1), bound.values).await?)
}
