//! A line of an issued document. Rows are only added.

use sea_orm::entity::prelude::*;

use crate::types::{ChargeCode, ChargeId, Currency, Date, DeviceId, InvoiceId, Percent, VatCategory};

/// A row of `invoice_line`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_line")]
pub struct Model {
    /// Invoice id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub invoice_id: InvoiceId,
    /// Number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// Charge id.
    pub charge_id: ChargeId,
    /// Code.
    pub code: ChargeCode,
    /// Device id.
    pub device_id: Option<DeviceId>,
    /// Serial.
    pub serial: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Period from.
    pub period_from: Option<Date>,
    /// Period to.
    pub period_to: Option<Date>,
    /// Quantity.
    pub quantity: i64,
    /// By month.
    pub by_month: bool,
    /// Unit price.
    pub unit_price: i64,
    /// Net.
    pub net: i64,
    /// Currency.
    pub currency: Currency,
    /// Vat category.
    pub vat_category: VatCategory,
    /// Vat rate.
    pub vat_rate: Percent,
    /// Rule.
    pub rule: String,
    /// Clause.
    pub clause: String,
    /// Explanation.
    pub explanation: String,
    /// Of a credit note: the line of the invoice that it corrects.
    pub corrects_line: Option<i64>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `invoice_id`.
    #[sea_orm(belongs_to = "super::invoice::Entity", from = "Column::InvoiceId", to = "super::invoice::Column::Id")]
    Invoice,
    /// By `charge_id`.
    #[sea_orm(belongs_to = "super::charge::Entity", from = "Column::ChargeId", to = "super::charge::Column::Id")]
    Charge,
    /// By `device_id`.
    #[sea_orm(belongs_to = "super::device::Entity", from = "Column::DeviceId", to = "super::device::Column::Id")]
    Device,
}

impl Related<super::invoice::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invoice.def()
    }
}

impl Related<super::charge::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Charge.def()
    }
}

impl Related<super::device::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Device.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
