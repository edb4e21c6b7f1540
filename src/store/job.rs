//! The queue: jobs are enqueued in the transaction that wants them and claimed by any number of workers.

use entity::types::{CompanyId, Instant, JobId, JobState, SubjectId};
use sea_orm::FromQueryResult;

use super::bulk::insert_missing;
use super::{Db, Source, StoreError, StoreResult, Tx, execute, row, rows};

/// A job to be enqueued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// Whose it is.
    pub company: Option<CompanyId>,
    /// What is to be done.
    pub kind: &'static str,
    /// To what; a kind is enqueued once for a subject.
    pub subject: SubjectId,
    /// More that the work needs to know.
    pub payload: String,
    /// Not before.
    pub run_at: Instant,
}

/// A job that a worker has claimed.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Claimed {
    /// Its id.
    pub id: JobId,
    /// Whose it is.
    pub company_id: Option<CompanyId>,
    /// What is to be done.
    pub kind: String,
    /// To what.
    pub subject_id: SubjectId,
    /// More.
    pub payload: String,
    /// Which attempt this is, from 1.
    pub attempts: i64,
}

/// Enqueues jobs; one of the same kind and subject stays as it is.
///
/// # Errors
/// A database that does not answer.
pub async fn job_enqueue(tx: &Tx, now: Instant, jobs: Vec<NewJob>) -> StoreResult<()> {
    let models: Vec<_> = jobs
        .into_iter()
        .map(|j| entity::job::Model {
            id: j.id,
            company_id: j.company,
            kind: j.kind.to_owned(),
            subject_id: j.subject,
            payload: j.payload,
            state: JobState::Queued,
            run_at_us: j.run_at.timestamp_micros(),
            attempts: 0,
            worker: None,
            claimed_until_us: None,
            last_error: None,
            created_at_us: now.timestamp_micros(),
            finished_at_us: None,
        })
        .collect();
    insert_missing::<entity::job::Entity>(tx, &models).await
}

/// Claims up to `limit` due jobs until an instant; jobs whose worker went away come back when its claim is over.
///
/// # Errors
/// A database that does not answer.
pub async fn job_claim(db: &Db, worker: &str, now: Instant, until: Instant, limit: i64) -> StoreResult<Vec<Claimed>> {
    let skip = if db.is_postgres() { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "UPDATE job SET state = 'running', worker = $1, claimed_until_us = $2, attempts = attempts + 1 WHERE id IN \
         (SELECT id FROM job WHERE run_at_us <= $3 AND (state = 'queued' OR (state = 'running' AND claimed_until_us <= $3)) \
         ORDER BY run_at_us, id LIMIT $4{skip}) RETURNING id, company_id, kind, subject_id, payload, attempts"
    );
    let values =
        [worker.to_owned().into(), until.timestamp_micros().into(), now.timestamp_micros().into(), limit.into()];
    let tx = db.begin().await?;
    let mut claimed: Vec<Claimed> = rows(&tx, &sql, values).await?;
    tx.commit().await?;
    claimed.sort_by_key(|c| c.id);
    Ok(claimed)
}

/// Has a claimed job for longer, just before something is done that cannot be undone.
///
/// # Errors
/// Another worker has it by now: the work must not be done.
pub async fn job_renew(tx: &Tx, id: JobId, worker: &str, until: Instant) -> StoreResult<()> {
    let sql = "UPDATE job SET claimed_until_us = $1 WHERE id = $2 AND worker = $3 AND state = 'running'";
    let values = [until.timestamp_micros().into(), id.into(), worker.to_owned().into()];
    StoreError::affected("job", 1, execute(tx, sql, values).await?)
}

/// Marks a claimed job as done, in the transaction of its work.
///
/// # Errors
/// Another worker has it by now: the work must not be committed.
pub async fn job_done(tx: &Tx, id: JobId, worker: &str, now: Instant) -> StoreResult<()> {
    let sql = "UPDATE job SET state = 'done', finished_at_us = $1, last_error = NULL WHERE id = $2 AND worker = $3 \
               AND state = 'running'";
    let values = [now.timestamp_micros().into(), id.into(), worker.to_owned().into()];
    StoreError::affected("job", 1, execute(tx, sql, values).await?)
}

