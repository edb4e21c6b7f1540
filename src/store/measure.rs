//! What is asked of the database: statements taken down as they are sent, and sent again without reading what comes back. The floor
//! that a page's time is measured by.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use entity::types::{AgreementId, CompanyId, Date, DeviceId, InvoiceId, MerchantId, SubjectId};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, TransactionTrait};

use super::{Db, StoreResult, rows, statement};
use crate::domain::search::range_end;

/// Takes down every statement that a database is sent, while it is on. It listens where they leave for the driver, inside and outside
/// of transactions: nothing passes it.
#[derive(Clone, Debug, Default)]
pub struct Watch(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    on: AtomicBool,
    taken: Mutex<Vec<Statement>>,
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

    /// Their texts, in the order in which they were answered.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|statement| statement.sql.as_str())
    }
}

impl Db {
    /// Watches what this database, and every clone that is made of it from now on, is sent. Nothing is taken down yet.
    pub fn watch(&mut self) -> Watch {
        let watch = Watch::default();
        for pool in [&mut self.write, &mut self.read, &mut self.lookup] {
            let inner = watch.0.clone();
            pool.set_metric_callback(move |info| {
                if inner.on.load(Ordering::Acquire) {
                    inner.taken.lock().unwrap_or_else(PoisonError::into_inner).push(info.statement.clone());
                }
            });
        }
        watch
    }
}

impl Watch {
    /// Begins to take down.
    pub fn begin(&self) {
        self.taken();
        self.0.on.store(true, Ordering::Release);
    }

    /// Stops, and says what was taken down.
    #[must_use]
    pub fn end(&self) -> Recorded {
        self.0.on.store(false, Ordering::Release);
        Recorded(self.taken())
    }

    fn taken(&self) -> Vec<Statement> {
        std::mem::take(&mut *self.0.taken.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Sends statements again on one connection, one after the other: once to warm up, and then as often as wanted. Says how long each
/// time took, and how many rows came back.
///
/// # Errors
/// A database that does not answer, or a statement that writes: those are not for repeating.
pub async fn replay(db: &Db, recorded: &Recorded, times: usize) -> StoreResult<(Vec<Duration>, usize)> {
    let reads = |sql: &str| sql.starts_with("SELECT") || sql.starts_with("WITH");
    if let Some(writes) = recorded.texts().find(|sql| !reads(sql)) {
        return Err(super::StoreError::Refused(format!("this is no question: {writes}")));
    }
    let one = db.read.begin().await?;
    let (mut took, mut count) = (Vec::new(), 0);
    for time in 0..=times {
        count = 0;
        let since = Instant::now();
        for statement in &recorded.0 {
            count += one.query_all_raw(statement.clone()).await?.len();
        }
        if time > 0 {
            took.push(since.elapsed());
        }
    }
    one.rollback().await?;
    Ok((took, count))
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

/// One row of a kind that a page is about.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct OneOf {
    /// Of what: the table.
    pub what: String,
    /// Which one.
    pub id: SubjectId,
}

/// A row each of what a company has that belongs to no single merchant, or seldom to one: run, letter, contested line, entry, export;
/// and of the terms.
///
/// # Errors
/// A database that does not answer.
pub async fn one_of_each(db: &Db, company: CompanyId) -> StoreResult<Vec<OneOf>> {
    let last = |table: &str, order: &str| {
        format!(
            "SELECT '{table}' AS what, id FROM (SELECT id FROM {table} WHERE company_id = $1 ORDER BY {order} DESC LIMIT 1) q{table}"
        )
    };
    let parts = [
        last("billing_run", "created_at_us"),
        last("mail", "created_at_us"),
        last("dispute", "opened_at_us"),
        last("ticket", "reported_at_us"),
        last("swap", "approved"),
        last("journal_entry", "booked"),
        last("export_batch", "number"),
        "SELECT 'terms_version' AS what, id FROM (SELECT id FROM terms_version ORDER BY valid_from LIMIT 1) q"
            .to_owned(),
    ];
    Ok(rows(db, &parts.join(" UNION ALL "), [company.into()]).await?)
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

/// Makes deadlines: so many that are to be looked at long after a day, and so many on it. Committed, so that indexes are as they are
/// in earnest.
///
/// # Errors
/// A database that does not answer.
pub async fn deadlines_made(db: &Db, company: CompanyId, day: Date, (open, due): (i64, i64)) -> StoreResult<()> {
    let later = day.checked_add_days(chrono::Days::new(400)).unwrap_or(day);
    for (count, wake) in [(open - due, later), (due, day)] {
        let (id, numbers) = if db.is_postgres() {
            ("gen_random_uuid()", "generate_series(1, $4)".to_owned())
        } else {
            let all = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $4) SELECT i FROM n)";
            ("randomblob(16)", all.to_owned())
        };
        if count <= 0 {
            continue;
        }
        let sql = format!(
            "INSERT INTO deadline (id, company_id, rule, subject_id, starts, due, wake) \
             SELECT {id}, $1, 'R085', {id}, $2, $3, $3 FROM {numbers} x"
        );
        let values = [company.into(), day.into(), wake.into(), count.into()];
        let tx = db.begin().await?;
        super::execute(&tx, &sql, values).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Tells the database how its deadlines lie, as it finds out by itself in time.
///
/// # Errors
/// A database that does not answer.
pub async fn settle_deadlines(db: &Db) -> StoreResult<()> {
    db.write.execute_unprepared(if db.is_postgres() { "VACUUM ANALYZE deadline" } else { "ANALYZE" }).await?;
    Ok(())
}

/// Forgets every job.
///
/// # Errors
/// A database that does not answer.
pub async fn jobs_forgotten(db: &Db) -> StoreResult<()> {
    db.write.execute_unprepared("DELETE FROM job").await?;
    Ok(())
}

/// The floor of a sweep: the deadlines looked up by their index, and the same jobs written by one plain statement. Says how many.
///
/// # Errors
/// A database that does not answer.
pub async fn jobs_plain(db: &Db, company: CompanyId, day: Date) -> StoreResult<u64> {
    #[derive(FromQueryResult)]
    struct Found {
        id: entity::types::DeadlineId,
    }
    let sql = "SELECT id FROM deadline WHERE wake <= $1 AND company_id = $2";
    let found: Vec<Found> = rows(db, sql, [day.into(), company.into()]).await?;
    let found: std::collections::HashSet<_> = found.into_iter().map(|f| f.id).collect();
    let sql = "INSERT INTO job (id, company_id, kind, subject_id, payload, state, run_at_us, attempts, created_at_us) \
               SELECT id, company_id, 'deadline_look', id, '', 'queued', 0, 0, 0 FROM deadline WHERE wake <= $1 AND company_id = $2";
    let tx = db.begin().await?;
    let written = super::execute(&tx, sql, [day.into(), company.into()]).await?;
    tx.commit().await?;
    Ok(if usize::try_from(written).ok() == Some(found.len()) { written } else { 0 })
}
