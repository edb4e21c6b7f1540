//! The last link of a company's chain; locked last in every transaction.

use sea_orm::entity::prelude::*;

use crate::types::CompanyId;

/// A row of `event_head`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event_head")]
pub struct Model {
    /// Company id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub company_id: CompanyId,
    /// Sequence.
    pub sequence: i64,
    /// Hash.
    pub hash: String,
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
