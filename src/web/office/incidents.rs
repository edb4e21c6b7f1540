//! Losses, thefts, damage and suspected tampering: what waits, one incident with all that was told of it, a report for a merchant,
//! and being through with one (R011, R216, R217).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{ChargeState, IncidentKind};

use super::company;
use super::devices::Device;
use super::list::{ASK, page as cut, place, place_of};
use super::words::device_tone;
use crate::clock::local;
use crate::domain::access::{Act, Scope};
use crate::service::ServiceError;
use crate::service::costs::Costs;
use crate::service::incidents::{self, Report, Words};
use crate::service::people::actor;
use crate::store::page::agreement::agreement_head;
use crate::store::page::device::DeviceRow;
use crate::store::page::incident::{IncidentRow, Incidents, incident_list};
use crate::web::form::{Asked, Form, Posted};
use crate::web::frame::Frame;
use crate::web::named::named;
use crate::web::once::{Outcome, once};
use crate::web::own::{Incident, Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// The longest text of a report, in letters.
const LONGEST: usize = 2_000;

/// What a report must tell, read from a form (R217).
pub(in crate::web) fn words(form: &mut Form) -> Words {
    Words {
        description: form.text("what", LONGEST),
        done: form.text("done", LONGEST),
        planned: form.text("planned", LONGEST),
        contacts: form.text("contacts", LONGEST),
    }
}

/// The colour of where an incident stands.
pub(super) const fn incident_tone(incident: &IncidentRow) -> &'static str {
    if incident.closed.is_some() { "plain" } else { "wait" }
}

#[derive(Template)]
#[template(path = "office/incidents.html")]
struct ListPage<'a> {
    f: &'a Frame,
    incidents: Vec<IncidentRow>,
    all: bool,
    /// A filter that is none of ours.
    unknown: Option<&'a str>,
    next: Option<String>,
    office: bool,
}

impl ListPage<'_> {
    fn tone(&self, incident: &IncidentRow) -> &'static str {
        incident_tone(incident)
    }

    fn charge(&self, incident: &IncidentRow) -> Option<String> {
        charge_said(self.f, incident)
    }
}

/// What was charged for an incident and where that stands; none: nothing was.
fn charge_said(f: &Frame, incident: &IncidentRow) -> Option<String> {
    let state = incident.charge_state?;
    let state = match incident.reversed {
        Some(_) => f.say("swap-given-back"),
        None => f.word("charge-state", state),
    };
    Some(f.with2("incident-charge", "net", f.money(&incident.net()), "state", state))
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(asked): Asked,
) -> WebResult<Response> {
    let which = asked.value("which");
    let all = which == "all";
    let unknown = Some(which).filter(|which| !["", "all", "open"].contains(which));
    let at = place_of(asked.value("at"));
    let wanted = match all {
        true => Incidents::All { before: at, limit: ASK },
        false => Incidents::Open { after: at, limit: ASK },
    };
    let found = incident_list(&web.cx().db.lookup(), &visitor.who()?.person.scope, wanted).await?;
    let asked = [("which", if all { "all" } else { "" })];
    let (incidents, next) =
        cut(found, "/office/incidents", &asked, ("at", |row: &IncidentRow| place(row.reported_at_us, row.id)));
    let office = f.may(Act::SeeOffice);
    let html = ListPage { f: &f, incidents, all, unknown, next, office }.render()?;
    let status = if unknown.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(html)).into_response())
}

#[derive(Template)]
#[template(path = "office/incident.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    incident: &'a IncidentRow,
    /// Who reported it.
    who: String,
    refused: Option<String>,
    office: bool,
}

impl Page<'_> {
    fn tone(&self) -> &'static str {
        incident_tone(self.incident)
    }

    fn device_tone(&self) -> &'static str {
        device_tone(self.incident.device_state)
    }

    fn charge(&self) -> Option<String> {
        charge_said(self.f, self.incident)
    }

    /// Whether the charge waits for somebody's decision.
    fn charge_waits(&self) -> bool {
        self.incident.charge_state == Some(ChargeState::Proposed)
    }

    /// Whether what was charged waits to be given back.
    fn credit_waits(&self) -> bool {
        self.incident.reversal.is_some() && self.incident.reversed.is_none()
    }

    fn may_close(&self) -> bool {
        self.incident.closed.is_none() && self.f.may(Act::DecideSwap)
    }
}

