//! Charges that were proposed: approved they go on an invoice, given up they are not charged.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{ChargeCode, ChargeId};

use super::company;
use super::list::{ASK, page as cut};
use crate::domain::access::{Person, Scope};
use crate::service::ServiceError;
use crate::service::invoices::{approve, waive};
use crate::service::people::actor;
use crate::store::page::charge::{Proposed, ProposedRow, proposed_list};
use crate::web::form::{Asked, Posted, day_of};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// A proposed charge within a scope.
pub(super) struct Charge(ProposedRow);

impl Owned for Charge {
    type Id = ChargeId;

    async fn load(web: &Web, scope: &Scope, id: ChargeId) -> WebResult<Option<Self>> {
        Ok(proposed_list(&web.cx().db, scope, Proposed::One(id)).await?.into_iter().next().map(Self))
    }
}

/// A charge with its reason in words.
struct Reasoned {
    row: ProposedRow,
    why: String,
}

#[derive(Template)]
#[template(path = "office/charges.html")]
struct Page<'a> {
    f: &'a Frame,
    charges: Vec<Reasoned>,
    refused: Option<String>,
    next: Option<String>,
    may_decide: bool,
    /// Who reads.
    own: &'a str,
}

impl Page<'_> {
    /// Whether somebody else has to approve it than the reader, who proposed it.
    fn is_own(&self, row: &ProposedRow) -> bool {
        row.proposed_by.as_deref() == Some(self.own)
    }

    /// What proves it, in words: of a swap its page shows everything.
    fn evidence<'a>(&self, row: &'a ProposedRow) -> Option<&'a String> {
        row.evidence.as_ref().filter(|_| row.code != ChargeCode::NonretSwap || row.swap_id.is_none())
    }

    fn net(&self, row: &ProposedRow) -> String {
        self.f.money(&row.net())
    }
}

async fn html(
    (web, f, person): (&Web, &Frame, &Person),
    after: Option<(entity::types::Date, ChargeId)>,
    refused: Option<String>,
) -> WebResult<String> {
    let found = proposed_list(&web.cx().db, &person.scope, Proposed::After(after, ASK)).await?;
    let place = |row: &ProposedRow| format!("{}_{}", row.day, row.id);
    let (rows, next) = cut(found, "/office/charges", &[], ("at", place));
    let mut charges = Vec::with_capacity(rows.len());
    for row in rows {
        let why = row.why()?.map_or_else(String::new, |why| f.texts().why_plain(f.language, &why));
        charges.push(Reasoned { row, why });
    }
    let may_decide = f.may(crate::domain::access::Act::DecideCharge);
    Ok(Page { f, charges, refused, next, may_decide, own: &actor(person.account) }.render()?)
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(asked): Asked,
) -> WebResult<Html<String>> {
    let after = asked.value("at").split_once('_').and_then(|(day, id)| Some((day_of(day)?, id.parse().ok()?)));
    Ok(Html(html((&web, &f, &visitor.who()?.person), after, None).await?))
}

pub(super) async fn decide(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Charge(charge)): Own<Charge>,
    posted: Posted,
) -> WebResult<Response> {
    once(&web, &visitor, &posted, async {
        let (company, person) = (company(&web, &visitor).await?, &visitor.who()?.person);
        let who = actor(person.account);
        let decided = match posted.form.value("decision") {
            "approve" => approve(web.cx(), &company, charge.id, &who).await,
            "waive" => waive(web.cx(), &company, charge.id, &who).await,
            _ => Err(ServiceError::refused("reason-charge-choose")),
        };
        match decided {
            Ok(()) => Ok(Outcome::Done("/office/charges?said=said-charge-decided".to_owned())),
            Err(ServiceError::Refused(reason)) => {
                let page = html((&web, &f, person), None, Some(f.reason(&reason))).await?;
                Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()))
            }
            Err(error) => Err(error.into()),
        }
    })
    .await
}
