//! The back office: what the lessor's agents work in all day.

mod agreements;
mod charges;
mod clock;
mod colleagues;
mod credit;
mod devices;
mod disputes;
mod home;
mod incidents;
mod invoices;
mod jobs;
mod leaks;
pub(super) mod list;
mod mail;
mod merchant;
mod merchants;
mod models;
mod moves;
mod progress;
mod run;
mod run_items;
mod runs;
mod scan;
mod search;
mod stock;
mod stock_list;
mod stock_move;
mod stock_receive;
mod stock_takes;
mod swap_steps;
mod swaps;
mod tickets;
mod view_as;
mod words;

pub(super) use incidents::words as words_of_incident;

use super::attachments::{self, OfIncident, OfSwap, OfTicket};
use super::routes::{Doors, Of, Who};
use super::visit::Visitor;
use super::{Web, WebError, WebResult, own, papers, people};
use crate::domain::access::Act;
use crate::store::company::{Company, company_by_id};

/// The routes of the back office.
pub(super) fn doors(doors: Doors) -> Doors {
    use Who::{Demo, May};
    of_stock(of_devices(doors))
        .get("/office", May(Act::SeeDevices), Of::Nothing, home::page)
        .get("/office/search", May(Act::Search), Of::Nothing, search::page)
        .get("/office/search/hits", May(Act::Search), Of::Nothing, search::hits)
        .get("/office/merchants", May(Act::SeeOffice), Of::Nothing, merchants::list)
        .get("/office/merchants/{id}", May(Act::SeeOffice), Of::Merchant, merchant::page)
        .get("/office/merchants/{id}/invoices", May(Act::SeeOffice), Of::Merchant, merchant::invoices)
        .post("/office/merchants/{id}/people", May(Act::InviteMerchant), Of::Merchant, merchant::invite)
        .post("/office/colleagues/{id}/again", May(Act::InviteMerchant), Of::Colleague, colleagues::again)
        .post("/office/colleagues/{id}/disable", May(Act::InviteMerchant), Of::Colleague, colleagues::disable)
        .get("/office/agreements/{id}", May(Act::SeeOffice), Of::Agreement, agreements::page)
        .get("/office/invoices/{id}", May(Act::SeeOffice), Of::Invoice, invoices::page)
        .get("/office/invoices/{id}/files/{name}", May(Act::SeeOffice), Of::Invoice, own::invoice_file)
        .get("/office/invoices/{id}/credit", May(Act::Credit), Of::Invoice, credit::choose)
        .get("/office/invoices/{id}/credit/preview", May(Act::Credit), Of::Invoice, credit::show)
        .post("/office/invoices/{id}/credit/confirm", May(Act::Credit), Of::Invoice, credit::confirm)
        .get("/office/models", May(Act::SeeDevices), Of::Nothing, models::models)
        .get("/office/disputes", May(Act::SeeOffice), Of::Nothing, disputes::list)
        .get("/office/disputes/{id}", May(Act::SeeOffice), Of::Dispute, disputes::page)
        .post("/office/disputes/{id}", May(Act::DecideDispute), Of::Dispute, disputes::decide_it)
        .get("/office/mail", May(Act::SeeMail), Of::Nothing, mail::list)
        .get("/office/mail/{id}", May(Act::SeeMail), Of::Mail, mail::page)
        .get("/office/mail/{id}/body", May(Act::SeeMail), Of::Mail, mail::body)
        .post("/office/mail/{id}/again", May(Act::Jobs), Of::Mail, mail::again)
        .get("/office/terms", May(Act::SeeOffice), Of::Nothing, models::terms)
        .get("/office/terms/{id}", May(Act::SeeOffice), Of::Terms, models::version)
        .get("/office/runs", May(Act::SeeRuns), Of::Nothing, runs::list)
        .post("/office/runs", May(Act::Bill), Of::Nothing, runs::preview)
        .get("/office/runs/{id}", May(Act::SeeRuns), Of::Run, run::page)
        .get("/office/runs/{id}/items", May(Act::SeeRuns), Of::Run, run_items::list)
        .get("/office/runs/{id}/items.csv", May(Act::SeeRuns), Of::Run, run_items::csv)
        .post("/office/runs/{id}/approve", May(Act::Bill), Of::Run, runs::approve)
        .post("/office/runs/{id}/discard", May(Act::Bill), Of::Run, runs::discard)
        .post("/office/runs/{id}/issue", May(Act::Bill), Of::Run, runs::issue)
        .get("/office/runs/{id}/progress", May(Act::SeeRuns), Of::Run, progress::stream)
        .get("/office/jobs", May(Act::Jobs), Of::Nothing, jobs::list)
        .post("/office/jobs/{id}/again", May(Act::Jobs), Of::Job, jobs::again)
        .get("/office/people", May(Act::ManageStaff), Of::Nothing, people::list)
        .post("/office/people", May(Act::ManageStaff), Of::Nothing, people::invite)
        .post("/office/people/{id}/again", May(Act::ManageStaff), Of::Staff, people::again)
        .post("/office/people/{id}/disable", May(Act::ManageStaff), Of::Staff, people::disable)
        .post("/office/merchants/{id}/view-as", May(Act::ViewAs), Of::Merchant, view_as::begin)
        .post("/office/view-as/end", Who::SignedIn, Of::Nothing, view_as::end)
        .get("/office/clock", Demo(Act::MoveClock), Of::Nothing, clock::page)
        .post("/office/clock", Demo(Act::MoveClock), Of::Nothing, clock::go)
}

