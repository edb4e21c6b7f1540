//! An offer after a test (R084, R087, R106).

use sea_orm::entity::prelude::*;

use crate::types::{ChargeId, CompanyId, Currency, Date, QuoteId, QuoteKind, SwapId};

/// A row of `quote`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "quote")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: QuoteId,
    /// Company id.
    pub company_id: CompanyId,
    /// Swap id.
    pub swap_id: SwapId,
    /// Kind.
    pub kind: QuoteKind,
    /// Net, in minor units.
    pub net: i64,
    /// Currency.
    pub currency: Currency,
    /// Sent.
    pub sent: Date,
    /// Expires.
    pub expires: Date,
    /// Answered.
    pub answered: Option<Date>,
    /// Accepted.
    pub accepted: Option<bool>,
    /// Charge id.
    pub charge_id: Option<ChargeId>,
}

/// What the row points to: nothing that is read through it.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
