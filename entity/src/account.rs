//! A person who signs in, for a company or for one of its merchants.

use sea_orm::entity::prelude::*;

use crate::types::{AccountId, AccountState, CompanyId, Language, MerchantId, Role};

/// A row of `account`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    /// Company id.
    pub company_id: CompanyId,
    /// None for the company's own people.
    pub merchant_id: Option<MerchantId>,
    /// In small letters: what one signs in with.
    pub email: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Language.
    pub language: Language,
    /// State.
    pub state: AccountState,
    /// Argon2id, as a PHC string.
    pub password_hash: Option<String>,
    /// The second factor's secret, encrypted.
    pub totp_sealed: Option<String>,
    /// Whether a code has been given once.
    pub totp_confirmed: bool,
    /// The last time step that was used: a code opens once.
    pub totp_step: i64,
    /// Wrong passwords or codes since the last right one.
    pub failed: i64,
    /// Locked until us.
    pub locked_until_us: Option<i64>,
    /// The identity provider, and its name for the person.
    pub subject: Option<String>,
    /// Created at us.
    pub created_at_us: i64,
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

impl ActiveModelBehavior for ActiveModel {}
