//! Reported faults: taken down for a merchant, worked on, and answered by a swap.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{CheckStep, Date, FaultKind, Instant, TicketId, TicketState};

use super::company;
use super::devices::Device;
use super::list::{ASK, page as cut, place, place_of};
use crate::clock::zone;
use crate::domain::access::{Act, Scope};
use crate::domain::calendar::Calendar;
use crate::domain::checklist::steps_for;
use crate::domain::support::{Plan, Support, hours, support_at};
use crate::service::ServiceError;
use crate::service::costs::{Cost, Costs};
use crate::service::people::actor;
use crate::service::swaps::{self, Fault, How};
use crate::store::check::checks_of;
use crate::store::company::{Company, company_by_id};
use crate::store::page::device::DeviceRow;
use crate::store::page::swap::swap_last;
use crate::store::page::ticket::{TicketRow, Tickets, ticket_list};
use crate::store::page::timeline::actor_names;
use crate::web::form::{Asked, Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// The longest description, in letters.
const LONGEST: usize = 2_000;

/// A report within a scope.
pub(super) struct Ticket(TicketRow);

impl Owned for Ticket {
    type Id = TicketId;

    async fn load(web: &Web, scope: &Scope, id: TicketId) -> WebResult<Option<Self>> {
        Ok(ticket_list(&web.cx().db, scope, Tickets::One(id)).await?.into_iter().next().map(Self))
    }
}

/// The colour of where a report stands.
pub(super) const fn ticket_tone(state: TicketState) -> &'static str {
    match state {
        TicketState::Open => "bad",
        TicketState::Awaiting => "wait",
        TicketState::Closed => "plain",
    }
}

#[derive(Template)]
#[template(path = "office/tickets.html")]
struct ListPage<'a> {
    f: &'a Frame,
    tickets: Vec<TicketRow>,
    next: Option<String>,
    office: bool,
}

impl ListPage<'_> {
    fn tone(&self, ticket: &TicketRow) -> &'static str {
        ticket_tone(ticket.state)
    }
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(asked): Asked,
) -> WebResult<Html<String>> {
    let which = Tickets::Open { after: place_of(asked.value("at")), limit: ASK };
    let found = ticket_list(&web.cx().db, &visitor.who()?.person.scope, which).await?;
    let (tickets, next) =
        cut(found, "/office/tickets", &[], ("at", |row: &TicketRow| place(row.reported_at_us, row.id)));
    Ok(Html(ListPage { office: f.may(Act::SeeOffice), f: &f, tickets, next }.render()?))
}

#[derive(Template)]
#[template(path = "office/ticket.html")]
struct Page<'a> {
    f: &'a Frame,
    ticket: &'a TicketRow,
    /// Who reported it.
    who: String,
    /// Whether support answered when it was reported, and otherwise from when.
    hours: Hours,
    checks: Vec<CheckRow>,
    refused: Option<String>,
    office: bool,
}

/// When a report came in, beside the hours of support.
struct Hours {
    said: String,
    outside: bool,
}

/// A step of the troubleshooting.
struct CheckRow {
    step: CheckStep,
    /// Who took it, and when; none: nobody has.
    taken: Option<String>,
}

impl Page<'_> {
    fn to_check(&self) -> bool {
        self.may_decide() && self.checks.iter().any(|check| check.taken.is_none())
    }

    fn tone(&self) -> &'static str {
        ticket_tone(self.ticket.state)
    }

    fn is_open(&self) -> bool {
        self.ticket.state != TicketState::Closed
    }

    fn may_decide(&self) -> bool {
        self.is_open() && self.f.may(Act::DecideSwap)
    }

    /// Where it can go from here: the state, and what the button says.
    fn ways(&self) -> Vec<(TicketState, String)> {
        let way = |state: TicketState| (state, self.f.word("ticket-to", state));
        TicketState::ALL.iter().copied().filter(|state| *state != self.ticket.state).map(way).collect()
    }
}

async fn ticket_html(
    web: &Web,
    f: &Frame,
    scope: &Scope,
    ticket: &TicketRow,
    refused: Option<String>,
) -> WebResult<String> {
    let taken = checks_of(&web.cx().db, ticket.id).await?;
    let actors = taken.iter().map(|check| check.actor.as_str()).chain([ticket.actor.as_str()]);
    let names = actor_names(&web.cx().db, scope.company, actors).await?;
    let who = |actor: &str| names.get(actor).cloned().unwrap_or_else(|| f.texts().actor(f.language, actor));
    let found = |step: CheckStep| taken.iter().find(|check| check.step == step);
    let row = |step: CheckStep| CheckRow {
        step,
        taken: found(step).map(|check| format!("{}, {}", who(&check.actor), f.at(&check.at_us))),
    };
    let steps = steps_for(&ticket.model);
    let others = taken.iter().map(|check| check.step).filter(|step| !steps.contains(step));
    let checks = steps.iter().copied().chain(others).map(row).collect();
    let company = company_by_id(&web.cx().db, scope.company).await?.ok_or(WebError::NotFound)?;
    let hours = came(f, &company, ticket.reported_at_us);
    Ok(Page { office: f.may(Act::SeeOffice), f, ticket, who: who(&ticket.actor), hours, checks, refused }.render()?)
}

