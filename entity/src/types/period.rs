//! Spans of local dates: any period, and the calendar quarter that billing runs by.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// From a first to a last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, included.
    pub to: NaiveDate,
}

/// What is no period, quarter or month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeriodError {
    /// The last day lies before the first.
    Backwards(NaiveDate, NaiveDate),
    /// Not of the form `2026Q1`, years 2000 to 2199.
    NotAQuarter(String),
}

impl fmt::Display for PeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Backwards(from, to) => write!(f, "a period cannot end on {to}, before it begins on {from}"),
            Self::NotAQuarter(text) => write!(f, "\"{text}\" is not a quarter: write year, Q and 1 to 4, as 2026Q1"),
        }
    }
}

impl std::error::Error for PeriodError {}

impl Period {
    /// From `from` to `to`, both included.
    ///
    /// # Errors
    /// `to` before `from`.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<Self, PeriodError> {
        if to < from { Err(PeriodError::Backwards(from, to)) } else { Ok(Self { from, to }) }
    }

    /// How many days the period has, first and last included.
    #[must_use]
    pub fn days(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    /// Whether a day lies in the period.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// A calendar quarter, written `2026Q1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quarter {
    year: i32,
    number: u32,
}

/// A calendar month of a year, 1 to 12.
pub type Month = u32;

fn day(year: i32, month: Month, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MAX)
}

impl Quarter {
    /// The quarter that a day lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), number: day.month0() / 3 + 1 }
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        day(self.year, self.number * 3 - 2, 1)
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.next().first_day().checked_sub_days(Days::new(1)).unwrap_or(NaiveDate::MAX)
    }

    /// The whole quarter as a period.
    #[must_use]
    pub fn period(self) -> Period {
        Period { from: self.first_day(), to: self.last_day() }
    }

    /// How many days it has: 90 to 92.
    #[must_use]
    pub fn days(self) -> i64 {
        self.period().days()
    }

    /// The quarter after it.
    #[must_use]
    pub fn next(self) -> Self {
        if self.number == 4 {
            Self { year: self.year + 1, number: 1 }
        } else {
            Self { number: self.number + 1, ..self }
        }
    }

    /// The quarter before it.
    #[must_use]
    pub fn previous(self) -> Self {
        if self.number == 1 {
            Self { year: self.year - 1, number: 4 }
        } else {
            Self { number: self.number - 1, ..self }
        }
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Q{}", self.year, self.number)
    }
}

impl FromStr for Quarter {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let wrong = || PeriodError::NotAQuarter(text.chars().take(20).collect());
        let (year, number) = text.split_once('Q').ok_or_else(wrong)?;
        let plain = year.len() == 4 && number.len() == 1;
        match (year.parse::<i32>(), number.parse::<u32>()) {
            (Ok(year @ 2000..=2199), Ok(number @ 1..=4)) if plain => Ok(Self { year, number }),
            _ => Err(wrong()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn quarters_follow_one_another_without_a_gap() {
        let mut quarter: Quarter = "2023Q4".parse().unwrap();
        for _ in 0..8 {
            assert_eq!(quarter.last_day() + Days::new(1), quarter.next().first_day());
            assert_eq!(quarter.next().previous(), quarter);
            assert_eq!(Quarter::of(quarter.last_day()), quarter);
            quarter = quarter.next();
        }
        assert_eq!("2024Q1".parse::<Quarter>().unwrap().days(), 91);
        assert_eq!("2026Q1".parse::<Quarter>().unwrap().days(), 90);
        for bad in ["2026q1", "2026Q5", "26Q1", "2026Q", "2026Q01", "1999Q1", "+026Q1"] {
            assert!(bad.parse::<Quarter>().is_err(), "{bad}");
        }
    }
}
