//! Billing runs: preview, look at the differences, approve, issue exactly what was previewed.

mod discard;
mod enqueue;
mod issue;
mod preview;
mod report;

pub use discard::discard_run;
pub use enqueue::{ISSUE, PREVIEW, Wanted, issue_later, preview_later};
pub use issue::{IssueReport, issue, issue_run};
pub use preview::{PreviewReport, preview};
pub use report::{Change, Changes, Counts, FIRST, Odd, changes};

use entity::types::{Date, Quarter, RunState, SubjectId};

use super::facts::{self, RunFacts};
use super::{Context, ServiceError, ServiceResult};
use crate::domain::reason::Reason;
use crate::store::company::Company;
use crate::store::event::{NewEvent, event_append};
use crate::store::run::{Run, run_aside_list, run_last, run_move, run_progress};

/// Says how far a long piece of work is: done, of how many.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Send + Sync);

/// A progress that nobody looks at.
pub fn quiet(_: u64, _: u64) {}

/// Documents that a transaction issues, and items that a page reads.
pub(super) const CHUNK: i64 = 500;

/// The run of a quarter that is worked on.
///
/// # Errors
/// There is none.
pub async fn current(cx: &Context, company: &Company, quarter: Quarter) -> ServiceResult<Run> {
    run_last(&cx.db, company.id, &quarter.to_string())
        .await?
        .ok_or_else(|| ServiceError::refused(of_quarter("reason-run-none", quarter)))
}

/// Approves the last preview of a quarter for issue.
///
/// # Errors
/// No preview, or one that is approved or issued already.
pub async fn approve(cx: &Context, company: &Company, quarter: Quarter, actor: &str) -> ServiceResult<Run> {
    let run = current(cx, company, quarter).await?;
    approve_run(cx, company, &run, actor).await
}

/// Approves a preview for issue: exactly this one, whatever has been previewed since.
///
/// # Errors
/// A run that is approved, issued or replaced.
pub async fn approve_run(cx: &Context, company: &Company, run: &Run, actor: &str) -> ServiceResult<Run> {
    let quarter: Quarter = run.quarter.parse().map_err(|_| ServiceError::broken("the run names no quarter"))?;
    let mut run = run.clone();
    let tx = cx.db.begin().await?;
    let progress = run_progress(&tx, run.id).await?;
    match progress.state {
        RunState::Previewed => {}
        RunState::Approved | RunState::Issuing => {
            return Err(ServiceError::refused(of_quarter("reason-run-approved", quarter)));
        }
        RunState::Issued => return Err(already_issued(quarter)),
        RunState::Superseded => return Err(ServiceError::refused(of_quarter("reason-run-gone", quarter))),
    }
    run_move(&tx, run.id, RunState::Previewed, RunState::Approved, Some(actor)).await?;
    event_append(&tx, company.id, vec![event(cx, &run, facts::RUN_APPROVED, run.documents, 0, actor)]).await?;
    tx.commit().await?;
    run.state = RunState::Approved;
    Ok(run)
}

/// Previews, approves and issues a quarter in one go: what a story does on a quarter's first day. Nothing due: nothing happens.
///
/// # Errors
/// The database, or an agreement that cannot be billed.
pub async fn quarter_at_once(cx: &Context, company: &Company, quarter: Quarter, actor: &str) -> ServiceResult<()> {
    let report = preview(cx, company, quarter, actor, &quiet).await?;
    if let Some(aside) = run_aside_list(&cx.db, report.run.id).await?.first() {
        return Err(ServiceError::refused(aside.why().about(&aside.reference)));
    }
    if report.run.documents == 0 {
        return Ok(());
    }
    approve(cx, company, quarter, actor).await?;
    issue(cx, company, quarter, actor, &quiet).await?;
    Ok(())
}

fn already_issued(quarter: Quarter) -> ServiceError {
    ServiceError::refused(of_quarter("reason-run-issued", quarter))
}

/// Refuses a quarter after the next one: what lies between would all be billed with it, years in advance for a slip of the keyboard.
fn within_reach(cx: &Context, company: &Company, quarter: Quarter) -> ServiceResult<()> {
    let next = Quarter::of(cx.clock.today(company.country)).next();
    if quarter <= next {
        return Ok(());
    }
    Err(ServiceError::refused(of_quarter("reason-run-too-far", quarter).with("next", next.to_string())))
}

/// Today, of a quarter that has begun: before its first day nothing of it is issued.
fn begun(cx: &Context, company: &Company, quarter: Quarter) -> ServiceResult<Date> {
    let today = cx.clock.today(company.country);
    if today < quarter.first_day() {
        return Err(ServiceError::refused(of_quarter("reason-run-early", quarter).with("day", quarter.first_day())));
    }
    Ok(today)
}

/// A reason about a quarter.
fn of_quarter(key: &str, quarter: Quarter) -> Reason {
    Reason::of(key).with("quarter", quarter.to_string())
}

fn event(cx: &Context, run: &Run, kind: &'static str, documents: i64, set_aside: i64, actor: &str) -> NewEvent {
    let facts = RunFacts {
        quarter: run.quarter.clone(),
        sequence: run.sequence,
        documents,
        set_aside,
        fingerprint: run.fingerprint.clone(),
    };
    NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: actor.to_owned(),
        kind,
        subject: SubjectId(run.id.0),
        facts: facts::json(&facts),
    }
}
