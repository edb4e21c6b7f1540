//! A sealed export is only ever added to.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::portable;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["export_batch", "export_entry"] {
            for sql in portable::append_only(manager.get_database_backend(), table) {
                manager.get_connection().execute_unprepared(&sql).await?;
            }
        }
        Ok(())
    }
}
