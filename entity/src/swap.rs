//! One device of a line for another (R051, R080, R085).

use sea_orm::entity::prelude::*;

use crate::types::{AgreementId, ChargeId, CompanyId, Date, DeviceId, Exclusion, LineId, MerchantId, SwapId, TicketId};

/// A row of `swap`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "swap")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SwapId,
    /// Company id.
    pub company_id: CompanyId,
    /// Merchant id.
    pub merchant_id: MerchantId,
    /// Agreement id.
    pub agreement_id: AgreementId,
    /// Line id.
    pub line_id: LineId,
    /// Device id.
    pub device_id: DeviceId,
    /// Replacement id.
    pub replacement_id: Option<DeviceId>,
    /// Ticket id.
    pub ticket_id: Option<TicketId>,
    /// Approved.
    pub approved: Date,
    /// Dispatched.
    pub dispatched: Option<Date>,
    /// Received.
    pub received: Option<Date>,
    /// Charge id.
    pub charge_id: Option<ChargeId>,
    /// Day on which its charge was proposed for credit.
    pub reversal: Option<Date>,
    /// Day on which its charge was given back.
    pub reversed: Option<Date>,
    /// Decided.
    pub decided: Option<Date>,
    /// Covered.
    pub covered: Option<bool>,
    /// Exclusion.
    pub exclusion: Option<Exclusion>,
    /// What proves that the fault is not covered.
    pub evidence: Option<String>,
    /// Whether the replacement leaves only when the faulty device is here (A17).
    pub return_first: bool,
    /// Why it was approved though not all of the troubleshooting was done.
    pub unchecked: Option<String>,
    /// The number by which its devices move (R210); none in a swap from before there were any.
    pub rma: Option<String>,
}

/// What the row points to: nothing that is read through it.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
