//! The number and name that a company gives an account.

use sea_orm::entity::prelude::*;

use crate::types::{Account, CompanyId};

/// A row of `ledger_account`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_account")]
pub struct Model {
    /// Company id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub company_id: CompanyId,
    /// Account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: Account,
    /// Number.
    pub number: String,
    /// Name.
    pub name: String,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
