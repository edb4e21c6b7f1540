//! Clock jobs: when each is due by the company's local time. A tick is taken once by whichever worker sees it first.

use std::str::FromStr;

use chrono::TimeDelta;
use cron::Schedule;
use entity::types::{Instant, SubjectId};

use crate::clock::zone;
use crate::service::{Context, ServiceError, ServiceResult, deadlines, terminals};
use crate::store::company::{Company, company_list};
use crate::store::job::{NewJob, job_enqueue, tick_last, tick_take};

/// Clock jobs: kind, and when (second, minute, hour, day, month, weekday; local time).
const CLOCK_JOBS: &[(&str, &str)] = &[
    ("quarter_preview", "0 5 0 1 1,4,7,10 *"),
    (deadlines::SWEEP, "0 10 0 * * *"),
    (terminals::POLL, "0 20 3 * * *"),
    ("charges_of_day", "0 55 23 * * *"),
];

/// How far back a tick is looked for where none was ever taken.
const FIRST_LOOK_HOURS: i64 = 24;

/// Enqueues the clock jobs that have become due since they were last enqueued; of several missed ticks only the last.
///
/// # Errors
/// A database that does not answer.
pub(super) async fn tick(cx: &Context) -> ServiceResult<()> {
    for company in company_list(&cx.db).await? {
        for (kind, when) in CLOCK_JOBS {
            tick_one(cx, &company, kind, when).await?;
        }
    }
    Ok(())
}

async fn tick_one(cx: &Context, company: &Company, kind: &'static str, when: &str) -> ServiceResult<()> {
    let schedule = Schedule::from_str(when).map_err(|e| ServiceError::broken(format!("{kind}: {e}")))?;
    let name = format!("{kind} {}", company.key);
    let now = cx.clock.now();
    let last = tick_last(&cx.db, &name).await?.and_then(Instant::from_timestamp_micros);
    let since = last.unwrap_or(now - TimeDelta::hours(FIRST_LOOK_HOURS)).max(now - TimeDelta::days(100));
    let zone = zone(company.country);
    let ticks = schedule.after(&since.with_timezone(&zone)).take_while(|tick| *tick <= now);
    let Some(tick) = ticks.last().map(|t| t.with_timezone(&chrono::Utc)) else { return Ok(()) };
    let tx = cx.db.begin().await?;
    if tick_take(&tx, &name, tick).await? {
        let job = NewJob {
            id: cx.ids.next(),
            company: Some(company.id),
            kind,
            subject: cx.ids.next::<SubjectId>(),
            payload: String::new(),
            run_at: now,
        };
        job_enqueue(&tx, now, vec![job]).await?;
        tx.commit().await?;
    }
    Ok(())
}
