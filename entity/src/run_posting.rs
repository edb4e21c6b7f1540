//! A posting of the journal entry that a run item will make.

use sea_orm::entity::prelude::*;

use crate::types::{Account, Currency, Percent, RunItemId, VatCategory};

/// A row of `run_posting`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "run_posting")]
pub struct Model {
    /// Item id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: RunItemId,
    /// Number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// Account.
    pub account: Account,
    /// Amount.
    pub amount: i64,
    /// Currency.
    pub currency: Currency,
    /// Vat category.
    pub vat_category: Option<VatCategory>,
    /// Vat rate.
    pub vat_rate: Option<Percent>,
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
