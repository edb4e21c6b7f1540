//! Something the contract lets us bill; unique by subject, code, period start and generation.

use sea_orm::entity::prelude::*;

use crate::types::{
    AgreementId, ChargeCode, ChargeId, ChargeState, CompanyId, Currency, Date, DeviceId, InvoiceId, MerchantId,
    SubjectId,
};

/// A row of `charge`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "charge")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChargeId,
    /// Company id.
    pub company_id: CompanyId,
    /// Merchant id.
    pub merchant_id: MerchantId,
    /// Agreement id.
    pub agreement_id: AgreementId,
    /// Code.
    pub code: ChargeCode,
    /// What is charged for: a line, a licence, a deadline, an incident.
    pub subject_id: SubjectId,
    /// Device id.
    pub device_id: Option<DeviceId>,
    /// First day of the period, or the day of the charge.
    pub starts: Date,
    /// Ends.
    pub ends: Option<Date>,
    /// Generation.
    pub generation: i64,
    /// Net.
    pub net: i64,
    /// Currency.
    pub currency: Currency,
    /// State.
    pub state: ChargeState,
    /// Of a one-off charge; a recurring one has it on its line.
    pub explanation: Option<String>,
    /// Evidence.
    pub evidence: Option<String>,
    /// Who proposed it, if somebody else has to approve it.
    pub proposed_by: Option<String>,
    /// Decided by.
    pub decided_by: Option<String>,
    /// Invoice id.
    pub invoice_id: Option<InvoiceId>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
    /// By `merchant_id`.
    #[sea_orm(belongs_to = "super::merchant::Entity", from = "Column::MerchantId", to = "super::merchant::Column::Id")]
    Merchant,
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
    /// By `invoice_id`.
    #[sea_orm(belongs_to = "super::invoice::Entity", from = "Column::InvoiceId", to = "super::invoice::Column::Id")]
    Invoice,
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

impl Related<super::invoice::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invoice.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
