//! The contract's stories, played through the library.

use std::path::{Path, PathBuf};

use tillhold::simulate::{Outcome, play_text};
use tokio::task::JoinSet;

/// The stories of a folder below `tests/scenarios`, by name.
fn stories(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios").join(folder);
    let entries = std::fs::read_dir(&folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "toml"));
    files.sort();
    assert!(!files.is_empty(), "no stories in {}", folder.display());
    files
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Plays every story of a folder; each with its text and what came of it.
async fn played(folder: &str) -> Vec<(String, String, Outcome)> {
    let mut set = JoinSet::new();
    for file in stories(folder) {
        set.spawn(async move {
            let body = std::fs::read_to_string(&file).unwrap();
            let outcome = play_text(&name(&file), &body).await;
            (name(&file), body, outcome)
        });
    }
    let mut all = set.join_all().await;
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_story_comes_out_as_it_says() {
    let all = played("").await;
    let failed: Vec<String> = all
        .iter()
        .filter(|(_, _, outcome)| outcome.code() != 0)
        .map(|(name, _, outcome)| match outcome {
            Outcome::Played { failures, .. } => format!("{name}\n  {}", failures.join("\n  ")),
            other => other.text(),
        })
        .collect();
    assert!(failed.is_empty(), "{} of {} stories fail:\n{}", failed.len(), all.len(), failed.join("\n"));
}

#[tokio::test]
async fn a_malformed_story_is_told_by_line_and_key() {
    for (name, body, outcome) in played("malformed").await {
        assert_eq!(outcome.code(), 2, "{name}: {}", outcome.text());
        let wants = body.lines().next().and_then(|line| line.strip_prefix("# wants: ")).unwrap();
        let text = outcome.text();
        assert_eq!(text.lines().count(), 1, "{name}: {text}");
        assert!(text.starts_with(&format!("{name}: {wants}: ")), "{name} should say {wants}: {text}");
        let object = outcome.json();
        assert_eq!(object["error"], text.as_str(), "{name}");
        assert_eq!(object["file"], name.as_str(), "{name}");
    }
}

#[tokio::test]
async fn a_story_that_does_not_hold_says_what_was_expected_and_what_came() {
    for (name, _, outcome) in played("failing").await {
        assert_eq!(outcome.code(), 1, "{name}: {}", outcome.text());
        let object = outcome.json();
        let failures = object["failures"].as_array().unwrap();
        assert!(!failures.is_empty() && object["ok"] == false, "{name}: {object}");
        for failure in failures {
            let failure = failure.as_str().unwrap();
            assert!(failure.contains("expected") && failure.contains("came"), "{name}: {failure}");
        }
    }
}

#[tokio::test]
async fn the_object_has_the_keys_of_the_contract_in_its_order() {
    let all = played("").await;
    let (_, _, one) = all.iter().find(|(name, ..)| name == "quarter-whole-from-first-of-january.toml").unwrap();
    let object = one.json();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(
        keys(&object),
        "scenario ok failures documents charges deadlines devices licences agreement balance"
    );
    let document = &object["documents"][0];
    assert_eq!(keys(document), "n kind number date due net vat gross open lines");
    assert_eq!(keys(&document["lines"][0]), "code device from to net vat_rate rule why");
    assert_eq!(document["lines"][0]["vat_rate"], "25");
    assert_eq!(keys(&object["devices"]["T1"]), "state custodian connected");
    assert_eq!(keys(&object["licences"][0]), "device state monthly from to");
    assert_eq!(keys(&object["agreement"]), "state start term_end ends");
    let (_, _, two) = all.iter().find(|(name, ..)| name == "merchants-two-in-one-file.toml").unwrap();
    let object = two.json();
    assert!(keys(&object).ends_with("licences agreement agreements balance balances"), "{object}");
    assert_eq!(keys(&object["balances"]), "cafe bakery");
    assert_eq!(object["documents"][1]["merchant"], "bakery");
}
