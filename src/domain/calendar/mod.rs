//! Three calendars a country: public holidays, the days that deadlines run on, and the days that banks are open.
//!
//! They differ: in Denmark the Friday after Ascension counts for a deadline but banks are closed; 5 June, Christmas Eve and
//! New Year's Eve are no public holidays and yet neither deadline days nor bank days. Right for every year from 2000.

mod easter;
mod holiday;
mod months;

use chrono::{Datelike, NaiveDate, Weekday};
use entity::types::Country;

pub use easter::easter_sunday;
pub use holiday::Holiday;
pub use months::{add_months_clamped, term_end};

use easter::days_from_easter;

/// The calendars of one country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Calendar {
    country: Country,
}

/// From this year Danish banks are closed on the Friday after Ascension: they still were open in 2006, the first year closed
/// is not known to us for certain, and 2009 is what we settled on.
const DK_BANKS_CLOSED_AFTER_ASCENSION_FROM: i32 = 2009;

impl Calendar {
    /// The calendars of a country.
    #[must_use]
    pub const fn of(country: Country) -> Self {
        Self { country }
    }

    /// Whose calendars they are.
    #[must_use]
    pub const fn country(self) -> Country {
        self.country
    }

    /// The public holiday on a day, whatever its weekday. Where two meet, the one that moves with Easter.
    #[must_use]
    pub fn holiday(self, date: NaiveDate) -> Option<Holiday> {
        holiday::on(self.country, date)
    }

    /// Whether a day is a public holiday. A plain Sunday is none.
    #[must_use]
    pub fn is_public_holiday(self, date: NaiveDate) -> bool {
        self.holiday(date).is_some()
    }

    /// Whether a deadline in business days counts this day, and may end on it (A18).
    ///
    /// Monday to Friday without public holidays; in Denmark without 5 June, 24 and 31 December as well, as forældelsesloven
    /// § 27(2) has it, while the Friday after Ascension counts.
    #[must_use]
    pub fn is_deadline_day(self, date: NaiveDate) -> bool {
        let closed_in_denmark = self.country == Country::Dk && is_half_holiday_dk(date);
        !is_weekend(date) && !closed_in_denmark && !self.is_public_holiday(date)
    }

    /// Whether banks settle payments on this day.
    ///
    /// Denmark: as Nationalbanken's lists of 2026 and 2027. Norway: weekdays without public holidays, 24 and 31 December. The
    /// Netherlands: the TARGET days of the Eurosystem, which know neither King's Day nor Ascension.
    #[must_use]
    pub fn is_bank_day(self, date: NaiveDate) -> bool {
        match self.country {
            Country::Dk => self.is_deadline_day(date) && !is_closed_after_ascension(date),
            Country::No => self.is_deadline_day(date) && !matches!((date.month(), date.day()), (12, 24 | 31)),
            Country::Nl => !is_weekend(date) && !is_target_closing_day(date),
        }
    }

    /// The day itself if it is a deadline day, otherwise the next that is.
    #[must_use]
    pub fn next_deadline_day_on_or_after(self, date: NaiveDate) -> NaiveDate {
        first(date, |day| self.is_deadline_day(day))
    }

    /// The next deadline day, not the day itself.
    #[must_use]
    pub fn next_deadline_day_after(self, date: NaiveDate) -> NaiveDate {
        self.add_deadline_days(date, 1)
    }

    /// The day itself if it is a bank day, otherwise the next that is.
    #[must_use]
    pub fn next_bank_day_on_or_after(self, date: NaiveDate) -> NaiveDate {
        first(date, |day| self.is_bank_day(day))
    }

    /// The `n`th deadline day after a day, which itself does not count (R085, A18). With 0 the day itself, whatever it is.
    #[must_use]
    pub fn add_deadline_days(self, date: NaiveDate, n: u32) -> NaiveDate {
        nth_after(date, n, |day| self.is_deadline_day(day))
    }

    /// The `n`th bank day after a day, which itself does not count. With 0 the day itself, whatever it is.
    #[must_use]
    pub fn add_bank_days(self, date: NaiveDate, n: u32) -> NaiveDate {
        nth_after(date, n, |day| self.is_bank_day(day))
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Constitution Day, Christmas Eve and New Year's Eve: not public holidays in Denmark, and closed all the same.
fn is_half_holiday_dk(date: NaiveDate) -> bool {
    matches!((date.month(), date.day()), (6, 5) | (12, 24 | 31))
}

fn is_closed_after_ascension(date: NaiveDate) -> bool {
    date.year() >= DK_BANKS_CLOSED_AFTER_ASCENSION_FROM
        && days_from_easter(date) == Some(holiday::ASCENSION_FROM_EASTER + 1)
}

/// The six closing days of TARGET, the same every year since 2000. On 31 December 2001 it was closed once more, for the coming
/// of the euro in notes and coins (the test data begin in 2013; python-holidays 0.108 agrees for the years before).
fn is_target_closing_day(date: NaiveDate) -> bool {
    matches!((date.month(), date.day()), (1 | 5, 1) | (12, 25 | 26))
        || matches!(days_from_easter(date), Some(holiday::GOOD_FRIDAY_FROM_EASTER | holiday::EASTER_MONDAY_FROM_EASTER))
        || (date.year(), date.month(), date.day()) == (2001, 12, 31)
}

/// The first day from `date` on that holds. There always is one; at the end of reckonable time it is the last day.
fn first(date: NaiveDate, holds: impl Fn(NaiveDate) -> bool) -> NaiveDate {
    date.iter_days().find(|day| holds(*day)).unwrap_or(NaiveDate::MAX)
}

fn nth_after(date: NaiveDate, n: u32, holds: impl Fn(NaiveDate) -> bool) -> NaiveDate {
    (0..n).fold(date, |day, _| first(day.succ_opt().unwrap_or(NaiveDate::MAX), &holds))
}

#[cfg(test)]
mod tests;
