//! Contested lines, and sealed exports.

use sea_orm_migration::prelude::*;

use crate::portable;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::run(manager, TABLES).await
    }
}

const TABLES: &[&str] = &[
    // A line that a merchant contests: it is held until somebody decides.
    "CREATE TABLE dispute (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        invoice_id {uuid} NOT NULL REFERENCES invoice,
        line {int} NOT NULL,
        reason {text} NOT NULL,
        state {key} NOT NULL CHECK (state IN ('open', 'upheld', 'rejected')),
        hold_id {uuid} NOT NULL REFERENCES hold,
        opened_by {uuid} NOT NULL REFERENCES account,
        opened_at_us {int} NOT NULL,
        decided_by {uuid} REFERENCES account,
        decided_at_us {int},
        answer {text}
    ){strict}",
    "CREATE UNIQUE INDEX dispute_by_invoice_id_line ON dispute (invoice_id, line) WHERE state = 'open'",
    "CREATE INDEX dispute_by_company_id_opened_at_us ON dispute (company_id, opened_at_us)",
    "CREATE INDEX dispute_by_merchant_id ON dispute (merchant_id)",
    // A sealed export of a period. Rows are only added.
    "CREATE TABLE export_batch (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        number {int} NOT NULL,
        first {date} NOT NULL,
        last {date} NOT NULL,
        repeats_id {uuid} REFERENCES export_batch,
        path {key} NOT NULL,
        size {int} NOT NULL,
        sha256 {text} NOT NULL,
        documents {int} NOT NULL,
        entries {int} NOT NULL,
        debit {int} NOT NULL,
        credit {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        made_by {text} NOT NULL,
        made_at_us {int} NOT NULL,
        UNIQUE (company_id, number),
        UNIQUE (path)
    ){strict}",
    // A journal entry that has been exported: never twice. Rows are only added.
    "CREATE TABLE export_entry (
        entry_id {uuid} PRIMARY KEY NOT NULL REFERENCES journal_entry,
        batch_id {uuid} NOT NULL REFERENCES export_batch
    ){strict}",
    "CREATE INDEX export_entry_by_batch_id ON export_entry (batch_id)",
];
