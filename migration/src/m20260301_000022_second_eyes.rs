//! What an agent decides alone, and who has to find somebody else.

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
    // How much an agent alone charges one merchant at their own discretion within thirty days; none: however much.
    "ALTER TABLE company ADD COLUMN fee_limit {int}",
    // Who proposed a charge that somebody else has to approve.
    "ALTER TABLE charge ADD COLUMN proposed_by {text}",
    "CREATE INDEX charge_fee ON charge (company_id, starts) WHERE code = 'ADMIN-495'",
];
