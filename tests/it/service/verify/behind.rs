//! A connection that changes values behind the program's back, and the values to put in their place.

use std::collections::BTreeSet;

use entity::types::{
    Account, ChargeCode, ChargeState, Country, Currency, Custodian, DeviceState, DocumentKind, FileKind, JobState,
    Language, LicenceState, MerchantKind, RunState, VatCategory,
};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement};
use tillhold::service::verify::verify;

use crate::support::TestApp;

/// A connection behind the program's back: no triggers, no references, no checks.
pub struct Behind {
    db: DatabaseConnection,
    pub postgres: bool,
}

impl Behind {
    pub async fn of(app: &TestApp) -> Self {
        let mut options = ConnectOptions::new(app.url.clone());
        options.max_connections(1).min_connections(1).sqlx_logging(false);
        let db = Database::connect(options).await.unwrap();
        let behind = Self { db, postgres: app.is_postgres() };
        let sql = if behind.postgres {
            "SELECT 'ALTER TABLE ' || c.conrelid::regclass || ' DROP CONSTRAINT \"' || c.conname || '\"' AS sql \
             FROM pg_constraint c WHERE c.contype IN ('c', 'f') AND c.connamespace = 'public'::regnamespace"
        } else {
            "SELECT 'DROP TRIGGER ' || name AS sql FROM sqlite_master WHERE type = 'trigger'"
        };
        for row in behind.db.query_all_raw(behind.statement(sql)).await.unwrap() {
            behind.run(&row.try_get::<String>("", "sql").unwrap()).await.unwrap();
        }
        let rest: &[&str] = if behind.postgres {
            &[]
        } else {
            &["PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = ON", "PRAGMA synchronous = OFF"]
        };
        for sql in rest {
            behind.run(sql).await.unwrap();
        }
        for table in behind.tables().await {
            if behind.postgres {
                behind.run(&format!("ALTER TABLE {table} DISABLE TRIGGER USER")).await.unwrap();
            }
        }
        behind
    }

    fn statement(&self, sql: &str) -> Statement {
        let backend = if self.postgres { DbBackend::Postgres } else { DbBackend::Sqlite };
        Statement::from_string(backend, sql)
    }

    pub async fn run(&self, sql: &str) -> Result<u64, DbErr> {
        Ok(self.db.execute_raw(self.statement(sql)).await?.rows_affected())
    }

    async fn texts(&self, sql: &str) -> Vec<String> {
        let found = self.db.query_all_raw(self.statement(sql)).await.unwrap();
        found.iter().map(|row| row.try_get::<Option<String>>("", "x").unwrap().unwrap_or_default()).collect()
    }

    pub async fn tables(&self) -> Vec<String> {
        self.texts(if self.postgres {
            "SELECT table_name::text AS x FROM information_schema.tables WHERE table_schema = 'public' \
             AND table_name NOT IN ('seaql_migrations') ORDER BY table_name"
        } else {
            "SELECT name AS x FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' \
             AND name <> 'seaql_migrations' ORDER BY name"
        })
        .await
    }

    /// Columns with what kind of value they hold.
    pub async fn columns(&self, table: &str) -> Vec<(String, Kind)> {
        let sql = if self.postgres {
            format!(
                "SELECT column_name || ' ' || data_type AS x FROM information_schema.columns \
                 WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position"
            )
        } else {
            format!("SELECT name || ' ' || type AS x FROM pragma_table_info('{table}') ORDER BY cid")
        };
        let columns = self.texts(&sql).await;
        columns.iter().map(|c| c.split_once(' ').unwrap()).map(|(c, t)| (c.to_owned(), Kind::of(table, c, t))).collect()
    }

    /// Keeps a table as it is, to be put back.
    pub async fn keep(&self, table: &str) {
        self.run(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}")).await.unwrap();
        self.put_back(table).await;
    }

    pub async fn put_back(&self, table: &str) {
        let empty = if self.postgres { format!("TRUNCATE {table}") } else { format!("DELETE FROM {table}") };
        self.run(&empty).await.unwrap();
        self.run(&format!("INSERT INTO {table} SELECT * FROM kept_{table}")).await.unwrap();
    }

    pub async fn count(&self, table: &str) -> usize {
        self.texts(&format!("SELECT CAST(COUNT(*) AS text) AS x FROM {table}")).await[0].parse().unwrap()
    }

    /// The value of a column as text.
    pub async fn old(&self, table: &str, column: &str, kind: Kind, row: &str) -> String {
        let value = match kind {
            Kind::Id if !self.postgres => format!("hex({column})"),
            _ => format!("CAST({column} AS text)"),
        };
        self.texts(&format!("SELECT {value} AS x FROM {table} WHERE {row}")).await.remove(0)
    }

