//! Swaps whose replacement leaves once the faulty device is here.

use sea_orm_migration::prelude::*;

use crate::portable;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::run(manager, STEPS).await
    }
}

const STEPS: &[&str] = &[
    "ALTER TABLE swap ADD COLUMN return_first {bool} NOT NULL DEFAULT FALSE",
    // What is to come back: also before its replacement has left.
    "DROP INDEX swap_return",
    "CREATE INDEX swap_return ON swap (company_id, dispatched) WHERE received IS NULL",
];
