//! Terminal management: what is ordered of it, what it has confirmed, when it last saw a terminal.

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
    // A device is to be connected, or disconnected; the latest of a device is the one that counts.
    "CREATE TABLE terminal_order (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        device_id {uuid} NOT NULL REFERENCES device,
        sequence {int} NOT NULL CHECK (sequence > 0),
        connected {bool} NOT NULL,
        state {key} NOT NULL CHECK (state IN ('wanted', 'sent', 'confirmed', 'superseded')),
        placed_at_us {int} NOT NULL,
        sent_at_us {int},
        settled_at_us {int},
        UNIQUE (device_id, sequence),
        CHECK ((state IN ('confirmed', 'superseded')) = (settled_at_us IS NOT NULL))
    ){strict}",
    // One order of a device at a time: a new one supersedes what is open.
    "CREATE UNIQUE INDEX terminal_order_open ON terminal_order (device_id) WHERE state IN ('wanted', 'sent')",
    "CREATE INDEX terminal_order_by_company_id ON terminal_order (company_id) WHERE state IN ('wanted', 'sent')",
    // What terminal management says of a device: nobody has asked where there is no row. Not connected, nor not: it does not know it.
    "CREATE TABLE terminal (
        device_id {uuid} PRIMARY KEY NOT NULL REFERENCES device,
        company_id {uuid} NOT NULL REFERENCES company,
        connected {bool},
        sequence {int} NOT NULL,
        confirmed_at_us {int},
        asked_at_us {int},
        seen_at_us {int},
        CHECK ((connected IS NULL) = (confirmed_at_us IS NULL))
    ){strict}",
    // Call-backs that were heard: the same one has one effect. Forgotten once they are too old to be heard again.
    "CREATE TABLE terminal_call (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        heard_at_us {int} NOT NULL
    ){strict}",
    "CREATE INDEX terminal_call_by_heard ON terminal_call (company_id, heard_at_us)",
];
