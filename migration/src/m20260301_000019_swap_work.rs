//! What agents work on: the evidence of a test, and indexes that hold nothing but what waits.

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
    // What proves that a fault is not covered.
    "ALTER TABLE swap ADD COLUMN evidence {text}",
    "CREATE INDEX swap_dispatch ON swap (company_id, approved) WHERE dispatched IS NULL",
    "CREATE INDEX swap_return ON swap (company_id, dispatched) WHERE dispatched IS NOT NULL AND received IS NULL",
    "CREATE INDEX swap_test ON swap (company_id, received) WHERE received IS NOT NULL AND decided IS NULL",
    "CREATE INDEX swap_offer ON swap (company_id, decided) WHERE covered = FALSE",
    "CREATE INDEX swap_credit ON swap (company_id, reversal) WHERE reversal IS NOT NULL AND reversed IS NULL",
    "CREATE INDEX swap_by_replacement_id ON swap (replacement_id) WHERE replacement_id IS NOT NULL",
    "CREATE INDEX quote_answer ON quote (company_id, expires) WHERE answered IS NULL",
    "CREATE INDEX ticket_open ON ticket (company_id, reported_at_us) WHERE state <> 'closed'",
    "CREATE INDEX charge_proposed ON charge (company_id, starts) WHERE state = 'proposed'",
];
