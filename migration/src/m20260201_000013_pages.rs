//! What pages are read by, and what is still to be made findable.

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
    // Rows from before words were kept: `tillhold migrate` folds them in the program and takes them off this list.
    "CREATE TABLE search_todo (
        company_id {uuid} NOT NULL REFERENCES company,
        kind {key} NOT NULL CHECK (kind IN ('merchant', 'device')),
        subject_id {uuid} NOT NULL,
        PRIMARY KEY (kind, subject_id)
    ){strict}",
    "INSERT INTO search_todo (company_id, kind, subject_id) SELECT company_id, 'merchant', id FROM merchant",
    "INSERT INTO search_todo (company_id, kind, subject_id) SELECT company_id, 'device', id FROM device \
     WHERE sim_serial IS NOT NULL",
    // What a run's items add up to, written with the last of them: lists of runs do not add up again.
    "CREATE TABLE run_total (
        run_id {uuid} PRIMARY KEY NOT NULL REFERENCES billing_run,
        documents {int} NOT NULL,
        net {int} NOT NULL,
        vat {int} NOT NULL,
        gross {int} NOT NULL
    ){strict}",
    // What a run's lines of a kind add up to.
    "CREATE TABLE run_total_code (
        run_id {uuid} NOT NULL REFERENCES billing_run,
        code {key} NOT NULL,
        lines {int} NOT NULL,
        net {int} NOT NULL,
        PRIMARY KEY (run_id, code)
    ){strict}",
    "INSERT INTO run_total (run_id, documents, net, vat, gross) SELECT run_id, COUNT(*), CAST(SUM(net) AS bigint), \
     CAST(SUM(vat) AS bigint), CAST(SUM(gross) AS bigint) FROM run_item GROUP BY run_id",
    "INSERT INTO run_total_code (run_id, code, lines, net) SELECT i.run_id, l.code, COUNT(*), CAST(SUM(l.net) AS bigint) \
     FROM run_line l JOIN run_item i ON i.id = l.item_id GROUP BY i.run_id, l.code",
    "CREATE INDEX search_token_by_subject_id_token ON search_token (subject_id, token)",
    "CREATE INDEX device_by_site_id ON device (site_id)",
    "CREATE INDEX device_by_company_id_model_id_serial ON device (company_id, model_id, serial)",
    "CREATE INDEX device_by_company_id_state_serial ON device (company_id, state, serial)",
    "CREATE INDEX assignment_by_device_id_past ON assignment (device_id) WHERE released IS NOT NULL",
    "CREATE INDEX assignment_by_line_id_past ON assignment (line_id) WHERE released IS NOT NULL",
    "CREATE INDEX charge_by_merchant_id ON charge (merchant_id) WHERE explanation IS NOT NULL",
    "CREATE INDEX deadline_by_agreement_id ON deadline (agreement_id) WHERE met IS NULL",
    "CREATE INDEX dispute_by_company_id_open ON dispute (company_id, opened_at_us) WHERE state = 'open'",
    "CREATE INDEX job_by_created_at_us_failed ON job (created_at_us) WHERE state = 'failed'",
    "CREATE INDEX mail_by_company_id_waiting ON mail (company_id, created_at_us) WHERE state IN ('queued', 'failed')",
];
