//! Runs that a page asks for: done by a worker, so that nobody waits for a browser.

use entity::types::{Quarter, RunState, SubjectId};
use serde::{Deserialize, Serialize};

use super::preview::previewable;
use super::{already_issued, begun, of_quarter};
use crate::service::facts::json;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::company::Company;
use crate::store::job::{NewJob, job_again, job_enqueue};
use crate::store::run::Run;

/// The kind of a job that previews a quarter.
pub const PREVIEW: &str = "run_preview";
/// The kind of a job that issues an approved run.
pub const ISSUE: &str = "run_issue";

/// What such a job knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The quarter.
    pub quarter: String,
    /// Who asked for it.
    pub actor: String,
}

/// Lets a worker preview a quarter.
///
/// # Errors
/// As [`preview`](super::preview()).
pub async fn preview_later(cx: &Context, company: &Company, quarter: Quarter, actor: &str) -> ServiceResult<()> {
    previewable(cx, company, quarter).await?;
    enqueue(cx, company, PREVIEW, cx.ids.next(), quarter, actor).await
}

/// Lets a worker issue an approved quarter. Asked again, it goes on where it stopped.
///
/// # Errors
/// A run that is not approved, or that is issued already; a quarter that has not begun.
pub async fn issue_later(cx: &Context, company: &Company, run: &Run, actor: &str) -> ServiceResult<()> {
    let quarter: Quarter = run.quarter.parse().map_err(|_| ServiceError::broken("the run names no quarter"))?;
    match run.state {
        RunState::Approved | RunState::Issuing => {}
        RunState::Issued => return Err(already_issued(quarter)),
        RunState::Superseded => return Err(ServiceError::refused(of_quarter("reason-run-gone", quarter))),
        RunState::Previewed => return Err(ServiceError::refused("run-approve-first")),
    }
    begun(cx, company, quarter)?;
    enqueue(cx, company, ISSUE, SubjectId(run.id.0), quarter, actor).await
}

async fn enqueue(
    cx: &Context,
    company: &Company,
    kind: &'static str,
    subject: SubjectId,
    quarter: Quarter,
    actor: &str,
) -> ServiceResult<()> {
    let now = cx.clock.now();
    let payload = json(&Wanted { quarter: quarter.to_string(), actor: actor.to_owned() });
    let tx = cx.db.begin().await?;
    let job = NewJob { id: cx.ids.next(), company: Some(company.id), kind, subject, payload, run_at: now };
    job_enqueue(&tx, now, vec![job]).await?;
    job_again(&tx, kind, subject, now).await?;
    tx.commit().await?;
    Ok(())
}
