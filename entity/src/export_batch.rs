//! A sealed export of a period. Rows are only added.

use sea_orm::entity::prelude::*;

use crate::types::{BatchId, CompanyId, Currency, Date};

/// A row of `export_batch`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "export_batch")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BatchId,
    /// Company id.
    pub company_id: CompanyId,
    /// From 1, by company.
    pub number: i64,
    /// First.
    pub first: Date,
    /// Last.
    pub last: Date,
    /// The batch that this one was asked to say again.
    pub repeats_id: Option<BatchId>,
    /// Path.
    pub path: String,
    /// Size.
    pub size: i64,
    /// Sha256.
    pub sha256: String,
    /// Documents.
    pub documents: i64,
    /// Entries.
    pub entries: i64,
    /// Debit.
    pub debit: i64,
    /// Credit.
    pub credit: i64,
    /// Currency.
    pub currency: Currency,
    /// Made by.
    pub made_by: String,
    /// Made at us.
    pub made_at_us: i64,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
    /// By `repeats_id`.
    #[sea_orm(belongs_to = "Entity", from = "Column::RepeatsId", to = "Column::Id")]
    Repeats,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
