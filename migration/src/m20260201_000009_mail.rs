//! Letters, and the tokens by which merchants and devices are found.

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
    // A letter: what was sent, as it looked.
    "CREATE TABLE mail (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} REFERENCES merchant,
        kind {key} NOT NULL,
        subject_id {uuid} NOT NULL,
        recipient {text} NOT NULL,
        language {key} NOT NULL CHECK (language IN ('da', 'en', 'nb', 'nl')),
        subject {text} NOT NULL,
        body_text {text} NOT NULL,
        body_html {text} NOT NULL,
        secret {text},
        attachments {text} NOT NULL,
        state {key} NOT NULL CHECK (state IN ('queued', 'sent', 'kept', 'failed')),
        created_at_us {int} NOT NULL,
        sent_at_us {int},
        UNIQUE (kind, subject_id)
    ){strict}",
    "CREATE INDEX mail_by_company_id_created_at_us ON mail (company_id, created_at_us)",
    "CREATE INDEX mail_by_merchant_id ON mail (merchant_id)",
    // A folded word by which something is found.
    "CREATE TABLE search_token (
        company_id {uuid} NOT NULL REFERENCES company,
        token {key} NOT NULL,
        kind {key} NOT NULL CHECK (kind IN ('merchant', 'device')),
        subject_id {uuid} NOT NULL,
        PRIMARY KEY (company_id, token, kind, subject_id)
    ){strict}",
];
