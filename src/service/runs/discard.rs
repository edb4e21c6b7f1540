//! Discarding a run of which nothing is issued.

use entity::types::{Quarter, RunState, SubjectId};

use super::{ISSUE, already_issued, event, of_quarter};
use crate::service::facts;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::company::Company;
use crate::store::event::event_append;
use crate::store::job::job_drop;
use crate::store::run::{Run, run_discard, run_progress};

/// Discards a previewed or approved run: nothing of it is issued, not even if that was asked for, and its quarter can be previewed
/// anew.
///
/// # Errors
/// A run of which something is issued, or one that is replaced or discarded already.
pub async fn discard_run(cx: &Context, company: &Company, run: &Run, actor: &str) -> ServiceResult<()> {
    let quarter: Quarter = run.quarter.parse().map_err(|_| ServiceError::broken("the run names no quarter"))?;
    let tx = cx.db.begin().await?;
    let state = run_progress(&tx, run.id).await?.state;
    match state {
        RunState::Previewed | RunState::Approved => {}
        RunState::Issuing => {
            return Err(ServiceError::refused(of_quarter("reason-run-discard-late", quarter)));
        }
        RunState::Issued => return Err(already_issued(quarter)),
        RunState::Superseded => return Err(ServiceError::refused(of_quarter("reason-run-gone", quarter))),
    }
    run_discard(&tx, run.id, state, actor).await?;
    job_drop(&tx, ISSUE, SubjectId(run.id.0), cx.clock.now()).await?;
    event_append(&tx, company.id, vec![event(cx, run, facts::RUN_DISCARDED, run.documents, 0, actor)]).await?;
    tx.commit().await?;
    Ok(())
}
