//! What happens in a story: verbs with their arguments.

use entity::types::{Date, Exclusion, IncidentKind, QuoteKind, WordError};

use super::Names;
use super::order::line;
use super::read::{Fields, Kind, Spec, Table};
use crate::domain::credit::Wanted;
use crate::simulate::story::{Event, Verb};

/// The keys of every event.
const COMMON: [Spec; 4] = [("at", Kind::Moment), ("do", Kind::Text), ("merchant", Kind::Text), ("refused", Kind::Flag)];

/// A verb that is served: its arguments, and which of them it needs.
struct Served {
    verb: &'static str,
    arguments: &'static [Spec],
    needs: &'static [&'static str],
}

const DOCUMENT: Kind = Kind::Number(1, 1_000_000);

const DEVICE: &[Spec] = &[("device", Kind::Text)];

const EXCLUSION: Kind = Kind::Word(word::<Exclusion>);

/// One of a closed list of words.
fn word<W: std::str::FromStr<Err = WordError>>(text: &str) -> Result<(), String> {
    text.parse::<W>().map(|_| ()).map_err(|error| error.to_string())
}

const SERVED: &[Served] = &[
    Served {
        verb: "line.add",
        arguments: &[("device", Kind::Text), ("model", Kind::Text), ("rent", Kind::Amount), ("licence", Kind::Amount)],
        needs: &["device", "model", "rent", "licence"],
    },
    Served {
        verb: "invoice.credit",
        arguments: &[("invoice", DOCUMENT), ("reason", Kind::Text), ("net", Kind::Amount), ("all", Kind::True)],
        needs: &["invoice", "reason"],
    },
    Served { verb: "payment", arguments: &[("amount", Kind::Amount), ("invoice", DOCUMENT)], needs: &["amount"] },
    Served {
        verb: "fault.report",
        arguments: &[("device", Kind::Text), ("description", Kind::Text)],
        needs: &["device", "description"],
    },
    Served { verb: "swap.approve", arguments: DEVICE, needs: &["device"] },
    Served {
        verb: "swap.dispatch",
        arguments: &[("device", Kind::Text), ("replacement", Kind::Text)],
        needs: &["device", "replacement"],
    },
    Served { verb: "device.deliver", arguments: DEVICE, needs: &["device"] },
    Served { verb: "device.receive", arguments: DEVICE, needs: &["device"] },
    Served {
        verb: "inspection.decide",
        arguments: &[("device", Kind::Text), ("covered", Kind::Flag), ("exclusion", EXCLUSION)],
        needs: &["device", "covered"],
    },
    Served {
        verb: "quote.send",
        arguments: &[("device", Kind::Text), ("net", Kind::Amount), ("kind", Kind::Word(word::<QuoteKind>))],
        needs: &["device"],
    },
    Served { verb: "quote.accept", arguments: DEVICE, needs: &["device"] },
    Served { verb: "quote.decline", arguments: DEVICE, needs: &["device"] },
    Served {
        verb: "fee.unfounded",
        arguments: &[("device", Kind::Text), ("exclusion", EXCLUSION)],
        needs: &["device", "exclusion"],
    },
    Served { verb: "credit.approve", arguments: DEVICE, needs: &["device"] },
    Served {
        verb: "incident.report",
        arguments: &[("device", Kind::Text), ("kind", Kind::Word(word::<IncidentKind>)), ("discovered", Kind::Moment)],
        needs: &["device", "kind", "discovered"],
    },
    Served {
        verb: "device.move",
        arguments: &[("device", Kind::Text), ("site", Kind::Text)],
        needs: &["device", "site"],
    },
    Served { verb: "kyc.approve", arguments: &[], needs: &[] },
    Served { verb: "kyc.reject", arguments: &[], needs: &[] },
];

/// Verbs of the contract that wait for their capability.
const NOT_YET: &[&str] =
    &["dispute.open", "dispute.close", "suspend", "reopen", "rescind", "notice", "end.choose", "licence.end"];

/// Reads the events; devices that join become names of the story.
pub(super) fn events(file: Table<'_, '_>, names: &mut Names, until: Date) -> Vec<Event> {
    file.tables("event", "event").into_iter().filter_map(|table| event(table, names, until)).collect()
}

