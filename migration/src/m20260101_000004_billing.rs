//! Billing runs, and charges before and after they are on a document.

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
    // What is printed about a seller or buyer, kept once by the hash of its text.
    "CREATE TABLE party (
        hash {text} PRIMARY KEY NOT NULL,
        body {text} NOT NULL
    ){strict}",
    // A billing run of a quarter.
    "CREATE TABLE billing_run (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        quarter {key} NOT NULL,
        sequence {int} NOT NULL,
        state {key} NOT NULL CHECK (state IN ('previewed', 'approved', 'issuing', 'issued', 'superseded')),
        run_on {date} NOT NULL,
        seller_hash {text} NOT NULL REFERENCES party,
        fingerprint {text} NOT NULL,
        documents {int} NOT NULL,
        position {int} NOT NULL,
        created_at_us {int} NOT NULL,
        approved_by {text},
        UNIQUE (company_id, quarter, sequence)
    ){strict}",
    // One document to be, as the preview computed it.
    "CREATE TABLE run_item (
        id {uuid} PRIMARY KEY NOT NULL,
        run_id {uuid} NOT NULL REFERENCES billing_run,
        position {int} NOT NULL,
        agreement_id {uuid} NOT NULL REFERENCES agreement,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        quarter {key} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        net {int} NOT NULL,
        vat {int} NOT NULL,
        gross {int} NOT NULL,
        line_count {int} NOT NULL,
        buyer_hash {text} NOT NULL REFERENCES party,
        inputs_hash {text} NOT NULL,
        lines_hash {text} NOT NULL,
        UNIQUE (run_id, position),
        CHECK (gross = net + vat)
    ){strict}",
    // A line of a run item.
    "CREATE TABLE run_line (
        item_id {uuid} NOT NULL REFERENCES run_item,
        number {int} NOT NULL,
        charge_id {uuid} NOT NULL,
        code {key} NOT NULL,
        subject_id {uuid} NOT NULL,
        device_id {uuid} REFERENCES device,
        serial {text},
        model {text},
        generation {int} NOT NULL,
        period_from {date} NOT NULL,
        period_to {date} NOT NULL,
        quantity {int} NOT NULL,
        by_month {bool} NOT NULL,
        unit_price {int} NOT NULL,
        net {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        vat_category {key} NOT NULL CHECK (vat_category IN ('S', 'Z', 'E', 'AE', 'O')),
        vat_rate {int} NOT NULL,
        rule {text} NOT NULL,
        clause {text} NOT NULL,
        explanation {text} NOT NULL,
        billed_from {date},
        PRIMARY KEY (item_id, number)
    ){strict}",
    // VAT of a run item by category and rate.
    "CREATE TABLE run_vat (
        item_id {uuid} NOT NULL REFERENCES run_item,
        category {key} NOT NULL CHECK (category IN ('S', 'Z', 'E', 'AE', 'O')),
        rate {int} NOT NULL,
        base {int} NOT NULL,
        vat {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        PRIMARY KEY (item_id, category, rate)
    ){strict}",
    // A posting of the journal entry that a run item will make.
    "CREATE TABLE run_posting (
        item_id {uuid} NOT NULL REFERENCES run_item,
        number {int} NOT NULL,
        account {key} NOT NULL,
        amount {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        vat_category {key} CHECK (vat_category IN ('S', 'Z', 'E', 'AE', 'O')),
        vat_rate {int},
        PRIMARY KEY (item_id, number)
    ){strict}",
    // An agreement that a run could not bill, and why.
    "CREATE TABLE run_set_aside (
        run_id {uuid} NOT NULL REFERENCES billing_run,
        agreement_id {uuid} NOT NULL REFERENCES agreement,
        quarter {key} NOT NULL,
        stage {key} NOT NULL,
        reason {text} NOT NULL,
        PRIMARY KEY (run_id, agreement_id, quarter)
    ){strict}",
];
