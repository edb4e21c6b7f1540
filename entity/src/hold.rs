//! A hold: it moves what follows a deadline or a document.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, Date, DeadlineId, HoldId, InvoiceId};

/// A row of `hold`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hold")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HoldId,
    /// Company id.
    pub company_id: CompanyId,
    /// Deadline id.
    pub deadline_id: Option<DeadlineId>,
    /// Invoice id.
    pub invoice_id: Option<InvoiceId>,
    /// Starts.
    pub starts: Date,
    /// Ends.
    pub ends: Option<Date>,
    /// Reason.
    pub reason: String,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
    /// By `deadline_id`.
    #[sea_orm(belongs_to = "super::deadline::Entity", from = "Column::DeadlineId", to = "super::deadline::Column::Id")]
    Deadline,
    /// By `invoice_id`.
    #[sea_orm(belongs_to = "super::invoice::Entity", from = "Column::InvoiceId", to = "super::invoice::Column::Id")]
    Invoice,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl Related<super::deadline::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Deadline.def()
    }
}

impl Related<super::invoice::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invoice.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
