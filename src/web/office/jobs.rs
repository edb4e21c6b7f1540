//! Jobs that wait, run or were given up.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, Response};
use entity::types::{JobId, JobState};

use crate::domain::access::Scope;
use crate::service::jobs_again;
use crate::store::job::{Listed, job_find, job_open};
use crate::web::form::Posted;
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// How many the page shows.
const SHOWN: i64 = 200;

impl Owned for Listed {
    type Id = JobId;

    async fn load(web: &Web, scope: &Scope, id: JobId) -> WebResult<Option<Self>> {
        Ok(job_find(&web.cx().db, scope.company, id).await?)
    }
}

#[derive(Template)]
#[template(path = "office/jobs.html")]
struct Page<'a> {
    f: &'a Frame,
    jobs: Vec<Listed>,
}

impl Page<'_> {
    fn tone(&self, state: &JobState) -> &'static str {
        match state {
            JobState::Failed => "bad",
            JobState::Done => "good",
            JobState::Queued | JobState::Running => "wait",
        }
    }

    fn failed(&self, state: &JobState) -> bool {
        *state == JobState::Failed
    }
}

pub(super) async fn list(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    let company = visitor.who()?.person.scope.company;
    let jobs = job_open(&web.cx().db, company, SHOWN).await?;
    Ok(Html(Page { f: &f, jobs }.render()?))
}

pub(super) async fn again(
    State(web): State<Web>,
    visitor: Visitor,
    Own(job): Own<Listed>,
    posted: Posted,
) -> WebResult<Response> {
    once(&web, &visitor, &posted, async {
        let person = &visitor.who()?.person;
        jobs_again(web.cx(), person.scope.company, person.account, &job).await?;
        Ok(Outcome::Done("/office/jobs?said=said-job-again".to_owned()))
    })
    .await
}
