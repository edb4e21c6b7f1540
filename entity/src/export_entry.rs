//! A journal entry that has been exported: never twice. Rows are only added.

use sea_orm::entity::prelude::*;

use crate::types::{BatchId, EntryId};

/// A row of `export_entry`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "export_entry")]
pub struct Model {
    /// Entry id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: EntryId,
    /// Batch id.
    pub batch_id: BatchId,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `entry_id`.
    #[sea_orm(
        belongs_to = "super::journal_entry::Entity",
        from = "Column::EntryId",
        to = "super::journal_entry::Column::Id"
    )]
    Entry,
    /// By `batch_id`.
    #[sea_orm(
        belongs_to = "super::export_batch::Entity",
        from = "Column::BatchId",
        to = "super::export_batch::Column::Id"
    )]
    Batch,
}

impl Related<super::journal_entry::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Entry.def()
    }
}

impl Related<super::export_batch::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Batch.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
