//! A line that a merchant contests: it is held until somebody decides.

use sea_orm::entity::prelude::*;

use crate::types::{AccountId, CompanyId, DisputeId, DisputeState, HoldId, InvoiceId, MerchantId};

/// A row of `dispute`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dispute")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DisputeId,
    /// Company id.
    pub company_id: CompanyId,
    /// Merchant id.
    pub merchant_id: MerchantId,
    /// Invoice id.
    pub invoice_id: InvoiceId,
    /// Line.
    pub line: i64,
    /// Reason.
    pub reason: String,
    /// State.
    pub state: DisputeState,
    /// Hold id.
    pub hold_id: HoldId,
    /// Opened by.
    pub opened_by: AccountId,
    /// Opened at us.
    pub opened_at_us: i64,
    /// Decided by.
    pub decided_by: Option<AccountId>,
    /// Decided at us.
    pub decided_at_us: Option<i64>,
    /// Answer.
    pub answer: Option<String>,
    /// What the line holds back of the document as long as it is open, with VAT, in minor units.
    pub gross: i64,
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
    /// By `invoice_id`.
    #[sea_orm(belongs_to = "super::invoice::Entity", from = "Column::InvoiceId", to = "super::invoice::Column::Id")]
    Invoice,
    /// By `hold_id`.
    #[sea_orm(belongs_to = "super::hold::Entity", from = "Column::HoldId", to = "super::hold::Column::Id")]
    Hold,
    /// By `opened_by`.
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::OpenedBy", to = "super::account::Column::Id")]
    OpenedBy,
    /// By `decided_by`.
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::DecidedBy", to = "super::account::Column::Id")]
    DecidedBy,
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

impl Related<super::invoice::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invoice.def()
    }
}

impl Related<super::hold::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Hold.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
