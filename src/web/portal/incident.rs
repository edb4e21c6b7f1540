//! Reporting a loss, theft, damage or tampering: what it may cost is said first, what must be told is asked for, and a late report is
//! flagged and never refused (R011, R215-R217, A28).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::IncidentKind;

use super::by_when::{cost_said, refuse, support_said};
use super::device::{Device, device_said, is_in_hand};
use super::{company, within};
use crate::clock::local;
use crate::domain::access::Scope;
use crate::service::ServiceError;
use crate::service::costs::Costs;
use crate::service::incidents::{self, Report};
use crate::service::people::actor;
use crate::store::company::Company;
use crate::store::page::own_device::OwnDevice;
use crate::store::page::own_swap::swaps_of_device;
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::office::words_of_incident;
use crate::web::once::{Outcome, once};
use crate::web::own::Own;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

#[derive(Template)]
#[template(path = "portal/incident.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    device: &'a OwnDevice,
    title: String,
    company: &'a Company,
    support: String,
    /// What each kind may cost, in words: loss and theft cost the same.
    costs: Vec<(String, String)>,
    /// Within how many hours it is to be reported.
    hours: String,
    kinds: Vec<(String, String)>,
    in_hand: bool,
}

/// What each kind of incident may cost.
async fn consequences(
    web: &Web,
    f: &Frame,
    scope: &Scope,
    device: &OwnDevice,
) -> WebResult<(Vec<(String, String)>, String, bool)> {
    let db = &web.cx().db;
    let (costs, swaps) = (Costs::read(db, scope.company).await?, swaps_of_device(db, scope, device).await?);
    let awaited = swaps.iter().find(|swap| swap.device_id == device.id && swap.is_awaited());
    let gone = match awaited.and_then(|swap| swap.due.map(|due| swap.held.map_or(due, |held| held.max(due)))) {
        Some(last) => {
            let cost = costs.not_returned(device.terms_id, device.model_id, (last, f.today));
            cost.map(|cost| cost_said(f, "portal-incident-cost-awaited", &cost))
        }
        None => {
            let cost = costs.lost(device.terms_id, device.model_id, f.today);
            cost.map(|cost| cost_said(f, "portal-incident-cost-lost", &cost))
        }
    };
    let gone = gone.unwrap_or_else(|| f.say("portal-incident-cost-unknown"));
    let word = |kind: IncidentKind| f.word("portal-incident", kind);
    let said = vec![
        (format!("{} / {}", word(IncidentKind::Loss), word(IncidentKind::Theft)), gone),
        (word(IncidentKind::Damage), f.say("portal-incident-cost-damage")),
        (word(IncidentKind::Tamper), f.say("portal-incident-cost-tamper")),
    ];
    let hours = i64::from(costs.terms(device.terms_id)?.swap.incident_hours);
    let hours = f.count("portal-incident-hours", hours);
    Ok((said, hours, is_in_hand(device, &swaps)))
}

async fn rendered(web: &Web, f: &Frame, scope: &Scope, form: &Form, device: &OwnDevice) -> WebResult<String> {
    let company = company(web, scope).await?;
    let (costs, hours, in_hand) = consequences(web, f, scope, device).await?;
    let word = |kind: &IncidentKind| (kind.to_string(), f.word("portal-incident", kind));
    let page = Page {
        title: device_said(f, &device.model, &device.serial),
        support: support_said(web, f, &company),
        kinds: IncidentKind::ALL.iter().map(word).collect(),
        f,
        form,
        device,
        company: &company,
        costs,
        hours,
        in_hand,
    };
    Ok(page.render()?)
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Device(device)): Own<Device>,
) -> WebResult<Html<String>> {
    let (scope, _) = within(&visitor)?;
    let form = Form::new().with("day", f.today.to_string());
    Ok(Html(rendered(&web, &f, &scope, &form, &device).await?))
}

pub(super) async fn send(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Device(device)): Own<Device>,
    posted: Posted,
) -> WebResult<Response> {
    let (scope, _) = within(&visitor)?;
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let (kind, day, time) = (form.choice::<IncidentKind>("kind"), form.date("day"), form.time("time"));
        let words = words_of_incident(&mut form);
        if let (Some(kind), Some(day), Some(time), false) = (kind, day, time, form.is_wrong()) {
            let company = company(&web, &scope).await?;
            let report = Report {
                serial: device.serial.clone(),
                kind,
                discovered: local(company.country, day, time),
                words,
                day: web.cx().clock.today(company.country),
                actor: actor(visitor.who()?.person.account),
            };
            match incidents::report(web.cx(), &company, &report).await {
                Ok(id) => return Ok(Outcome::Done(format!("/portal/incidents/{id}?said=said-portal-incident"))),
                Err(error) => {
                    let later = matches!(&error, ServiceError::Refused(why) if why.key == "reason-incident-later");
                    refuse(&f, &mut form, if later { "day" } else { "kind" }, error)?;
                }
            }
        }
        let html = rendered(&web, &f, &scope, &form, &device).await?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()))
    })
    .await
}
