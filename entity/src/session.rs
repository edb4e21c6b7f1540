//! A signed-in browser. Ended, its token is worth nothing.

use sea_orm::entity::prelude::*;

use crate::types::{AccountId, MerchantId, SessionId};

/// A row of `session`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    /// Account id.
    pub account_id: AccountId,
    /// The token's number: a refreshed token makes the one before it worthless.
    pub generation: i64,
    /// Refreshed at us.
    pub refreshed_at_us: i64,
    /// Created at us.
    pub created_at_us: i64,
    /// Expires at us.
    pub expires_at_us: i64,
    /// Ended at us.
    pub ended_at_us: Option<i64>,
    /// Whether the second factor was given.
    pub second_factor: bool,
    /// The merchant as whom an agent looks at the portal, read-only.
    pub viewing_id: Option<MerchantId>,
    /// What browser it is, in a word or two.
    pub browser: Option<String>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `account_id`.
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::AccountId", to = "super::account::Column::Id")]
    Account,
    /// By `viewing_id`.
    #[sea_orm(belongs_to = "super::merchant::Entity", from = "Column::ViewingId", to = "super::merchant::Column::Id")]
    Viewing,
}

impl Related<super::account::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl Related<super::merchant::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Viewing.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
