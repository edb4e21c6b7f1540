//! The warehouse: where devices lie, what they are like, and what was found when they were counted.

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
    // A place of ours where devices lie.
    "CREATE TABLE stock_place (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        name {key} NOT NULL,
        added_at_us {int} NOT NULL,
        actor {text} NOT NULL,
        UNIQUE (company_id, name)
    ){strict}",
    "ALTER TABLE device ADD COLUMN place_id {uuid} REFERENCES stock_place",
    "ALTER TABLE device ADD COLUMN grade {key} CHECK (grade IN ('new', 'used', 'refurbished'))",
    // Since when it was not found where it should be.
    "ALTER TABLE device ADD COLUMN missing {date}",
    "ALTER TABLE custody ADD COLUMN place_id {uuid} REFERENCES stock_place",
    "ALTER TABLE custody ADD COLUMN grade {key} CHECK (grade IN ('new', 'used', 'refurbished'))",
    // What is in stock, and beside it what else is in our hands or on its way there.
    "CREATE INDEX device_stock ON device (company_id, model_id, serial) WHERE state = 'stock'",
    "CREATE INDEX device_ours ON device (company_id, serial) WHERE state IN ('reserved', 'received', 'inspecting', 'repair')",
    "CREATE INDEX device_back ON device (company_id, serial) WHERE connected = FALSE AND state IN ('installed', 'overdue')",
    "CREATE INDEX device_by_place_id ON device (place_id, serial) WHERE place_id IS NOT NULL",
    "CREATE INDEX device_missing ON device (company_id, serial) WHERE missing IS NOT NULL",
    // A count of what lies at a place, by any number of people.
    "CREATE TABLE stock_take (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        place_id {uuid} NOT NULL REFERENCES stock_place,
        begun_at_us {int} NOT NULL,
        begun_by {text} NOT NULL,
        closed_at_us {int},
        closed_by {text},
        CHECK ((closed_at_us IS NULL) = (closed_by IS NULL))
    ){strict}",
    "CREATE INDEX stock_take_by_company_id ON stock_take (company_id, begun_at_us)",
    // One count of a place at a time.
    "CREATE UNIQUE INDEX stock_take_open ON stock_take (place_id) WHERE closed_at_us IS NULL",
    // A serial number of a count: scanned once however often, or missed when the count was closed.
    "CREATE TABLE stock_take_line (
        take_id {uuid} NOT NULL REFERENCES stock_take,
        serial {key} NOT NULL,
        device_id {uuid} REFERENCES device,
        scanned_at_us {int},
        actor {text},
        outcome {key} CHECK (outcome IN ('found', 'missing', 'surplus', 'unknown')),
        PRIMARY KEY (take_id, serial),
        CHECK ((scanned_at_us IS NULL) = (actor IS NULL))
    ){strict}",
    "CREATE INDEX stock_take_line_by_device_id ON stock_take_line (device_id) WHERE device_id IS NOT NULL",
];
