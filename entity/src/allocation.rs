//! How much of a payment or credit note pays which invoice; taking back is a negative row. Rows are only added.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, Currency, Date, InvoiceId, MerchantId, SubjectId};

/// A row of `allocation`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "allocation")]
pub struct Model {
    /// Payment or credit note.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source_id: SubjectId,
    /// Number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// Invoice id.
    pub invoice_id: InvoiceId,
    /// Company id.
    pub company_id: CompanyId,
    /// Merchant id.
    pub merchant_id: MerchantId,
    /// Amount.
    pub amount: i64,
    /// Currency.
    pub currency: Currency,
    /// Allocated.
    pub allocated: Date,
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
