//! A device moves to another of the merchant's own sites; nobody else's (R009, R052-R054).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::by_when::refuse;
use super::device::{Device, device_said, is_in_use};
use super::{company, within};
use crate::domain::access::Scope;
use crate::service::people::actor;
use crate::service::relocations::{Relocation, relocate};
use crate::store::company::Company;
use crate::store::page::merchant::{SiteRow, site_list};
use crate::store::page::own_device::OwnDevice;
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::Own;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

#[derive(Template)]
#[template(path = "portal/move.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    device: &'a OwnDevice,
    title: String,
    company: &'a Company,
    /// Where it can go: id, and name with address.
    sites: Vec<(String, String)>,
    in_use: bool,
}

/// The merchant's other sites, as far as the reader reaches them.
async fn elsewhere(web: &Web, scope: &Scope, device: &OwnDevice) -> WebResult<Vec<SiteRow>> {
    let mut sites = site_list(&web.cx().db, scope, device.merchant_id).await?;
    sites.retain(|site| Some(site.id) != device.site_id);
    Ok(sites)
}

async fn rendered(
    web: &Web,
    f: &Frame,
    scope: &Scope,
    form: &Form,
    (device, sites): (&OwnDevice, &[SiteRow]),
) -> WebResult<String> {
    let said = |site: &SiteRow| format!("{}: {}, {} {}", site.name, site.street, site.postcode, site.city);
    let page = Page {
        title: device_said(f, &device.model, &device.serial),
        company: &company(web, scope).await?,
        sites: sites.iter().map(|site| (site.id.to_string(), said(site))).collect(),
        in_use: is_in_use(device),
        f,
        form,
        device,
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
    let sites = elsewhere(&web, &scope, &device).await?;
    Ok(Html(rendered(&web, &f, &scope, &Form::new(), (&device, &sites)).await?))
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
        let sites = elsewhere(&web, &scope, &device).await?;
        form.text("site", 100);
        let wanted = form.value("site").trim().to_owned();
        let chosen = sites.iter().find(|site| site.id.to_string() == wanted);
        if chosen.is_none() && !wanted.is_empty() {
            let here = device.site_id.is_some_and(|site| site.to_string() == wanted);
            form.wrong("site", if here { "portal-move-same" } else { "portal-move-strange" });
        }
        if let (Some(site), false) = (chosen, form.is_wrong()) {
            let company = company(&web, &scope).await?;
            let to = Relocation {
                serial: device.serial.clone(),
                site: site.name.clone(),
                cost: None,
                day: web.cx().clock.today(company.country),
                actor: actor(visitor.who()?.person.account),
            };
            match relocate(web.cx(), &company, &to, None).await {
                Ok(()) => return Ok(Outcome::Done(format!("/portal/devices/{}?said=said-portal-moved", device.id))),
                Err(error) => refuse(&f, &mut form, "site", error)?,
            }
        }
        let html = rendered(&web, &f, &scope, &form, (&device, &sites)).await?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()))
    })
    .await
}
