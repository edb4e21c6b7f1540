//! What a story says when its events or expectations do not come out.

use tillhold::simulate::{Outcome, play_text};

const STORY: &str = r#"
scenario = "A verdict"
profile = "PROFILE"
start = 2026-01-01
until = 2026-03-31

[merchant]
name = "Café Nordhavn"

[order]
signed = 2026-01-01

[[order.line]]
device = "Terminal Én"
model = "PAX A920 (new)"
rent = "249.00"
licence = "99.00"
"#;

/// Plays the story with more below it.
fn play(profile: &str, more: &str) -> Outcome {
    let body = format!("{}{more}", STORY.replace("PROFILE", profile).trim_start());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(play_text("verdict.toml", &body))
}

fn failures(more: &str) -> Vec<String> {
    match play("dk-loomis", more) {
        Outcome::Played { failures, .. } => failures,
        other => panic!("{}", other.text()),
    }
}

fn event(day: &str, what: &str) -> String {
    format!("[[event]]\nat = {day}\n{what}\n")
}

fn fails(more: &str, says: &[&str]) {
    let failures = failures(more);
    assert_eq!(failures.len(), says.len(), "{failures:#?}");
    for (failure, says) in failures.iter().zip(says) {
        assert!(failure.contains(says), "{failure} should say {says}");
    }
}

#[test]
fn a_refusal_must_be_said_and_must_happen() {
    let too_much = "do = \"invoice.credit\"\ninvoice = 1\nreason = \"x\"\nnet = \"1044.01\"";
    fails(&event("2026-01-05", too_much), &["line 17: invoice.credit on 2026-01-05 was refused: 1044.01 cannot"]);
    fails(&event("2026-01-05", &format!("{too_much}\nrefused = true")), &[]);
    let fine = "do = \"payment\"\namount = \"1.00\"\nrefused = true";
    fails(&event("2026-01-05", fine), &["line 17: payment on 2026-01-05 was expected to be refused, but it was done"]);
}

#[test]
fn what_is_not_there_yet_is_refused() {
    fails(&event("2026-01-05", "do = \"payment\"\namount = \"1.00\"\ninvoice = 2"), &["document 2 is not issued yet"]);
    fails(&event("2025-12-31", "do = \"payment\"\namount = \"1.00\""), &["the order is not signed yet"]);
    fails(&event("2026-01-05", "do = \"kyc.approve\""), &["has started already"]);
    let again = "do = \"line.add\"\ndevice = \"Terminal Én\"\nmodel = \"m\"\nrent = \"1.00\"\nlicence = \"1.00\"";
    fails(&event("2026-01-05", again), &["is on agreement"]);
    fails(&event("2026-01-05", &format!("{again}\nrefused = true")), &[]);
}

#[test]
fn an_expectation_says_what_came() {
    fails("[[expect]]\ninvoice = 1\nvat = \"261\"\ngross = \"1305.0\"\n", &[]);
    fails(
        "[[expect]]\ninvoice = 1\ngross = \"1\"\nkind = \"reminder\"\n",
        &["line 17: invoice 1: gross: expected 1.00, came 1305.00; kind: expected reminder, came invoice"],
    );
    fails("[[expect]]\ninvoice = 2\n", &["line 17: invoice 2: expected one, none came"]);
    fails("[[expect]]\ninvoice = 1\nabsent = true\n", &["invoice 1: expected none, came invoice 00001"]);
    fails("[[expect]]\ninvoice = 1\ncount = 2\n", &["invoice 1: expected 2 that match, came 1"]);
    fails(
        "[[expect]]\nagreement = \"rolling\"\nends = 2026-03-31\n",
        &["state: expected rolling, came active; ends: expected"],
    );
    fails(
        "[[expect]]\nagreement = \"active\"\nat = 2025-12-31\n",
        &["agreement on 2025-12-31: expected one, none came"],
    );
    fails("[[expect]]\ndevice = \"Terminal Én\"\nconnected = false\n", &["connected: expected false, came true"]);
    fails("[[expect]]\nlicence = \"Terminal Én\"\nto = false\nfrom = 2026-01-01\n", &[]);
    fails("[[expect]]\nbalance = \"0.00\"\nat = 2025-12-31\n[[expect]]\nbalance = \"1305\"\n", &[]);
}