    /// Changes a value, verifies, and changes it back. Where else something was found, if nothing was found in the table.
    pub async fn change(
        &self,
        app: &TestApp,
        table: &str,
        column: &str,
        value: &str,
        row: &str,
    ) -> Option<BTreeSet<&'static str>> {
        // What the database refuses even so (a key that exists) needs no finding.
        self.run(&format!("UPDATE {table} SET {column} = {value} WHERE {row}")).await.ok()?;
        let findings = verify(&app.cx, &|_| {}).await.unwrap_or_else(|e| panic!("{table}.{column} = {value}: {e}"));
        self.put_back(table).await;
        // A row with another id is found where others refer to it.
        let found = findings.iter().any(|f| f.table == table || column == "id");
        (!found).then(|| findings.iter().map(|f| f.table).collect())
    }

    /// Which row is the nth.
    pub fn nth(&self, table: &str, nth: usize) -> String {
        let id = if self.postgres { "ctid" } else { "rowid" };
        format!("{id} = (SELECT {id} FROM {table} ORDER BY {id} LIMIT 1 OFFSET {nth})")
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Id,
    Text,
    Date,
    Number,
    Truth,
}

impl Kind {
    fn of(table: &str, column: &str, declared: &str) -> Self {
        let dates = [
            "valid_from",
            "signed",
            "kyc_approved",
            "kyc_rejected",
            "start",
            "starts",
            "ends",
            "term_end",
            "binding_end",
            "notice_on",
            "billed_through",
            "billed_from",
            "assigned",
            "released",
            "run_on",
            "period_from",
            "period_to",
            "issued",
            "due",
            "received",
            "booked",
            "allocated",
            "met",
        ];
        match declared {
            "uuid" | "BLOB" => Self::Id,
            "date" => Self::Date,
            "boolean" => Self::Truth,
            "TEXT" if dates.contains(&column) => Self::Date,
            "INTEGER" if ["connected", "approve_at_once", "by_month"].contains(&column) => Self::Truth,
            "INTEGER" | "bigint" => Self::Number,
            "TEXT" | "text" => Self::Text,
            other => panic!("{table}.{column} is {other}"),
        }
    }
}

/// Words that stand for one another.
fn words() -> Vec<Vec<&'static str>> {
    macro_rules! all {
        ($($name:ident),+) => { vec![$($name::ALL.iter().map(|w| w.as_str()).collect()),+] };
    }
    let mut words: Vec<Vec<&str>> = all!(
        Account,
        ChargeCode,
        ChargeState,
        Country,
        Currency,
        Custodian,
        DeviceState,
        DocumentKind,
        FileKind,
        JobState,
        Language,
        LicenceState,
        MerchantKind,
        RunState,
        VatCategory
    );
    words.push(vec!["preview", "issue"]);
    words
}

/// Other values for a value, as SQL.
pub fn others(behind: &Behind, table: &str, column: &str, kind: Kind, old: &str) -> Vec<String> {
    let nothing = old.is_empty();
    match kind {
        Kind::Number if nothing => vec!["1".into()],
        Kind::Number => vec![format!("{column} + 1"), format!("{column} - 1")],
        Kind::Truth if behind.postgres => vec![format!("NOT {column}")],
        Kind::Truth => vec![format!("1 - {column}")],
        Kind::Date if nothing => vec!["'2026-01-15'".into()],
        Kind::Date if behind.postgres => vec![format!("{column} + 1"), format!("{column} - 1")],
        Kind::Date => {
            vec![format!("date({column}, '+1 day')"), format!("date({column}, '-1 day')"), "'someday'".into()]
        }
        Kind::Id => {
            let random = "0123456789abcdef0123456789abcdef";
            let random = if behind.postgres { format!("'{random}'") } else { format!("x'{random}'") };
            let different = if nothing { "IS NOT NULL".to_owned() } else { format!("<> {table}.{column}") };
            let other =
                format!("COALESCE((SELECT o.{column} FROM {table} o WHERE o.{column} {different} LIMIT 1), {random})");
            let other = if behind.postgres { other.replace(&random, &format!("{random}::uuid")) } else { other };
            let random = if behind.postgres { format!("{random}::uuid") } else { random };
            vec![other, random]
        }
        Kind::Text => {
            let mut values = vec![format!("'{}x'", old.replace('\'', "''"))];
            for set in words().iter().filter(|set| set.contains(&old)) {
                let at = set.iter().position(|w| *w == old).unwrap();
                let next = [1, 2].map(|n| set[(at + n) % set.len()]);
                values.extend(next.iter().filter(|w| **w != old).map(|w| format!("'{w}'")));
            }
            values
        }
    }
}
