//! Exchanging a faulty device: when the other one leaves, when the faulty one must be back, and what comes of it if it is not.

use chrono::Days;
use entity::types::Date;

use super::calendar::{Calendar, Holiday};
use super::terms::SwapTerms;

/// A day within a deadline that does not count, and the public holiday that it is; none: a weekend, or closed by custom.
pub type Skipped = (Date, Option<Holiday>);

/// When a replacement must leave: a day after the approval, on a business day (R080, A17).
#[must_use]
pub fn dispatch_due(terms: &SwapTerms, calendar: Calendar, approved: Date) -> Date {
    let days = u64::from(terms.dispatch_hours.div_ceil(24));
    calendar.next_deadline_day_on_or_after(later(approved, days))
}

/// The last day on which the faulty device can be scanned in (R085, A18): the day of dispatch does not count.
#[must_use]
pub fn return_due(terms: &SwapTerms, calendar: Calendar, dispatched: Date) -> Date {
    calendar.add_deadline_days(dispatched, terms.return_days)
}

/// The last day of a proof of posting's hold: it puts the charge off, not the deadline (A18).
#[must_use]
pub fn held_until(terms: &SwapTerms, calendar: Calendar, due: Date) -> Date {
    calendar.add_deadline_days(due, terms.posted_days)
}

/// The day on which a device that is not back is charged: the next business day after the deadline, or after its hold (R085, A18).
#[must_use]
pub fn charge_day(calendar: Calendar, last: Date) -> Date {
    calendar.next_deadline_day_after(last)
}

/// The day by which a device that was scanned in is tested (R082).
#[must_use]
pub fn test_due(terms: &SwapTerms, calendar: Calendar, received: Date) -> Date {
    calendar.add_deadline_days(received, terms.test_days)
}

/// The last day on which a delivered device can be complained about; after it, it is presumed to be in good order (R026, A06).
#[must_use]
pub fn presumed_due(terms: &SwapTerms, calendar: Calendar, delivered: Date) -> Date {
    calendar.add_deadline_days(delivered, terms.presumed_days)
}

/// Whether a device that is found gives its charge back: up to so many days after the charge's invoice (A15, R085).
#[must_use]
pub fn is_found_in_time(terms: &SwapTerms, invoiced: Date, found: Date) -> bool {
    found <= later(invoiced, u64::from(terms.found_days))
}

/// The next day after `after` on which something comes of an open return: a reminder, or the day after its end.
#[must_use]
pub fn next_look(terms: &SwapTerms, due: Date, after: Date) -> Date {
    let before = terms.remind_days.iter().filter_map(|n| due.checked_sub_days(Days::new(u64::from(*n))));
    let all = before.chain(std::iter::once(later(due, 1)));
    all.filter(|day| *day > after).min().unwrap_or(Date::MAX)
}

/// The days after `from` up to `to` that do not count.
#[must_use]
pub fn skipped(calendar: Calendar, from: Date, to: Date) -> Vec<Skipped> {
    let days = from.iter_days().skip(1).take_while(|day| *day <= to);
    days.filter(|day| !calendar.is_deadline_day(*day)).map(|day| (day, calendar.holiday(day))).collect()
}

fn later(day: Date, days: u64) -> Date {
    day.checked_add_days(Days::new(days)).unwrap_or(Date::MAX)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use entity::types::Country;

    const DK: Calendar = Calendar::of(Country::Dk);

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn terms() -> SwapTerms {
        SwapTerms::default()
    }

    #[test]
    fn r080_a_replacement_leaves_a_day_later_on_a_business_day() {
        assert_eq!(dispatch_due(&terms(), DK, day("2026-03-26")), day("2026-03-27"));
        // Friday, a weekend, Monday; Wednesday before Easter, Maundy Thursday to Easter Monday, Tuesday.
        assert_eq!(dispatch_due(&terms(), DK, day("2026-03-27")), day("2026-03-30"));
        assert_eq!(dispatch_due(&terms(), DK, day("2026-04-01")), day("2026-04-07"));
    }

    #[test]
    fn r026_five_business_days_after_delivery() {
        // Friday before Holy Week: Monday to Wednesday, then Tuesday and Wednesday after Easter.
        assert_eq!(presumed_due(&terms(), DK, day("2026-03-27")), day("2026-04-08"));
        assert_eq!(presumed_due(&terms(), DK, day("2026-02-02")), day("2026-02-09"));
    }

    #[test]
    fn r085_swap_return_counts_business_days() {
        assert_eq!(return_due(&terms(), DK, day("2026-03-26")), day("2026-04-14"));
        assert_eq!(return_due(&terms(), DK, day("2026-05-08")), day("2026-05-26"));
        assert_eq!(return_due(&terms(), DK, day("2026-12-17")), day("2027-01-06"));
        let skipped: Vec<String> = skipped(DK, day("2026-03-26"), day("2026-04-14"))
            .iter()
            .map(|(day, _)| day.format("%m-%d").to_string())
            .collect();
        assert_eq!(
            skipped,
            ["03-28", "03-29", "04-02", "04-03", "04-04", "04-05", "04-06", "04-11", "04-12"],
            "two weekends, Easter with its weekend"
        );
    }

    #[test]
    fn r085_the_charge_falls_on_the_next_business_day() {
        assert_eq!(charge_day(DK, day("2026-04-14")), day("2026-04-15"));
        assert_eq!(charge_day(DK, day("2026-04-17")), day("2026-04-20"));
        // Proof of posting: five business days more.
        let held = held_until(&terms(), DK, day("2026-04-14"));
        assert_eq!((held, charge_day(DK, held)), (day("2026-04-21"), day("2026-04-22")));
    }

    #[test]
    fn r085_reminders_five_and_two_days_ahead_and_on_the_day() {
        let due = day("2026-04-14");
        let looks = |after: &str| next_look(&terms(), due, day(after)).to_string();
        assert_eq!(looks("2026-03-26"), "2026-04-09");
        assert_eq!(looks("2026-04-09"), "2026-04-12");
        assert_eq!(looks("2026-04-12"), "2026-04-14");
        assert_eq!(looks("2026-04-14"), "2026-04-15");
    }

    #[test]
    fn r085_found_within_thirty_days_of_the_invoice() {
        assert!(is_found_in_time(&terms(), day("2026-04-15"), day("2026-05-15")));
        assert!(!is_found_in_time(&terms(), day("2026-04-15"), day("2026-05-16")));
    }
}
