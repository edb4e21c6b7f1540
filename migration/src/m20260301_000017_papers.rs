//! Papers about devices on their way: what each says is frozen when it is written, and its file is made from that.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::portable;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// What of a paper never changes. Its file is noted once, later, by the job that makes it.
const FROZEN: &str = "id, company_id, merchant_id, agreement_id, device_id, site_id, subject_id, kind, number, day, language, \
                      content, at_us";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::run(manager, STEPS).await?;
        let frozen = format!("UPDATE OF {FROZEN}");
        let triggers = if manager.get_database_backend() == DbBackend::Postgres {
            let call = "EXECUTE FUNCTION refuse_change()";
            vec![
                format!("CREATE TRIGGER paper_frozen BEFORE {frozen} ON paper FOR EACH ROW {call}"),
                format!("CREATE TRIGGER paper_kept BEFORE DELETE ON paper FOR EACH ROW {call}"),
                format!("CREATE TRIGGER paper_kept_whole BEFORE TRUNCATE ON paper FOR EACH STATEMENT {call}"),
            ]
        } else {
            vec![
                portable::refuse("paper_frozen", &frozen, "paper"),
                portable::refuse("paper_kept_delete", "DELETE", "paper"),
            ]
        };
        for sql in triggers {
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}

const STEPS: &[&str] = &[
    // A paper about a device: everything that it says, as it was on its day; then where its file lies.
    "CREATE TABLE paper (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        agreement_id {uuid} NOT NULL REFERENCES agreement,
        device_id {uuid} NOT NULL REFERENCES device,
        site_id {uuid} REFERENCES site,
        subject_id {uuid} NOT NULL,
        kind {key} NOT NULL CHECK (kind IN ('swap-advice', 'return-receipt')),
        number {int} NOT NULL CHECK (number > 0),
        day {date} NOT NULL,
        language {key} NOT NULL CHECK (language IN ('da', 'en', 'nb', 'nl')),
        content {text} NOT NULL,
        at_us {int} NOT NULL,
        path {key},
        size {int},
        sha256 {text},
        UNIQUE (kind, subject_id),
        UNIQUE (device_id, number),
        UNIQUE (path),
        CHECK ((path IS NULL) = (sha256 IS NULL)),
        CHECK ((path IS NULL) = (size IS NULL))
    ){strict}",
    "CREATE INDEX paper_by_subject_id ON paper (subject_id)",
    "CREATE INDEX paper_by_merchant_id ON paper (merchant_id, at_us)",
];
