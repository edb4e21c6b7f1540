//! Today's work: queues, each with its oldest.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use entity::types::{Date, DeviceState};

use crate::domain::access::Act;
use crate::store::figures::devices_in;
use crate::store::page::charge::proposed_count;
use crate::store::page::incident::incidents_open;
use crate::store::page::queue::{Queue, QueueKind, queue_list};
use crate::store::page::swap::{Waiting, swaps_waiting};
use crate::store::page::ticket::tickets_open;
use crate::text::Arg;
use crate::web::frame::Frame;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

#[derive(Template)]
#[template(path = "office/home.html")]
struct Page<'a> {
    f: &'a Frame,
    queues: Vec<Queue>,
    /// Faults and swaps that wait.
    hands: Vec<Hands>,
    /// What of the devices asks for somebody's hands, and how many there are.
    states: Vec<(DeviceState, i64)>,
}

/// A queue of faults or swaps.
struct Hands {
    href: String,
    what: String,
    count: i64,
    /// Its earliest clock, in words.
    clock: Option<String>,
    /// Whether that has passed.
    late: bool,
}

impl Hands {
    fn of_swaps(f: &Frame, waiting: &Waiting) -> Self {
        let clock = |day| format!("{} {}", f.say(&format!("swaps-clock-{}", waiting.what)), f.date(&day));
        let due = !matches!(waiting.what.as_str(), "offer" | "credit");
        Self {
            href: format!("/office/swaps?queue={}", waiting.what),
            what: f.say(&format!("swaps-{}", waiting.what)),
            count: waiting.count,
            clock: waiting.clock.map(clock),
            late: due && waiting.clock.is_some_and(|day| day < f.today),
        }
    }

    fn of_charges(f: &Frame, (count, oldest): (i64, Option<Date>)) -> Self {
        let clock = oldest.map(|day| format!("{} {}", f.say("swaps-clock-credit"), f.date(&day)));
        Self { href: "/office/charges".to_owned(), what: f.say("nav-charges"), count, clock, late: false }
    }

    fn of_incidents(f: &Frame, (count, oldest): (i64, Option<i64>)) -> Self {
        let clock = oldest.map(|at_us| format!("{} {}", f.say("incident-reported"), f.at(&at_us)));
        Self { href: "/office/incidents".to_owned(), what: f.say("nav-incidents"), count, clock, late: false }
    }

    fn of_tickets(f: &Frame, (count, oldest): (i64, Option<i64>)) -> Self {
        let clock = oldest.map(|at_us| format!("{} {}", f.say("ticket-reported"), f.at(&at_us)));
        Self { href: "/office/tickets".to_owned(), what: f.say("nav-tickets"), count, clock, late: false }
    }
}

/// What of the devices asks for somebody's hands.
const AT_HAND: [DeviceState; 5] =
    [DeviceState::Overdue, DeviceState::Received, DeviceState::Inspecting, DeviceState::Repair, DeviceState::Reserved];

impl Page<'_> {
    fn word(&self, queue: &Queue, end: &str) -> String {
        self.f.say(&format!("queue-{}{end}", queue.kind.as_str()))
    }

    fn href(&self, queue: &Queue) -> &'static str {
        match queue.kind {
            QueueKind::FailedJobs => "/office/jobs",
            QueueKind::SetAside | QueueKind::RunsToApprove => "/office/runs",
            QueueKind::OpenDisputes => "/office/disputes",
            QueueKind::FailedMails => "/office/mail?state=failed",
            QueueKind::UnsentMails => "/office/mail?state=queued",
        }
    }

    fn oldest(&self, queue: &Queue) -> Option<String> {
        let at_us = queue.oldest_at_us?;
        let (age, at) = (self.f.age(&at_us), self.f.at(&at_us));
        let what = queue.oldest.as_deref().unwrap_or_default();
        let what = if queue.kind == QueueKind::FailedJobs { self.f.word("job", what) } else { what.to_owned() };
        let args = [("age", Arg::Text(&age)), ("what", Arg::Text(&what)), ("at", Arg::Text(&at))];
        Some(self.f.texts().say(self.f.language, "queue-oldest", &args))
    }
}

const fn act(kind: QueueKind) -> Act {
    match kind {
        QueueKind::FailedJobs => Act::Jobs,
        QueueKind::SetAside | QueueKind::RunsToApprove => Act::SeeRuns,
        QueueKind::OpenDisputes => Act::SeeOffice,
        QueueKind::FailedMails | QueueKind::UnsentMails => Act::SeeMail,
    }
}

pub(super) async fn page(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    let scope = &visitor.who()?.person.scope;
    let mut queues = Vec::new();
    if QueueKind::ALL.into_iter().any(|kind| f.may(act(kind))) {
        queues = queue_list(&web.cx().db, scope).await?;
        queues.retain(|queue| f.may(act(queue.kind)));
    }
    let reading = web.cx().db.reading().await?;
    let mut hands = vec![Hands::of_tickets(&f, tickets_open(&reading, scope).await?)];
    hands.extend(swaps_waiting(&reading, scope).await?.iter().map(|waiting| Hands::of_swaps(&f, waiting)));
    hands.push(Hands::of_incidents(&f, incidents_open(&reading, scope).await?));
    if f.may(Act::SeeOffice) {
        hands.push(Hands::of_charges(&f, proposed_count(&reading, scope).await?));
    }
    let counted = devices_in(&reading, scope.company, &AT_HAND).await?;
    let count = |state| counted.iter().find(|d| d.state == state).map_or(0, |d| d.count);
    let states = AT_HAND.into_iter().map(|state| (state, count(state))).collect();
    Ok(Html(Page { f: &f, queues, hands, states }.render()?))
}
