#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use super::*;

const STORY: &str = r#"scenario = "A story"
rules = ["R016"]
profile = "dk-loomis"
start = 2026-01-01
until = 2026-04-20

[merchant]
name = "Café Nordhavn ApS"
kind = "business"
country = "DK"
registration = "13748136"

[order]
signed = 2026-01-01

[[order.line]]
device = "T1"
model = "pax-a920"
rent = "249.00"
licence = "99.00"

[[event]]
at = 2026-01-10
do = "payment"
amount = "1305.00"
invoice = 1

[[expect]]
device = "T1"
state = "installed"
"#;

/// The errors of the story with one text put for another: `line 21: key`.
fn errors(from: &str, to: &str) -> Vec<String> {
    assert!(STORY.contains(from), "{from:?} is not in the story");
    wrong_of(&STORY.replacen(from, to, 1))
}

fn wrong_of(body: &str) -> Vec<String> {
    parse(body).err().into_iter().flatten().map(|w| w.to_string()).collect()
}

/// Asserts that there is one error and that it begins and ends as given.
fn one(from: &str, to: &str, begins: &str, says: &str) {
    let found = errors(from, to);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].starts_with(begins) && found[0].contains(says),
        "{} should begin {begins:?} and say {says:?}",
        found[0]
    );
}

#[test]
fn a_story_is_read() {
    let story = parse(STORY).unwrap();
    assert_eq!(story.orders[0].kyc_approved, Some("2026-01-01".parse().unwrap()), "left out: the day of signature");
    assert_eq!(story.orders[0].binding_months, None);
    assert!(story.orders[0].approve_at_once);
    assert_eq!(story.events[0].time.to_string(), "12:00:00");
    assert_eq!(story.events[0].line, 22, "the head of the event");
    assert_eq!(story.models(), ["pax-a920"]);
}

#[test]
fn an_unknown_key_is_named_with_those_allowed() {
    one("signed =", "payment_day = 14\nsigned =", "line 14: payment_day: ", "payment_days");
    one("model = ", "modell = \"x\"\nmodel = ", "line 18: modell: ", "device, model, rent, licence");
    one("invoice = 1", "invoice = 1\nreason = \"x\"", "line 27: reason: ", "amount, invoice");
    one("state = ", "stat = 1\nstate = ", "line 30: stat: ", "custodian");
    one("rules =", "rule =", "line 2: rule: ", "rules");
    one("kind =", "sort =", "line 9: sort: ", "kind");
}

#[test]
fn a_verb_is_known_not_built_or_unknown() {
    one("\"payment\"", "\"pay\"", "line 24: do: ", "line.add, invoice.credit, payment, fault.report");
    one("\"payment\"", "\"dispute.open\"", "line 24: do: ", "\"dispute.open\" is not built yet");
    one("do = \"payment\"\n", "", "line 22: do: ", "is missing");
}

#[test]
fn what_a_verb_needs_is_missing() {
    one("amount = \"1305.00\"\n", "", "line 22: amount: ", "is missing");
    one("at = 2026-01-10\n", "", "line 22: at: ", "is missing");
    let added = "do = \"line.add\"\nmodel = \"m\"\nrent = \"1.00\"\nlicence = \"1.00\"\n";
    one("do = \"payment\"\namount = \"1305.00\"\ninvoice = 1\n", added, "line 22: device: ", "is missing");
    one("rent = \"249.00\"\n", "", "line 16: rent: ", "device, model, rent, licence");
    one("profile = \"dk-loomis\"\n", "", "line 1: profile: ", "is missing");
}

#[test]
fn a_value_is_of_another_type() {
    one("\"1305.00\"", "1305.00", "line 25: amount: ", "in quotes");
    one("\"1305.00\"", "\"1305,00\"", "line 25: amount: ", "249.00");
    one("\"249.00\"", "\"249.001\"", "line 19: rent: ", "249.00");
    one("\"249.00\"", "\"0.00\"", "line 19: rent: ", "more than 0.00");
    one("signed = 2026-01-01", "signed = \"2026-01-01\"", "line 14: signed: ", "2026-01-31");
    one("signed = 2026-01-01", "signed = 2026-01-01T10:00:00", "line 14: signed: ", "2026-01-31");
    one("signed =", "kyc_approved = true\nsigned =", "line 14: kyc_approved: ", "or false");
    one("signed =", "binding_months = -1\nsigned =", "line 14: binding_months: ", "from 0 to 600");
    one("signed =", "approve = \"perhaps\"\nsigned =", "line 14: approve: ", "manual");
    one("\"business\"", "\"shop\"", "line 9: kind: ", "business, private");
    one("\"DK\"", "\"SE\"", "line 10: country: ", "DK, NO, NL");
    one("\"dk-loomis\"", "\"se-loomis\"", "line 3: profile: ", "dk-loomis, no-lease, nl-lease");
}

#[test]
fn a_date_is_impossible_or_out_of_order() {
    one("at = 2026-01-10", "at = 2026-02-30", "line 23: at: ", "TOML");
    one("at = 2026-01-10", "at = 2026-13-01", "line 23: at: ", "TOML");
    one("until = 2026-04-20", "until = 2025-12-31", "line 5: until: ", "2026-01-01 or later");
    one("at = 2026-01-10", "at = 2026-04-21", "line 23: at: ", "2026-04-20 or earlier");
    one("start = 2026-01-01", "start = 0001-01-01", "line 4: start: ", "2000 to 2199");
}

