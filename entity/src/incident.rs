//! A reported loss, theft, damage or tampering (R011, R215-R217).

use sea_orm::entity::prelude::*;

use crate::types::{AgreementId, ChargeId, CompanyId, Date, DeviceId, IncidentId, IncidentKind, MerchantId, SiteId};

/// A row of `incident`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "incident")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IncidentId,
    /// Company id.
    pub company_id: CompanyId,
    /// Merchant id.
    pub merchant_id: MerchantId,
    /// Agreement id.
    pub agreement_id: AgreementId,
    /// Device id.
    pub device_id: DeviceId,
    /// Kind.
    pub kind: IncidentKind,
    /// When it was discovered, in microseconds.
    pub discovered_at_us: i64,
    /// When it was reported, in microseconds.
    pub reported_at_us: i64,
    /// Late.
    pub late: bool,
    /// Charge id.
    pub charge_id: Option<ChargeId>,
    /// Received.
    pub received: Option<Date>,
    /// Day on which its charge was proposed for credit.
    pub reversal: Option<Date>,
    /// Day on which its charge was given back.
    pub reversed: Option<Date>,
    /// Actor.
    pub actor: String,
    /// What happened, in the words of whoever reports it; none in a report from before this was asked.
    pub description: Option<String>,
    /// What was done to look into it and to secure data and terminals.
    pub done: Option<String>,
    /// What is planned.
    pub planned: Option<String>,
    /// Who can be reached.
    pub contacts: Option<String>,
    /// What the words are committed to with.
    pub salt: Option<String>,
    /// Where the device stood.
    pub site_id: Option<SiteId>,
    /// Day on which an agent was through with it.
    pub closed: Option<Date>,
    /// What came of it.
    pub outcome: Option<String>,
    /// The number by which the device comes back (R210); none in an incident from before there were any.
    pub rma: Option<String>,
}

/// What the row points to: nothing that is read through it.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