/// Whether support answered at an instant, in microseconds, by the hours that every agreement has (R077, R078).
fn came(f: &Frame, company: &Company, at_us: i64) -> Hours {
    let at = Instant::from_timestamp_micros(at_us).unwrap_or_default().with_timezone(&zone(company.country));
    let (opens, _) = hours(Plan::Standard);
    match support_at(Plan::Standard, Calendar::of(company.country), at.date_naive(), at.time()) {
        Support::Open => Hours { said: f.say("ticket-inside"), outside: false },
        Support::From(day) => {
            let from = opens.format("%-H.%M");
            Hours { said: f.with2("ticket-outside", "day", f.date(&day), "from", from), outside: true }
        }
    }
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Ticket(ticket)): Own<Ticket>,
) -> WebResult<Html<String>> {
    Ok(Html(ticket_html(&web, &f, &visitor.who()?.person.scope, &ticket, None).await?))
}

pub(super) async fn set(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Ticket(ticket)): Own<Ticket>,
    posted: Posted,
) -> WebResult<Response> {
    once(&web, &visitor, &posted, async {
        let (company, person) = (company(&web, &visitor).await?, &visitor.who()?.person);
        let (status, refused) = match posted.form.value("state").parse::<TicketState>() {
            Err(_) => (StatusCode::UNPROCESSABLE_ENTITY, f.problem("form-choice")),
            Ok(state) => match swaps::ticket_to(web.cx(), &company, ticket.id, state, &actor(person.account)).await {
                Ok(()) => {
                    return Ok(Outcome::Done(format!("/office/tickets/{}?said=said-ticket-moved", ticket.id)));
                }
                Err(ServiceError::Refused(reason)) => (StatusCode::CONFLICT, f.reason(&reason)),
                Err(error) => return Err(error.into()),
            },
        };
        let now = Ticket::load(&web, &person.scope, ticket.id).await?.ok_or(WebError::NotFound)?;
        let html = ticket_html(&web, &f, &person.scope, &now.0, Some(refused)).await?;
        Ok(Outcome::Again((status, Html(html)).into_response()))
    })
    .await
}

pub(super) async fn check(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Ticket(ticket)): Own<Ticket>,
    posted: Posted,
) -> WebResult<Response> {
    once(&web, &visitor, &posted, async {
        let (company, person) = (company(&web, &visitor).await?, &visitor.who()?.person);
        let steps: Result<Vec<CheckStep>, _> = posted.form.values("step").iter().map(|step| step.parse()).collect();
        let (status, refused) = match steps {
            Err(_) => (StatusCode::UNPROCESSABLE_ENTITY, f.problem("form-choice")),
            Ok(steps) => match swaps::check(web.cx(), &company, ticket.id, &steps, &actor(person.account)).await {
                Ok(()) => {
                    return Ok(Outcome::Done(format!("/office/tickets/{}?said=said-ticket-checked", ticket.id)));
                }
                Err(ServiceError::Refused(reason)) if reason.key == "reason-check-none" => {
                    (StatusCode::UNPROCESSABLE_ENTITY, f.reason(&reason))
                }
                Err(ServiceError::Refused(reason)) => (StatusCode::CONFLICT, f.reason(&reason)),
                Err(error) => return Err(error.into()),
            },
        };
        let now = Ticket::load(&web, &person.scope, ticket.id).await?.ok_or(WebError::NotFound)?;
        let html = ticket_html(&web, &f, &person.scope, &now.0, Some(refused)).await?;
        Ok(Outcome::Again((status, Html(html)).into_response()))
    })
    .await
}

#[derive(Template)]
#[template(path = "office/fault.html")]
struct FaultPage<'a> {
    f: &'a Frame,
    device: &'a DeviceRow,
    form: &'a Form,
    refused: Option<String>,
}

impl FaultPage<'_> {
    fn kinds(&self) -> Vec<(String, String)> {
        FaultKind::ALL.iter().map(|kind| (kind.to_string(), self.f.word("fault", kind))).collect()
    }
}

