//! A dated version of a terms profile; rows are only added.

use sea_orm::entity::prelude::*;

use crate::types::{Date, TermsId};

/// A row of `terms_version`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "terms_version")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TermsId,
    /// Profile.
    pub profile: String,
    /// Valid from.
    pub valid_from: Date,
    /// Of the body.
    pub sha256: String,
    /// The TOML as shipped.
    pub body: String,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
