//! What the program answers to a command line that makes no sense.

use std::process::{Command, Output};

fn tillhold(args: &[&str]) -> Output {
    let dir = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tillhold"));
    command.current_dir(dir.path()).env_remove("TILLHOLD_DATABASE").env_remove("TILLHOLD_FILES");
    command.args(args).output().unwrap()
}

fn code(args: &[&str]) -> Option<i32> {
    tillhold(args).status.code()
}

#[test]
fn a_day_of_another_century_is_a_wrong_command_line() {
    for day in ["1999-12-31", "2200-01-01", "+262142-12-31", "-0001-01-01", "2026-02-30", "today"] {
        assert_eq!(code(&[&format!("--today={day}"), "--database", "sqlite::memory:", "verify"]), Some(2), "{day}");
    }
    for day in ["2000-01-01", "2199-12-31"] {
        assert_eq!(code(&["--today", day, "--database", "sqlite::memory:", "verify"]), Some(0), "{day}");
    }
}

#[test]
fn a_database_of_another_kind_is_a_wrong_command_line() {
    for url in ["mysql://root:secret@localhost/x", "sqlite://", "tillhold.db", "http://localhost"] {
        let out = tillhold(&["--database", url, "verify"]);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{url}: {said}");
        assert!(said.contains("is not a database") && !said.contains("secret"), "{said}");
    }
    let away = code(&["--database", "postgres://nobody@127.0.0.1:1/none", "verify"]);
    assert_eq!(away, Some(1), "one that does not answer is no wrong command line");
}
