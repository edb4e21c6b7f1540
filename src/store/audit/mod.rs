//! What `verify` reads: every table in pages, all of one moment.
//!
//! A value that no longer reads (a word that is none, a date that is no date) does not end the reading: it is noted as broken.

mod batches;
mod charges;
mod documents;
mod odd;
mod payments;
mod rules;
mod runs;
mod sealed;

use std::sync::{Mutex, PoisonError};

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, FromQueryResult, IsolationLevel, QueryResult,
    SqliteTransactionMode, TransactionOptions, TransactionTrait, Value,
};
use uuid::Uuid;

use super::{Db, Source, StoreResult, statement};

pub use batches::*;
pub use charges::*;
pub use documents::*;
pub use odd::*;
pub use payments::*;
pub use runs::*;
pub use sealed::*;

/// The database at one moment: what others write meanwhile is not seen.
#[derive(Debug)]
pub struct Snapshot {
    tx: DatabaseTransaction,
    broken: Mutex<Vec<Broken>>,
}

/// A row that no longer reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Broken {
    /// Its table.
    pub table: &'static str,
    /// Its id, as far as it has one.
    pub row: String,
    /// What the database says.
    pub what: String,
}

impl Source for Snapshot {
    type Conn = DatabaseTransaction;

    fn conn(&self) -> &DatabaseTransaction {
        &self.tx
    }
}

impl Snapshot {
    /// Fixes the moment.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn of(db: &Db) -> StoreResult<Self> {
        let options = if db.is_postgres() {
            TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                sqlite_transaction_mode: None,
            }
        } else {
            TransactionOptions {
                isolation_level: None,
                access_mode: None,
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
            }
        };
        Ok(Self { tx: db.read.begin_with_options(options).await?, broken: Mutex::default() })
    }

    /// Lets the moment go.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn release(self) -> StoreResult<()> {
        self.tx.rollback().await?;
        Ok(())
    }

    /// The rows that did not read so far.
    #[must_use]
    pub fn broken(&self) -> Vec<Broken> {
        let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner).clone();
        broken.sort();
        broken.dedup();
        broken
    }

    /// Rows of a query; what does not read is noted against `table`.
    async fn read<T: FromQueryResult>(
        &self,
        table: &'static str,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> StoreResult<Vec<T>> {
        let found = self.tx.query_all_raw(statement(self, sql, values)).await?;
        let mut rows = Vec::with_capacity(found.len());
        for row in &found {
            match T::from_query_result(row, "") {
                Ok(read) => rows.push(read),
                Err(error) => {
                    let broken = Broken { table, row: name(row), what: error.to_string() };
                    self.broken.lock().unwrap_or_else(PoisonError::into_inner).push(broken);
                }
            }
        }
        Ok(rows)
    }
}

fn name(row: &QueryResult) -> String {
    let ids = ["id", "invoice_id", "item_id", "entry_id", "payment_id", "source_id", "agreement_id", "company_id"];
    let id = ids.iter().find_map(|column| row.try_get::<Uuid>("", column).ok());
    id.map_or_else(|| "?".to_owned(), |id| id.to_string())
}

/// An event about a subject.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Told {
    /// Whose chain it is in.
    pub company_id: entity::types::CompanyId,
    /// Its place.
    pub sequence: i64,
    /// When, in microseconds.
    pub at_us: i64,
    /// Who.
    pub actor: String,
    /// What.
    pub kind: String,
    /// To what.
    pub subject_id: Uuid,
    /// Facts.
    pub facts: String,
}

/// The columns of [`Told`].
const TOLD: &str = "SELECT company_id, sequence, at_us, actor, kind, subject_id, facts FROM event";
