//! Devices in the hands of others: custody, faults, swaps, quotes, incidents; and when a deadline is looked at next.

use sea_orm_migration::prelude::*;

use crate::portable;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::run(manager, STEPS).await?;
        for sql in portable::append_only(manager.get_database_backend(), "custody") {
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}

const STEPS: &[&str] = &[
    // A link of a device's chain of custody, with what the device is after it. Rows are only added.
    "CREATE TABLE custody (
        device_id {uuid} NOT NULL REFERENCES device,
        sequence {int} NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        step {key} NOT NULL,
        day {date} NOT NULL,
        at_us {int} NOT NULL,
        state {key} NOT NULL,
        custodian {key} NOT NULL,
        connected {bool} NOT NULL,
        site_id {uuid} REFERENCES site,
        subject_id {uuid},
        carrier {text},
        tracking {text},
        actor {text} NOT NULL,
        PRIMARY KEY (device_id, sequence)
    ){strict}",
    // Devices that were there before their chain was kept: how they stand is what it begins with.
    "INSERT INTO custody (device_id, sequence, company_id, step, day, at_us, state, custodian, connected, site_id, actor) \
     SELECT d.id, 1, d.company_id, 'registered', '2000-01-01', 0, d.state, d.custodian, d.connected, d.site_id, 'migration' \
     FROM device d",
    // A reported fault.
    "CREATE TABLE ticket (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        agreement_id {uuid} NOT NULL REFERENCES agreement,
        device_id {uuid} NOT NULL REFERENCES device,
        kind {key} NOT NULL CHECK (kind IN ('in_life', 'on_delivery')),
        state {key} NOT NULL CHECK (state IN ('open', 'awaiting', 'closed')),
        description {text} NOT NULL,
        tried_manual {bool} NOT NULL,
        reported {date} NOT NULL,
        reported_at_us {int} NOT NULL,
        actor {text} NOT NULL,
        salt {text} NOT NULL
    ){strict}",
    "CREATE INDEX ticket_by_device_id ON ticket (device_id)",
    // One device of a line for another (R080, R085).
    "CREATE TABLE swap (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        agreement_id {uuid} NOT NULL REFERENCES agreement,
        line_id {uuid} NOT NULL REFERENCES agreement_line,
        device_id {uuid} NOT NULL REFERENCES device,
        replacement_id {uuid} REFERENCES device,
        ticket_id {uuid} REFERENCES ticket,
        approved {date} NOT NULL,
        dispatched {date},
        received {date},
        charge_id {uuid} REFERENCES charge,
        reversal {date},
        reversed {date},
        decided {date},
        covered {bool},
        exclusion {key},
        CHECK ((dispatched IS NULL) = (replacement_id IS NULL)),
        CHECK ((decided IS NULL) = (covered IS NULL))
    ){strict}",
    "CREATE INDEX swap_by_agreement_id ON swap (agreement_id)",
    "CREATE INDEX swap_by_device_id ON swap (device_id)",
    // A device is exchanged once: of two agents the second is told.
    "CREATE UNIQUE INDEX swap_to_dispatch ON swap (device_id) WHERE dispatched IS NULL",
    // An offer after a test (R084, R087, R106).
    "CREATE TABLE quote (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        swap_id {uuid} NOT NULL REFERENCES swap,
        kind {key} NOT NULL CHECK (kind IN ('repair', 'swap-price')),
        net {int} NOT NULL CHECK (net > 0),
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        sent {date} NOT NULL,
        expires {date} NOT NULL,
        answered {date},
        accepted {bool},
        charge_id {uuid} REFERENCES charge,
        CHECK ((answered IS NULL) = (accepted IS NULL))
    ){strict}",
    "CREATE INDEX quote_by_swap_id ON quote (swap_id)",
    "CREATE UNIQUE INDEX quote_open ON quote (swap_id) WHERE answered IS NULL",
    // A loss, theft, damage or suspicion of tampering (R011, R215, R216).
    "CREATE TABLE incident (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        agreement_id {uuid} NOT NULL REFERENCES agreement,
        device_id {uuid} NOT NULL REFERENCES device,
        kind {key} NOT NULL CHECK (kind IN ('loss', 'theft', 'damage', 'tamper')),
        discovered_at_us {int} NOT NULL,
        reported_at_us {int} NOT NULL,
        late {bool} NOT NULL,
        charge_id {uuid} REFERENCES charge,
        received {date},
        reversal {date},
        reversed {date},
        actor {text} NOT NULL
    ){strict}",
    "CREATE INDEX incident_by_device_id ON incident (device_id)",
    // When a deadline's rule looks at it next; none: nothing comes of it any more by itself.
    "ALTER TABLE deadline ADD COLUMN wake {date}",
    "CREATE INDEX deadline_by_wake ON deadline (wake) WHERE wake IS NOT NULL",
    "CREATE INDEX deadline_by_subject_id ON deadline (subject_id)",
];
