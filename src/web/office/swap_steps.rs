//! What is done about a swap: sent, scanned in, tested, offered, answered, charged, given back.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{Date, Exclusion, QuoteKind};

use super::company;
use super::swaps::{Swap, Tried, swap_html};
use crate::service::people::actor;
use crate::service::swaps::{self, Answer, Dispatch, Fee, Quoted, Verdict};
use crate::service::{ServiceError, ServiceResult};
use crate::store::company::Company;
use crate::store::page::swap::SwapPage;
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// The longest serial number, carrier or number of a consignment, in letters.
const SHORT: usize = 60;
/// The longest proof or evidence, in letters.
const LONG: usize = 1_000;

/// What a step of a swap works with.
struct Step<'a> {
    web: &'a Web,
    page: &'a SwapPage,
    company: Company,
    day: Date,
    actor: String,
}

impl Step<'_> {
    fn serial(&self) -> &str {
        &self.page.head.serial
    }
}

/// Does what a form on a swap's page asks for, once; what is refused is said above what was typed.
///
/// `work` reads the form and says what is to be done; nothing, if something in the form is wrong.
async fn step<W>(
    (web, visitor, f): (&Web, &Visitor, &Frame),
    page: &SwapPage,
    posted: &Posted,
    (name, said): (&str, &str),
    work: W,
) -> WebResult<Response>
where
    W: AsyncFnOnce(&Step<'_>, &mut Form) -> ServiceResult<Option<()>>,
{
    let mut form = posted.form.clone();
    once(web, visitor, posted, async {
        let (company, person) = (company(web, visitor).await?, &visitor.who()?.person);
        let day = web.cx().clock.today(company.country);
        let doing = Step { web, page, company, day, actor: actor(person.account) };
        let refused = match work(&doing, &mut form).await {
            Ok(Some(())) => return Ok(Outcome::Done(format!("/office/swaps/{}?said={said}", page.head.id))),
            Ok(None) => None,
            Err(ServiceError::Refused(reason)) => Some(reason),
            Err(error) => return Err(error.into()),
        };
        // Somebody else may have been quicker: what is true now stands beside what was typed.
        let now = Swap::load(web, &person.scope, page.head.id).await?.ok_or(WebError::NotFound)?;
        let status = if refused.is_some() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        let html = swap_html(web, &person.scope, f, &now.0, &Tried { step: name, form, refused }).await?;
        Ok(Outcome::Again((status, Html(html)).into_response()))
    })
    .await
}

pub(super) async fn dispatch(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Swap(page)): Own<Swap>,
    posted: Posted,
) -> WebResult<Response> {
    step(
        (&web, &visitor, &f),
        &page,
        &posted,
        ("dispatch", "said-swap-dispatched"),
        async |at: &Step<'_>, form: &mut Form| {
            let order = Dispatch {
                serial: at.serial().to_owned(),
                replacement: form.text("replacement", SHORT),
                from_maker: form.ticked("from_maker"),
                carriage: (form.optional("carrier", SHORT), form.optional("tracking", SHORT)),
                day: at.day,
                actor: at.actor.clone(),
            };
            if form.is_wrong() {
                return Ok(None);
            }
            swaps::dispatch(at.web.cx(), &at.company, &order).await.map(Some)
        },
    )
    .await
}

pub(super) async fn posted_it(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Swap(page)): Own<Swap>,
    posted: Posted,
) -> WebResult<Response> {
    step((&web, &visitor, &f), &page, &posted, ("posted", "said-swap-held"), async |at: &Step<'_>, form: &mut Form| {
        let (day, proof) = (form.date("posted"), form.text("proof", LONG));
        let Some(day) = day.filter(|_| !form.is_wrong()) else { return Ok(None) };
        swaps::post(at.web.cx(), &at.company, at.serial(), (day, &proof), &at.actor).await.map(Some)
    })
    .await
}

