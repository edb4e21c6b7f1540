//! `tillhold simulate`: plays a merchant's story through the services, on a fresh database with a simulated clock, and judges it.

mod company;
mod expect;
mod parse;
mod play;
mod result;
mod stage;
mod state;
mod statement;
mod story;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use parse::Wrong;
use serde_json::json;

use crate::documents::pdf::PdfWriter;
use crate::jobs::Worker;
use crate::service::runs::quiet;
use crate::service::{Context, ServiceError, ServiceResult};

/// How stories are played and shown.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// One JSON object a file instead of a statement.
    pub json: bool,
    /// The file that a story's database is left in.
    pub keep: Option<PathBuf>,
    /// The folder that documents are made in.
    pub documents: Option<PathBuf>,
}

/// What came of a file.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It was played.
    Played {
        /// The result, as `--json` writes it.
        result: serde_json::Value,
        /// The statement.
        statement: String,
        /// What does not hold; empty: all is as expected.
        failures: Vec<String>,
    },
    /// It is no story.
    Malformed {
        /// The file.
        file: String,
        /// What it is called, as far as it can be read.
        scenario: Option<String>,
        /// What is wrong with it.
        wrong: Vec<Wrong>,
    },
    /// It could not be read or played.
    Broken {
        /// The file.
        file: String,
        /// Why.
        why: String,
    },
}

impl Outcome {
    /// The exit code: 0 all holds, 1 something does not, 2 the file is malformed or cannot be read.
    #[must_use]
    pub const fn code(&self) -> u8 {
        match self {
            Self::Played { failures, .. } if failures.is_empty() => 0,
            Self::Played { .. } => 1,
            Self::Malformed { .. } | Self::Broken { .. } => 2,
        }
    }

    /// The JSON object of the file.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        match self {
            Self::Played { result, .. } => result.clone(),
            Self::Malformed { file, scenario, wrong } => {
                let (line, key) = wrong.first().map_or((0, ""), |w| (w.line, w.key.as_str()));
                let error = malformed(file, wrong);
                json!({ "scenario": scenario, "file": file, "ok": false, "line": line, "key": key, "error": error })
            }
            Self::Broken { file, why } => {
                json!({ "scenario": null, "file": file, "ok": false, "error": format!("{file}: {why}") })
            }
        }
    }

    /// What people read.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Played { statement, .. } => statement.clone(),
            Self::Malformed { file, wrong, .. } => malformed(file, wrong),
            Self::Broken { file, why } => format!("{file}: {why}"),
        }
    }
}

/// One error a line: `FILE: line 31: do: "pay" is not a verb; allowed: ...`.
fn malformed(file: &str, wrong: &[Wrong]) -> String {
    wrong.iter().map(|w| format!("{file}: {w}")).collect::<Vec<_>>().join("\n")
}

/// Plays files one after the other and prints what came of each; returns the highest exit code.
pub async fn run(files: &[PathBuf], options: Options) -> u8 {
    if options.keep.is_some() && files.len() != 1 {
        tell(&mut std::io::stderr(), "--keep takes the database of one story: give one FILE");
        return 2;
    }
    let (mut code, mut shown, mut bad) = (0, false, Vec::new());
    for file in files {
        // Two stories give the same numbers to their documents: each of several has a folder of its own.
        let folder = options.documents.as_ref().map(|folder| match file.file_stem() {
            Some(stem) if files.len() > 1 => folder.join(stem),
            _ => folder.clone(),
        });
        let outcome = play_file(file, &Options { documents: folder, ..options.clone() }).await;
        code = code.max(outcome.code());
        if outcome.code() > 0 {
            bad.push(file.display().to_string());
        }
        if options.json {
            tell(&mut std::io::stdout(), &outcome.json().to_string());
        } else if outcome.code() == 2 {
            tell(&mut std::io::stderr(), &outcome.text());
        } else {
            let rule = if shown { format!("\n{}\n", "-".repeat(72)) } else { String::new() };
            tell(&mut std::io::stdout(), &format!("{rule}{}", outcome.text().trim_end()));
            shown = true;
        }
    }
    if files.len() > 1 && !options.json {
        let all = files.len();
        let rest = if bad.is_empty() { String::new() } else { format!("; not: {}", bad.join(", ")) };
        tell(&mut std::io::stdout(), &format!("\n{} of {all} stories hold{rest}", all - bad.len()));
    }
    code
}

/// Prints a line. A reader that went away is no failure of the story.
fn tell(to: &mut dyn Write, text: &str) {
    let _ = writeln!(to, "{text}");
}

/// Plays a file and prints nothing.
pub async fn play_file(file: &Path, options: &Options) -> Outcome {
    let name = file.display().to_string();
    match std::fs::read(file).map(String::from_utf8) {
        Ok(Ok(body)) => play(&name, &body, options).await,
        Ok(Err(_)) => Outcome::Broken { file: name, why: "is not text in UTF-8".to_owned() },
        Err(error) => Outcome::Broken { file: name, why: format!("cannot be read: {error}") },
    }
}

/// Plays a story that is given as text; `name` stands for its file.
pub async fn play_text(name: &str, body: &str) -> Outcome {
    play(name, body, &Options::default()).await
}

async fn play(name: &str, body: &str, options: &Options) -> Outcome {
    let file = name.to_owned();
    let story = match parse::parse(body) {
        Ok(story) => story,
        Err(wrong) => return Outcome::Malformed { file, scenario: parse::name(body), wrong },
    };
    let played = match play::play(&story, options.documents.as_deref()).await {
        Ok(played) => played,
        Err(error) => return Outcome::Broken { file, why: format!("cannot be played: {error}") },
    };
    if options.documents.is_some()
        && let Err(error) = render(&played.cx).await
    {
        return Outcome::Broken { file, why: format!("its documents cannot be made: {error}") };
    }
    if let Some(to) = &options.keep
        && let Err(error) = played.cx.db.copy_to(&to.display().to_string()).await
    {
        return Outcome::Broken { file, why: format!("its database cannot be kept in {}: {error}", to.display()) };
    }
    Outcome::Played {
        result: result::result(&story, &played.state, &played.failures),
        statement: statement::statement(&story, &played.state, &played.failures),
        failures: played.failures,
    }
}

/// Makes the files of every document, into the file store that the story was played with.
async fn render(cx: &Context) -> ServiceResult<()> {
    let pdf = PdfWriter::new().map_err(|e| ServiceError::Document(e.to_string()))?;
    let drained = Worker::new(cx.clone(), Arc::new(pdf)).drain(&quiet).await?;
    if drained.failed == 0 { Ok(()) } else { Err(ServiceError::Document(format!("{} of them failed", drained.failed))) }
}
