//! Contesting a line: it is held until we have answered.

use askama::Template;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{DisputeState, DocumentKind, Money};

use super::invoice::{since, title};
use super::{company, within};
use crate::domain::invoice::DocumentLine;
use crate::service::disputes::{self, Contest, ContestRefused, LONGEST};
use crate::store::page::invoice::InvoicePage;
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::{Invoice, Own, path_value};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// Which line a path names.
pub(super) struct Line(i64);

impl FromRequestParts<Web> for Line {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> WebResult<Self> {
        path_value(parts, web, "line").await?.parse().map(Self).map_err(|_| WebError::NotFound)
    }
}

#[derive(Template)]
#[template(path = "portal/contest.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    page: &'a InvoicePage,
    line: &'a DocumentLine,
    title: String,
    what: String,
    why: String,
    /// Since when the line is held already.
    held: Option<String>,
    /// What it would hold back, with VAT; none where nothing is open.
    amount: Option<String>,
    /// What was said when the line was contested before and stood, and when.
    before: Option<(String, String)>,
}

fn rendered(f: &Frame, form: &Form, page: &InvoicePage, line: &DocumentLine, amount: i64) -> WebResult<String> {
    let held = page.contested(line.number).map(|held| since(f, held));
    let before = page.decided(line.number).filter(|d| d.state == DisputeState::Rejected);
    let amount = Money::new(amount, page.document().currency);
    let html = Page {
        f,
        form,
        page,
        line,
        title: title(f, page.document()),
        what: f.texts().line_title(f.language, line),
        why: f.texts().why_plain(f.language, &line.why),
        // What was just refused is said beside what was typed.
        held: held.filter(|_| !form.is_wrong()),
        amount: (amount.minor() > 0).then(|| f.with("portal-contest-what", "amount", f.money(&amount))),
        before: before.and_then(|d| Some((f.at(&d.decided_at_us?), d.answer.clone()?))),
    };
    Ok(html.render()?)
}

/// A line that can be contested, and what it would hold back.
async fn contestable<'a>(web: &Web, page: &'a InvoicePage, line: i64) -> WebResult<(&'a DocumentLine, i64)> {
    let found = page.line(line).ok_or(WebError::NotFound)?;
    if page.document().kind == DocumentKind::CreditNote {
        return Err(WebError::refused(ContestRefused::CreditNote.key()));
    }
    if page.is_credited(found) {
        return Err(WebError::refused(ContestRefused::Credited.key()));
    }
    if page.decided(line).is_some_and(|decided| decided.state == DisputeState::Upheld) {
        return Err(WebError::refused("contest-upheld"));
    }
    Ok((found, disputes::would_hold(&web.cx().db.reading().await?, page.found.id, line).await?))
}

pub(super) async fn page(
    State(web): State<Web>,
    f: Frame,
    Own(Invoice(page)): Own<Invoice>,
    Line(line): Line,
) -> WebResult<Html<String>> {
    let (found, amount) = contestable(&web, &page, line).await?;
    Ok(Html(rendered(&f, &Form::new(), &page, found, amount)?))
}

pub(super) async fn send(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Invoice(page)): Own<Invoice>,
    Line(line): Line,
    posted: Posted,
) -> WebResult<Response> {
    let (scope, _) = within(&visitor)?;
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let (found, amount) = contestable(&web, &page, line).await?;
        let reason = form.text("reason", LONGEST);
        let why = match form.error("reason") {
            "form-missing" => Some(ContestRefused::NoReason),
            "form-too-long" => Some(ContestRefused::TooLong),
            _ => None,
        };
        if let Some(why) = why {
            form = std::mem::take(&mut form).instead("reason", why.key());
        }
        if !form.is_wrong() {
            let company = company(&web, &scope).await?;
            let invoice = page.found.id;
            let wanted = Contest { invoice, line, reason, by: visitor.who()?.person.account };
            match disputes::contest(web.cx(), &company, &scope, &wanted).await? {
                Ok(_) => {
                    let said = if amount > 0 { "said-portal-contested" } else { "said-portal-contested-paid" };
                    return Ok(Outcome::Done(format!("/portal/invoices/{invoice}?said={said}")));
                }
                Err(refused) => form.wrong("reason", refused.key()),
            }
        }
        let html = rendered(&f, &form, &page, found, amount)?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()))
    })
    .await
}
