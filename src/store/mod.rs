//! The only queries. One file an aggregate; functions are noun first. What comes out is a domain value or a read struct.
//!
//! SQLite has a write connection, whose transactions begin IMMEDIATE, beside a pool of readers; PostgreSQL has one pool. Both have a
//! small one for look-ups.

use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, DbBackend,
    DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

pub mod account;
pub mod ageing;
pub mod agreement;
pub mod attachment;
pub mod audit;
mod bound;
mod bulk;
pub mod charge;
pub mod check;
pub mod company;
pub mod custody;
pub mod deadline;
pub mod digest;
pub mod dispute;
pub mod entitlement;
mod error;
pub mod event;
pub mod export;
pub mod figures;
mod file;
pub mod form;
pub mod invoice;
pub mod invoice_list;
pub mod job;
pub mod known;
pub mod leak;
pub mod ledger;
pub mod mail;
pub mod measure;
pub mod merchant;
pub mod page;
pub mod paper;
pub mod payment;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod plans;
pub mod run;
pub mod run_compare;
pub mod run_issue;
mod schema;
pub mod search;
pub mod series;
pub mod session;
pub mod stock;
pub mod stored;
pub mod story;
pub mod swap;
pub mod terminal;
pub mod terms;
pub mod twin;

pub use error::StoreError;
use file::DbFile;
pub use schema::{migrate, schema_is_current};

/// The result of anything the store does.
pub type StoreResult<T> = Result<T, StoreError>;

/// A database.
#[derive(Clone, Debug)]
pub struct Db {
    write: DatabaseConnection,
    read: DatabaseConnection,
    /// SQLite's file.
    file: Option<DbFile>,
    lookup: DatabaseConnection,
}

/// Connections for look-ups that everybody waits for, sessions and search, so that they never wait behind sums over everything.
/// PostgreSQL plans them once a connection and not each time: search's statement is planned in 2.3 ms and answered in 0.4, and by
/// itself PostgreSQL would plan it anew for ever.
#[derive(Clone, Copy, Debug)]
pub struct Lookup<'a>(&'a DatabaseConnection);

/// Where a page asks all that it asks, one question after the other. On SQLite they share a connection and a moment: to take one from
/// the pool and to give it back takes longer than such a question. On PostgreSQL to begin and to end would be two more ways to the
/// server and back, and a connection is had for nothing.
#[derive(Debug)]
pub struct Reading<'a>(DatabaseExecutor<'a>);

/// A transaction that writes. Dropped without [`Tx::commit`], it leaves no trace.
#[derive(Debug)]
pub struct Tx(DatabaseTransaction);

/// Where can be read from: the database, or a transaction that is under way.
pub trait Source: Sync {
    /// What executes the query.
    type Conn: ConnectionTrait + Sync;

    /// What executes the query.
    fn conn(&self) -> &Self::Conn;
}

impl Source for Db {
    type Conn = DatabaseConnection;

    fn conn(&self) -> &DatabaseConnection {
        &self.read
    }
}

impl Source for Lookup<'_> {
    type Conn = DatabaseConnection;

    fn conn(&self) -> &DatabaseConnection {
        self.0
    }
}

impl<'a> Source for Reading<'a> {
    type Conn = DatabaseExecutor<'a>;

    fn conn(&self) -> &DatabaseExecutor<'a> {
        &self.0
    }
}

impl Source for Tx {
    type Conn = DatabaseTransaction;

    fn conn(&self) -> &DatabaseTransaction {
        &self.0
    }
}

/// SQLite's page cache of each connection, in KiB: small, so that memory does not grow with the database.
const SQLITE_CACHE_KIB: &str = "-16384";

/// How long a page waits for a connection to PostgreSQL before it says that the database is away.
const PATIENCE: Duration = Duration::from_secs(4);

fn sqlite_options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    // A file does not go away between two questions: nothing is asked before a connection is used again.
    options.sqlx_logging(false).acquire_timeout(Duration::from_secs(120)).test_before_acquire(false);
    options.map_sqlx_sqlite_opts(|o| {
        // A file that is gone is not silently replaced by an empty one.
        o.create_if_missing(false)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(60))
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("recursive_triggers", "ON")
            .pragma("cache_size", SQLITE_CACHE_KIB)
    });
    options
}

/// How long a connection to PostgreSQL has rested when it is asked whether it still stands before it is used.
const PROBED_AFTER: Duration = Duration::from_secs(2);

/// The error about an address of a kind that we do not know; it does not repeat a password.
fn unknown(url: &str) -> StoreError {
    StoreError::Address(url.split('@').next_back().unwrap_or_default().to_owned())
}

