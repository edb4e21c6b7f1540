//! What a page asks of the database: its statements, taken down, and sent again without reading what comes back. The floor that a
//! page's time is measured by.

use std::sync::{Mutex, PoisonError};

use entity::types::{AgreementId, CompanyId, DeviceId, InvoiceId, MerchantId};
use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, FromQueryResult, QueryResult, Statement,
};

use super::{Db, Source, StoreResult, rows, statement};
use crate::domain::search::range_end;

/// A source to read from that can take down what it is asked.
#[derive(Debug)]
pub struct Recorder(Conn);

/// What executes the queries of a [`Recorder`].
#[derive(Debug)]
pub struct Conn {
    inner: DatabaseConnection,
    taken: Option<Mutex<Vec<Statement>>>,
}

/// Statements that were taken down.
#[derive(Clone, Debug, Default)]
pub struct Recorded(Vec<Statement>);

impl Recorded {
    /// How many statements.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.0.len()
    }
}

impl Recorder {
    /// Reads from a database; `takes_down` what it is asked, or not.
    #[must_use]
    pub fn new(db: &Db, takes_down: bool) -> Self {
        Self(Conn { inner: db.read.clone(), taken: takes_down.then(Mutex::default) })
    }

    /// What was taken down.
    #[must_use]
    pub fn recorded(self) -> Recorded {
        Recorded(
            self.0.taken.map(|taken| taken.into_inner().unwrap_or_else(PoisonError::into_inner)).unwrap_or_default(),
        )
    }
}

impl Source for Recorder {
    type Conn = Conn;

    fn conn(&self) -> &Conn {
        &self.0
    }
}

impl Conn {
    fn take_down(&self, statement: &Statement) {
        if let Some(taken) = &self.taken {
            taken.lock().unwrap_or_else(PoisonError::into_inner).push(statement.clone());
        }
    }
}

#[async_trait]
impl ConnectionTrait for Conn {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.inner.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.take_down(&statement);
        self.inner.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.take_down(&statement);
        self.inner.query_all_raw(statement).await
    }
}

/// Sends statements again, one after the other, and says how many rows came back.
///
/// # Errors
/// A database that does not answer.
pub async fn replay(db: &Db, recorded: &Recorded) -> StoreResult<usize> {
    let mut count = 0;
    for statement in &recorded.0 {
        count += db.read.query_all_raw(statement.clone()).await?.len();
    }
    Ok(count)
}

/// The plainest look-up of a prefix: twenty rows of the range of its index.
///
/// # Errors
/// A database that does not answer.
pub async fn prefix_lookup(db: &Db, company: CompanyId, prefix: &str) -> StoreResult<usize> {
    let sql = "SELECT token, kind, subject_id FROM search_token WHERE company_id = $1 AND token >= $2 AND token < $3 \
               ORDER BY token LIMIT 20";
    let values = [company.into(), prefix.to_owned().into(), range_end(prefix).into()];
    Ok(db.read.query_all_raw(statement(db, sql, values)).await?.len())
}

/// A merchant with one of each thing that it has.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Sample {
    /// The merchant.
    pub merchant: MerchantId,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// An agreement of it.
    pub agreement: AgreementId,
    /// That agreement's reference.
    pub reference: String,
    /// A document of it.
    pub invoice: InvoiceId,
    /// That document's number.
    pub invoice_number: String,
    /// What its payer quotes.
    pub payment_reference: String,
    /// A device on a line of it.
    pub device: DeviceId,
    /// That device's serial number.
    pub serial: String,
}

/// Every so-manieth merchant of a company by number, up to `count`, with one of each thing that it has.
///
/// # Errors
/// A database that does not answer.
pub async fn sample(db: &Db, company: CompanyId, count: i64) -> StoreResult<Vec<Sample>> {
    let sql = "WITH k AS (SELECT COUNT(*) / $2 + 1 AS step FROM merchant WHERE company_id = $1), \
               n AS (SELECT id, number, name, ROW_NUMBER() OVER (ORDER BY number) AS place FROM merchant WHERE company_id = $1) \
               SELECT n.id AS merchant, n.number, n.name, g.id AS agreement, g.reference, i.id AS invoice, i.number AS invoice_number, \
               COALESCE(i.reference, '') AS payment_reference, d.id AS device, d.serial FROM n JOIN k ON n.place % k.step = 0 \
               JOIN agreement g ON g.merchant_id = n.id JOIN agreement_line l ON l.agreement_id = g.id AND l.number = 1 \
               JOIN assignment p ON p.line_id = l.id AND p.released IS NULL JOIN device d ON d.id = p.device_id \
               JOIN invoice i ON i.id = (SELECT x.id FROM invoice x WHERE x.merchant_id = n.id ORDER BY x.issued DESC LIMIT 1) \
               ORDER BY n.number";
    Ok(rows(db, sql, [company.into(), count.into()]).await?)
}

/// How many merchants, documents and lines there are.
///
/// # Errors
/// A database that does not answer.
pub async fn size(db: &Db) -> StoreResult<(i64, i64, i64)> {
    #[derive(FromQueryResult)]
    struct Size {
        merchants: i64,
        documents: i64,
        lines: i64,
    }
    let sql = "SELECT (SELECT COUNT(*) FROM merchant) AS merchants, (SELECT COUNT(*) FROM invoice) AS documents, \
               (SELECT COUNT(*) FROM invoice_line) AS lines";
    Ok(rows::<_, Size>(db, sql, []).await?.first().map_or((0, 0, 0), |s| (s.merchants, s.documents, s.lines)))
}
