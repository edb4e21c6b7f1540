//! Today's work: queues, each with its oldest.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use crate::store::run::{Run, run_list};
use crate::web::frame::Frame;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};
use entity::types::RunState;

#[derive(Template)]
#[template(path = "office/home.html")]
struct Page<'a> {
    f: &'a Frame,
    runs: Vec<Run>,
}

pub(super) async fn page(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    let company = visitor.who()?.person.scope.company;
    let all = run_list(&web.cx().db, company).await?;
    let runs = all.into_iter().filter(|r| matches!(r.state, RunState::Previewed | RunState::Approved)).collect();
    Ok(Html(Page { f: &f, runs }.render()?))
}