pub(super) async fn fault(f: Frame, Own(Device(page)): Own<Device>) -> WebResult<Html<String>> {
    Ok(Html(FaultPage { f: &f, device: &page.device, form: &Form::new(), refused: None }.render()?))
}

pub(super) async fn report(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Device(page)): Own<Device>,
    posted: Posted,
) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let company = company(&web, &visitor).await?;
        let (kind, description) = (form.choice::<FaultKind>("kind"), form.text("description", LONGEST));
        let (tried_manual, mut refused) = (form.ticked("tried_manual"), None);
        if let Some(kind) = kind.filter(|_| !form.is_wrong()) {
            let fault = Fault {
                serial: page.device.serial.clone(),
                kind,
                description,
                tried_manual,
                day: web.cx().clock.today(company.country),
                actor: actor(visitor.who()?.person.account),
            };
            match swaps::report(web.cx(), &company, &fault).await {
                Ok(id) => return Ok(Outcome::Done(format!("/office/tickets/{id}?said=said-ticket-opened"))),
                Err(ServiceError::Refused(reason)) => refused = Some(f.reason(&reason)),
                Err(error) => return Err(error.into()),
            }
        }
        let html = FaultPage { f: &f, device: &page.device, form: &form, refused }.render()?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()))
    })
    .await
}

#[derive(Template)]
#[template(path = "office/swap_approve.html")]
struct ApprovePage<'a> {
    f: &'a Frame,
    form: &'a Form,
    device: &'a DeviceRow,
    stake: Option<(Date, Cost)>,
    /// What was not tried.
    open: Vec<String>,
    refused: Option<String>,
}

impl ApprovePage<'_> {
    fn at_stake(&self) -> Option<(String, String, String)> {
        let (due, cost) = self.stake.as_ref()?;
        Some((self.f.date(due), self.f.money(&cost.net), self.f.money(&cost.gross)))
    }
}

/// What nobody has tried of the troubleshooting of a device (R079).
async fn untried(web: &Web, device: &DeviceRow) -> WebResult<Vec<CheckStep>> {
    match device.agreement_id {
        Some(agreement) => Ok(swaps::unchecked(&web.cx().db, (device.id, agreement), &device.model).await?),
        None => Ok(Vec::new()),
    }
}

async fn approve_html(
    (web, f, scope): (&Web, &Frame, &Scope),
    (device, open): (&DeviceRow, &[CheckStep]),
    (form, refused): (&Form, Option<String>),
) -> WebResult<String> {
    let stake = match device.terms_id {
        Some(terms) => Costs::read(&web.cx().db, scope.company).await?.at_stake(terms, device.model_id, f.today),
        None => None,
    };
    let open = open.iter().map(|step| f.word("check", step)).collect();
    Ok(ApprovePage { f, form, device, stake, open, refused }.render()?)
}

pub(super) async fn swap(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Device(page)): Own<Device>,
) -> WebResult<Html<String>> {
    let (scope, open) = (&visitor.who()?.person.scope, untried(&web, &page.device).await?);
    Ok(Html(approve_html((&web, &f, scope), (&page.device, &open), (&Form::new(), None)).await?))
}

pub(super) async fn approve(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Device(page)): Own<Device>,
    posted: Posted,
) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let (company, person) = (company(&web, &visitor).await?, &visitor.who()?.person);
        let (day, who) = (web.cx().clock.today(company.country), actor(person.account));
        let device = &page.device;
        let open = untried(&web, device).await?;
        let return_first = form.ticked("return_first");
        // What was not tried needs a reason.
        let reason = if open.is_empty() { None } else { Some(form.text("reason", LONGEST)) };
        if form.is_wrong() {
            let html = approve_html((&web, &f, &person.scope), (device, &open), (&form, None)).await?;
            return Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()));
        }
        let how = How { return_first, unchecked: reason.as_deref() };
        match swaps::approve_how(web.cx(), &company, &device.serial, how, (day, &who)).await {
            Ok(()) => {
                let made = swap_last(&web.cx().db, &person.scope, device.id).await?.ok_or(WebError::NotFound)?;
                Ok(Outcome::Done(format!("/office/swaps/{made}?said=said-swap-approved")))
            }
            Err(ServiceError::Refused(reason)) => {
                let refused = (&form, Some(f.reason(&reason)));
                let html = approve_html((&web, &f, &person.scope), (device, &open), refused).await?;
                Ok(Outcome::Again((StatusCode::CONFLICT, Html(html)).into_response()))
            }
            Err(error) => Err(error.into()),
        }
    })
    .await
}
