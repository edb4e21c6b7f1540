//! A merchant: what is true now, beside everything that happened.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{AccountState, AgreementState, DeviceState, MerchantId, Role};

use super::list::{place, place_of};
use super::people::invited;
use super::view_as::Which;
use super::words::{agreement_tone, device_tone};
use crate::domain::access::{Act, Scope};
use crate::service::people;
use crate::service::timeline::{Entry, Timeline, timeline};
use crate::store::account::{Listed, account_list};
use crate::store::mail::{MailListed, mail_of_merchant};
use crate::store::page::agreement::AgreementRow;
use crate::store::page::device::Placed;
use crate::store::page::invoice::{DocumentRow, document_page};
use crate::store::page::merchant::{MerchantHead, MerchantPage, merchant_head, merchant_page};
use crate::store::page::timeline::SubjectKind;
use crate::web::form::{Asked, Form, Posted, day_of};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::Own;
use crate::web::people::{invitation, languages, refuse, roles};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// Events of a page.
const EVENTS: i64 = 30;
/// Letters beside the others.
const LETTERS: i64 = 10;

#[derive(Template)]
#[template(path = "office/merchant.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    page: &'a MerchantPage,
    timeline: &'a Timeline,
    mails: Vec<MailListed>,
    people: Vec<Listed>,
    roles: Vec<(String, String)>,
    languages: Vec<(String, String)>,
    sites: Vec<(String, String)>,
    may_view: bool,
    may_invite: bool,
    /// The time of day, in microseconds: by it a link still opens or not.
    now_us: i64,
}

impl Page<'_> {
    fn merchant(&self) -> &MerchantHead {
        &self.page.merchant
    }

    fn invite_path(&self) -> String {
        format!("/office/merchants/{}/people", self.page.merchant.id)
    }

    /// The devices, site by site.
    fn places(&self) -> Vec<(String, &[Placed])> {
        let nowhere = || self.f.say("of-no-site");
        let sites = self.page.devices.chunk_by(|a, b| a.site_id == b.site_id);
        sites.map(|at| (at.first().and_then(|d| d.site.clone()).unwrap_or_else(nowhere), at)).collect()
    }

    fn agreement(&self, row: &AgreementRow) -> AgreementState {
        row.state_on(self.f.today)
    }

    fn agreement_tone(&self, row: &AgreementRow) -> &'static str {
        agreement_tone(self.agreement(row))
    }

    fn device_tone(&self, state: &DeviceState) -> &'static str {
        device_tone(*state)
    }

    fn account_tone(&self, state: &AccountState) -> &'static str {
        match state {
            AccountState::Active => "good",
            AccountState::Invited => "wait",
            AccountState::Disabled => "plain",
        }
    }

    /// Until when the link of somebody works who is invited.
    fn invited(&self, person: &Listed) -> Option<String> {
        invited(self.f, person, self.now_us)
    }

    /// What sending an invitation to somebody is called, if it can be sent.
    fn again(&self, person: &Listed) -> Option<&'static str> {
        match person.state {
            AccountState::Invited => Some("people-again"),
            AccountState::Disabled => Some("people-reopen"),
            AccountState::Active => None,
        }
    }

    fn is_closed(&self, person: &Listed) -> bool {
        person.state == AccountState::Disabled
    }

    /// Where what an event is about has its page.
    fn href(&self, entry: &Entry) -> Option<String> {
        let place = match entry.happened.subject_kind {
            SubjectKind::Agreement => "agreements",
            SubjectKind::Document => "invoices",
            SubjectKind::Dispute => "disputes",
            SubjectKind::Merchant | SubjectKind::Charge | SubjectKind::Payment | SubjectKind::Account => return None,
        };
        Some(format!("/office/{place}/{}", entry.happened.subject))
    }

    /// The address of what happened before.
    fn earlier(&self) -> Option<String> {
        let (at, sequence) = self.timeline.next?;
        Some(format!("/office/merchants/{}?before={}#happened", self.merchant().id, place(at, sequence)))
    }
}

