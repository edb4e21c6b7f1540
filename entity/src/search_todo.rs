//! Something that is still to be made findable.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, SearchKind, SubjectId};

/// A row of `search_todo`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_todo")]
pub struct Model {
    /// Company id.
    pub company_id: CompanyId,
    /// Kind.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: SearchKind,
    /// Subject id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: SubjectId,
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
