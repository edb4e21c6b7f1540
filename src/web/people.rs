//! People, in the back office and in the portal: who may do what, invitations, ended accounts.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{AccountId, AccountState, Language, Role, SiteId};

use crate::domain::access::{Act, Scope, is_merchants};
use crate::service::ServiceError;
use crate::service::people::{self, Invitation};
use crate::store::account::{AccountRow, Listed, account_find, account_list, account_site_names, account_sites};
use crate::store::page::merchant::{SiteRow, site_list};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, Owned, scope_of};
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// One of the people within a scope: the company's own, or a merchant's.
pub(super) struct Somebody(pub AccountRow);

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
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    people: Vec<Listed>,
    roles: Vec<(String, String)>,
    languages: Vec<(String, String)>,
    sites: Vec<(String, String)>,
    path: &'static str,
    heading: &'static str,
    own: AccountId,
    may_change: bool,
    /// The sites that each is confined to, by name.
    confined: Vec<(AccountId, String)>,
    /// The time of day, in microseconds: by it a link still opens or not.
    now_us: i64,
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

    /// What sending an invitation to somebody is called, if it can be sent: an account that is closed is opened again by one.
    fn again(&self, person: &Listed) -> Option<&'static str> {
        match person.state {
            AccountState::Invited if self.may_change => Some("people-again"),
            AccountState::Disabled if self.may_change => Some("people-reopen"),
            _ => None,
        }
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
pub(super) fn roles(f: &Frame, merchants: bool) -> Vec<(String, String)> {
    let fitting = Role::ALL.iter().filter(|role| is_merchants(**role) == merchants);
    fitting.map(|role| (role.to_string(), f.word("role", role))).collect()
}

/// The languages, for a choice.
pub(super) fn languages(f: &Frame) -> Vec<(String, String)> {
    Language::ALL.iter().map(|language| (language.to_string(), f.word("language", language))).collect()
}

/// What a form of an invitation says; none, with the form marked, if something is wrong with it.
pub(super) fn invitation(form: &mut Form, scope: &Scope) -> Option<Invitation> {
    let (email, name) = (form.text("email", 254), form.text("name", 100));
    let (role, language) = (form.choice("role"), form.choice("language"));
    let sites = sites_of(form);
    if form.is_wrong() {
        return None;
    }
    let (company, merchant) = (scope.company, scope.merchant);
    Some(Invitation { company, merchant, email, name, role: role?, language: language?, sites })
}

/// The sites that were chosen; none: all, which is a choice of its own where there is one.
fn sites_of(form: &mut Form) -> Vec<SiteId> {
    let sites: Vec<SiteId> = form.values("site").iter().filter_map(|site| site.parse().ok()).collect();
    match form.value("reach") {
        "all" => return Vec::new(),
        "some" if form.values("site").is_empty() => form.wrong("reach", "people-sites-choose"),
        "some" | "" => {}
        _ => form.wrong("reach", "form-choice"),
    }
    sites
}

/// Puts a refusal at the field that it is about.
pub(super) fn refuse(form: &mut Form, error: ServiceError) -> WebResult<()> {
    match error {
        ServiceError::Refused(why) if why.key.starts_with("people-email") => form.wrong("email", &why.key),
        ServiceError::Refused(why) if why.key.starts_with("people-role") => form.wrong("role", &why.key),
        other => return Err(other.into()),
    }
    Ok(())
}

/// Whose people a page is about: the company's own, or in the portal the merchant's.
struct Side {
    scope: Scope,
    /// The merchant's sites.
    sites: Vec<SiteRow>,
    path: &'static str,
}

impl Side {
    async fn of(web: &Web, visitor: &Visitor) -> WebResult<Self> {
        let scope = scope_of(visitor)?;
        let (sites, path) = match scope.merchant {
            Some(merchant) => (site_list(&web.cx().db, &scope, merchant).await?, "/portal/people"),
            None => (Vec::new(), "/office/people"),
        };
        Ok(Self { scope, sites, path })
    }

    async fn page(&self, web: &Web, visitor: &Visitor, f: &Frame, form: &Form) -> WebResult<String> {
        let db = &web.cx().db;
        let merchants = self.scope.merchant.is_some();
        let page = Page {
            f,
            form,
            people: account_list(db, &self.scope).await?,
            roles: roles(f, merchants),
            languages: languages(f),
            sites: self.sites.iter().map(|site| (site.id.to_string(), site.name.clone())).collect(),
            path: self.path,
            heading: if merchants { "people-colleagues" } else { "people-staff" },
            own: visitor.who()?.person.account,
            may_change: f.may(if merchants { Act::ManageColleagues } else { Act::ManageStaff }),
            confined: if merchants { account_site_names(db, &self.scope).await? } else { Vec::new() },
            now_us: web.now().timestamp_micros(),
        };
        Ok(page.render()?)
    }

