//! When support answers: business days from half past eight to half past four; with an agreement about more, from eight to ten in the
//! evening (R070, R077, R078, A16).

use chrono::NaiveTime;
use entity::types::Date;

use super::calendar::Calendar;

/// Which hours were agreed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plan {
    /// From 8.30 to 16.30.
    #[default]
    Standard,
    /// From 8.00 to 22.00: a separate agreement (R078).
    Premium,
}

/// Whether support answers now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// It does, for the rest of the day's hours.
    Open,
    /// It opens on a day.
    From(Date),
}

/// When support opens and closes, as local times.
#[must_use]
pub fn hours(plan: Plan) -> (NaiveTime, NaiveTime) {
    let time = |hour: u32, minute: u32| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    match plan {
        Plan::Standard => (time(8, 30), time(16, 30)),
        Plan::Premium => (time(8, 0), time(22, 0)),
    }
}

/// Whether support answers at a local time; otherwise the day on which it opens next.
#[must_use]
pub fn support_at(plan: Plan, calendar: Calendar, day: Date, time: NaiveTime) -> Support {
    let (opens, closes) = hours(plan);
    match calendar.is_deadline_day(day) {
        true if time < opens => Support::From(day),
        true if time < closes => Support::Open,
        _ => Support::From(calendar.next_deadline_day_after(day)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use entity::types::Country;

    #[test]
    fn r077_support_answers_on_business_days_from_half_past_eight_to_half_past_four() {
        let at = |day: &str, time: &str| {
            support_at(Plan::Standard, Calendar::of(Country::Dk), day.parse().unwrap(), time.parse().unwrap())
        };
        let from = |day: &str| Support::From(day.parse().unwrap());
        // Thursday 26 March 2026.
        assert_eq!(at("2026-03-26", "08:29:59"), from("2026-03-26"));
        assert_eq!(at("2026-03-26", "08:30:00"), Support::Open);
        assert_eq!(at("2026-03-26", "16:29:59"), Support::Open);
        assert_eq!(at("2026-03-26", "16:30:00"), from("2026-03-27"));
        // Friday evening to Monday; the evening before Easter to the Tuesday after it.
        assert_eq!(at("2026-03-27", "20:00:00"), from("2026-03-30"));
        assert_eq!(at("2026-04-01", "17:00:00"), from("2026-04-07"));
        assert_eq!(at("2026-04-05", "12:00:00"), from("2026-04-07"));
    }

    #[test]
    fn r070_a_separate_agreement_is_answered_from_eight_to_ten_on_business_days() {
        let at = |day: &str, time: &str| {
            support_at(Plan::Premium, Calendar::of(Country::Dk), day.parse().unwrap(), time.parse().unwrap())
        };
        let from = |day: &str| Support::From(day.parse().unwrap());
        assert_eq!(at("2026-03-26", "07:59:59"), from("2026-03-26"));
        assert_eq!(at("2026-03-26", "08:00:00"), Support::Open);
        assert_eq!(at("2026-03-26", "21:59:59"), Support::Open);
        assert_eq!(at("2026-03-26", "22:00:00"), from("2026-03-27"));
        // Saturday at noon, to Monday (A16).
        assert_eq!(at("2026-03-28", "12:00:00"), from("2026-03-30"));
    }
}
