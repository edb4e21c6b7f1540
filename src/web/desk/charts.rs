//! Charts of the desk, each with the rows of its table.

use entity::types::{Currency, Date, DeviceState, Money, Quarter};

use crate::documents::charts::{Bar, ChartError, Stack, Words, bars, columns};
use crate::store::ageing::Aged;
use crate::store::figures::{DevicesIn, Revenue, quarters_to};
use crate::text::Arg;
use crate::web::frame::Frame;
use crate::web::{WebError, WebResult};

/// Kinds that a chart tells apart; the others are one more.
const KINDS: usize = 7;

/// The words of the buckets, the newest first.
pub(super) const BUCKETS: [&str; 5] =
    ["desk-age-not-due", "desk-age-30", "desk-age-60", "desk-age-90", "desk-age-over"];

/// A chart with a table of one number a row.
pub(super) struct BarChart {
    /// The picture.
    pub svg: String,
    /// What and how much.
    pub rows: Vec<(String, String)>,
    /// All of it.
    pub total: String,
}

/// A chart with a table of a number a quarter.
pub(super) struct ColumnChart {
    /// The picture.
    pub svg: String,
    /// What the table says, and in which currency.
    pub caption: String,
    /// The quarters.
    pub quarters: Vec<String>,
    /// Each kind with its numbers and their sum.
    pub rows: Vec<(String, Vec<String>)>,
    /// The sums of the quarters and of all.
    pub totals: Vec<String>,
}

impl From<ChartError> for WebError {
    fn from(error: ChartError) -> Self {
        Self::Fault(error.to_string())
    }
}

fn whole_chart(id: &str, title: &str, what: &str, entries: Vec<(Bar, String)>, total: String) -> WebResult<BarChart> {
    let (lengths, rows): (Vec<Bar>, Vec<(String, String)>) =
        entries.into_iter().map(|(bar, text)| (bar.clone(), (bar.label, text))).unzip();
    Ok(BarChart { svg: bars(Words { id, title, description: what }, &lengths)?, rows, total })
}

/// What is open on a day, by age.
pub(super) fn aged(f: &Frame, day: Date, aged: &Aged) -> WebResult<BarChart> {
    let overdue = Money::new(aged.open().minor() - aged.not_due.minor(), aged.open().currency());
    let said = [("day", Arg::Date(day)), ("open", Arg::Money(aged.open())), ("overdue", Arg::Money(overdue))];
    let what = f.texts().say(f.language, "desk-ageing-chart-what", &said);
    let entries = BUCKETS.iter().zip(aged.buckets()).map(|(key, money)| {
        let text = f.money(&money);
        (Bar { label: f.say(key), value: money.minor(), text: text.clone() }, text)
    });
    whole_chart("ageing", &f.say("desk-ageing-chart"), &what, entries.collect(), f.money(&aged.open()))
}

/// Devices by state.
pub(super) fn devices(f: &Frame, found: &[DevicesIn]) -> WebResult<BarChart> {
    let total: i64 = found.iter().map(|d| d.count).sum();
    let what = f.with("desk-devices-what", "count", total);
    let name = |state: DeviceState| f.word("desk-device", state);
    let entries = found.iter().map(|d| {
        let text = d.count.to_string();
        (Bar { label: name(d.state), value: d.count, text: text.clone() }, text)
    });
    whole_chart("devices", &f.say("desk-devices"), &what, entries.collect(), total.to_string())
}

/// What was invoiced up to a quarter, by quarter and kind: the largest kinds first, the smallest together in the picture.
pub(super) fn revenue(f: &Frame, currency: Currency, last: Quarter, found: &[Revenue]) -> WebResult<ColumnChart> {
    let quarters = quarters_to(last);
    let mut kinds: Vec<(String, Vec<i64>)> = Vec::new();
    for revenue in found {
        let name = f.charge(&revenue.code);
        let Some(at) = quarters.iter().position(|q| *q == revenue.quarter) else { continue };
        let known = kinds.iter().position(|(kind, _)| *kind == name).unwrap_or_else(|| {
            kinds.push((name, vec![0; quarters.len()]));
            kinds.len() - 1
        });
        kinds[known].1[at] += revenue.net.minor();
    }
    kinds.sort_by_key(|(_, sums)| std::cmp::Reverse(sums.iter().map(|m| m.abs()).sum::<i64>()));
    let totals = added(kinds.iter().map(|(_, sums)| sums.as_slice()), quarters.len());
    let some = |values: &[i64]| values.iter().any(|minor| *minor != 0);
    let mut stacks: Vec<Stack> = kinds
        .iter()
        .take(KINDS)
        .filter(|(_, values)| some(values))
        .map(|(name, values)| Stack { name: name.clone(), values: values.clone() })
        .collect();
    if kinds.len() > KINDS {
        let values = added(kinds.iter().skip(KINDS).map(|(_, sums)| sums.as_slice()), quarters.len());
        stacks.push(Stack { name: f.say("desk-revenue-other"), values });
    }
    let labels: Vec<String> = quarters.iter().map(ToString::to_string).collect();
    let money = |minor: i64| f.money(&Money::new(minor, currency));
    let sum = totals.iter().sum::<i64>();
    let first = labels.first().cloned().unwrap_or_default();
    let (latest, all) = (last.to_string(), money(sum));
    let said = [("first", Arg::Text(&first)), ("last", Arg::Text(&latest)), ("sum", Arg::Text(&all))];
    let description = f.texts().say(f.language, "desk-revenue-what", &said);
    let words = Words { id: "revenue", title: &f.say("desk-revenue"), description: &description };
    let places: Vec<&str> = labels.iter().map(String::as_str).collect();
    let svg = columns(words, &places, &stacks, &money)?;
    let amount = |minor: i64| match minor {
        0 => String::new(),
        _ => f.texts().amount(f.language, Money::new(minor, currency)),
    };
    let with_sum =
        |values: &[i64]| values.iter().copied().chain([values.iter().sum()]).map(amount).collect::<Vec<String>>();
    let rows = kinds.iter().map(|(name, values)| (name.clone(), with_sum(values))).collect();
    let caption = f.with2("desk-in-currency", "what", f.say("sum-net"), "currency", currency);
    Ok(ColumnChart { svg, caption, quarters: labels, rows, totals: with_sum(&totals) })
}

/// Lists of the same length added up, place by place.
fn added<'a>(lists: impl Iterator<Item = &'a [i64]>, length: usize) -> Vec<i64> {
    let mut sums = vec![0; length];
    for list in lists {
        for (sum, value) in sums.iter_mut().zip(list) {
            *sum += value;
        }
    }
    sums
}
