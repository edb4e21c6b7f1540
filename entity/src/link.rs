//! A link that opens once, for a short time.

use sea_orm::entity::prelude::*;

use crate::types::{AccountId, LinkId, LinkKind};

/// A row of `link`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "link")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LinkId,
    /// Account id.
    pub account_id: AccountId,
    /// Kind.
    pub kind: LinkKind,
    /// Of the secret in the link.
    pub hash: String,
    /// Expires at us.
    pub expires_at_us: i64,
    /// Used at us.
    pub used_at_us: Option<i64>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `account_id`.
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::AccountId", to = "super::account::Column::Id")]
    Account,
}

impl Related<super::account::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
