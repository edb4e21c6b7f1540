//! A code that stands in for a lost second factor, once.

use sea_orm::entity::prelude::*;

use crate::types::AccountId;

/// A row of `recovery_code`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_code")]
pub struct Model {
    /// Account id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// Hash.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    /// Used at us.
    pub used_at_us: Option<i64>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `account_id`.
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::AccountId", to = "super::account::Column::Id")]
    Account,
}

impl Related<super::account::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
