//! The house rules, as a test: who may import whom, how long a file may be, what may not be called, which words are missing.
//! It links nothing of ours: it reads the source.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder, with its path from the root.
fn sources(folder: &str) -> Vec<(String, String)> {
    fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&root().join(folder), &mut paths);
    paths.sort();
    let name = |p: &Path| p.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
    paths.iter().map(|p| (name(p), std::fs::read_to_string(p).unwrap())).collect()
}

/// What of a file is code that ships: without comments, texts and tests.
fn code(text: &str) -> String {
    let shipped = text.split("#[cfg(test)]\n#[allow").next().unwrap_or(text);
    let mut out = String::new();
    for line in shipped.lines() {
        let line = line.split("//").next().unwrap_or("");
        let mut inside = false;
        for (i, part) in line.split('"').enumerate() {
            inside = i % 2 == 1;
            if !inside {
                out.push_str(part);
            }
        }
        let _ = inside;
        out.push('\n');
    }
    out
}

/// The rooms that each room may use.
fn allowed() -> BTreeMap<&'static str, Vec<&'static str>> {
    BTreeMap::from([
        ("domain", vec!["domain"]),
        ("text", vec!["text", "domain"]),
        ("documents", vec!["documents", "domain", "text"]),
        ("store", vec!["store", "domain", "clock"]),
        ("gateways", vec!["gateways", "domain", "config"]),
        ("service", vec!["service", "domain", "store", "documents", "gateways", "clock", "text", "secrets"]),
        ("secrets", vec![]),
        ("web", vec!["web", "service", "domain", "text", "app", "store", "documents", "gateways", "clock", "secrets"]),
        ("clock", vec![]),
        ("stand_in", vec!["stand_in", "gateways", "clock"]),
        ("config", vec![]),
        ("jobs", vec!["jobs", "service", "domain", "text", "app", "store", "documents", "clock"]),
        (
            "simulate",
            vec![
                "simulate",
                "service",
                "domain",
                "text",
                "app",
                "store",
                "jobs",
                "clock",
                "gateways",
                "documents",
                "secrets",
            ],
        ),
        (
            "demo",
            vec!["demo", "service", "domain", "text", "app", "store", "jobs", "clock", "config", "secrets", "web"],
        ),
        (
            "bench",
            vec![
                "bench",
                "service",
                "domain",
                "text",
                "app",
                "store",
                "jobs",
                "clock",
                "config",
                "documents",
                "gateways",
                "secrets",
                "web",
            ],
        ),
    ])
}

fn room(path: &str) -> &str {
    path.strip_prefix("src/").unwrap().split(['/', '.']).next().unwrap()
}

