//! Reading a TOML file with places: every value is checked against what its key allows, and every error names line and key.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, NaiveTime};
use entity::types::{Country, Currency, Date, Instant, Money};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::{Datetime, Offset};

use crate::clock::zone;
use crate::simulate::story::Value;

/// A place in a story's file that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wrong {
    /// The line, from 1.
    pub line: usize,
    /// The key, or the name of the table that lacks one.
    pub key: String,
    /// What is wrong, and what is allowed.
    pub message: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}: {}", self.line, self.key, self.message)
    }
}

/// What a key allows.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Text that says something, of one line.
    Text,
    /// Text as long as it is.
    Prose,
    /// One of a closed list of words; the function says which ones are allowed.
    Word(fn(&str) -> Result<(), String>),
    /// An amount in quotes.
    Amount,
    /// A percentage in quotes.
    Rate,
    /// A day.
    Date,
    /// A day, or `false` for none.
    DateOrFalse,
    /// A day, or a day with a time.
    Moment,
    /// A whole number from one to another.
    Number(i64, i64),
    /// `true` or `false`.
    Flag,
    /// `true`, or the key is left out.
    True,
    /// A list of texts.
    Texts,
    /// A table or a list of tables, which is read apart.
    Tables,
}

/// A key with what it allows.
pub(super) type Spec = (&'static str, Kind);

/// The file, and what is wrong with it so far.
pub(super) struct Source<'a> {
    body: &'a str,
    wrong: RefCell<Vec<Wrong>>,
}

impl<'a> Source<'a> {
    pub(super) const fn new(body: &'a str) -> Self {
        Self { body, wrong: RefCell::new(Vec::new()) }
    }

    /// The line of a place.
    pub(super) fn line(&self, at: usize) -> usize {
        let before = &self.body.as_bytes()[..at.min(self.body.len())];
        before.iter().filter(|b| **b == b'\n').count() + 1
    }

    /// Notes that something is wrong.
    pub(super) fn wrong(&self, at: usize, key: &str, message: impl Into<String>) {
        self.wrong.borrow_mut().push(Wrong { line: self.line(at), key: key.to_owned(), message: message.into() });
    }

    /// Everything that is wrong, in the order of lines.
    pub(super) fn into_wrong(self) -> Vec<Wrong> {
        let mut wrong = self.wrong.into_inner();
        wrong.sort();
        wrong.dedup();
        wrong
    }

    /// The file as a table; where it is not TOML, the error names the key of its line.
    pub(super) fn parse(&self) -> Option<Spanned<DeTable<'a>>> {
        let error = match DeTable::parse(self.body) {
            Ok(table) => return Some(table),
            Err(error) => error,
        };
        let at = error.span().map_or(0, |span| span.start);
        let line = self.body.lines().nth(self.line(at) - 1).unwrap_or_default();
        let key = line.split('=').next().unwrap_or_default().trim();
        let bare = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let key = if !key.is_empty() && line.contains('=') && key.chars().all(bare) { key } else { "TOML" };
        self.wrong(at, key, format!("this is not TOML: {}", error.message()));
        None
    }
}

/// A table of the file.
#[derive(Clone, Copy)]
pub(super) struct Table<'s, 'a> {
    /// The file.
    pub source: &'s Source<'a>,
    /// What it is called, as `order.line`; empty: the file itself.
    pub name: &'static str,
    /// Where it begins.
    pub at: usize,
    /// The currency of its amounts.
    pub currency: Currency,
    table: &'s DeTable<'a>,
}

/// What was read of a table: values by key, each with its place.
pub(super) struct Fields<'s, 'a> {
    /// The table.
    pub table: Table<'s, 'a>,
    values: BTreeMap<&'static str, (usize, Value)>,
    given: Vec<String>,
}

impl<'s, 'a> Table<'s, 'a> {
    /// The file as a table.
    pub(super) const fn of_file(source: &'s Source<'a>, table: &'s DeTable<'a>) -> Self {
        Self { source, name: "", at: 0, currency: Currency::Dkk, table }
    }

