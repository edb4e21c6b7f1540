//! Merchants, their sites, and devices.

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
    // A customer of a company.
    "CREATE TABLE merchant (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        number {key} NOT NULL,
        name {text} NOT NULL,
        kind {key} NOT NULL CHECK (kind IN ('business', 'private')),
        country {key} NOT NULL CHECK (country IN ('DK', 'NO', 'NL')),
        registration {text},
        street {text} NOT NULL,
        postcode {text} NOT NULL,
        city {text} NOT NULL,
        email {text},
        phone {text},
        language {key} NOT NULL CHECK (language IN ('da', 'en', 'nb', 'nl')),
        buyer_reference {text},
        endpoint_scheme {text},
        endpoint_id {text},
        salt {text} NOT NULL,
        created_at_us {int} NOT NULL,
        UNIQUE (company_id, number)
    ){strict}",
    // An address of a merchant where devices stand.
    "CREATE TABLE site (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        name {key} NOT NULL,
        street {text} NOT NULL,
        postcode {text} NOT NULL,
        city {text} NOT NULL,
        UNIQUE (merchant_id, name)
    ){strict}",
    // One physical device.
    "CREATE TABLE device (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        model_id {uuid} NOT NULL REFERENCES device_model,
        serial {key} NOT NULL,
        sim_serial {text},
        state {key} NOT NULL CHECK (state IN ('stock', 'reserved', 'dispatched', 'installed', 'overdue', 'received', 'inspecting', 'repair', 'lost', 'written_off', 'sold')),
        custodian {key} NOT NULL CHECK (custodian IN ('stock', 'merchant', 'bench', 'vendor', 'gone')),
        connected {bool} NOT NULL,
        site_id {uuid} REFERENCES site,
        UNIQUE (company_id, serial)
    ){strict}",
];
