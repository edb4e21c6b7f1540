//! The replacement leaves the warehouse: it takes the line over, and the faulty device has ten business days to come back (R051, R085).

use entity::types::{Custodian, CustodyStep, Date, DeviceId, DeviceState, DocumentKind, SubjectId, SwapId};

use super::approve::{First, approved};
use super::{Bench, Faulty, close, deadline, refused_about, sealed};
use crate::domain::reason::Reason;
use crate::domain::swap::{next_look, return_due};
use crate::service::custody::{Taken, arrived, begin_sealed, take};
use crate::service::papers::{self, Leaving};
use crate::service::{Context, ServiceError, ServiceResult, orders};
use crate::store::Tx;
use crate::store::agreement::NewAssignment;
use crate::store::company::Company;
use crate::store::custody::device_in_hand;
use crate::store::deadline::{deadline_meet, deadline_set};
use crate::store::event::{NewEvent, event_append};
use crate::store::merchant::{device_model_of, device_place};
use crate::store::series::series_lock;
use crate::store::swap::{assignment_replace, swap_update};

/// A replacement as it leaves.
#[derive(Clone, Debug)]
pub struct Dispatch {
    /// Serial number of the device that is exchanged.
    pub serial: String,
    /// The swap that is meant; none: the latest.
    pub swap: Option<SwapId>,
    /// Serial number of the replacement.
    pub replacement: String,
    /// Whether a replacement that we do not have is taken into stock first, as of the same model.
    pub from_maker: bool,
    /// Carrier and tracking number.
    pub carriage: (Option<String>, Option<String>),
    /// Its day.
    pub day: Date,
    /// Who sends it.
    pub actor: String,
}

/// Sends a replacement; a swap that is not approved yet is approved with it. The line, its price, its licence and its end stay (R051).
///
/// # Errors
/// As approving; and a replacement that is unknown, of another model, or not in stock; nothing has changed then.
pub async fn dispatch(cx: &Context, company: &Company, order: &Dispatch) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    // What seals the agreement afterwards must see what others have done to it.
    series_lock(&tx, company.id, DocumentKind::Invoice).await?;
    let (day, actor) = (order.day, order.actor.as_str());
    let (old, latest) = Faulty { serial: &order.serial, swap: order.swap }.latest(&tx, company).await?;
    if order.swap.is_some() && latest.as_ref().is_some_and(|swap| swap.dispatched.is_some()) {
        return Err(refused_about("reason-swap-dispatched", &order.serial));
    }
    let mut events = Vec::new();
    let waiting = latest.filter(|swap| swap.dispatched.is_none());
    let mut swap = match waiting {
        Some(swap) if swap.return_first && swap.received.is_none() => {
            return Err(refused_about("reason-swap-return-first", &order.serial));
        }
        Some(swap) => swap,
        None => {
            let (swap, event) =
                approved(&tx, cx, company, &order.serial, (First::Replacement, None), (day, actor)).await?;
            events.push(event);
            swap
        }
    };
    let bench = Bench::of(&tx, swap.agreement_id).await?;
    bench.entitled(swap.line_id, day)?;
    let (new, in_stock) = replacement(&tx, cx, company, order, old).await?;
    events.extend(in_stock);
    let about = SubjectId(swap.id.0);
    let place = NewAssignment {
        id: cx.ids.next(),
        company_id: company.id,
        line_id: swap.line_id,
        device_id: new,
        assigned: day,
        released: None,
    };
    assignment_replace(&tx, (swap.line_id, old), place).await?;
    let missing = || ServiceError::refused("reason-device-gone");
    let faulty = device_in_hand(&tx, company.id, old).await?.ok_or_else(missing)?;
    let site = faulty.site_id;
    let sent = Taken { site, carriage: order.carriage.clone(), ..Taken::of(new, CustodyStep::HandedOver, day, actor) };
    events.push(take(&tx, cx, company, sent.about(about)).await?);
    let out = Taken::of(old, CustodyStep::SwappedOut, day, actor).about(about);
    events.push(take(&tx, cx, company, out).await?);
    deadline_meet(&tx, "R080", about, day).await?;
    // What was reported of it is over: the merchant has a device that works.
    events.extend(close(&tx, cx, (old, swap.agreement_id), actor).await?);
    (swap.replacement_id, swap.dispatched) = (Some(new), Some(day));
    swap_update(&tx, &swap).await?;
    // A device that came back before its replacement left, or was lost and paid for, has nothing to come back by.
    let awaited =
        swap.received.is_none() && faulty.custodian == Custodian::Merchant && faulty.state != DeviceState::Lost;
    let due = awaited.then(|| return_due(bench.swap(), bench.calendar, day));
    if let Some(due) = due {
        let mut back = deadline(cx, &bench.agreement, ("R085", about, old), (day, due));
        back.wake = Some(next_look(bench.swap(), due, day));
        deadline_set(&tx, back).await?;
    }
    let leaving = Leaving { about, old, new, site, carriage: &order.carriage, day, due, actor };
    events.push(papers::advise(&tx, cx, company, &bench, leaving).await?);
    events.push(sealed(cx, &swap, "dispatched", actor));
    events.push(orders::sealed(&tx, cx, &bench.agreement, "swapped", actor).await?);
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}

/// The replacement, of the same model: in stock, or put there from the maker or from its repair (R092).
async fn replacement(
    tx: &Tx,
    cx: &Context,
    company: &Company,
    order: &Dispatch,
    old: DeviceId,
) -> ServiceResult<(DeviceId, Vec<NewEvent>)> {
    let serial = order.replacement.as_str();
    let refused = |key: &str| refused_about(key, serial);
    let missing = || refused("reason-serial-unknown");
    let model = device_model_of(tx, old).await?.ok_or_else(missing)?;
    let Some(known) = device_place(tx, company.id, serial).await? else {
        if !order.from_maker {
            return Err(missing());
        }
        let device = arrived(cx, company, model, serial);
        let id = device.id;
        return Ok((id, begin_sealed(tx, cx, &[device], None, (order.day, &order.actor)).await?));
    };
    if let Some(reference) = &known.reference {
        return Err(ServiceError::refused(
            Reason::of("reason-device-elsewhere").with("serial", serial).with("reference", reference),
        ));
    }
    if known.model_id != model {
        return Err(refused("reason-swap-model"));
    }
    let is_ours = matches!(known.custodian, Custodian::Stock | Custodian::Bench);
    if !(is_ours && matches!(known.state, DeviceState::Stock | DeviceState::Repair)) {
        return Err(refused("reason-swap-not-in-stock"));
    }
    let mut events = Vec::new();
    if known.state == DeviceState::Repair {
        let restocked = Taken::of(known.id, CustodyStep::Restocked, order.day, &order.actor);
        events.push(take(tx, cx, company, restocked).await?);
    }
    Ok((known.id, events))
}
