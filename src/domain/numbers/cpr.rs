//! CPR: the Danish personal number. Personal data of the strictest kind, so it does not print itself anywhere.

use std::fmt;

use chrono::NaiveDate;

use super::check::{bare, is_digits, weighted_sum};
use super::{NumberError, Scheme, parsed_from_text};

/// A Danish personal number: DDMMYY and four digits, the first of which tells the century.
///
/// Only form and date are judged. Modulus 11 may never refuse: since 1 October 2007 numbers that fail it are issued (cpr.dk).
/// There is no `Display`; `Debug` shows nothing; the digits come out through [`Cpr::reveal`] alone, which is easy to search for.
#[derive(Clone, PartialEq, Eq)]
pub struct Cpr {
    digits: String,
    born: NaiveDate,
}

parsed_from_text!(Cpr);

impl Cpr {
    /// Ten digits, a hyphen before the last four or not.
    ///
    /// # Errors
    /// Not ten digits, or a date that does not exist.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let digits = bare(text, &['-']);
        if !is_digits(&digits, 10) {
            return Err(NumberError::Form(Scheme::Cpr));
        }
        let born = birth_date(&digits).ok_or(NumberError::Date(Scheme::Cpr))?;
        Ok(Self { digits, born })
    }

    /// The date of birth. It may lie ahead of today: this module knows no clock.
    #[must_use]
    pub const fn birth_date(&self) -> NaiveDate {
        self.born
    }

    /// Whether the old check digit fits (weights 4 3 2 7 6 5 4 3 2 1). For information; never a reason to refuse.
    #[must_use]
    pub fn is_mod11(&self) -> bool {
        weighted_sum(&self.digits, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
    }

    /// For screens: the date, without the four digits that identify.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}-****", self.digits.get(..6).unwrap_or_default())
    }

    /// The ten digits. Whoever calls this encrypts them or records that they were shown (databeskyttelsesloven § 11).
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.digits
    }
}

impl fmt::Debug for Cpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cpr(hidden)")
    }
}

/// The seventh digit and the year together give the century (da.wikipedia, "CPR-nummer"; python-stdnum agrees).
fn birth_date(digits: &str) -> Option<NaiveDate> {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let (day, month, year) = (part(0, 2)?, part(2, 4)?, part(4, 6)?);
    let century = match (part(6, 7)?, year) {
        (4 | 9, 0..=36) | (5..=8, 0..=57) => 2000,
        (5..=8, _) => 1800,
        _ => 1900,
    };
    NaiveDate::from_ymd_opt(century + i32::try_from(year).ok()?, month, day)
}

// Only dates that do not exist and people who are not born yet: no number here can be a living person's.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_date_decides_and_the_check_digit_does_not() {
        let fits = (0..10).filter(|last| Cpr::parse(&format!("010157-600{last}")).unwrap().is_mod11()).count();
        assert!(fits <= 1, "all ten are accepted, at most one fits");
        assert_eq!(Cpr::parse("010157-6000").unwrap().birth_date(), NaiveDate::from_ymd_opt(2057, 1, 1).unwrap());
        assert_eq!(Cpr::parse("2902567000").unwrap().birth_date(), NaiveDate::from_ymd_opt(2056, 2, 29).unwrap());
        for bad in ["290257-7000", "290200-0000", "310457-5000", "001257-5000", "011357-5000"] {
            assert_eq!(Cpr::parse(bad), Err(NumberError::Date(Scheme::Cpr)));
        }
        for bad in ["", "010157600", "010157-60000", "0101576OOO", "6101576-00a"] {
            assert_eq!(Cpr::parse(bad), Err(NumberError::Form(Scheme::Cpr)));
        }
    }

    #[test]
    fn the_century_follows_the_seventh_digit() {
        // 1900 was no leap year and 2000 was one: 29 February of year 00 tells them apart without naming a living person.
        assert!(Cpr::parse("290200-3000").is_err(), "3 and 00 is 1900");
        assert_eq!(birth_date("3112364000"), NaiveDate::from_ymd_opt(2036, 12, 31));
        assert_eq!(birth_date("3112369000"), NaiveDate::from_ymd_opt(2036, 12, 31));
        assert_eq!(birth_date("3112578000"), NaiveDate::from_ymd_opt(2057, 12, 31));
        assert_eq!(birth_date("0101585000"), NaiveDate::from_ymd_opt(1858, 1, 1));
    }

    #[test]
    fn it_does_not_print_itself() {
        let number = Cpr::parse("010157-6000").unwrap();
        assert_eq!(format!("{number:?} {:?}", Some(&number)), "Cpr(hidden) Some(Cpr(hidden))");
        assert_eq!(number.masked(), "010157-****");
        assert_eq!(number.reveal(), "0101576000");
    }
}
