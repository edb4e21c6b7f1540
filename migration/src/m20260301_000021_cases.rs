//! Cases: what is told of an incident, when it was closed; files and pictures that prove something; what was tried before an exchange.

use sea_orm_migration::prelude::*;

use crate::portable;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::run(manager, STEPS).await?;
        for table in ["attachment", "ticket_check"] {
            for sql in portable::append_only(manager.get_database_backend(), table) {
                manager.get_connection().execute_unprepared(&sql).await?;
            }
        }
        Ok(())
    }
}

const STEPS: &[&str] = &[
    // What a report says (R217): what happened, what was done and is planned, and who can be reached. Older reports have none.
    "ALTER TABLE incident ADD COLUMN description {text}",
    "ALTER TABLE incident ADD COLUMN done {text}",
    "ALTER TABLE incident ADD COLUMN planned {text}",
    "ALTER TABLE incident ADD COLUMN contacts {text}",
    "ALTER TABLE incident ADD COLUMN salt {text}",
    // Where the device stood.
    "ALTER TABLE incident ADD COLUMN site_id {uuid} REFERENCES site",
    "UPDATE incident SET site_id = (SELECT c.site_id FROM custody c WHERE c.device_id = incident.device_id \
     AND c.at_us <= incident.reported_at_us ORDER BY c.sequence DESC LIMIT 1)",
    // When an agent was through with it, and what came of it.
    "ALTER TABLE incident ADD COLUMN closed {date}",
    "ALTER TABLE incident ADD COLUMN outcome {text}",
    "CREATE INDEX incident_open ON incident (company_id, reported_at_us) WHERE closed IS NULL",
    "CREATE INDEX incident_by_company_id ON incident (company_id, reported_at_us)",
    "CREATE INDEX incident_by_merchant_id ON incident (merchant_id, reported_at_us)",
    // A file that belongs to a report, a swap or an incident. Rows are only added.
    "CREATE TABLE attachment (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        site_id {uuid} REFERENCES site,
        about {key} NOT NULL CHECK (about IN ('ticket', 'swap', 'incident')),
        subject_id {uuid} NOT NULL,
        name {text} NOT NULL,
        media {key} NOT NULL CHECK (media IN ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
        size {int} NOT NULL CHECK (size > 0),
        sha256 {key} NOT NULL,
        path {key} NOT NULL,
        at_us {int} NOT NULL,
        actor {text} NOT NULL,
        UNIQUE (subject_id, sha256),
        UNIQUE (path)
    ){strict}",
    // A step of troubleshooting that was taken for a report (R079). Rows are only added.
    "CREATE TABLE ticket_check (
        id {uuid} PRIMARY KEY NOT NULL,
        ticket_id {uuid} NOT NULL REFERENCES ticket,
        step {key} NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        at_us {int} NOT NULL,
        actor {text} NOT NULL,
        UNIQUE (ticket_id, step)
    ){strict}",
    // Why a swap was approved though not all of it was tried.
    "ALTER TABLE swap ADD COLUMN unchecked {text}",
    // The number by which a device may move (R210). Older swaps and incidents have none.
    "ALTER TABLE swap ADD COLUMN rma {key}",
    "ALTER TABLE incident ADD COLUMN rma {key}",
    "CREATE UNIQUE INDEX swap_by_rma ON swap (company_id, rma) WHERE rma IS NOT NULL",
    "CREATE UNIQUE INDEX incident_by_rma ON incident (company_id, rma) WHERE rma IS NOT NULL",
];
