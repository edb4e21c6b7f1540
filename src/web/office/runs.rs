//! Billing runs: preview, what differs, approve, issue, and what came of it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{Date, JobState, Money, Quarter, RunId, RunState, SubjectId};

use super::company;
use crate::domain::access::{Act, Scope};
use crate::service::people::actor;
use crate::service::runs::{self, Change, Changes};
use crate::store::job::job_of;
use crate::store::run::{Run, run_find, run_list};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::named::named;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// How many of a kind a page shows.
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
    may_bill: bool,
}

#[derive(Template)]
#[template(path = "office/run.html")]
struct RunPage<'a> {
    f: &'a Frame,
    run: &'a Run,
    changes: &'a Changes,
    currency: entity::types::Currency,
    may_bill: bool,
    shown: usize,
    /// Whether issuing was asked for and has not begun.
    waiting: bool,
    /// What went wrong with issuing: a key and why.
    trouble: Option<(&'static str, String)>,
    /// The name of who discarded it.
    discarded_by: Option<String>,
}

impl RunPage<'_> {
    fn money(&self, minor: &i64) -> String {
        self.f.money(&Money::new(*minor, self.currency))
    }

    fn tone(&self, state: &RunState) -> &'static str {
        tone(*state)
    }

    fn progress(&self) -> String {
        progress(self.f, self.run)
    }

    /// What differs from the run before, kind by kind.
    fn lists(&self) -> [(&'static str, &[Change], i64); 3] {
        let changes = self.changes;
        [
            ("run-new", &changes.new, changes.counts.new),
            ("run-ended", &changes.ended, changes.counts.ended),
            ("run-changed", &changes.changed, changes.counts.changed),
        ]
    }

    /// How many of so many the page does not show.
    fn rest(&self, count: &i64) -> i64 {
        count.saturating_sub(i64::try_from(self.shown).unwrap_or(0)).max(0)
    }
}

impl ListPage<'_> {
    fn tone(&self, state: &RunState) -> &'static str {
        tone(*state)
    }
}

/// How far issuing is, in words.
pub(super) fn progress(f: &Frame, run: &Run) -> String {
    match run.state {
        RunState::Approved => f.say("run-waiting"),
        _ => f.with2("run-progress", "done", run.position, "total", run.documents),
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

/// The colour of a run's state.
pub(super) const fn tone(state: RunState) -> &'static str {
    match state {
        RunState::Previewed | RunState::Approved | RunState::Issuing => "wait",
        RunState::Issued => "good",
        RunState::Superseded => "plain",
    }
}

async fn list_page(web: &Web, visitor: &Visitor, f: &Frame, sent: Option<&Form>) -> WebResult<String> {
    let company = company(web, visitor).await?;
    let mut runs = run_list(&web.cx().db, company.id).await?;
    let fresh = Form::new().with("quarter", next_quarter(f.today, &runs).to_string());
    let form = sent.unwrap_or(&fresh);
    // The latest first: that is where the work is.
    runs.reverse();
    runs.truncate(SHOWN);
    Ok(ListPage { f, form, runs, may_bill: f.may(Act::Bill) }.render()?)
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
    let form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        let Some(quarter) = quarter else {
            let page = list_page(&web, &visitor, &f, Some(&form)).await?;
            return Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()));
        };
        let company = company(&web, &visitor).await?;
        runs::preview_later(web.cx(), &company, quarter, &actor(visitor.who()?.person.account)).await?;
        Ok(Outcome::Done("/office/runs?said=said-preview-asked".to_owned()))
    })
    .await
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(run): Own<Run>,
) -> WebResult<Html<String>> {
    let company = company(&web, &visitor).await?;
    let work = runs::changes(web.cx(), &company, &run);
    let changes = web.shared().of(("changes", company.id, &run), work).await?;
    let (waiting, trouble) = issuing(&web, &f, &run).await?;
    let discarded_by = match &run.discarded_by {
        Some(by) => Some(named(&web, &f, company.id, by).await?),
        None => None,
    };
    let page = RunPage {
        f: &f,
        run: &run,
        changes: &changes,
        currency: company.currency,
        may_bill: f.may(Act::Bill),
        shown: SHOWN,
        waiting,
        trouble,
        discarded_by,
    };
    Ok(Html(page.render()?))
}

/// Whether the run waits for a worker to issue it, and what went wrong with issuing.
async fn issuing(web: &Web, f: &Frame, run: &Run) -> WebResult<(bool, Option<(&'static str, String)>)> {
    if !matches!(run.state, RunState::Approved | RunState::Issuing) {
        return Ok((false, None));
    }
    let job = job_of(&web.cx().db, runs::ISSUE, SubjectId(run.id.0)).await?;
    let Some(job) = job.filter(|job| job.state != JobState::Done) else { return Ok((false, None)) };
    let key = if job.state == JobState::Failed { "run-stopped" } else { "run-tries-again" };
    let trouble = job.last_error.map(|error| (key, f.kept(&error)));
    Ok((run.state == RunState::Approved && job.state != JobState::Failed, trouble))
}

pub(super) async fn approve(
    State(web): State<Web>,
    visitor: Visitor,
    Own(run): Own<Run>,
    posted: Posted,
) -> WebResult<Response> {
    once(&web, &visitor, &posted, async {
        let company = company(&web, &visitor).await?;
        let by = actor(visitor.who()?.person.account);
        runs::approve_run(web.cx(), &company, &run, &by).await?;
        Ok(Outcome::Done(format!("/office/runs/{}?said=said-run-approved", run.id)))
    })
    .await
}

pub(super) async fn discard(
    State(web): State<Web>,
    visitor: Visitor,
    Own(run): Own<Run>,
    posted: Posted,
) -> WebResult<Response> {
    once(&web, &visitor, &posted, async {
        let company = company(&web, &visitor).await?;
        let by = actor(visitor.who()?.person.account);
        runs::discard_run(web.cx(), &company, &run, &by).await?;
        Ok(Outcome::Done(format!("/office/runs/{}?said=said-run-discarded", run.id)))
    })
    .await
}

pub(super) async fn issue(
    State(web): State<Web>,
    visitor: Visitor,
    Own(run): Own<Run>,
    posted: Posted,
) -> WebResult<Response> {
    once(&web, &visitor, &posted, async {
        let company = company(&web, &visitor).await?;
        let by = actor(visitor.who()?.person.account);
        runs::issue_later(web.cx(), &company, &run, &by).await?;
        Ok(Outcome::Done(format!("/office/runs/{}?said=said-run-issuing", run.id)))
    })
    .await
}