    /// Keeps an invitation within what the inviter reaches: at sites of the merchant, and of somebody confined to some at those.
    fn confine(&self, form: &mut Form, wanted: Invitation) -> Option<Invitation> {
        let chosen = if form.value("reach") == "all" { 0 } else { form.values("site").len() };
        if !self.sites.is_empty() && chosen == 0 && form.value("reach") != "all" {
            form.wrong("reach", "people-sites-choose");
            return None;
        }
        let strange = wanted.sites.iter().any(|id| self.sites.iter().all(|site| site.id != *id));
        if strange || wanted.sites.len() != chosen {
            form.wrong("site", "form-choice");
            return None;
        }
        let sites = if wanted.sites.is_empty() { self.scope.sites.clone() } else { wanted.sites };
        Some(Invitation { sites, ..wanted })
    }
}

pub(super) async fn list(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    let side = Side::of(&web, &visitor).await?;
    let form = Form::new().with("language", f.language.to_string());
    let form = if side.scope.merchant.is_some() { form.with("role", Role::User.to_string()) } else { form };
    Ok(Html(side.page(&web, &visitor, &f, &form).await?))
}

pub(super) async fn invite(State(web): State<Web>, visitor: Visitor, f: Frame, posted: Posted) -> WebResult<Response> {
    let side = Side::of(&web, &visitor).await?;
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let wanted = invitation(&mut form, &side.scope).and_then(|wanted| side.confine(&mut form, wanted));
        if let Some(wanted) = wanted {
            match people::invite(web.cx(), visitor.who()?.person.account, &wanted, web.now()).await {
                Ok(_) => return Ok(Outcome::Done(format!("{}?said=said-invited", side.path))),
                Err(error) => refuse(&mut form, error)?,
            }
        }
        let page = side.page(&web, &visitor, &f, &form).await?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()))
    })
    .await
}

/// Where the page of somebody's side is.
fn path_of(somebody: &AccountRow) -> &'static str {
    if somebody.merchant_id.is_some() { "/portal/people" } else { "/office/people" }
}

/// Sends somebody's invitation again by a form, and leads back.
pub(super) async fn again_to(
    web: &Web,
    visitor: &Visitor,
    posted: &Posted,
    (account, back): (&AccountRow, &str),
) -> WebResult<Response> {
    once(web, visitor, posted, async {
        send_again(web, visitor.who()?.person.account, account).await?;
        Ok(Outcome::Done(format!("{back}?said=said-invited")))
    })
    .await
}

/// Closes somebody's account by a form, and leads back.
pub(super) async fn disable_to(
    web: &Web,
    visitor: &Visitor,
    posted: &Posted,
    (account, back): (&AccountRow, &str),
) -> WebResult<Response> {
    once(web, visitor, posted, async {
        people::disable(web.cx(), visitor.who()?.person.account, account.id, web.now()).await?;
        Ok(Outcome::Done(format!("{back}?said=said-account-ended")))
    })
    .await
}

/// Sends somebody's invitation again; an account that is closed is opened again by one, as it was.
async fn send_again(web: &Web, by: AccountId, account: &AccountRow) -> WebResult<()> {
    if account.state == AccountState::Disabled {
        let invitation = Invitation {
            company: account.company_id,
            merchant: account.merchant_id,
            email: account.email.clone(),
            name: account.name.clone(),
            role: account.role,
            language: account.language,
            sites: account_sites(&web.cx().db, account.id).await?,
        };
        people::invite(web.cx(), by, &invitation, web.now()).await?;
    } else {
        people::invite_again(web.cx(), by, account.id, web.now()).await?;
    }
    Ok(())
}

pub(super) async fn again(
    State(web): State<Web>,
    visitor: Visitor,
    Own(Somebody(account)): Own<Somebody>,
    posted: Posted,
) -> WebResult<Response> {
    again_to(&web, &visitor, &posted, (&account, path_of(&account))).await
}

pub(super) async fn disable(
    State(web): State<Web>,
    visitor: Visitor,
    Own(Somebody(account)): Own<Somebody>,
    posted: Posted,
) -> WebResult<Response> {
    disable_to(&web, &visitor, &posted, (&account, path_of(&account))).await
}
