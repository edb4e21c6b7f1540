//! An offer after a test: the amount first, what is done for it, until when it stands. No work begins before a yes (R106).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{QuoteId, QuoteKind};

use super::by_when::refuse;
use super::device::device_said;
use super::{company, within};
use crate::domain::access::{Act, Scope};
use crate::service::costs::{Cost, Costs};
use crate::service::people::actor;
use crate::service::swaps::{Answer, answer_to};
use crate::store::page::own_swap::{QuoteRow, own_quote};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// An offer within the reader's portal.
pub(super) struct Quote(pub QuoteRow);

impl Owned for Quote {
    type Id = QuoteId;

    async fn load(web: &Web, scope: &Scope, id: QuoteId) -> WebResult<Option<Self>> {
        Ok(own_quote(&web.cx().db.reading_of_one().await?, scope, id).await?.map(Self))
    }
}

#[derive(Template)]
#[template(path = "portal/quote.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    quote: &'a QuoteRow,
    /// With VAT and without; none: the terms do not charge it.
    cost: Option<&'a Cost>,
}

impl Page<'_> {
    fn device(&self) -> String {
        device_said(self.f, &self.quote.model, &self.quote.serial)
    }

    fn gross(&self) -> String {
        self.cost.map_or_else(|| self.net(), |cost| self.f.money(&cost.gross))
    }

    fn net(&self) -> String {
        self.f.with("portal-quote-net", "amount", self.f.money(&self.quote.net()))
    }

    /// What is done for it.
    fn work(&self) -> &'static str {
        match self.quote.kind {
            QuoteKind::Repair => "portal-quote-repair",
            QuoteKind::SwapPrice => "portal-quote-swap",
        }
    }

    /// What it was answered, or that it is over; none: it can be answered.
    fn over(&self) -> Option<String> {
        let (f, quote) = (self.f, self.quote);
        // An offer that nobody answered is closed by the next one, as of its last day.
        let lapsed = quote.accepted == Some(false) && quote.answered == Some(quote.expires);
        match (quote.accepted, quote.answered) {
            (Some(true), Some(day)) => Some(f.with("portal-quote-yes", "day", f.date(&day))),
            (Some(false), Some(day)) if !lapsed => Some(f.with("portal-quote-no", "day", f.date(&day))),
            _ if quote.expires < f.today || lapsed => {
                Some(f.with("portal-quote-expired", "day", f.date(&quote.expires)))
            }
            _ => None,
        }
    }

    fn may_answer(&self) -> bool {
        self.f.may(Act::AnswerQuote) && self.over().is_none()
    }

    fn exclusion(&self) -> Option<String> {
        self.quote.exclusion.map(|code| self.f.word("portal-ex", code))
    }
}

async fn rendered(web: &Web, f: &Frame, scope: &Scope, form: &Form, quote: &QuoteRow) -> WebResult<String> {
    let costs = Costs::read(&web.cx().db, scope.company).await?;
    let cost = costs.quoted(quote.terms_id, (quote.kind, quote.net()), f.today);
    Ok(Page { f, form, quote, cost: cost.as_ref() }.render()?)
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Quote(quote)): Own<Quote>,
) -> WebResult<Html<String>> {
    let (scope, _) = within(&visitor)?;
    Ok(Html(rendered(&web, &f, &scope, &Form::new(), &quote).await?))
}

pub(super) async fn send(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Quote(quote)): Own<Quote>,
    posted: Posted,
) -> WebResult<Response> {
    let (scope, _) = within(&visitor)?;
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let answer = match form.value("answer") {
            "accepted" => Some((Answer::Accepted, "said-portal-quote-accepted")),
            "declined" => Some((Answer::Declined, "said-portal-quote-declined")),
            _ => {
                form.wrong("answer", "portal-quote-choose");
                None
            }
        };
        if let (Some((answer, said)), false) = (answer, form.is_wrong()) {
            let company = company(&web, &scope).await?;
            let (day, by) = (web.cx().clock.today(company.country), actor(visitor.who()?.person.account));
            match answer_to(web.cx(), &company, (&scope, quote.id), answer, day, &by).await {
                Ok(()) => return Ok(Outcome::Done(format!("/portal/quotes/{}?said={said}", quote.id))),
                Err(error) => refuse(&f, &mut form, "answer", error)?,
            }
        }
        // As it stands by now: somebody else may have answered.
        let Quote(now) = Quote::load(&web, &scope, quote.id).await?.ok_or(WebError::NotFound)?;
        let html = rendered(&web, &f, &scope, &form, &now).await?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()))
    })
    .await
}