    /// The tables of a key: one table, or a list of them.
    pub(super) fn tables(&self, key: &str, name: &'static str) -> Vec<Self> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let under = |value: &'s Spanned<DeValue<'a>>| match value.get_ref() {
            DeValue::Table(table) => Some(Self { name, at: value.span().start, table, ..*self }),
            _ => None,
        };
        let found: Option<Vec<Self>> = match value.get_ref() {
            DeValue::Array(list) => list.iter().map(under).collect(),
            _ => under(value).map(|table| vec![table]),
        };
        found.unwrap_or_else(|| {
            self.source.wrong(value.span().start, key, format!("write a table: [{name}] or [[{name}]]"));
            Vec::new()
        })
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Where the value of a key stands.
    pub(super) fn place(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.at, |value| value.span().start)
    }

    /// The text of a key, unchecked, with its place.
    pub(super) fn raw_text(&self, key: &str) -> Option<(usize, &'s str)> {
        let value = self.table.get(key)?;
        value.get_ref().as_str().map(|text| (value.span().start, text))
    }

    /// The title for messages: `[order.line]`.
    pub(super) fn title(&self) -> String {
        if self.name.is_empty() { "the file".to_owned() } else { format!("[{}]", self.name) }
    }

    /// Notes something about the table as a whole.
    pub(super) fn wrong(&self, key: &str, message: impl Into<String>) {
        self.source.wrong(self.at, key, message);
    }

    /// Reads the values, noting unknown keys and values that are not allowed.
    pub(super) fn read(self, specs: &[Spec]) -> Fields<'s, 'a> {
        let mut values = BTreeMap::new();
        let mut given = Vec::new();
        for (key, value) in self.table {
            given.push(key.get_ref().to_string());
            let Some((name, kind)) = specs.iter().find(|(name, _)| *name == key.get_ref().as_ref()) else {
                let allowed: Vec<&str> = specs.iter().map(|(name, _)| *name).collect();
                let message = format!("is not a key of {}; allowed: {}", self.title(), allowed.join(", "));
                self.source.wrong(key.span().start, key.get_ref(), message);
                continue;
            };
            match read(*kind, value.get_ref(), self.currency) {
                Ok(Some(read)) => {
                    values.insert(*name, (value.span().start, read));
                }
                Ok(None) => {}
                Err(message) => self.source.wrong(value.span().start, name, message),
            }
        }
        Fields { table: self, values, given }
    }
}

impl Fields<'_, '_> {
    /// Where the value of a key stands, or the table's own place.
    pub(super) fn at(&self, key: &str) -> usize {
        self.values.get(key).map_or(self.table.at, |(at, _)| *at)
    }

    /// Notes that a value is wrong.
    pub(super) fn wrong(&self, key: &str, message: impl Into<String>) {
        self.table.source.wrong(self.at(key), key, message);
    }

    /// Takes every value that is left.
    pub(super) fn into_values(self) -> Vec<(&'static str, Value)> {
        self.values.into_iter().map(|(key, (_, value))| (key, value)).collect()
    }

    /// Takes a value out.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.values.remove(key).map(|(_, value)| value)
    }

    /// Notes a missing key.
    pub(super) fn require(&self, keys: &[&str]) -> bool {
        let missing: Vec<&&str> = keys.iter().filter(|key| !self.given.iter().any(|g| g == **key)).collect();
        for key in &missing {
            self.table.wrong(key, format!("is missing in {}; it needs {}", self.table.title(), keys.join(", ")));
        }
        missing.is_empty()
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        match self.values.get(key) {
            Some((_, Value::Text(text))) => Some(text.clone()),
            _ => None,
        }
    }

    pub(super) fn amount(&self, key: &str) -> Option<Money> {
        match self.values.get(key) {
            Some((_, Value::Amount(amount))) => Some(*amount),
            _ => None,
        }
    }

    pub(super) fn date(&self, key: &str) -> Option<Date> {
        match self.values.get(key) {
            Some((_, Value::Date(day))) => Some(*day),
            _ => None,
        }
    }

    pub(super) fn moment(&self, key: &str) -> Option<(Date, NaiveTime)> {
        match self.values.get(key) {
            Some((_, Value::Moment(day, time))) => Some((*day, *time)),
            _ => None,
        }
    }

    pub(super) fn number<N: TryFrom<i64>>(&self, key: &str) -> Option<N> {
        match self.values.get(key) {
            Some((_, Value::Number(n))) => N::try_from(*n).ok(),
            _ => None,
        }
    }

    pub(super) fn flag(&self, key: &str) -> bool {
        matches!(self.values.get(key), Some((_, Value::Flag(true))))
    }

    /// Whether a key says `false` where a date may stand.
    pub(super) fn is_nothing(&self, key: &str) -> bool {
        matches!(self.values.get(key), Some((_, Value::Nothing)))
    }
}

const AMOUNT: &str = "write an amount in quotes with a point, as \"249.00\"";
const DATE: &str = "write a day, as 2026-01-31";

