//! A lease's dates: when it starts, how long it binds, when a notice ends it, and where it stands on a day.

use chrono::{Days, Months};
use entity::types::{AgreementState, Date, Period, Quarter};

/// What an order confirmation fixes about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Day of signature.
    pub signed: Date,
    /// Day of the identity approval; `None`: not approved, and nothing is active, sent or billed (R006).
    pub kyc_approved: Option<Date>,
    /// Months of the term (R050).
    pub term_months: u32,
    /// Months without ordinary notice (R013); 0: none.
    pub binding_months: u32,
}

/// The dates of a lease that has started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// First day: the later of signature and identity approval (R012, A01).
    pub start: Date,
    /// Last day of the term (R050, A01).
    pub end: Date,
    /// Last day of the binding period (R013).
    pub binding_end: Option<Date>,
}

/// The last day of a span of months from `start`: clamped to the month's end, then one day less.
fn last_day(start: Date, months: u32) -> Date {
    start
        .checked_add_months(Months::new(months))
        .and_then(|day| day.checked_sub_days(Days::new(1)))
        .unwrap_or(Date::MAX)
}

impl Order {
    /// The lease's dates, once its identity check is passed (R012, R013, R050, A01).
    #[must_use]
    pub fn term(&self) -> Option<Term> {
        let start = self.signed.max(self.kyc_approved?);
        let binding_end = (self.binding_months > 0).then(|| last_day(start, self.binding_months));
        Some(Term { start, end: last_day(start, self.term_months), binding_end })
    }
}

/// The last day of a lease after notice: the first quarter's end on or after the later of the binding period's end and
/// the notice period's end (R014, R015, A02).
#[must_use]
pub fn effective_end(notice_on: Date, notice_months: u32, binding_end: Option<Date>) -> Date {
    let notice_ends = notice_on.checked_add_months(Months::new(notice_months)).unwrap_or(Date::MAX);
    let earliest = binding_end.map_or(notice_ends, |bound| bound.max(notice_ends));
    Quarter::of(earliest).last_day()
}

/// The most that a device's rent or licence can be a month, in minor units: beyond it an amount is a slip of the pen.
pub const MOST_A_MONTH: i64 = 10_000_000;

/// Where a lease stands at the end of a day: on its last day it has ended, the day after its term it rolls on (A11).
#[must_use]
pub fn state_on(day: Date, term: Option<Term>, ends: Option<Date>) -> AgreementState {
    match (term, ends) {
        (None, _) => AgreementState::Pending,
        (Some(term), _) if day < term.start => AgreementState::Pending,
        (Some(_), Some(ends)) if day >= ends => AgreementState::Ended,
        (Some(_), Some(_)) => AgreementState::Ending,
        (Some(term), None) if day > term.end => AgreementState::Rolling,
        (Some(_), None) => AgreementState::Active,
    }
}

/// The part of a quarter that something running from `starts` to `ends` is billed for: nothing is prorated at the exit (R015).
#[must_use]
pub fn part_of_quarter(quarter: Quarter, starts: Date, ends: Option<Date>) -> Option<Period> {
    let from = starts.max(quarter.first_day());
    let over = ends.is_some_and(|ends| ends < from);
    (!over && from <= quarter.last_day()).then(|| Period { from, to: quarter.last_day() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn order(signed: &str, approved: Option<&str>) -> Order {
        Order { signed: day(signed), kyc_approved: approved.map(day), term_months: 24, binding_months: 24 }
    }

    #[test]
    fn r012_starts_on_the_later_of_signature_and_approval() {
        assert_eq!(order("2026-01-10", Some("2026-02-03")).term().unwrap().start, day("2026-02-03"));
        assert_eq!(order("2026-02-10", Some("2026-02-03")).term().unwrap().start, day("2026-02-10"));
        assert_eq!(order("2026-02-10", None).term(), None);
    }

    #[test]
    fn r050_the_term_is_24_months_less_a_day_clamped() {
        assert_eq!(order("2026-01-01", Some("2026-01-01")).term().unwrap().end, day("2027-12-31"));
        // 29 February 2024 + 24 months clamps to 28 February 2026, less a day.
        assert_eq!(order("2024-02-29", Some("2024-02-29")).term().unwrap().end, day("2026-02-27"));
        assert_eq!(order("2026-08-31", Some("2026-08-31")).term().unwrap().end, day("2028-08-30"));
    }

    #[test]
    fn r014_r015_a_notice_ends_at_a_quarters_end() {
        assert_eq!(effective_end(day("2026-02-10"), 1, None), day("2026-03-31"));
        assert_eq!(effective_end(day("2026-02-10"), 1, Some(day("2026-05-14"))), day("2026-06-30"));
        // 1 March + 1 month is 1 April, past the first quarter.
        assert_eq!(effective_end(day("2026-03-01"), 1, None), day("2026-06-30"));
        assert_eq!(effective_end(day("2026-02-28"), 1, None), day("2026-03-31"));
    }

    #[test]
    fn a11_a_lease_rolls_on_after_its_term() {
        let term = order("2026-01-01", Some("2026-01-01")).term();
        assert_eq!(state_on(day("2025-12-31"), term, None), AgreementState::Pending);
        assert_eq!(state_on(day("2027-12-31"), term, None), AgreementState::Active);
        assert_eq!(state_on(day("2028-01-01"), term, None), AgreementState::Rolling);
        assert_eq!(state_on(day("2028-03-30"), term, Some(day("2028-03-31"))), AgreementState::Ending);
        assert_eq!(state_on(day("2028-03-31"), term, Some(day("2028-03-31"))), AgreementState::Ended);
    }
}
