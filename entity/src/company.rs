//! A legal entity that leases out terminals.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, Country, Currency, Language};

/// A row of `company`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "company")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CompanyId,
    /// Short name that files use.
    pub key: String,
    /// Name.
    pub name: String,
    /// Country.
    pub country: Country,
    /// CVR, organisasjonsnummer or KvK, digits only.
    pub registration: String,
    /// As written on invoices.
    pub vat_number: String,
    /// Street.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// Email.
    pub email: String,
    /// Phone.
    pub phone: String,
    /// Iban.
    pub iban: String,
    /// Bic.
    pub bic: String,
    /// National account number where there is one.
    pub account: Option<String>,
    /// FIK creditor number, 8 digits (DK).
    pub fik_creditor: Option<String>,
    /// Endpoint scheme.
    pub endpoint_scheme: String,
    /// Endpoint id.
    pub endpoint_id: String,
    /// Where devices are returned to (R057).
    pub return_name: String,
    /// Return street.
    pub return_street: String,
    /// Return postcode.
    pub return_postcode: String,
    /// Return city.
    pub return_city: String,
    /// Language.
    pub language: Language,
    /// Time zone.
    pub time_zone: String,
    /// Currency.
    pub currency: Currency,
    /// Terms profile of new agreements.
    pub profile: String,
    /// How much an agent alone charges one merchant at their own discretion within thirty days, in minor units; none: however much.
    pub fee_limit: Option<i64>,
    /// Created at us.
    pub created_at_us: i64,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
