//! Devices: by state, model or serial number; where one stands and stood.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::{Html, Response};
use entity::types::{Custodian, DeviceId, DeviceState, MerchantId, ModelId, SwapId};

use super::incidents::incident_tone;
use super::list::{ASK, page as cut};
use super::tickets::ticket_tone;
use super::words::{carriage, device_tone};
use crate::domain::access::{Act, Scope};
use crate::store::company::model_list;
use crate::store::custody::{Custody, custody_of};
use crate::store::page::device::{DeviceFilter, DevicePage, DeviceRow, device_page, device_page_list};
use crate::store::page::incident::{IncidentRow, Incidents, incident_list};
use crate::store::page::swap::swaps_of;
use crate::store::page::ticket::{TicketRow, Tickets, ticket_list};
use crate::store::page::timeline::actor_names;
use crate::store::terminal::{TerminalState, terminal_state};
use crate::web::form::{Asked, Form, filtered};
use crate::web::frame::Frame;
use crate::web::own::{Own, Owned};
use crate::web::papers::labels_of;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// A device within a scope.
pub(super) struct Device(pub DevicePage);

impl Owned for Device {
    type Id = DeviceId;

    async fn load(web: &Web, scope: &Scope, id: DeviceId) -> WebResult<Option<Self>> {
        Ok(device_page(&web.cx().db, scope, id).await?.map(Self))
    }
}

#[derive(Template)]
#[template(path = "office/devices.html")]
struct ListPage<'a> {
    f: &'a Frame,
    form: &'a Form,
    devices: Vec<DeviceRow>,
    states: Vec<(String, String)>,
    models: Vec<(String, String)>,
    next: Option<String>,
    /// Whether the reader may go on to merchants.
    office: bool,
}

impl ListPage<'_> {
    fn tone(&self, state: &DeviceState) -> &'static str {
        device_tone(*state)
    }
}

#[derive(Template)]
#[template(path = "office/device.html")]
struct Page<'a> {
    f: &'a Frame,
    page: &'a DevicePage,
    tickets: Vec<TicketRow>,
    incidents: Vec<IncidentRow>,
    /// Its chain of custody, newest first.
    chain: Vec<Custody>,
    /// Which links of it belong to a swap.
    swaps: Vec<SwapId>,
    names: HashMap<String, String>,
    office: bool,
    may_decide: bool,
    terminal: Option<TerminalState>,
    may_handle: bool,
}

