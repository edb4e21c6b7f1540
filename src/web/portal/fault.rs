//! Reporting a fault: what the defect consists of is mandatory (R091), and what happens next is said before it is sent.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::FaultKind;

use super::by_when::{cost_said, refuse, support_said};
use super::device::{Device, device_said, is_in_use};
use super::{company, within};
use crate::domain::access::Scope;
use crate::service::costs::Costs;
use crate::service::people::actor;
use crate::service::swaps::{self, Fault};
use crate::store::company::Company;
use crate::store::page::own_device::{OwnDevice, TicketRow, ticket_list};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::Own;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// The longest description that is taken, in letters.
const LONGEST: usize = 2_000;

#[derive(Template)]
#[template(path = "portal/fault.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    device: &'a OwnDevice,
    title: String,
    company: &'a Company,
    support: String,
    /// The fee that may follow, in words; none: the terms know none.
    fee: Option<String>,
    /// What is reported already.
    tickets: Vec<TicketRow>,
    kinds: Vec<(String, String)>,
    in_use: bool,
}

impl Page<'_> {
    fn already(&self, ticket: &TicketRow) -> String {
        self.f.with("portal-fault-already", "at", self.f.at(&ticket.reported_at_us))
    }
}

async fn rendered(web: &Web, f: &Frame, scope: &Scope, form: &Form, device: &OwnDevice) -> WebResult<String> {
    let company = company(web, scope).await?;
    let costs = Costs::read(&web.cx().db, scope.company).await?;
    let word = |kind: &FaultKind| (kind.to_string(), f.word("portal-fault-kind", kind));
    let page = Page {
        title: device_said(f, &device.model, &device.serial),
        support: support_said(web, f, &company),
        fee: costs.fee(device.terms_id, f.today).map(|fee| cost_said(f, "portal-fault-fee", &fee)),
        tickets: ticket_list(&web.cx().db, device).await?,
        kinds: FaultKind::ALL.iter().map(word).collect(),
        in_use: is_in_use(device),
        f,
        form,
        device,
        company: &company,
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
    let form = Form::new().with("kind", FaultKind::InLife.as_str());
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
        let kind = form.choice::<FaultKind>("kind");
        let (description, tried_manual) = (form.text("description", LONGEST), form.ticked("manual"));
        if form.error("description") == "form-missing" {
            form = std::mem::take(&mut form).instead("description", "reason-fault-needs-words");
        }
        if let (Some(kind), false) = (kind, form.is_wrong()) {
            let company = company(&web, &scope).await?;
            let fault = Fault {
                serial: device.serial.clone(),
                kind,
                description,
                tried_manual,
                day: web.cx().clock.today(company.country),
                actor: actor(visitor.who()?.person.account),
            };
            match swaps::report(web.cx(), &company, &fault).await {
                Ok(_) => {
                    return Ok(Outcome::Done(format!("/portal/devices/{}?said=said-portal-fault", device.id)));
                }
                Err(error) => refuse(&f, &mut form, "description", error)?,
            }
        }
        let html = rendered(&web, &f, &scope, &form, &device).await?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()))
    })
    .await
}
