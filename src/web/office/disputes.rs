//! Contested lines: what waits for a decision, and deciding.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{DisputeId, DisputeState, Money};

use super::company;
use super::list::{ASK, page as cut, place, place_of};
use super::words::dispute_tone;
use crate::domain::access::{Act, Scope};
use crate::service::disputes::{DecideRefused, Decision, Verdict, decide};
use crate::store::dispute::{Contested, Disputes, dispute_list};
use crate::store::page::invoice::{LineCredited, line_credits};
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
        let found = dispute_list(&web.cx().db.lookup(), scope, &Disputes::One(id)).await?;
        Ok(found.into_iter().next().map(Self))
    }
}

#[derive(Template)]
#[template(path = "office/disputes.html")]
struct ListPage<'a> {
    f: &'a Frame,
    disputes: Vec<Contested>,
    all: bool,
    /// A filter that is none of ours.
    unknown: Option<&'a str>,
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
    /// What of the line is credited, by credit note.
    credits: &'a [LineCredited],
    /// Whether somebody else decided while the reader was about to.
    late: bool,
}

impl Page<'_> {
    fn tone(&self) -> &'static str {
        dispute_tone(self.dispute.state)
    }

    fn credited(&self, credit: &LineCredited) -> String {
        self.f.money(&Money::new(credit.net, self.dispute.currency))
    }

    /// Who decided meanwhile, and when.
    fn decided(&self) -> String {
        let name = self.dispute.decided_by_name.as_deref().unwrap_or_default();
        let at = self.dispute.decided_at_us.map(|at| self.f.at(&at)).unwrap_or_default();
        self.f.with2("of-decided-meanwhile", "name", name, "at", at)
    }

    /// What the reader wanted to decide, in words.
    fn wanted(&self) -> Option<String> {
        match self.form.value("verdict") {
            word @ ("upheld" | "rejected") => Some(self.f.word("of-verdict", word)),
            _ => None,
        }
    }
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(asked): Asked,
) -> WebResult<Response> {
    let which = asked.value("which");
    let all = which == "all";
    let unknown = Some(which).filter(|which| !["", "all", "open"].contains(which));
    let at = place_of(asked.value("at"));
    let which = match all {
        true => Disputes::All { before: at, limit: ASK },
        false => Disputes::Open { after: at, limit: ASK },
    };
    let found = dispute_list(&web.cx().db.lookup(), &visitor.who()?.person.scope, &which).await?;
    let asked = [("which", if all { "all" } else { "" })];
    let (disputes, next) =
        cut(found, "/office/disputes", &asked, ("at", |row: &Contested| place(row.opened_at_us, row.id)));
    let html = ListPage { f: &f, disputes, all, unknown, next }.render()?;
    let status = if unknown.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(html)).into_response())
}

/// A contested line's page; `late`: somebody else has decided meanwhile.
async fn dispute_page(web: &Web, f: &Frame, dispute: &Contested, form: &Form, late: bool) -> WebResult<String> {
    let is_open = dispute.state == DisputeState::Open;
    let credits = match is_open {
        true => Vec::new(),
        false => line_credits(&web.cx().db, dispute.invoice_id, dispute.line).await?,
    };
    let may_decide = is_open && f.may(Act::DecideDispute);
    let may_credit = dispute.state == DisputeState::Upheld && credits.is_empty() && f.may(Act::Credit);
    Ok(Page { f, form, dispute, may_decide, may_credit, credits: &credits, late }.render()?)
}

pub(super) async fn page(
    State(web): State<Web>,
    f: Frame,
    Own(Dispute(dispute)): Own<Dispute>,
) -> WebResult<Html<String>> {
    Ok(Html(dispute_page(&web, &f, &dispute, &Form::new(), false).await?))
}

/// What somebody reads who wanted to decide what another one has decided: by whom and when, and what they typed themselves.
async fn too_late(web: &Web, f: &Frame, dispute: &Contested, form: &Form) -> WebResult<Outcome> {
    let page = dispute_page(web, f, dispute, form, true).await?;
    Ok(Outcome::Again((StatusCode::CONFLICT, Html(page)).into_response()))
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
        if dispute.state != DisputeState::Open {
            return too_late(&web, &f, &dispute, &form).await;
        }
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
                Err(DecideRefused::Decided) => {
                    let now = Dispute::load(&web, &person.scope, dispute.id).await?.ok_or(WebError::NotFound)?;
                    return too_late(&web, &f, &now.0, &form).await;
                }
                Err(refused) => form.wrong("answer", refused.key()),
            }
        }
        let page = dispute_page(&web, &f, &dispute, &form, false).await?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()))
    })
    .await
}
