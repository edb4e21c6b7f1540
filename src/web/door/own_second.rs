//! One's own second factor: another one, other recovery codes, none.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::account::{oneself, own_key, own_status};
use super::second::{RecoveryPage, picture, spaced};
use crate::domain::access::is_merchants;
use crate::service::people::{self, Enrolment, OwnRefused};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

#[derive(Template)]
#[template(path = "door/own_second.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    choices: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "door/renew_second.html")]
struct RenewPage<'a> {
    f: &'a Frame,
    form: &'a Form,
    pending: &'a str,
    secret: String,
    picture: String,
}

fn rendered(visitor: &Visitor, f: &Frame, form: &Form) -> WebResult<String> {
    let merchants = is_merchants(visitor.who()?.person.role);
    let words = ["renew", "codes", "off"].into_iter().filter(|word| merchants || *word != "off");
    // `account-second-off` is what it stands at.
    let key = |word: &str| {
        if word == "off" { "account-second-off-choice".to_owned() } else { format!("account-second-{word}") }
    };
    let choices = words.map(|word| (word.to_owned(), f.say(&key(word)))).collect();
    Ok(Page { f, form, choices }.render()?)
}

fn renewal(f: &Frame, form: &Form, pending: &str, enrolment: &Enrolment) -> WebResult<String> {
    let (secret, picture) = (spaced(&enrolment.secret), picture(&enrolment.address)?);
    Ok(RenewPage { f, form, pending, secret, picture }.render()?)
}

/// Who has no second factor sets one up.
fn to_enrol() -> Response {
    Redirect::to("/sign-in/enrol").into_response()
}

pub(super) async fn page(visitor: Visitor, f: Frame) -> WebResult<Response> {
    if !visitor.who()?.totp_confirmed {
        return Ok(to_enrol());
    }
    Ok(Html(rendered(&visitor, &f, &Form::new())?).into_response())
}

pub(super) async fn change(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    mut posted: Posted,
) -> WebResult<Response> {
    if !visitor.who()?.totp_confirmed {
        return Ok(to_enrol());
    }
    let form = &mut posted.form;
    let what = form.value("what").to_owned();
    if !["renew", "codes", "off"].contains(&what.as_str()) {
        form.wrong("what", if what.trim().is_empty() { "form-missing" } else { "form-choice" });
    }
    let code = form.text("code", 20);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if !form.is_wrong() {
        match changed(&web, &visitor, &f, &what, &code).await? {
            Ok(answer) => return Ok(answer),
            Err(refused) => {
                let field = if refused == OwnRefused::Staff { "what" } else { "code" };
                form.wrong(field, own_key(refused, "second-wrong"));
                status = own_status(refused);
            }
        }
    }
    Ok((status, Html(rendered(&visitor, &f, &posted.form)?)).into_response())
}

async fn changed(
    web: &Web,
    visitor: &Visitor,
    f: &Frame,
    what: &str,
    code: &str,
) -> WebResult<Result<Response, OwnRefused>> {
    let (who, cx, now) = (oneself(visitor)?, web.cx(), web.now());
    Ok(match what {
        "off" => people::turn_second_off(cx, &who, code, now)
            .await?
            .map(|()| Redirect::to("/account?said=said-account-second-off").into_response()),
        "codes" => match people::renew_codes(cx, &who, code, now).await? {
            Ok(codes) => Ok(Html(RecoveryPage { f, codes, home: "/account" }.render()?).into_response()),
            Err(refused) => Err(refused),
        },
        _ => match people::renew_second(cx, &who, code, now).await? {
            Ok(new) => Ok(Html(renewal(f, &Form::new(), &new.sealed, &new.enrolment)?).into_response()),
            Err(refused) => Err(refused),
        },
    })
}

pub(super) async fn confirm(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    mut posted: Posted,
) -> WebResult<Response> {
    let who = oneself(&visitor)?;
    let form = &mut posted.form;
    let (pending, code) = (form.value("pending").to_owned(), form.text("code", 20));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let waiting = people::pending(web.cx(), &who, &pending, web.now()).await?;
    if waiting.is_none() {
        form.wrong("code", own_key(OwnRefused::Over, ""));
    }
    if !form.is_wrong() {
        match people::confirm_second(web.cx(), &who, &pending, &code, web.now()).await? {
            Ok(codes) => return Ok(Html(RecoveryPage { f: &f, codes, home: "/account" }.render()?).into_response()),
            Err(refused) => {
                form.wrong("code", own_key(refused, "second-wrong"));
                status = own_status(refused);
            }
        }
    }
    let page = match &waiting {
        Some(enrolment) => renewal(&f, form, &pending, enrolment)?,
        None => rendered(&visitor, &f, form)?,
    };
    Ok((status, Html(page)).into_response())
}
