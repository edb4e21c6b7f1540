//! People who sign in: accounts, sessions, links that open once, throttling, forms sent once.

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
    // A person who signs in, for a company or for one of its merchants.
    "CREATE TABLE account (
        id {uuid} PRIMARY KEY NOT NULL,
        company_id {uuid} NOT NULL REFERENCES company,
        merchant_id {uuid} REFERENCES merchant,
        email {key} NOT NULL,
        name {text} NOT NULL,
        role {key} NOT NULL CHECK (role IN ('owner', 'user', 'accountant', 'support', 'technician', 'accounting', 'admin')),
        language {key} NOT NULL CHECK (language IN ('da', 'en', 'nb', 'nl')),
        state {key} NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
        password_hash {text},
        totp_sealed {text},
        totp_confirmed {bool} NOT NULL,
        totp_step {int} NOT NULL DEFAULT 0,
        failed {int} NOT NULL DEFAULT 0,
        locked_until_us {int},
        subject {key},
        created_at_us {int} NOT NULL,
        UNIQUE (email),
        UNIQUE (company_id, subject)
    ){strict}",
    "CREATE INDEX account_by_company_id ON account (company_id)",
    "CREATE INDEX account_by_merchant_id ON account (merchant_id)",
    // A site that a merchant's user is confined to.
    "CREATE TABLE account_site (
        account_id {uuid} NOT NULL REFERENCES account,
        site_id {uuid} NOT NULL REFERENCES site,
        PRIMARY KEY (account_id, site_id)
    ){strict}",
    // A code that stands in for a lost second factor, once.
    "CREATE TABLE recovery_code (
        account_id {uuid} NOT NULL REFERENCES account,
        hash {key} NOT NULL,
        used_at_us {int},
        PRIMARY KEY (account_id, hash)
    ){strict}",
    // A signed-in browser. Ended, its token is worth nothing.
    "CREATE TABLE session (
        id {uuid} PRIMARY KEY NOT NULL,
        account_id {uuid} NOT NULL REFERENCES account,
        generation {int} NOT NULL,
        refreshed_at_us {int} NOT NULL,
        created_at_us {int} NOT NULL,
        expires_at_us {int} NOT NULL,
        ended_at_us {int},
        second_factor {bool} NOT NULL,
        viewing_id {uuid} REFERENCES merchant
    ){strict}",
    "CREATE INDEX session_by_account_id ON session (account_id) WHERE ended_at_us IS NULL",
    // A link that opens once, for a short time.
    "CREATE TABLE link (
        id {uuid} PRIMARY KEY NOT NULL,
        account_id {uuid} NOT NULL REFERENCES account,
        kind {key} NOT NULL CHECK (kind IN ('invitation', 'reset')),
        hash {key} NOT NULL,
        expires_at_us {int} NOT NULL,
        used_at_us {int},
        UNIQUE (hash)
    ){strict}",
    "CREATE INDEX link_by_account_id ON link (account_id)",
    // Attempts within a stretch of time, by a hash of who or where.
    "CREATE TABLE attempt (
        key {key} PRIMARY KEY NOT NULL,
        starts_at_us {int} NOT NULL,
        count {int} NOT NULL
    ){strict}",
    // A form that was sent: the same key has one effect and one answer.
    "CREATE TABLE form_once (
        account_id {uuid} NOT NULL REFERENCES account,
        key {key} NOT NULL,
        digest {text} NOT NULL,
        location {text} NOT NULL,
        at_us {int} NOT NULL,
        PRIMARY KEY (account_id, key)
    ){strict}",
];