#[test]
fn rooms_import_only_what_they_may() {
    let allowed = allowed();
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        let room = room(&path);
        let Some(may) = allowed.get(room) else { continue };
        let code = code(&text);
        for found in code.split("crate::").skip(1) {
            let other = found.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
            if !other.is_empty() && !may.contains(&other) {
                wrong.push(format!("{path}: {room} may not use crate::{other}"));
            }
        }
        for found in code.split("entity::").skip(1) {
            if !found.starts_with("types") && room != "store" {
                wrong.push(format!("{path}: only store names tables (entity::{})", found.lines().next().unwrap_or("")));
            }
        }
        if room != "store" && code.contains("sea_orm") {
            wrong.push(format!("{path}: only store names sea_orm"));
        }
        if room == "domain" && ["tokio", "axum", "askama", "sqlx", "async fn"].iter().any(|w| code.contains(w)) {
            wrong.push(format!("{path}: the domain is pure"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_asks_the_system_or_floats_near_money() {
    let mut wrong = Vec::new();
    for folder in ["src", "entity/src", "migration/src"] {
        for (path, text) in sources(folder) {
            let code = code(&text);
            for call in ["Utc::now", "Local::now", "thread_rng", "Uuid::now_v7", "Uuid::new_v4", "SystemTime::now"] {
                if code.contains(call) && path != "src/clock.rs" {
                    wrong.push(format!("{path}: {call}: use the injected clock and ids"));
                }
            }
            let near_money = ["src/domain", "src/service", "src/store", "entity"].iter().any(|f| path.starts_with(f));
            let words: BTreeSet<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            if near_money && (words.contains("f64") || words.contains("f32")) {
                wrong.push(format!("{path}: a float near money"));
            }
            for banned in ["todo!", "unimplemented!", "dbg!"] {
                if code.contains(banned) {
                    wrong.push(format!("{path}: {banned}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short() {
    let mut wrong = Vec::new();
    for folder in ["src", "entity/src", "migration/src", "tests"] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            if lines > 600 {
                wrong.push(format!("{path} has {lines} lines: split it by meaning"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The names of the texts of a language.
fn keys(language: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for entry in std::fs::read_dir(root().join("locales").join(language)).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            if let Some((key, _)) = line.split_once(" =")
                && !key.starts_with([' ', '#', '['])
            {
                keys.insert(format!("{file}: {key}"));
            }
        }
    }
    keys
}

#[test]
fn every_language_has_every_text() {
    let english = keys("en");
    assert!(english.len() > 50);
    for language in ["da", "nb", "nl"] {
        let other = keys(language);
        let missing: Vec<_> = english.difference(&other).collect();
        let surplus: Vec<_> = other.difference(&english).collect();
        assert!(missing.is_empty() && surplus.is_empty(), "{language}: missing {missing:?}, surplus {surplus:?}");
    }
}

/// The texts that the source names in quotes after some words.
fn named(text: &str, after: &str) -> Vec<String> {
    let found = text.split(after).skip(1).filter_map(|rest| rest.split('"').next());
    found.map(str::to_owned).collect()
}

#[test]
fn every_reason_has_a_text_and_every_text_of_a_reason_is_used() {
    let texts: BTreeSet<String> =
        keys("en").iter().filter_map(|k| k.split_once(": ").map(|k| k.1.to_owned())).collect();
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        let shipped = text.split("#[cfg(test)]\n#[allow").next().unwrap_or(&text);
        let mut found: Vec<String> =
            ["Reason::of(\"", "refused(\"", "of_quarter(\""].iter().flat_map(|after| named(shipped, after)).collect();
        let marks = ["\"reason-", "\"anomaly-", "\"form-", "\"error-"];
        for mark in marks {
            let prefix = mark.rsplit('"').next().unwrap();
            found.extend(named(shipped, mark).into_iter().map(|rest| format!("{prefix}{rest}")));
        }
        // `form_` and the like are names of other things; a key that is put together is asked for where it is made.
        for key in found.into_iter().filter(|key| !key.contains('{')) {
            if !texts.contains(&key) {
                wrong.push(format!("{path}: \"{key}\" is no text of locales/"));
            }
            used.insert(key);
        }
    }
    for key in texts.iter().filter(|key| key.starts_with("reason-") || key.starts_with("anomaly-")) {
        if !used.contains(key) {
            wrong.push(format!("locales/: nothing says {key}"));
        }
    }
    assert!(used.len() > 60, "{used:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn commands_of_the_readme_exist() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let makefile = std::fs::read_to_string(root().join("Makefile")).unwrap();
    let cli = std::fs::read_to_string(root().join("src/cli/mod.rs")).unwrap().to_lowercase();
    let mut seen = 0;
    for line in readme.lines().map(str::trim) {
        let line = line.trim_start_matches("$ ");
        if let Some(target) = line.strip_prefix("make ") {
            let target = target.split_whitespace().next().unwrap_or("");
            assert!(makefile.contains(&format!("\n{target}:")), "README: make {target} is not in the Makefile");
            seen += 1;
        }
        if let Some(rest) = line.strip_prefix("tillhold ") {
            let command = rest.split_whitespace().find(|w| !w.starts_with('-')).unwrap_or("");
            assert!(cli.contains(&command.to_lowercase()), "README: tillhold {command} is no command");
            seen += 1;
        }
    }
    assert!(seen >= 5, "the README names its commands");
}

#[test]
fn the_project_speaks_of_itself_only() {
    let mut wrong = Vec::new();
    let mut all = sources("src");
    all.extend(sources("tests"));
    for file in ["README.md", "CHANGELOG.md", "Makefile"] {
        all.push((file.to_owned(), std::fs::read_to_string(root().join(file)).unwrap_or_default()));
    }
    for (path, text) in all {
        if path == "tests/tidy.rs" {
            continue;
        }
        for word in ["/work/", "/root/", "issue #"] {
            if text.contains(word) {
                wrong.push(format!("{path}: {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
