//! The merchant's portal: what do I owe, what must I do and by when, what do I have.
//!
//! Every page reads within [`scope_of`]: the merchant's own rows, or those of the merchant whom an agent looks as.

mod agreements;
mod by_when;
mod coming;
mod contest;
mod device;
mod devices;
mod fault;
mod home;
mod incident;
mod incidents;
mod invoice;
mod invoices;
mod quote;
mod relocation;
mod swap;

use entity::types::{DeviceState, DisputeState, MerchantId};

use super::attachments::{self, OfIncident, OfSwap, OfTicket};
use super::frame::Frame;
use super::own::scope_of;
use super::routes::{Doors, Of, Who};
use super::visit::Visitor;
use super::{Web, WebError, WebResult, own, papers, people};
use crate::domain::access::{Act, Scope};
use crate::store::account::owner_names;
use crate::store::company::{Company, company_by_id};
use crate::store::invoice_list::Standing;

/// The routes of the portal.
pub(super) fn doors(doors: Doors) -> Doors {
    let see = Who::May(Act::SeePortal);
    let (contests, manages) = (Who::May(Act::Contest), Who::May(Act::ManageColleagues));
    of_devices(doors)
        .get("/portal", see, Of::Nothing, home::page)
        .get("/portal/invoices", see, Of::Nothing, invoices::list)
        .get("/portal/invoices/{id}", see, Of::Invoice, invoice::page)
        .get("/portal/invoices/{id}/files/{name}", see, Of::Invoice, own::invoice_file)
        .get("/portal/invoices/{id}/contest/{line}", contests, Of::Invoice, contest::page)
        .post("/portal/invoices/{id}/contest/{line}", contests, Of::Invoice, contest::send)
        .get("/portal/papers/{id}", see, Of::Paper, own::paper_file)
        .get("/portal/devices", see, Of::Nothing, devices::list)
        .get("/portal/agreements", see, Of::Nothing, agreements::list)
        .get("/portal/agreements/{id}", see, Of::Agreement, agreements::page)
        .get("/portal/agreements/{id}/terms", see, Of::Agreement, agreements::terms)
        .get("/portal/people", manages, Of::Nothing, people::list)
        .post("/portal/people", manages, Of::Nothing, people::invite)
        .post("/portal/people/{id}/again", manages, Of::Colleague, people::again)
        .post("/portal/people/{id}/disable", manages, Of::Colleague, people::disable)
}

/// The routes of what is the merchant's, and of what happens to it.
fn of_devices(doors: Doors) -> Doors {
    let see = Who::May(Act::SeePortal);
    let (faults, incidents) = (Who::May(Act::ReportFault), Who::May(Act::ReportIncident));
    let (answers, moves) = (Who::May(Act::AnswerQuote), Who::May(Act::MoveDevice));
    doors
        .get("/portal/devices/{id}", see, Of::Device, device::page)
        .get("/portal/devices/{id}/fault", faults, Of::Device, fault::page)
        .post("/portal/devices/{id}/fault", faults, Of::Device, fault::send)
        .get("/portal/devices/{id}/incident", incidents, Of::Device, incident::page)
        .post("/portal/devices/{id}/incident", incidents, Of::Device, incident::send)
        .get("/portal/devices/{id}/move", moves, Of::Device, relocation::page)
        .post("/portal/devices/{id}/move", moves, Of::Device, relocation::send)
        .get("/portal/incidents", see, Of::Nothing, incidents::list)
        .get("/portal/incidents/{id}", see, Of::Incident, incidents::page)
        .get("/portal/swaps/{id}", see, Of::Swap, swap::page)
        .get("/portal/swaps/{id}/evidence.pdf", see, Of::Swap, papers::swap_evidence)
        .get("/portal/tickets/{id}/files", see, Of::Ticket, attachments::page::<OfTicket>)
        .upload("/portal/tickets/{id}/files", faults, Of::Ticket, attachments::add::<OfTicket>)
        .get("/portal/swaps/{id}/files", see, Of::Swap, attachments::page::<OfSwap>)
        .upload("/portal/swaps/{id}/files", faults, Of::Swap, attachments::add::<OfSwap>)
        .get("/portal/incidents/{id}/files", see, Of::Incident, attachments::page::<OfIncident>)
        .upload("/portal/incidents/{id}/files", incidents, Of::Incident, attachments::add::<OfIncident>)
        .get("/portal/files/{id}", see, Of::Attachment, attachments::file)
        .get("/portal/quotes/{id}", see, Of::Quote, quote::page)
        .post("/portal/quotes/{id}", answers, Of::Quote, quote::send)
}

/// The reader's scope with the merchant whose portal it is.
fn within(visitor: &Visitor) -> WebResult<(Scope, MerchantId)> {
    let scope = scope_of(visitor)?;
    let merchant = scope.merchant.ok_or(WebError::NotFound)?;
    Ok((scope, merchant))
}

/// Whom somebody asks who sees some sites only, in words; none for whoever sees all.
async fn ask_whom(web: &Web, f: &Frame, scope: &Scope) -> WebResult<Option<String>> {
    if scope.sites.is_empty() {
        return Ok(None);
    }
    let names = owner_names(&web.cx().db, scope).await?;
    Ok((!names.is_empty()).then(|| f.with("portal-ask-owner", "names", names.join(", "))))
}

/// The company that the merchant leases from.
async fn company(web: &Web, scope: &Scope) -> WebResult<Company> {
    company_by_id(&web.cx().db, scope.company).await?.ok_or(WebError::NotFound)
}

/// A version of the terms as people call it: by its first day.
fn terms_said(f: &Frame, key: &str) -> String {
    match key.rsplit_once('@').and_then(|(_, day)| day.parse().ok()) {
        Some(day) => f.with("portal-terms-of", "day", f.date(&day)),
        None => key.to_owned(),
    }
}

/// The word of how a document stands.
const fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "open",
        Standing::Overdue => "overdue",
        Standing::Paid => "paid",
        Standing::Credited => "credited",
    }
}

/// The colour of how a document stands.
const fn standing_tone(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "wait",
        Standing::Overdue => "bad",
        Standing::Paid | Standing::Credited => "good",
    }
}

/// The colour of how a contested line stands.
const fn dispute_tone(state: DisputeState) -> &'static str {
    match state {
        DisputeState::Open => "wait",
        DisputeState::Upheld => "good",
        DisputeState::Rejected => "plain",
    }
}

/// The colour of what a device is doing.
const fn device_tone(state: DeviceState) -> &'static str {
    match state {
        DeviceState::Installed | DeviceState::Sold => "good",
        DeviceState::Reserved | DeviceState::Dispatched | DeviceState::Inspecting | DeviceState::Repair => "wait",
        DeviceState::Overdue | DeviceState::Lost => "bad",
        DeviceState::Stock | DeviceState::Received | DeviceState::WrittenOff => "plain",
    }
}