async fn incident_html(
    (web, f, scope): (&Web, &Frame, &Scope),
    incident: &IncidentRow,
    form: &Form,
    refused: Option<String>,
) -> WebResult<String> {
    let who = named(web, f, scope.company, &incident.actor).await?;
    Ok(Page { office: f.may(Act::SeeOffice), f, form, incident, who, refused }.render()?)
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Incident(incident)): Own<Incident>,
) -> WebResult<Html<String>> {
    let scope = &visitor.who()?.person.scope;
    Ok(Html(incident_html((&web, &f, scope), &incident, &Form::new(), None).await?))
}

pub(super) async fn close(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Incident(incident)): Own<Incident>,
    posted: Posted,
) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let (company, person) = (company(&web, &visitor).await?, &visitor.who()?.person);
        let day = web.cx().clock.today(company.country);
        let (outcome, who) = (form.text("outcome", LONGEST), actor(person.account));
        let mut status = StatusCode::UNPROCESSABLE_ENTITY;
        let mut refused = None;
        if !form.is_wrong() {
            match incidents::close(web.cx(), &company, incident.id, (day, &outcome), &who).await {
                Ok(()) => {
                    return Ok(Outcome::Done(format!("/office/incidents/{}?said=said-incident-closed", incident.id)));
                }
                Err(ServiceError::Refused(reason)) => {
                    (status, refused) = (StatusCode::CONFLICT, Some(f.reason(&reason)));
                }
                Err(error) => return Err(error.into()),
            }
        }
        let now = Incident::load(&web, &person.scope, incident.id).await?.ok_or(WebError::NotFound)?;
        let html = incident_html((&web, &f, &person.scope), &now.0, &form, refused).await?;
        Ok(Outcome::Again((status, Html(html)).into_response()))
    })
    .await
}

#[derive(Template)]
#[template(path = "office/incident_report.html")]
struct ReportPage<'a> {
    f: &'a Frame,
    form: &'a Form,
    device: &'a DeviceRow,
    /// What a loss or theft costs the merchant, ex VAT and with it.
    cost: Option<(String, String)>,
    /// Whether the device is on a line; otherwise the deadline of its return decides.
    on_line: bool,
    kinds: Vec<(String, String)>,
}

async fn report_html((web, f, scope): (&Web, &Frame, &Scope), device: &DeviceRow, form: &Form) -> WebResult<String> {
    let reading = web.cx().db.reading().await?;
    let head = match device.agreement_id {
        Some(agreement) => agreement_head(&reading, scope, agreement).await?,
        None => None,
    };
    let cost = match head {
        Some(head) => {
            let costs = Costs::read(&reading, scope.company).await?;
            costs.lost(head.terms_id, device.model_id, f.today).map(|cost| (f.money(&cost.net), f.money(&cost.gross)))
        }
        None => None,
    };
    let kinds = IncidentKind::ALL.iter().map(|kind| (kind.to_string(), f.word("incident-kind", kind))).collect();
    Ok(ReportPage { f, form, device, cost, on_line: device.line_id.is_some(), kinds }.render()?)
}

pub(super) async fn form(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Device(page)): Own<Device>,
) -> WebResult<Html<String>> {
    let form = Form::new().with("day", f.today.to_string());
    Ok(Html(report_html((&web, &f, &visitor.who()?.person.scope), &page.device, &form).await?))
}

pub(super) async fn report(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Device(page)): Own<Device>,
    posted: Posted,
) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let (company, person) = (company(&web, &visitor).await?, &visitor.who()?.person);
        let (kind, day, time) = (form.choice::<IncidentKind>("kind"), form.date("day"), form.time("time"));
        let words = words(&mut form);
        if let (Some(kind), Some(day), Some(time), false) = (kind, day, time, form.is_wrong()) {
            let report = Report {
                serial: page.device.serial.clone(),
                kind,
                discovered: local(company.country, day, time),
                words,
                day: web.cx().clock.today(company.country),
                actor: actor(person.account),
            };
            match incidents::report(web.cx(), &company, &report).await {
                Ok(id) => return Ok(Outcome::Done(format!("/office/incidents/{id}?said=said-incident-reported"))),
                Err(ServiceError::Refused(reason)) => {
                    let later = reason.key == "reason-incident-later";
                    form.wrong(if later { "day" } else { "kind" }, &f.reason(&reason));
                }
                Err(error) => return Err(error.into()),
            }
        }
        let html = report_html((&web, &f, &person.scope), &page.device, &form).await?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()))
    })
    .await
}
