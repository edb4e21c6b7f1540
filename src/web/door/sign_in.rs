//! Signing in with a password, and out.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::home;
use crate::domain::access::is_merchants;
use crate::service::people::{self, SignInRefused, SignedIn};
use crate::web::agent::browser_of;
use crate::web::form::{Asked, Form, Posted};
use crate::web::frame::Frame;
use crate::web::token::{self, cookie};
use crate::web::visit::{LANGUAGE, SESSION, Visitor};
use crate::web::{Web, WebError, WebResult};

#[derive(Template)]
#[template(path = "door/sign_in.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    next: &'a str,
    /// Where the identity provider is asked; none: there is none.
    provider: Option<String>,
}

fn to_provider(web: &Web, next: &str) -> Option<String> {
    web.options().provider.as_ref().map(|_| format!("/sign-in/oidc?next={}", encoded(next)))
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(asked): Asked,
) -> WebResult<Response> {
    if visitor.half_signed().is_some() {
        return Ok(Redirect::to(home(&visitor)).into_response());
    }
    let next = asked.path("next").unwrap_or("");
    let page = Page { f: &f, form: &Form::new(), next, provider: to_provider(&web, next) };
    Ok(Html(page.render()?).into_response())
}

pub(super) async fn sign_in(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    headers: HeaderMap,
    mut posted: Posted,
) -> WebResult<Response> {
    let form = &mut posted.form;
    let (email, password) = (form.text("email", 254), form.value("password").to_owned());
    if password.is_empty() {
        form.wrong("password", "form-missing");
    }
    let next = form.path("next").unwrap_or("").to_owned();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if !form.is_wrong() {
        let wanted = people::SignIn { email, password, address: visitor.address().to_owned() };
        match people::sign_in(web.cx(), wanted, web.now()).await? {
            Ok(signed) => return open(&web, &visitor, &headers, &signed, &next).await,
            Err(refused) => {
                status = if refused == SignInRefused::TooMany { StatusCode::TOO_MANY_REQUESTS } else { status };
                form.wrong(
                    "email",
                    match refused {
                        SignInRefused::Wrong => "sign-in-wrong",
                        SignInRefused::Locked => "sign-in-locked",
                        SignInRefused::TooMany => "sign-in-too-many",
                    },
                );
            }
        }
    }
    let page = Page { f: &f, form, next: &next, provider: to_provider(&web, &next) };
    Ok((status, Html(page.render()?)).into_response())
}

/// Sends the session's cookie and goes on: to the second factor where there is or must be one and it was not given.
pub(super) async fn open(
    web: &Web,
    visitor: &Visitor,
    headers: &HeaderMap,
    signed: &SignedIn,
    next: &str,
) -> WebResult<Response> {
    if let Some(browser) = browser_of(headers) {
        people::browser_seen(web.cx(), signed.session, &browser).await?;
    }
    let token = token::sign(&web.cx().secrets, signed.session, 1, signed.expires);
    let token = token.ok_or_else(|| WebError::Fault("a token cannot be signed".to_owned()))?;
    let seconds = (signed.expires - web.now()).num_seconds();
    visitor.send_cookie(cookie(web.is_secure(), SESSION, &token, Some(seconds)));
    // The door speaks their language from now on, signed in or not.
    let language = signed.account.language.as_str();
    visitor.send_cookie(cookie(web.is_secure(), LANGUAGE, language, Some(31_536_000)));
    let staff = !is_merchants(signed.account.role);
    let start = if staff { "/office" } else { "/portal" };
    let to = match (signed.second_factor, signed.account.totp_confirmed) {
        (false, true) => format!("/sign-in/second?next={}", encoded(next)),
        (false, false) if staff => "/sign-in/enrol".to_owned(),
        _ if next.is_empty() => start.to_owned(),
        _ => next.to_owned(),
    };
    Ok(Redirect::to(&to).into_response())
}

pub(super) async fn sign_out(State(web): State<Web>, visitor: Visitor, _posted: Posted) -> WebResult<Redirect> {
    if let Some(signed) = visitor.half_signed() {
        let person = &signed.person;
        people::sign_out(web.cx(), person.scope.company, person.account, signed.session, web.now()).await?;
    }
    visitor.send_cookie(cookie(web.is_secure(), SESSION, "", Some(0)));
    Ok(Redirect::to("/sign-in?said=said-signed-out"))
}
