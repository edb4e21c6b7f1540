//! Queues of work for the office's first page: how much waits, and since when; and the failed jobs themselves.

use entity::types::{CompanyId, Currency, JobId, RunId, SubjectId};
use sea_orm::FromQueryResult;

use crate::domain::access::Scope;
use crate::store::bound::Bound;
use crate::store::{Source, StoreResult, row, rows};

/// What waits for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QueueKind {
    /// Billing runs that are previewed.
    RunsToApprove,
    /// Jobs that were given up.
    FailedJobs,
    /// Letters that wait for their job.
    UnsentMails,
    /// Letters that were given up.
    FailedMails,
    /// Contested lines.
    OpenDisputes,
    /// Agreements that the last run set aside.
    SetAside,
}

impl QueueKind {
    /// All, in the order of their urgency.
    pub const ALL: [Self; 6] = [
        Self::FailedJobs,
        Self::SetAside,
        Self::RunsToApprove,
        Self::OpenDisputes,
        Self::FailedMails,
        Self::UnsentMails,
    ];

    /// The word it is written as, in queries and in keys of the locales.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RunsToApprove => "runs-to-approve",
            Self::FailedJobs => "failed-jobs",
            Self::UnsentMails => "unsent-mails",
            Self::FailedMails => "failed-mails",
            Self::OpenDisputes => "open-disputes",
            Self::SetAside => "set-aside",
        }
    }
}

/// A queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// What waits.
    pub kind: QueueKind,
    /// How much.
    pub count: i64,
    /// Since when the oldest waits, in microseconds.
    pub oldest_at_us: Option<i64>,
    /// What the oldest is: a run's quarter, a job's kind, a document's number, a letter's recipient, an agreement's reference.
    pub oldest: Option<String>,
}

#[derive(FromQueryResult)]
struct QueueRow {
    queue: String,
    n: i64,
    at_us: Option<i64>,
    oldest: Option<String>,
}

/// The queues of a company, in one round trip; empty ones too. A merchant's people have none.
///
/// # Errors
/// A database that does not answer.
pub async fn queue_list<S: Source>(source: &S, scope: &Scope) -> StoreResult<Vec<Queue>> {
    if scope.merchant.is_some() {
        return Ok(Vec::new());
    }
    // Each part reads a partial index that holds nothing but what waits.
    let sql = "WITH a AS (SELECT id, created_at_us, quarter FROM billing_run WHERE company_id = $1 AND state <> 'superseded' \
         ORDER BY created_at_us DESC, sequence DESC LIMIT 1) \
         SELECT 'runs-to-approve' AS queue, COUNT(*) AS n, MIN(created_at_us) AS at_us, (SELECT r.quarter FROM billing_run r \
         WHERE r.company_id = $1 AND r.state = 'previewed' ORDER BY r.created_at_us LIMIT 1) AS oldest \
         FROM billing_run WHERE company_id = $1 AND state = 'previewed' \
         UNION ALL SELECT 'failed-jobs', COUNT(*), MIN(created_at_us), (SELECT j.kind FROM job j WHERE j.state = 'failed' \
         AND (j.company_id = $1 OR j.company_id IS NULL) ORDER BY j.created_at_us LIMIT 1) \
         FROM job WHERE state = 'failed' AND (company_id = $1 OR company_id IS NULL) \
         UNION ALL SELECT 'unsent-mails', COUNT(*), MIN(created_at_us), (SELECT e.recipient FROM mail e WHERE e.company_id = $1 \
         AND e.state IN ('queued', 'failed') AND e.state = 'queued' ORDER BY e.created_at_us LIMIT 1) \
         FROM mail WHERE company_id = $1 AND state IN ('queued', 'failed') AND state = 'queued' \
         UNION ALL SELECT 'failed-mails', COUNT(*), MIN(created_at_us), (SELECT e.recipient FROM mail e WHERE e.company_id = $1 \
         AND e.state IN ('queued', 'failed') AND e.state = 'failed' ORDER BY e.created_at_us LIMIT 1) \
         FROM mail WHERE company_id = $1 AND state IN ('queued', 'failed') AND state = 'failed' \
         UNION ALL SELECT 'open-disputes', COUNT(*), MIN(opened_at_us), (SELECT i.number FROM dispute t \
         JOIN invoice i ON i.id = t.invoice_id WHERE t.company_id = $1 AND t.state = 'open' ORDER BY t.opened_at_us LIMIT 1) \
         FROM dispute WHERE company_id = $1 AND state = 'open' \
         UNION ALL SELECT 'set-aside', COUNT(s.run_id), MIN(a.created_at_us), MIN(a.quarter) FROM a \
         JOIN run_set_aside s ON s.run_id = a.id";
    let found: Vec<QueueRow> = rows(source, sql, [scope.company.into()]).await?;
    let queue = |kind: QueueKind| {
        let row = found.iter().find(|row| row.queue == kind.as_str());
        Queue {
            kind,
            count: row.map_or(0, |r| r.n),
            oldest_at_us: row.and_then(|r| r.at_us),
            oldest: row.and_then(|r| r.oldest.clone()),
        }
    };
    Ok(QueueKind::ALL.into_iter().map(queue).collect())
}

