//! Deadlines: one job asks which are to be looked at, and each deadline's rule says what comes of it.

use entity::types::{Date, DeadlineId};

use super::{Context, ServiceError, ServiceResult, delivery, swaps};
use crate::domain::reason::Reason;
use crate::store::company::Company;
use crate::store::deadline::{deadline_find, deadline_next, deadline_sweep, deadlines_to_look_at};

/// The job that looks at one deadline.
pub const LOOK: &str = "deadline_look";
/// The clock job that enqueues them.
pub const SWEEP: &str = "deadline_sweep";

/// Enqueues a job for each deadline of a company that is to be looked at today. Says how many.
///
/// # Errors
/// A database that does not answer.
pub async fn sweep(cx: &Context, company: &Company) -> ServiceResult<u64> {
    let tx = cx.db.begin().await?;
    let (day, at) = (cx.clock.today(company.country), cx.clock.now().timestamp_micros());
    let count = deadline_sweep(&tx, LOOK, company.id, day, at).await?;
    tx.commit().await?;
    Ok(count)
}

/// Looks at every deadline of a company that is to be looked at today, by agreement.
///
/// # Errors
/// When all others are done, those that cannot be dealt with; or a database that does not answer.
pub async fn look_at_all(cx: &Context, company: &Company, actor: &str) -> ServiceResult<()> {
    let day = cx.clock.today(company.country);
    let mut refused = Vec::new();
    for id in deadlines_to_look_at(&cx.db, company.id, day).await? {
        match look(cx, company, id, actor).await {
            Err(ServiceError::Refused(reason)) => refused.push(reason),
            other => other?,
        }
    }
    if refused.is_empty() {
        Ok(())
    } else {
        Err(ServiceError::refused(Reason::of("reason-several").with("reasons", refused)))
    }
}

/// Looks at a deadline until its rule wants to see it another day.
///
/// # Errors
/// What its rule cannot deal with; the deadline waits then as it did.
pub async fn look(cx: &Context, company: &Company, id: DeadlineId, actor: &str) -> ServiceResult<()> {
    let today = cx.clock.today(company.country);
    loop {
        let Some(deadline) = deadline_find(&cx.db, id).await? else { return Ok(()) };
        let Some(wake) = deadline.wake.filter(|wake| *wake <= today && deadline.met.is_none()) else { return Ok(()) };
        match deadline.rule.as_str() {
            "R085" => swaps::look(cx, company, &deadline, wake, actor).await?,
            delivery::RULE => delivery::look(cx, company, &deadline, wake, actor).await?,
            other => return Err(ServiceError::broken(format!("nothing comes of a deadline of {other}"))),
        }
    }
}

/// The next day after a day on which something comes of a company's deadlines.
///
/// # Errors
/// A database that does not answer.
pub async fn next(cx: &Context, company: &Company, after: Date) -> ServiceResult<Option<Date>> {
    Ok(deadline_next(&cx.db, company.id, after).await?)
}
