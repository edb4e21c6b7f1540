//! A faulty device is not back: reminders before the deadline, overdue the day after it, and charged on the next business day (R085).

use entity::types::{ChargeCode, CustodyStep, Date, HoldId, SubjectId};

use super::{Bench, Faulty, prices, printed, refused_about, sealed};
use crate::domain::explain::Inputs;
use crate::domain::swap::{charge_day, held_until, next_look, skipped};
use crate::service::custody::{Taken, take};
use crate::service::invoices::{Approval, ChargeOrder, proposed};
use crate::service::mails::{Step, tell};
use crate::service::{Context, ServiceError, ServiceResult, papers};
use crate::store::Tx;
use crate::store::company::Company;
use crate::store::deadline::{Deadline, deadline_held_until, deadline_open, deadline_wake, hold_insert};
use crate::store::digest::Canonical;
use crate::store::dispute::NewHold;
use crate::store::event::{NewEvent, event_append};
use crate::store::swap::{Swap, swap_lock, swap_update};

/// What comes of an open return on the day that it is looked at.
///
/// # Errors
/// A price list without the device's model, or a database that does not answer; it waits then as it did.
pub(crate) async fn look(
    cx: &Context,
    company: &Company,
    deadline: &Deadline,
    wake: Date,
    actor: &str,
) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    let missing = || ServiceError::broken(format!("deadline {}: there is no such swap", deadline.id));
    let mut swap = swap_lock(&tx, deadline.subject_id).await?.ok_or_else(missing)?;
    let bench = Bench::of(&tx, swap.agreement_id).await?;
    let last = deadline_held_until(&tx, deadline.id).await?.map_or(deadline.due, |held| held.max(deadline.due));
    let charged_on = charge_day(bench.calendar, last);
    let mut events = Vec::new();
    let next = if wake <= deadline.due {
        let next = next_look(bench.swap(), deadline.due, wake);
        events.extend(remind(&tx, cx, company, &bench, (deadline, wake, next), &swap, actor).await?);
        Some(next)
    } else {
        if wake == next_look(bench.swap(), deadline.due, deadline.due) {
            let late = Taken::of(swap.device_id, CustodyStep::Overdue, wake, actor);
            events.push(take(&tx, cx, company, late.about(deadline.subject_id)).await?);
        }
        if wake >= charged_on {
            events.extend(charge(&tx, cx, company, &bench, deadline, &mut swap, actor).await?);
            None
        } else {
            Some(charged_on)
        }
    };
    deadline_wake(&tx, deadline.id, wake, next).await?;
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}

/// A reminder's day. Of several that were missed only the latest is sent, and none once the deadline has passed or is held: who has
/// posted the device needs none.
async fn remind(
    tx: &Tx,
    cx: &Context,
    company: &Company,
    bench: &Bench,
    (deadline, wake, next): (&Deadline, Date, Date),
    swap: &Swap,
    actor: &str,
) -> ServiceResult<Option<NewEvent>> {
    let today = cx.clock.today(company.country);
    if next <= today || deadline_held_until(tx, deadline.id).await?.is_some() {
        return Ok(None);
    }
    let device = printed(tx, swap.device_id).await?;
    let back = papers::late(tx, company, bench, swap.device_id, (deadline.starts, deadline.due, today)).await?;
    let step = Step::Reminder { back: &back, today };
    let whom = (company, swap.merchant_id);
    let told = tell(cx, tx, whom, (reminder_of(deadline, wake), &device), &step).await?;
    Ok(told.then(|| sealed(cx, swap, "reminded", actor)))
}

/// What a reminder is about: a deadline and the day on which it is due, so that each is written once.
fn reminder_of(deadline: &Deadline, wake: Date) -> SubjectId {
    let hash = Canonical::of("return reminder").with(deadline.id).with(wake).hash();
    let half = hash.get(..32).and_then(|half| uuid::Uuid::parse_str(half).ok());
    SubjectId(half.unwrap_or(deadline.id.0))
}

/// The new price and shipping by the list in force today; at once if the order says so, otherwise proposed.
async fn charge(
    tx: &Tx,
    cx: &Context,
    company: &Company,
    bench: &Bench,
    deadline: &Deadline,
    swap: &mut Swap,
    actor: &str,
) -> ServiceResult<Vec<NewEvent>> {
    let today = cx.clock.today(company.country);
    let price = prices(tx, company.id, swap.device_id, today).await?;
    let not_counted = skipped(bench.calendar, deadline.starts, deadline.due);
    let why = Inputs::Return {
        on: today,
        since: deadline.starts,
        days: i64::from(bench.swap().return_days),
        due: deadline.due,
        skipped: not_counted.into_iter().map(|(day, holiday)| (day, holiday.map(|h| h.key().to_owned()))).collect(),
        parts: vec![("new-price".to_owned(), price.new_price), ("shipping".to_owned(), price.shipping)],
    };
    let order = ChargeOrder {
        agreement: swap.agreement_id,
        code: ChargeCode::NonretSwap,
        subject: deadline.subject_id,
        device: Some(swap.device_id),
        on: today,
        why,
        evidence: Some(format!("swap {}, deadline {}", swap.id, deadline.id)),
        approval: Approval::of(bench.agreement.approve_at_once),
        actor: actor.to_owned(),
    };
    let (id, event) = proposed(tx, cx, company, &order).await?;
    let mut events = vec![event];
    if order.approval == Approval::Given {
        let lost = Taken::of(swap.device_id, CustodyStep::Charged, today, actor).about(deadline.subject_id);
        events.push(take(tx, cx, company, lost).await?);
    }
    swap.charge_id = Some(id);
    swap_update(tx, swap).await?;
    events.push(sealed(cx, swap, "charged", actor));
    Ok(events)
}

/// Proof that a device was posted before its deadline: the charge waits five business days more (A18).
///
/// # Errors
/// A device that nobody waits for, a proof of a later day, words that are missing; nothing has changed then.
pub async fn post<'a>(
    cx: &Context,
    company: &Company,
    faulty: impl Into<Faulty<'a>>,
    (posted, proof): (Date, &str),
    actor: &str,
) -> ServiceResult<()> {
    let faulty = faulty.into();
    let refused = |key: &str| refused_about(key, faulty.serial);
    if proof.trim().is_empty() {
        return Err(refused("reason-proof-needs-words"));
    }
    let tx = cx.db.begin().await?;
    let (_, swap) = faulty.latest(&tx, company).await?;
    let swap = swap.filter(|s| s.dispatched.is_some() && s.received.is_none());
    let swap = swap.filter(|s| s.charge_id.is_none()).ok_or_else(|| refused("reason-return-not-open"))?;
    let bench = Bench::of(&tx, swap.agreement_id).await?;
    let awaited = deadline_open(&tx, "R085", SubjectId(swap.id.0)).await?;
    let deadline = awaited.ok_or_else(|| refused("reason-return-not-open"))?;
    let today = cx.clock.today(company.country);
    if posted > today || posted < deadline.starts {
        return Err(refused("reason-proof-day"));
    }
    if posted > deadline.due {
        return Err(refused("reason-proof-late"));
    }
    let hold = NewHold {
        id: cx.ids.next::<HoldId>(),
        company_id: company.id,
        deadline_id: Some(deadline.id),
        invoice_id: None,
        starts: posted,
        ends: Some(held_until(bench.swap(), bench.calendar, deadline.due)),
        reason: proof.trim().to_owned(),
    };
    hold_insert(&tx, hold).await?;
    event_append(&tx, company.id, vec![sealed(cx, &swap, "posted", actor)]).await?;
    tx.commit().await?;
    Ok(())
}
