//! Letters: what was sent, as it looked, and sending again what was given up.

use askama::Template;
use axum::extract::State;
use axum::http::header::{CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS};
use axum::response::{Html, IntoResponse, Response};
use entity::types::{MailId, MailState};

use super::list::{ASK, page as cut, place, place_of};
use super::words::mail_tone;
use crate::domain::access::{Act, Scope};
use crate::service::mails::{self, SECRET};
use crate::service::people::actor;
use crate::store::mail::{MailFile, MailListed, MailRow, mail_files, mail_in, mail_listed, mail_page};
use crate::web::form::{Asked, Form, Posted, filtered};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, Owned};
use crate::web::visit::{Visitor, policy_with};
use crate::web::{Web, WebError, WebResult};

/// A letter within a scope.
pub(super) struct Letter(MailRow);

impl Owned for Letter {
    type Id = MailId;

    async fn load(web: &Web, scope: &Scope, id: MailId) -> WebResult<Option<Self>> {
        Ok(mail_in(&web.cx().db, scope, id).await?.map(Self))
    }
}

#[derive(Template)]
#[template(path = "office/mails.html")]
struct ListPage<'a> {
    f: &'a Frame,
    form: &'a Form,
    mails: Vec<MailListed>,
    states: Vec<(String, String)>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "office/mail.html")]
struct Page<'a> {
    f: &'a Frame,
    mail: &'a MailRow,
    listed: &'a MailListed,
    files: Vec<MailFile>,
    may_again: bool,
}

impl Page<'_> {
    fn text(&self) -> String {
        shown(self.f, &self.mail.body_text)
    }

    fn tone(&self) -> &'static str {
        mail_tone(self.mail.state)
    }

    fn place(&self, file: &MailFile) -> String {
        match file.invoice_id {
            Some(invoice) => format!("/office/invoices/{invoice}"),
            None => format!("/office/papers/{}", file.id),
        }
    }

    fn name<'b>(&self, file: &'b MailFile) -> &'b str {
        file.path.rsplit('/').next().unwrap_or(&file.path)
    }
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(mut form): Asked,
) -> WebResult<Response> {
    let scope = &visitor.who()?.person.scope;
    let state: Option<MailState> = form.filter("state");
    let found = mail_page(&web.cx().db, scope, state, place_of(form.value("before")), ASK).await?;
    let asked = [("state", form.value("state"))];
    let at = |row: &MailListed| place(row.created_at_us, row.id);
    let (mails, next) = cut(found, "/office/mail", &asked, ("before", at));
    let words = MailState::ALL.iter().map(|s| (s.to_string(), f.word("of-mail", s)));
    let states = std::iter::once((String::new(), f.say("of-all"))).chain(words).collect();
    Ok(filtered(&form, ListPage { f: &f, form: &form, mails, states, next }.render()?))
}

/// A letter. Its page alone may frame something of ours: the letter as it looked.
pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Letter(mail)): Own<Letter>,
) -> WebResult<Response> {
    let (db, scope) = (&web.cx().db, &visitor.who()?.person.scope);
    let listed = mail_listed(db, scope, mail.id).await?.ok_or(WebError::NotFound)?;
    let files = mail_files(db, &mail).await?;
    let may_again = mail.state == MailState::Failed && f.may(Act::Jobs);
    let page = Page { f: &f, mail: &mail, listed: &listed, files, may_again }.render()?;
    Ok(([(CONTENT_SECURITY_POLICY, policy_with("frame-src 'self'"))], Html(page)).into_response())
}

/// A letter's words for an agent: the secret of its link is nobody's business, and a hole in an address looks broken.
fn shown(f: &Frame, body: &str) -> String {
    body.replace(SECRET, &f.say("of-mail-link-hidden"))
}

/// A letter for the frame of its page: light as it was meant, whatever the reader's browser prefers. A letter of an older program left
/// that to the browser.
fn framed(f: &Frame, body: &str) -> String {
    shown(f, body).replace("content=\"light dark\"", "content=\"light only\"")
}

/// What the letter itself may do: be looked at, within its page.
const LETTER_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

/// The letter as it looked.
pub(super) async fn body(f: Frame, Own(Letter(mail)): Own<Letter>) -> Response {
    let headers = [(CONTENT_SECURITY_POLICY, LETTER_POLICY), (X_FRAME_OPTIONS, "SAMEORIGIN")];
    (headers, Html(framed(&f, &mail.body_html))).into_response()
}

pub(super) async fn again(
    State(web): State<Web>,
    visitor: Visitor,
    Own(Letter(mail)): Own<Letter>,
    posted: Posted,
) -> WebResult<Response> {
    once(&web, &visitor, &posted, async {
        let person = &visitor.who()?.person;
        if !mails::again(web.cx(), &person.scope, mail.id, &actor(person.account)).await? {
            return Err(WebError::refused("of-mail-not-failed"));
        }
        Ok(Outcome::Done(format!("/office/mail/{}?said=said-of-mail-again", mail.id)))
    })
    .await
}
