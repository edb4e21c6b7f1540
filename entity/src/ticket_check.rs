//! A step of troubleshooting that was taken for a reported fault (R079): rows are only added.

use sea_orm::entity::prelude::*;

use crate::types::{CheckId, CheckStep, CompanyId, TicketId};

/// A row of `ticket_check`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket_check")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CheckId,
    /// The report.
    pub ticket_id: TicketId,
    /// The step.
    pub step: CheckStep,
    /// Company id.
    pub company_id: CompanyId,
    /// When it was noted, in microseconds.
    pub at_us: i64,
    /// Who noted it.
    pub actor: String,
}

/// What the row points to: nothing that is read through it.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
