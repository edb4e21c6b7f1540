//! A device is scanned in: its return is met, its test is due the next business day (R082), and what was charged for it is proposed
//! for credit if it is found in time.

use entity::types::{ChargeId, ChargeState, CustodyStep, Date, SubjectId};

use super::{Bench, deadline, device, sealed, told_incident};
use crate::domain::reason::Reason;
use crate::domain::swap::{is_found_in_time, test_due};
use crate::service::custody::{Taken, take};
use crate::service::invoices::moved;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Tx;
use crate::store::charge::charge_find;
use crate::store::company::Company;
use crate::store::deadline::{deadline_meet, deadline_set};
use crate::store::event::{NewEvent, event_append};
use crate::store::invoice::invoice_find;
use crate::store::swap::{incident_charged, incident_update, swap_of, swap_update};

/// Scans a device in.
///
/// # Errors
/// A serial number that we do not know, a device that is received already, or one that nobody waits for; nothing has changed then.
pub async fn receive(cx: &Context, company: &Company, serial: &str, day: Date, actor: &str) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    let id = device(&tx, company, serial).await?;
    let swap = swap_of(&tx, company.id, id).await?.filter(|swap| swap.received.is_none());
    let lost = incident_charged(&tx, company.id, id).await?.filter(|incident| incident.received.is_none());
    let agreement = swap.as_ref().map(|s| s.agreement_id).or(lost.as_ref().map(|i| i.agreement_id));
    let Some(agreement) = agreement else {
        return Err(ServiceError::refused(Reason::of("reason-return-not-awaited").with("serial", serial)));
    };
    let bench = Bench::of(&tx, agreement).await?;
    let about = swap.as_ref().map(|s| SubjectId(s.id.0)).or(lost.as_ref().map(|i| SubjectId(i.id.0)));
    let mut events =
        vec![take(&tx, cx, company, Taken { about, ..Taken::of(id, CustodyStep::ScannedIn, day, actor) }).await?];
    if let Some(mut swap) = swap {
        let about = SubjectId(swap.id.0);
        deadline_meet(&tx, "R085", about, day).await?;
        let test = test_due(bench.swap(), bench.calendar, day);
        deadline_set(&tx, deadline(cx, &bench.agreement, ("R082", about, id), (day, test))).await?;
        let (fresh, waived) = charge_of(&tx, cx, &bench, swap.charge_id, day, actor).await?;
        (swap.received, swap.reversal) = (Some(day), fresh.then_some(day));
        events.extend(waived);
        swap_update(&tx, &swap).await?;
        events.push(sealed(cx, &swap, "received", actor));
    }
    if let Some(mut incident) = lost {
        let (fresh, waived) = charge_of(&tx, cx, &bench, incident.charge_id, day, actor).await?;
        (incident.received, incident.reversal) = (Some(day), fresh.then_some(day));
        events.extend(waived);
        incident_update(&tx, &incident).await?;
        events.push(told_incident(cx, &incident, "found", actor));
    }
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether what was charged for a device that is back is to be proposed for credit, as it is while it is fresh; while it only is
/// proposed itself it is waived, with this event.
async fn charge_of(
    tx: &Tx,
    cx: &Context,
    bench: &Bench,
    charge: Option<ChargeId>,
    day: Date,
    actor: &str,
) -> ServiceResult<(bool, Option<NewEvent>)> {
    let Some(id) = charge else { return Ok((false, None)) };
    let missing = || ServiceError::broken(format!("charge {id} is missing"));
    let charge = charge_find(tx, id).await?.ok_or_else(missing)?;
    let invoiced = match charge.invoice_id {
        Some(invoice) => invoice_find(tx, invoice).await?.map(|row| row.issued),
        None => None,
    };
    match (charge.state, invoiced) {
        (ChargeState::Proposed, _) => Ok((false, Some(moved(tx, cx, &charge, ChargeState::Waived, actor).await?))),
        (ChargeState::Approved, _) => Ok((true, None)),
        (ChargeState::Invoiced, Some(invoiced)) => Ok((is_found_in_time(bench.swap(), invoiced, day), None)),
        _ => Ok((false, None)),
    }
}
