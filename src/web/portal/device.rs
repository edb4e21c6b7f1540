//! A device's own page: where it stands, what it costs, what is open about it and what has happened to it.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use entity::types::{ChargeState, Date, DeviceId, DeviceState, FaultKind, TicketState};

use super::by_when::support_said;
use super::coming::{Next, by_device};
use super::swap::{next_step, stage};
use super::{company, device_tone, within};
use crate::domain::access::{Act, Scope};
use crate::domain::calendar::Calendar;
use crate::domain::swap::dispatch_due;
use crate::service::ServiceError;
use crate::service::forecast::forecast;
use crate::store::company::Company;
use crate::store::page::agreement::agreement_head;
use crate::store::page::device::Placed;
use crate::store::page::own_device::{IncidentRow, LinkRow, Matters, OwnDevice, TicketRow, matters, own_device};
use crate::store::page::own_swap::SwapRow;
use crate::store::page::terms::version_terms;
use crate::text::Arg;
use crate::web::frame::Frame;
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// A device within the reader's portal.
pub(super) struct Device(pub OwnDevice);

impl Owned for Device {
    type Id = DeviceId;

    async fn load(web: &Web, scope: &Scope, id: DeviceId) -> WebResult<Option<Self>> {
        Ok(own_device(&web.cx().db.reading_of_one().await?, scope, id).await?.map(Self))
    }
}

/// A device in a heading: `PAX A920 (SN 1234)`.
pub(super) fn device_said(f: &Frame, model: &str, serial: &str) -> String {
    f.with2("portal-device-said", "model", model, "serial", serial)
}

/// Whether a fault can be reported of a device, and whether it can be moved: it is in use at its merchant's.
pub(super) fn is_in_use(device: &OwnDevice) -> bool {
    device.line_id.is_some() && matches!(device.state, DeviceState::Installed | DeviceState::Sold)
}

/// Whether a loss, theft, damage or tampering can be reported: the merchant has it, or should have.
pub(super) fn is_in_hand(device: &OwnDevice, swaps: &[SwapRow]) -> bool {
    let awaited = swaps.iter().any(|swap| swap.device_id == device.id && swap.is_awaited());
    is_in_use(device) || awaited
}

#[derive(Template)]
#[template(path = "portal/device.html")]
struct Page<'a> {
    f: &'a Frame,
    device: &'a OwnDevice,
    matters: &'a Matters,
    next_charges: Vec<Next>,
    company: &'a Company,
    /// Whether support answers now, or from when.
    support: String,
    /// When another device would leave if an exchange was approved today.
    leaves: Date,
}

