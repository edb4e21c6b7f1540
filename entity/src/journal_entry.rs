//! An entry in the journal; its postings sum to nought. Rows are only added.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, Date, EntryId, InvoiceId, PaymentId};

/// A row of `journal_entry`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "journal_entry")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EntryId,
    /// Company id.
    pub company_id: CompanyId,
    /// Booked.
    pub booked: Date,
    /// Invoice id.
    pub invoice_id: Option<InvoiceId>,
    /// Payment id.
    pub payment_id: Option<PaymentId>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
    /// By `invoice_id`.
    #[sea_orm(belongs_to = "super::invoice::Entity", from = "Column::InvoiceId", to = "super::invoice::Column::Id")]
    Invoice,
    /// By `payment_id`.
    #[sea_orm(belongs_to = "super::payment::Entity", from = "Column::PaymentId", to = "super::payment::Column::Id")]
    Payment,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl Related<super::invoice::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invoice.def()
    }
}

impl Related<super::payment::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Payment.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
