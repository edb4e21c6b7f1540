//! The schema, one step a file, portable to SQLite and PostgreSQL.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m20260101_000001_company;
mod m20260101_000002_merchant;
mod m20260101_000003_agreement;
mod m20260101_000004_billing;
mod m20260101_000005_ledger;
mod m20260101_000006_trace;
mod m20260101_000007_append_only;
mod m20260201_000008_people;
mod m20260201_000009_mail;
mod m20260201_000010_desk;
mod m20260201_000011_desk_append_only;
mod m20260201_000012_desk_indexes;
mod m20260201_000013_pages;
mod m20260201_000014_held;
mod m20260201_000015_discarded;
mod m20260301_000016_custody;
mod m20260301_000017_papers;
mod m20260301_000018_terminal;
mod m20260301_000019_swap_work;
mod m20260301_000020_stock;
mod m20260301_000021_cases;
mod m20260301_000022_second_eyes;
mod m20260301_000023_return_first;
mod portable;

/// All steps, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20260101_000001_company::Migration),
            Box::new(m20260101_000002_merchant::Migration),
            Box::new(m20260101_000003_agreement::Migration),
            Box::new(m20260101_000004_billing::Migration),
            Box::new(m20260101_000005_ledger::Migration),
            Box::new(m20260101_000006_trace::Migration),
            Box::new(m20260101_000007_append_only::Migration),
            Box::new(m20260201_000008_people::Migration),
            Box::new(m20260201_000009_mail::Migration),
            Box::new(m20260201_000010_desk::Migration),
            Box::new(m20260201_000011_desk_append_only::Migration),
            Box::new(m20260201_000012_desk_indexes::Migration),
            Box::new(m20260201_000013_pages::Migration),
            Box::new(m20260201_000014_held::Migration),
            Box::new(m20260201_000015_discarded::Migration),
            Box::new(m20260301_000016_custody::Migration),
            Box::new(m20260301_000017_papers::Migration),
            Box::new(m20260301_000018_terminal::Migration),
            Box::new(m20260301_000019_swap_work::Migration),
            Box::new(m20260301_000020_stock::Migration),
            Box::new(m20260301_000021_cases::Migration),
            Box::new(m20260301_000022_second_eyes::Migration),
            Box::new(m20260301_000023_return_first::Migration),
        ]
    }
}
