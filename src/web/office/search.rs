//! Search from anywhere: the page, and the same hits while somebody types.

use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;

use crate::domain::rma;
use crate::service::search::{Hit, search};
use crate::store::page::swap::{MovesTo, rma_leads_to};
use crate::web::form::{Asked, Form};
use crate::web::frame::Frame;
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// Hits that are shown while somebody types.
const FIRST: usize = 10;

/// Something that was found.
#[derive(Serialize)]
pub(super) struct Found {
    href: String,
    kind: String,
    text: String,
    more: String,
}

#[derive(Template)]
#[template(path = "office/search.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    label: String,
    empty: String,
    /// Whether nothing was asked for: blanks, or signs alone.
    blank: bool,
    found: Vec<Found>,
}

fn found(f: &Frame, hit: Hit) -> Found {
    let joined = |parts: &[&str]| parts.iter().copied().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ");
    match hit {
        Hit::Merchant(hit) => Found {
            href: format!("/office/merchants/{}", hit.id),
            kind: f.say("merchant"),
            more: joined(&[&hit.number, &hit.city, hit.registration.as_deref().unwrap_or_default()]),
            text: hit.name,
        },
        Hit::Device(hit) => Found {
            href: format!("/office/devices/{}", hit.id),
            kind: f.say("of-device"),
            more: joined(&[
                &hit.model,
                &f.word("of-device", hit.state),
                hit.merchant.as_deref().unwrap_or_default(),
                hit.sim_serial.as_deref().unwrap_or_default(),
            ]),
            text: hit.serial,
        },
        Hit::Invoice(hit) => Found {
            href: format!("/office/invoices/{}", hit.id),
            kind: f.word("document", hit.kind),
            more: joined(&[&hit.merchant, &f.date(&hit.issued), &f.money(&hit.amount())]),
            text: hit.number,
        },
        Hit::Agreement(hit) => Found {
            href: format!("/office/agreements/{}", hit.id),
            kind: f.say("agreement"),
            more: hit.merchant,
            text: hit.reference,
        },
    }
}

async fn look(web: &Web, visitor: &Visitor, f: &Frame, text: &str) -> WebResult<Vec<Found>> {
    let person = &visitor.who()?.person;
    let reach = person.reach().ok_or(WebError::Forbidden)?;
    let hits = search(&web.cx().db, &person.scope, reach, text).await?;
    let moves = match rma::read(text) {
        Some(number) => rma_leads_to(&web.cx().db, &person.scope, &number).await?.map(|moves| (number, moves)),
        None => None,
    };
    let moves = moves.map(|(number, moves)| Found {
        href: match moves.to {
            MovesTo::Swap(id) => format!("/office/swaps/{id}"),
            MovesTo::Incident(id) => format!("/office/incidents/{id}"),
        },
        kind: f.say("rma-number"),
        text: number,
        more: format!("SN {}", moves.serial),
    });
    Ok(moves.into_iter().chain(hits.into_iter().map(|hit| found(f, hit))).collect())
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(form): Asked,
) -> WebResult<Html<String>> {
    let found = look(&web, &visitor, &f, form.value("q")).await?;
    let blank = !form.value("q").contains(char::is_alphanumeric);
    let (label, empty) = (f.search_key("search-label"), f.search_key("of-search-empty"));
    Ok(Html(Page { f: &f, form: &form, label, empty, blank, found }.render()?))
}

pub(super) async fn hits(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(form): Asked,
) -> WebResult<Json<Vec<Found>>> {
    let mut found = look(&web, &visitor, &f, form.value("q")).await?;
    found.truncate(FIRST);
    Ok(Json(found))
}
