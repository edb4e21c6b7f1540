//! Agreements, lines, licences, and who has which device.

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
    // A lease agreement, made by an order confirmation; it pins its terms version.
    "CREATE TABLE agreement (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        reference {key} NOT NULL,
        terms_id {uuid} NOT NULL REFERENCES terms_version,
        signed {date} NOT NULL,
        kyc_approved {date},
        kyc_rejected {date},
        start {date},
        term_months {int} NOT NULL,
        binding_months {int} NOT NULL,
        notice_months {int} NOT NULL,
        payment_days {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        term_end {date},
        binding_end {date},
        notice_on {date},
        ends {date},
        approve_at_once {bool} NOT NULL,
        UNIQUE (company_id, reference)
    ){strict}",
    "CREATE INDEX agreement_by_merchant_id ON agreement (merchant_id)",
    // A leased device on an agreement: what it costs and since when.
    "CREATE TABLE agreement_line (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        agreement_id {uuid} NOT NULL REFERENCES agreement,
        number {int} NOT NULL,
        rent {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        starts {date},
        ends {date},
        billed_through {date},
        generation {int} NOT NULL DEFAULT 0,
        UNIQUE (agreement_id, number)
    ){strict}",
    // The dated place of a device on a line; a serial is on at most one.
    "CREATE TABLE assignment (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        line_id {uuid} NOT NULL REFERENCES agreement_line,
        device_id {uuid} NOT NULL REFERENCES device,
        assigned {date} NOT NULL,
        released {date}
    ){strict}",
    "CREATE UNIQUE INDEX assignment_by_device_id ON assignment (device_id) WHERE released IS NULL",
    "CREATE UNIQUE INDEX assignment_by_line_id ON assignment (line_id) WHERE released IS NULL",
    // The gateway licence of a device, a recurring subject of its own: it can outlive the lease (R019, R062).
    "CREATE TABLE gateway_licence (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        agreement_id {uuid} NOT NULL REFERENCES agreement,
        line_id {uuid} NOT NULL REFERENCES agreement_line,
        code {key} NOT NULL,
        monthly {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        state {key} NOT NULL CHECK (state IN ('active', 'suspended', 'ended')),
        starts {date},
        ends {date},
        billed_through {date},
        generation {int} NOT NULL DEFAULT 0,
        UNIQUE (line_id)
    ){strict}",
    "CREATE INDEX gateway_licence_by_agreement_id ON gateway_licence (agreement_id)",
];