#[test]
fn names_are_those_of_the_story() {
    one("[[expect]]\ndevice = \"T1\"", "[[expect]]\ndevice = \"T9\"", "line 29: device: ", "T1");
    one(
        "[[expect]]\ndevice = \"T1\"\nstate = \"installed\"",
        "[[expect]]\nlicence = \"T9\"",
        "line 29: licence: ",
        "T1",
    );
    one("do = \"payment\"", "do = \"payment\"\nmerchant = \"cafe\"", "line 25: merchant: ", "cafe");
    let twice = "[[order.line]]\ndevice = \"T1\"\nmodel = \"m\"\nrent = \"1.00\"\nlicence = \"1.00\"\n\n[[event]]";
    one("[[event]]", twice, "line 23: device: ", "line 17");
}

#[test]
fn an_expectation_is_of_one_kind_with_its_keys() {
    one("device = \"T1\"\nstate", "state", "line 28: expect: ", "invoice, charge, deadline");
    one(
        "[[expect]]\ndevice = \"T1\"\nstate = \"installed\"",
        "[[expect]]\ninvoice = 1\nat = 2026-01-01",
        "line 30: at: ",
        "gross",
    );
    one("state = \"installed\"", "state = \"instaled\"", "line 30: state: ", "installed");
    one("state = \"installed\"", "count = 1\nabsent = true", "line 31: absent: ", "not both");
    one(
        "[[expect]]\ndevice = \"T1\"\nstate = \"installed\"",
        "[[expect]]\ncharge = \"NONRET\"",
        "line 29: charge: ",
        "NONRET-SWAP",
    );
}

#[test]
fn several_merchants_are_named() {
    let two = STORY.replace("[merchant]\n", "[[merchant]]\nkey = \"a\"\n").replace(
        "[order]\n",
        "[[merchant]]\nkey = \"b\"\nname = \"B\"\n\n[[order]]\nmerchant = \"b\"\nsigned = 2026-01-01\n\n[[order.line]]\n\
         device = \"B1\"\nmodel = \"m\"\nrent = \"1.00\"\nlicence = \"1.00\"\n\n[[order]]\nmerchant = \"a\"\n",
    );
    let found = wrong_of(&two);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("line 38: merchant: is missing") && found[0].ends_with("a, b"), "{found:?}");
    let story = parse(&two.replace("do = \"payment\"", "do = \"payment\"\nmerchant = \"a\"")).unwrap();
    assert_eq!(story.orders[0].merchant, 1, "orders keep their place in the file");
    assert_eq!(story.events[0].merchant, 0);
}

#[test]
fn an_amount_that_nobody_means_is_malformed() {
    one("rent = \"249.00\"", "rent = \"100000.01\"", "line 19: rent: ", "at most 100000.00");
    one("licence = \"99.00\"", "licence = \"9999999999999.99\"", "line 20: licence: ", "at most 100000.00");
    one("rent = \"249.00\"", "rent = \"99999999999999.00\"", "line 19: rent: ", "too large");
    let joins = "do = \"line.add\"\ndevice = \"T2\"\nmodel = \"m\"\nrent = \"1.00\"\nlicence = \"100000.01\"\n";
    one("do = \"payment\"\namount = \"1305.00\"\ninvoice = 1\n", joins, "line 28: licence: ", "at most 100000.00");
    assert_eq!(errors("rent = \"249.00\"", "rent = \"100000.00\""), Vec::<String>::new());
}

#[test]
fn a_time_is_local_or_has_an_offset() {
    let at = |text: &str| {
        let body = STORY.replace("at = 2026-01-10", &format!("at = {text}"));
        let event = parse(&body).unwrap().events.remove(0);
        (event.day.to_string(), event.time.to_string())
    };
    assert_eq!(at("2026-01-10T23:30:00"), ("2026-01-10".to_owned(), "23:30:00".to_owned()));
    assert_eq!(at("2026-01-10T23:30:00Z"), ("2026-01-11".to_owned(), "00:30:00".to_owned()));
    assert_eq!(at("2026-01-10T23:30:00-05:00"), ("2026-01-11".to_owned(), "05:30:00".to_owned()));
}

#[test]
fn hostile_files_are_refused_and_never_panic() {
    for body in
        ["", "= 1", "[[event]", "scenario = 1", "event = 3", "merchant = \"x\"", "[[order]]\nline = [1]", "\u{0}"]
    {
        assert!(!wrong_of(body).is_empty(), "{body:?}");
    }
    let merchant = &STORY[STORY.find("[merchant]").unwrap()..STORY.find("[order]").unwrap()];
    for nobody in ["", "merchant = []\n"] {
        let body = format!("{nobody}{}", STORY.replace(merchant, ""));
        assert!(wrong_of(&body).iter().any(|w| w.starts_with("line 1: merchant: is missing")), "{:?}", wrong_of(&body));
    }
    let mut deep = String::from("a = ");
    for _ in 0..200_000 {
        let _ = write!(deep, "[");
    }
    assert!(!wrong_of(&deep).is_empty());
    for cut in (0..STORY.len()).filter(|n| STORY.is_char_boundary(*n)) {
        let _ = parse(&STORY[..cut]);
        let _ = parse(&format!("{}\u{1F600}{}", &STORY[..cut], &STORY[cut..]));
    }
}
