//! A link of a device's chain of custody, with what the device is after it.

use sea_orm::entity::prelude::*;

use crate::types::{
    CompanyId, Custodian, CustodyStep, Date, DeviceId, DeviceState, Grade, SiteId, StockPlaceId, SubjectId,
};

/// A row of `custody`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "custody")]
pub struct Model {
    /// Device id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub device_id: DeviceId,
    /// Sequence.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    /// Company id.
    pub company_id: CompanyId,
    /// Step.
    pub step: CustodyStep,
    /// Local day.
    pub day: Date,
    /// Instant, in microseconds.
    pub at_us: i64,
    /// State.
    pub state: DeviceState,
    /// Who has it.
    pub custodian: Custodian,
    /// Connected.
    pub connected: bool,
    /// Site id.
    pub site_id: Option<SiteId>,
    /// What it belongs to: a swap, an agreement, an incident.
    pub subject_id: Option<SubjectId>,
    /// Carrier.
    pub carrier: Option<String>,
    /// Tracking.
    pub tracking: Option<String>,
    /// Actor.
    pub actor: String,
    /// Where it lies while it is in our hands.
    pub place_id: Option<StockPlaceId>,
    /// What it is like, as far as somebody has said.
    pub grade: Option<Grade>,
}

/// What the row points to: nothing that is read through it.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
