//! Contesting a line: it is held until we have answered.

use askama::Template;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use entity::types::DocumentKind;

use super::invoice::{Paper, title};
use super::{company, within};
use crate::domain::invoice::DocumentLine;
use crate::service::disputes::{self, Contest, ContestRefused};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, path_value};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// The most letters of a reason, as the page's field takes them.
const MOST: usize = 2_000;

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
    paper: &'a Paper,
    line: &'a DocumentLine,
    title: String,
    what: String,
    why: String,
    /// Since when the line is held already.
    held: Option<String>,
}

fn rendered(f: &Frame, form: &Form, paper: &Paper, line: &DocumentLine) -> WebResult<String> {
    let held = paper.held(line.number).map(|held| f.with("portal-held-since", "at", f.at(&held.opened_at_us)));
    let page = Page {
        f,
        form,
        paper,
        line,
        title: title(f, paper.document()),
        what: f.texts().line_title(f.language, line),
        why: f.texts().why(f.language, &line.why),
        // What was just refused is said beside what was typed.
        held: held.filter(|_| !form.is_wrong()),
    };
    Ok(page.render()?)
}

pub(super) async fn page(f: Frame, Own(paper): Own<Paper>, Line(line): Line) -> WebResult<Html<String>> {
    let found = paper.line(line).ok_or(WebError::NotFound)?;
    if paper.document().kind == DocumentKind::CreditNote {
        return Err(WebError::refused(ContestRefused::CreditNote.key()));
    }
    Ok(Html(rendered(&f, &Form::new(), &paper, found)?))
}

pub(super) async fn send(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(paper): Own<Paper>,
    Line(line): Line,
    posted: Posted,
) -> WebResult<Response> {
    let found = paper.line(line).ok_or(WebError::NotFound)?;
    let (scope, _) = within(&visitor)?;
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let reason = form.text("reason", MOST);
        if reason.is_empty() {
            form = std::mem::take(&mut form).instead("reason", ContestRefused::NoReason.key());
        }
        if !form.is_wrong() {
            let company = company(&web, &scope).await?;
            let invoice = paper.0.found.id;
            let wanted = Contest { invoice, line, reason, by: visitor.who()?.person.account };
            match disputes::contest(web.cx(), &company, &scope, &wanted).await? {
                Ok(_) => return Ok(Outcome::Done(format!("/portal/invoices/{invoice}?said=said-portal-contested"))),
                Err(refused) => form.wrong("reason", refused.key()),
            }
        }
        let page = rendered(&f, &form, &paper, found)?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()))
    })
    .await
}
