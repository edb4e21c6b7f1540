//! The rules that count days, with the vectors of RULES section 7, and what holds for every year.

#![allow(clippy::unwrap_used)]

use chrono::Days;
use proptest::prelude::*;

use super::*;

const DK: Calendar = Calendar::of(Country::Dk);
const NO: Calendar = Calendar::of(Country::No);
const NL: Calendar = Calendar::of(Country::Nl);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn r085_swap_deadline_across_easter() {
    assert_eq!(DK.add_deadline_days(day("2026-03-26"), 10), day("2026-04-14"));
}

#[test]
fn r085_swap_deadline_across_ascension_and_whit_monday() {
    assert_eq!(DK.add_deadline_days(day("2026-05-08"), 10), day("2026-05-26"));
}

#[test]
fn r085_swap_deadline_across_christmas() {
    assert_eq!(DK.add_deadline_days(day("2026-12-17"), 10), day("2027-01-06"));
}

#[test]
fn r085_store_bededag_counts_until_2023() {
    assert_eq!(DK.add_deadline_days(day("2023-04-27"), 10), day("2023-05-12"));
    assert_eq!(DK.add_deadline_days(day("2024-04-18"), 10), day("2024-05-02"));
    assert_eq!(DK.holiday(day("2023-05-05")), Some(Holiday::GreatPrayerDay));
    assert_eq!(DK.holiday(day("2024-04-26")), None);
}

#[test]
fn r085_the_charge_falls_on_the_next_deadline_day() {
    assert_eq!(DK.next_deadline_day_after(day("2026-04-14")), day("2026-04-15"));
    assert_eq!(DK.next_deadline_day_after(day("2026-05-13")), day("2026-05-15"), "over Ascension");
}

#[test]
fn r056_fifth_day_rolls_to_a_deadline_day() {
    let fifth = |end: &str| DK.next_deadline_day_on_or_after(day(end) + Days::new(5));
    assert_eq!(fifth("2026-09-30"), day("2026-10-05"), "a Monday stays");
    assert_eq!(fifth("2026-06-30"), day("2026-07-06"), "a Sunday rolls");
}

#[test]
fn a18_friday_after_ascension_is_a_deadline_day_and_no_bank_day() {
    for year_day in ["2026-05-15", "2027-05-07"] {
        assert!(DK.is_deadline_day(day(year_day)) && !DK.is_bank_day(day(year_day)), "{year_day}");
    }
    assert!(DK.is_bank_day(day("2006-05-26")), "banks were open in 2006");
    assert!(!DK.is_bank_day(day("2009-05-22")));
    assert!(NO.is_bank_day(day("2026-05-15")) && NL.is_bank_day(day("2026-05-15")));
}

#[test]
fn a18_days_that_are_no_holidays_and_yet_do_not_count_in_denmark() {
    for closed in ["2026-06-05", "2026-12-24", "2026-12-31"] {
        let closed = day(closed);
        assert!(!DK.is_public_holiday(closed) && !DK.is_deadline_day(closed) && !DK.is_bank_day(closed), "{closed}");
    }
    assert!(DK.is_deadline_day(day("2026-05-01")), "1 May is a working day");
}

#[test]
fn norway_and_the_netherlands_count_the_eves_for_deadlines() {
    for eve in ["2026-12-24", "2026-12-31"] {
        assert!(NO.is_deadline_day(day(eve)) && !NO.is_bank_day(day(eve)), "{eve}");
        assert!(NL.is_deadline_day(day(eve)) && NL.is_bank_day(day(eve)), "{eve}");
    }
    assert!(NO.is_deadline_day(day("2026-06-05")) && NO.is_bank_day(day("2026-06-05")));
    assert!(!NO.is_deadline_day(day("2027-05-17")));
}

#[test]
fn dutch_banks_keep_target_days_and_not_dutch_holidays() {
    let (kings_day, labour_day) = (day("2026-04-27"), day("2026-05-01"));
    assert!(!NL.is_deadline_day(kings_day) && NL.is_bank_day(kings_day));
    assert!(NL.is_deadline_day(labour_day) && !NL.is_bank_day(labour_day));
    assert_eq!(NL.add_bank_days(day("2026-04-02"), 1), day("2026-04-07"));
    assert!(!NL.is_bank_day(day("2001-12-31")) && NL.is_bank_day(day("2002-12-31")));
}