fn event(table: Table<'_, '_>, names: &mut Names, until: Date) -> Option<Event> {
    let served = served(table, names)?;
    let specs: Vec<Spec> = COMMON.iter().chain(served.arguments).copied().collect();
    let fields = table.read(&specs);
    let needs: Vec<&str> = ["at", "do"].iter().chain(served.needs).copied().collect();
    fields.require(&needs);
    let (day, time) = fields.moment("at")?;
    if day > until {
        fields.wrong("at", format!("is after the story's end: write {until} or earlier"));
    }
    let merchant = names.merchant(&fields, true);
    let verb = verb(served.verb, &fields, names);
    let line = table.source.line(table.at);
    Some(Event { line, day, time, merchant: merchant?, verb: verb?, refused: fields.flag("refused") })
}

/// Which verb an event has, if it is one that is served.
fn served(table: Table<'_, '_>, names: &mut Names) -> Option<&'static Served> {
    let Some((at, word)) = table.raw_text("do") else {
        if table.has("do") {
            table.source.wrong(table.place("do"), "do", "write a verb in quotes, as \"payment\"");
        } else {
            table.wrong("do", format!("is missing in [event]; allowed: {}", verbs()));
        }
        return None;
    };
    let found = SERVED.iter().find(|s| s.verb == word);
    if found.is_none() {
        // What such an event names is not held against the rest of the story.
        for key in ["device", "replacement"] {
            if let Some((at, name)) = table.raw_text(key) {
                names.devices.entry(name.to_owned()).or_insert(at);
            }
        }
        let message = if NOT_YET.contains(&word) {
            format!("\"{word}\" is not built yet; allowed: {}", verbs())
        } else {
            format!("\"{word}\" is not a verb; allowed: {}", verbs())
        };
        table.source.wrong(at, "do", message);
    }
    found
}

fn verbs() -> String {
    SERVED.iter().map(|s| s.verb).collect::<Vec<_>>().join(", ")
}

fn verb(word: &str, fields: &Fields<'_, '_>, names: &mut Names) -> Option<Verb> {
    match word {
        "line.add" => {
            let line = line(fields)?;
            names.devices.entry(line.device.clone()).or_insert_with(|| fields.at("device"));
            Some(Verb::LineAdd(line))
        }
        "invoice.credit" => {
            let wanted = match fields.amount("net") {
                Some(_) if fields.flag("all") => {
                    fields.wrong("all", "write net or all = true, not both");
                    return None;
                }
                Some(net) => Wanted::Net(net),
                None => Wanted::All,
            };
            Some(Verb::Credit { invoice: fields.number("invoice")?, wanted, reason: fields.text("reason")? })
        }
        "payment" => Some(Verb::Payment { amount: fields.amount("amount")?, invoice: fields.number("invoice") }),
        "kyc.approve" => Some(Verb::KycApprove),
        "kyc.reject" => Some(Verb::KycReject),
        _ => of_device(word, fields, names),
    }
}

/// A verb about a device that the story knows.
fn of_device(word: &str, fields: &Fields<'_, '_>, names: &mut Names) -> Option<Verb> {
    names.device(fields, "device");
    let device = fields.text("device")?;
    let exclusion = || fields.text("exclusion").and_then(|code| code.parse::<Exclusion>().ok());
    match word {
        "fault.report" => Some(Verb::Fault { device, description: fields.text("description")? }),
        "swap.approve" => Some(Verb::SwapApprove(device)),
        "swap.dispatch" => {
            let replacement = fields.text("replacement")?;
            names.devices.entry(replacement.clone()).or_insert_with(|| fields.at("replacement"));
            Some(Verb::SwapDispatch { device, replacement })
        }
        "device.deliver" => Some(Verb::Deliver(device)),
        "device.receive" => Some(Verb::Receive(device)),
        "inspection.decide" => Some(Verb::Inspect { device, covered: fields.flag("covered"), exclusion: exclusion() }),
        "quote.send" => {
            let kind = fields.text("kind").and_then(|kind| kind.parse().ok()).unwrap_or(QuoteKind::Repair);
            Some(Verb::Quote { device, kind, net: fields.amount("net") })
        }
        "quote.accept" => Some(Verb::Answer { device, accepted: true }),
        "quote.decline" => Some(Verb::Answer { device, accepted: false }),
        "fee.unfounded" => Some(Verb::Fee { device, exclusion: exclusion()? }),
        "credit.approve" => Some(Verb::GiveBack(device)),
        "incident.report" => {
            let kind = fields.text("kind").and_then(|kind| kind.parse().ok())?;
            Some(Verb::Incident { device, kind, discovered: fields.moment("discovered")? })
        }
        _ => Some(Verb::Move { device, site: fields.text("site")? }),
    }
}
