//! One document to be, as the preview computed it.

use sea_orm::entity::prelude::*;

use crate::types::{AgreementId, Currency, MerchantId, RunId, RunItemId};

/// A row of `run_item`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "run_item")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RunItemId,
    /// Run id.
    pub run_id: RunId,
    /// 1 ... in the order of the agreements' references, oldest quarter first.
    pub position: i64,
    /// Agreement id.
    pub agreement_id: AgreementId,
    /// Merchant id.
    pub merchant_id: MerchantId,
    /// The quarter that the document bills.
    pub quarter: String,
    /// Currency.
    pub currency: Currency,
    /// Net.
    pub net: i64,
    /// Vat.
    pub vat: i64,
    /// Gross.
    pub gross: i64,
    /// Line count.
    pub line_count: i64,
    /// Buyer hash.
    pub buyer_hash: String,
    /// Hash of everything that the item was computed from.
    pub inputs_hash: String,
    /// Hash of its lines.
    pub lines_hash: String,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `run_id`.
    #[sea_orm(belongs_to = "super::billing_run::Entity", from = "Column::RunId", to = "super::billing_run::Column::Id")]
    Run,
    /// By `agreement_id`.
    #[sea_orm(
        belongs_to = "super::agreement::Entity",
        from = "Column::AgreementId",
        to = "super::agreement::Column::Id"
    )]
    Agreement,
    /// By `merchant_id`.
    #[sea_orm(belongs_to = "super::merchant::Entity", from = "Column::MerchantId", to = "super::merchant::Column::Id")]
    Merchant,
    /// By `buyer_hash`.
    #[sea_orm(belongs_to = "super::party::Entity", from = "Column::BuyerHash", to = "super::party::Column::Hash")]
    Buyer,
}

impl Related<super::billing_run::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Run.def()
    }
}

impl Related<super::agreement::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Agreement.def()
    }
}

impl Related<super::merchant::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Merchant.def()
    }
}

impl Related<super::party::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Buyer.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
