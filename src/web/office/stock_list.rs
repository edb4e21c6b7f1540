//! Devices in our hands: which of them a figure counts, and what can be done with those that are chosen.

use std::str::FromStr;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{DeviceId, DeviceState, Grade, StockPlaceId};

use super::list::{ASK, page as cut};
use super::stock::{NOTHING, grade_said, grade_words, place_words};
use super::words::device_tone;
use crate::domain::access::{Act, Scope};
use crate::domain::stock::Shelf;
use crate::store::company::{DeviceModel, model_list};
use crate::store::page::stock::{Said, StockFilter, StockRow, stock_list};
use crate::store::stock::{StockPlace, stock_place_list};
use crate::web::form::{Asked, Form};
use crate::web::frame::Frame;
use crate::web::papers::labels_of;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

#[derive(Template)]
#[template(path = "office/stock_devices.html")]
struct ListPage<'a> {
    f: &'a Frame,
    form: &'a Form,
    devices: Vec<StockRow>,
    shelves: Vec<(String, String)>,
    models: Vec<(String, String)>,
    grades: Vec<(String, String)>,
    places: Vec<(String, String)>,
    next: Option<String>,
    may_handle: bool,
    /// Nothing was chosen, and something had to be.
    choose: bool,
}

impl ListPage<'_> {
    fn tone(&self, state: &DeviceState) -> &'static str {
        device_tone(*state)
    }

    fn grade(&self, row: &StockRow) -> String {
        grade_said(self.f, row.grade)
    }
}

/// What a list is filtered by that may be said or not.
fn said<T: FromStr>(form: &mut Form, name: &str) -> Said<T> {
    if form.value(name) == NOTHING {
        return Said::Nothing;
    }
    form.filter(name).map_or(Said::Any, Said::This)
}

/// The filter that an address says. What is none of ours is marked and left out.
fn filter_of(form: &mut Form, models: &[DeviceModel], places: &[StockPlace]) -> StockFilter {
    let shelf = form.filter("shelf").unwrap_or(Shelf::Stock);
    let (mut model, grade, mut place) = (form.filter("model"), said::<Grade>(form, "grade"), said(form, "place"));
    if model.is_some_and(|id| models.iter().all(|m| m.id != id)) {
        form.wrong("model", "form-choice");
        model = None;
    }
    if matches!(place, Said::This(id) if places.iter().all(|p: &StockPlace| p.id != id)) {
        form.wrong("place", "form-choice");
        place = Said::Any;
    }
    StockFilter { shelf, model, grade, place }
}

async fn shown(web: &Web, f: &Frame, scope: &Scope, mut form: Form, choose: bool) -> WebResult<Response> {
    let reading = web.cx().db.reading().await?;
    let (models, places) =
        (model_list(&reading, scope.company).await?, stock_place_list(&reading, scope.company).await?);
    let filter = filter_of(&mut form, &models, &places);
    let after = Some(form.value("after").to_owned()).filter(|after| !after.is_empty());
    let found = stock_list(&reading, scope, &filter, after.as_deref(), ASK).await?;
    let asked = ["shelf", "model", "grade", "place"].map(|name| (name, form.value(name)));
    let (devices, next) = cut(found, "/office/stock/devices", &asked, ("after", |row: &StockRow| row.serial.clone()));
    let all = || f.say("of-all");
    let shelves = Shelf::ALL.map(|shelf| (shelf.as_str().to_owned(), f.word("stock-shelf", shelf.as_str())));
    let (mut grades, mut at) = (grade_words(f, all()), place_words(all(), &places));
    grades.push((NOTHING.to_owned(), grade_said(f, None)));
    at.push((NOTHING.to_owned(), f.say("stock-no-place")));
    let page = ListPage {
        shelves: shelves.into(),
        models: std::iter::once((String::new(), all()))
            .chain(models.into_iter().map(|m| (m.id.to_string(), m.name)))
            .collect(),
        grades,
        places: at,
        next,
        devices,
        may_handle: f.may(Act::Handle),
        choose,
        form: &form,
        f,
    };
    let status = if form.is_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(page.render()?)).into_response())
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(form): Asked,
) -> WebResult<Response> {
    shown(&web, &f, &visitor.who()?.person.scope, form, false).await
}

/// The devices that were chosen in a list; what is no id is left out.
pub(super) fn chosen(form: &Form) -> Vec<DeviceId> {
    form.values("device").iter().filter_map(|id| id.parse().ok()).collect()
}

/// Labels of the devices that were chosen.
pub(super) async fn labels(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(form): Asked,
) -> WebResult<Response> {
    let devices = chosen(&form);
    if devices.is_empty() {
        return shown(&web, &f, &visitor.who()?.person.scope, form, true).await;
    }
    labels_of(&web, &visitor, &devices, "labels").await
}

/// The id of a place that a form says, if it is one of these.
pub(super) fn place_chosen(form: &mut Form, places: &[StockPlace]) -> Option<StockPlaceId> {
    let place: Option<StockPlaceId> = form.filter("place");
    if place.is_some_and(|id| places.iter().all(|p| p.id != id)) {
        form.wrong("place", "form-choice");
        return None;
    }
    place
}
