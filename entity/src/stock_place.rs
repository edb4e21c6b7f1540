//! A place of ours where devices lie.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, StockPlaceId};

/// A row of `stock_place`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stock_place")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StockPlaceId,
    /// Company id.
    pub company_id: CompanyId,
    /// Name, unique in the company.
    pub name: String,
    /// When it was added, in microseconds.
    pub added_at_us: i64,
    /// Who added it.
    pub actor: String,
}

/// What the row points to: nothing that is read through it.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
