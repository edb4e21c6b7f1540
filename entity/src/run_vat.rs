//! VAT of a run item by category and rate.

use sea_orm::entity::prelude::*;

use crate::types::{Currency, Percent, RunItemId, VatCategory};

/// A row of `run_vat`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "run_vat")]
pub struct Model {
    /// Item id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: RunItemId,
    /// Category.
    #[sea_orm(primary_key, auto_increment = false)]
    pub category: VatCategory,
    /// Rate.
    #[sea_orm(primary_key, auto_increment = false)]
    pub rate: Percent,
    /// Base.
    pub base: i64,
    /// Vat.
    pub vat: i64,
    /// Currency.
    pub currency: Currency,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `item_id`.
    #[sea_orm(belongs_to = "super::run_item::Entity", from = "Column::ItemId", to = "super::run_item::Column::Id")]
    Item,
}

impl Related<super::run_item::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Item.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
