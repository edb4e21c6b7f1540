//! Loss, theft, damage and tampering: reported within 24 hours of the discovery, with what happened, what was done and is planned, and
//! who can be reached; late is flagged, never refused (R011, R216, R217, A28).

use chrono::TimeDelta;
use entity::types::{ChargeCode, CustodyStep, Date, IncidentId, IncidentKind, Instant, SubjectId};

use super::custody::{Taken, take};
use super::invoices::{Approval, ChargeOrder, proposed};
use super::swaps::{Bench, deadline, device, on_line, prices, refused_about, told_incident};
use super::{Context, ServiceError, ServiceResult, delivery};
use crate::clock::zone;
use crate::domain::explain::Inputs;
use crate::domain::reason::Reason;
use crate::domain::rma;
use crate::store::company::Company;
use crate::store::custody::device_in_hand;
use crate::store::deadline::{deadline_meet, deadline_set};
use crate::store::event::event_append;
use crate::store::swap::{Incident, OnLine, incident_insert, incident_lock, incident_update, swap_of};

/// What a report must tell (R217).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What happened, in full.
    pub description: String,
    /// What was done to look into it and to secure data and terminals.
    pub done: String,
    /// What is planned.
    pub planned: String,
    /// Who can be reached, and how.
    pub contacts: String,
}

impl Words {
    /// The same without spaces around them; none if one of them says nothing.
    fn whole(&self) -> Option<Self> {
        let trimmed = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Some(Self {
            description: trimmed(&self.description)?,
            done: trimmed(&self.done)?,
            planned: trimmed(&self.planned)?,
            contacts: trimmed(&self.contacts)?,
        })
    }
}

/// An incident as it is reported.
#[derive(Clone, Debug)]
pub struct Report {
    /// Serial number of the device.
    pub serial: String,
    /// What happened.
    pub kind: IncidentKind,
    /// When it was discovered.
    pub discovered: Instant,
    /// What is told of it.
    pub words: Words,
    /// Its day.
    pub day: Date,
    /// Who reports it.
    pub actor: String,
}

/// Reports an incident. A loss or theft is charged at once at the new price, without shipping; rent runs on.
///
/// # Errors
/// A device that is on no line or lost already, a discovery in the future, a report that leaves something out; nothing has changed then.
pub async fn report(cx: &Context, company: &Company, report: &Report) -> ServiceResult<IncidentId> {
    let now = cx.clock.now();
    if report.discovered > now {
        return Err(refused_about("reason-incident-later", &report.serial));
    }
    let words = report.words.whole().ok_or_else(|| ServiceError::refused("reason-incident-needs-words"))?;
    let tx = cx.db.begin().await?;
    let id = device(&tx, company, &report.serial).await?;
    // A device that was exchanged and is not back is still in the merchant's hands; its return is charged, not its loss (R085).
    let (place, awaited) =
        match swap_of(&tx, company.id, id).await?.filter(|s| s.dispatched.is_some() && s.received.is_none()) {
            Some(swap) => (OnLine::of(&swap), true),
            None => (on_line(&tx, company, id, &report.serial).await?, false),
        };
    let bench = Bench::of(&tx, place.agreement_id).await?;
    let site_id = device_in_hand(&tx, company.id, id).await?.and_then(|device| device.site_id);
    let local = |at: Instant| at.with_timezone(&zone(company.country)).date_naive();
    let until = report.discovered + TimeDelta::hours(i64::from(bench.swap().incident_hours));
    let mut incident = written(cx, company, report, &place, words);
    (incident.site_id, incident.late) = (site_id, now > until);
    let about = SubjectId(incident.id.0);
    incident_insert(&tx, incident.clone()).await?;
    let dates = (local(report.discovered), local(until));
    deadline_set(&tx, deadline(cx, &bench.agreement, ("R216", about, id), dates)).await?;
    deadline_meet(&tx, "R216", about, report.day).await?;
    delivery::complained(&tx, id, report.day).await?;
    let mut events = Vec::new();
    let step = match report.kind {
        IncidentKind::Loss | IncidentKind::Theft if !awaited => Some(CustodyStep::Lost),
        IncidentKind::Tamper if !awaited => Some(CustodyStep::Tampered),
        _ => None,
    };
    if let Some(step) = step {
        let taken = Taken::of(id, step, report.day, &report.actor).about(about);
        events.push(take(&tx, cx, company, taken).await?);
    }
    if step == Some(CustodyStep::Lost) {
        let price = prices(&tx, company.id, id, report.day).await?;
        let order = ChargeOrder {
            agreement: place.agreement_id,
            code: ChargeCode::Loss,
            subject: about,
            device: Some(id),
            on: report.day,
            why: Inputs::Sum { on: report.day, parts: vec![("list-value".to_owned(), price.new_price)] },
            evidence: Some(format!("incident {}", incident.id)),
            approval: Approval::of(bench.agreement.approve_at_once),
            actor: report.actor.clone(),
        };
        let (charge, event) = proposed(&tx, cx, company, &order).await?;
        incident.charge_id = Some(charge);
        incident_update(&tx, &incident).await?;
        events.push(event);
    }
    events.push(told_incident(cx, &incident, report.kind.as_str(), &report.actor));
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(incident.id)
}

/// An incident as it is written down, in time and of no site.
fn written(cx: &Context, company: &Company, report: &Report, place: &OnLine, words: Words) -> Incident {
    let id: IncidentId = cx.ids.next();
    Incident {
        id,
        company_id: company.id,
        merchant_id: place.merchant_id,
        agreement_id: place.agreement_id,
        device_id: place.device_id,
        kind: report.kind,
        discovered_at_us: report.discovered.timestamp_micros(),
        reported_at_us: cx.clock.now().timestamp_micros(),
        late: false,
        charge_id: None,
        received: None,
        reversal: None,
        reversed: None,
        actor: report.actor.clone(),
        description: Some(words.description),
        done: Some(words.done),
        planned: Some(words.planned),
        contacts: Some(words.contacts),
        salt: Some(cx.ids.salt()),
        site_id: None,
        closed: None,
        outcome: None,
        rma: Some(rma::number_of(id.0.as_u128())),
    }
}

/// Says that an agent is through with an incident, and what came of it. What was charged is decided on apart.
///
/// # Errors
/// Nothing said, or an incident that is closed already; nothing has changed then.
pub async fn close(
    cx: &Context,
    company: &Company,
    id: IncidentId,
    (day, outcome): (Date, &str),
    actor: &str,
) -> ServiceResult<()> {
    let outcome = outcome.trim();
    if outcome.is_empty() {
        return Err(ServiceError::refused("reason-incident-outcome"));
    }
    let tx = cx.db.begin().await?;
    let found = incident_lock(&tx, company.id, id).await?;
    let mut incident = found.ok_or_else(|| ServiceError::refused("reason-incident-gone"))?;
    if let Some(closed) = incident.closed {
        return Err(ServiceError::refused(Reason::of("reason-incident-closed").with("day", closed)));
    }
    (incident.closed, incident.outcome) = (Some(day), Some(outcome.to_owned()));
    incident_update(&tx, &incident).await?;
    event_append(&tx, company.id, vec![told_incident(cx, &incident, "closed", actor)]).await?;
    tx.commit().await?;
    Ok(())
}