/// A previewed run with amounts that are far off.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Anomalous {
    /// The run.
    pub run_id: RunId,
    /// Its quarter.
    pub quarter: String,
    /// When it was previewed, in microseconds.
    pub created_at_us: i64,
    /// How many agreements differ from the last issued quarter by more than the terms allow.
    pub anomalies: i64,
    /// The one that differs most.
    pub worst: Option<String>,
    /// By how much, in minor units.
    pub gap: Option<i64>,
    /// The currency.
    pub currency: Currency,
}

/// What is anomalous in the last previewed run of a company, in one round trip. It reads two runs as a whole: a fraction of a
/// second with 100 000 agreements, so a page asks for it apart. None: no run waits for approval.
///
/// # Errors
/// A database that does not answer.
pub async fn queue_anomalies<S: Source>(source: &S, scope: &Scope, percent: i64) -> StoreResult<Option<Anomalous>> {
    if scope.merchant.is_some() {
        return Ok(None);
    }
    let sql = "WITH r AS (SELECT id, company_id, quarter, created_at_us FROM billing_run WHERE company_id = $1 \
         AND state = 'previewed' ORDER BY created_at_us DESC LIMIT 1), \
         q AS (SELECT MAX(x.quarter) AS quarter FROM billing_run x JOIN r ON r.company_id = x.company_id \
         WHERE x.state = 'issued' AND x.documents > 0 AND x.quarter < r.quarter), \
         o AS (SELECT x.id FROM billing_run x JOIN r ON r.company_id = x.company_id JOIN q ON q.quarter = x.quarter \
         WHERE x.state IN ('issued', 'issuing')), \
         a AS (SELECT i.agreement_id, SUM(i.net) AS net FROM r JOIN run_item i ON i.run_id = r.id AND i.quarter = r.quarter \
         GROUP BY i.agreement_id), \
         b AS (SELECT i.agreement_id, SUM(i.net) AS net FROM o JOIN run_item i ON i.run_id = o.id JOIN q ON q.quarter = i.quarter \
         GROUP BY i.agreement_id), \
         d AS (SELECT a.agreement_id, ABS(a.net - b.net) AS gap FROM a JOIN b ON b.agreement_id = a.agreement_id \
         WHERE ABS(a.net - b.net) * 100 > ABS(b.net) * $2) \
         SELECT r.id AS run_id, r.quarter, r.created_at_us, (SELECT COUNT(*) FROM d) AS anomalies, \
         (SELECT g.reference FROM d JOIN agreement g ON g.id = d.agreement_id ORDER BY d.gap DESC, g.reference LIMIT 1) AS worst, \
         (SELECT CAST(MAX(d.gap) AS bigint) FROM d) AS gap, (SELECT c.currency FROM company c WHERE c.id = $1) AS currency FROM r";
    Ok(row(source, sql, [scope.company.into(), percent.into()]).await?)
}

/// A job that was given up.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct FailedJob {
    /// The job.
    pub id: JobId,
    /// Whose it is; none: the program's own.
    pub company_id: Option<CompanyId>,
    /// What was to be done.
    pub kind: String,
    /// To what.
    pub subject_id: SubjectId,
    /// How often it was tried.
    pub attempts: i64,
    /// The last error.
    pub last_error: Option<String>,
    /// When it was enqueued, in microseconds.
    pub created_at_us: i64,
}

/// Jobs of a company, and of the program, that were given up: oldest first, after an instant and id.
///
/// # Errors
/// A database that does not answer.
pub async fn failed_jobs<S: Source>(
    source: &S,
    scope: &Scope,
    after: Option<(i64, JobId)>,
    limit: i64,
) -> StoreResult<Vec<FailedJob>> {
    if scope.merchant.is_some() {
        return Ok(Vec::new());
    }
    let mut bound = Bound::default();
    let company = bound.bind(scope.company);
    let after = after.map_or_else(String::new, |(at, id)| {
        format!(" AND (created_at_us, id) > ({}, {})", bound.bind(at), bound.bind(id))
    });
    let sql = format!(
        "SELECT id, company_id, kind, subject_id, attempts, last_error, created_at_us FROM job WHERE state = 'failed' \
         AND (company_id = {company} OR company_id IS NULL){after} ORDER BY created_at_us, id LIMIT {}",
        limit
    );
    Ok(rows(source, &sql, bound.values).await?)
}
