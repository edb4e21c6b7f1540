//! Companies, their number series, models, prices and terms.

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
    // A legal entity that leases out terminals.
    "CREATE TABLE company (
        id {uuid} PRIMARY KEY NOT NULL,
        key {key} NOT NULL,
        name {text} NOT NULL,
        country {key} NOT NULL CHECK (country IN ('DK', 'NO', 'NL')),
        registration {text} NOT NULL,
        vat_number {text} NOT NULL,
        street {text} NOT NULL,
        postcode {text} NOT NULL,
        city {text} NOT NULL,
        email {text} NOT NULL,
        phone {text} NOT NULL,
        iban {text} NOT NULL,
        bic {text} NOT NULL,
        account {text},
        fik_creditor {text},
        endpoint_scheme {text} NOT NULL,
        endpoint_id {text} NOT NULL,
        return_name {text} NOT NULL,
        return_street {text} NOT NULL,
        return_postcode {text} NOT NULL,
        return_city {text} NOT NULL,
        language {key} NOT NULL CHECK (language IN ('da', 'en', 'nb', 'nl')),
        time_zone {text} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        profile {key} NOT NULL,
        created_at_us {int} NOT NULL,
        UNIQUE (key)
    ){strict}",
    // The number and name that a company gives an account.
    "CREATE TABLE ledger_account (
        company_id {uuid} NOT NULL REFERENCES company,
        account {key} NOT NULL,
        number {key} NOT NULL,
        name {text} NOT NULL,
        PRIMARY KEY (company_id, account)
    ){strict}",
    // A gap-free series of document numbers.
    "CREATE TABLE number_series (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        kind {key} NOT NULL CHECK (kind IN ('invoice', 'credit_note', 'reminder')),
        prefix {text} NOT NULL,
        width {int} NOT NULL,
        first {int} NOT NULL,
        next {int} NOT NULL,
        UNIQUE (company_id, kind),
        CHECK (next >= first)
    ){strict}",
    // A model of payment terminal or POS system.
    "CREATE TABLE device_model (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        key {key} NOT NULL,
        name {text} NOT NULL,
        UNIQUE (company_id, key)
    ){strict}",
    // A row of the dated price list; the row in force on the trigger date counts (A12).
    "CREATE TABLE price (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        model_id {uuid} NOT NULL REFERENCES device_model,
        valid_from {date} NOT NULL,
        new_price {int} NOT NULL,
        swap_price {int} NOT NULL,
        shipping {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        UNIQUE (model_id, valid_from)
    ){strict}",
    // A dated version of a terms profile; rows are only added.
    "CREATE TABLE terms_version (
        id {uuid} PRIMARY KEY NOT NULL,
        profile {key} NOT NULL,
        valid_from {date} NOT NULL,
        sha256 {text} NOT NULL,
        body {text} NOT NULL,
        UNIQUE (profile, valid_from)
    ){strict}",
];
