//! A gap-free series of document numbers.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, DocumentKind, SeriesId};

/// A row of `number_series`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "number_series")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SeriesId,
    /// Company id.
    pub company_id: CompanyId,
    /// Kind.
    pub kind: DocumentKind,
    /// Prefix.
    pub prefix: String,
    /// Digits that the number is padded to.
    pub width: i64,
    /// First.
    pub first: i64,
    /// The number that the next document gets.
    pub next: i64,
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
