//! A customer of a company.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, Country, Language, MerchantId, MerchantKind};

/// A row of `merchant`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "merchant")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MerchantId,
    /// Company id.
    pub company_id: CompanyId,
    /// Our customer number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: MerchantKind,
    /// Country.
    pub country: Country,
    /// CVR, organisasjonsnummer or KvK.
    pub registration: Option<String>,
    /// Street.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// Email.
    pub email: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Language.
    pub language: Language,
    /// What the buyer wants quoted on invoices.
    pub buyer_reference: Option<String>,
    /// Endpoint scheme.
    pub endpoint_scheme: Option<String>,
    /// Endpoint id.
    pub endpoint_id: Option<String>,
    /// Salts the commitments that events hold.
    pub salt: String,
    /// Created at us.
    pub created_at_us: i64,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
