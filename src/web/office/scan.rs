//! A serial number, or the number by which a device may move, leads to what waits for that device (R210).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::domain::rma;
use crate::store::page::swap::{Led, MovesTo, rma_leads_to, serial_leads_to};
use crate::web::form::{Asked, Form};
use crate::web::frame::Frame;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// The longest serial number, in letters.
const LONGEST: usize = 60;

#[derive(Template)]
#[template(path = "office/scan.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(mut form): Asked,
) -> WebResult<Response> {
    if form.value("serial").trim().is_empty() {
        return Ok(Html(Page { f: &f, form: &Form::new() }.render()?).into_response());
    }
    let serial = form.text("serial", LONGEST);
    if !form.is_wrong() {
        if let Some(number) = rma::read(&serial)
            && let Some(moves) = rma_leads_to(&web.cx().db, &visitor.who()?.person.scope, &number).await?
        {
            let to = match moves.to {
                MovesTo::Swap(id) => format!("/office/swaps/{id}?scanned={number}"),
                MovesTo::Incident(id) => format!("/office/incidents/{id}"),
            };
            return Ok(Redirect::to(&to).into_response());
        }
        match serial_leads_to(&web.cx().db, &visitor.who()?.person.scope, &serial).await? {
            Some(Led::Swap(id)) => {
                let scanned: String = form_urlencoded::byte_serialize(serial.as_bytes()).collect();
                return Ok(Redirect::to(&format!("/office/swaps/{id}?scanned={scanned}")).into_response());
            }
            Some(Led::Device(id)) => return Ok(Redirect::to(&format!("/office/devices/{id}")).into_response()),
            None => form.wrong("serial", "scan-unknown"),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(Page { f: &f, form: &form }.render()?)).into_response())
}
