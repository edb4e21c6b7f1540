//! The bench test: a fault of ours, or one that the appendix does not cover (R082, R094-R105).

use entity::types::{CustodyStep, Date, Exclusion, SubjectId};

use super::{Faulty, printed, refused_about, sealed};
use crate::service::custody::{Taken, take};
use crate::service::mails::{Step, tell};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::company::Company;
use crate::store::deadline::deadline_meet;
use crate::store::event::event_append;
use crate::store::swap::swap_update;

/// What a test found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The fault is ours.
    Covered,
    /// The appendix does not cover it, by this point.
    Excluded(Exclusion),
}

impl Verdict {
    /// A verdict as it is told.
    ///
    /// # Errors
    /// A fault that is not covered without the point that excludes it, or one that is covered with such a point.
    pub fn of(covered: bool, exclusion: Option<Exclusion>) -> ServiceResult<Self> {
        match (covered, exclusion) {
            (true, None) => Ok(Self::Covered),
            (false, Some(point)) => Ok(Self::Excluded(point)),
            (false, None) => Err(ServiceError::refused("reason-verdict-needs-point")),
            (true, Some(_)) => Err(ServiceError::refused("reason-verdict-with-point")),
        }
    }
}

/// Decides on a device that was scanned in, with what proves it.
///
/// # Errors
/// A device that is not back, or that was decided on; nothing has changed then.
pub async fn inspect<'a>(
    cx: &Context,
    company: &Company,
    faulty: impl Into<Faulty<'a>>,
    (verdict, evidence): (Verdict, Option<&str>),
    day: Date,
    actor: &str,
) -> ServiceResult<()> {
    let faulty = faulty.into();
    let refused = |key: &str| refused_about(key, faulty.serial);
    let tx = cx.db.begin().await?;
    let (id, swap) = faulty.latest(&tx, company).await?;
    let mut swap = swap.filter(|s| s.received.is_some()).ok_or_else(|| refused("reason-not-scanned-in"))?;
    if swap.decided.is_some() {
        return Err(refused("reason-inspected-already"));
    }
    let about = SubjectId(swap.id.0);
    let (step, exclusion) = match verdict {
        Verdict::Covered => (CustodyStep::Covered, None),
        Verdict::Excluded(code) => (CustodyStep::Excluded, Some(code)),
    };
    let mut events = vec![take(&tx, cx, company, Taken::of(id, step, day, actor).about(about)).await?];
    deadline_meet(&tx, "R082", about, day).await?;
    (swap.decided, swap.covered, swap.exclusion) = (Some(day), Some(exclusion.is_none()), exclusion);
    swap.evidence = evidence.map(str::to_owned);
    swap_update(&tx, &swap).await?;
    let what = printed(&tx, id).await?;
    tell(cx, &tx, (company, swap.merchant_id), (about, &what), &Step::Test { exclusion }).await?;
    events.push(sealed(cx, &swap, "inspected", actor));
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}
