//! A swap is approved: remote troubleshooting did not help (R079, R080).

use entity::types::{Date, SubjectId};

use super::{Bench, deadline, device, on_line, printed, sealed};
use crate::domain::reason::Reason;
use crate::domain::swap::dispatch_due;
use crate::service::mails::{Step, tell};
use crate::service::{Context, ServiceError, ServiceResult, delivery};
use crate::store::Tx;
use crate::store::company::Company;
use crate::store::deadline::deadline_set;
use crate::store::event::{NewEvent, event_append};
use crate::store::swap::{Swap, swap_insert, swap_of, ticket_open};

/// Which of the two devices travels first (A17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// The replacement, within a day of the approval (R080).
    Replacement,
    /// The faulty device; its replacement leaves within a day of its arrival.
    Faulty,
}

/// Approves a swap of a device; its replacement must leave within a day (R080).
///
/// # Errors
/// A device that is on no line, an agreement that has not started or is over, a swap that waits already; nothing has changed then.
pub async fn approve(cx: &Context, company: &Company, serial: &str, day: Date, actor: &str) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    let (_, event) = approved(&tx, cx, company, serial, First::Replacement, (day, actor)).await?;
    event_append(&tx, company.id, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}

/// Approves a swap whose replacement leaves once the faulty device is here: nothing is at stake then that does not come back. The
/// merchant is told to send it.
///
/// # Errors
/// As [`approve`], and a device that is not at its merchant's; nothing has changed then.
pub async fn approve_return_first(
    cx: &Context,
    company: &Company,
    serial: &str,
    day: Date,
    actor: &str,
) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    let (swap, event) = approved(&tx, cx, company, serial, First::Faulty, (day, actor)).await?;
    let what = printed(&tx, swap.device_id).await?;
    let whom = (company, swap.merchant_id);
    tell(cx, &tx, whom, (SubjectId(swap.id.0), &what), &Step::SendFirst { to: &company.returns }).await?;
    event_append(&tx, company.id, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}

/// Approves a swap in a transaction that is under way. The event is for the caller to append last.
pub(super) async fn approved(
    tx: &Tx,
    cx: &Context,
    company: &Company,
    serial: &str,
    first: First,
    (day, actor): (Date, &str),
) -> ServiceResult<(Swap, NewEvent)> {
    let device = device(tx, company, serial).await?;
    let place = on_line(tx, company, device, serial).await?;
    let bench = Bench::of(tx, place.agreement_id).await?;
    bench.entitled(place.line_id, day)?;
    if swap_of(tx, company.id, device).await?.is_some_and(|swap| swap.dispatched.is_none()) {
        return Err(ServiceError::refused(Reason::of("reason-swap-waits").with("serial", serial)));
    }
    let swap = Swap {
        id: cx.ids.next(),
        company_id: company.id,
        merchant_id: place.merchant_id,
        agreement_id: place.agreement_id,
        line_id: place.line_id,
        device_id: device,
        replacement_id: None,
        ticket_id: ticket_open(tx, device, place.agreement_id).await?.map(|ticket| ticket.id),
        approved: day,
        dispatched: None,
        received: None,
        charge_id: None,
        reversal: None,
        reversed: None,
        decided: None,
        covered: None,
        exclusion: None,
        evidence: None,
        return_first: first == First::Faulty,
    };
    swap_insert(tx, swap.clone()).await?;
    delivery::complained(tx, device, day).await?;
    if first == First::Replacement {
        leaves_by(tx, cx, &bench, &swap, day).await?;
    }
    let event = sealed(cx, &swap, "approved", actor);
    Ok((swap, event))
}

/// Sets the deadline by which a replacement leaves: a day after the approval, or after the faulty device arrived where that travels first.
pub(super) async fn leaves_by(tx: &Tx, cx: &Context, bench: &Bench, swap: &Swap, from: Date) -> ServiceResult<()> {
    let due = dispatch_due(bench.swap(), bench.calendar, from);
    let about = ("R080", SubjectId(swap.id.0), swap.device_id);
    deadline_set(tx, deadline(cx, &bench.agreement, about, (from, due))).await?;
    Ok(())
}
