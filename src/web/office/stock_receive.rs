//! Devices arrive, many at once: a list is looked at first, and taken only as it was seen.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::company;
use super::stock::grade_said;
use crate::domain::access::Scope;
use crate::service::people::actor;
use crate::service::stock::{Checked, Fault, MOST_LINES, Received, Took, check, receive};
use crate::store::stock::{StockPlace, stock_place_list};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::long_form::Uploaded;
use crate::web::once::{Outcome, once};
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// Rows of a list that are shown one by one.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "office/stock_receive.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    /// What is wrong with the list that was sent.
    checked: Option<&'a Checked>,
    places: &'a [StockPlace],
}

impl Page<'_> {
    fn faults(&self) -> &[Fault] {
        self.checked.map_or(&[], |checked| &checked.faults)
    }

    fn line(&self, fault: &Fault) -> String {
        if fault.line == 0 { self.f.say("stock-whole-list") } else { fault.line.to_string() }
    }

    fn why(&self, fault: &Fault) -> String {
        self.f.reason(&fault.why)
    }

    /// How many faults are not listed, in words.
    fn unlisted(&self) -> Option<String> {
        let more = self.checked.map_or(0, |checked| checked.unlisted);
        (more > 0).then(|| self.f.count("stock-faults-more", i64::try_from(more).unwrap_or(i64::MAX)))
    }

    fn example(&self) -> String {
        let place = self.places.first().map_or_else(|| self.f.say("stock-place"), |place| place.name.clone());
        format!("serial;model;grade;place;sim\n1850123456;PAX A920;new;{place};8945020000000000000")
    }

    fn most(&self) -> usize {
        MOST_LINES
    }
}

/// Devices of a list that are alike.
struct Alike {
    model: String,
    grade: String,
    place: String,
    count: usize,
}

#[derive(Template)]
#[template(path = "office/stock_seen.html")]
struct SeenPage<'a> {
    f: &'a Frame,
    list: &'a str,
    checked: &'a Checked,
    alike: Vec<Alike>,
    /// It is not what was seen before.
    moved: bool,
}

impl SeenPage<'_> {
    fn shown(&self) -> &[Received] {
        self.checked.rows.get(..SHOWN).unwrap_or(&self.checked.rows)
    }

    fn grade(&self, row: &Received) -> String {
        grade_said(self.f, Some(row.grade))
    }

    fn count(&self) -> String {
        self.f.count("stock-would-take", i64::try_from(self.checked.rows.len()).unwrap_or(i64::MAX))
    }

    /// How many rows are not shown, in words.
    fn rest(&self) -> Option<String> {
        let rest = self.checked.rows.len().saturating_sub(SHOWN);
        (rest > 0).then(|| self.f.count("stock-rows-more", i64::try_from(rest).unwrap_or(i64::MAX)))
    }
}

fn alike(f: &Frame, rows: &[Received]) -> Vec<Alike> {
    let mut counts: BTreeMap<(&str, entity::types::Grade, &str), usize> = BTreeMap::new();
    for row in rows {
        *counts.entry((&row.model_name, row.grade, &row.place_name)).or_default() += 1;
    }
    let one = |((model, grade, place), count): ((&str, _, &str), usize)| Alike {
        model: model.to_owned(),
        grade: grade_said(f, Some(grade)),
        place: place.to_owned(),
        count,
    };
    counts.into_iter().map(one).collect()
}

async fn typed_page(web: &Web, f: &Frame, scope: &Scope, form: &Form, checked: Option<&Checked>) -> WebResult<String> {
    let places = stock_place_list(&web.cx().db, scope.company).await?;
    Ok(Page { f, form, checked, places: &places }.render()?)
}

pub(super) async fn page(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    Ok(Html(typed_page(&web, &f, &visitor.who()?.person.scope, &Form::new(), None).await?))
}

/// The list of a form; what cannot be read is marked.
fn list_of(form: &mut Form) -> String {
    let list = form.value("list").to_owned();
    if list.trim().is_empty() {
        form.wrong("list", "form-missing");
    }
    if form.error("list") == "form-odd" {
        *form = std::mem::take(form).instead("list", "stock-list-odd");
    }
    list
}

/// The page of a list that was checked: what would be taken; or with what is wrong with it.
async fn checked_page(
    (web, f, scope): (&Web, &Frame, &Scope),
    mut form: Form,
    checked: &Checked,
    moved: bool,
) -> WebResult<(StatusCode, String)> {
    if checked.is_sound() {
        let (list, alike) = (form.value("list"), alike(f, &checked.rows));
        let status = if moved { StatusCode::CONFLICT } else { StatusCode::OK };
        return Ok((status, SeenPage { f, list, checked, alike, moved }.render()?));
    }
    form.wrong("list", "stock-list-faults");
    Ok((StatusCode::UNPROCESSABLE_ENTITY, typed_page(web, f, scope, &form, Some(checked)).await?))
}

/// Looks at a list: nothing is written.
pub(super) async fn look(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Uploaded(posted): Uploaded,
) -> WebResult<Response> {
    let (company, scope) = (company(&web, &visitor).await?, &visitor.who()?.person.scope);
    let mut form = posted.form.clone();
    let list = list_of(&mut form);
    if form.is_wrong() {
        let html = typed_page(&web, &f, scope, &form, None).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response());
    }
    let checked = check(&web.cx().db, &company, &list).await?;
    let (status, html) = checked_page((&web, &f, scope), form, &checked, false).await?;
    Ok((status, Html(html)).into_response())
}

/// Takes what was seen, and nothing else.
pub(super) async fn confirm(State(web): State<Web>, visitor: Visitor, f: Frame, posted: Posted) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let (company, person) = (company(&web, &visitor).await?, &visitor.who()?.person);
        let list = list_of(&mut form);
        if form.is_wrong() {
            let html = typed_page(&web, &f, &person.scope, &form, None).await?;
            return Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()));
        }
        let (seen, day) = (form.value("seen").to_owned(), web.cx().clock.today(company.country));
        match receive(web.cx(), &company, (&list, &seen), day, &actor(person.account)).await? {
            Took::Devices(_) => Ok(Outcome::Done("/office/stock?said=said-stock-received".to_owned())),
            Took::Otherwise(checked) => {
                let (status, html) = checked_page((&web, &f, &person.scope), form, &checked, true).await?;
                Ok(Outcome::Again((status, Html(html)).into_response()))
            }
        }
    })
    .await
}
