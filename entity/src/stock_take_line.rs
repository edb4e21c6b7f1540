//! A serial number of a count: scanned, or missed when it was closed.

use sea_orm::entity::prelude::*;

use crate::types::{DeviceId, StockTakeId};

/// A row of `stock_take_line`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stock_take_line")]
pub struct Model {
    /// The count.
    #[sea_orm(primary_key, auto_increment = false)]
    pub take_id: StockTakeId,
    /// Serial number, as we have it or as it was scanned.
    #[sea_orm(primary_key, auto_increment = false)]
    pub serial: String,
    /// The device; none: we know no such serial number.
    pub device_id: Option<DeviceId>,
    /// When it was scanned, in microseconds; none: it was not.
    pub scanned_at_us: Option<i64>,
    /// Who scanned it.
    pub actor: Option<String>,
    /// What came of it when the count was closed: `found`, `missing`, `surplus`, `unknown`.
    pub outcome: Option<String>,
}

/// What the row points to: nothing that is read through it.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
