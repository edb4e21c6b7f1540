//! When Easter is.

use chrono::{Datelike, NaiveDate};

/// Easter Sunday of a year in the Gregorian calendar, by the rule without exceptions that was sent to Nature in 1876 by a
/// correspondent unnamed and is printed in Meeus, Astronomical Algorithms, chapter 8. `None` for a year that no date can have.
#[must_use]
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, year_of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let (leap_centuries, century_rest) = (century.div_euclid(4), century.rem_euclid(4));
    let correction = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    // Age of the moon at the spring equinox, then the way from the full moon to the Sunday after it.
    let moon = (19 * golden + century - leap_centuries - correction + 15).rem_euclid(30);
    let (leap_years, year_rest) = (year_of_century / 4, year_of_century % 4);
    let to_sunday = (32 + 2 * century_rest + 2 * leap_years - moon - year_rest).rem_euclid(7);
    let late = (golden + 11 * moon + 22 * to_sunday) / 451;
    let from_1_march = u32::try_from(moon + to_sunday - 7 * late + 114).ok()?;
    NaiveDate::from_ymd_opt(year, from_1_march / 31, from_1_march % 31 + 1)
}

/// How many days a day lies after Easter Sunday of its own year; negative before it.
pub(super) fn days_from_easter(date: NaiveDate) -> Option<i64> {
    easter_sunday(date.year()).map(|easter| (date - easter).num_days())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use chrono::Weekday;

    use super::*;

    #[test]
    fn published_easters() {
        // The earliest, the latest, and the years in which simpler rules go wrong.
        for (year, month, day) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (1954, 4, 18),
            (1981, 4, 19),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2024, 3, 31),
            (2026, 4, 5),
            (2038, 4, 25),
            (2049, 4, 18),
            (2076, 4, 19),
            (2285, 3, 22),
        ] {
            assert_eq!(easter_sunday(year), NaiveDate::from_ymd_opt(year, month, day), "{year}");
        }
    }

    #[test]
    fn always_a_sunday_from_22_march_to_25_april() {
        for year in 1583..=4000 {
            let easter = easter_sunday(year).unwrap();
            assert_eq!(easter.weekday(), Weekday::Sun, "{easter}");
            assert!(((3, 22)..=(4, 25)).contains(&(easter.month(), easter.day())), "{easter}");
        }
    }
}
