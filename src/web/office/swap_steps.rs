//! What is done about a swap: sent, scanned in, tested, offered, answered, charged, given back.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{Date, Exclusion, QuoteKind};

use super::company;
use super::swaps::{Swap, Tried, swap_html};
use crate::domain::rma;
use crate::service::invoices::Approval;
use crate::service::people::actor;
use crate::service::swaps::{self, Answer, Faulty, Fee, Quoted, Verdict};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::company::Company;
use crate::store::page::swap::SwapHead;
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
pub(super) struct At<'a> {
    cx: &'a Context,
    swap: &'a SwapHead,
    company: Company,
    day: Date,
    actor: String,
}

impl At<'_> {
    /// The device, and this very swap of it: a step on the page of an older one is refused.
    fn faulty(&self) -> Faulty<'_> {
        Faulty { serial: &self.swap.serial, swap: Some(self.swap.id) }
    }
}

/// A step of a swap, by the form that asks for it.
pub(super) trait Step: Send + 'static {
    /// The last part of the form's address.
    const NAME: &'static str;

    /// Reads the form and does what it asks for; what is said then, as a key of the locales. None: something in the form is wrong.
    fn work(at: &At<'_>, form: &mut Form) -> impl Future<Output = ServiceResult<Option<&'static str>>> + Send;
}

/// Does what a form on a swap's page asks for, once; what is refused is said above what was typed.
pub(super) async fn take<S: Step>(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Swap(page)): Own<Swap>,
    posted: Posted,
) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let (company, person) = (company(&web, &visitor).await?, &visitor.who()?.person);
        let day = web.cx().clock.today(company.country);
        let at = At { cx: web.cx(), swap: &page.head, company, day, actor: actor(person.account) };
        let refused = match S::work(&at, &mut form).await {
            Ok(Some(said)) => return Ok(Outcome::Done(format!("/office/swaps/{}?said={said}", page.head.id))),
            Ok(None) => None,
            Err(ServiceError::Refused(reason)) => Some(reason),
            Err(error) => return Err(error.into()),
        };
        // Somebody else may have been quicker: what is true now stands beside what was typed.
        let now = Swap::load(&web, &person.scope, page.head.id).await?.ok_or(WebError::NotFound)?;
        let status = if refused.is_some() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        let html =
            swap_html(&web, (&person.scope, &at.actor), &f, &now.0, &Tried { step: S::NAME, form, refused }).await?;
        Ok(Outcome::Again((status, Html(html)).into_response()))
    })
    .await
}

/// A replacement leaves (R080).
pub(super) struct Dispatch;

impl Step for Dispatch {
    const NAME: &'static str = "dispatch";

    async fn work(at: &At<'_>, form: &mut Form) -> ServiceResult<Option<&'static str>> {
        let order = swaps::Dispatch {
            serial: at.swap.serial.clone(),
            swap: Some(at.swap.id),
            replacement: form.text("replacement", SHORT),
            from_maker: form.ticked("from_maker"),
            carriage: (form.optional("carrier", SHORT), form.optional("tracking", SHORT)),
            day: at.day,
            actor: at.actor.clone(),
        };
        if form.is_wrong() {
            return Ok(None);
        }
        swaps::dispatch(at.cx, &at.company, &order).await.map(|()| Some("said-swap-dispatched"))
    }
}

/// The merchant proves that the device was posted (A18).
pub(super) struct Post;

impl Step for Post {
    const NAME: &'static str = "posted";

    async fn work(at: &At<'_>, form: &mut Form) -> ServiceResult<Option<&'static str>> {
        let (day, proof) = (form.date("posted"), form.text("proof", LONG));
        let Some(day) = day.filter(|_| !form.is_wrong()) else { return Ok(None) };
        swaps::post(at.cx, &at.company, at.faulty(), (day, &proof), &at.actor).await.map(|()| Some("said-swap-held"))
    }
}

/// The device is scanned in.
pub(super) struct Receive;

impl Step for Receive {
    const NAME: &'static str = "receive";

