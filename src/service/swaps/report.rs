//! A fault is reported: what the defect consists of is mandatory (R091).

use entity::types::{AgreementId, Date, DeviceId, FaultKind, SubjectId, TicketId, TicketState};

use super::{Bench, device, on_line, printed, told};
use crate::service::mails::{Step, tell};
use crate::service::{Context, ServiceError, ServiceResult, delivery, facts};
use crate::store::Tx;
use crate::store::company::Company;
use crate::store::digest::Canonical;
use crate::store::event::{NewEvent, event_append};
use crate::store::swap::{Ticket, ticket_insert, ticket_lock, ticket_move, ticket_open};

/// A fault as somebody reports it.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Serial number of the device.
    pub serial: String,
    /// In use, or on delivery.
    pub kind: FaultKind,
    /// What the defect consists of.
    pub description: String,
    /// Whether the manual was tried (R109).
    pub tried_manual: bool,
    /// Its day.
    pub day: Date,
    /// Who reports it.
    pub actor: String,
}

/// Reports a fault.
///
/// # Errors
/// No description, a device that is on no line, an agreement that is over; nothing has changed then.
pub async fn report(cx: &Context, company: &Company, fault: &Fault) -> ServiceResult<TicketId> {
    if fault.description.trim().is_empty() {
        return Err(ServiceError::refused("reason-fault-needs-words"));
    }
    let tx = cx.db.begin().await?;
    let device = device(&tx, company, &fault.serial).await?;
    let place = on_line(&tx, company, device, &fault.serial).await?;
    let bench = Bench::of(&tx, place.agreement_id).await?;
    bench.entitled(place.line_id, fault.day)?;
    let ticket = Ticket {
        id: cx.ids.next(),
        company_id: company.id,
        merchant_id: place.merchant_id,
        agreement_id: place.agreement_id,
        device_id: device,
        kind: fault.kind,
        state: TicketState::Open,
        description: fault.description.trim().to_owned(),
        tried_manual: fault.tried_manual,
        reported: fault.day,
        reported_at_us: cx.clock.now().timestamp_micros(),
        actor: fault.actor.clone(),
        salt: cx.ids.salt(),
    };
    let (id, hash) = (ticket.id, ticket_hash(&ticket));
    let step = Step::Fault {
        kind: ticket.kind,
        words: &ticket.description,
        day: ticket.reported,
        hours: bench.swap().dispatch_hours,
    };
    let what = printed(&tx, device).await?;
    tell(cx, &tx, (company, place.merchant_id), (SubjectId(id.0), &what), &step).await?;
    ticket_insert(&tx, ticket).await?;
    delivery::complained(&tx, device, fault.day).await?;
    let event = told(cx, facts::TICKET_SET, SubjectId(id.0), "opened", hash, &fault.actor);
    event_append(&tx, company.id, vec![event]).await?;
    tx.commit().await?;
    Ok(id)
}

/// Says where a report stands: worked on, waiting for the merchant (R090), or over without a swap.
///
/// # Errors
/// A report that is over, or stands so already; nothing has changed then.
pub async fn ticket_to(
    cx: &Context,
    company: &Company,
    id: TicketId,
    state: TicketState,
    actor: &str,
) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    let found = ticket_lock(&tx, company.id, id).await?;
    let mut ticket = found.ok_or_else(|| ServiceError::refused("reason-ticket-gone"))?;
    if ticket.state == TicketState::Closed || ticket.state == state {
        return Err(ServiceError::refused("reason-ticket-moved"));
    }
    ticket.state = state;
    ticket_move(&tx, &ticket).await?;
    let what = match state {
        TicketState::Open => "resumed",
        TicketState::Awaiting => "awaiting",
        TicketState::Closed => "closed",
    };
    let event = told(cx, facts::TICKET_SET, SubjectId(id.0), what, ticket_hash(&ticket), actor);
    event_append(&tx, company.id, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}

/// A hash over a report as it is now.
#[must_use]
pub fn ticket_hash(ticket: &Ticket) -> String {
    let text = Canonical::of("ticket").with(ticket.id).with(ticket.company_id).with(ticket.merchant_id);
    let text = text.with(ticket.agreement_id).with(ticket.device_id).with(ticket.kind).with(ticket.state);
    let text = text.with(ticket.tried_manual).with(ticket.reported).with(ticket.reported_at_us).with(&ticket.actor);
    // What a person wrote is committed to apart, with salt, so that it can be erased.
    let words = Canonical::of("words").with(&ticket.salt).with(&ticket.description);
    [text, words].map(|part| part.hash()).join(".")
}

/// Closes what was reported of a device under an agreement. The events are for the caller to append last.
pub(super) async fn close(
    tx: &Tx,
    cx: &Context,
    (device, agreement): (DeviceId, AgreementId),
    actor: &str,
) -> ServiceResult<Vec<NewEvent>> {
    let mut events = Vec::new();
    while let Some(mut ticket) = ticket_open(tx, device, agreement).await? {
        ticket.state = TicketState::Closed;
        ticket_move(tx, &ticket).await?;
        events.push(told(cx, facts::TICKET_SET, SubjectId(ticket.id.0), "closed", ticket_hash(&ticket), actor));
    }
    Ok(events)
}
