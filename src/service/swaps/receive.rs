//! A device is scanned in: its return is met, its test is due the next business day (R082), and what was charged for it is proposed
//! for credit if it is found in time.

use entity::types::{ChargeState, CustodyStep, Date, DeviceState, SubjectId};

use super::{Bench, deadline, device, sealed};
use crate::domain::reason::Reason;
use crate::domain::swap::{is_found_in_time, test_due};
use crate::service::custody::{Taken, take};
use crate::service::invoices::moved;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Tx;
use crate::store::charge::charge_find;
use crate::store::company::Company;
use crate::store::custody::device_in_hand;
use crate::store::deadline::{deadline_meet, deadline_set};
use crate::store::event::{NewEvent, event_append};
use crate::store::invoice::invoice_find;
use crate::store::swap::{Swap, swap_of, swap_update};

/// Scans a device in.
///
/// # Errors
/// A serial number that we do not know, a device that is received already, or one that nobody waits for; nothing has changed then.
pub async fn receive(cx: &Context, company: &Company, serial: &str, day: Date, actor: &str) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    let id = device(&tx, company, serial).await?;
    let swap = swap_of(&tx, company.id, id).await?.filter(|swap| swap.received.is_none());
    let Some(mut swap) = swap else {
        // Lost by its merchant, and found.
        let is_lost = device_in_hand(&tx, company.id, id).await?.is_some_and(|at| at.state == DeviceState::Lost);
        if !is_lost {
            return Err(ServiceError::refused(Reason::of("reason-return-not-awaited").with("serial", serial)));
        }
        let event = take(&tx, cx, company, Taken::of(id, CustodyStep::ScannedIn, day, actor)).await?;
        event_append(&tx, company.id, vec![event]).await?;
        tx.commit().await?;
        return Ok(());
    };
    let about = SubjectId(swap.id.0);
    let bench = Bench::of(&tx, swap.agreement_id).await?;
    let scanned = Taken::of(id, CustodyStep::ScannedIn, day, actor).about(about);
    let mut events = vec![take(&tx, cx, company, scanned).await?];
    deadline_meet(&tx, "R085", about, day).await?;
    let test = test_due(bench.swap(), bench.calendar, day);
    deadline_set(&tx, deadline(cx, &bench.agreement, ("R082", about, id), (day, test))).await?;
    swap.received = Some(day);
    events.extend(charge_of(&tx, cx, &bench, &mut swap, day, actor).await?);
    swap_update(&tx, &swap).await?;
    events.push(sealed(cx, &swap, "received", actor));
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}

/// What was charged for a device that is back: waived while it only is proposed; proposed for credit while it is fresh.
async fn charge_of(
    tx: &Tx,
    cx: &Context,
    bench: &Bench,
    swap: &mut Swap,
    day: Date,
    actor: &str,
) -> ServiceResult<Option<NewEvent>> {
    let Some(id) = swap.charge_id else { return Ok(None) };
    let missing = || ServiceError::broken(format!("charge {id} is missing"));
    let charge = charge_find(tx, id).await?.ok_or_else(missing)?;
    let invoiced = match charge.invoice_id {
        Some(invoice) => invoice_find(tx, invoice).await?.map(|row| row.issued),
        None => None,
    };
    match (charge.state, invoiced) {
        (ChargeState::Proposed, _) => Ok(Some(moved(tx, cx, &charge, ChargeState::Waived, actor).await?)),
        (ChargeState::Approved, _) => {
            swap.reversal = Some(day);
            Ok(None)
        }
        (ChargeState::Invoiced, Some(invoiced)) if is_found_in_time(bench.swap(), invoiced, day) => {
            swap.reversal = Some(day);
            Ok(None)
        }
        _ => Ok(None),
    }
}
