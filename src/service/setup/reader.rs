//! TOML with the line of everything in it: whatever is wrong is noted with line and key, and reading goes on.

use entity::types::{Currency, Date, Money};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::service::imports::faults::Faults;
use crate::service::imports::form::{self, Checked};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct At<T> {
    pub(super) line: u64,
    pub(super) value: T,
}

/// A file that is TOML.
pub(super) struct File<'f> {
    table: Spanned<DeTable<'f>>,
    lines: Lines,
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    fn at(&self, byte: usize) -> u64 {
        self.0.partition_point(|start| *start <= byte) as u64
    }
}

impl<'f> File<'f> {
    /// Reads TOML; what is no TOML is noted, and nothing can be read from it then.
    pub(super) fn parse(text: &'f str, faults: &mut Faults) -> Option<Self> {
        let lines = Lines::of(text);
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let line = error.span().map_or(0, |span| lines.at(span.start));
            faults.error(line, "the file", format!("is not written in TOML: {}", error.message()));
        }
        errors.is_empty().then_some(Self { table, lines })
    }

    /// The file's own table.
    pub(super) fn root<'t>(&'t self, keys: &[&str], faults: &mut Faults) -> Table<'t, 'f> {
        let table = Table { name: String::new(), line: 1, items: self.table.get_ref(), lines: &self.lines };
        table.refuse_others(keys, faults);
        table
    }
}

/// A table with its place in the file.
pub(super) struct Table<'t, 'f> {
    /// As it is named in errors, `company.price`.
    name: String,
    pub(super) line: u64,
    items: &'t DeTable<'f>,
    lines: &'t Lines,
}

impl<'t, 'f> Table<'t, 'f> {
    /// A key as errors name it.
    pub(super) fn key(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    /// The tables of a list, `[[company.price]]`, each of which may have these keys. One that is missing is empty.
    pub(super) fn tables(&self, key: &str, keys: &[&str], faults: &mut Faults) -> Vec<Table<'t, 'f>> {
        let Some((line, value)) = self.find(key) else { return Vec::new() };
        let Some(list) = value.as_array() else {
            faults.error(line, self.key(key), format!("is a list of tables: write [[{}]]", self.key(key)));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in list.iter() {
            let line = self.lines.at(item.span().start);
            match item.get_ref().as_table() {
                Some(items) => {
                    let table = Table { name: self.key(key), line, items, lines: self.lines };
                    table.refuse_others(keys, faults);
                    tables.push(table);
                }
                None => faults.error(line, self.key(key), format!("is a table: write [[{}]]", self.key(key))),
            }
        }
        tables
    }

    /// A text in a form. `None`, and noted, if it is missing, no text, or not of the form.
    pub(super) fn text<T>(&self, key: &str, form: impl Fn(&str) -> Checked<T>, faults: &mut Faults) -> Option<At<T>> {
        if self.find(key).is_none() {
            self.missing(key, faults);
        }
        self.text_opt(key, form, faults)
    }

    /// A text in a form, that may be missing.
    pub(super) fn text_opt<T>(
        &self,
        key: &str,
        form: impl Fn(&str) -> Checked<T>,
        faults: &mut Faults,
    ) -> Option<At<T>> {
        self.read(key, faults, |value| {
            let text = value.as_str().ok_or_else(|| format!("is a {}: write it in quotes", value.type_str()))?.trim();
            if text.is_empty() { Err("is empty".to_owned()) } else { form(text) }
        })
    }

    /// What stands before a number: letters, digits, `-` and `/`, or nothing.
    pub(super) fn prefix(&self, key: &str, faults: &mut Faults) -> Option<At<String>> {
        if self.find(key).is_none() {
            self.missing(key, faults);
        }
        self.read(key, faults, |value| {
            let text = value.as_str().filter(|t| t.len() <= 12);
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/');
            let text = text.filter(|t| t.chars().all(plain));
            text.map(str::to_owned)
                .ok_or_else(|| "write at most 12 of A to Z, a to z, 0 to 9, - and / in quotes, or \"\"".to_owned())
        })
    }

    /// A whole number within limits.
    pub(super) fn whole(&self, key: &str, least: i64, most: i64, faults: &mut Faults) -> Option<At<i64>> {
        if self.find(key).is_none() {
            self.missing(key, faults);
        }
        self.read(key, faults, |value| {
            let number = value.as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
            number
                .filter(|n| (least..=most).contains(n))
                .ok_or_else(|| format!("write a whole number from {least} to {most}, without quotes"))
        })
    }

    /// A date.
    pub(super) fn date(&self, key: &str, faults: &mut Faults) -> Option<At<Date>> {
        if self.find(key).is_none() {
            self.missing(key, faults);
        }
        self.read(key, faults, |value| {
            let date = value.as_datetime().ok_or_else(|| "write a date without quotes, as 2025-01-01".to_owned())?;
            form::date(&date.to_string())
        })
    }

    /// An amount, from `least` to 10 million.
    pub(super) fn amount(&self, key: &str, currency: Currency, least: i64, faults: &mut Faults) -> Option<At<Money>> {
        if self.find(key).is_none() {
            self.missing(key, faults);
        }
        self.amount_opt(key, currency, least, faults)
    }

    /// An amount that may be missing, from `least` to 10 million.
    pub(super) fn amount_opt(
        &self,
        key: &str,
        currency: Currency,
        least: i64,
        faults: &mut Faults,
    ) -> Option<At<Money>> {
        const MOST: i64 = 1_000_000_000;
        let form = |text: &str| {
            let amount = Money::parse(text, currency).map_err(|e| e.to_string())?;
            if (least..=MOST).contains(&amount.minor()) {
                Ok(amount)
            } else {
                Err(format!(
                    "is {amount}: it must lie between {} and {}",
                    Money::new(least, currency),
                    Money::new(MOST, currency)
                ))
            }
        };
        self.text_opt(key, form, faults)
    }

    fn read<T>(&self, key: &str, faults: &mut Faults, form: impl Fn(&DeValue<'_>) -> Checked<T>) -> Option<At<T>> {
        let (line, value) = self.find(key)?;
        match form(value) {
            Ok(value) => Some(At { line, value }),
            Err(message) => {
                faults.error(line, self.key(key), message);
                None
            }
        }
    }

    fn find(&self, key: &str) -> Option<(u64, &'t DeValue<'f>)> {
        let (key, value) = self.items.iter().find(|(k, _)| k.get_ref() == key)?;
        Some((self.lines.at(key.span().start), value.get_ref()))
    }

    fn missing(&self, key: &str, faults: &mut Faults) {
        faults.error(self.line, self.key(key), "is missing");
    }

    fn refuse_others(&self, keys: &[&str], faults: &mut Faults) {
        for (key, _) in self.items.iter().filter(|(key, _)| !keys.contains(&key.get_ref().as_ref())) {
            let shown: String = key.get_ref().chars().filter(|c| !c.is_control()).take(40).collect();
            let message = format!("is not known here: the keys are {}", keys.join(", "));
            faults.error(self.lines.at(key.span().start), self.key(&shown), message);
        }
    }
}
