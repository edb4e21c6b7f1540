//! The company's people: who may do what, invitations, ended accounts.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{AccountId, AccountState, Language, Role};

use crate::domain::access::{Scope, is_merchants};
use crate::service::ServiceError;
use crate::service::people::{self, Invitation};
use crate::store::account::{AccountRow, Listed, account_find, account_list};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// One of the people within a scope: the company's own, or a merchant's.
pub(in crate::web) struct Somebody(pub AccountRow);

impl Owned for Somebody {
    type Id = AccountId;

    async fn load(web: &Web, scope: &Scope, id: AccountId) -> WebResult<Option<Self>> {
        let found = account_find(&web.cx().db, id).await?;
        Ok(found.filter(|a| a.company_id == scope.company && a.merchant_id == scope.merchant).map(Self))
    }
}

/// A page of people: the same in the back office and in the portal.
#[derive(Template)]
#[template(path = "components/people.html")]
pub(in crate::web) struct Page<'a> {
    pub f: &'a Frame,
    pub form: &'a Form,
    pub people: Vec<Listed>,
    pub roles: Vec<(String, String)>,
    pub languages: Vec<(String, String)>,
    pub sites: Vec<(String, String)>,
    pub path: &'static str,
    pub heading: &'static str,
    pub own: AccountId,
    pub may_change: bool,
    /// The sites that each is confined to, by name.
    pub confined: Vec<(AccountId, String)>,
    /// The time of day, in microseconds: by it a link still opens or not.
    pub now_us: i64,
}

impl Page<'_> {
    fn tone(&self, state: &AccountState) -> &'static str {
        match state {
            AccountState::Active => "good",
            AccountState::Invited => "wait",
            AccountState::Disabled => "plain",
        }
    }

    /// At which sites, where people have some.
    fn sites_of(&self, person: &Listed) -> String {
        let names: Vec<&str> =
            self.confined.iter().filter(|(id, _)| *id == person.id).map(|(_, name)| name.as_str()).collect();
        if names.is_empty() { self.f.say("people-sites-all") } else { names.join(", ") }
    }

    /// Until when the link of somebody works who is invited.
    fn invited(&self, person: &Listed) -> Option<String> {
        invited(self.f, person, self.now_us)
    }

    fn may_send_again(&self, person: &Listed) -> bool {
        self.may_change && person.state == AccountState::Invited
    }

    fn may_end(&self, person: &Listed) -> bool {
        self.may_change && person.id != self.own && person.state != AccountState::Disabled
    }
}

/// Until when the link of somebody works who is invited, in words.
pub(super) fn invited(f: &Frame, person: &Listed, now_us: i64) -> Option<String> {
    let waiting = person.state == AccountState::Invited;
    match person.invited_until_us.filter(|until| waiting && *until > now_us) {
        Some(until) => Some(f.with("people-link-until", "at", f.at(&until))),
        None => waiting.then(|| f.say("people-link-over")),
    }
}

/// The roles of one side, for a choice.
pub(in crate::web) fn roles(f: &Frame, merchants: bool) -> Vec<(String, String)> {
    let fitting = Role::ALL.iter().filter(|role| is_merchants(**role) == merchants);
    fitting.map(|role| (role.to_string(), f.word("role", role))).collect()
}

/// The languages, for a choice.
pub(in crate::web) fn languages(f: &Frame) -> Vec<(String, String)> {
    Language::ALL.iter().map(|language| (language.to_string(), f.word("language", language))).collect()
}

async fn list_page(web: &Web, visitor: &Visitor, f: &Frame, form: &Form) -> WebResult<String> {
    let person = &visitor.who()?.person;
    let page = Page {
        f,
        form,
        people: account_list(&web.cx().db, &person.scope).await?,
        roles: roles(f, false),
        languages: languages(f),
        sites: Vec::new(),
        path: "/office/people",
        heading: "people-staff",
        own: person.account,
        may_change: true,
        confined: Vec::new(),
        now_us: web.now().timestamp_micros(),
    };
    Ok(page.render()?)
}

pub(super) async fn list(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    let form = Form::new().with("language", f.language.to_string());
    Ok(Html(list_page(&web, &visitor, &f, &form).await?))
}

/// What a form of an invitation says; none, with the form marked, if something is wrong with it.
pub(in crate::web) fn invitation(form: &mut Form, scope: &Scope) -> Option<Invitation> {
    let (email, name) = (form.text("email", 254), form.text("name", 100));
    let (role, language) = (form.choice("role"), form.choice("language"));
    let sites = form.values("site").iter().filter_map(|site| site.parse().ok()).collect();
    if form.is_wrong() {
        return None;
    }
    let (company, merchant) = (scope.company, scope.merchant);
    Some(Invitation { company, merchant, email, name, role: role?, language: language?, sites })
}

/// Puts a refusal at the field that it is about.
pub(in crate::web) fn refuse(form: &mut Form, error: ServiceError) -> WebResult<()> {
    match error {
        ServiceError::Refused(why) if why.key.starts_with("people-email") => form.wrong("email", &why.key),
        ServiceError::Refused(why) if why.key.starts_with("people-role") => form.wrong("role", &why.key),
        other => return Err(other.into()),
    }
    Ok(())
}

pub(super) async fn invite(State(web): State<Web>, visitor: Visitor, f: Frame, posted: Posted) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let person = &visitor.who()?.person;
        if let Some(invitation) = invitation(&mut form, &person.scope) {
            match people::invite(web.cx(), person.account, &invitation, web.now()).await {
                Ok(_) => return Ok(Outcome::Done("/office/people?said=said-invited".to_owned())),
                Err(error) => refuse(&mut form, error)?,
            }
        }
        let page = list_page(&web, &visitor, &f, &form).await?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()))
    })
    .await
}

pub(super) async fn again(
    State(web): State<Web>,
    visitor: Visitor,
    Own(Somebody(account)): Own<Somebody>,
    posted: Posted,
) -> WebResult<Response> {
    once(&web, &visitor, &posted, async {
        people::invite_again(web.cx(), visitor.who()?.person.account, account.id, web.now()).await?;
        Ok(Outcome::Done("/office/people?said=said-invited".to_owned()))
    })
    .await
}

pub(super) async fn disable(
    State(web): State<Web>,
    visitor: Visitor,
    Own(Somebody(account)): Own<Somebody>,
    posted: Posted,
) -> WebResult<Response> {
    once(&web, &visitor, &posted, async {
        people::disable(web.cx(), visitor.who()?.person.account, account.id, web.now()).await?;
        Ok(Outcome::Done("/office/people?said=said-account-ended".to_owned()))
    })
    .await
}
