//! Reported incidents as their merchant reads them again: the list, and one with what was told and what was charged.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use entity::types::ChargeState;

use super::device::device_said;
use super::within;
use crate::store::page::incident::{IncidentRow, Incidents, incident_list};
use crate::text::Arg;
use crate::web::form::Asked;
use crate::web::frame::Frame;
use crate::web::office::list::{ASK, page as cut, place, place_of};
use crate::web::own::{Incident, Own};
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

#[derive(Template)]
#[template(path = "portal/incidents.html")]
struct ListPage<'a> {
    f: &'a Frame,
    incidents: Vec<IncidentRow>,
    next: Option<String>,
}

impl ListPage<'_> {
    fn charge(&self, incident: &IncidentRow) -> Option<String> {
        charge_said(self.f, incident)
    }
}

/// What was charged for an incident, ex VAT, and where that stands; none: nothing was, or it was given up.
fn charge_said(f: &Frame, incident: &IncidentRow) -> Option<String> {
    let state = incident.charge_state.filter(|state| *state != ChargeState::Waived)?;
    let words = if incident.reversed.is_some() { "portal-charge-given-back" } else { "portal-charge-stands" };
    let state = f.word("portal-charge-state", state);
    let args = [("amount", Arg::Money(incident.net())), ("state", Arg::Text(&state))];
    Some(f.texts().say(f.language, words, &args))
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(asked): Asked,
) -> WebResult<Html<String>> {
    let (scope, _) = within(&visitor)?;
    let wanted = Incidents::All { before: place_of(asked.value("at")), limit: ASK };
    let found = incident_list(&web.cx().db.reading_of_one().await?, &scope, wanted).await?;
    let (incidents, next) =
        cut(found, "/portal/incidents", &[], ("at", |row: &IncidentRow| place(row.reported_at_us, row.id)));
    Ok(Html(ListPage { f: &f, incidents, next }.render()?))
}

#[derive(Template)]
#[template(path = "portal/incident_page.html")]
struct Page<'a> {
    f: &'a Frame,
    incident: &'a IncidentRow,
    title: String,
}

impl Page<'_> {
    fn when(&self) -> String {
        let (found, told) = (self.f.at(&self.incident.discovered_at_us), self.f.at(&self.incident.reported_at_us));
        self.f.with2("portal-incident-when", "found", found, "told", told)
    }

    fn charge(&self) -> Option<String> {
        charge_said(self.f, self.incident)
    }
}

pub(super) async fn page(
    f: Frame,
    visitor: Visitor,
    Own(Incident(incident)): Own<Incident>,
) -> WebResult<Html<String>> {
    within(&visitor)?;
    let title = device_said(&f, &incident.model, &incident.serial);
    Ok(Html(Page { f: &f, incident: &incident, title }.render()?))
}
