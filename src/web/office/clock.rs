//! The time machine of a demo.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use chrono::{Days, Months};
use entity::types::{Date, Quarter};

use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// How far the clock may be sent at once.
const MOST_DAYS: i64 = 400;

#[derive(Template)]
#[template(path = "office/clock.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    today: String,
    going: Option<String>,
    /// Days to go to: a word of the button, and the day.
    steps: Vec<(&'static str, Date)>,
}

fn clock_page(web: &Web, f: &Frame, form: &Form) -> WebResult<String> {
    let machine = web.options().demo.as_ref().ok_or(WebError::NotFound)?;
    let today = f.today;
    let later = |days: u64| today.checked_add_days(Days::new(days)).unwrap_or(today);
    let steps = vec![
        ("clock-day", later(1)),
        ("clock-week", later(7)),
        ("clock-month", today.checked_add_months(Months::new(1)).unwrap_or(today)),
        ("clock-quarter", Quarter::of(today).next().first_day()),
    ];
    let going = machine.target().map(|day| f.date(&day));
    Ok(Page { f, form, today: f.date(&today), going, steps }.render()?)
}

pub(super) async fn page(State(web): State<Web>, f: Frame) -> WebResult<Html<String>> {
    Ok(Html(clock_page(&web, &f, &Form::new())?))
}

pub(super) async fn go(State(web): State<Web>, visitor: Visitor, f: Frame, posted: Posted) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let day = form.date("day");
        if let Some(day) = day
            && (day <= f.today || (day - f.today).num_days() > MOST_DAYS)
        {
            form.wrong("day", "clock-forward");
        }
        if let (Some(day), false) = (day, form.is_wrong()) {
            web.options().demo.as_ref().ok_or(WebError::NotFound)?.go(day);
            return Ok(Outcome::Done("/office/clock".to_owned()));
        }
        let page = clock_page(&web, &f, &form)?;
        Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()))
    })
    .await
}
