//! A lease agreement, made by an order confirmation; it pins its terms version.

use sea_orm::entity::prelude::*;

use crate::types::{AgreementId, CompanyId, Currency, Date, MerchantId, TermsId};

/// A row of `agreement`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgreementId,
    /// Company id.
    pub company_id: CompanyId,
    /// Merchant id.
    pub merchant_id: MerchantId,
    /// As on the order confirmation; documents of a run are numbered in its order, bytewise.
    pub reference: String,
    /// Terms id.
    pub terms_id: TermsId,
    /// Signed.
    pub signed: Date,
    /// Day of the identity approval (R006).
    pub kyc_approved: Option<Date>,
    /// Kyc rejected.
    pub kyc_rejected: Option<Date>,
    /// The later of signature and approval (A01).
    pub start: Option<Date>,
    /// Term months.
    pub term_months: i64,
    /// Binding months.
    pub binding_months: i64,
    /// Notice months.
    pub notice_months: i64,
    /// Payment days.
    pub payment_days: i64,
    /// Currency.
    pub currency: Currency,
    /// Last day of the term.
    pub term_end: Option<Date>,
    /// Last day of the binding period.
    pub binding_end: Option<Date>,
    /// Day on which the merchant's notice was received.
    pub notice_on: Option<Date>,
    /// Last day, a quarter's end (A02).
    pub ends: Option<Date>,
    /// Whether charges that the engine finds are approved at once.
    pub approve_at_once: bool,
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
    /// By `terms_id`.
    #[sea_orm(
        belongs_to = "super::terms_version::Entity",
        from = "Column::TermsId",
        to = "super::terms_version::Column::Id"
    )]
    Terms,
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

impl Related<super::terms_version::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Terms.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
