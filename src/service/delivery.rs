//! Delivery: what nobody complains about in the days after it is presumed to be in good order (R020, R026, A06).

use entity::types::{Custodian, CustodyStep, Date, DeviceId, SubjectId};

use super::custody::{Taken, take};
use super::swaps::{Bench, deadline, device, on_line, refused_about};
use super::{Context, ServiceError, ServiceResult};
use crate::domain::swap::presumed_due;
use crate::store::Tx;
use crate::store::company::Company;
use crate::store::custody::{custody_of, device_in_hand};
use crate::store::deadline::{Deadline, deadline_meet, deadline_open, deadline_set, deadline_wake};
use crate::store::event::event_append;

/// The rule of the deadline.
pub(super) const RULE: &str = "R026";

/// Notes that a device was delivered, as its carrier says. From then on the merchant has some business days to complain.
///
/// # Errors
/// A device that is on no line or not at its merchant's, a day before it left or after today, a delivery that is noted already;
/// nothing has changed then.
pub async fn deliver(cx: &Context, company: &Company, serial: &str, day: Date, actor: &str) -> ServiceResult<()> {
    let refused = |key: &str| refused_about(key, serial);
    let tx = cx.db.begin().await?;
    let id = device(&tx, company, serial).await?;
    let place = on_line(&tx, company, id, serial).await?;
    let bench = Bench::of(&tx, place.agreement_id).await?;
    let event = take(&tx, cx, company, Taken::of(id, CustodyStep::Delivered, day, actor)).await?;
    let chain = custody_of(&tx, id).await?;
    let before = chain.split_last().map_or(&[][..], |(_, before)| before);
    let since = before.iter().rposition(|link| link.step == CustodyStep::HandedOver).unwrap_or(0);
    let this_time = before.get(since..).unwrap_or_default();
    if this_time.iter().any(|link| link.step == CustodyStep::Delivered) {
        return Err(refused("reason-delivered-already"));
    }
    let left = this_time.first().map_or(day, |link| link.day);
    if day < left || day > cx.clock.today(company.country) {
        return Err(refused("reason-delivered-day"));
    }
    let due = presumed_due(bench.swap(), bench.calendar, day);
    let mut complaint = deadline(cx, &bench.agreement, (RULE, SubjectId(id.0), id), (day, due));
    complaint.wake = due.succ_opt();
    deadline_set(&tx, complaint).await?;
    event_append(&tx, company.id, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}

/// Somebody complained about a device on a day: within its time that stops the presumption; later, the frozen deadline decides.
///
/// # Errors
/// A database that does not answer.
pub(super) async fn complained(tx: &Tx, device: DeviceId, day: Date) -> ServiceResult<()> {
    let about = SubjectId(device.0);
    if deadline_open(tx, RULE, about).await?.is_some_and(|open| day <= open.due) {
        deadline_meet(tx, RULE, about, day).await?;
    }
    Ok(())
}

/// The day after the deadline: a device that its merchant has is presumed to be in good order; of one that is gone nothing is.
///
/// # Errors
/// A database that does not answer; the deadline waits then as it did.
pub(super) async fn look(
    cx: &Context,
    company: &Company,
    deadline: &Deadline,
    wake: Date,
    actor: &str,
) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    let missing = || ServiceError::broken(format!("deadline {}: it is about no device", deadline.id));
    let id = deadline.device_id.ok_or_else(missing)?;
    let now = device_in_hand(&tx, company.id, id).await?.ok_or_else(missing)?;
    deadline_wake(&tx, deadline.id, wake, None).await?;
    let mut events = Vec::new();
    if now.custodian == Custodian::Merchant {
        events.push(take(&tx, cx, company, Taken::of(id, CustodyStep::Presumed, wake, actor)).await?);
    }
    deadline_meet(&tx, RULE, deadline.subject_id, wake).await?;
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}
