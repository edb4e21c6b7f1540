//! What is printed about a seller or buyer, kept once by the hash of its text.

use sea_orm::entity::prelude::*;

/// A row of `party`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "party")]
pub struct Model {
    /// Hash.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    /// Canonical JSON.
    pub body: String,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