/// The routes of the warehouse.
fn of_stock(doors: Doors) -> Doors {
    use Who::May;
    doors
        .get("/office/stock", May(Act::SeeDevices), Of::Nothing, stock::page)
        .post("/office/stock/places", May(Act::Handle), Of::Nothing, stock::add_place)
        .get("/office/stock/devices", May(Act::SeeDevices), Of::Nothing, stock_list::list)
        .get("/office/stock/labels.pdf", May(Act::Handle), Of::Nothing, stock_list::labels)
        .get("/office/stock/move", May(Act::Handle), Of::Nothing, stock_move::page)
        .post("/office/stock/move", May(Act::Handle), Of::Nothing, stock_move::send)
        .get("/office/stock/receive", May(Act::Handle), Of::Nothing, stock_receive::page)
        .post_list("/office/stock/receive", May(Act::Handle), Of::Nothing, stock_receive::look)
        .post_list("/office/stock/receive/confirm", May(Act::Handle), Of::Nothing, stock_receive::confirm)
        .get("/office/stock/takes", May(Act::SeeDevices), Of::Nothing, stock_takes::list)
        .post("/office/stock/takes", May(Act::Handle), Of::Nothing, stock_takes::begin)
        .get("/office/stock/takes/{id}", May(Act::SeeDevices), Of::StockTake, stock_takes::page)
        .post("/office/stock/takes/{id}/scan", May(Act::Handle), Of::StockTake, stock_takes::scan)
        .post("/office/stock/takes/{id}/close", May(Act::Handle), Of::StockTake, stock_takes::close)
}

