//! Gap-free number series: a number is given in the transaction that issues its document.

use entity::types::{CompanyId, DocumentKind, SeriesId};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};

use super::bulk::insert_all;
use super::{Source, StoreError, StoreResult, Tx, execute, for_update, row};

/// A series to be written.
pub type NewSeries = entity::number_series::Model;

/// A series and the number that its next document gets.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Series {
    /// Its id.
    pub id: SeriesId,
    /// What it numbers.
    pub kind: DocumentKind,
    /// What stands before the digits.
    pub prefix: String,
    /// Digits that the number is padded to.
    pub width: i64,
    /// Its first number.
    pub first: i64,
    /// Its next number.
    pub next: i64,
}

impl Series {
    /// A number as it is printed.
    #[must_use]
    pub fn printed(&self, sequence: i64) -> String {
        let width = usize::try_from(self.width).unwrap_or(0);
        format!("{}{sequence:0width$}", self.prefix)
    }
}

/// Adds series.
///
/// # Errors
/// A database that does not answer, or a company that has such a series.
pub async fn series_insert_many(tx: &Tx, rows: &[NewSeries]) -> StoreResult<()> {
    insert_all::<entity::number_series::Entity>(tx, rows).await
}

/// A company's series, by kind.
///
/// # Errors
/// A database that does not answer.
pub async fn series_list<S: Source>(source: &S, company: CompanyId) -> StoreResult<Vec<Series>> {
    use entity::number_series::{Column, Entity};
    let found = Entity::find().filter(Column::CompanyId.eq(company)).order_by_asc(Column::Kind);
    Ok(found
        .all(source.conn())
        .await?
        .into_iter()
        .map(|r| Series { id: r.id, kind: r.kind, prefix: r.prefix, width: r.width, first: r.first, next: r.next })
        .collect())
}

/// Locks a series until the transaction ends: the first lock that an issuing transaction takes.
///
/// # Errors
/// A company without such a series, or a database that does not answer.
pub async fn series_lock(tx: &Tx, company: CompanyId, kind: DocumentKind) -> StoreResult<Series> {
    let sql = format!(
        "SELECT id, kind, prefix, width, first, next FROM number_series WHERE company_id = $1 AND kind = $2{}",
        for_update(tx)
    );
    row(tx, &sql, [company.into(), kind.into()])
        .await?
        .ok_or_else(|| StoreError::impossible("number_series", "kind", company, format!("no series of kind {kind}")))
}

/// Takes `count` numbers from a locked series.
///
/// # Errors
/// Somebody else took numbers, or a database that does not answer.
pub async fn series_take(tx: &Tx, series: &Series, count: i64) -> StoreResult<()> {
    let sql = "UPDATE number_series SET next = $1 WHERE id = $2 AND next = $3";
    let values = [(series.next + count).into(), series.id.into(), series.next.into()];
    StoreError::affected("number_series", 1, execute(tx, sql, values).await?)
}
