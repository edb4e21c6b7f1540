//! What must come of a story: one kind of thing each, with the keys that it has.

use std::str::FromStr;

use entity::types::{
    AgreementState, ChargeCode, ChargeState, Custodian, Date, DeviceState, DocumentKind, LicenceState,
};

use super::Names;
use super::read::{Fields, Kind, Spec, Table};
use crate::simulate::story::{Expect, HowMany, Lookup, Value};

fn word<W: FromStr<Err = E>, E: ToString>(text: &str) -> Result<(), String> {
    text.parse::<W>().map(drop).map_err(|e| e.to_string())
}

fn rule_word(text: &str) -> Result<(), String> {
    let digits = text.strip_prefix('R').filter(|d| d.len() == 3 && d.bytes().all(|b| b.is_ascii_digit()));
    digits.map(drop).ok_or_else(|| format!("\"{text}\" is not a rule: write its ID, as \"R085\""))
}

const DOCUMENT: Kind = Kind::Number(1, 1_000_000);
const RULE: Kind = Kind::Word(rule_word);
const CODE: Kind = Kind::Word(word::<ChargeCode, _>);

/// The keys that a kind of thing has, its lookup key first. `at` stands with those whose state is read on a day.
const KINDS: &[(&str, &[Spec])] = &[
    (
        "invoice",
        &[
            ("invoice", DOCUMENT),
            ("kind", Kind::Word(word::<DocumentKind, _>)),
            ("number", Kind::Text),
            ("date", Kind::Date),
            ("due", Kind::Date),
            ("net", Kind::Amount),
            ("vat", Kind::Amount),
            ("gross", Kind::Amount),
            ("open", Kind::Amount),
            ("lines", Kind::Tables),
        ],
    ),
    (
        "charge",
        &[
            ("charge", CODE),
            ("device", Kind::Text),
            ("date", Kind::Date),
            ("net", Kind::Amount),
            ("vat", Kind::Amount),
            ("rule", RULE),
            ("state", Kind::Word(word::<ChargeState, _>)),
            ("why", Kind::Prose),
        ],
    ),
    (
        "deadline",
        &[
            ("deadline", RULE),
            ("device", Kind::Text),
            ("starts", Kind::Date),
            ("due", Kind::Date),
            ("met", Kind::DateOrFalse),
        ],
    ),
    (
        "licence",
        &[
            ("licence", Kind::Text),
            ("device", Kind::Text),
            ("state", Kind::Word(word::<LicenceState, _>)),
            ("monthly", Kind::Amount),
            ("from", Kind::Date),
            ("to", Kind::DateOrFalse),
            ("at", Kind::Date),
        ],
    ),
    (
        "agreement",
        &[
            ("agreement", Kind::Word(word::<AgreementState, _>)),
            ("start", Kind::DateOrFalse),
            ("term_end", Kind::DateOrFalse),
            ("ends", Kind::DateOrFalse),
            ("at", Kind::Date),
        ],
    ),
    ("balance", &[("balance", Kind::Amount), ("at", Kind::Date)]),
    (
        "device",
        &[
            ("device", Kind::Text),
            ("state", Kind::Word(word::<DeviceState, _>)),
            ("custodian", Kind::Word(word::<Custodian, _>)),
            ("connected", Kind::Flag),
            ("at", Kind::Date),
        ],
    ),
];

/// The keys of every expectation.
const COMMON: [Spec; 3] = [("merchant", Kind::Text), ("count", Kind::Number(0, 1_000_000)), ("absent", Kind::True)];

/// The keys of a line of a document.
const LINE: &[Spec] = &[
    ("code", CODE),
    ("device", Kind::Text),
    ("from", Kind::Date),
    ("to", Kind::Date),
    ("net", Kind::Amount),
    ("vat_rate", Kind::Rate),
    ("rule", RULE),
    ("why", Kind::Prose),
];

/// Reads the expectations.
pub(super) fn expects(file: Table<'_, '_>, names: &Names, until: Date) -> Vec<Expect> {
    file.tables("expect", "expect").into_iter().filter_map(|table| expect(table, names, until)).collect()
}

fn expect(table: Table<'_, '_>, names: &Names, until: Date) -> Option<Expect> {
    let Some((kind, specs)) = KINDS.iter().find(|(kind, _)| table.has(kind)) else {
        let kinds: Vec<&str> = KINDS.iter().map(|(kind, _)| *kind).collect();
        table.wrong("expect", format!("no key says what is looked up; one is needed of: {}", kinds.join(", ")));
        return None;
    };
    let specs: Vec<Spec> = specs.iter().chain(&COMMON).copied().collect();
    let mut fields = table.read(&specs);
    names.device(&fields, "device");
    if *kind == "licence" {
        names.device(&fields, "licence");
    }
    let merchant = names.merchant(&fields, false);
    let how_many = how_many(&fields);
    let at = fields.date("at");
    if at.is_some_and(|at| at > until) {
        fields.wrong("at", format!("is after the story's end: write {until} or earlier"));
    }
    let lines = lines(table, names);
    for key in ["merchant", "count", "absent", "at"] {
        fields.take(key);
    }
    let lookup = lookup(kind, fields.take(kind)?)?;
    let device = match fields.take("device") {
        Some(Value::Text(device)) => Some(device),
        _ => None,
    };
    let line = table.source.line(table.at);
    let mut wants = fields.into_values();
    wants.extend(lines.map(|lines| ("lines", Value::Lines(lines))));
    Some(Expect { line, lookup, at, merchant, device, how_many: how_many?, wants })
}

fn how_many(fields: &Fields<'_, '_>) -> Option<HowMany> {
    match fields.number("count") {
        Some(_) if fields.flag("absent") => {
            fields.wrong("absent", "write count or absent = true, not both");
            None
        }
        Some(n) => Some(HowMany::Exactly(n)),
        None if fields.flag("absent") => Some(HowMany::Exactly(0)),
        None => Some(HowMany::Some),
    }
}

fn lines(table: Table<'_, '_>, names: &Names) -> Option<Vec<Vec<(&'static str, Value)>>> {
    if !table.has("lines") || !table.has("invoice") {
        return None;
    }
    let tables = table.tables("lines", "expect.lines");
    let lines = tables.into_iter().map(|line| {
        let fields = line.read(LINE);
        names.device(&fields, "device");
        fields.into_values()
    });
    Some(lines.collect())
}

fn lookup(kind: &str, key: Value) -> Option<Lookup> {
    Some(match (kind, key) {
        ("invoice", Value::Number(n)) => Lookup::Invoice(n),
        ("charge", Value::Text(code)) => Lookup::Charge(code),
        ("deadline", Value::Text(rule)) => Lookup::Deadline(rule),
        ("licence", Value::Text(device)) => Lookup::Licence(device),
        ("agreement", Value::Text(state)) => Lookup::Agreement(state),
        ("balance", Value::Amount(amount)) => Lookup::Balance(amount),
        ("device", Value::Text(device)) => Lookup::Device(device),
        _ => return None,
    })
}
