//! A setup file: its companies as they stand in it, each value checked by itself.

use std::collections::BTreeMap;
use std::fmt::Display;

use entity::types::{Account, Country, Currency, Date, DocumentKind, Language, Money};

use super::own::{self, Numbers};
use super::reader::{At, File, Table};
use crate::clock::zone;
use crate::service::imports::faults::Faults;
use crate::service::imports::form::{self, Checked};

/// A company as the file says it. What could not be read is missing, and told.
pub(super) struct Draft {
    pub(super) line: u64,
    pub(super) key: String,
    pub(super) country: Country,
    pub(super) currency: Currency,
    pub(super) details: Option<Details>,
    /// Kinds of series that are named, whole or not.
    pub(super) kinds: Vec<DocumentKind>,
    /// Accounts that are named, whole or not.
    pub(super) roles: Vec<Account>,
    /// Models that are named, whole or not.
    pub(super) keys: Vec<String>,
    pub(super) series: Vec<At<Series>>,
    pub(super) accounts: Vec<At<Ledger>>,
    pub(super) models: Vec<At<Model>>,
    pub(super) prices: Vec<At<Price>>,
}

/// A company's own columns.
pub(super) struct Details {
    pub(super) name: String,
    pub(super) numbers: Numbers,
    pub(super) street: String,
    pub(super) postcode: String,
    pub(super) city: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) return_name: String,
    pub(super) return_street: String,
    pub(super) return_postcode: String,
    pub(super) return_city: String,
    pub(super) language: Language,
    pub(super) time_zone: &'static str,
    pub(super) profile: At<String>,
    pub(super) fee_limit: Option<Money>,
}

/// A number series.
#[derive(PartialEq, Eq)]
pub(super) struct Series {
    pub(super) kind: DocumentKind,
    pub(super) prefix: String,
    pub(super) width: i64,
    pub(super) first: i64,
}

/// An account of the ledger.
pub(super) struct Ledger {
    pub(super) account: Account,
    pub(super) number: String,
    pub(super) name: String,
}

/// A model of device.
pub(super) struct Model {
    pub(super) key: String,
    pub(super) name: String,
}

/// A row of the price list.
pub(super) struct Price {
    pub(super) model: At<String>,
    pub(super) from: Date,
    pub(super) new_price: Money,
    pub(super) swap_price: Money,
    pub(super) shipping: Money,
}

const COMPANY: &[&str] = &[
    "key",
    "name",
    "country",
    "registration",
    "vat_number",
    "street",
    "postcode",
    "city",
    "email",
    "phone",
    "iban",
    "bic",
    "bank_account",
    "fik_creditor",
    "endpoint_scheme",
    "endpoint_id",
    "return_name",
    "return_street",
    "return_postcode",
    "return_city",
    "language",
    "profile",
    "fee_limit",
    "series",
    "account",
    "model",
    "price",
];

/// Reads a file; what is wrong with it is noted.
pub(super) fn read(file_name: &str, body: &str, faults: &mut Faults) -> Vec<Draft> {
    let Some(file) = File::parse(body, faults) else { return Vec::new() };
    let tables = file.root(&["company"], faults).tables("company", COMPANY, faults);
    if tables.is_empty() && !faults.any() {
        faults.error(0, file_name, "names no company: write [[company]] and its keys");
    }
    let mut drafts: Vec<Draft> = Vec::new();
    for table in tables {
        let Some(draft) = draft(&table, faults) else { continue };
        match drafts.iter().find(|d| d.key == draft.key) {
            Some(first) => {
                let message = format!("company \"{}\" stands on line {} already", draft.key, first.line);
                faults.error(draft.line, table.key("key"), message);
            }
            None => drafts.push(draft),
        }
    }
    drafts
}

