//! Deadlines, events, jobs and stored files.

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
    // A deadline, frozen when set: only `met` is ever written later.
    "CREATE TABLE deadline (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        rule {key} NOT NULL,
        subject_id {uuid} NOT NULL,
        agreement_id {uuid} REFERENCES agreement,
        device_id {uuid} REFERENCES device,
        starts {date} NOT NULL,
        due {date} NOT NULL,
        met {date},
        UNIQUE (rule, subject_id, starts)
    ){strict}",
    "CREATE INDEX deadline_by_due ON deadline (due) WHERE met IS NULL",
    // A hold: it moves what follows a deadline or a document.
    "CREATE TABLE hold (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        deadline_id {uuid} REFERENCES deadline,
        invoice_id {uuid} REFERENCES invoice,
        starts {date} NOT NULL,
        ends {date},
        reason {text} NOT NULL
    ){strict}",
    "CREATE INDEX hold_by_deadline_id ON hold (deadline_id)",
    "CREATE INDEX hold_by_invoice_id ON hold (invoice_id)",
    // What happened: a link of the company's hash chain. Rows are only added.
    "CREATE TABLE event (
        company_id {uuid} NOT NULL REFERENCES company,
        sequence {int} NOT NULL,
        id {uuid} NOT NULL,
        at_us {int} NOT NULL,
        actor {text} NOT NULL,
        kind {key} NOT NULL,
        subject_id {uuid} NOT NULL,
        facts {text} NOT NULL,
        hash {text} NOT NULL,
        PRIMARY KEY (company_id, sequence),
        UNIQUE (id)
    ){strict}",
    "CREATE INDEX event_by_subject_id ON event (subject_id)",
    // The last link of a company's chain; locked last in every transaction.
    "CREATE TABLE event_head (
        company_id {uuid} PRIMARY KEY NOT NULL REFERENCES company,
        sequence {int} NOT NULL,
        hash {text} NOT NULL
    ){strict}",
    // Personal data of an event, apart, so that it can be erased without breaking the chain.
    "CREATE TABLE event_person (
        event_id {uuid} PRIMARY KEY NOT NULL,
        body {text} NOT NULL
    ){strict}",
    // Work to be done, enqueued in the transaction that wants it.
    "CREATE TABLE job (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} REFERENCES company,
        kind {key} NOT NULL,
        subject_id {uuid} NOT NULL,
        payload {text} NOT NULL,
        state {key} NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
        run_at_us {int} NOT NULL,
        attempts {int} NOT NULL DEFAULT 0,
        worker {text},
        claimed_until_us {int},
        last_error {text},
        created_at_us {int} NOT NULL,
        finished_at_us {int},
        UNIQUE (kind, subject_id)
    ){strict}",
    "CREATE INDEX job_by_run_at_us ON job (run_at_us) WHERE state IN ('queued', 'running')",
    // When a clock job was last enqueued.
    "CREATE TABLE schedule_tick (
        name {key} PRIMARY KEY NOT NULL,
        last_at_us {int} NOT NULL
    ){strict}",
    // A file in the file store, with its hash. Rows are only added.
    "CREATE TABLE stored_document (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        invoice_id {uuid} NOT NULL REFERENCES invoice,
        kind {key} NOT NULL CHECK (kind IN ('pdf', 'peppol', 'oioubl')),
        path {key} NOT NULL,
        media_type {text} NOT NULL,
        size {int} NOT NULL,
        sha256 {text} NOT NULL,
        UNIQUE (invoice_id, kind),
        UNIQUE (path)
    ){strict}",
];
