//! Putting devices somewhere of ours, or grading them: scanned one by one, typed, or chosen in a list.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::Grade;

use super::company;
use super::stock::{grade_words, place_words};
use super::stock_list::{chosen, place_chosen};
use crate::domain::access::Scope;
use crate::domain::stock::Kept;
use crate::service::ServiceError;
use crate::service::people::actor;
use crate::service::stock::{Move, move_to, serials_of};
use crate::store::page::stock::stock_some;
use crate::store::stock::{StockPlace, stock_place_list};
use crate::web::form::{Asked, Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

#[derive(Template)]
#[template(path = "office/stock_move.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    places: Vec<(String, String)>,
    grades: Vec<(String, String)>,
}

fn html(f: &Frame, form: &Form, places: &[StockPlace]) -> WebResult<String> {
    let as_before = || f.say("stock-as-before");
    Ok(Page { places: place_words(as_before(), places), grades: grade_words(f, as_before()), f, form }.render()?)
}

/// The form with the serial numbers of devices that were chosen in a list.
async fn begun(web: &Web, scope: &Scope, asked: &Form) -> WebResult<Form> {
    let found = stock_some(&web.cx().db, scope, &chosen(asked)).await?;
    let serials: Vec<&str> = found.iter().map(|row| row.serial.as_str()).collect();
    Ok(Form::new().with("serials", serials.join("\n")).with("place", asked.value("place")))
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(asked): Asked,
) -> WebResult<Html<String>> {
    let scope = &visitor.who()?.person.scope;
    let form = begun(&web, scope, &asked).await?;
    let places = stock_place_list(&web.cx().db, scope.company).await?;
    Ok(Html(html(&f, &form, &places)?))
}

pub(super) async fn send(State(web): State<Web>, visitor: Visitor, f: Frame, posted: Posted) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let (company, person) = (company(&web, &visitor).await?, &visitor.who()?.person);
        let places = stock_place_list(&web.cx().db, company.id).await?;
        let serials = serials_of(form.value("serials"));
        if serials.is_empty() {
            form.wrong("serials", "form-missing");
        }
        let to = Kept { place: place_chosen(&mut form, &places), grade: form.filter::<Grade>("grade") };
        if !form.is_wrong() {
            let day = web.cx().clock.today(company.country);
            let order = Move { serials, to, day, actor: actor(person.account) };
            match move_to(web.cx(), &company, &order).await {
                Ok(_) => return Ok(Outcome::Done("/office/stock?said=said-stock-moved".to_owned())),
                Err(ServiceError::Refused(reason)) => {
                    let field = if to == Kept::default() { "place" } else { "serials" };
                    form.wrong(field, &f.reason(&reason));
                }
                Err(error) => return Err(error.into()),
            }
        }
        let html = html(&f, &form, &places)?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()))
    })
    .await
}
