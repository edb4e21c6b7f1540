//! A line of a run item.

use sea_orm::entity::prelude::*;

use crate::types::{ChargeCode, ChargeId, Currency, Date, DeviceId, Percent, RunItemId, SubjectId, VatCategory};

/// A row of `run_line`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "run_line")]
pub struct Model {
    /// Item id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: RunItemId,
    /// Number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// The charge that will be made at issue.
    pub charge_id: ChargeId,
    /// Code.
    pub code: ChargeCode,
    /// The line or licence that is billed.
    pub subject_id: SubjectId,
    /// Device id.
    pub device_id: Option<DeviceId>,
    /// Serial.
    pub serial: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Generation.
    pub generation: i64,
    /// Period from.
    pub period_from: Date,
    /// Period to.
    pub period_to: Date,
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
    /// JSON: rules, inputs, steps.
    pub explanation: String,
    /// The billed-through date of the subject that this line goes on from.
    pub billed_from: Option<Date>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `item_id`.
    #[sea_orm(belongs_to = "super::run_item::Entity", from = "Column::ItemId", to = "super::run_item::Column::Id")]
    Item,
    /// By `device_id`.
    #[sea_orm(belongs_to = "super::device::Entity", from = "Column::DeviceId", to = "super::device::Column::Id")]
    Device,
}

impl Related<super::run_item::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Item.def()
    }
}

impl Related<super::device::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Device.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