pub(super) async fn receive(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Swap(page)): Own<Swap>,
    posted: Posted,
) -> WebResult<Response> {
    step(
        (&web, &visitor, &f),
        &page,
        &posted,
        ("receive", "said-swap-received"),
        async |at: &Step<'_>, form: &mut Form| {
            // What is typed or scanned is compared with what is awaited: the wrong box is noticed here.
            let scanned = form.text("scanned", SHORT);
            if !form.is_wrong() && !scanned.eq_ignore_ascii_case(at.serial()) {
                form.wrong("scanned", "swap-scanned-other");
            }
            if form.is_wrong() {
                return Ok(None);
            }
            swaps::receive(at.web.cx(), &at.company, at.serial(), at.day, &at.actor).await.map(Some)
        },
    )
    .await
}

pub(super) async fn inspect(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Swap(page)): Own<Swap>,
    posted: Posted,
) -> WebResult<Response> {
    step(
        (&web, &visitor, &f),
        &page,
        &posted,
        ("inspect", "said-swap-inspected"),
        async |at: &Step<'_>, form: &mut Form| {
            let (verdict, evidence) = match form.value("verdict") {
                "covered" => (Some(Verdict::Covered), form.optional("evidence", LONG)),
                "excluded" => {
                    (form.choice::<Exclusion>("point").map(Verdict::Excluded), Some(form.text("evidence", LONG)))
                }
                _ => {
                    form.wrong("verdict", "form-missing");
                    (None, None)
                }
            };
            let Some(verdict) = verdict.filter(|_| !form.is_wrong()) else { return Ok(None) };
            let found = (verdict, evidence.as_deref());
            swaps::inspect(at.web.cx(), &at.company, at.serial(), found, at.day, &at.actor).await.map(Some)
        },
    )
    .await
}

pub(super) async fn quote(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Swap(page)): Own<Swap>,
    posted: Posted,
) -> WebResult<Response> {
    step((&web, &visitor, &f), &page, &posted, ("quote", "said-swap-quoted"), async |at: &Step<'_>, form: &mut Form| {
        let Some(kind) = form.choice::<QuoteKind>("kind") else { return Ok(None) };
        let listed = kind == QuoteKind::SwapPrice && form.value("net").trim().is_empty();
        let net = if listed { None } else { form.money("net", at.company.currency) };
        if form.is_wrong() {
            return Ok(None);
        }
        let quoted = Quoted { kind, net };
        swaps::quote(at.web.cx(), &at.company, at.serial(), quoted, at.day, &at.actor).await.map(Some)
    })
    .await
}

pub(super) async fn answer(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Swap(page)): Own<Swap>,
    posted: Posted,
) -> WebResult<Response> {
    step(
        (&web, &visitor, &f),
        &page,
        &posted,
        ("answer", "said-swap-answered"),
        async |at: &Step<'_>, form: &mut Form| {
            let answer = match form.value("answer") {
                "accepted" => Answer::Accepted,
                "declined" => Answer::Declined,
                _ => {
                    form.wrong("answer", "form-missing");
                    return Ok(None);
                }
            };
            swaps::answer(at.web.cx(), &at.company, at.serial(), answer, at.day, &at.actor).await.map(Some)
        },
    )
    .await
}

pub(super) async fn fee(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Swap(page)): Own<Swap>,
    posted: Posted,
) -> WebResult<Response> {
    step((&web, &visitor, &f), &page, &posted, ("fee", "said-swap-fee"), async |at: &Step<'_>, form: &mut Form| {
        let (exclusion, evidence) = (form.choice("fee_point"), form.text("fee_evidence", LONG));
        let Some(exclusion) = exclusion.filter(|_| !form.is_wrong()) else { return Ok(None) };
        let (serial, actor) = (at.serial().to_owned(), at.actor.clone());
        swaps::fee(at.web.cx(), &at.company, &Fee { serial, exclusion, evidence, day: at.day, actor }).await.map(Some)
    })
    .await
}

pub(super) async fn give_back(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Swap(page)): Own<Swap>,
    posted: Posted,
) -> WebResult<Response> {
    step(
        (&web, &visitor, &f),
        &page,
        &posted,
        ("give-back", "said-swap-given-back"),
        async |at: &Step<'_>, _: &mut Form| {
            swaps::give_back(at.web.cx(), &at.company, at.serial(), at.day, &at.actor).await.map(Some)
        },
    )
    .await
}
