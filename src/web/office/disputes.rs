//! Contested lines: what waits for a decision, and deciding.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{DisputeId, DisputeState};

use super::company;
use super::list::{ASK, page as cut, place, place_of};
use super::words::dispute_tone;
use crate::domain::access::{Act, Scope};
use crate::service::disputes::{DecideRefused, Decision, Verdict, decide};
use crate::store::dispute::{Contested, Disputes, dispute_list};
use crate::web::form::{Asked, Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// The longest answer, in letters.
const LONGEST: usize = 2_000;

/// A contested line within a scope.
pub(super) struct Dispute(Contested);

impl Owned for Dispute {
    type Id = DisputeId;

    async fn load(web: &Web, scope: &Scope, id: DisputeId) -> WebResult<Option<Self>> {
        let found = dispute_list(&web.cx().db, scope, &Disputes::One(id)).await?;
        Ok(found.into_iter().next().map(Self))
    }
}

#[derive(Template)]
#[template(path = "office/disputes.html")]
struct ListPage<'a> {
    f: &'a Frame,
    disputes: Vec<Contested>,
    all: bool,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "office/dispute.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    dispute: &'a Contested,
    may_decide: bool,
    may_credit: bool,
}

impl Page<'_> {
    fn tone(&self) -> &'static str {
        dispute_tone(self.dispute.state)
    }
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(asked): Asked,
) -> WebResult<Html<String>> {
    let all = asked.value("which") == "all";
    let at = place_of(asked.value("at"));
    let which = match all {
        true => Disputes::All { before: at, limit: ASK },
        false => Disputes::Open { after: at, limit: ASK },
    };
    let found = dispute_list(&web.cx().db, &visitor.who()?.person.scope, &which).await?;
    let asked = [("which", if all { "all" } else { "" })];
    let (disputes, next) =
        cut(found, "/office/disputes", &asked, ("at", |row: &Contested| place(row.opened_at_us, row.id)));
    Ok(Html(ListPage { f: &f, disputes, all, next }.render()?))
}

fn dispute_page(f: &Frame, dispute: &Contested, form: &Form) -> WebResult<String> {
    let may_decide = dispute.state == DisputeState::Open && f.may(Act::DecideDispute);
    let may_credit = dispute.state == DisputeState::Upheld && f.may(Act::Credit);
    Ok(Page { f, form, dispute, may_decide, may_credit }.render()?)
}

pub(super) async fn page(f: Frame, Own(Dispute(dispute)): Own<Dispute>) -> WebResult<Html<String>> {
    Ok(Html(dispute_page(&f, &dispute, &Form::new())?))
}

pub(super) async fn decide_it(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Dispute(dispute)): Own<Dispute>,
    posted: Posted,
) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let verdict = match form.value("verdict") {
            "upheld" => Some(Verdict::Upheld),
            "rejected" => Some(Verdict::Rejected),
            _ => {
                form.wrong("verdict", "of-decide-choose");
                None
            }
        };
        let answer = form.text("answer", LONGEST);
        if let (Some(verdict), false) = (verdict, form.is_wrong()) {
            let person = &visitor.who()?.person;
            let company = company(&web, &visitor).await?;
            let decision = Decision { dispute: dispute.id, verdict, answer, by: person.account };
            match decide(web.cx(), &company, &person.scope, &decision).await? {
                Ok(()) => return Ok(Outcome::Done(format!("/office/disputes/{}?said=said-of-decided", dispute.id))),
                Err(DecideRefused::Unknown) => return Err(WebError::NotFound),
                Err(DecideRefused::Decided) => return Err(WebError::refused(DecideRefused::Decided.key())),
                Err(refused) => form.wrong("answer", refused.key()),
            }
        }
        let page = dispute_page(&f, &dispute, &form)?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()))
    })
    .await
}