impl Db {
    /// Opens a database: `sqlite://FILE` (made if missing), `sqlite::memory:` or `postgres://…`.
    ///
    /// # Errors
    /// An address of another kind, or a database that does not answer.
    pub async fn connect(url: &str) -> StoreResult<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let mut options = ConnectOptions::new(url);
            options.sqlx_logging(false).max_connections(16).acquire_timeout(PATIENCE);
            // To ask before each question whether the server is there would double the ways to it and back.
            options.test_before_acquire_if_idle_for(PROBED_AFTER);
            // To compile its statements took more than half of the time of a run's page, and made none quicker.
            options.map_sqlx_postgres_opts(|o| o.options([("jit", "off")]));
            let pool = Database::connect(options.clone()).await?;
            options.max_connections(4).connect_lazy(true);
            options.map_sqlx_postgres_opts(|o| o.options([("jit", "off"), ("plan_cache_mode", "force_generic_plan")]));
            let lookup = Database::connect(options).await?;
            return Ok(Self { write: pool.clone(), read: pool, lookup, file: None });
        }
        if url == "sqlite::memory:" {
            let mut options = sqlite_options(url);
            // One connection that never expires: another one would be another database.
            options.max_connections(1).min_connections(1).idle_timeout(None).max_lifetime(None);
            let one = Database::connect(options).await?;
            return Ok(Self { write: one.clone(), read: one.clone(), lookup: one, file: None });
        }
        if url.strip_prefix("sqlite://").is_some_and(|file| !file.is_empty()) {
            let mut options = sqlite_options(url);
            let path = DbFile::made(url);
            let write = Database::connect(options.max_connections(1).clone()).await?;
            let read = Database::connect(options.max_connections(4).clone()).await?;
            let lookup = Database::connect(options.max_connections(2).connect_lazy(true).clone()).await?;
            return Ok(Self { write, read, lookup, file: path.and_then(DbFile::at) });
        }
        Err(unknown(url))
    }

    /// Checks that an address is of a kind that we know, without asking whether somebody answers there.
    ///
    /// # Errors
    /// An address of another kind.
    pub fn check_address(url: &str) -> StoreResult<()> {
        let known = ["postgres://", "postgresql://", "sqlite://"].iter().any(|kind| url.starts_with(kind));
        if (known && url != "sqlite://") || url == "sqlite::memory:" { Ok(()) } else { Err(unknown(url)) }
    }

    /// Checks that SQLite's file is still there: what is open can be read and written without it, and would be lost.
    ///
    /// # Errors
    /// The file is gone, or another one lies in its place.
    pub fn is_there(&self) -> StoreResult<()> {
        self.file.as_ref().map_or(Ok(()), DbFile::is_there)
    }

    /// Begins a transaction that writes.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn begin(&self) -> StoreResult<Tx> {
        self.is_there()?;
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        if self.is_postgres() {
            Ok(Tx(self.write.begin().await?))
        } else {
            Ok(Tx(self.write.begin_with_options(options).await?))
        }
    }

    /// Where a page asks all that it asks.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn reading(&self) -> StoreResult<Reading<'_>> {
        if self.is_postgres() {
            return Ok(Reading(DatabaseExecutor::Connection(&self.read)));
        }
        Ok(Reading(DatabaseExecutor::OwnedTransaction(self.read.begin().await?)))
    }

    /// Where a page about one merchant asks all that it asks. What it finds it finds by keys, so that one plan of a statement fits
    /// all: PostgreSQL makes it once a connection, where to plan the widest of them takes longer than to answer.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn reading_of_one(&self) -> StoreResult<Reading<'_>> {
        if self.is_postgres() {
            return Ok(Reading(DatabaseExecutor::Connection(&self.lookup)));
        }
        self.reading().await
    }

    /// Whether this is PostgreSQL.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.write.get_database_backend() == DbBackend::Postgres
    }

    /// Where look-ups are sent that everybody waits for.
    #[must_use]
    pub const fn lookup(&self) -> Lookup<'_> {
        Lookup(&self.lookup)
    }

    /// Writes a complete copy of an SQLite database to a new file.
    ///
    /// # Errors
    /// The file exists or cannot be written.
    pub async fn copy_to(&self, file: &str) -> StoreResult<()> {
        // By a URI that says the mode: a database in memory hands its own mode on, and the copy would be made in memory too.
        let path = file.replace('%', "%25").replace('?', "%3f").replace('#', "%23").replace('\'', "''");
        let sql = format!("VACUUM INTO 'file:{path}?mode=rwc'");
        self.write.execute_unprepared(&sql).await?;
        Ok(())
    }

    /// Closes every connection, so that nothing is left to be written.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn close(self) -> StoreResult<()> {
        self.lookup.close().await?;
        self.read.close().await?;
        self.write.close().await?;
        Ok(())
    }
}

impl Tx {
    /// Makes what was done last.
    ///
    /// # Errors
    /// A database that does not answer, or a full disk; nothing was done then.
    pub async fn commit(self) -> StoreResult<()> {
        form::form_mark(&self).await?;
        self.0.commit().await?;
        Ok(())
    }

    fn is_postgres(&self) -> bool {
        self.0.get_database_backend() == DbBackend::Postgres
    }
}

/// ` FOR NO KEY UPDATE` where the database locks rows: no key of ours changes, so that rows that refer to a locked one can be written
/// meanwhile. SQLite's one writer needs no lock.
fn for_update(tx: &Tx) -> &'static str {
    if tx.is_postgres() { " FOR NO KEY UPDATE" } else { "" }
}

/// A statement with its values; `$1` works on both databases.
fn statement<S: Source>(
    source: &S,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> sea_orm::Statement {
    sea_orm::Statement::from_sql_and_values(source.conn().get_database_backend(), sql, values)
}

/// Runs a statement and says how many rows it touched.
async fn execute(tx: &Tx, sql: &str, values: impl IntoIterator<Item = sea_orm::Value>) -> Result<u64, DbErr> {
    Ok(tx.0.execute_raw(statement(tx, sql, values)).await?.rows_affected())
}

/// What a query finds, as the database says it.
async fn found<S: Source>(
    source: &S,
    sql: &str,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> Result<Vec<sea_orm::QueryResult>, DbErr> {
    source.conn().query_all_raw(statement(source, sql, values)).await
}

/// Rows of a query, read by column name.
async fn rows<S: Source, T: sea_orm::FromQueryResult>(
    source: &S,
    sql: &str,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> Result<Vec<T>, DbErr> {
    let found = found(source, sql, values).await?;
    found.iter().map(|row| T::from_query_result(row, "")).collect()
}

/// The first row of a query.
async fn row<S: Source, T: sea_orm::FromQueryResult>(
    source: &S,
    sql: &str,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> Result<Option<T>, DbErr> {
    Ok(rows(source, sql, values).await?.into_iter().next())
}
