//! The warehouse: how many of each model, what they are like, and where they are.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{Grade, ModelId, StockPlaceId};

use super::company;
use crate::domain::access::{Act, Scope};
use crate::domain::stock::Shelf;
use crate::service::ServiceError;
use crate::service::people::actor;
use crate::service::stock::place_add;
use crate::store::page::stock::{StockSum, stock_sums};
use crate::store::stock::{StockPlace, stock_place_list};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// The longest name of a place, in letters.
const LONGEST: usize = 60;

/// What nobody has said, in an address.
pub(super) const NOTHING: &str = "none";

/// A figure, and the list of the devices that it counts.
struct Figure {
    /// What it counts: the heading of its column.
    what: String,
    count: i64,
    list: String,
}

/// Figures of a model: of what it is like, or of where it lies.
struct Line {
    model: String,
    /// What tells it from the other lines of its model.
    which: String,
    figures: Vec<Figure>,
    sum: i64,
}

#[derive(Template)]
#[template(path = "office/stock.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    /// By model and grade: how many are where of our hands.
    lines: Vec<Line>,
    /// How many there are on each shelf, and altogether.
    sums: Vec<(String, i64)>,
    total: i64,
    /// By place and model: how many of each grade are in stock there.
    at_places: Vec<Line>,
    places: &'a [StockPlace],
    may_handle: bool,
}

impl Page<'_> {
    fn shelves(&self) -> Vec<String> {
        Shelf::ALL.iter().map(|shelf| self.f.word("stock-shelf", shelf.as_str())).collect()
    }

    fn grades(&self) -> Vec<String> {
        GRADES.iter().map(|grade| grade_said(self.f, *grade)).collect()
    }
}

/// Every grade, and none.
const GRADES: [Option<Grade>; 4] = [Some(Grade::New), Some(Grade::Used), Some(Grade::Refurbished), None];

/// What a device is like, in words.
pub(super) fn grade_said(f: &Frame, grade: Option<Grade>) -> String {
    f.word("stock-grade", grade.map_or(NOTHING, |grade| grade.as_str()))
}

/// The address of the list of devices that a figure counts.
fn list_of(shelf: Shelf, model: ModelId, grade: Option<Grade>, place: Option<Option<StockPlaceId>>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("shelf", shelf.as_str()).append_pair("model", &model.to_string());
    query.append_pair("grade", grade.map_or(NOTHING, |grade| grade.as_str()));
    if let Some(place) = place {
        query.append_pair("place", &place.map_or_else(|| NOTHING.to_owned(), |place| place.to_string()));
    }
    format!("/office/stock/devices?{}", query.finish())
}

/// Lines by model and grade.
fn by_model(f: &Frame, found: &[StockSum]) -> Vec<Line> {
    let mut lines: BTreeMap<(&str, ModelId, Option<Grade>), BTreeMap<Shelf, i64>> = BTreeMap::new();
    for sum in found {
        let line = lines.entry((&sum.model, sum.model_id, sum.grade)).or_default();
        *line.entry(sum.shelf).or_default() += sum.count;
    }
    let line = |((model, id, grade), counts): ((&str, ModelId, Option<Grade>), BTreeMap<Shelf, i64>)| {
        let figure = |shelf: Shelf| Figure {
            what: f.word("stock-shelf", shelf.as_str()),
            count: counts.get(&shelf).copied().unwrap_or(0),
            list: list_of(shelf, id, grade, None),
        };
        let which = grade_said(f, grade);
        Line { model: model.to_owned(), which, figures: Shelf::ALL.map(figure).into(), sum: counts.values().sum() }
    };
    lines.into_iter().map(line).collect()
}

/// Lines of what is in stock by place and model; what lies nowhere comes last.
fn by_place(f: &Frame, found: &[StockSum], places: &[StockPlace]) -> Vec<Line> {
    type At<'a> = (usize, &'a str, ModelId);
    type Counts = (Option<StockPlaceId>, BTreeMap<Option<Grade>, i64>);
    let mut lines: BTreeMap<At<'_>, Counts> = BTreeMap::new();
    for sum in found.iter().filter(|sum| sum.shelf == Shelf::Stock) {
        let at = places.iter().position(|place| Some(place.id) == sum.place_id).unwrap_or(places.len());
        let line = lines.entry((at, &sum.model, sum.model_id)).or_insert((sum.place_id, BTreeMap::new()));
        *line.1.entry(sum.grade).or_default() += sum.count;
    }
    let line = |((at, model, id), (place, counts)): (At<'_>, Counts)| {
        let figure = |grade: Option<Grade>| Figure {
            what: grade_said(f, grade),
            count: counts.get(&grade).copied().unwrap_or(0),
            list: list_of(Shelf::Stock, id, grade, Some(place)),
        };
        let which = places.get(at).map_or_else(|| f.say("stock-no-place"), |place| place.name.clone());
        Line { model: model.to_owned(), which, figures: GRADES.map(figure).into(), sum: counts.values().sum() }
    };
    lines.into_iter().map(line).collect()
}

async fn html(web: &Web, f: &Frame, scope: &Scope, form: &Form) -> WebResult<String> {
    let reading = web.cx().db.reading().await?;
    let found = stock_sums(&reading, scope).await?;
    let places = stock_place_list(&reading, scope.company).await?;
    let on = |shelf: Shelf| found.iter().filter(|sum| sum.shelf == shelf).map(|sum| sum.count).sum();
    let page = Page {
        lines: by_model(f, &found),
        sums: Shelf::ALL.map(|shelf| (f.word("stock-shelf", shelf.as_str()), on(shelf))).into(),
        total: found.iter().map(|sum| sum.count).sum(),
        at_places: by_place(f, &found, &places),
        places: &places,
        may_handle: f.may(Act::Handle),
        f,
        form,
    };
    Ok(page.render()?)
}

pub(super) async fn page(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    Ok(Html(html(&web, &f, &visitor.who()?.person.scope, &Form::new()).await?))
}

pub(super) async fn add_place(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    posted: Posted,
) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let (company, person) = (company(&web, &visitor).await?, &visitor.who()?.person);
        let name = form.text("name", LONGEST);
        if name.chars().any(char::is_control) {
            form.wrong("name", "form-odd");
        }
        if !form.is_wrong() {
            match place_add(web.cx(), &company, &name, &actor(person.account)).await {
                Ok(_) => return Ok(Outcome::Done("/office/stock?said=said-stock-place".to_owned())),
                Err(ServiceError::Refused(reason)) => form.wrong("name", &f.reason(&reason)),
                Err(error) => return Err(error.into()),
            }
        }
        let html = html(&web, &f, &person.scope, &form).await?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()))
    })
    .await
}

/// Places to choose from, after what it says when none is chosen.
pub(super) fn place_words(first: String, places: &[StockPlace]) -> Vec<(String, String)> {
    let words = places.iter().map(|place| (place.id.to_string(), place.name.clone()));
    std::iter::once((String::new(), first)).chain(words).collect()
}

/// Grades to choose from, after what it says when none is chosen.
pub(super) fn grade_words(f: &Frame, first: String) -> Vec<(String, String)> {
    let words = Grade::ALL.iter().map(|grade| (grade.to_string(), grade_said(f, Some(*grade))));
    std::iter::once((String::new(), first)).chain(words).collect()
}
