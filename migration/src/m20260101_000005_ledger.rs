//! Issued documents, journal, receivables and payments.

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
    // An issued document: invoice, credit note or reminder. Rows are only added.
    "CREATE TABLE invoice (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        series_id {uuid} NOT NULL REFERENCES number_series,
        kind {key} NOT NULL CHECK (kind IN ('invoice', 'credit_note', 'reminder')),
        sequence {int} NOT NULL,
        number {key} NOT NULL,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        agreement_id {uuid} NOT NULL REFERENCES agreement,
        item_id {uuid} REFERENCES run_item,
        issued {date} NOT NULL,
        due {date} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        net {int} NOT NULL,
        vat {int} NOT NULL,
        gross {int} NOT NULL,
        reference {key},
        language {key} NOT NULL CHECK (language IN ('da', 'en', 'nb', 'nl')),
        seller_hash {text} NOT NULL REFERENCES party,
        buyer_hash {text} NOT NULL REFERENCES party,
        corrects_id {uuid} REFERENCES invoice,
        reason {text},
        UNIQUE (series_id, sequence),
        UNIQUE (company_id, kind, number),
        UNIQUE (item_id),
        CHECK (gross = net + vat)
    ){strict}",
    "CREATE INDEX invoice_by_merchant_id_issued ON invoice (merchant_id, issued)",
    "CREATE INDEX invoice_by_company_id_issued ON invoice (company_id, issued)",
    "CREATE INDEX invoice_by_corrects_id ON invoice (corrects_id) WHERE corrects_id IS NOT NULL",
    "CREATE INDEX invoice_by_company_id_reference ON invoice (company_id, reference) WHERE reference IS NOT NULL",
    // Something the contract lets us bill; unique by subject, code, period start and generation.
    "CREATE TABLE charge (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        agreement_id {uuid} NOT NULL REFERENCES agreement,
        code {key} NOT NULL,
        subject_id {uuid} NOT NULL,
        device_id {uuid} REFERENCES device,
        starts {date} NOT NULL,
        ends {date},
        generation {int} NOT NULL,
        net {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        state {key} NOT NULL CHECK (state IN ('proposed', 'approved', 'invoiced', 'waived', 'credited')),
        explanation {text},
        evidence {text},
        decided_by {text},
        invoice_id {uuid} REFERENCES invoice,
        UNIQUE (subject_id, code, starts, generation)
    ){strict}",
    "CREATE INDEX charge_by_invoice_id ON charge (invoice_id)",
    "CREATE INDEX charge_by_company_id_starts ON charge (company_id, starts) WHERE state IN ('proposed', 'approved')",
    // A line of an issued document. Rows are only added.
    "CREATE TABLE invoice_line (
        invoice_id {uuid} NOT NULL REFERENCES invoice,
        number {int} NOT NULL,
        charge_id {uuid} NOT NULL REFERENCES charge,
        code {key} NOT NULL,
        device_id {uuid} REFERENCES device,
        serial {text},
        model {text},
        period_from {date},
        period_to {date},
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
        corrects_line {int},
        PRIMARY KEY (invoice_id, number),
        CHECK (net = quantity * unit_price)
    ){strict}",
    // VAT of an issued document by category and rate. Rows are only added.
    "CREATE TABLE invoice_vat (
        invoice_id {uuid} NOT NULL REFERENCES invoice,
        category {key} NOT NULL CHECK (category IN ('S', 'Z', 'E', 'AE', 'O')),
        rate {int} NOT NULL,
        base {int} NOT NULL,
        vat {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        PRIMARY KEY (invoice_id, category, rate)
    ){strict}",
    // Money that arrived. Rows are only added.
    "CREATE TABLE payment (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        received {date} NOT NULL,
        amount {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        reference {text}
    ){strict}",
    "CREATE INDEX payment_by_merchant_id ON payment (merchant_id)",
    // An entry in the journal; its postings sum to nought. Rows are only added.
    "CREATE TABLE journal_entry (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        booked {date} NOT NULL,
        invoice_id {uuid} REFERENCES invoice,
        payment_id {uuid} REFERENCES payment,
        UNIQUE (invoice_id),
        UNIQUE (payment_id)
    ){strict}",
    "CREATE INDEX journal_entry_by_company_id_booked ON journal_entry (company_id, booked)",
    // One side of a journal entry: a debit is positive, a credit negative. Rows are only added.
    "CREATE TABLE posting (
        entry_id {uuid} NOT NULL REFERENCES journal_entry,
        number {int} NOT NULL,
        account {key} NOT NULL,
        merchant_id {uuid} REFERENCES merchant,
        amount {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        vat_category {key} CHECK (vat_category IN ('S', 'Z', 'E', 'AE', 'O')),
        vat_rate {int},
        PRIMARY KEY (entry_id, number)
    ){strict}",
    // What is open of an invoice.
    "CREATE TABLE receivable (
        invoice_id {uuid} PRIMARY KEY NOT NULL REFERENCES invoice,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        due {date} NOT NULL,
        sequence {int} NOT NULL,
        gross {int} NOT NULL,
        paid {int} NOT NULL,
        credited {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        CHECK (paid + credited <= gross)
    ){strict}",
    "CREATE INDEX receivable_by_merchant_id_due_sequence ON receivable (merchant_id, due, sequence)",
    // How much of a payment or credit note pays which invoice; taking back is a negative row. Rows are only added.
    "CREATE TABLE allocation (
        source_id {uuid} NOT NULL,
        number {int} NOT NULL,
        invoice_id {uuid} NOT NULL REFERENCES invoice,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        amount {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        allocated {date} NOT NULL,
        PRIMARY KEY (source_id, number)
    ){strict}",
    "CREATE INDEX allocation_by_invoice_id ON allocation (invoice_id)",
    "CREATE INDEX allocation_by_merchant_id ON allocation (merchant_id)",
    // Money of a payment that pays nothing yet: the merchant's credit, used by the next document.
    "CREATE TABLE unspent (
        payment_id {uuid} PRIMARY KEY NOT NULL REFERENCES payment,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} NOT NULL REFERENCES merchant,
        received {date} NOT NULL,
        amount {int} NOT NULL,
        currency {key} NOT NULL CHECK (currency IN ('DKK', 'NOK', 'EUR')),
        CHECK (amount > 0)
    ){strict}",
    "CREATE INDEX unspent_by_merchant_id ON unspent (merchant_id)",
];
