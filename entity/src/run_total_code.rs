//! What a run's lines of a kind add up to.

use sea_orm::entity::prelude::*;

use crate::types::{ChargeCode, RunId};

/// A row of `run_total_code`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "run_total_code")]
pub struct Model {
    /// Run id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: RunId,
    /// Code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: ChargeCode,
    /// Lines.
    pub lines: i64,
    /// Net.
    pub net: i64,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `run_id`.
    #[sea_orm(belongs_to = "super::billing_run::Entity", from = "Column::RunId", to = "super::billing_run::Column::Id")]
    BillingRun,
}

impl Related<super::billing_run::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::BillingRun.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
