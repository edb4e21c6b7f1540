//! Indexes that accounting's lists are paged by: each begins as an older one did, and takes its place.

use sea_orm_migration::prelude::*;

use crate::portable;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        portable::run(manager, INDEXES).await
    }
}

/// What is open is said as the queries say it, the larger side first: SQLite does not see that `a < b` is `b > a` in an index.
const INDEXES: &[&str] = &[
    "DROP INDEX invoice_by_company_id_issued",
    "DROP INDEX invoice_by_merchant_id_issued",
    "DROP INDEX journal_entry_by_company_id_booked",
    "CREATE INDEX invoice_by_company_id_issued_number ON invoice (company_id, issued, number, kind)",
    "CREATE INDEX invoice_by_merchant_id_issued_number ON invoice (merchant_id, issued, number, kind)",
    "CREATE INDEX journal_entry_by_company_id_booked_id ON journal_entry (company_id, booked, id)",
    "CREATE INDEX receivable_open ON receivable (company_id, merchant_id) WHERE gross > paid + credited",
    "CREATE INDEX unspent_by_company_id_merchant_id ON unspent (company_id, merchant_id)",
    "CREATE INDEX device_by_company_id_state ON device (company_id, state)",
];
