//! What happened: a link of the company's hash chain. Rows are only added.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, EventId, SubjectId};

/// A row of `event`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    /// Company id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub company_id: CompanyId,
    /// Sequence.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    /// Id.
    pub id: EventId,
    /// At us.
    pub at_us: i64,
    /// Actor.
    pub actor: String,
    /// Kind.
    pub kind: String,
    /// Subject id.
    pub subject_id: SubjectId,
    /// Canonical JSON: ids, figures and commitments, no personal data.
    pub facts: String,
    /// Over the previous hash and this row.
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
