//! Links that open once: an invitation, a new password.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::service::people::{self, PasswordRefused};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::{Web, WebResult};

#[derive(Template)]
#[template(path = "door/forgotten.html")]
struct ForgottenPage<'a> {
    f: &'a Frame,
    form: &'a Form,
    asked: bool,
}

#[derive(Template)]
#[template(path = "door/password.html")]
struct PasswordPage<'a> {
    f: &'a Frame,
    form: &'a Form,
    /// Whose password is set; none: the link does not open.
    email: Option<String>,
    path: String,
}

pub(super) async fn forgotten_page(f: Frame) -> WebResult<Html<String>> {
    Ok(Html(ForgottenPage { f: &f, form: &Form::new(), asked: false }.render()?))
}

/// Says the same whether there is an account or not.
pub(super) async fn forgotten(State(web): State<Web>, f: Frame, mut posted: Posted) -> WebResult<Response> {
    let email = posted.form.text("email", 254);
    if !email.is_empty() && people::email_of(&email).is_none() {
        posted.form.wrong("email", "people-email-wrong");
    }
    if posted.form.is_wrong() {
        let page = ForgottenPage { f: &f, form: &posted.form, asked: false };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response());
    }
    people::forgotten(web.cx(), &email, web.now()).await?;
    Ok(Html(ForgottenPage { f: &f, form: &Form::new(), asked: true }.render()?).into_response())
}

async fn password_page(web: &Web, f: &Frame, secret: &str, form: &Form) -> WebResult<Response> {
    let account = people::link_account(web.cx(), secret, web.now()).await?;
    let status = match (&account, form.is_wrong()) {
        (None, _) => StatusCode::NOT_FOUND,
        (_, true) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let path = format!("/link/{secret}");
    let page = PasswordPage { f, form, email: account.map(|a| a.email), path };
    Ok((status, Html(page.render()?)).into_response())
}

pub(super) async fn page(State(web): State<Web>, f: Frame, Path(secret): Path<String>) -> WebResult<Response> {
    password_page(&web, &f, &secret, &Form::new()).await
}

/// The text of the locales that says why a password will not do.
pub(super) const fn refused_key(refused: PasswordRefused) -> &'static str {
    match refused {
        PasswordRefused::Short => "password-short",
        PasswordRefused::Long => "password-long",
        PasswordRefused::Plain => "password-plain",
        PasswordRefused::Same => "password-same",
    }
}

pub(super) async fn set(
    State(web): State<Web>,
    f: Frame,
    Path(secret): Path<String>,
    mut posted: Posted,
) -> WebResult<Response> {
    let form = &mut posted.form;
    let (password, again) = (form.value("password").to_owned(), form.value("again").to_owned());
    if password.is_empty() {
        form.wrong("password", "form-missing");
    } else if password != again {
        form.wrong("again", "password-differs");
    }
    if !form.is_wrong() {
        match people::set_password(web.cx(), &secret, password, web.now()).await? {
            Ok(Ok(_)) => return Ok(Redirect::to("/sign-in?said=said-password-set").into_response()),
            Ok(Err(refused)) => form.wrong("password", refused_key(refused)),
            Err(_) => {}
        }
    }
    password_page(&web, &f, &secret, form).await
}
