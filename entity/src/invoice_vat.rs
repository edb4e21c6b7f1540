//! VAT of an issued document by category and rate. Rows are only added.

use sea_orm::entity::prelude::*;

use crate::types::{Currency, InvoiceId, Percent, VatCategory};

/// A row of `invoice_vat`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_vat")]
pub struct Model {
    /// Invoice id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub invoice_id: InvoiceId,
    /// Category.
    #[sea_orm(primary_key, auto_increment = false)]
    pub category: VatCategory,
    /// Rate.
    #[sea_orm(primary_key, auto_increment = false)]
    pub rate: Percent,
    /// Base.
    pub base: i64,
    /// Vat.
    pub vat: i64,
    /// Currency.
    pub currency: Currency,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `invoice_id`.
    #[sea_orm(belongs_to = "super::invoice::Entity", from = "Column::InvoiceId", to = "super::invoice::Column::Id")]
    Invoice,
}

impl Related<super::invoice::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invoice.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
