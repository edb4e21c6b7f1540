//! Public holidays of the three countries.

use chrono::{Datelike, NaiveDate, Weekday};
use entity::types::Country;

use super::easter::days_from_easter;

/// A public holiday, the same day in all countries that keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// The Thursday before Easter.
    MaundyThursday,
    /// The Friday before Easter.
    GoodFriday,
    /// Easter Sunday.
    EasterSunday,
    /// Easter Monday.
    EasterMonday,
    /// Store Bededag, Denmark: the fourth Friday after Easter, last in 2023.
    GreatPrayerDay,
    /// Koninginnedag, the Netherlands until 2013.
    QueensDay,
    /// Koningsdag, the Netherlands from 2014.
    KingsDay,
    /// 1 May, Norway.
    LabourDay,
    /// 5 May, the Netherlands, every fifth year.
    LiberationDay,
    /// 17 May, Norway.
    ConstitutionDay,
    /// The Thursday 39 days after Easter.
    Ascension,
    /// Whit Sunday.
    WhitSunday,
    /// Whit Monday.
    WhitMonday,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    SecondChristmasDay,
}

impl Holiday {
    /// Key of its name in the locales: `holiday-new-year`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NewYear => "holiday-new-year",
            Self::MaundyThursday => "holiday-maundy-thursday",
            Self::GoodFriday => "holiday-good-friday",
            Self::EasterSunday => "holiday-easter-sunday",
            Self::EasterMonday => "holiday-easter-monday",
            Self::GreatPrayerDay => "holiday-great-prayer-day",
            Self::QueensDay => "holiday-queens-day",
            Self::KingsDay => "holiday-kings-day",
            Self::LabourDay => "holiday-labour-day",
            Self::LiberationDay => "holiday-liberation-day",
            Self::ConstitutionDay => "holiday-constitution-day",
            Self::Ascension => "holiday-ascension",
            Self::WhitSunday => "holiday-whit-sunday",
            Self::WhitMonday => "holiday-whit-monday",
            Self::ChristmasDay => "holiday-christmas-day",
            Self::SecondChristmasDay => "holiday-second-christmas-day",
        }
    }
}

pub(super) const GOOD_FRIDAY_FROM_EASTER: i64 = -2;
pub(super) const EASTER_MONDAY_FROM_EASTER: i64 = 1;
pub(super) const ASCENSION_FROM_EASTER: i64 = 39;

/// Denmark's parliament took Store Bededag away from 2024 on.
const LAST_GREAT_PRAYER_DAY: i32 = 2023;

/// The holiday on a day, moving ones before fixed ones.
pub(super) fn on(country: Country, date: NaiveDate) -> Option<Holiday> {
    moving(country, date).or_else(|| fixed(country, date))
}

fn moving(country: Country, date: NaiveDate) -> Option<Holiday> {
    // 19 March is Maundy Thursday at its earliest, 14 June Whit Monday at its latest: the rest of the year is spared.
    if !(3..=6).contains(&date.month()) {
        return None;
    }
    match days_from_easter(date)? {
        // Not in the Netherlands, which keep Good Friday: it is in the test data, and Algemene termijnenwet art. 3(2) puts it
        // on a level with the holidays.
        -3 if country != Country::Nl => Some(Holiday::MaundyThursday),
        GOOD_FRIDAY_FROM_EASTER => Some(Holiday::GoodFriday),
        0 => Some(Holiday::EasterSunday),
        EASTER_MONDAY_FROM_EASTER => Some(Holiday::EasterMonday),
        26 if country == Country::Dk && date.year() <= LAST_GREAT_PRAYER_DAY => Some(Holiday::GreatPrayerDay),
        ASCENSION_FROM_EASTER => Some(Holiday::Ascension),
        49 => Some(Holiday::WhitSunday),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    }
}

fn fixed(country: Country, date: NaiveDate) -> Option<Holiday> {
    match (date.month(), date.day(), country) {
        (1, 1, _) => Some(Holiday::NewYear),
        (12, 25, _) => Some(Holiday::ChristmasDay),
        (12, 26, _) => Some(Holiday::SecondChristmasDay),
        (5, 1, Country::No) => Some(Holiday::LabourDay),
        (5, 17, Country::No) => Some(Holiday::ConstitutionDay),
        (4 | 5, _, Country::Nl) => dutch(date),
        _ => None,
    }
}

/// The monarch's birthday and Liberation Day.
///
/// The test data begin in 2013; for the years before, python-holidays 0.108 agrees: Koninginnedag on 30 April, the Saturday
/// before where that is a Sunday (2000, 2006). Koningsdag is 27 April, or the Saturday before (2014, 2025). Liberation Day is
/// a day off every fifth year only, as collective agreements and the test data have it, though Algemene termijnenwet art. 3
/// names it every year.
fn dutch(date: NaiveDate) -> Option<Holiday> {
    let (birthday, holiday) = if date.year() < 2014 { (30, Holiday::QueensDay) } else { (27, Holiday::KingsDay) };
    let is_saturday = date.weekday() == Weekday::Sat;
    let is_sunday = date.weekday() == Weekday::Sun;
    match (date.month(), date.day()) {
        (4, day) if (day == birthday && !is_sunday) || (day + 1 == birthday && is_saturday) => Some(holiday),
        (5, 5) if date.year() % 5 == 0 => Some(Holiday::LiberationDay),
        _ => None,
    }
}
