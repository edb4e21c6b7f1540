//! Troubleshooting from afar: its steps are noted once each, with who and when; without them an exchange needs a reason (R079, R080).

use std::collections::HashSet;

use entity::types::{AgreementId, CheckStep, DeviceId, SubjectId, TicketId, TicketState};

use super::told;
use crate::domain::checklist::steps_for;
use crate::service::{Context, ServiceError, ServiceResult, facts};
use crate::store::Source;
use crate::store::check::{Check, check_insert_many, checks_of};
use crate::store::company::Company;
use crate::store::digest::Canonical;
use crate::store::event::event_append;
use crate::store::swap::{ticket_lock, ticket_open};

/// Notes steps of troubleshooting that were taken for a reported fault.
///
/// # Errors
/// No step that is not noted yet, or a report that is over; nothing has changed then.
pub async fn check(
    cx: &Context,
    company: &Company,
    id: TicketId,
    steps: &[CheckStep],
    actor: &str,
) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    let found = ticket_lock(&tx, company.id, id).await?;
    let ticket = found.ok_or_else(|| ServiceError::refused("reason-ticket-gone"))?;
    if ticket.state == TicketState::Closed {
        return Err(ServiceError::refused("reason-ticket-moved"));
    }
    let mut seen: HashSet<CheckStep> = checks_of(&tx, id).await?.into_iter().map(|check| check.step).collect();
    let at_us = cx.clock.now().timestamp_micros();
    let one = |step: CheckStep| Check {
        id: cx.ids.next(),
        ticket_id: id,
        step,
        company_id: company.id,
        at_us,
        actor: actor.to_owned(),
    };
    let fresh: Vec<Check> = steps.iter().filter(|step| seen.insert(**step)).map(|step| one(*step)).collect();
    if fresh.is_empty() {
        return Err(ServiceError::refused("reason-check-none"));
    }
    check_insert_many(&tx, &fresh).await?;
    let event = |check: &Check| told(cx, facts::CHECK_SET, SubjectId(check.id.0), "noted", check_hash(check), actor);
    event_append(&tx, company.id, fresh.iter().map(event).collect()).await?;
    tx.commit().await?;
    Ok(())
}

/// A hash over a step as it was noted.
#[must_use]
pub fn check_hash(check: &Check) -> String {
    let text = Canonical::of("check").with(check.id).with(check.company_id).with(check.ticket_id).with(check.step);
    text.with(check.at_us).with(&check.actor).hash()
}

/// The steps for a device's model that nobody has noted for its open report; all of them, if nothing is reported.
///
/// # Errors
/// A database that does not answer.
pub async fn unchecked<S: Source>(
    source: &S,
    (device, agreement): (DeviceId, AgreementId),
    model: &str,
) -> ServiceResult<Vec<CheckStep>> {
    let taken = match ticket_open(source, device, agreement).await? {
        Some(ticket) => checks_of(source, ticket.id).await?,
        None => Vec::new(),
    };
    let is_open = |step: &CheckStep| taken.iter().all(|check| check.step != *step);
    Ok(steps_for(model).iter().copied().filter(is_open).collect())
}