    async fn work(at: &At<'_>, form: &mut Form) -> ServiceResult<Option<&'static str>> {
        // What is typed or scanned is compared with what is awaited: the wrong box is noticed here.
        let scanned = form.text("scanned", SHORT);
        let by_number = rma::read(&scanned).is_some_and(|number| at.swap.rma.as_ref() == Some(&number));
        if !form.is_wrong() && !by_number && !scanned.eq_ignore_ascii_case(&at.swap.serial) {
            form.wrong("scanned", "swap-scanned-other");
        }
        if form.is_wrong() {
            return Ok(None);
        }
        swaps::receive(at.cx, &at.company, at.faulty(), at.day, &at.actor).await.map(|()| Some("said-swap-received"))
    }
}

/// The device is tested (R082).
pub(super) struct Inspect;

impl Step for Inspect {
    const NAME: &'static str = "inspect";

    async fn work(at: &At<'_>, form: &mut Form) -> ServiceResult<Option<&'static str>> {
        let (verdict, evidence) = match form.value("verdict") {
            "covered" => (Some(Verdict::Covered), form.optional("evidence", LONG)),
            "excluded" => (form.choice::<Exclusion>("point").map(Verdict::Excluded), Some(form.text("evidence", LONG))),
            _ => {
                form.wrong("verdict", "form-missing");
                (None, None)
            }
        };
        let Some(verdict) = verdict.filter(|_| !form.is_wrong()) else { return Ok(None) };
        let found = (verdict, evidence.as_deref());
        swaps::inspect(at.cx, &at.company, at.faulty(), found, at.day, &at.actor)
            .await
            .map(|()| Some("said-swap-inspected"))
    }
}

/// A repair or the swap price is offered (R084, R087).
pub(super) struct Offer;

impl Step for Offer {
    const NAME: &'static str = "quote";

    async fn work(at: &At<'_>, form: &mut Form) -> ServiceResult<Option<&'static str>> {
        let Some(kind) = form.choice::<QuoteKind>("kind") else { return Ok(None) };
        let listed = kind == QuoteKind::SwapPrice && form.value("net").trim().is_empty();
        let net = if listed { None } else { form.money("net", at.company.currency) };
        if form.is_wrong() {
            return Ok(None);
        }
        swaps::quote(at.cx, &at.company, at.faulty(), Quoted { kind, net }, at.day, &at.actor)
            .await
            .map(|()| Some("said-swap-quoted"))
    }
}

/// The merchant has answered an offer by telephone or letter (R106).
pub(super) struct Reply;

impl Step for Reply {
    const NAME: &'static str = "answer";

    async fn work(at: &At<'_>, form: &mut Form) -> ServiceResult<Option<&'static str>> {
        let answer = match form.value("answer") {
            "accepted" => Answer::Accepted,
            "declined" => Answer::Declined,
            _ => {
                form.wrong("answer", "form-missing");
                return Ok(None);
            }
        };
        swaps::answer(at.cx, &at.company, at.faulty(), answer, at.day, &at.actor)
            .await
            .map(|()| Some("said-swap-answered"))
    }
}

/// The fee for what the agreement does not cover is decided on (R093).
pub(super) struct Decide;

impl Step for Decide {
    const NAME: &'static str = "fee";

    async fn work(at: &At<'_>, form: &mut Form) -> ServiceResult<Option<&'static str>> {
        let (exclusion, evidence) = (form.choice("fee_point"), form.text("fee_evidence", LONG));
        let Some(exclusion) = exclusion.filter(|_| !form.is_wrong()) else { return Ok(None) };
        let (serial, swap, actor) = (at.swap.serial.clone(), Some(at.swap.id), at.actor.clone());
        let fee = Fee { serial, swap, exclusion, evidence, day: at.day, actor };
        Ok(Some(match swaps::fee(at.cx, &at.company, &fee).await? {
            Approval::Given => "said-swap-fee",
            Approval::Needed | Approval::NeededOfAnother => "said-swap-fee-proposed",
        }))
    }
}

/// What was charged for a device that is back is given back.
pub(super) struct GiveBack;

impl Step for GiveBack {
    const NAME: &'static str = "give-back";

    async fn work(at: &At<'_>, _: &mut Form) -> ServiceResult<Option<&'static str>> {
        swaps::give_back(at.cx, &at.company, at.faulty(), at.day, &at.actor)
            .await
            .map(|()| Some("said-swap-given-back"))
    }
}
