//! Attempts within a stretch of time, by a hash of who or where.

use sea_orm::entity::prelude::*;

/// A row of `attempt`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attempt")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Starts at us.
    pub starts_at_us: i64,
    /// Count.
    pub count: i64,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
