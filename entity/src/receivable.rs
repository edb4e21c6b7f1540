//! What is open of an invoice.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, Currency, Date, InvoiceId, MerchantId};

/// A row of `receivable`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receivable")]
pub struct Model {
    /// Invoice id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub invoice_id: InvoiceId,
    /// Company id.
    pub company_id: CompanyId,
    /// Merchant id.
    pub merchant_id: MerchantId,
    /// Due.
    pub due: Date,
    /// Sequence.
    pub sequence: i64,
    /// Gross.
    pub gross: i64,
    /// Paid.
    pub paid: i64,
    /// Credited.
    pub credited: i64,
    /// Currency.
    pub currency: Currency,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `invoice_id`.
    #[sea_orm(belongs_to = "super::invoice::Entity", from = "Column::InvoiceId", to = "super::invoice::Column::Id")]
    Invoice,
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
    /// By `merchant_id`.
    #[sea_orm(belongs_to = "super::merchant::Entity", from = "Column::MerchantId", to = "super::merchant::Column::Id")]
    Merchant,
}

impl Related<super::invoice::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invoice.def()
    }
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl Related<super::merchant::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Merchant.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
