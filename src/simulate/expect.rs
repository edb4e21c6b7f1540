//! Whether an expectation holds, and if not: what was expected and what came.

use entity::types::{Money, Percent};
use serde::Serialize;
use serde_json::Value as Json;

use super::state::State;
use super::story::{Expect, HowMany, Lookup, Value};

/// A thing that may match, with what is shown of it.
struct Candidate {
    thing: Json,
    shown: String,
}

/// Judges an expectation by how things stand; `Some` says why it does not hold.
pub(super) fn judge(expect: &Expect, state: &State) -> Option<String> {
    let candidates = candidates(expect, state);
    let wants = wants(expect);
    let misses: Vec<Vec<String>> = candidates.iter().map(|c| differences(&wants, &c.thing)).collect();
    let matching = misses.iter().filter(|m| m.is_empty()).count();
    let what = title(expect);
    match expect.how_many {
        HowMany::Exactly(n) if matching == n => None,
        HowMany::Exactly(0) => Some(format!("{what}: expected none, came {}", shown(&candidates, &misses))),
        HowMany::Exactly(n) => Some(format!("{what}: expected {n} that match, came {matching}")),
        HowMany::Some if matching > 0 => None,
        HowMany::Some => {
            let nearest = candidates.iter().zip(&misses).min_by_key(|(_, m)| m.len());
            Some(match nearest {
                None => format!("{what}: expected one, none came"),
                Some((_, misses)) if candidates.len() == 1 => format!("{what}: {}", misses.join("; ")),
                Some((c, misses)) => {
                    format!(
                        "{what}: none of {} matches; the nearest ({}): {}",
                        candidates.len(),
                        c.shown,
                        misses.join("; ")
                    )
                }
            })
        }
    }
}

fn shown(candidates: &[Candidate], misses: &[Vec<String>]) -> String {
    let matching: Vec<&str> =
        candidates.iter().zip(misses).filter(|(_, m)| m.is_empty()).map(|(c, _)| c.shown.as_str()).collect();
    matching.join(", ")
}

/// What must be equal: the keys as written, and those lookup keys that are values themselves.
fn wants(expect: &Expect) -> Vec<(&'static str, Value)> {
    let mut wants = expect.wants.clone();
    match &expect.lookup {
        Lookup::Agreement(state) => wants.insert(0, ("state", Value::Text(state.clone()))),
        Lookup::Balance(amount) => wants.insert(0, ("balance", Value::Amount(*amount))),
        _ => {}
    }
    wants
}

/// What is looked up, as a person says it.
fn title(expect: &Expect) -> String {
    let what = match &expect.lookup {
        Lookup::Invoice(n) => format!("invoice {n}"),
        Lookup::Charge(code) => format!("charge {code}"),
        Lookup::Deadline(rule) => format!("deadline {rule}"),
        Lookup::Licence(device) => format!("licence of {device}"),
        Lookup::Agreement(_) => "agreement".to_owned(),
        Lookup::Balance(_) => "balance".to_owned(),
        Lookup::Device(device) => format!("device {device}"),
    };
    let device = match (&expect.lookup, &expect.device) {
        (Lookup::Charge(_) | Lookup::Deadline(_), Some(device)) => format!(" of {device}"),
        _ => String::new(),
    };
    expect.at.map_or_else(|| format!("{what}{device}"), |at| format!("{what}{device} on {at}"))
}

/// The things that the lookup key finds, narrowed by merchant and device.
fn candidates(expect: &Expect, state: &State) -> Vec<Candidate> {
    let of = |owner: usize| expect.merchant.is_none_or(|m| m == owner);
    let on = |device: &Option<String>| expect.device.is_none() || expect.device == *device;
    // Of an agreement or a balance there is one a merchant; the first merchant's counts where none is named.
    let one = expect.merchant.unwrap_or(0);
    match &expect.lookup {
        Lookup::Invoice(n) => {
            let found = state.documents.iter().filter(|d| i64::try_from(d.n) == Ok(*n) && of(d.owner));
            found.map(|d| candidate(d, format!("{} {} of {}", d.kind, d.number, d.date))).collect()
        }
        Lookup::Charge(code) => {
            let found = state.charges.iter().filter(|c| c.code == *code && on(&c.device) && of(c.owner));
            found.map(|c| candidate(c, format!("{} of {}", c.code, c.date))).collect()
        }
        Lookup::Deadline(rule) => {
            let found = state.deadlines.iter().filter(|d| d.rule == *rule && on(&d.device) && d.owner.is_none_or(of));
            found.map(|d| candidate(d, format!("{} due {}", d.rule, d.due))).collect()
        }
        Lookup::Licence(device) => {
            let found =
                state.licences.iter().filter(|l| l.device.as_ref() == Some(device) && on(&l.device) && of(l.owner));
            found.map(|l| candidate(l, format!("{} at {}", l.state, l.monthly))).collect()
        }
        Lookup::Agreement(_) => {
            let found = state.agreements.get(one).and_then(Option::as_ref);
            found.map(|a| candidate(a, a.state.clone())).into_iter().collect()
        }
        Lookup::Balance(_) => {
            let found = state.balances.get(one);
            let candidate = |b: &String| Candidate { thing: serde_json::json!({ "balance": b }), shown: b.clone() };
            found.map(candidate).into_iter().collect()
        }
        Lookup::Device(device) => {
            let found = state.devices.iter().filter(|d| d.name == *device);
            found.map(|d| candidate(d, format!("{} at {}", d.state, d.custodian))).collect()
        }
    }
}

fn candidate(thing: &impl Serialize, shown: String) -> Candidate {
    Candidate { thing: serde_json::to_value(thing).unwrap_or_default(), shown }
}

/// How a thing differs from what is wanted: `gross: expected 1305.01, came 1305.00`.
fn differences(wants: &[(&'static str, Value)], thing: &Json) -> Vec<String> {
    let mut found = Vec::new();
    for (key, want) in wants {
        let came = thing.get(*key).unwrap_or(&Json::Null);
        match (want, came) {
            (Value::Lines(lines), Json::Array(came)) if lines.len() == came.len() => {
                for (n, (line, came)) in (1..).zip(lines.iter().zip(came)) {
                    found.extend(differences(line, came).into_iter().map(|d| format!("line {n}: {d}")));
                }
            }
            (Value::Lines(lines), Json::Array(came)) => {
                found.push(format!("{key}: expected {} lines, came {}", lines.len(), came.len()));
            }
            _ if holds(want, came) => {}
            _ => found.push(format!("{key}: expected {want}, came {}", plain(came))),
        }
    }
    found
}

fn holds(want: &Value, came: &Json) -> bool {
    match want {
        Value::Text(text) => came.as_str() == Some(text),
        Value::Amount(amount) => {
            came.as_str().and_then(|c| Money::parse(c, amount.currency()).ok()).is_some_and(|c| c == *amount)
        }
        Value::Rate(rate) => came.as_str().and_then(|c| c.parse::<Percent>().ok()) == Some(*rate),
        Value::Date(day) => came.as_str() == Some(day.to_string().as_str()),
        Value::Number(n) => came.as_i64() == Some(*n),
        Value::Flag(yes) => came.as_bool() == Some(*yes),
        Value::Nothing => came.is_null(),
        Value::Moment(..) | Value::Lines(_) => false,
    }
}

fn plain(came: &Json) -> String {
    match came {
        Json::Null => "none".to_owned(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