async fn merchant(
    web: &Web,
    visitor: &Visitor,
    f: &Frame,
    id: MerchantId,
    form: &Form,
    before: Option<(i64, i64)>,
) -> WebResult<String> {
    let (db, scope) = (&web.cx().db, &visitor.who()?.person.scope);
    let page = merchant_page(db, scope, id, f.today).await?.ok_or(WebError::NotFound)?;
    let language = (f.texts(), f.language);
    let timeline = timeline(db, language, scope, id, before, EVENTS).await?.unwrap_or_default();
    let theirs = theirs(scope, id);
    let page = Page {
        f,
        form,
        timeline: &timeline,
        mails: match f.may(Act::SeeMail) {
            true => mail_of_merchant(db, scope.company, id, LETTERS).await?,
            false => Vec::new(),
        },
        people: account_list(db, &theirs).await?,
        roles: roles(f, true),
        languages: languages(f),
        sites: page.sites.iter().map(|site| (site.id.to_string(), site.name.clone())).collect(),
        may_view: f.may(Act::ViewAs),
        may_invite: f.may(Act::InviteMerchant),
        now_us: web.now().timestamp_micros(),
        page: &page,
    };
    Ok(page.render()?)
}

/// What the merchant's own people reach.
fn theirs(scope: &Scope, id: MerchantId) -> Scope {
    Scope { company: scope.company, merchant: Some(id), sites: Vec::new() }
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Which(id)): Own<Which>,
    Asked(asked): Asked,
) -> WebResult<Html<String>> {
    let form = Form::new().with("language", f.language.to_string()).with("role", Role::User.to_string());
    let before = place_of(asked.value("before"));
    Ok(Html(merchant(&web, &visitor, &f, id, &form, before).await?))
}

#[derive(Template)]
#[template(path = "office/merchant_invoices.html")]
struct InvoicesPage<'a> {
    f: &'a Frame,
    merchant: &'a MerchantHead,
    documents: Vec<DocumentRow>,
    next: Option<String>,
}

/// Every document of a merchant.
pub(super) async fn invoices(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Which(id)): Own<Which>,
    Asked(asked): Asked,
) -> WebResult<Html<String>> {
    let (db, scope) = (&web.cx().db, &visitor.who()?.person.scope);
    let head = merchant_head(db, scope, id).await?.ok_or(WebError::NotFound)?;
    let before = asked.value("before").split_once('_').and_then(|(day, id)| Some((day_of(day)?, id.parse().ok()?)));
    let found = document_page(db, scope, id, before, super::list::ASK).await?;
    let path = format!("/office/merchants/{id}/invoices");
    let place = |row: &DocumentRow| format!("{}_{}", row.issued, row.id);
    let (documents, next) = super::list::page(found, &path, &[], ("before", place));
    Ok(Html(InvoicesPage { f: &f, merchant: &head, documents, next }.render()?))
}

pub(super) async fn invite(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Which(id)): Own<Which>,
    posted: Posted,
) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let person = &visitor.who()?.person;
        let sites = crate::store::page::merchant::site_list(&web.cx().db, &person.scope, id).await?;
        // Sites of somebody else are none of theirs.
        if form.values("site").iter().any(|site| !sites.iter().any(|own| own.id.to_string() == *site)) {
            form.wrong("site", "form-choice");
        }
        if let Some(invitation) = invitation(&mut form, &theirs(&person.scope, id)) {
            match people::invite(web.cx(), person.account, &invitation, web.now()).await {
                Ok(_) => return Ok(Outcome::Done(format!("/office/merchants/{id}?said=said-invited"))),
                Err(error) => refuse(&mut form, error)?,
            }
        }
        let page = merchant(&web, &visitor, &f, id, &form, None).await?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()))
    })
    .await
}
