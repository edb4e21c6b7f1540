//! The second factor: given at each sign-in, set up at the first.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::home;
use crate::domain::access::is_merchants;
use crate::service::people::{self, Enrolment};
use crate::store::account::account_find;
use crate::web::form::{Asked, Form, Posted};
use crate::web::frame::Frame;
use crate::web::visit::{Signed, Visitor};
use crate::web::{Web, WebError, WebResult};

#[derive(Template)]
#[template(path = "door/second.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    next: &'a str,
    /// A demo shows the code that is right now.
    code: Option<String>,
}

#[derive(Template)]
#[template(path = "door/enrol.html")]
struct EnrolPage<'a> {
    f: &'a Frame,
    form: &'a Form,
    secret: String,
    picture: String,
    code: Option<String>,
}

#[derive(Template)]
#[template(path = "door/recovery.html")]
pub(super) struct RecoveryPage<'a> {
    pub(super) f: &'a Frame,
    pub(super) codes: Vec<String>,
    pub(super) home: &'static str,
}

fn half(visitor: &Visitor) -> WebResult<&Signed> {
    visitor.half_signed().ok_or_else(|| WebError::SignIn("/".to_owned()))
}

/// The code that is right now, in a demo.
async fn demo_code(web: &Web, signed: &Signed) -> WebResult<Option<String>> {
    if web.options().demo.is_none() {
        return Ok(None);
    }
    let Some(account) = account_find(&web.cx().db, signed.person.account).await? else { return Ok(None) };
    Ok(people::code_of_moment(web.cx(), &account, web.now())?)
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(asked): Asked,
) -> WebResult<Response> {
    let signed = half(&visitor)?;
    if visitor.signed().is_some() {
        return Ok(Redirect::to(home(&visitor)).into_response());
    }
    if !signed.totp_confirmed {
        return Ok(Redirect::to("/sign-in/enrol").into_response());
    }
    let next = asked.path("next").unwrap_or("").to_owned();
    let code = demo_code(&web, signed).await?;
    Ok(Html(Page { f: &f, form: &Form::new(), next: &next, code }.render()?).into_response())
}

pub(super) async fn give(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    mut posted: Posted,
) -> WebResult<Response> {
    let signed = half(&visitor)?;
    let next = posted.form.path("next").unwrap_or("").to_owned();
    let code = posted.form.text("code", 20);
    if !posted.form.is_wrong() {
        let right = people::second_factor(web.cx(), signed.person.account, signed.session, &code, web.now()).await?;
        if right {
            let start = if is_merchants(signed.person.role) { "/portal" } else { "/office" };
            return Ok(Redirect::to(if next.is_empty() { start } else { &next }).into_response());
        }
        posted.form.wrong("code", "second-wrong");
    }
    let code = demo_code(&web, signed).await?;
    let page = Page { f: &f, form: &posted.form, next: &next, code };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
}

async fn enrol_form(web: &Web, visitor: &Visitor, f: &Frame, form: &Form) -> WebResult<String> {
    let signed = half(visitor)?;
    let Enrolment { secret, address } = people::enrol(web.cx(), signed.person.account).await?;
    let code = demo_code(web, signed).await?;
    Ok(EnrolPage { f, form, secret: spaced(&secret), picture: picture(&address)?, code }.render()?)
}

/// A secret to be typed: four letters at a time.
pub(super) fn spaced(secret: &str) -> String {
    secret.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

/// An address to be scanned.
pub(super) fn picture(address: &str) -> WebResult<String> {
    let picture = qrcode::QrCode::new(address.as_bytes()).map_err(|e| WebError::Fault(e.to_string()))?;
    Ok(inline(&picture.render::<qrcode::render::svg::Color<'_>>().min_dimensions(200, 200).build()))
}

/// An SVG without its declaration, with words for those who cannot see it.
fn inline(picture: &str) -> String {
    picture.find("<svg").and_then(|at| picture.get(at..)).unwrap_or("").replacen(
        "<svg",
        "<svg role=\"img\" aria-label=\"QR\"",
        1,
    )
}

pub(super) async fn enrol_page(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Response> {
    if half(&visitor)?.totp_confirmed {
        return Ok(Redirect::to(home(&visitor)).into_response());
    }
    Ok(Html(enrol_form(&web, &visitor, &f, &Form::new()).await?).into_response())
}

pub(super) async fn enrol(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    mut posted: Posted,
) -> WebResult<Response> {
    let signed = half(&visitor)?;
    let code = posted.form.text("code", 20);
    if !posted.form.is_wrong() {
        let (account, session) = (signed.person.account, signed.session);
        let codes = people::enrol_confirm(web.cx(), account, session, &code, web.now()).await?;
        if let Some(codes) = codes {
            let home = if is_merchants(signed.person.role) { "/portal" } else { "/office" };
            return Ok(Html(RecoveryPage { f: &f, codes, home }.render()?).into_response());
        }
        posted.form.wrong("code", "second-wrong");
    }
    let page = enrol_form(&web, &visitor, &f, &posted.form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}
