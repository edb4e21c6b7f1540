//! Playing a story day by day, in the order that the contract gives a day.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveTime;
use entity::types::{Date, Quarter};

use super::expect::judge;
use super::stage::{CLOCK, Stage};
use super::state::State;
use super::story::{Event, Story};
use crate::jobs::charges_of_day;
use crate::service::runs::quarter_at_once;
use crate::service::{Context, ServiceError, ServiceResult, deadlines};

/// A story that was played.
pub(super) struct Played {
    /// What it was played with; its database is the story's.
    pub cx: Context,
    /// How things stand at its end.
    pub state: State,
    /// What does not hold, in the order of lines.
    pub failures: Vec<String>,
}

/// The last minute of a day, when the day's one-off charges are invoiced.
fn evening() -> NaiveTime {
    NaiveTime::from_hms_opt(23, 55, 0).unwrap_or_default()
}

/// Plays a story.
///
/// # Errors
/// The database; what the services refuse is a failure of the story instead.
pub(super) async fn play(story: &Story, documents: Option<&Path>) -> ServiceResult<Played> {
    let mut stage = Stage::set(story, documents).await?;
    let mut failures: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut states: BTreeMap<Date, State> = BTreeMap::new();
    let judged: BTreeSet<Date> = story.expects.iter().filter_map(|e| e.at).collect();
    let mut to_play = days(story);
    while let Some(day) = to_play.pop_first() {
        for (line, failure) in play_day(&mut stage, day).await? {
            failures.entry(line).or_default().push(format!("line {line}: {failure}"));
        }
        if judged.contains(&day) {
            states.insert(day, stage.state(day).await?);
        }
        // A day on which something comes of a deadline is played as well.
        let wakes = deadlines::next(&stage.cx, &stage.company, day).await?;
        to_play.extend(wakes.filter(|wake| *wake <= story.until));
    }
    stage.move_to(story.until, evening());
    let state = stage.state(story.until).await?;
    for expect in &story.expects {
        let then = expect.at.and_then(|at| states.get(&at)).unwrap_or(&state);
        if let Some(failure) = judge(expect, then) {
            failures.entry(expect.line).or_default().push(format!("line {}: {failure}", expect.line));
        }
    }
    Ok(Played { cx: stage.cx, state, failures: failures.into_values().flatten().collect() })
}

/// The days on which something can happen, or is looked at.
fn days(story: &Story) -> BTreeSet<Date> {
    let first = story.first_day();
    let mut days: BTreeSet<Date> = story.events.iter().map(|e| e.day).collect();
    days.extend(story.orders.iter().flat_map(|o| [Some(o.signed), o.kyc_approved]).flatten());
    let mut quarter = Quarter::of(first);
    while quarter.first_day() <= story.until {
        days.insert(quarter.first_day());
        quarter = quarter.next();
    }
    days.retain(|day| first <= *day && *day <= story.until);
    days.extend(story.expects.iter().filter_map(|e| e.at));
    days
}

/// What does not go as the story says, with the line that says it.
type Failures = Vec<(usize, String)>;

async fn play_day(stage: &mut Stage<'_>, day: Date) -> ServiceResult<Failures> {
    let story = stage.story;
    let mut failures = Vec::new();
    stage.move_to(day, NaiveTime::MIN);
    if day >= story.first_day() && Quarter::of(day).first_day() == day {
        note(
            quarter_at_once(&stage.cx, &stage.company, Quarter::of(day), CLOCK).await,
            1,
            "the quarter",
            &mut failures,
        )?;
    }
    let looked = deadlines::look_at_all(&stage.cx, &stage.company, CLOCK).await;
    note(looked, 1, "what the day's deadlines bring", &mut failures)?;
    for (place, order) in story.in_turn().into_iter().enumerate() {
        if order.signed == day {
            note(stage.sign(place, order).await, order.line, "the order", &mut failures)?;
        } else if order.kyc_approved == Some(day) && order.signed < day {
            note(stage.approve(order.merchant, day).await, order.line, "the approval", &mut failures)?;
        }
    }
    // In file order; an event that is told late happens when it is told, so that the clock never goes back.
    let mut now = NaiveTime::MIN;
    for event in story.events.iter().filter(|e| e.day == day) {
        now = now.max(event.time);
        stage.move_to(day, now);
        failures.extend(play_event(stage, event).await?.map(|failure| (event.line, failure)));
    }
    stage.move_to(day, now.max(evening()));
    note(charges_of_day(&stage.cx, &stage.company).await, 1, "the day's charges", &mut failures)?;
    Ok(failures)
}

/// Notes a refusal of what the story takes for granted.
fn note(result: ServiceResult<()>, line: usize, what: &str, failures: &mut Failures) -> ServiceResult<()> {
    if let Some(why) = refusal(result)? {
        failures.push((line, format!("{what} was refused: {why}")));
    }
    Ok(())
}

/// Says why something was refused; what is no refusal is an error.
fn refusal(result: ServiceResult<()>) -> ServiceResult<Option<String>> {
    match result {
        Ok(()) => Ok(None),
        Err(ServiceError::Store(error)) => Err(error.into()),
        Err(refused) => Ok(Some(refused.to_string())),
    }
}

async fn play_event(stage: &Stage<'_>, event: &Event) -> ServiceResult<Option<String>> {
    let what = format!("{} on {}", event.verb.word(), event.day);
    let before = if event.refused { Some(stage.state(event.day).await?) } else { None };
    let refused = refusal(stage.happen(event).await)?;
    match (refused, before) {
        (None, None) => Ok(None),
        (Some(why), None) => Ok(Some(format!("{what} was refused: {why}"))),
        (None, Some(_)) => Ok(Some(format!("{what} was expected to be refused, but it was done"))),
        (Some(_), Some(before)) => {
            let changed = stage.state(event.day).await? != before;
            Ok(changed.then(|| format!("{what} was refused, but something changed")))
        }
    }
}
