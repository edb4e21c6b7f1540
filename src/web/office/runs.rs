//! Billing runs: their list, and what is done to them.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{Date, Quarter, RunId, RunState, SubjectId};

use super::company;
use super::run::{Stand, run_page};
use crate::domain::access::{Act, Scope};
use crate::service::ServiceResult;
use crate::service::people::actor;
use crate::service::runs;
use crate::store::company::Company;
use crate::store::job::{Listed, jobs_of_runs};
use crate::store::run::{Run, run_find, run_list};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// How many the list shows.
const SHOWN: usize = 100;

impl Owned for Run {
    type Id = RunId;

    async fn load(web: &Web, scope: &Scope, id: RunId) -> WebResult<Option<Self>> {
        Ok(run_find(&web.cx().db, scope.company, id).await?)
    }
}

#[derive(Template)]
#[template(path = "office/runs.html")]
struct ListPage<'a> {
    f: &'a Frame,
    form: &'a Form,
    runs: Vec<Run>,
    /// The jobs that issue what is approved.
    jobs: Vec<Listed>,
    may_bill: bool,
}

impl ListPage<'_> {
    fn stand(&self, run: &Run) -> Stand {
        let job = self.jobs.iter().find(|job| job.subject_id == SubjectId(run.id.0));
        Stand::of(self.f, run, job)
    }
}

/// The quarter to be billed next: the first from today's on of which nothing is issued, or today's for what is late.
fn next_quarter(today: Date, runs: &[Run]) -> Quarter {
    let now = Quarter::of(today);
    let done = |quarter: &Quarter| {
        let quarter = quarter.to_string();
        runs.iter().any(|r| r.quarter == quarter && matches!(r.state, RunState::Issued | RunState::Issuing))
    };
    // What lies further ahead cannot be billed yet.
    [now, now.next()].into_iter().find(|quarter| !done(quarter)).unwrap_or(now)
}

async fn list_page(web: &Web, visitor: &Visitor, f: &Frame, sent: Option<&Form>) -> WebResult<String> {
    let company = company(web, visitor).await?;
    let mut listed = run_list(&web.cx().db, company.id).await?;
    let fresh = Form::new().with("quarter", next_quarter(f.today, &listed).to_string());
    let form = sent.unwrap_or(&fresh);
    // The latest first: that is where the work is.
    listed.reverse();
    listed.truncate(SHOWN);
    let jobs = jobs_of_runs(&web.cx().db, runs::ISSUE, company.id).await?;
    Ok(ListPage { f, form, runs: listed, jobs, may_bill: f.may(Act::Bill) }.render()?)
}

pub(super) async fn list(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    Ok(Html(list_page(&web, &visitor, &f, None).await?))
}

pub(super) async fn preview(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    mut posted: Posted,
) -> WebResult<Response> {
    let quarter: Option<Quarter> = posted.form.choice("quarter");
    if posted.form.is_wrong() {
        posted.form = std::mem::take(&mut posted.form).instead("quarter", "run-quarter-wrong");
    }
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let Some(quarter) = quarter else {
            let page = list_page(&web, &visitor, &f, Some(&form)).await?;
            return Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()));
        };
        let company = company(&web, &visitor).await?;
        let asked = runs::preview_later(web.cx(), &company, quarter, &actor(visitor.who()?.person.account)).await;
        match asked.map_err(WebError::from) {
            Ok(()) => Ok(Outcome::Done("/office/runs?said=said-preview-asked".to_owned())),
            // A quarter that cannot be previewed: what was typed stays, and why stands at it.
            Err(WebError::Refused(why)) => {
                form.wrong("quarter", &f.reason(&why));
                let page = list_page(&web, &visitor, &f, Some(&form)).await?;
                Ok(Outcome::Again((StatusCode::CONFLICT, Html(page)).into_response()))
            }
            Err(error) => Err(error),
        }
    })
    .await
}

/// Does something to a run, once; what is refused is said on the run's page.
async fn to_run<F>(
    web: &Web,
    visitor: &Visitor,
    mut f: Frame,
    run: &Run,
    posted: &Posted,
    work: F,
) -> WebResult<Response>
where
    F: AsyncFnOnce(&Company, &str) -> ServiceResult<&'static str>,
{
    f.path = format!("/office/runs/{}", run.id);
    f.back = f.path.clone();
    once(web, visitor, posted, async {
        let company = company(web, visitor).await?;
        let by = actor(visitor.who()?.person.account);
        match work(&company, &by).await.map_err(WebError::from) {
            Ok(said) => Ok(Outcome::Done(format!("{}?said={said}", f.path))),
            Err(WebError::Refused(why)) => {
                let run = run_find(&web.cx().db, run.company_id, run.id).await?.ok_or(WebError::NotFound)?;
                let page = run_page(web, &company, &f, &run, Some(f.reason(&why))).await?;
                Ok(Outcome::Again((StatusCode::CONFLICT, Html(page)).into_response()))
            }
            Err(error) => Err(error),
        }
    })
    .await
}

pub(super) async fn approve(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(run): Own<Run>,
    posted: Posted,
) -> WebResult<Response> {
    to_run(&web, &visitor, f, &run, &posted, async |company, by| {
        runs::approve_run(web.cx(), company, &run, by).await?;
        Ok("said-run-approved")
    })
    .await
}

pub(super) async fn discard(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(run): Own<Run>,
    posted: Posted,
) -> WebResult<Response> {
    to_run(&web, &visitor, f, &run, &posted, async |company, by| {
        runs::discard_run(web.cx(), company, &run, by).await?;
        Ok("said-run-discarded")
    })
    .await
}

pub(super) async fn issue(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(run): Own<Run>,
    posted: Posted,
) -> WebResult<Response> {
    to_run(&web, &visitor, f, &run, &posted, async |company, by| {
        runs::issue_later(web.cx(), company, &run, by).await?;
        Ok("said-run-issuing")
    })
    .await
}
