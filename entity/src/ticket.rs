//! A reported fault (R080, R091).

use sea_orm::entity::prelude::*;

use crate::types::{AgreementId, CompanyId, Date, DeviceId, FaultKind, MerchantId, TicketId, TicketState};

/// A row of `ticket`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TicketId,
    /// Company id.
    pub company_id: CompanyId,
    /// Merchant id.
    pub merchant_id: MerchantId,
    /// Agreement id.
    pub agreement_id: AgreementId,
    /// Device id.
    pub device_id: DeviceId,
    /// Kind.
    pub kind: FaultKind,
    /// State.
    pub state: TicketState,
    /// Description.
    pub description: String,
    /// Tried manual.
    pub tried_manual: bool,
    /// Reported.
    pub reported: Date,
    /// When it was reported, in microseconds.
    pub reported_at_us: i64,
    /// Actor.
    pub actor: String,
    /// Salt of the commitment to the description.
    pub salt: String,
}

/// What the row points to: nothing that is read through it.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
