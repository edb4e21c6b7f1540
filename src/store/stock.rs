//! The warehouse: places of ours where devices lie, and counts of what lies there.

use entity::types::{CompanyId, DeviceId, StockTakeId};
use sea_orm::FromQueryResult;

use super::bulk::{insert_all, insert_missing};
use super::{Source, StoreError, StoreResult, Tx, execute, for_update, row, rows};

/// A place of ours where devices lie.
pub type StockPlace = entity::stock_place::Model;
/// A count of what lies at a place.
pub type StockTake = entity::stock_take::Model;
/// A serial number of a count.
pub type StockTakeLine = entity::stock_take_line::Model;

/// The places of a company, by name.
///
/// # Errors
/// A database that does not answer.
pub async fn stock_place_list<S: Source>(source: &S, company: CompanyId) -> StoreResult<Vec<StockPlace>> {
    let sql = "SELECT * FROM stock_place WHERE company_id = $1 ORDER BY name";
    Ok(rows(source, sql, [company.into()]).await?)
}

/// Adds a place.
///
/// # Errors
/// A place of that name exists, or a database that does not answer.
pub async fn stock_place_insert(tx: &Tx, place: StockPlace) -> StoreResult<()> {
    insert_all::<entity::stock_place::Entity>(tx, &[place]).await
}

/// Begins a count.
///
/// # Errors
/// A count of that place is under way, or a database that does not answer.
pub async fn stock_take_insert(tx: &Tx, take: StockTake) -> StoreResult<()> {
    insert_all::<entity::stock_take::Entity>(tx, &[take]).await
}

/// A count of a company, kept as it is until the transaction ends.
///
/// # Errors
/// A database that does not answer.
pub async fn stock_take_lock(tx: &Tx, company: CompanyId, id: StockTakeId) -> StoreResult<Option<StockTake>> {
    let sql = format!("SELECT * FROM stock_take WHERE company_id = $1 AND id = $2{}", for_update(tx));
    Ok(row(tx, &sql, [company.into(), id.into()]).await?)
}

/// Closes a count that is under way.
///
/// # Errors
/// It is closed by now, or a database that does not answer.
pub async fn stock_take_close(tx: &Tx, take: &StockTake) -> StoreResult<()> {
    let sql = "UPDATE stock_take SET closed_at_us = $1, closed_by = $2 WHERE id = $3 AND closed_at_us IS NULL";
    let values = [take.closed_at_us.into(), take.closed_by.clone().into(), take.id.into()];
    StoreError::affected("stock_take", 1, execute(tx, sql, values).await?)
}

/// Notes serial numbers of a count; one that is noted already stays as it is.
///
/// # Errors
/// A database that does not answer.
pub async fn stock_take_scan(tx: &Tx, lines: &[StockTakeLine]) -> StoreResult<()> {
    insert_missing::<entity::stock_take_line::Entity>(tx, lines).await
}

/// The serial numbers of a count, by serial number.
///
/// # Errors
/// A database that does not answer.
pub async fn stock_take_lines<S: Source>(source: &S, take: StockTakeId) -> StoreResult<Vec<StockTakeLine>> {
    let sql = "SELECT * FROM stock_take_line WHERE take_id = $1 ORDER BY serial";
    Ok(rows(source, sql, [take.into()]).await?)
}

/// Puts the serial numbers of a count in the place of those that were there: each with what came of it.
///
/// # Errors
/// A database that does not answer.
pub async fn stock_take_settle(tx: &Tx, take: StockTakeId, lines: &[StockTakeLine]) -> StoreResult<()> {
    execute(tx, "DELETE FROM stock_take_line WHERE take_id = $1", [take.into()]).await?;
    insert_all::<entity::stock_take_line::Entity>(tx, lines).await
}

/// The condition and columns of what a count says of each serial number: `serial`, `device_id`, `outcome` of `$1`, a count. While it is under
/// way it is compared with the books of today; of what lies there by them, what was not scanned is missing.
pub(super) const COMPARED: &str = "SELECT l.serial, l.device_id, CASE WHEN l.outcome IS NOT NULL THEN l.outcome \
     WHEN l.device_id IS NULL THEN 'unknown' WHEN d.place_id = t.place_id THEN 'found' ELSE 'surplus' END AS outcome \
     FROM stock_take_line l JOIN stock_take t ON t.id = l.take_id LEFT JOIN device d ON d.id = l.device_id WHERE l.take_id = $1 \
     UNION ALL SELECT d.serial, d.id, 'missing' FROM stock_take t JOIN device d ON d.place_id = t.place_id \
     WHERE t.id = $1 AND t.closed_at_us IS NULL \
     AND NOT EXISTS (SELECT 1 FROM stock_take_line l WHERE l.take_id = $1 AND l.device_id = d.id)";

/// What a count says of a serial number.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Compared {
    /// The serial number.
    pub serial: String,
    /// The device; none: we know no such serial number.
    pub device_id: Option<DeviceId>,
    /// What came of it: `found`, `missing`, `surplus`, `unknown`.
    pub outcome: String,
    /// Whether the books have said for longer that it is missing.
    pub missing: bool,
}

/// What a count says, by serial number.
///
/// # Errors
/// A database that does not answer.
pub async fn stock_take_compared<S: Source>(source: &S, take: StockTakeId) -> StoreResult<Vec<Compared>> {
    let sql = format!(
        "SELECT x.serial, x.device_id, x.outcome, (d.missing IS NOT NULL) AS missing FROM ({COMPARED}) x \
         LEFT JOIN device d ON d.id = x.device_id ORDER BY x.serial"
    );
    Ok(rows(source, &sql, [take.into()]).await?)
}
