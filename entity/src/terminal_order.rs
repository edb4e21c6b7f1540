//! A device is to be connected, or disconnected.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, DeviceId, TerminalOrderId, TerminalOrderState};

/// A row of `terminal_order`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "terminal_order")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TerminalOrderId,
    /// Company id.
    pub company_id: CompanyId,
    /// Device id.
    pub device_id: DeviceId,
    /// Its place among the orders of the device.
    pub sequence: i64,
    /// What it wants.
    pub connected: bool,
    /// State.
    pub state: TerminalOrderState,
    /// Instant, in microseconds.
    pub placed_at_us: i64,
    /// Instant at which terminal management took it, in microseconds.
    pub sent_at_us: Option<i64>,
    /// Instant at which it was confirmed or superseded, in microseconds.
    pub settled_at_us: Option<i64>,
}

/// What the row points to: nothing that is read through it.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