/// Puts a job back that has done its part and is to look again later, in the transaction of that part.
///
/// # Errors
/// Another worker has it by now: the work must not be committed.
pub async fn job_later(tx: &Tx, id: JobId, worker: &str, at: Instant) -> StoreResult<()> {
    let sql = "UPDATE job SET state = 'queued', run_at_us = $1, attempts = 0, last_error = NULL, worker = NULL, \
               claimed_until_us = NULL WHERE id = $2 AND worker = $3 AND state = 'running'";
    let values = [at.timestamp_micros().into(), id.into(), worker.to_owned().into()];
    StoreError::affected("job", 1, execute(tx, sql, values).await?)
}

/// Puts a failed job back for later, or gives it up.
///
/// # Errors
/// A database that does not answer.
pub async fn job_failed(tx: &Tx, id: JobId, worker: &str, error: &str, again_at: Option<Instant>) -> StoreResult<()> {
    let state = if again_at.is_some() { JobState::Queued } else { JobState::Failed };
    let at = again_at.map(|t| t.timestamp_micros());
    let sql = "UPDATE job SET state = $1, last_error = $2, run_at_us = COALESCE($3, run_at_us), worker = NULL, \
               claimed_until_us = NULL WHERE id = $4 AND worker = $5";
    let values = [state.into(), error.to_owned().into(), at.into(), id.into(), worker.to_owned().into()];
    execute(tx, sql, values).await?;
    Ok(())
}

/// How many jobs stand in each state.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct StateCount {
    /// The state.
    pub state: JobState,
    /// How many.
    pub n: i64,
}

/// Counts jobs by state.
///
/// # Errors
/// A database that does not answer.
pub async fn job_counts<S: Source>(source: &S) -> StoreResult<Vec<StateCount>> {
    Ok(rows(source, "SELECT state, COUNT(*) AS n FROM job GROUP BY state ORDER BY state", []).await?)
}

/// Jobs that were given up, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct GivenUp {
    /// What was to be done.
    pub kind: String,
    /// To what.
    pub subject_id: SubjectId,
    /// The last error.
    pub last_error: Option<String>,
}

/// Jobs that were given up.
///
/// # Errors
/// A database that does not answer.
pub async fn job_given_up<S: Source>(source: &S) -> StoreResult<Vec<GivenUp>> {
    let sql = "SELECT kind, subject_id, last_error FROM job WHERE state = 'failed' ORDER BY id";
    Ok(rows(source, sql, []).await?)
}

/// The earliest instant at which a job is due, in microseconds.
///
/// # Errors
/// A database that does not answer.
pub async fn job_next_due<S: Source>(source: &S) -> StoreResult<Option<i64>> {
    #[derive(FromQueryResult)]
    struct At {
        at: Option<i64>,
    }
    let sql = "SELECT MIN(run_at_us) AS at FROM job WHERE state IN ('queued', 'running')";
    Ok(row::<_, At>(source, sql, []).await?.and_then(|a| a.at))
}

/// Takes a tick of a clock job: true if nobody has taken it.
///
/// # Errors
/// A database that does not answer.
pub async fn tick_take(tx: &Tx, name: &str, at: Instant) -> StoreResult<bool> {
    let sql = "INSERT INTO schedule_tick (name, last_at_us) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE \
               SET last_at_us = excluded.last_at_us WHERE schedule_tick.last_at_us < excluded.last_at_us";
    Ok(execute(tx, sql, [name.to_owned().into(), at.timestamp_micros().into()]).await? == 1)
}

/// When a clock job last ticked, in microseconds.
///
/// # Errors
/// A database that does not answer.
pub async fn tick_last<S: Source>(source: &S, name: &str) -> StoreResult<Option<i64>> {
    #[derive(FromQueryResult)]
    struct At {
        last_at_us: i64,
    }
    let sql = "SELECT last_at_us FROM schedule_tick WHERE name = $1";
    Ok(row::<_, At>(source, sql, [name.to_owned().into()]).await?.map(|a| a.last_at_us))
}

/// Lets a job that was given up, or done, run again; one that waits or runs stays as it is.
///
/// # Errors
/// A database that does not answer.
pub async fn job_again(tx: &Tx, kind: &str, subject: SubjectId, now: Instant) -> StoreResult<()> {
    let sql = "UPDATE job SET state = 'queued', attempts = 0, run_at_us = $1, worker = NULL, claimed_until_us = NULL, \
               finished_at_us = NULL WHERE kind = $2 AND subject_id = $3 AND state IN ('failed', 'done')";
    execute(tx, sql, [now.timestamp_micros().into(), kind.into(), subject.into()]).await?;
    Ok(())
}

