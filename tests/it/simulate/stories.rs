//! The contract's stories, played through the library.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tillhold::clock::{Clock, Ids};
use tillhold::gateways::files::Files;
use tillhold::gateways::mail::Mailer;
use tillhold::gateways::terminals::Terminals;
use tillhold::secrets::Secrets;
use tillhold::service::Context;
use tillhold::service::verify::verify;
use tillhold::simulate::{Options, Outcome, play_file, play_text};
use tillhold::store::company::company_list;
use tillhold::store::{Db, schema_is_current};
use tillhold::text::Texts;

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

/// Plays every story of a folder on all cores; each with its text and what came of it.
fn played(folder: &str) -> Vec<(String, String, Outcome)> {
    let files = stories(folder);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let hands: Vec<_> =
            files.chunks(files.len().div_ceil(cores)).map(|files| scope.spawn(|| played_one_by_one(files))).collect();
        hands.into_iter().flat_map(|hand| hand.join().unwrap()).collect()
    })
}

fn played_one_by_one(files: &[PathBuf]) -> Vec<(String, String, Outcome)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let play = |file: &PathBuf| {
        let (name, body) = (name(file), std::fs::read_to_string(file).unwrap());
        let outcome = runtime.block_on(play_text(&name, &body));
        (name, body, outcome)
    };
    files.iter().map(play).collect()
}

#[test]
fn every_story_comes_out_as_it_says() {
    let all = played("");
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

#[test]
fn a_malformed_story_is_told_by_line_and_key() {
    for (name, body, outcome) in played("malformed") {
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

#[test]
fn a_story_that_does_not_hold_says_what_was_expected_and_what_came() {
    for (name, _, outcome) in played("failing") {
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

#[test]
fn the_object_has_the_keys_of_the_contract_in_its_order() {
    let all = played("");
    let (_, _, one) = all.iter().find(|(name, ..)| name == "quarter-whole-from-first-of-january.toml").unwrap();
    let object = one.json();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&object), "scenario ok failures documents charges deadlines devices licences agreement balance");
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

#[test]
fn a_kept_database_is_an_ordinary_one_and_verifies() {
    let dir = tempfile::tempdir().unwrap();
    let keep = dir.path().join("100 % story?#1.db");
    let options = Options { keep: Some(keep.clone()), ..Options::default() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let story = stories("").into_iter().find(|file| name(file).starts_with("merchants-money")).unwrap();
    runtime.block_on(async {
        assert_eq!(play_file(&story, &options).await.code(), 0);
        let again = play_file(&story, &options).await;
        assert_eq!(again.code(), 2, "a file that exists is not replaced: {}", again.text());
        let clock = Clock::set_to("2026-04-02T10:00:00Z".parse().unwrap());
        let url = format!("sqlite://{}", dir.path().join("story.db").display());
        std::fs::rename(&keep, dir.path().join("story.db")).unwrap();
        let db = Db::connect(&url).await.unwrap();
        schema_is_current(&db).await.unwrap();
        let files = Files::memory();
        let ids = Ids::seeded(1, &clock);
        let cx = Context {
            db,
            clock,
            ids,
            texts: Arc::new(Texts::load().unwrap()),
            files,
            secrets: Secrets::throwaway("test"),
            mailer: Mailer::Kept,
            terminals: Terminals::NONE,
            address: None,
        };
        assert_eq!(company_list(&cx.db).await.unwrap().len(), 1);
        assert_eq!(verify(&cx, &|_| ()).await.unwrap(), [], "verify finds nothing");
    });
}

#[test]
fn a_story_plays_in_under_two_seconds() {
    let body = include_str!("../../scenarios/term-from-leap-day-clamps.toml");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let begun = std::time::Instant::now();
    assert_eq!(runtime.block_on(play_text("story", body)).code(), 0);
    assert!(begun.elapsed().as_secs_f32() < 2.0, "{:?}", begun.elapsed());
}
