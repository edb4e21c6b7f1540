//! The door: signing in and out, the second factor, links that open once, one's own account, the page of an error.

mod account;
mod link;
mod own_second;
mod provider;
mod second;
mod sign_in;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::error::Problem;
use super::frame::Frame;
use super::routes::{Doors, Of, Who};
use super::visit::Visitor;
use super::{Web, WebResult};
use crate::domain::access::is_merchants;
use crate::gateways::oidc::BACK;

/// The routes of the door.
pub(super) fn doors(doors: Doors) -> Doors {
    doors
        .get("/", Who::Anyone, Of::Nothing, front)
        .get("/sign-in", Who::Anyone, Of::Nothing, sign_in::page)
        .post("/sign-in", Who::Anyone, Of::Nothing, sign_in::sign_in)
        .get("/sign-in/oidc", Who::Anyone, Of::Nothing, provider::begin)
        .get(BACK, Who::Anyone, Of::Nothing, provider::back)
        .post("/sign-out", Who::Half, Of::Nothing, sign_in::sign_out)
        .get("/sign-in/second", Who::Half, Of::Nothing, second::page)
        .post("/sign-in/second", Who::Half, Of::Nothing, second::give)
        .get("/sign-in/enrol", Who::Half, Of::Nothing, second::enrol_page)
        .post("/sign-in/enrol", Who::Half, Of::Nothing, second::enrol)
        .get("/forgotten", Who::Anyone, Of::Nothing, link::forgotten_page)
        .post("/forgotten", Who::Anyone, Of::Nothing, link::forgotten)
        .get("/link/{id}", Who::Anyone, Of::Link, link::page)
        .post("/link/{id}", Who::Anyone, Of::Link, link::set)
        .post("/language", Who::Anyone, Of::Nothing, account::language)
        .get("/account", Who::SignedIn, Of::Nothing, account::page)
        .get("/account/password", Who::SignedIn, Of::Nothing, account::back)
        .post("/account/password", Who::SignedIn, Of::Nothing, account::password)
        .get("/account/second", Who::SignedIn, Of::Nothing, own_second::page)
        .post("/account/second", Who::SignedIn, Of::Nothing, own_second::change)
        .get("/account/second/confirm", Who::SignedIn, Of::Nothing, account::back)
        .post("/account/second/confirm", Who::SignedIn, Of::Nothing, own_second::confirm)
        .post("/account/sessions/end", Who::SignedIn, Of::Nothing, account::end)
        .post("/account/sign-out-everywhere", Who::SignedIn, Of::Nothing, account::everywhere)
}

/// Where somebody begins.
pub(super) fn home(visitor: &Visitor) -> &'static str {
    match visitor.signed() {
        Some(signed) if is_merchants(signed.person.role) => "/portal",
        Some(_) => "/office",
        None if visitor.half_signed().is_some() => "/sign-in/second",
        None => "/sign-in",
    }
}

async fn front(State(_): State<Web>, visitor: Visitor) -> Response {
    Redirect::to(home(&visitor)).into_response()
}

#[derive(Template)]
#[template(path = "door/problem.html")]
struct ProblemPage<'a> {
    f: &'a Frame,
    status: u16,
    heading: String,
    what: String,
    request: &'a str,
    /// What was sent and not done: one press sends it again.
    again: Vec<(String, String)>,
    path: &'a str,
    /// Where what the form made stands.
    made: Option<&'a str>,
}

/// The page of an error.
pub(super) fn problem_page(f: &Frame, status: StatusCode, problem: &Problem, visitor: &Visitor) -> WebResult<String> {
    let what = match &problem.detail {
        Some(detail) => f.reason(detail),
        None => f.say(&format!("{}-what", problem.key)),
    };
    let again = if status == StatusCode::SERVICE_UNAVAILABLE { visitor.kept() } else { Vec::new() };
    let (request, path) = (visitor.request(), visitor.path());
    let (heading, made) = (f.say(problem.key), problem.made.as_deref());
    let page = ProblemPage { f, status: status.as_u16(), heading, what, request, again, path, made };
    Ok(page.render()?)
}
