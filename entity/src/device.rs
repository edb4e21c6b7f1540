//! One physical device.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, Custodian, Date, DeviceId, DeviceState, Grade, ModelId, SiteId, StockPlaceId};

/// A row of `device`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "device")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeviceId,
    /// Company id.
    pub company_id: CompanyId,
    /// Model id.
    pub model_id: ModelId,
    /// Serial.
    pub serial: String,
    /// Sim serial.
    pub sim_serial: Option<String>,
    /// State.
    pub state: DeviceState,
    /// Custodian.
    pub custodian: Custodian,
    /// Connected.
    pub connected: bool,
    /// Site id.
    pub site_id: Option<SiteId>,
    /// Where it lies while it is in our hands.
    pub place_id: Option<StockPlaceId>,
    /// What it is like, as far as somebody has said.
    pub grade: Option<Grade>,
    /// Since when it is missed where it should lie.
    pub missing: Option<Date>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
    /// By `model_id`.
    #[sea_orm(
        belongs_to = "super::device_model::Entity",
        from = "Column::ModelId",
        to = "super::device_model::Column::Id"
    )]
    Model,
    /// By `site_id`.
    #[sea_orm(belongs_to = "super::site::Entity", from = "Column::SiteId", to = "super::site::Column::Id")]
    Site,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl Related<super::device_model::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Model.def()
    }
}

impl Related<super::site::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Site.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
