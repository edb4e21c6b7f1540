//! An issued document: invoice, credit note or reminder. Rows are only added.

use sea_orm::entity::prelude::*;

use crate::types::{
    AgreementId, CompanyId, Currency, Date, DocumentKind, InvoiceId, Language, MerchantId, RunItemId, SeriesId,
};

/// A row of `invoice`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvoiceId,
    /// Company id.
    pub company_id: CompanyId,
    /// Series id.
    pub series_id: SeriesId,
    /// Kind.
    pub kind: DocumentKind,
    /// Gap-free in its series.
    pub sequence: i64,
    /// As printed.
    pub number: String,
    /// Merchant id.
    pub merchant_id: MerchantId,
    /// Agreement id.
    pub agreement_id: AgreementId,
    /// Item id.
    pub item_id: Option<RunItemId>,
    /// Issued.
    pub issued: Date,
    /// Due.
    pub due: Date,
    /// Currency.
    pub currency: Currency,
    /// Net.
    pub net: i64,
    /// Vat.
    pub vat: i64,
    /// Gross.
    pub gross: i64,
    /// What the payer quotes: FIK id, KID or RF.
    pub reference: Option<String>,
    /// Language.
    pub language: Language,
    /// Seller hash.
    pub seller_hash: String,
    /// Buyer hash.
    pub buyer_hash: String,
    /// Corrects id.
    pub corrects_id: Option<InvoiceId>,
    /// Reason.
    pub reason: Option<String>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
    /// By `series_id`.
    #[sea_orm(
        belongs_to = "super::number_series::Entity",
        from = "Column::SeriesId",
        to = "super::number_series::Column::Id"
    )]
    Series,
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
    /// By `item_id`.
    #[sea_orm(belongs_to = "super::run_item::Entity", from = "Column::ItemId", to = "super::run_item::Column::Id")]
    Item,
    /// By `seller_hash`.
    #[sea_orm(belongs_to = "super::party::Entity", from = "Column::SellerHash", to = "super::party::Column::Hash")]
    Seller,
    /// By `buyer_hash`.
    #[sea_orm(belongs_to = "super::party::Entity", from = "Column::BuyerHash", to = "super::party::Column::Hash")]
    Buyer,
    /// By `corrects_id`.
    #[sea_orm(belongs_to = "Entity", from = "Column::CorrectsId", to = "Column::Id")]
    Corrects,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl Related<super::number_series::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Series.def()
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

impl Related<super::run_item::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Item.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