fn draft(table: &Table<'_, '_>, faults: &mut Faults) -> Option<Draft> {
    let key = table.text("key", |t| form::key(t).map(|()| t.to_owned()), faults);
    let country = table.text("country", word::<Country>, faults);
    // Without a country nothing can be taken, and yet all that is wrong is told.
    let at = country.as_ref().map_or(Country::Dk, |c| c.value);
    let currency = match at {
        Country::Dk => Currency::Dkk,
        Country::No => Currency::Nok,
        Country::Nl => Currency::Eur,
    };
    let details = details(table, (at, currency), faults);
    let (mut kinds, mut roles, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    let (series, accounts) = (series(table, &mut kinds, faults), accounts(table, &mut roles, faults));
    let draft = Draft {
        line: table.line,
        key: key.as_ref().map_or_else(String::new, |k| k.value.clone()),
        country: at,
        currency,
        details,
        kinds,
        roles,
        series,
        accounts,
        models: models(table, &mut keys, faults),
        prices: prices(table, currency, faults),
        keys,
    };
    (key.is_some() && country.is_some()).then_some(draft)
}

fn details(table: &Table<'_, '_>, (country, currency): (Country, Currency), faults: &mut Faults) -> Option<Details> {
    let mut text = |key: &str| table.text(key, plain, faults).map(|t| t.value);
    let (name, street, postcode, city) = (text("name"), text("street"), text("postcode"), text("city"));
    let (return_name, return_street) = (text("return_name"), text("return_street"));
    let (return_postcode, return_city) = (text("return_postcode"), text("return_city"));
    let email = table.text("email", |t| form::email(t).map(|()| t.to_owned()), faults);
    let phone = table.text("phone", |t| form::phone(t).map(|()| t.to_owned()), faults);
    let language = table.text("language", word::<Language>, faults);
    let profile = table.text("profile", plain, faults);
    let fee_limit = table.amount_opt("fee_limit", currency, 0, faults);
    let numbers = own::numbers(table, country, faults);
    Some(Details {
        name: name?,
        numbers: numbers?,
        street: street?,
        postcode: postcode?,
        city: city?,
        email: email?.value,
        phone: phone?.value,
        return_name: return_name?,
        return_street: return_street?,
        return_postcode: return_postcode?,
        return_city: return_city?,
        language: language?.value,
        time_zone: zone(country).name(),
        profile: profile?,
        fee_limit: fee_limit.map(|limit| limit.value),
    })
}

fn series(company: &Table<'_, '_>, kinds: &mut Vec<DocumentKind>, faults: &mut Faults) -> Vec<At<Series>> {
    let mut found: Vec<At<Series>> = Vec::new();
    for table in company.tables("series", &["kind", "prefix", "width", "first"], faults) {
        let kind = table.text("kind", word::<DocumentKind>, faults);
        kinds.extend(kind.as_ref().map(|k| k.value));
        // A prefix may be empty, which other texts may not.
        let prefix = table.prefix("prefix", faults);
        let (width, first) = (table.whole("width", 1, 12, faults), table.whole("first", 1, 999_999_999, faults));
        let (Some(kind), Some(prefix), Some(width), Some(first)) = (kind, prefix, width, first) else { continue };
        if let Some(other) = found.iter().find(|s| s.value.kind == kind.value) {
            let message = format!("line {} has a series of {}s already", other.line, kind.value);
            faults.error(kind.line, table.key("kind"), message);
        } else if let Some(other) = found.iter().find(|s| s.value.prefix == prefix.value) {
            let message =
                format!("line {} numbers {}s with this prefix: give each kind its own", other.line, other.value.kind);
            faults.error(prefix.line, table.key("prefix"), message);
        } else {
            let value = Series { kind: kind.value, prefix: prefix.value, width: width.value, first: first.value };
            found.push(At { line: table.line, value });
        }
    }
    found
}

fn accounts(company: &Table<'_, '_>, roles: &mut Vec<Account>, faults: &mut Faults) -> Vec<At<Ledger>> {
    let mut found: BTreeMap<Account, At<Ledger>> = BTreeMap::new();
    for table in company.tables("account", &["account", "number", "name"], faults) {
        let account = table.text("account", word::<Account>, faults);
        roles.extend(account.as_ref().map(|a| a.value));
        let number = table.text("number", key_text, faults);
        let name = table.text("name", plain, faults);
        let (Some(account), Some(number), Some(name)) = (account, number, name) else { continue };
        if let Some(other) = found.get(&account.value) {
            faults.error(
                account.line,
                table.key("account"),
                format!("{} stands on line {} already", account.value, other.line),
            );
            continue;
        }
        let value = Ledger { account: account.value, number: number.value, name: name.value };
        found.insert(account.value, At { line: table.line, value });
    }
    found.into_values().collect()
}

fn models(company: &Table<'_, '_>, keys: &mut Vec<String>, faults: &mut Faults) -> Vec<At<Model>> {
    let mut found: Vec<At<Model>> = Vec::new();
    for table in company.tables("model", &["key", "name"], faults) {
        let key = table.text("key", |t| form::key(t).map(|()| t.to_owned()), faults);
        keys.extend(key.as_ref().map(|k| k.value.clone()));
        let name = table.text("name", plain, faults);
        let (Some(key), Some(name)) = (key, name) else { continue };
        match found.iter().find(|m| m.value.key == key.value) {
            Some(other) => {
                faults.error(
                    key.line,
                    table.key("key"),
                    format!("\"{}\" stands on line {} already", key.value, other.line),
                );
            }
            None => found.push(At { line: table.line, value: Model { key: key.value, name: name.value } }),
        }
    }
    found
}

fn prices(company: &Table<'_, '_>, currency: Currency, faults: &mut Faults) -> Vec<At<Price>> {
    let mut found: Vec<At<Price>> = Vec::new();
    for table in company.tables("price", &["model", "from", "new_price", "swap_price", "shipping"], faults) {
        let model = table.text("model", key_text, faults);
        let from = table.date("from", faults);
        let new_price = table.amount("new_price", currency, 1, faults);
        let swap_price = table.amount("swap_price", currency, 0, faults);
        let shipping = table.amount("shipping", currency, 0, faults);
        let (Some(model), Some(from)) = (model, from) else { continue };
        if let Some(other) = found.iter().find(|p| p.value.model.value == model.value && p.value.from == from.value) {
            let message = format!("line {} has a price of {} from {} already", other.line, model.value, from.value);
            faults.error(from.line, table.key("from"), message);
            continue;
        }
        let (Some(new_price), Some(swap_price), Some(shipping)) = (new_price, swap_price, shipping) else { continue };
        let value = Price {
            model,
            from: from.value,
            new_price: new_price.value,
            swap_price: swap_price.value,
            shipping: shipping.value,
        };
        found.push(At { line: table.line, value });
    }
    found
}

fn plain(text: &str) -> Checked<String> {
    form::text(text).map(|()| text.to_owned())
}

fn key_text(text: &str) -> Checked<String> {
    form::key_text(text).map(|()| text.to_owned())
}

fn word<T: std::str::FromStr<Err: Display>>(text: &str) -> Checked<T> {
    text.parse().map_err(|e: T::Err| e.to_string())
}