/// Lets the job of a subject be done with: what it was to do is not wanted any more. One that a worker has is left to it.
///
/// # Errors
/// A database that does not answer.
pub async fn job_drop(tx: &Tx, kind: &str, subject: SubjectId, now: Instant) -> StoreResult<()> {
    let sql = "UPDATE job SET state = 'done', finished_at_us = $1, last_error = NULL WHERE kind = $2 AND subject_id = $3 \
               AND state IN ('queued', 'failed')";
    execute(tx, sql, [now.timestamp_micros().into(), kind.into(), subject.into()]).await?;
    Ok(())
}

/// Where the job of a subject stands, and why its last attempt failed.
///
/// # Errors
/// A database that does not answer.
pub async fn job_of<S: Source>(source: &S, kind: &str, subject: SubjectId) -> StoreResult<Option<Listed>> {
    let sql = "SELECT id, kind, subject_id, state, attempts, run_at_us, last_error FROM job WHERE kind = $1 AND subject_id = $2";
    Ok(row(source, sql, [kind.into(), subject.into()]).await?)
}

/// Where the jobs of a kind stand that work on a company's billing runs, of those runs that are approved and not issued.
///
/// # Errors
/// A database that does not answer.
pub async fn jobs_of_runs<S: Source>(source: &S, kind: &str, company: CompanyId) -> StoreResult<Vec<Listed>> {
    let sql = "SELECT id, kind, subject_id, state, attempts, run_at_us, last_error FROM job WHERE kind = $1 AND subject_id IN \
               (SELECT id FROM billing_run WHERE company_id = $2 AND state IN ('approved', 'issuing'))";
    Ok(rows(source, sql, [kind.into(), company.into()]).await?)
}

/// A job as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Listed {
    /// Its id.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// To what.
    pub subject_id: SubjectId,
    /// Where it stands.
    pub state: JobState,
    /// Attempts.
    pub attempts: i64,
    /// Not before, in microseconds.
    pub run_at_us: i64,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
}

/// Jobs of a company that wait, run or were given up; those that were given up first, then by when they are due.
///
/// # Errors
/// A database that does not answer.
pub async fn job_open<S: Source>(source: &S, company: CompanyId, limit: i64) -> StoreResult<Vec<Listed>> {
    // Each part by an index of its own; together they would be sorted as a whole.
    let part = |place: i64, states: &str| {
        format!(
            "SELECT * FROM (SELECT {place} AS place, id, kind, subject_id, state, attempts, run_at_us, last_error FROM job \
             WHERE company_id = $1 AND state IN ({states}) ORDER BY run_at_us, id LIMIT {limit}) q{place}"
        )
    };
    let sql = format!(
        "SELECT id, kind, subject_id, state, attempts, run_at_us, last_error FROM ({} UNION ALL {}) q \
         ORDER BY place, run_at_us, id LIMIT {limit}",
        part(0, "'failed'"),
        part(1, "'queued', 'running'")
    );
    Ok(rows(source, &sql, [company.into()]).await?)
}

/// A job of a company.
///
/// # Errors
/// A database that does not answer.
pub async fn job_find<S: Source>(source: &S, company: CompanyId, id: JobId) -> StoreResult<Option<Listed>> {
    let sql = "SELECT id, kind, subject_id, state, attempts, run_at_us, last_error FROM job WHERE company_id = $1 AND id = $2";
    Ok(row(source, sql, [company.into(), id.into()]).await?)
}

/// Lets one job that was given up run again.
///
/// # Errors
/// A job that was not given up.
pub async fn job_again_by_id(tx: &Tx, id: JobId, now: Instant) -> StoreResult<()> {
    let sql = "UPDATE job SET state = 'queued', attempts = 0, run_at_us = $1, worker = NULL, claimed_until_us = NULL, \
               finished_at_us = NULL WHERE id = $2 AND state = 'failed'";
    StoreError::affected("job", 1, execute(tx, sql, [now.timestamp_micros().into(), id.into()]).await?)
}

/// Why the job failed that is tried again next, and when, in microseconds; none if none waits after a failure.
///
/// # Errors
/// A database that does not answer.
pub async fn job_waiting<S: Source>(source: &S) -> StoreResult<Option<(String, i64)>> {
    #[derive(FromQueryResult)]
    struct Waiting {
        last_error: String,
        run_at_us: i64,
    }
    let sql = "SELECT last_error, run_at_us FROM job WHERE state = 'queued' AND last_error IS NOT NULL \
               ORDER BY run_at_us LIMIT 1";
    Ok(row::<_, Waiting>(source, sql, []).await?.map(|w| (w.last_error, w.run_at_us)))
}