#[test]
fn dutch_holidays_before_the_test_data() {
    for (date, holiday) in [
        ("2000-04-29", Some(Holiday::QueensDay)),
        ("2000-04-30", None),
        ("2005-04-30", Some(Holiday::QueensDay)),
        ("2006-04-29", Some(Holiday::QueensDay)),
        ("2012-04-27", None),
        ("2010-05-05", Some(Holiday::LiberationDay)),
        ("2011-05-05", None),
        // Liberation Day and Ascension met.
        ("2005-05-05", Some(Holiday::Ascension)),
    ] {
        assert_eq!(NL.holiday(day(date)), holiday, "{date}");
    }
}

#[test]
fn the_edges_of_time_do_not_panic() {
    for calendar in [DK, NO, NL] {
        assert_eq!(calendar.add_deadline_days(NaiveDate::MAX, 3), NaiveDate::MAX);
        assert_eq!(calendar.next_bank_day_on_or_after(NaiveDate::MAX), NaiveDate::MAX);
        assert!(calendar.add_bank_days(NaiveDate::MIN, 3) > NaiveDate::MIN);
    }
}

fn any_calendar() -> impl Strategy<Value = Calendar> {
    prop::sample::select(vec![DK, NO, NL])
}

/// A day of the years 2000 to 2199.
fn any_day() -> impl Strategy<Value = NaiveDate> {
    let (first, last) = (day("2000-01-01"), day("2199-12-31"));
    (0..=(last - first).num_days()).prop_map(move |offset| first + chrono::TimeDelta::days(offset))
}

proptest! {
    #[test]
    fn next_is_the_first_that_holds(calendar in any_calendar(), date in any_day()) {
        let next = calendar.next_deadline_day_on_or_after(date);
        prop_assert!(calendar.is_deadline_day(next));
        prop_assert!(date.iter_days().take_while(|d| *d < next).all(|d| !calendar.is_deadline_day(d)));
        // The longest pause is Easter from Thursday to Monday, and Danish Christmas from Thursday to Sunday.
        prop_assert!((next - date).num_days() <= 5);
        let bank = calendar.next_bank_day_on_or_after(date);
        prop_assert!(calendar.is_bank_day(bank));
        prop_assert!(date.iter_days().take_while(|d| *d < bank).all(|d| !calendar.is_bank_day(d)));
    }

    #[test]
    fn adding_counts_exactly_and_in_parts(calendar in any_calendar(), date in any_day(), a in 0_u32..40, b in 1_u32..40) {
        let end = calendar.add_deadline_days(date, a + b);
        prop_assert!(calendar.is_deadline_day(end));
        let counted = date.iter_days().skip(1).take_while(|d| *d <= end).filter(|d| calendar.is_deadline_day(*d)).count();
        prop_assert_eq!(counted, (a + b) as usize);
        prop_assert_eq!(calendar.add_deadline_days(calendar.add_deadline_days(date, a), b), end);
        let bank = calendar.add_bank_days(date, b);
        let counted = date.iter_days().skip(1).take_while(|d| *d <= bank).filter(|d| calendar.is_bank_day(*d)).count();
        prop_assert_eq!(counted, b as usize);
    }

    #[test]
    fn adding_never_steps_back(calendar in any_calendar(), date in any_day(), n in 0_u32..30) {
        let tomorrow = date + Days::new(1);
        prop_assert!(calendar.add_deadline_days(date, n) <= calendar.add_deadline_days(tomorrow, n));
        prop_assert!(calendar.add_bank_days(date, n) <= calendar.add_bank_days(tomorrow, n));
    }

    #[test]
    fn the_three_calendars_agree_where_they_must(calendar in any_calendar(), date in any_day()) {
        let (deadline, bank) = (calendar.is_deadline_day(date), calendar.is_bank_day(date));
        if is_weekend(date) {
            prop_assert!(!deadline && !bank);
        }
        if calendar.is_public_holiday(date) {
            prop_assert!(!deadline);
        }
        if calendar.country() != Country::Nl && bank {
            prop_assert!(deadline, "outside TARGET a bank day is a deadline day");
        }
    }
}
