//! A deadline, frozen when set: only `met` and `wake` are ever written later.

use sea_orm::entity::prelude::*;

use crate::types::{AgreementId, CompanyId, Date, DeadlineId, DeviceId, SubjectId};

/// A row of `deadline`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deadline")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeadlineId,
    /// Company id.
    pub company_id: CompanyId,
    /// Rule.
    pub rule: String,
    /// Subject id.
    pub subject_id: SubjectId,
    /// Agreement id.
    pub agreement_id: Option<AgreementId>,
    /// Device id.
    pub device_id: Option<DeviceId>,
    /// Starts.
    pub starts: Date,
    /// Due.
    pub due: Date,
    /// Met.
    pub met: Option<Date>,
    /// When its rule looks at it next.
    pub wake: Option<Date>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
    /// By `agreement_id`.
    #[sea_orm(
        belongs_to = "super::agreement::Entity",
        from = "Column::AgreementId",
        to = "super::agreement::Column::Id"
    )]
    Agreement,
    /// By `device_id`.
    #[sea_orm(belongs_to = "super::device::Entity", from = "Column::DeviceId", to = "super::device::Column::Id")]
    Device,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl Related<super::agreement::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Agreement.def()
    }
}

impl Related<super::device::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Device.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
