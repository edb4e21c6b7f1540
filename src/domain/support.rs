//! When support answers: business days from half past eight to half past four (R077, R078).

use chrono::NaiveTime;
use entity::types::Date;

use super::calendar::Calendar;

/// When support opens, in local minutes after midnight: 8.30.
const OPENS: u32 = 8 * 60 + 30;
/// When it closes: 16.30.
const CLOSES: u32 = 16 * 60 + 30;

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
pub fn hours() -> (NaiveTime, NaiveTime) {
    let time = |minutes: u32| NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap_or_default();
    (time(OPENS), time(CLOSES))
}

/// Whether support answers at a local time; otherwise the day on which it opens next.
#[must_use]
pub fn support_at(calendar: Calendar, day: Date, time: NaiveTime) -> Support {
    let (opens, closes) = hours();
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
        let at =
            |day: &str, time: &str| support_at(Calendar::of(Country::Dk), day.parse().unwrap(), time.parse().unwrap());
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
}
