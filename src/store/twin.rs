//! Empty twins of the tables that a run writes, with their constraints, indexes and triggers: what a run's speed is measured by.

use sea_orm::{ConnectionTrait, Database, FromQueryResult};

use super::{Db, StoreError, StoreResult, rows};

/// The tables, in the order in which rows can be written, and which of their rows a run has written.
const TABLES: &[(&str, &str)] = &[
    ("invoice", ""),
    ("charge", ""),
    ("invoice_line", ""),
    ("invoice_vat", ""),
    ("journal_entry", ""),
    ("posting", ""),
    ("receivable", ""),
    ("event", " WHERE kind = 'document.issued'"),
    ("job", " WHERE kind = 'document_files'"),
];

#[derive(FromQueryResult)]
struct Sql {
    sql: String,
}

#[derive(FromQueryResult)]
struct Count {
    n: i64,
}

/// Makes the twins: on PostgreSQL in a schema of their own, on SQLite with a name of their own.
///
/// # Errors
/// A database that does not answer.
pub async fn make(db: &Db) -> StoreResult<()> {
    if db.is_postgres() { make_postgres(db).await } else { make_sqlite(db).await }
}

async fn make_postgres(db: &Db) -> StoreResult<()> {
    db.write.execute_unprepared("CREATE SCHEMA twin").await?;
    for (table, _) in TABLES {
        let sql = format!("CREATE TABLE twin.{table} (LIKE public.{table} INCLUDING ALL)");
        db.write.execute_unprepared(&sql).await?;
    }
    for (table, _) in TABLES {
        let keys = format!(
            "SELECT 'ALTER TABLE twin.{table} ADD ' || pg_get_constraintdef(oid) AS sql FROM pg_constraint \
             WHERE conrelid = 'public.{table}'::regclass AND contype = 'f' ORDER BY conname"
        );
        let triggers = format!(
            "SELECT pg_get_triggerdef(oid) AS sql FROM pg_trigger WHERE tgrelid = 'public.{table}'::regclass \
             AND NOT tgisinternal ORDER BY tgname"
        );
        for found in rows::<_, Sql>(db, &keys, []).await? {
            db.write.execute_unprepared(&of_twin(&found.sql)).await?;
        }
        for found in rows::<_, Sql>(db, &triggers, []).await? {
            let sql = found.sql.replace(&format!(" ON public.{table} "), &format!(" ON twin.{table} "));
            db.write.execute_unprepared(&sql).await?;
        }
    }
    Ok(())
}

/// A foreign key to a table that has a twin goes to the twin.
fn of_twin(sql: &str) -> String {
    TABLES.iter().fold(sql.to_owned(), |sql, (table, _)| {
        sql.replace(&format!("REFERENCES {table}("), &format!("REFERENCES twin.{table}("))
    })
}

async fn make_sqlite(db: &Db) -> StoreResult<()> {
    for (table, _) in TABLES {
        let sql =
            format!("SELECT sql FROM sqlite_master WHERE tbl_name = '{table}' AND sql IS NOT NULL ORDER BY rowid");
        for found in rows::<_, Sql>(db, &sql, []).await? {
            db.write.execute_unprepared(&renamed(&found.sql)).await?;
        }
    }
    Ok(())
}

/// Puts `twin_` before every table, index and trigger name of the tables that have a twin.
fn renamed(sql: &str) -> String {
    let mut out = sql.to_owned();
    for (table, _) in TABLES {
        for (from, to) in [
            (format!("CREATE TABLE {table} ("), format!("CREATE TABLE twin_{table} (")),
            (format!("REFERENCES {table},"), format!("REFERENCES twin_{table},")),
            (format!("REFERENCES {table}\n"), format!("REFERENCES twin_{table}\n")),
            (format!("INDEX {table}_"), format!("INDEX twin_{table}_")),
            (format!("TRIGGER {table}_"), format!("TRIGGER twin_{table}_")),
            (format!(" ON {table} "), format!(" ON twin_{table} ")),
        ] {
            out = out.replace(&from, &to);
        }
    }
    out
}

fn name(db: &Db, table: &str) -> String {
    if db.is_postgres() { format!("twin.{table}") } else { format!("twin_{table}") }
}

/// Writes the rows of the run into the twins, one statement a table, in one transaction; says how many.
///
/// # Errors
/// A database that does not answer.
pub async fn fill(db: &Db) -> StoreResult<u64> {
    let tx = db.begin().await?;
    let mut written = 0;
    for (table, which) in TABLES {
        let sql = format!("INSERT INTO {} SELECT * FROM {table}{which}", name(db, table));
        written += super::execute(&tx, &sql, []).await?;
    }
    tx.commit().await?;
    Ok(written)
}

/// Checks that each twin has as many rows as the run has written.
///
/// # Errors
/// A table whose counts differ.
pub async fn compare(db: &Db) -> StoreResult<()> {
    for (table, which) in TABLES {
        let count = async |sql: String| -> StoreResult<i64> {
            Ok(rows::<_, Count>(db, &sql, []).await?.first().map_or(0, |c| c.n))
        };
        let original = count(format!("SELECT COUNT(*) AS n FROM {table}{which}")).await?;
        let twin = count(format!("SELECT COUNT(*) AS n FROM {}", name(db, table))).await?;
        if original != twin || original == 0 {
            let what = format!("{original} rows, its twin {twin}");
            return Err(StoreError::impossible(table, "count", "twin", what));
        }
    }
    Ok(())
}

/// Lets the database do its housekeeping before something is timed.
///
/// # Errors
/// A database that does not answer.
pub async fn settle(db: &Db) -> StoreResult<()> {
    let statements: &[&str] =
        if db.is_postgres() { &["VACUUM ANALYZE", "CHECKPOINT"] } else { &["PRAGMA wal_checkpoint(TRUNCATE)"] };
    for sql in statements {
        db.write.execute_unprepared(sql).await?;
    }
    Ok(())
}

/// Makes a database beside the one that an address names, and says its address.
///
/// # Errors
/// A server that does not answer or does not allow it.
pub async fn database_create(url: &str, name: &str) -> StoreResult<String> {
    let server = Database::connect(url).await?;
    server.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
    server.close().await?;
    let (base, _) = url.rsplit_once('/').ok_or_else(|| StoreError::Address(url.to_owned()))?;
    Ok(format!("{base}/{name}"))
}

/// Removes a database that [`database_create`] made.
///
/// # Errors
/// A server that does not answer.
pub async fn database_drop(url: &str, name: &str) -> StoreResult<()> {
    let server = Database::connect(url).await?;
    server.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    server.close().await?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::store::migrate;

    #[tokio::test]
    async fn every_index_and_trigger_has_a_twin() {
        let db = Db::connect("sqlite::memory:").await.unwrap();
        migrate(&db).await.unwrap();
        make(&db).await.unwrap();
        for (table, _) in TABLES {
            let of = |name: &str| format!("SELECT COUNT(*) AS n FROM sqlite_master WHERE tbl_name = '{name}'");
            let original = rows::<_, Count>(&db, &of(table), []).await.unwrap()[0].n;
            let twin = rows::<_, Count>(&db, &of(&format!("twin_{table}")), []).await.unwrap()[0].n;
            assert!(original > 1 && original == twin, "{table}: {original} and {twin}");
        }
    }
}
