//! Deadlines: frozen when set, met by an event, and looked at when their rule wants to.

use entity::types::{CompanyId, Date, DeadlineId, SubjectId};
use sea_orm::FromQueryResult;

use super::bulk::insert_all;
use super::{Source, StoreError, StoreResult, Tx, execute, row, rows};

/// A deadline.
pub type Deadline = entity::deadline::Model;

/// Sets a deadline.
///
/// # Errors
/// A deadline of that rule, subject and start exists, or a database that does not answer.
pub async fn deadline_set(tx: &Tx, deadline: Deadline) -> StoreResult<()> {
    insert_all::<entity::deadline::Entity>(tx, &[deadline]).await
}

/// Meets a deadline that is open: nothing comes of it any more by itself. Says whether there was one.
///
/// # Errors
/// A database that does not answer.
pub async fn deadline_meet(tx: &Tx, rule: &str, subject: SubjectId, day: Date) -> StoreResult<bool> {
    let sql = "UPDATE deadline SET met = $1, wake = NULL WHERE rule = $2 AND subject_id = $3 AND met IS NULL";
    Ok(execute(tx, sql, [day.into(), rule.to_owned().into(), subject.into()]).await? > 0)
}

/// A deadline by its id.
///
/// # Errors
/// A database that does not answer.
pub async fn deadline_find<S: Source>(source: &S, id: DeadlineId) -> StoreResult<Option<Deadline>> {
    Ok(row(source, "SELECT * FROM deadline WHERE id = $1", [id.into()]).await?)
}

/// Says when a deadline is looked at next, if it is to be looked at on `was`: of two workers one.
///
/// # Errors
/// It has been looked at, or met, by now.
pub async fn deadline_wake(tx: &Tx, id: DeadlineId, was: Date, next: Option<Date>) -> StoreResult<()> {
    let sql = "UPDATE deadline SET wake = $1 WHERE id = $2 AND wake = $3 AND met IS NULL";
    StoreError::affected("deadline", 1, execute(tx, sql, [next.into(), id.into(), was.into()]).await?)
}

/// Deadlines of a company that are to be looked at up to a day, by agreement, then by due date.
///
/// # Errors
/// A database that does not answer.
pub async fn deadlines_to_look_at<S: Source>(
    source: &S,
    company: CompanyId,
    day: Date,
) -> StoreResult<Vec<DeadlineId>> {
    #[derive(FromQueryResult)]
    struct Found {
        id: DeadlineId,
    }
    let sql = "SELECT d.id FROM deadline d LEFT JOIN agreement g ON g.id = d.agreement_id LEFT JOIN device v ON v.id = d.device_id \
               WHERE d.wake <= $2 AND d.company_id = $1 ORDER BY g.reference, d.due, d.rule, v.serial, d.id";
    Ok(rows::<_, Found>(source, sql, [company.into(), day.into()]).await?.into_iter().map(|f| f.id).collect())
}

/// The next day after which a company's deadlines are looked at.
///
/// # Errors
/// A database that does not answer.
pub async fn deadline_next<S: Source>(source: &S, company: CompanyId, after: Date) -> StoreResult<Option<Date>> {
    #[derive(FromQueryResult)]
    struct Found {
        next: Option<Date>,
    }
    let sql = "SELECT MIN(wake) AS next FROM deadline WHERE company_id = $1 AND wake > $2";
    Ok(row::<_, Found>(source, sql, [company.into(), after.into()]).await?.and_then(|f| f.next))
}

/// The last day of the latest hold on a deadline; none: nothing holds it.
///
/// # Errors
/// A database that does not answer.
pub async fn deadline_held_until<S: Source>(source: &S, id: DeadlineId) -> StoreResult<Option<Date>> {
    #[derive(FromQueryResult)]
    struct Found {
        last: Option<Date>,
    }
    let sql = "SELECT MAX(ends) AS last FROM hold WHERE deadline_id = $1";
    Ok(row::<_, Found>(source, sql, [id.into()]).await?.and_then(|f| f.last))
}

/// Enqueues a job for each deadline that is to be looked at up to a day, in one statement; one that was looked at before is enqueued
/// again. Costs in proportion to what is due, not to what is open. Says how many.
///
/// # Errors
/// A database that does not answer.
pub async fn deadline_sweep(tx: &Tx, kind: &str, company: CompanyId, day: Date, at_us: i64) -> StoreResult<u64> {
    // The id of the job is the deadline's own: it is the only job of that kind about it.
    let sql = "INSERT INTO job (id, company_id, kind, subject_id, payload, state, run_at_us, attempts, created_at_us) \
               SELECT d.id, d.company_id, $1, d.id, '', 'queued', $2, 0, $2 FROM deadline d \
               WHERE d.wake <= $3 AND d.company_id = $4 ON CONFLICT (kind, subject_id) DO UPDATE SET state = 'queued', \
               run_at_us = excluded.run_at_us, attempts = 0, worker = NULL, claimed_until_us = NULL, last_error = NULL, \
               finished_at_us = NULL WHERE job.state IN ('done', 'failed')";
    let values = [kind.to_owned().into(), at_us.into(), day.into(), company.into()];
    Ok(execute(tx, sql, values).await?)
}

/// The open deadline of a rule about a subject.
///
/// # Errors
/// A database that does not answer.
pub async fn deadline_open<S: Source>(source: &S, rule: &str, subject: SubjectId) -> StoreResult<Option<Deadline>> {
    let sql = "SELECT * FROM deadline WHERE rule = $1 AND subject_id = $2 AND met IS NULL";
    Ok(row(source, sql, [rule.to_owned().into(), subject.into()]).await?)
}

/// Holds what follows a deadline.
///
/// # Errors
/// A database that does not answer.
pub async fn hold_insert(tx: &Tx, hold: super::dispute::NewHold) -> StoreResult<()> {
    insert_all::<entity::hold::Entity>(tx, &[hold]).await
}
