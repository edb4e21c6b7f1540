//! A device moves for its merchant: to another of the merchant's own addresses, known or new, and nobody else's; what it costs is the
//! merchant's, and is said first (R009, R052-R054).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::Money;

use super::company;
use super::devices::Device;
use crate::domain::access::Scope;
use crate::service::ServiceError;
use crate::service::people::actor;
use crate::service::relocations::{Relocation, relocate};
use crate::store::company::Company;
use crate::store::page::device::DeviceRow;
use crate::store::page::merchant::{SiteRow, site_list};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::Own;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// The longest name or part of an address, in letters.
const SHORT: usize = 100;

/// What is chosen where the address is not among the merchant's sites yet.
const NEW: &str = "new";

#[derive(Template)]
#[template(path = "office/move.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    device: &'a DeviceRow,
    /// Where it can go: id, and name with address.
    sites: Vec<(String, String)>,
}

/// The merchant's other sites; none of a device that is on no line.
async fn elsewhere(web: &Web, scope: &Scope, device: &DeviceRow) -> WebResult<Vec<SiteRow>> {
    let Some(merchant) = device.merchant_id else { return Ok(Vec::new()) };
    let mut sites = site_list(&web.cx().db, scope, merchant).await?;
    sites.retain(|site| Some(site.id) != device.site_id);
    Ok(sites)
}

fn html(f: &Frame, form: &Form, device: &DeviceRow, sites: &[SiteRow]) -> WebResult<String> {
    let said = |site: &SiteRow| format!("{}: {}, {} {}", site.name, site.street, site.postcode, site.city);
    let mut sites: Vec<_> = sites.iter().map(|site| (site.id.to_string(), said(site))).collect();
    sites.push((NEW.to_owned(), f.say("move-new")));
    Ok(Page { f, form, device, sites }.render()?)
}

/// Where a device is to go.
struct To {
    /// The site's name.
    name: String,
    /// Street, postcode and city of one that is new.
    new: Option<(String, String, String)>,
}

/// Reads where a device is to go. None: something in the form is wrong. A stranger's site is refused with the clause that forbids it.
fn destination(form: &mut Form, device: &DeviceRow, sites: &[SiteRow]) -> Option<To> {
    let wanted = form.text("site", SHORT);
    if wanted == NEW {
        let name = form.text("name", SHORT);
        let new = (form.text("street", SHORT), form.text("postcode", SHORT), form.text("city", SHORT));
        if sites.iter().any(|site| site.name == name) || device.site.as_ref() == Some(&name) {
            form.wrong("name", "move-known");
        }
        if !form.ticked("own") {
            form.wrong("own", "move-strange");
        }
        return (!form.is_wrong()).then_some(To { name, new: Some(new) });
    }
    if let Some(site) = sites.iter().find(|site| site.id.to_string() == wanted) {
        return (!form.is_wrong()).then(|| To { name: site.name.clone(), new: None });
    }
    let here = device.site_id.is_some_and(|site| site.to_string() == wanted);
    if !wanted.is_empty() {
        form.wrong("site", if here { "move-same" } else { "move-strange" });
    }
    None
}

/// What the move costs, ex VAT, as documented; left out it costs nothing.
fn cost(form: &mut Form, company: &Company) -> Option<Money> {
    if form.value("cost").trim().is_empty() {
        return None;
    }
    form.money("cost", company.currency)
}

pub(super) async fn form(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Device(page)): Own<Device>,
) -> WebResult<Html<String>> {
    let sites = elsewhere(&web, &visitor.who()?.person.scope, &page.device).await?;
    Ok(Html(html(&f, &Form::new(), &page.device, &sites)?))
}

pub(super) async fn send(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Device(page)): Own<Device>,
    posted: Posted,
) -> WebResult<Response> {
    let (mut form, device) = (posted.form.clone(), &page.device);
    once(&web, &visitor, &posted, async {
        let (company, person) = (company(&web, &visitor).await?, &visitor.who()?.person);
        let sites = elsewhere(&web, &person.scope, device).await?;
        let (to, cost) = (destination(&mut form, device, &sites), cost(&mut form, &company));
        if let Some(to) = to.filter(|_| !form.is_wrong()) {
            let order = Relocation {
                serial: device.serial.clone(),
                site: to.name,
                cost,
                day: web.cx().clock.today(company.country),
                actor: actor(person.account),
            };
            let own =
                to.new.as_ref().map(|(street, postcode, city)| (street.as_str(), postcode.as_str(), city.as_str()));
            match relocate(web.cx(), &company, &order, own).await {
                Ok(()) => return Ok(Outcome::Done(format!("/office/devices/{}?said=said-device-moved", device.id))),
                Err(ServiceError::Refused(reason)) => form.wrong("site", &f.reason(&reason)),
                Err(error) => return Err(error.into()),
            }
        }
        let html = html(&f, &form, device, &sites)?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()))
    })
    .await
}
