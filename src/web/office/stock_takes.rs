//! Counting what lies at a place: the counts, and one of them with what was found, what is missing and what is too much.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{DeviceState, StockTakeId};

use super::company;
use super::list::{ASK, page as cut, place, place_of};
use super::stock::place_words;
use super::stock_list::place_chosen;
use super::words::device_tone;
use crate::domain::access::{Act, Scope};
use crate::service::ServiceError;
use crate::service::people::actor;
use crate::service::stock::{serials_of, take_begin, take_close, take_scan};
use crate::store::page::stock_take::{TakeLine, TakeRow, take_find, take_list, take_odd, take_sums};
use crate::store::page::timeline::actor_names;
use crate::store::stock::stock_place_list;
use crate::web::form::{Asked, Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// Serial numbers that are shown one by one.
const SHOWN: i64 = 500;

/// The longest serial number, in letters.
const LONGEST: usize = 60;

/// A count within a scope.
pub(super) struct Take(TakeRow);

impl Owned for Take {
    type Id = StockTakeId;

    async fn load(web: &Web, scope: &Scope, id: StockTakeId) -> WebResult<Option<Self>> {
        Ok(take_find(&web.cx().db, scope, id).await?.map(Self))
    }
}

#[derive(Template)]
#[template(path = "office/stock_takes.html")]
struct ListPage<'a> {
    f: &'a Frame,
    form: &'a Form,
    takes: Vec<TakeRow>,
    places: Vec<(String, String)>,
    next: Option<String>,
    may_handle: bool,
}

async fn list_html(web: &Web, f: &Frame, scope: &Scope, form: &Form, before: &str) -> WebResult<String> {
    let reading = web.cx().db.reading().await?;
    let found = take_list(&reading, scope, place_of(before), ASK).await?;
    let places = stock_place_list(&reading, scope.company).await?;
    let at = |row: &TakeRow| place(row.begun_at_us, row.id);
    let (takes, next) = cut(found, "/office/stock/takes", &[], ("at", at));
    let page = ListPage {
        places: place_words(f.say("stock-take-choose"), &places),
        may_handle: f.may(Act::Handle),
        f,
        form,
        takes,
        next,
    };
    Ok(page.render()?)
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(asked): Asked,
) -> WebResult<Html<String>> {
    let scope = &visitor.who()?.person.scope;
    Ok(Html(list_html(&web, &f, scope, &Form::new(), asked.value("at")).await?))
}

pub(super) async fn begin(State(web): State<Web>, visitor: Visitor, f: Frame, posted: Posted) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let (company, person) = (company(&web, &visitor).await?, &visitor.who()?.person);
        let places = stock_place_list(&web.cx().db, company.id).await?;
        let place = place_chosen(&mut form, &places);
        if form.value("place").trim().is_empty() {
            form.wrong("place", "form-missing");
        }
        if let Some(place) = place.filter(|_| !form.is_wrong()) {
            match take_begin(web.cx(), &company, place, &actor(person.account)).await {
                Ok(id) => return Ok(Outcome::Done(format!("/office/stock/takes/{id}?said=said-stock-take-begun"))),
                Err(ServiceError::Refused(reason)) => form.wrong("place", &f.reason(&reason)),
                Err(error) => return Err(error.into()),
            }
        }
        let html = list_html(&web, &f, &person.scope, &form, "").await?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()))
    })
    .await
}

#[derive(Template)]
#[template(path = "office/stock_take.html")]
struct Page<'a> {
    f: &'a Frame,
    take: &'a TakeRow,
    form: &'a Form,
    refused: Option<String>,
    sums: HashMap<String, i64>,
    /// What does not fit the books.
    odd: Vec<TakeLine>,
    names: HashMap<String, String>,
    may_handle: bool,
}