impl Page<'_> {
    fn title(&self) -> String {
        device_said(self.f, &self.device.model, &self.device.serial)
    }

    /// The exchange by which it left the merchant's line.
    fn exchanged(&self) -> Option<&SwapRow> {
        let by = |swap: &&SwapRow| swap.device_id == self.device.id && swap.dispatched.is_some();
        self.matters.swaps.iter().find(by).filter(|_| self.device.line_id.is_none())
    }

    fn state(&self) -> String {
        match self.exchanged() {
            Some(swap) => self.f.say(stage(swap, self.f.today).0),
            None => self.f.word("portal-device", self.device.state),
        }
    }

    fn tone(&self) -> &'static str {
        self.exchanged().map_or_else(|| device_tone(self.device.state), |swap| stage(swap, self.f.today).1)
    }

    fn address(&self) -> Option<String> {
        let (street, postcode, city) =
            (self.device.street.as_ref()?, self.device.postcode.as_ref()?, self.device.city.as_ref()?);
        Some(format!("{street}, {postcode} {city}"))
    }

    fn rent(&self, placed: &Placed) -> String {
        self.f.money(&placed.rent())
    }

    fn licence(&self, placed: &Placed) -> Option<String> {
        let state = placed.licence_state?;
        Some(format!("{}: {}", self.f.word("portal-licence", state), self.f.money(&placed.licence())))
    }

    fn may_report_fault(&self) -> bool {
        self.f.may(Act::ReportFault) && is_in_use(self.device)
    }

    fn may_report_incident(&self) -> bool {
        self.f.may(Act::ReportIncident) && is_in_hand(self.device, &self.matters.swaps)
    }

    fn may_move(&self) -> bool {
        self.f.may(Act::MoveDevice) && is_in_use(self.device)
    }

    fn is_quiet(&self) -> bool {
        let m = self.matters;
        m.tickets.is_empty() && m.swaps.is_empty() && m.incidents.is_empty()
    }

    fn fault_said(&self, ticket: &TicketRow) -> String {
        let key = match ticket.kind {
            FaultKind::InLife => "portal-fault-at",
            FaultKind::OnDelivery => "portal-fault-delivery-at",
        };
        self.f.with(key, "at", self.f.at(&ticket.reported_at_us))
    }

    fn waits_for_us(&self, ticket: &TicketRow) -> bool {
        ticket.state == TicketState::Open
    }

    /// What happens next with a fault, and by when.
    fn fault_next(&self) -> String {
        self.f.with("portal-fault-next", "day", self.f.date(&self.leaves))
    }

    fn swap_said(&self, swap: &SwapRow) -> String {
        match &swap.replacement {
            Some(new) => self.f.with2("portal-swap-of-for", "old", &swap.serial, "new", new),
            None => self.f.with("portal-swap-of", "old", &swap.serial),
        }
    }

    fn swap_stage(&self, swap: &SwapRow) -> String {
        self.f.say(stage(swap, self.f.today).0)
    }

    fn swap_tone(&self, swap: &SwapRow) -> &'static str {
        stage(swap, self.f.today).1
    }

    fn swap_next(&self, swap: &SwapRow) -> Option<String> {
        next_step(self.f, swap)
    }

    /// The offer that waits for an answer, and what is said of it.
    fn quote(&self, swap: &SwapRow) -> Option<(String, String)> {
        let (id, expires) = swap.quote_waits(self.f.today)?;
        Some((id.to_string(), self.f.with("portal-quote-until", "day", self.f.date(&expires))))
    }

    fn incident_said(&self, incident: &IncidentRow) -> String {
        self.f.word("portal-incident", incident.kind)
    }

    fn incident_when(&self, incident: &IncidentRow) -> String {
        let (found, told) = (self.f.at(&incident.discovered_at_us), self.f.at(&incident.reported_at_us));
        self.f.with2("portal-incident-when", "found", found, "told", told)
    }

    /// What was charged for an incident, ex VAT.
    fn incident_charge(&self, incident: &IncidentRow) -> Option<String> {
        let state = incident.charge_state.filter(|state| *state != ChargeState::Waived)?;
        let words = if incident.reversed.is_some() { "portal-charge-given-back" } else { "portal-charge-stands" };
        let state = self.f.word("portal-charge-state", state);
        let args = [("amount", Arg::Money(incident.net())), ("state", Arg::Text(&state))];
        Some(self.f.texts().say(self.f.language, words, &args))
    }

    fn link_said(&self, link: &LinkRow) -> String {
        let key = format!("portal-custody-{}", link.step);
        match (&link.site, link.step) {
            (Some(site), entity::types::CustodyStep::Relocated) => {
                self.f.with("portal-custody-relocated-to", "site", site)
            }
            _ => self.f.say(&key),
        }
    }

    fn carriage(&self, link: &LinkRow) -> Option<String> {
        carriage(self.f, link.carrier.as_ref(), link.tracking.as_ref())
    }
}

/// Who carries something and by what number it is found.
pub(super) fn carriage(f: &Frame, carrier: Option<&String>, tracking: Option<&String>) -> Option<String> {
    match (carrier, tracking) {
        (Some(carrier), Some(number)) => Some(f.with2("portal-carriage", "carrier", carrier, "number", number)),
        (Some(carrier), None) => Some(f.with("portal-carrier", "carrier", carrier)),
        (None, Some(number)) => Some(f.with("portal-tracking", "number", number)),
        (None, None) => None,
    }
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Device(device)): Own<Device>,
) -> WebResult<Html<String>> {
    let (scope, _) = within(&visitor)?;
    let company = company(&web, &scope).await?;
    let db = &web.cx().db.reading_of_one().await?;
    let matters = matters(db, &scope, &device).await?;
    let head = match matters.placed {
        None => None,
        Some(_) => agreement_head(db, &scope, device.agreement_id).await?,
    };
    let forecast = match head {
        None => Ok(None),
        Some(head) => forecast(db, &scope, &head, f.today, 1).await,
    };
    let mut next = match forecast {
        Ok(found) => by_device(&f, found.as_slice()),
        Err(ServiceError::Store(error)) => return Err(error.into()),
        Err(error) => {
            tracing::warn!(%error, device = %device.id, "what it will cost cannot be said");
            Default::default()
        }
    };
    let (_, terms) = version_terms(db, device.terms_id).await?.ok_or(WebError::NotFound)?;
    let today = web.cx().clock.today(company.country);
    let page = Page {
        f: &f,
        next_charges: next.remove(&device.id).unwrap_or_default(),
        support: support_said(&web, &f, &company),
        leaves: dispatch_due(&terms.swap, Calendar::of(terms.country), today),
        device: &device,
        matters: &matters,
        company: &company,
    };
    Ok(Html(page.render()?))
}
