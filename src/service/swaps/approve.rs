//! A swap is approved: remote troubleshooting did not help (R079, R080).

use entity::types::{Date, SubjectId, SwapId};

use super::{Bench, deadline, device, on_line, printed, sealed};
use crate::domain::reason::Reason;
use crate::domain::rma;
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

/// How a swap is approved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct How<'a> {
    /// Whether the replacement leaves only once the faulty device is here: nothing is at stake then that does not come back. The merchant
    /// is told to send it (A17).
    pub return_first: bool,
    /// Why it is approved though not all of the troubleshooting was done; kept as evidence (R079).
    pub unchecked: Option<&'a str>,
}

/// Approves a swap of a device; its replacement must leave within a day (R080).
///
/// # Errors
/// A device that is on no line, an agreement that has not started or is over, a swap that waits already; nothing has changed then.
pub async fn approve(cx: &Context, company: &Company, serial: &str, day: Date, actor: &str) -> ServiceResult<()> {
    approve_how(cx, company, serial, How::default(), (day, actor)).await
}

/// Approves a swap of a device.
///
/// # Errors
/// As [`approve`], and a reason that says nothing; nothing has changed then.
pub async fn approve_how(
    cx: &Context,
    company: &Company,
    serial: &str,
    how: How<'_>,
    (day, actor): (Date, &str),
) -> ServiceResult<()> {
    let unchecked = how.unchecked.map(str::trim);
    if unchecked.is_some_and(str::is_empty) {
        return Err(ServiceError::refused("reason-check-reason"));
    }
    let first = if how.return_first { First::Faulty } else { First::Replacement };
    let tx = cx.db.begin().await?;
    let (swap, event) = approved(&tx, cx, company, serial, (first, unchecked), (day, actor)).await?;
    if how.return_first {
        let what = printed(&tx, swap.device_id).await?;
        let whom = (company, swap.merchant_id);
        tell(cx, &tx, whom, (SubjectId(swap.id.0), &what), &Step::SendFirst { to: &company.returns }).await?;
    }
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
    (first, unchecked): (First, Option<&str>),
    (day, actor): (Date, &str),
) -> ServiceResult<(Swap, NewEvent)> {
    let device = device(tx, company, serial).await?;
    let place = on_line(tx, company, device, serial).await?;
    let bench = Bench::of(tx, place.agreement_id).await?;
    bench.entitled(place.line_id, day)?;
    if swap_of(tx, company.id, device).await?.is_some_and(|swap| swap.dispatched.is_none()) {
        return Err(ServiceError::refused(Reason::of("reason-swap-waits").with("serial", serial)));
    }
    let id: SwapId = cx.ids.next();
    let swap = Swap {
        id,
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
        unchecked: unchecked.map(str::to_owned),
        rma: Some(rma::number_of(id.0.as_u128())),
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