impl Page<'_> {
    fn is_open(&self) -> bool {
        self.take.closed_at_us.is_none()
    }

    fn sum(&self, outcome: &str) -> i64 {
        self.sums.get(outcome).copied().unwrap_or(0)
    }

    fn of(&self, outcome: &str) -> Vec<&TakeLine> {
        self.odd.iter().filter(|line| line.outcome == outcome).collect()
    }

    fn who(&self, who: &str) -> String {
        self.names.get(who).cloned().unwrap_or_else(|| self.f.texts().actor(self.f.language, who))
    }

    fn tone(&self, state: &DeviceState) -> &'static str {
        device_tone(*state)
    }

    /// What closing it does, in words.
    fn closing(&self) -> String {
        self.f.count("stock-take-closing", self.sum("missing"))
    }

    /// The way to put what is too much where it was found.
    fn move_here(&self, outcome: &str) -> Option<String> {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("place", &self.take.place_id.to_string());
        let ours: Vec<&TakeLine> = self.of("surplus").into_iter().filter(|line| line.is_ours()).take(100).collect();
        for line in &ours {
            query.append_pair("device", &line.device_id.map(|id| id.to_string()).unwrap_or_default());
        }
        (outcome == "surplus" && !ours.is_empty() && self.may_handle)
            .then(|| format!("/office/stock/move?{}", query.finish()))
    }
}

async fn take_html(
    (web, f, scope): (&Web, &Frame, &Scope),
    take: &TakeRow,
    form: &Form,
    refused: Option<String>,
) -> WebResult<String> {
    let reading = web.cx().db.reading().await?;
    let who = [Some(take.begun_by.as_str()), take.closed_by.as_deref()];
    let sums = take_sums(&reading, take.id).await?;
    let page = Page {
        sums: sums.into_iter().map(|sum| (sum.outcome, sum.count)).collect(),
        odd: take_odd(&reading, take.id, SHOWN).await?,
        names: actor_names(&reading, scope.company, who.into_iter().flatten()).await?,
        may_handle: f.may(Act::Handle),
        f,
        take,
        form,
        refused,
    };
    Ok(page.render()?)
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Take(take)): Own<Take>,
) -> WebResult<Html<String>> {
    Ok(Html(take_html((&web, &f, &visitor.who()?.person.scope), &take, &Form::new(), None).await?))
}

/// A count's page once more, as it is by now.
async fn again(
    (web, f, scope): (&Web, &Frame, &Scope),
    id: StockTakeId,
    form: &Form,
    (status, refused): (StatusCode, Option<String>),
) -> WebResult<Outcome> {
    let now = Take::load(web, scope, id).await?.ok_or(WebError::NotFound)?;
    let html = take_html((web, f, scope), &now.0, form, refused).await?;
    Ok(Outcome::Again((status, Html(html)).into_response()))
}

pub(super) async fn scan(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Take(take)): Own<Take>,
    posted: Posted,
) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let (company, person) = (company(&web, &visitor).await?, &visitor.who()?.person);
        form.optional("serial", LONGEST);
        let serials = serials_of(&format!("{}\n{}", form.value("serial"), form.value("serials")));
        if serials.is_empty() {
            form.wrong("serial", "form-missing");
        }
        let (mut status, mut refused) = (StatusCode::UNPROCESSABLE_ENTITY, None);
        if !form.is_wrong() {
            match take_scan(web.cx(), &company, take.id, &serials, &actor(person.account)).await {
                Ok(()) => {
                    return Ok(Outcome::Done(format!("/office/stock/takes/{}?said=said-stock-scanned", take.id)));
                }
                Err(ServiceError::Refused(reason)) if reason.key == "reason-stock-serial-odd" => {
                    form.wrong("serials", &f.reason(&reason));
                }
                Err(ServiceError::Refused(reason)) => {
                    (status, refused) = (StatusCode::CONFLICT, Some(f.reason(&reason)));
                }
                Err(error) => return Err(error.into()),
            }
        }
        again((&web, &f, &person.scope), take.id, &form, (status, refused)).await
    })
    .await
}

pub(super) async fn close(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Take(take)): Own<Take>,
    posted: Posted,
) -> WebResult<Response> {
    once(&web, &visitor, &posted, async {
        let (company, person) = (company(&web, &visitor).await?, &visitor.who()?.person);
        match take_close(web.cx(), &company, take.id, &actor(person.account)).await {
            Ok(()) => Ok(Outcome::Done(format!("/office/stock/takes/{}?said=said-stock-take-closed", take.id))),
            Err(ServiceError::Refused(reason)) => {
                let refused = (StatusCode::CONFLICT, Some(f.reason(&reason)));
                again((&web, &f, &person.scope), take.id, &Form::new(), refused).await
            }
            Err(error) => Err(error.into()),
        }
    })
    .await
}
