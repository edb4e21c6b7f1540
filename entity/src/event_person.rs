//! Personal data of an event, apart, so that it can be erased without breaking the chain.

use sea_orm::entity::prelude::*;

use crate::types::EventId;

/// A row of `event_person`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event_person")]
pub struct Model {
    /// Event id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: EventId,
    /// Body.
    pub body: String,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
