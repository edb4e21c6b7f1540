//! The few words in which the two databases differ.
//!
//! `{key}` is text that decides an order or a look-up: compared bytewise on both. Instants are whole microseconds in an `{int}`,
//! amounts minor units. SQLite's tables are STRICT, so that a column holds what it says.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

const POSTGRES: &[(&str, &str)] = &[
    ("{uuid}", "uuid"),
    ("{text}", "text"),
    ("{key}", "text COLLATE \"C\""),
    ("{date}", "date"),
    ("{int}", "bigint"),
    ("{bool}", "boolean"),
    ("{strict}", ""),
];

const SQLITE: &[(&str, &str)] = &[
    ("{uuid}", "BLOB"),
    ("{text}", "TEXT"),
    ("{key}", "TEXT"),
    ("{date}", "TEXT"),
    ("{int}", "INTEGER"),
    ("{bool}", "INTEGER"),
    ("{strict}", " STRICT"),
];

/// Runs statements in which column types are written as `{uuid}`, `{key}`, `{int}` ...
pub(crate) async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let words = if manager.get_database_backend() == DbBackend::Postgres { POSTGRES } else { SQLITE };
    for statement in statements {
        let sql = words.iter().fold((*statement).to_owned(), |sql, (word, with)| sql.replace(word, with));
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// A trigger of SQLite that refuses what would change a row.
pub(crate) fn refuse(name: &str, when: &str, table: &str) -> String {
    format!(
        "CREATE TRIGGER {name} BEFORE {when} ON {table} BEGIN SELECT RAISE(ABORT, 'rows of {table} are kept as they are'); END"
    )
}

/// Triggers that let rows of a table only be added. PostgreSQL's call `refuse_change`.
pub(crate) fn append_only(backend: DbBackend, table: &str) -> Vec<String> {
    if backend != DbBackend::Postgres {
        return vec![
            refuse(&format!("{table}_kept_update"), "UPDATE", table),
            refuse(&format!("{table}_kept_delete"), "DELETE", table),
        ];
    }
    let call = "EXECUTE FUNCTION refuse_change()";
    vec![
        format!("CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {call}"),
        format!("CREATE TRIGGER {table}_kept_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}"),
    ]
}
