//! A count of what lies at a place.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, StockPlaceId, StockTakeId};

/// A row of `stock_take`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stock_take")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StockTakeId,
    /// Company id.
    pub company_id: CompanyId,
    /// The place that is counted.
    pub place_id: StockPlaceId,
    /// When it was begun, in microseconds.
    pub begun_at_us: i64,
    /// Who began it.
    pub begun_by: String,
    /// When it was closed, in microseconds; none: it is under way.
    pub closed_at_us: Option<i64>,
    /// Who closed it.
    pub closed_by: Option<String>,
}

/// What the row points to: nothing that is read through it.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
