//! The outcome of a story as `--json` writes it.

use serde_json::{Map, Value, json};

use super::state::State;
use super::story::Story;

/// The object of one story.
pub(super) fn result(story: &Story, state: &State, failures: &[String]) -> Value {
    let several = story.merchants.len() > 1;
    let mut object = Map::new();
    object.insert("scenario".to_owned(), json!(story.name));
    object.insert("ok".to_owned(), json!(failures.is_empty()));
    object.insert("failures".to_owned(), json!(failures));
    object.insert("documents".to_owned(), json!(state.documents));
    object.insert("charges".to_owned(), json!(state.charges));
    object.insert("deadlines".to_owned(), json!(state.deadlines));
    let devices: Map<String, Value> = state.devices.iter().map(|d| (d.name.clone(), json!(d))).collect();
    object.insert("devices".to_owned(), Value::Object(devices));
    // Of several merchants these three are the first one's.
    let licences: Vec<_> = state.licences.iter().filter(|l| l.owner == 0).collect();
    object.insert("licences".to_owned(), json!(licences));
    object.insert("agreement".to_owned(), json!(state.agreements.first()));
    if several {
        let by_key = story.merchants.iter().zip(&state.agreements).map(|(m, a)| (m.key.clone(), json!(a)));
        object.insert("agreements".to_owned(), Value::Object(by_key.collect()));
    }
    object.insert("balance".to_owned(), json!(state.balances.first()));
    if several {
        let by_key = story.merchants.iter().zip(&state.balances).map(|(m, b)| (m.key.clone(), json!(b)));
        object.insert("balances".to_owned(), Value::Object(by_key.collect()));
    }
    Value::Object(object)
}
