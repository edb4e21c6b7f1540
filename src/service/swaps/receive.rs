//! A device is scanned in: its return is met, its test is due the next business day (R082), and what was charged for it is proposed
//! for credit if it is found in time.

use entity::types::{ChargeId, ChargeState, CustodyStep, Date, Money, SubjectId};

use super::approve::leaves_by;
use super::{Bench, Faulty, deadline, refused_about, sealed, told_incident};
use crate::domain::paper::Outcome;
use crate::domain::swap::{is_found_in_time, test_due};
use crate::service::custody::{Taken, take};
use crate::service::invoices::moved;
use crate::service::papers::{self, Returned};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Tx;
use crate::store::charge::charge_find;
use crate::store::company::Company;
use crate::store::custody::device_in_hand;
use crate::store::deadline::{deadline_meet, deadline_set};
use crate::store::event::{NewEvent, event_append};
use crate::store::invoice::invoice_find;
use crate::store::swap::{incident_charged, incident_update, swap_update};

/// Scans a device in.
///
/// # Errors
/// A serial number that we do not know, a device that is received already, or one that nobody waits for; nothing has changed then.
pub async fn receive<'a>(
    cx: &Context,
    company: &Company,
    faulty: impl Into<Faulty<'a>>,
    day: Date,
    actor: &str,
) -> ServiceResult<()> {
    let faulty = faulty.into();
    let tx = cx.db.begin().await?;
    let (id, swap) = faulty.latest(&tx, company).await?;
    let swap = swap.filter(|swap| swap.received.is_none());
    let lost = incident_charged(&tx, company.id, id).await?.filter(|incident| incident.received.is_none());
    let agreement = swap.as_ref().map(|s| s.agreement_id).or(lost.as_ref().map(|i| i.agreement_id));
    let Some(agreement) = agreement else {
        return Err(refused_about("reason-return-not-awaited", faulty.serial));
    };
    let bench = Bench::of(&tx, agreement).await?;
    let about = swap.as_ref().map(|s| SubjectId(s.id.0)).or(lost.as_ref().map(|i| SubjectId(i.id.0)));
    let gone = || ServiceError::refused("reason-device-gone");
    let site = device_in_hand(&tx, company.id, id).await?.ok_or_else(gone)?.site_id;
    let (mut outcome, mut tested) = (Outcome::Nothing, None);
    let mut events =
        vec![take(&tx, cx, company, Taken { about, ..Taken::of(id, CustodyStep::ScannedIn, day, actor) }).await?];
    if let Some(mut swap) = swap {
        let about = SubjectId(swap.id.0);
        deadline_meet(&tx, "R085", about, day).await?;
        let test = test_due(bench.swap(), bench.calendar, day);
        deadline_set(&tx, deadline(cx, &bench.agreement, ("R082", about, id), (day, test))).await?;
        tested = Some(test);
        if swap.return_first && swap.dispatched.is_none() {
            leaves_by(&tx, cx, &bench, &swap, day).await?;
        }
        let waived;
        (outcome, waived) = charge_of(&tx, cx, &bench, swap.charge_id, day, actor).await?;
        (swap.received, swap.reversal) = (Some(day), is_fresh(&outcome).then_some(day));
        events.extend(waived);
        swap_update(&tx, &swap).await?;
        events.push(sealed(cx, &swap, "received", actor));
    }
    if let Some(mut incident) = lost {
        let (found, waived) = charge_of(&tx, cx, &bench, incident.charge_id, day, actor).await?;
        (incident.received, incident.reversal) = (Some(day), is_fresh(&found).then_some(day));
        events.extend(waived);
        if outcome == Outcome::Nothing {
            outcome = found;
        }
        incident_update(&tx, &incident).await?;
        events.push(told_incident(cx, &incident, "found", actor));
    }
    if let Some(about) = about {
        let back = Returned { about, device: id, site, day, test_due: tested, outcome, actor };
        events.push(papers::receipt(&tx, cx, company, &bench, back).await?);
    }
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether a charge is to be proposed for credit.
const fn is_fresh(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Credited { .. })
}

/// What comes of what was charged for a device that is back: it is to be proposed for credit while it is fresh; while it only is
/// proposed itself it is waived, with this event.
async fn charge_of(
    tx: &Tx,
    cx: &Context,
    bench: &Bench,
    charge: Option<ChargeId>,
    day: Date,
    actor: &str,
) -> ServiceResult<(Outcome, Option<NewEvent>)> {
    let Some(id) = charge else { return Ok((Outcome::Nothing, None)) };
    let missing = || ServiceError::broken(format!("charge {id} is missing"));
    let charge = charge_find(tx, id).await?.ok_or_else(missing)?;
    let invoiced = match charge.invoice_id {
        Some(invoice) => invoice_find(tx, invoice).await?.map(|row| (row.issued, row.number)),
        None => None,
    };
    let net = Money::new(charge.net, charge.currency);
    Ok(match (charge.state, invoiced) {
        (ChargeState::Proposed, _) => {
            (Outcome::Dropped, Some(moved(tx, cx, &charge, ChargeState::Waived, actor).await?))
        }
        (ChargeState::Approved, _) => (Outcome::Credited { net, invoice: None }, None),
        (ChargeState::Invoiced, Some((issued, number))) if is_found_in_time(bench.swap(), issued, day) => {
            (Outcome::Credited { net, invoice: Some(number) }, None)
        }
        (ChargeState::Invoiced, Some((_, number))) => (Outcome::TooLate { net, invoice: Some(number) }, None),
        _ => (Outcome::Nothing, None),
    })
}
