//! What is issued, booked or recorded is only ever added to: the database refuses anything else.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::portable;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Rows that may neither change nor go.
const APPEND_ONLY: &[&str] = &[
    "terms_version",
    "party",
    "invoice",
    "invoice_line",
    "invoice_vat",
    "journal_entry",
    "posting",
    "payment",
    "allocation",
    "event",
    "stored_document",
    "run_item",
    "run_line",
    "run_vat",
    "run_posting",
];

/// Rows of which some columns may change, and the others never.
const FROZEN: &[(&str, &str)] = &[
    (
        "charge",
        "id, company_id, merchant_id, agreement_id, code, subject_id, device_id, starts, ends, generation, net, currency, \
         explanation",
    ),
    ("deadline", "id, company_id, rule, subject_id, starts, due"),
    ("receivable", "invoice_id, company_id, merchant_id, due, sequence, gross, currency"),
    ("number_series", "id, company_id, kind, prefix, width, first"),
    ("billing_run", "id, company_id, quarter, sequence, run_on, seller_hash"),
];

/// Rows that may change as above, and never go.
const KEPT: &[&str] = &["charge", "deadline", "receivable", "number_series", "event_head"];

fn postgres() -> Vec<String> {
    let mut sql = vec![
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
            .to_owned(),
    ];
    sql.extend(APPEND_ONLY.iter().flat_map(|table| portable::append_only(DbBackend::Postgres, table)));
    for (table, columns) in FROZEN {
        sql.push(format!(
            "CREATE TRIGGER {table}_frozen BEFORE UPDATE OF {columns} ON {table} FOR EACH ROW EXECUTE FUNCTION \
             refuse_change()"
        ));
    }
    for table in KEPT {
        sql.push(format!(
            "CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        ));
        sql.push(format!(
            "CREATE TRIGGER {table}_kept_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION \
             refuse_change()"
        ));
    }
    sql
}

fn sqlite() -> Vec<String> {
    let mut sql: Vec<String> =
        APPEND_ONLY.iter().flat_map(|table| portable::append_only(DbBackend::Sqlite, table)).collect();
    for (table, columns) in FROZEN {
        sql.push(portable::refuse(&format!("{table}_frozen"), &format!("UPDATE OF {columns}"), table));
    }
    for table in KEPT {
        sql.push(portable::refuse(&format!("{table}_kept_delete"), "DELETE", table));
    }
    sql
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements = if manager.get_database_backend() == DbBackend::Postgres { postgres() } else { sqlite() };
        for sql in &statements {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