/// The routes about devices, their faults and swaps.
fn of_devices(doors: Doors) -> Doors {
    use Who::May;
    doors
        .get("/office/devices", May(Act::SeeDevices), Of::Nothing, devices::list)
        .get("/office/devices/{id}", May(Act::SeeDevices), Of::Device, devices::page)
        .get("/office/devices/{id}/label.pdf", May(Act::Handle), Of::Device, devices::label)
        .get("/office/devices/{id}/fault", May(Act::DecideSwap), Of::Device, tickets::fault)
        .post("/office/devices/{id}/fault", May(Act::DecideSwap), Of::Device, tickets::report)
        .get("/office/devices/{id}/swap", May(Act::DecideSwap), Of::Device, tickets::swap)
        .post("/office/devices/{id}/swap", May(Act::DecideSwap), Of::Device, tickets::approve)
        .get("/office/devices/{id}/incident", May(Act::DecideSwap), Of::Device, incidents::form)
        .post("/office/devices/{id}/incident", May(Act::DecideSwap), Of::Device, incidents::report)
        .get("/office/devices/{id}/move", May(Act::DecideSwap), Of::Device, moves::form)
        .post("/office/devices/{id}/move", May(Act::DecideSwap), Of::Device, moves::send)
        .get("/office/incidents", May(Act::SeeDevices), Of::Nothing, incidents::list)
        .get("/office/incidents/{id}", May(Act::SeeDevices), Of::Incident, incidents::page)
        .post("/office/incidents/{id}", May(Act::DecideSwap), Of::Incident, incidents::close)
        .get("/office/tickets", May(Act::SeeDevices), Of::Nothing, tickets::list)
        .get("/office/tickets/{id}", May(Act::SeeDevices), Of::Ticket, tickets::page)
        .post("/office/tickets/{id}", May(Act::DecideSwap), Of::Ticket, tickets::set)
        .post("/office/tickets/{id}/checks", May(Act::DecideSwap), Of::Ticket, tickets::check)
        .get("/office/swaps", May(Act::SeeDevices), Of::Nothing, swaps::list)
        .get("/office/swaps/{id}", May(Act::SeeDevices), Of::Swap, swaps::page)
        .get("/office/swaps/{id}/evidence.pdf", May(Act::SeeDevices), Of::Swap, papers::swap_evidence)
        .post("/office/swaps/{id}/dispatch", May(Act::Handle), Of::Swap, swap_steps::take::<swap_steps::Dispatch>)
        .post("/office/swaps/{id}/posted", May(Act::Handle), Of::Swap, swap_steps::take::<swap_steps::Post>)
        .post("/office/swaps/{id}/receive", May(Act::Handle), Of::Swap, swap_steps::take::<swap_steps::Receive>)
        .post("/office/swaps/{id}/inspect", May(Act::Handle), Of::Swap, swap_steps::take::<swap_steps::Inspect>)
        .post("/office/swaps/{id}/quote", May(Act::DecideSwap), Of::Swap, swap_steps::take::<swap_steps::Offer>)
        .post("/office/swaps/{id}/answer", May(Act::DecideSwap), Of::Swap, swap_steps::take::<swap_steps::Reply>)
        .post("/office/swaps/{id}/fee", May(Act::DecideSwap), Of::Swap, swap_steps::take::<swap_steps::Decide>)
        .post("/office/swaps/{id}/give-back", May(Act::Credit), Of::Swap, swap_steps::take::<swap_steps::GiveBack>)
        .get("/office/tickets/{id}/files", May(Act::SeeDevices), Of::Ticket, attachments::page::<OfTicket>)
        .upload("/office/tickets/{id}/files", May(Act::Handle), Of::Ticket, attachments::add::<OfTicket>)
        .get("/office/swaps/{id}/files", May(Act::SeeDevices), Of::Swap, attachments::page::<OfSwap>)
        .upload("/office/swaps/{id}/files", May(Act::Handle), Of::Swap, attachments::add::<OfSwap>)
        .get("/office/incidents/{id}/files", May(Act::SeeDevices), Of::Incident, attachments::page::<OfIncident>)
        .upload("/office/incidents/{id}/files", May(Act::Handle), Of::Incident, attachments::add::<OfIncident>)
        .get("/office/files/{id}", May(Act::SeeDevices), Of::Attachment, attachments::file)
        .get("/office/charges", May(Act::SeeOffice), Of::Nothing, charges::list)
        .post("/office/charges/{id}", May(Act::DecideCharge), Of::Charge, charges::decide)
        .get("/office/scan", May(Act::Handle), Of::Nothing, scan::page)
        .get("/office/papers/{id}", May(Act::SeeDevices), Of::Paper, own::paper_file)
        .get("/office/leaks", May(Act::SeeOffice), Of::Nothing, leaks::list)
        .get("/office/leaks.csv", May(Act::SeeOffice), Of::Nothing, leaks::csv)
}

/// The company of whoever has signed in.
pub(super) async fn company(web: &Web, visitor: &Visitor) -> WebResult<Company> {
    let id = visitor.who()?.person.scope.company;
    company_by_id(&web.cx().db, id).await?.ok_or(WebError::NotFound)
}
