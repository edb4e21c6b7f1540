//! Ghosts and leaks: devices that are billed and not online, licences without a device, devices without a licence, exchanges of which
//! both ends are online, and devices that are back and still billed.

use std::cmp::Reverse;

use chrono::{Days, TimeDelta};
use entity::types::{Country, Currency, Date, Instant, LeakKind, Money};

use super::ServiceResult;
use crate::clock::zone;
use crate::store::Source;
use crate::store::company::Company;
use crate::store::leak::{LeakRow, Measure, leak_list};

/// A terminal that was not online for so many days is unseen.
pub const UNSEEN_DAYS: u64 = 14;
/// A terminal that was online within so many days is online.
pub const ONLINE_DAYS: u64 = 2;
/// The most leaks that are reported.
pub const MOST: i64 = 5_000;

/// A leak, with the day since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// What leaks.
    pub row: LeakRow,
    /// Since when; a terminal that never was online: since it is on its line.
    pub since: Option<Date>,
}

impl Leak {
    /// Its place in the report: what costs most comes first.
    #[must_use]
    pub fn place(&self) -> (i64, String) {
        let row = &self.row;
        let serial = row.serial.as_deref().unwrap_or_default();
        (row.quarterly, format!("{} {} {} {serial}", row.kind, row.reference, row.line))
    }
}

/// How much leaks of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeakSum {
    /// What leaks.
    pub kind: LeakKind,
    /// How many.
    pub count: i64,
    /// What is at stake a quarter, ex VAT.
    pub cost: Money,
}

/// What leaks of a company at a moment; what costs most first.
///
/// # Errors
/// A database that does not answer.
pub async fn leaks<S: Source>(source: &S, company: &Company, now: Instant) -> ServiceResult<Vec<Leak>> {
    let found = leak_list(source, company.id, &measure(company.country, now), MOST).await?;
    let local = |at_us: i64| Instant::from_timestamp_micros(at_us).map(|at| day(company.country, at));
    let mut leaks: Vec<Leak> =
        found.into_iter().map(|row| Leak { since: row.since_us.and_then(local).or(row.since_day), row }).collect();
    leaks.sort_by_cached_key(|leak| {
        let (cost, rest) = leak.place();
        (Reverse(cost), rest)
    });
    Ok(leaks)
}

/// The sums of a report, by kind, in the order of [`LeakKind`]; what does not leak is there as nought.
#[must_use]
pub fn leak_sums(leaks: &[Leak], currency: Currency) -> Vec<LeakSum> {
    let sum = |kind: LeakKind| {
        let of = leaks.iter().filter(|leak| leak.row.kind == kind);
        let (count, cost) = of.fold((0_i64, 0_i64), |(n, sum), leak| (n + 1, sum.saturating_add(leak.row.quarterly)));
        LeakSum { kind, count, cost: Money::new(cost, currency) }
    };
    LeakKind::ALL.iter().map(|kind| sum(*kind)).collect()
}

fn day(country: Country, at: Instant) -> Date {
    at.with_timezone(&zone(country)).date_naive()
}

fn measure(country: Country, now: Instant) -> Measure {
    let today = day(country, now);
    let ago = |days: u64| (now - TimeDelta::days(i64::try_from(days).unwrap_or(0)), today - Days::new(days));
    let ((unseen_before, placed_until), (online_since, exchanged_until)) = (ago(UNSEEN_DAYS), ago(ONLINE_DAYS));
    Measure { today, unseen_before, placed_until, online_since, exchanged_until }
}
