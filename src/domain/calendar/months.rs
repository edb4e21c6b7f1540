//! Steps of whole months, and where a term ends.

use chrono::{Months, NaiveDate};

/// The same day `months` later, or the month's last day where it has no such day (SCENARIOS, "Dates").
///
/// A date beyond what the calendar can hold stays at its last day.
#[must_use]
pub fn add_months_clamped(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// The last day of a term of `months` that begins on `start`: clamped first, then one day less (A01).
#[must_use]
pub fn term_end(start: NaiveDate, months: u32) -> NaiveDate {
    add_months_clamped(start, months).pred_opt().unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use chrono::Datelike;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a01_term_ends_the_day_before_the_same_day() {
        for (start, end) in [
            ("2024-05-15", "2026-05-14"),
            ("2024-01-01", "2025-12-31"),
            ("2026-10-01", "2028-09-30"),
            // Clamped to the month's end, then one day less.
            ("2024-02-29", "2026-02-27"),
            // February 2028 has a 29th, so nothing is clamped.
            ("2026-03-01", "2028-02-29"),
        ] {
            assert_eq!(term_end(day(start), 24), day(end), "{start}");
        }
        assert_eq!(term_end(day("2025-12-31"), 2), day("2026-02-27"));
    }

    #[test]
    fn a_month_without_the_day_gives_its_last() {
        for (from, months, to) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2028-01-31", 1, "2028-02-29"),
            ("2026-03-01", 1, "2026-04-01"),
            ("2026-03-31", 1, "2026-04-30"),
            ("2026-11-30", 3, "2027-02-28"),
            ("2026-05-17", 0, "2026-05-17"),
        ] {
            assert_eq!(add_months_clamped(day(from), months), day(to), "{from} + {months}");
        }
        assert_eq!(add_months_clamped(day("2026-01-31"), u32::MAX), NaiveDate::MAX);
        assert_eq!(term_end(NaiveDate::MIN, 0), NaiveDate::MIN);
    }

    proptest! {
        #[test]
        fn the_month_is_always_right_and_the_day_never_later(offset in 0_u64..73_000, months in 0_u32..600) {
            let date = day("2000-01-01") + chrono::Days::new(offset);
            let later = add_months_clamped(date, months);
            let index = |d: NaiveDate| d.year() * 12 + i32::try_from(d.month0()).unwrap();
            prop_assert_eq!(index(later) - index(date), i32::try_from(months).unwrap());
            prop_assert!(later.day() <= date.day());
            prop_assert!(later.day() == date.day() || later.succ_opt().unwrap().day() == 1, "{} is neither", later);
            prop_assert_eq!(term_end(date, months).succ_opt().unwrap(), later);
        }
    }
}
