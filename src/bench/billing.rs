//! Issues a quarter for real, and then writes the same rows by plain `INSERT … SELECT`, one statement a table, into empty twins of
//! the same tables on the same database: the floor. Each size runs in processes of its own, so that memory can be told apart.

use std::process::Command;
use std::time::Instant;

use clap::{Args, ValueEnum};
use entity::types::{Country, Date, Quarter};
use serde::{Deserialize, Serialize};

use super::{memory, portfolio};
use crate::clock::Ids;
use crate::config::Config;
use crate::service::{Context, ServiceError, ServiceResult, runs};
use crate::store::company::{Company, company_list};
use crate::store::{Db, twin};

/// What is measured.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// How many agreements; may be given several times
    #[arg(long = "agreements", value_name = "N", default_values_t = [10_000, 100_000])]
    sizes: Vec<u64>,
    /// A million agreements as well
    #[arg(long)]
    million: bool,
    /// One step of one size; used by the program itself
    #[arg(long, hide = true, value_enum)]
    stage: Option<Stage>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Stage {
    Prepare,
    Issue,
}

/// Figures of one size.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Figures {
    invoices: u64,
    rows: u64,
    preview_s: f64,
    issue_s: f64,
    floor_s: f64,
    peak_mib: u64,
}

/// Measures every size and prints. Without `--database`, on a new SQLite file; with the address of a PostgreSQL server, in new
/// databases beside the one that is named.
///
/// # Errors
/// A database that does not answer.
pub async fn run(config: &Config, options: &Options) -> ServiceResult<()> {
    match options.stage {
        Some(Stage::Prepare) => return prepare(config, options).await,
        Some(Stage::Issue) => return issue(config).await,
        None => {}
    }
    let mut sizes = options.sizes.clone();
    if options.million {
        sizes.push(1_000_000);
    }
    let mut all: Vec<Figures> = Vec::new();
    for (i, size) in sizes.iter().enumerate() {
        let url = fresh(config, i).await?;
        let prepared = child(&url, *size, "prepare")?;
        let mut figures: Figures = last_json(&child(&url, *size, "issue")?)?;
        figures.preview_s = last_json::<f64>(&prepared)?;
        show(&url, &figures);
        remove(config, &url).await?;
        all.push(figures);
    }
    compare(&all);
    Ok(())
}

pub(super) async fn fresh(config: &Config, i: usize) -> ServiceResult<String> {
    let name = format!("tillhold_bench_{}_{i}", std::process::id());
    match config.database.as_deref().filter(|url| url.starts_with("postgres")) {
        Some(url) => Ok(twin::database_create(url, &name).await?),
        None => Ok(format!("sqlite://{}", std::env::temp_dir().join(format!("{name}.db")).display())),
    }
}

pub(super) async fn remove(config: &Config, url: &str) -> ServiceResult<()> {
    if let Some(file) = url.strip_prefix("sqlite://") {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{file}{ending}"));
        }
        return Ok(());
    }
    let name = url.rsplit('/').next().unwrap_or_default();
    Ok(twin::database_drop(config.database.as_deref().unwrap_or_default(), name).await?)
}

fn child(url: &str, size: u64, stage: &str) -> ServiceResult<String> {
    let wrong = |why: String| ServiceError::said(format!("bench {stage}: {why}"));
    let program = std::env::current_exe().map_err(|e| wrong(e.to_string()))?;
    let out = Command::new(program)
        .args(["--database", url, "bench", "billing", "--agreements", &size.to_string(), "--stage", stage])
        .env_remove("TILLHOLD_DATABASE")
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|e| wrong(e.to_string()))?;
    if !out.status.success() {
        return Err(wrong(format!("ended with {}", out.status)));
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

fn last_json<T: for<'de> Deserialize<'de>>(text: &str) -> ServiceResult<T> {
    let line = text.lines().last().unwrap_or_default();
    serde_json::from_str(line).map_err(|e| ServiceError::said(format!("bench: {e}: {line}")))
}

const QUARTER: &str = "2026Q1";

async fn context(config: &Config) -> ServiceResult<Context> {
    let day = Date::from_ymd_opt(2026, 1, 1).unwrap_or(Date::MIN);
    super::context(Db::connect(&config.database()).await?, day, Ids::random).await
}

fn quarter() -> ServiceResult<Quarter> {
    QUARTER.parse().map_err(|e: entity::types::PeriodError| ServiceError::said(e.to_string()))
}

async fn prepare(config: &Config, options: &Options) -> ServiceResult<()> {
    let cx = context(config).await?;
    let company = portfolio::make(&cx, options.sizes.first().copied().unwrap_or(0)).await?;
    let since = Instant::now();
    runs::preview(&cx, &company, quarter()?, "bench", &runs::quiet).await?;
    let preview = since.elapsed().as_secs_f64();
    runs::approve(&cx, &company, quarter()?, "bench").await?;
    twin::settle(&cx.db).await?;
    cx.db.close().await?;
    println!("{preview}");
    Ok(())
}

async fn issue(config: &Config) -> ServiceResult<()> {
    let cx = context(config).await?;
    let company: Option<Company> = company_list(&cx.db).await?.into_iter().find(|c| c.country == Country::Dk);
    let company = company.ok_or_else(|| ServiceError::said("the bench database has no company"))?;
    memory::reset_peak();
    let since = Instant::now();
    let report = runs::issue(&cx, &company, quarter()?, "bench", &runs::quiet).await?;
    let issue_s = since.elapsed().as_secs_f64();
    let peak_mib = memory::peak_mib();
    twin::settle(&cx.db).await?;
    twin::make(&cx.db).await?;
    let since = Instant::now();
    let rows = twin::fill(&cx.db).await?;
    let floor_s = since.elapsed().as_secs_f64();
    twin::compare(&cx.db).await?;
    let invoices = u64::try_from(report.issued).unwrap_or(0);
    let figures = Figures { invoices, rows, preview_s: 0.0, issue_s, floor_s, peak_mib };
    println!("{}", serde_json::to_string(&figures).unwrap_or_default());
    Ok(())
}

#[allow(clippy::cast_precision_loss)] // figures to look at
fn show(url: &str, f: &Figures) {
    let kind = url.split(':').next().unwrap_or_default();
    let n = f.invoices as f64;
    println!(
        "{kind}: {} invoices, {} rows: preview {:.1} s; issue {:.2} s = {:.0} a second, {:.1} µs each; floor {:.2} s; \
         ratio {:.2} (wanted: 0.35); peak {} MiB (wanted: below 400)",
        f.invoices,
        f.rows,
        f.preview_s,
        f.issue_s,
        n / f.issue_s,
        f.issue_s / n * 1e6,
        f.floor_s,
        f.floor_s / f.issue_s,
        f.peak_mib
    );
}

#[allow(clippy::cast_precision_loss)] // figures to look at
fn compare(all: &[Figures]) {
    let Some(first) = all.first() else { return };
    for f in &all[1..] {
        let each = |f: &Figures| f.issue_s / f.invoices as f64;
        println!(
            "{} against {}: cost an invoice × {:.2} (wanted: 1.2), memory × {:.2} (wanted: 1.15)",
            f.invoices,
            first.invoices,
            each(f) / each(first),
            f.peak_mib as f64 / first.peak_mib.max(1) as f64
        );
    }
}
