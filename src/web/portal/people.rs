//! Colleagues: who may do what, invitations, ended accounts. An owner's page.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::within;
use crate::domain::access::{Act, Scope};
use crate::service::people::{self, Invitation};
use crate::store::account::{account_list, account_site_names};
use crate::store::page::merchant::{SiteRow, site_list};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::office::people::{Page, Somebody, invitation, languages, refuse, roles};
use crate::web::once::{Outcome, once};
use crate::web::own::Own;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

async fn list_page(web: &Web, visitor: &Visitor, f: &Frame, form: &Form, sites: &[SiteRow]) -> WebResult<String> {
    let (scope, _) = within(visitor)?;
    let page = Page {
        f,
        form,
        people: account_list(&web.cx().db, &scope).await?,
        roles: roles(f, true),
        languages: languages(f),
        sites: sites.iter().map(|site| (site.id.to_string(), site.name.clone())).collect(),
        path: "/portal/people",
        heading: "people-colleagues",
        own: visitor.who()?.person.account,
        may_change: f.may(Act::ManageColleagues),
        confined: account_site_names(&web.cx().db, &scope).await?,
        now_us: web.now().timestamp_micros(),
    };
    Ok(page.render()?)
}

pub(super) async fn list(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    let (scope, merchant) = within(&visitor)?;
    let sites = site_list(&web.cx().db, &scope, merchant).await?;
    let form = Form::new().with("role", "user").with("language", f.language.to_string());
    Ok(Html(list_page(&web, &visitor, &f, &form, &sites).await?))
}

/// Keeps an invitation within what the inviter reaches: at sites of the merchant, and of somebody confined to some at those.
fn confine(form: &mut Form, scope: &Scope, sites: &[SiteRow], wanted: Invitation) -> Option<Invitation> {
    let chosen = form.values("site").len();
    let strange = wanted.sites.iter().any(|id| sites.iter().all(|site| site.id != *id));
    if strange || wanted.sites.len() != chosen {
        form.wrong("site", "form-choice");
        return None;
    }
    let sites = if wanted.sites.is_empty() { scope.sites.clone() } else { wanted.sites };
    Some(Invitation { sites, ..wanted })
}

pub(super) async fn invite(State(web): State<Web>, visitor: Visitor, f: Frame, posted: Posted) -> WebResult<Response> {
    let (scope, merchant) = within(&visitor)?;
    let sites = site_list(&web.cx().db, &scope, merchant).await?;
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let account = visitor.who()?.person.account;
        let wanted = invitation(&mut form, &scope).and_then(|wanted| confine(&mut form, &scope, &sites, wanted));
        if let Some(wanted) = wanted {
            match people::invite(web.cx(), account, &wanted, web.now()).await {
                Ok(_) => return Ok(Outcome::Done("/portal/people?said=said-invited".to_owned())),
                Err(error) => refuse(&mut form, error)?,
            }
        }
        let page = list_page(&web, &visitor, &f, &form, &sites).await?;
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
        Ok(Outcome::Done("/portal/people?said=said-invited".to_owned()))
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
        Ok(Outcome::Done("/portal/people?said=said-account-ended".to_owned()))
    })
    .await
}