fn read(kind: Kind, value: &DeValue<'_>, currency: Currency) -> Result<Option<Value>, String> {
    let one = match (kind, value) {
        (Kind::Tables, _) => return Ok(None),
        (Kind::Texts, DeValue::Array(list)) if list.iter().all(|v| v.get_ref().is_str()) => return Ok(None),
        (Kind::Text, DeValue::String(text)) => Value::Text(said(text)?),
        (Kind::Prose, DeValue::String(text)) => Value::Text(text.to_string()),
        (Kind::Word(check), DeValue::String(text)) => {
            check(text)?;
            Value::Text(text.to_string())
        }
        (Kind::Amount, DeValue::String(text)) => {
            Value::Amount(Money::parse(text, currency).map_err(|e| e.to_string())?)
        }
        (Kind::Rate, DeValue::String(text)) => Value::Rate(text.parse()?),
        (Kind::Date, DeValue::Datetime(when)) => Value::Date(day(when)?),
        (Kind::DateOrFalse, DeValue::Datetime(when)) => Value::Date(day(when)?),
        (Kind::DateOrFalse, DeValue::Boolean(false)) => Value::Nothing,
        (Kind::Moment, DeValue::Datetime(when)) => moment(when, currency)?,
        (Kind::Number(least, most), DeValue::Integer(n)) => {
            let number = i64::from_str_radix(n.as_str(), n.radix()).ok().filter(|n| (least..=most).contains(n));
            Value::Number(number.ok_or_else(|| format!("write a whole number from {least} to {most}"))?)
        }
        (Kind::Flag, DeValue::Boolean(yes)) => Value::Flag(*yes),
        (Kind::True, DeValue::Boolean(true)) => Value::Flag(true),
        _ => return Err(wanted(kind)),
    };
    Ok(Some(one))
}

fn wanted(kind: Kind) -> String {
    match kind {
        Kind::Text | Kind::Prose => "write text in quotes".to_owned(),
        Kind::Word(check) => check("").err().unwrap_or_default(),
        Kind::Amount => AMOUNT.to_owned(),
        Kind::Rate => "write a percentage in quotes, as \"25\"".to_owned(),
        Kind::Date => DATE.to_owned(),
        Kind::DateOrFalse => format!("{DATE}, or false for none"),
        Kind::Moment => format!("{DATE} (12:00 local time), or with a time, as 2026-01-31T09:30:00"),
        Kind::Number(least, most) => format!("write a whole number from {least} to {most}"),
        Kind::Flag => "write true or false".to_owned(),
        Kind::True => "write true, or leave the key out".to_owned(),
        Kind::Texts => "write a list of texts, as [\"R016\"]".to_owned(),
        Kind::Tables => "write a table".to_owned(),
    }
}

fn said(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err("must not be empty".to_owned());
    }
    if text.chars().any(char::is_control) || text.chars().count() > 200 {
        return Err("write one line of at most 200 characters".to_owned());
    }
    Ok(text.to_owned())
}

/// The days that a story may play on.
fn in_range(day: Option<Date>) -> Result<Date, String> {
    use chrono::Datelike;
    day.filter(|day| (2000..2200).contains(&day.year())).ok_or_else(|| "write a day from 2000 to 2199".to_owned())
}

fn day(when: &Datetime) -> Result<Date, String> {
    match (when.date, when.time) {
        (Some(date), None) => {
            in_range(Date::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day)))
        }
        _ => Err(DATE.to_owned()),
    }
}

fn moment(when: &Datetime, currency: Currency) -> Result<Value, String> {
    let Some(time) = when.time else {
        return Ok(Value::Moment(day(when)?, NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()));
    };
    let day = day(&Datetime { time: None, offset: None, ..*when }).map_err(|_| wanted(Kind::Moment))?;
    let (second, nano) = (time.second.unwrap_or(0), time.nanosecond.unwrap_or(0));
    let clock = NaiveTime::from_hms_nano_opt(time.hour.into(), time.minute.into(), second.into(), nano);
    let clock = clock.ok_or_else(|| wanted(Kind::Moment))?;
    let minutes = match when.offset {
        None => return Ok(Value::Moment(day, clock)),
        Some(Offset::Z) => 0,
        Some(Offset::Custom { minutes }) => minutes,
    };
    let country = match currency {
        Currency::Dkk => Country::Dk,
        Currency::Nok => Country::No,
        Currency::Eur => Country::Nl,
    };
    let instant: Instant = DateTime::from_naive_utc_and_offset(
        day.and_time(clock) - chrono::Duration::minutes(minutes.into()),
        chrono::Utc,
    );
    let local = instant.with_timezone(&zone(country));
    Ok(Value::Moment(in_range(Some(local.date_naive()))?, local.time()))
}
