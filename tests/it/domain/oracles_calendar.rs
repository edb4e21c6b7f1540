//! The calendars against the published lists: what is listed is closed, and what is not listed is open.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use entity::types::Country;
use tillhold::domain::calendar::{Calendar, Holiday};

use crate::support::oracles::vectors;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// All days from the first of January of one year to the last of December of another.
fn days(from: i32, to: i32) -> impl Iterator<Item = NaiveDate> {
    day(&format!("{from}-01-01")).iter_days().take_while(move |day| day.year() <= to)
}

/// The names of the list, for which the program has keys.
fn listed_name(country: Country, holiday: Holiday) -> &'static str {
    let of = |dk, no, nl| match country {
        Country::Dk => dk,
        Country::No => no,
        Country::Nl => nl,
    };
    match holiday {
        Holiday::NewYear => of("Nytårsdag", "Første nyttårsdag", "Nieuwjaarsdag"),
        Holiday::MaundyThursday => of("Skærtorsdag", "Skjærtorsdag", ""),
        Holiday::GoodFriday => of("Langfredag", "Langfredag", "Goede vrijdag"),
        Holiday::EasterSunday => of("Påskedag", "Første påskedag", "Eerste paasdag"),
        Holiday::EasterMonday => of("Anden påskedag", "Andre påskedag", "Tweede paasdag"),
        Holiday::GreatPrayerDay => of("Store bededag", "", ""),
        Holiday::QueensDay => of("", "", "Koninginnedag"),
        Holiday::KingsDay => of("", "", "Koningsdag"),
        Holiday::LabourDay => of("", "Arbeidernes dag", ""),
        Holiday::LiberationDay => of("", "", "Bevrijdingsdag"),
        Holiday::ConstitutionDay => of("", "Grunnlovsdag", ""),
        Holiday::Ascension => of("Kristi himmelfartsdag", "Kristi himmelfartsdag", "Hemelvaartsdag"),
        Holiday::WhitSunday => of("Pinsedag", "Første pinsedag", "Eerste pinksterdag"),
        Holiday::WhitMonday => of("Anden pinsedag", "Andre pinsedag", "Tweede pinksterdag"),
        Holiday::ChristmasDay => of("Juledag", "Første juledag", "Eerste kerstdag"),
        Holiday::SecondChristmasDay => of("Anden juledag", "Andre juledag", "Tweede kerstdag"),
    }
}

#[test]
fn public_holidays_are_the_listed_ones_and_no_others() {
    let columns = ["country", "date", "name"];
    let test = "public_holidays_are_the_listed_ones_and_no_others";
    let Some(rows) = vectors(test, "public_holidays_dk_no_nl_2013_2026.csv", columns) else { return };
    let mut listed: BTreeMap<String, BTreeMap<NaiveDate, String>> = BTreeMap::new();
    for [country, date, name] in rows {
        let twice = listed.entry(country).or_default().insert(day(&date), name);
        assert_eq!(twice, None, "{date} is listed twice");
    }
    assert_eq!(listed.keys().collect::<Vec<_>>(), ["DK", "NL", "NO"]);
    for (code, country) in [("DK", Country::Dk), ("NO", Country::No), ("NL", Country::Nl)] {
        let calendar = Calendar::of(country);
        let ours: BTreeMap<NaiveDate, String> = days(2013, 2026)
            .filter_map(|day| calendar.holiday(day).map(|holiday| (day, listed_name(country, holiday).to_owned())))
            .collect();
        assert_eq!(ours, listed[code], "{code}");
        assert!(
            listed[code].keys().all(|day| calendar.is_public_holiday(*day) && !calendar.is_deadline_day(*day)),
            "{code}"
        );
    }
}

/// Banks of `country` are closed on weekends and on the listed days from `from` to `to`, and on no other.
fn judge_bank_days(country: Country, listed: &BTreeSet<NaiveDate>, from: i32, to: i32) {
    let calendar = Calendar::of(country);
    assert!(listed.iter().all(|day| (from..=to).contains(&day.year())), "the list leaves its years");
    for day in days(from, to) {
        let closed = matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || listed.contains(&day);
        assert_eq!(calendar.is_bank_day(day), !closed, "{country:?} {day} {}", day.weekday());
    }
}

#[test]
fn danish_bank_days_are_nationalbankens() {
    let (test, file) = ("danish_bank_days_are_nationalbankens", "dk_bank_closing_days_nationalbanken.csv");
    let Some(rows) = vectors(test, file, ["date", "source"]) else { return };
    judge_bank_days(Country::Dk, &rows.iter().map(|[date, _]| day(date)).collect(), 2026, 2027);
}

#[test]
fn dutch_bank_days_are_target_days() {
    let (test, file) = ("dutch_bank_days_are_target_days", "target_closing_days_2013_2026.csv");
    let Some(rows) = vectors(test, file, ["date", "name"]) else { return };
    judge_bank_days(Country::Nl, &rows.iter().map(|[date, _]| day(date)).collect(), 2013, 2026);
}
