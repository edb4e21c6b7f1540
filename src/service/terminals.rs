//! Terminals at terminal management: what custody says of a device's connection is ordered there, and its confirmation kept.
//!
//! The order is written in the transaction of the step that wants it, and its job brings it about: sent until it is taken, then asked
//! for if no call-back confirms it in time. A later order of a device supersedes an earlier one, here and (by its sequence) there.

use std::collections::HashMap;

use chrono::TimeDelta;
use entity::types::{CompanyId, DeviceId, JobId, SubjectId, TerminalOrderId, TerminalOrderState};

use super::facts::{self, Sealed};
use super::{Context, ServiceError, ServiceResult};
use crate::domain::reason::Reason;
use crate::gateways::terminals::{AGE_SECONDS, Answer, Confirmation, Order, Status, TerminalError, TerminalManagement};
use crate::store::Tx;
use crate::store::company::Company;
use crate::store::custody::device_in_hand;
use crate::store::digest::Canonical;
use crate::store::event::{NewEvent, event_append};
use crate::store::job::{NewJob, job_done, job_drop, job_enqueue, job_later};
use crate::store::terminal::{
    Ordered, Stands, TerminalOrder, terminal_asked, terminal_call_take, terminal_calls_forget, terminal_confirm,
    terminal_order_confirm, terminal_order_find, terminal_order_open, terminal_order_place, terminal_order_sent,
    terminal_orders_enqueue, terminal_state, terminals_to_ask,
};

/// The job that brings an order about.
pub const ORDER: &str = "terminal_order";
/// The clock job that asks how every terminal stands.
pub const POLL: &str = "terminal_poll";

/// How long a call-back may take until we ask.
const CONFIRM_MINUTES: i64 = 5;
/// Terminals that are asked of at once.
const PAGE: i64 = 200;
/// Who confirms.
const ACTOR: &str = "terminals";

/// What came of a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Something is known that was not.
    New,
    /// It was known.
    Known,
}

/// Orders a device's connection or disconnection in the transaction of the step that wants it. Without terminal management the order
/// is kept, and nobody confirms it.
///
/// # Errors
/// A database that does not answer.
pub(crate) async fn want(tx: &Tx, cx: &Context, device: (CompanyId, DeviceId), connected: bool) -> ServiceResult<()> {
    place(tx, cx, device, (connected, 0)).await
}

/// As [`want`], by a sequence that is later than one that somebody else has named.
async fn place(
    tx: &Tx,
    cx: &Context,
    (company, device): (CompanyId, DeviceId),
    wanted: (bool, i64),
) -> ServiceResult<()> {
    let (id, now): (TerminalOrderId, _) = (cx.ids.next(), cx.clock.now());
    terminal_order_place(tx, id, (company, device), wanted, now).await?;
    if cx.terminals.get().is_some() {
        let job = NewJob {
            id: JobId(id.0),
            company: Some(company),
            kind: ORDER,
            subject: SubjectId(id.0),
            payload: String::new(),
            run_at: now,
        };
        job_enqueue(tx, now, vec![job]).await?;
    }
    Ok(())
}

fn management(cx: &Context) -> ServiceResult<&dyn TerminalManagement> {
    let none = || TerminalError::Later("its address is not set here".to_owned());
    Ok(cx.terminals.get().ok_or_else(none)?)
}

