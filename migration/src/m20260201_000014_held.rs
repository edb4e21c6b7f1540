//! What a contested line holds back, and what browser a session is.

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
    "ALTER TABLE dispute ADD COLUMN gross {int} NOT NULL DEFAULT 0 CHECK (gross >= 0)",
    // Lines that are contested already: each with its own VAT, half an øre away from zero. No more than what is open counts anyhow.
    "UPDATE dispute SET gross = COALESCE((SELECT l.net + (l.net * l.vat_rate * 2 + 10000) / 20000 FROM invoice_line l \
     WHERE l.invoice_id = dispute.invoice_id AND l.number = dispute.line AND l.net > 0), 0) WHERE state = 'open'",
    "ALTER TABLE session ADD COLUMN browser {text}",
];
