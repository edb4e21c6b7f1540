//! An agreement that a run could not bill, and why.

use sea_orm::entity::prelude::*;

use crate::types::{AgreementId, RunId};

/// A row of `run_set_aside`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "run_set_aside")]
pub struct Model {
    /// Run id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: RunId,
    /// Agreement id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agreement_id: AgreementId,
    /// Quarter.
    #[sea_orm(primary_key, auto_increment = false)]
    pub quarter: String,
    /// preview or issue.
    pub stage: String,
    /// Reason.
    pub reason: String,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `run_id`.
    #[sea_orm(belongs_to = "super::billing_run::Entity", from = "Column::RunId", to = "super::billing_run::Column::Id")]
    Run,
    /// By `agreement_id`.
    #[sea_orm(
        belongs_to = "super::agreement::Entity",
        from = "Column::AgreementId",
        to = "super::agreement::Column::Id"
    )]
    Agreement,
}

impl Related<super::billing_run::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Run.def()
    }
}

impl Related<super::agreement::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Agreement.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
