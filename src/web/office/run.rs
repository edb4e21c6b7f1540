//! A billing run: what it comes to, what differs, what to look at, how far it is, and what came of it.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use entity::types::{JobState, Money, Quarter, RunState, SubjectId};

use super::company;
use crate::domain::access::Act;
use crate::service::facts::{RUN_APPROVED, RUN_ISSUED};
use crate::service::runs::{self, Change, Changes, Odd};
use crate::store::company::Company;
use crate::store::job::{Listed, job_of};
use crate::store::page::run::{run_deeds, run_numbers};
use crate::store::run::Run;
use crate::web::frame::Frame;
use crate::web::named::named;
use crate::web::own::Own;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// How many of a kind the page shows.
const SHOWN: usize = 100;

/// Where a run stands: the same word on every page.
pub(super) struct Stand {
    pub words: String,
    pub tone: &'static str,
}

impl Stand {
    /// By the run, and by the job that issues it if there is one.
    pub(super) fn of(f: &Frame, run: &Run, job: Option<&Listed>) -> Self {
        let (words, tone) = match (run.state, job.filter(|job| job.state != JobState::Done)) {
            (RunState::Approved | RunState::Issuing, Some(job)) if job.state == JobState::Failed => {
                (f.say("run-halted"), "bad")
            }
            (RunState::Approved | RunState::Issuing, Some(job)) if job.last_error.is_some() => {
                (f.say("run-again"), "bad")
            }
            (RunState::Approved, Some(_)) => (f.say("run-queued"), "wait"),
            (RunState::Previewed | RunState::Approved | RunState::Issuing, _) => (f.run_state(run), "wait"),
            (RunState::Issued, _) => (f.run_state(run), "good"),
            (RunState::Superseded, _) => (f.run_state(run), "plain"),
        };
        Self { words, tone }
    }
}

/// How far issuing is, in words.
pub(super) fn progress(f: &Frame, run: &Run) -> String {
    match run.state {
        RunState::Approved => f.say("run-waiting"),
        _ => f.with2("run-progress", "done", run.position, "total", run.documents),
    }
}

#[derive(Template)]
#[template(path = "office/run.html")]
struct Page<'a> {
    f: &'a Frame,
    run: &'a Run,
    stand: Stand,
    changes: &'a Changes,
    currency: entity::types::Currency,
    may_bill: bool,
    shown: usize,
    /// Whether issuing was asked for and is under way or about to be.
    waiting: bool,
    /// Whether to follow how far it is.
    follows: bool,
    /// What went wrong with issuing: a key and why.
    trouble: Option<(&'static str, String)>,
    /// The first day on which it can be issued, if that is still to come.
    early: Option<String>,
    /// Why what was just asked for is refused.
    refused: Option<String>,
    /// Who did what to it, and when, in words.
    deeds: Vec<String>,
    /// The first and the last number that it issued.
    numbers: Option<(String, String)>,
}

impl Page<'_> {
    fn money(&self, minor: &i64) -> String {
        self.f.money(&Money::new(*minor, self.currency))
    }

    fn progress(&self) -> String {
        progress(self.f, self.run)
    }

    /// What is odd, cut where the agreement is named: what stands before it, the agreement, what stands after it.
    fn odd<'b>(&self, odd: &'b Odd) -> (String, Option<&'b (entity::types::AgreementId, String)>, String) {
        let words = self.f.reason(&odd.reason);
        let cut = odd.agreement.as_ref().and_then(|named| Some((named, words.split_once(named.1.as_str())?)));
        match cut {
            Some((named, (before, after))) => (before.to_owned(), Some(named), after.to_owned()),
            None => (words, None, String::new()),
        }
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

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    mut f: Frame,
    Own(run): Own<Run>,
) -> WebResult<Html<String>> {
    let company = company(&web, &visitor).await?;
    // What was said when it was asked for is over.
    let over = ["said-run-issuing", "said-run-approved"].map(|key| f.say(key));
    if matches!(run.state, RunState::Issued | RunState::Superseded) {
        f.said = f.said.take().filter(|said| !over.contains(said));
    }
    Ok(Html(run_page(&web, &company, &f, &run, None).await?))
}

/// The page of a run; `refused` is why what was just asked for is refused.
pub(super) async fn run_page(
    web: &Web,
    company: &Company,
    f: &Frame,
    run: &Run,
    refused: Option<String>,
) -> WebResult<String> {
    let work = runs::changes(web.cx(), company, run);
    let changes = web.shared().of(("changes", company.id, run), work).await?;
    let job = match run.state {
        RunState::Approved | RunState::Issuing => job_of(&web.cx().db, runs::ISSUE, SubjectId(run.id.0)).await?,
        _ => None,
    };
    let job = job.filter(|job| job.state != JobState::Done);
    let waiting = job.as_ref().is_some_and(|job| job.state != JobState::Failed);
    let trouble = job.as_ref().and_then(|job| {
        let key = if job.state == JobState::Failed { "run-stopped" } else { "run-tries-again" };
        job.last_error.as_ref().map(|error| (key, f.kept(error)))
    });
    let quarter: Option<Quarter> = run.quarter.parse().ok();
    let first = quarter.map(Quarter::first_day).filter(|day| web.cx().clock.today(company.country) < *day);
    let issued = matches!(run.state, RunState::Issuing | RunState::Issued);
    let numbers = if issued { run_numbers(&web.cx().db, run.id).await? } else { None };
    let html = Page {
        f,
        run,
        stand: Stand::of(f, run, job.as_ref()),
        changes: &changes,
        currency: company.currency,
        may_bill: f.may(Act::Bill),
        shown: SHOWN,
        waiting,
        follows: run.state == RunState::Issuing || (waiting && trouble.is_none()),
        trouble,
        early: first.map(|day| f.date(&day)),
        refused,
        deeds: deeds(web, f, run).await?,
        numbers,
    };
    Ok(html.render()?)
}

/// Who approved, issued or discarded the run, and when, in words.
async fn deeds(web: &Web, f: &Frame, run: &Run) -> WebResult<Vec<String>> {
    if let Some(by) = &run.discarded_by {
        return Ok(vec![f.with("run-discarded-by", "name", named(web, f, run.company_id, by).await?)]);
    }
    if !matches!(run.state, RunState::Approved | RunState::Issuing | RunState::Issued) {
        return Ok(Vec::new());
    }
    let mut said = Vec::new();
    let mut last: Option<(String, String)> = None;
    for deed in run_deeds(&web.cx().db, run, [RUN_APPROVED, RUN_ISSUED]).await? {
        let name = match last.take().filter(|(actor, _)| *actor == deed.actor) {
            Some((_, name)) => name,
            None => named(web, f, run.company_id, &deed.actor).await?,
        };
        let key = if deed.kind == RUN_ISSUED { "run-issued-by" } else { "run-approved-by" };
        said.push(f.with2(key, "name", &name, "at", f.at(&deed.at_us)));
        last = Some((deed.actor, name));
    }
    Ok(said)
}
