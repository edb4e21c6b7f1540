//! A job that was given up is let run again.

use entity::types::{AccountId, CompanyId};

use super::facts::json;
use super::people::actor;
use super::{Context, ServiceResult};
use crate::store::event::{NewEvent, event_append};
use crate::store::job::{Listed, job_again_by_id};

/// Lets a job that was given up run again, from its first attempt.
///
/// # Errors
/// A job that was not given up.
pub async fn jobs_again(cx: &Context, company: CompanyId, by: AccountId, job: &Listed) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    job_again_by_id(&tx, job.id, cx.clock.now()).await?;
    let event = NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: actor(by),
        kind: "job.again",
        subject: job.subject_id,
        facts: json(&job.kind),
    };
    event_append(&tx, company, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}
