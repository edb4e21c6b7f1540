//! One's own account: language, sessions.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, Redirect};
use entity::types::Language;

use crate::service::people;
use crate::store::session::{Open, session_open};
use crate::web::form::Posted;
use crate::web::frame::Frame;
use crate::web::token::cookie;
use crate::web::visit::{LANGUAGE, SESSION, Visitor};
use crate::web::{Web, WebError, WebResult};

#[derive(Template)]
#[template(path = "door/account.html")]
struct Page<'a> {
    f: &'a Frame,
    name: &'a str,
    email: &'a str,
    role: String,
    second: bool,
    sessions: Vec<(Open, bool)>,
}

pub(super) async fn page(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    let signed = visitor.who()?;
    let open = session_open(&web.cx().db, signed.person.account, web.now()).await?;
    let sessions = open.into_iter().map(|s| (s, s.id == signed.session)).collect();
    let role = f.word("role", signed.person.role);
    let page = Page { f: &f, name: &signed.name, email: &signed.email, role, second: signed.totp_confirmed, sessions };
    Ok(Html(page.render()?))
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

pub(super) async fn everywhere(State(web): State<Web>, visitor: Visitor, _posted: Posted) -> WebResult<Redirect> {
    let person = &visitor.who()?.person;
    people::sign_out_everywhere(web.cx(), person.scope.company, person.account, web.now()).await?;
    visitor.send_cookie(cookie(web.is_secure(), SESSION, "", Some(0)));
    Ok(Redirect::to("/sign-in?said=said-signed-out-everywhere"))
}
