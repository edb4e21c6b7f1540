//! Loss, theft, damage and tampering: reported within 24 hours of the discovery; late is flagged, never refused (R011, R216, A28).

use chrono::TimeDelta;
use entity::types::{ChargeCode, CustodyStep, Date, IncidentKind, Instant, SubjectId};

use super::custody::{Taken, take};
use super::invoices::{Approval, ChargeOrder, proposed};
use super::swaps::{Bench, deadline, device, on_line, prices, refused_about, told_incident};
use super::{Context, ServiceResult, delivery};
use crate::clock::zone;
use crate::domain::explain::Inputs;
use crate::store::company::Company;
use crate::store::deadline::{deadline_meet, deadline_set};
use crate::store::event::event_append;
use crate::store::swap::{Incident, OnLine, incident_insert, incident_update, swap_of};

/// An incident as it is reported.
#[derive(Clone, Debug)]
pub struct Report {
    /// Serial number of the device.
    pub serial: String,
    /// What happened.
    pub kind: IncidentKind,
    /// When it was discovered.
    pub discovered: Instant,
    /// Its day.
    pub day: Date,
    /// Who reports it.
    pub actor: String,
}

/// Reports an incident. A loss or theft is charged at once at the new price, without shipping; rent runs on.
///
/// # Errors
/// A device that is on no line or lost already, a discovery in the future; nothing has changed then.
pub async fn report(cx: &Context, company: &Company, report: &Report) -> ServiceResult<()> {
    let now = cx.clock.now();
    if report.discovered > now {
        return Err(refused_about("reason-incident-later", &report.serial));
    }
    let tx = cx.db.begin().await?;
    let id = device(&tx, company, &report.serial).await?;
    // A device that was exchanged and is not back is still in the merchant's hands; its return is charged, not its loss (R085).
    let (place, awaited) =
        match swap_of(&tx, company.id, id).await?.filter(|s| s.dispatched.is_some() && s.received.is_none()) {
            Some(swap) => (OnLine::of(&swap), true),
            None => (on_line(&tx, company, id, &report.serial).await?, false),
        };
    let bench = Bench::of(&tx, place.agreement_id).await?;
    let local = |at: Instant| at.with_timezone(&zone(company.country)).date_naive();
    let until = report.discovered + TimeDelta::hours(i64::from(bench.swap().incident_hours));
    let mut incident = Incident {
        id: cx.ids.next(),
        company_id: company.id,
        merchant_id: place.merchant_id,
        agreement_id: place.agreement_id,
        device_id: id,
        kind: report.kind,
        discovered_at_us: report.discovered.timestamp_micros(),
        reported_at_us: now.timestamp_micros(),
        late: now > until,
        charge_id: None,
        received: None,
        reversal: None,
        reversed: None,
        actor: report.actor.clone(),
    };
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
    Ok(())
}
