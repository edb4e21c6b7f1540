//! One's own account: language, password, sessions.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use entity::types::Language;

use super::link::refused_key;
use crate::service::people::{self, Oneself, OwnRefused};
use crate::store::session::{Open, session_open};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::token::cookie;
use crate::web::visit::{LANGUAGE, SESSION, Visitor};
use crate::web::{Web, WebError, WebResult};

#[derive(Template)]
#[template(path = "door/account.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    name: &'a str,
    email: &'a str,
    role: String,
    second: bool,
    sessions: Vec<(Open, bool)>,
}

/// Whoever changes their own account.
pub(super) fn oneself(visitor: &Visitor) -> WebResult<Oneself> {
    let signed = visitor.who()?;
    let (account, session) = (signed.person.account, signed.session);
    Ok(Oneself { account, session, address: visitor.address().to_owned() })
}

/// The text of the locales that says why something is refused; `wrong` says that the proof does not fit.
pub(super) const fn own_key(refused: OwnRefused, wrong: &'static str) -> &'static str {
    match refused {
        OwnRefused::Wrong => wrong,
        OwnRefused::Locked => "sign-in-locked",
        OwnRefused::TooMany => "sign-in-too-many",
        OwnRefused::Staff => "account-second-staff",
        OwnRefused::Over => "account-second-over",
        OwnRefused::Password(refused) => refused_key(refused),
    }
}

/// The status that goes with a refusal.
pub(super) const fn own_status(refused: OwnRefused) -> StatusCode {
    match refused {
        OwnRefused::TooMany => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

async fn rendered(web: &Web, visitor: &Visitor, f: &Frame, form: &Form) -> WebResult<String> {
    let signed = visitor.who()?;
    let open = session_open(&web.cx().db, signed.person.account, web.now()).await?;
    let sessions = open.into_iter().map(|s| (s.id == signed.session, s)).map(|(this, s)| (s, this)).collect();
    let role = f.word("role", signed.person.role);
    let (name, email) = (&signed.name, &signed.email);
    Ok(Page { f, form, name, email, role, second: signed.totp_confirmed, sessions }.render()?)
}

pub(super) async fn page(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    Ok(Html(rendered(&web, &visitor, &f, &Form::new()).await?))
}

/// The way back from what is shown only as the answer to a form.
pub(super) async fn back() -> Redirect {
    Redirect::to("/account")
}

/// Another password, for whoever knows the one that there is.
pub(super) async fn password(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    mut posted: Posted,
) -> WebResult<Response> {
    let form = &mut posted.form;
    let typed = |form: &Form, name: &str| form.value(name).to_owned();
    let (current, password, again) = (typed(form, "current"), typed(form, "password"), typed(form, "again"));
    for (name, value) in [("current", &current), ("password", &password)] {
        if value.is_empty() {
            form.wrong(name, "form-missing");
        }
    }
    if password != again {
        form.wrong("again", "password-differs");
    }
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if !form.is_wrong() {
        match people::change_password(web.cx(), &oneself(&visitor)?, current, password, web.now()).await? {
            Ok(()) => return Ok(Redirect::to("/account?said=said-account-password").into_response()),
            Err(refused) => {
                let field = if matches!(refused, OwnRefused::Password(_)) { "password" } else { "current" };
                form.wrong(field, own_key(refused, "account-password-wrong"));
                status = own_status(refused);
            }
        }
    }
    Ok((status, Html(rendered(&web, &visitor, &f, &posted.form).await?)).into_response())
}

/// Remembers the reader's language: with the account, or in a cookie before signing in.
pub(super) async fn language(State(web): State<Web>, visitor: Visitor, mut posted: Posted) -> WebResult<Redirect> {
    let language: Language = posted.form.choice("language").ok_or(WebError::Malformed)?;
    if let Some(signed) = visitor.half_signed() {
        people::language(web.cx(), signed.person.account, language).await?;
    }
    visitor.send_cookie(cookie(web.is_secure(), LANGUAGE, language.as_str(), Some(31_536_000)));
    Ok(Redirect::to(posted.form.path("back").unwrap_or("/")))
}

/// Ends one of the reader's sessions. One that is not theirs, or not there any more, is left alone.
pub(super) async fn end(State(web): State<Web>, visitor: Visitor, posted: Posted) -> WebResult<Redirect> {
    let person = &visitor.who()?.person;
    let Ok(session) = posted.form.value("session").parse() else { return Ok(Redirect::to("/account")) };
    let (company, account) = (person.scope.company, person.account);
    let ended = people::end_session(web.cx(), company, account, session, web.now()).await?;
    Ok(Redirect::to(if ended { "/account?said=said-session-ended" } else { "/account" }))
}

pub(super) async fn everywhere(State(web): State<Web>, visitor: Visitor, _posted: Posted) -> WebResult<Redirect> {
    let person = &visitor.who()?.person;
    people::sign_out_everywhere(web.cx(), person.scope.company, person.account, web.now()).await?;
    visitor.send_cookie(cookie(web.is_secure(), SESSION, "", Some(0)));
    Ok(Redirect::to("/sign-in?said=said-signed-out-everywhere"))
}
