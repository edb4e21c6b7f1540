//! What the pages of the desk are filtered by, and the addresses that keep a filter.

use std::fmt::Display;

use chrono::Datelike;
use entity::types::{Date, DocumentKind, Period};

use crate::store::ledger::EntryOf;
use crate::web::form::Form;
pub(super) use crate::web::form::filtered as page;
use crate::web::frame::Frame;

/// The calendar year of a day.
pub(super) fn year_of(day: Date) -> Period {
    let of = |month, last| Date::from_ymd_opt(day.year(), month, last).unwrap_or(day);
    Period { from: of(1, 1), to: of(12, 31) }
}

/// A day that a filter asks for. Left out, it is another one; written differently, the field has it in the browser's form.
pub(super) fn day(form: &mut Form, name: &str, or: Date) -> Date {
    let asked = if form.value(name).trim().is_empty() { Some(or) } else { form.date(name) };
    if let Some(day) = asked {
        *form = std::mem::take(form).with(name, day.to_string());
    }
    asked.unwrap_or(or)
}

/// A day that may be left out.
pub(super) fn optional_day(form: &mut Form, name: &str) -> Option<Date> {
    if form.value(name).trim().is_empty() {
        return None;
    }
    let asked = form.date(name)?;
    *form = std::mem::take(form).with(name, asked.to_string());
    Some(asked)
}

/// The period that a filter asks for by `from` and `to`. If anything is wrong with it, the field is marked and the period another.
pub(super) fn period(form: &mut Form, or: Period) -> Period {
    let (from, to) = (day(form, "from", or.from), day(form, "to", or.to));
    // A day that is none says nothing about the other one.
    if !form.error("from").is_empty() || !form.error("to").is_empty() {
        return or;
    }
    match Period::new(from, to) {
        Ok(period) => period,
        Err(_) => {
            form.wrong("to", "desk-period-backwards");
            or
        }
    }
}

/// An address with what it asks for; what is empty is left out.
pub(super) fn address(path: &str, asked: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in asked.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// An address within a period.
pub(super) fn within(path: &str, period: Period, more: &[(&str, &str)]) -> String {
    let (from, to) = (period.from.to_string(), period.to.to_string());
    let mut asked = vec![("from", from.as_str()), ("to", to.as_str())];
    asked.extend_from_slice(more);
    address(path, &asked)
}

/// What a document is, with its number.
pub(super) fn document(f: &Frame, kind: DocumentKind, number: impl Display) -> String {
    f.with2("journal-document", "kind", f.texts().document_name(f.language, kind), "number", number)
}

/// What an entry is about, in a few words.
pub(super) fn about(f: &Frame, of: &EntryOf) -> String {
    match (of.kind, &of.document, &of.quoted) {
        (Some(kind), Some(number), _) => document(f, kind, number),
        (_, _, Some(quoted)) => f.with("journal-payment-quoted", "quoted", quoted),
        _ => f.say("journal-payment"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn on(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_is_taken_as_it_is_typed_or_marked() {
        let or = year_of(on("2026-04-14"));
        assert_eq!((or.from, or.to), (on("2026-01-01"), on("2026-12-31")));
        let mut form = Form::new().with("from", "1.2.2026");
        assert_eq!(period(&mut form, or), Period { from: on("2026-02-01"), to: or.to });
        assert_eq!((form.value("from"), form.is_wrong()), ("2026-02-01", false));
        let mut form = Form::new().with("from", "2026-02-30");
        assert_eq!(period(&mut form, or), or);
        assert_eq!((form.value("from"), form.error("from")), ("2026-02-30", "form-date"));
        for (from, to, error) in
            [("31.2.2026", "2025-06-01", ["form-date", ""]), ("2027-05-01", "x", ["", "form-date"])]
        {
            let mut form = Form::new().with("from", from).with("to", to);
            assert_eq!(period(&mut form, or), or);
            assert_eq!([form.error("from"), form.error("to")], error, "one word on one wrong day");
        }
        let mut form = Form::new().with("from", "2026-05-01").with("to", "2026-04-01");
        assert_eq!((period(&mut form, or), form.error("to")), (or, "desk-period-backwards"));
    }

    #[test]
    fn an_address_keeps_what_is_asked_for() {
        assert_eq!(address("/desk", &[("a", "")]), "/desk");
        assert_eq!(address("/desk", &[("a", "x&y"), ("b", ""), ("c", "1")]), "/desk?a=x%26y&c=1");
    }
}