/// The work of an order's job: harmless to do twice.
///
/// # Errors
/// Terminal management that does not answer, refuses, or has not done it yet; or a database that does not answer.
pub async fn bring(cx: &Context, id: TerminalOrderId, job: JobId, worker: &str) -> ServiceResult<()> {
    let none = || ServiceError::broken("the job names no order");
    let order = terminal_order_find(&cx.db, id).await?.ok_or_else(none)?;
    let answer = match order.state {
        TerminalOrderState::Confirmed | TerminalOrderState::Superseded => None,
        TerminalOrderState::Wanted => Some(give(cx, &order).await?),
        TerminalOrderState::Sent => Some(ask(cx, &order).await?),
    };
    let tx = cx.db.begin().await?;
    let now = cx.clock.now();
    // What happens to a device happens one at a time.
    device_in_hand(&tx, order.company_id, order.device_id).await?;
    match answer {
        Some(Answer::Accepted) if terminal_order_sent(&tx, id, now).await? => {
            job_later(&tx, job, worker, now + TimeDelta::minutes(CONFIRM_MINUTES)).await?;
        }
        Some(Answer::Accepted) | None => job_done(&tx, job, worker, now).await?,
        Some(Answer::Done) => {
            let told = confirmed(&tx, cx, &order).await?;
            job_done(&tx, job, worker, now).await?;
            event_append(&tx, order.company_id, told.into_iter().collect()).await?;
        }
        Some(Answer::Overtaken(sequence)) => {
            // If the order is still the last of ours, somebody else gave a later one: what custody says is ordered anew, after it.
            let open = terminal_order_open(&tx, order.device_id).await?;
            if open.is_some_and(|open| open.id == order.id) {
                place(&tx, cx, (order.company_id, order.device_id), (order.connected, sequence)).await?;
            }
            job_done(&tx, job, worker, now).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Gives an order.
async fn give(cx: &Context, order: &Ordered) -> ServiceResult<Answer> {
    let terminals = management(cx)?;
    let given = Order { id: order.id, serial: order.serial.clone(), sequence: order.sequence };
    let answer = if order.connected { terminals.connect(&given).await } else { terminals.disconnect(&given).await };
    Ok(answer?)
}

/// Asks for an order that nobody has confirmed; one that terminal management does not know any more is given again.
async fn ask(cx: &Context, order: &Ordered) -> ServiceResult<Answer> {
    let told = management(cx)?.status(&[&order.serial]).await?;
    let unknown = || TerminalError::Unknown(order.serial.clone());
    let stands = told.into_iter().next().ok_or_else(unknown)?;
    if stands.sequence == order.sequence && stands.connected == order.connected {
        return Ok(Answer::Done);
    }
    if stands.sequence >= order.sequence {
        return Ok(Answer::Overtaken(stands.sequence));
    }
    match give(cx, order).await? {
        Answer::Accepted => Err(TerminalError::Later("it has not confirmed the order yet".to_owned()).into()),
        other => Ok(other),
    }
}

/// Writes that an order is done, with the event that tells it; none: nothing is new.
async fn confirmed(tx: &Tx, cx: &Context, order: &Ordered) -> ServiceResult<Option<NewEvent>> {
    let now = cx.clock.now();
    let settled = terminal_order_confirm(tx, order.id, now).await?;
    let written = terminal_confirm(tx, order, now).await?;
    if !(settled || written) {
        return Ok(None);
    }
    Ok(Some(NewEvent {
        id: cx.ids.next(),
        at: now,
        actor: ACTOR.to_owned(),
        kind: facts::TERMINAL_SET,
        subject: SubjectId(order.id.0),
        facts: facts::json(&Sealed {
            what: if order.connected { "connected" } else { "disconnected" }.to_owned(),
            hash: order_hash((order.id, order.company_id, order.device_id), order.sequence, order.connected),
        }),
    }))
}

/// A hash over what of an order never changes: it is what its confirmation confirms.
#[must_use]
pub fn order_hash(
    (id, company, device): (TerminalOrderId, CompanyId, DeviceId),
    sequence: i64,
    connected: bool,
) -> String {
    Canonical::of("terminal-order").with(id).with(company).with(device).with(sequence).with(connected).hash()
}

/// As [`order_hash`], of an order's row.
#[must_use]
pub fn row_hash(order: &TerminalOrder) -> String {
    order_hash((order.id, order.company_id, order.device_id), order.sequence, order.connected)
}

/// Takes a confirmation by call-back: the same one has one effect, and one of an earlier order changes nothing that a later one has
/// confirmed.
///
/// # Errors
/// An order that we did not give, or gave otherwise; nothing has changed then.
pub async fn confirm(cx: &Context, told: &Confirmation) -> ServiceResult<Heard> {
    let tx = cx.db.begin().await?;
    let unknown = || ServiceError::refused("reason-terminal-order-unknown");
    let order = terminal_order_find(&tx, told.order).await?.ok_or_else(unknown)?;
    if (order.serial.as_str(), order.sequence, order.connected) != (told.serial.as_str(), told.sequence, told.connected)
    {
        return Err(ServiceError::refused(Reason::of("reason-terminal-order-other").with("serial", &order.serial)));
    }
    device_in_hand(&tx, order.company_id, order.device_id).await?;
    if !terminal_call_take(&tx, told.id, order.company_id, cx.clock.now()).await? {
        return Ok(Heard::Known);
    }
    let event = confirmed(&tx, cx, &order).await?;
    let heard = if event.is_some() { Heard::New } else { Heard::Known };
    job_drop(&tx, ORDER, SubjectId(order.id.0), cx.clock.now()).await?;
    event_append(&tx, order.company_id, event.into_iter().collect()).await?;
    tx.commit().await?;
    Ok(heard)
}

/// Asks how every terminal of a company stands, notes when each was last online, and orders anew what is not as it is wanted. Orders
/// that were given up are tried again.
///
/// # Errors
/// Terminal management that does not answer; what was asked until then is noted.
pub async fn poll(cx: &Context, company: &Company) -> ServiceResult<()> {
    let Some(terminals) = cx.terminals.get() else { return Ok(()) };
    let mut after = String::new();
    loop {
        let page = terminals_to_ask(&cx.db, company.id, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.serial);
        let serials: Vec<&str> = page.iter().map(|device| device.serial.as_str()).collect();
        let told: HashMap<String, Status> =
            terminals.status(&serials).await?.into_iter().map(|status| (status.serial.clone(), status)).collect();
        let tx = cx.db.begin().await?;
        for device in &page {
            let stands =
                told.get(&device.serial).map(|s| Stands { connected: s.connected, sequence: s.sequence, seen: s.seen });
            terminal_asked(&tx, (company.id, device.device_id), stands, cx.clock.now()).await?;
        }
        tx.commit().await?;
        for device in &page {
            if let Some(status) = told.get(&device.serial) {
                compare(cx, company, device.device_id, status).await?;
            }
        }
    }
    let tx = cx.db.begin().await?;
    let now = cx.clock.now();
    terminal_orders_enqueue(&tx, ORDER, company.id, now).await?;
    terminal_calls_forget(&tx, company.id, now - TimeDelta::seconds(2 * AGE_SECONDS) - TimeDelta::days(1)).await?;
    tx.commit().await?;
    Ok(())
}

/// What is to be done about a device after terminal management has said how it stands: an open order that is done is confirmed, and
/// where none is open, what is not as it is wanted is ordered anew.
async fn compare(cx: &Context, company: &Company, device: DeviceId, status: &Status) -> ServiceResult<()> {
    let before = terminal_state(&cx.db, company.id, device).await?;
    if before.is_none_or(|state| state.is_as_wanted()) {
        return Ok(());
    }
    let tx = cx.db.begin().await?;
    device_in_hand(&tx, company.id, device).await?;
    let Some(state) = terminal_state(&tx, company.id, device).await? else { return Ok(()) };
    match terminal_order_open(&tx, device).await? {
        Some(order) if (order.sequence, order.connected) == (status.sequence, status.connected) => {
            let event = confirmed(&tx, cx, &order).await?;
            job_drop(&tx, ORDER, SubjectId(order.id.0), cx.clock.now()).await?;
            event_append(&tx, company.id, event.into_iter().collect()).await?;
        }
        Some(_) => {}
        None if state.confirmed.is_some_and(|is| is != state.wanted) => {
            want(&tx, cx, (company.id, device), state.wanted).await?;
        }
        None => {}
    }
    tx.commit().await?;
    Ok(())
}
