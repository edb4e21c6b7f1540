//! The dated place of a device on a line; a serial is on at most one.

use sea_orm::entity::prelude::*;

use crate::types::{AssignmentId, CompanyId, Date, DeviceId, LineId};

/// A row of `assignment`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssignmentId,
    /// Company id.
    pub company_id: CompanyId,
    /// Line id.
    pub line_id: LineId,
    /// Device id.
    pub device_id: DeviceId,
    /// Assigned.
    pub assigned: Date,
    /// Released.
    pub released: Option<Date>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
    /// By `line_id`.
    #[sea_orm(
        belongs_to = "super::agreement_line::Entity",
        from = "Column::LineId",
        to = "super::agreement_line::Column::Id"
    )]
    Line,
    /// By `device_id`.
    #[sea_orm(belongs_to = "super::device::Entity", from = "Column::DeviceId", to = "super::device::Column::Id")]
    Device,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl Related<super::agreement_line::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Line.def()
    }
}

impl Related<super::device::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Device.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