#[test]
fn lines_are_compared_one_by_one() {
    let rent = "{ code = \"RENT\", device = \"Terminal Én\", net = \"747.00\", vat_rate = \"25.00\", rule = \"R016\" }";
    fails(&format!("[[expect]]\ninvoice = 1\nlines = [{rent}, {{ code = \"GWL\" }}]\n"), &[]);
    fails(&format!("[[expect]]\ninvoice = 1\nlines = [{rent}]\n"), &["lines: expected 1 lines, came 2"]);
    let wrong = format!("[[expect]]\ninvoice = 1\nlines = [{rent}, {{ code = \"RENT\", to = 2026-03-30 }}]\n");
    fails(&wrong, &["line 2: code: expected RENT, came GWL; line 2: to: expected 2026-03-30, came 2026-03-31"]);
}

#[test]
fn every_profile_is_played_in_its_own_market() {
    for (profile, vat, why) in
        [("dk-loomis", "261.00", "Leje"), ("no-lease", "261.00", "Leie"), ("nl-lease", "219.24", "")]
    {
        let outcome = play(profile, &format!("[[expect]]\ninvoice = 1\nnet = \"1044.00\"\nvat = \"{vat}\"\n"));
        assert_eq!(outcome.code(), 0, "{profile}: {}", outcome.text());
        let said = outcome.json()["documents"][0]["lines"][0]["why"].as_str().unwrap().to_owned();
        assert!(said.contains(why) && said.contains("R016"), "{said}");
        assert!(outcome.text().ends_with("OK: 1 expectation holds\n"), "{}", outcome.text());
    }
}

#[test]
fn the_same_story_comes_out_the_same() {
    let (one, two) = (play("dk-loomis", ""), play("dk-loomis", ""));
    assert_eq!(one.json().to_string(), two.json().to_string());
}

#[test]
fn events_of_a_day_happen_in_file_order_and_the_clock_never_goes_back() {
    // Told first, at three: without it there is nothing to credit at nine.
    let story = STORY.replace("PROFILE", "dk-loomis").replace("signed =", "kyc_approved = false\nsigned =");
    let more = [
        event("2026-02-10T15:00:00", "do = \"kyc.approve\""),
        event("2026-02-10T09:00:00", "do = \"invoice.credit\"\ninvoice = 1\nreason = \"x\"\nall = true"),
        event("2026-02-10T00:00:00", "do = \"payment\"\namount = \"1.00\""),
    ];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let outcome = runtime.block_on(play_text("order.toml", &format!("{}{}", story.trim_start(), more.concat())));
    assert_eq!(outcome.code(), 0, "{}", outcome.text());
    assert_eq!(outcome.json()["documents"][1]["kind"], "credit_note");
    assert_eq!(outcome.json()["balance"], "-1.00");
}

#[test]
fn documents_of_a_day_go_by_merchant_not_by_order() {
    let merchant = |key: &str| format!("[[merchant]]\nkey = \"{key}\"\nname = \"{key}\"\n");
    let order = |key: &str| {
        format!(
            "[[order]]\nmerchant = \"{key}\"\nsigned = 2026-01-01\n[[order.line]]\ndevice = \"{key}\"\nmodel = \"m\"\n\
             rent = \"100.00\"\nlicence = \"99.00\"\n"
        )
    };
    let body = [
        "scenario = \"Two\"\nprofile = \"dk-loomis\"\nstart = 2026-01-01\nuntil = 2026-04-01\n".to_owned(),
        merchant("first"),
        merchant("second"),
        order("second"),
        order("first"),
    ];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let outcome = runtime.block_on(play_text("two.toml", &body.concat()));
    assert_eq!(outcome.code(), 0, "{}", outcome.text());
    let json = outcome.json();
    let issued: Vec<&str> =
        json["documents"].as_array().unwrap().iter().map(|d| d["merchant"].as_str().unwrap()).collect();
    assert_eq!(issued, ["first", "second", "first", "second"]);
}
