//! From nothing to the first page: the program is started as an operator starts it, and asked until it answers.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use super::client::Client;
use super::figures::{Verdicts, median};
use crate::service::{ServiceError, ServiceResult};

/// How often it is started.
const TIMES: usize = 5;
/// How long it may take, in seconds.
const WANTED: f64 = 1.0;

/// Measures.
pub(super) async fn measure(url: &str, verdicts: &mut Verdicts) -> ServiceResult<()> {
    let mut times = Vec::new();
    for _ in 0..TIMES {
        times.push(once(url).await?);
    }
    let took = median(&mut times) / 1000.0;
    let verdict = verdicts.of("from a cold start to the first page", took, WANTED);
    println!("\nfrom a cold start to the first page: {took:.2} s {verdict}");
    Ok(())
}

async fn once(url: &str) -> ServiceResult<std::time::Duration> {
    let wrong = |e: std::io::Error| ServiceError::said(format!("bench: the program does not start: {e}"));
    let program = std::env::current_exe().map_err(wrong)?;
    let files = std::env::temp_dir().join(format!("tillhold_bench_{}.files", std::process::id()));
    let since = Instant::now();
    let mut child = Command::new(program)
        .args(["--database", url, "serve", "--listen", "127.0.0.1:0", "--no-work", "--files"])
        .arg(&files)
        .env("TILLHOLD_SECRET", "bench-bench-bench-bench-bench-bench-bench")
        .env("TILLHOLD_LOG", "warn")
        .stdout(Stdio::piped())
        .spawn()
        .map_err(wrong)?;
    let done = async {
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line).map_err(wrong)?;
        }
        let address = line.split("http://").nth(1).and_then(|rest| rest.split(". ").next()).unwrap_or_default();
        Client::new(&format!("http://{address}"))?.get("/sign-in").await
    }
    .await;
    let took = since.elapsed();
    let _ = child.kill();
    let _ = child.wait();
    let _ = std::fs::remove_dir_all(files);
    done.map(|_| took)
}