impl Page<'_> {
    fn device(&self) -> &DeviceRow {
        &self.page.device
    }

    fn tone(&self, state: &DeviceState) -> &'static str {
        device_tone(*state)
    }

    /// What terminal management says of the connection, and whether that is as it is to be or still can be.
    fn terminal(&self) -> Option<(String, bool)> {
        let state = self.terminal.as_ref()?;
        let at = |key: &str, us: i64| self.f.with(key, "at", self.f.at(&us));
        match (state.is_as_wanted(), state.confirmed_at_us, state.placed_at_us) {
            (true, Some(us), _) => Some((at("of-terminal-confirmed", us), true)),
            (false, _, Some(us)) => Some((at("of-terminal-ordered", us), true)),
            (false, Some(us), None) => Some((at("of-terminal-differs", us), false)),
            _ => None,
        }
    }

    /// When it was last online.
    fn seen(&self) -> Option<String> {
        self.terminal.as_ref()?.seen_at_us.map(|us| self.f.with("of-terminal-seen", "at", self.f.at(&us)))
    }

    /// Where it stands, in a line.
    fn place(&self) -> Option<String> {
        let device = self.device();
        let town = [&device.postcode, &device.city].into_iter().filter_map(|p| p.as_deref());
        let town = Some(town.collect::<Vec<_>>().join(" ")).filter(|town| !town.is_empty());
        // A site that is called by its street is not said twice.
        let site = device.site.as_ref().filter(|site| device.street.as_ref() != Some(*site));
        let parts: Vec<&str> =
            [site, device.street.as_ref(), town.as_ref()].into_iter().flatten().map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    fn ticket_tone(&self, ticket: &TicketRow) -> &'static str {
        ticket_tone(ticket.state)
    }

    fn incident_tone(&self, incident: &IncidentRow) -> &'static str {
        incident_tone(incident)
    }

    /// The swap that a link belongs to.
    fn swap_of(&self, link: &Custody) -> Option<SwapId> {
        let about = link.subject_id?.0;
        self.swaps.iter().copied().find(|swap| swap.0 == about)
    }

    fn carriage(&self, link: &Custody) -> Option<String> {
        carriage(&link.carrier, &link.tracking)
    }

    fn who(&self, link: &Custody) -> String {
        let known = self.names.get(&link.actor).cloned();
        known.unwrap_or_else(|| self.f.texts().actor(self.f.language, &link.actor))
    }

    /// Whether a merchant has it, on a line or after another was sent for it.
    fn in_hand(&self) -> bool {
        self.device().custodian == Custodian::Merchant
    }

    /// The merchant who has it.
    fn holder(&self) -> Option<(MerchantId, &str)> {
        let device = self.device();
        let theirs = device.custodian == Custodian::Merchant;
        device.merchant_id.zip(device.merchant.as_deref()).filter(|_| theirs)
    }
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(mut form): Asked,
) -> WebResult<Response> {
    let (db, scope) = (&web.cx().db, &visitor.who()?.person.scope);
    let serial = Some(form.value("serial").trim().to_owned()).filter(|s| !s.is_empty());
    let models = model_list(db, scope.company).await?;
    let model: Option<ModelId> = form.filter("model");
    if model.is_some_and(|id| models.iter().all(|m| m.id != id)) {
        form.wrong("model", "form-choice");
    }
    // A wrong field is marked and left out.
    let model = model.filter(|_| form.error("model").is_empty());
    let mut filter = DeviceFilter { state: form.filter("state"), model, site: None, serial };
    let after = Some(form.value("after")).filter(|a| !a.is_empty());
    let mut found = device_page_list(db, scope, &filter, after, ASK).await?;
    let capitals = filter.serial.as_deref().map(str::to_uppercase);
    if found.is_empty() && capitals != filter.serial {
        // Serial numbers mostly stand in capitals.
        filter.serial = capitals;
        found = device_page_list(db, scope, &filter, after, ASK).await?;
    }
    let asked = ["state", "model", "serial"].map(|name| (name, form.value(name)));
    let (devices, next) = cut(found, "/office/devices", &asked, ("after", |row: &DeviceRow| row.serial.clone()));
    let all = || (String::new(), f.say("of-all"));
    let states = DeviceState::ALL.iter().map(|s| (s.to_string(), f.word("of-device", s)));
    let models = models.into_iter().map(|m| (m.id.to_string(), m.name));
    let page = ListPage {
        form: &form,
        devices,
        states: std::iter::once(all()).chain(states).collect(),
        models: std::iter::once(all()).chain(models).collect(),
        next,
        office: f.may(Act::SeeOffice),
        f: &f,
    };
    Ok(filtered(&form, page.render()?))
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Device(page)): Own<Device>,
) -> WebResult<Html<String>> {
    let (reading, scope) = (web.cx().db.reading().await?, &visitor.who()?.person.scope);
    let id = page.device.id;
    let mut chain = custody_of(&reading, id).await?;
    chain.reverse();
    let html = Page {
        tickets: ticket_list(&reading, scope, Tickets::Device(id)).await?,
        incidents: incident_list(&reading, scope, Incidents::Device(id)).await?,
        swaps: swaps_of(&reading, scope, id).await?,
        names: actor_names(&reading, scope.company, chain.iter().map(|link| link.actor.as_str())).await?,
        office: f.may(Act::SeeOffice),
        may_decide: f.may(Act::DecideSwap),
        terminal: terminal_state(&reading, scope.company, id).await?,
        may_handle: f.may(Act::Handle),
        f: &f,
        page: &page,
        chain,
    };
    Ok(Html(html.render()?))
}

/// The label of one device.
pub(super) async fn label(
    State(web): State<Web>,
    visitor: Visitor,
    Own(Device(page)): Own<Device>,
) -> WebResult<Response> {
    labels_of(&web, &visitor, &[page.device.id], &format!("label-{}", page.device.serial)).await
}
