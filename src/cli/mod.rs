//! What the program can be told, and what it answers. Exit 0: done; 1: it failed; 2: it was told something that makes no sense.

mod bill;
mod export;
mod progress;
mod serve;
mod stand_in;
mod take;

use std::path::PathBuf;

use chrono::{Datelike, NaiveTime};
use clap::{Args, Parser, Subcommand};
use entity::types::{Country, Date, Instant, Quarter, Role};
use tillhold::app::{App, Open};
use tillhold::clock::{Clock, local, zone};
use tillhold::config::Config;
use tillhold::domain::reason::Reason;
use tillhold::service::{ServiceError, ServiceResult, verify};
use tillhold::simulate;
use tillhold::store::Db;
use tillhold::store::company::company_list;
use tillhold::store::invoice::invoice_count;
use tillhold::store::job::job_waiting;
use tillhold::text::english;

/// Leases payment terminals and bills for them, exactly as the contract says.
#[derive(Debug, Parser)]
#[command(name = "tillhold", version, about)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Debug, Args)]
struct Common {
    /// The database: sqlite://FILE (made if missing) or postgres://… [env: TILLHOLD_DATABASE] [default: sqlite://tillhold.db]
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// The folder that documents are kept in [env: TILLHOLD_FILES] [default: beside the database]
    #[arg(long, global = true, value_name = "DIR")]
    files: Option<PathBuf>,
    /// A settings file
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Fixes the clock to noon of a day, for a run that must be reproducible
    #[arg(long, global = true, value_name = "DATE", value_parser = today)]
    today: Option<Date>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a believable lessor, bills the current quarter and says where everything lies
    Demo {
        /// The folder to make it in
        #[arg(long, default_value = "demo", value_name = "DIR")]
        out: PathBuf,
        /// Where to serve it afterwards
        #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
        listen: String,
        /// Makes it and stops
        #[arg(long)]
        make_only: bool,
    },
    /// Serves the web side, and does what is due
    Serve {
        /// Where to listen
        #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
        listen: String,
        /// Leaves jobs to other processes (`tillhold work`)
        #[arg(long)]
        no_work: bool,
    },
    /// Lets the first people in
    #[command(subcommand)]
    Admin(Admin),
    /// Does what is due: documents, clock jobs
    Work {
        /// Until no job is due, then stop
        #[arg(long)]
        once: bool,
    },
    /// Makes or updates the tables of the database
    Migrate,
    /// Takes in files
    #[command(subcommand)]
    Import(Import),
    /// Bills a quarter: preview, approve, issue
    #[command(subcommand)]
    Bill(Bill),
    /// Writes files for others
    #[command(subcommand)]
    Export(Export),
    /// Plays stories and checks what comes of them
    Simulate {
        /// Story files
        #[arg(required = true, value_name = "FILE")]
        stories: Vec<PathBuf>,
        /// One JSON object a file
        #[arg(long)]
        json: bool,
        /// Leaves the story's database behind
        #[arg(long, value_name = "FILE")]
        keep: Option<PathBuf>,
        /// Makes the documents as well, in this folder
        #[arg(long, value_name = "DIR")]
        documents: Option<PathBuf>,
    },
    /// Recomputes every hash, total, balance and number series, and names what is wrong
    Verify,
    /// Measures
    #[command(subcommand)]
    Bench(Bench),
    /// Stands in for another program, for a demo or a test
    #[command(subcommand)]
    StandIn(stand_in::StandInFor),
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Invites somebody; the link opens once, within a week
    Invite(Invited),
}

#[derive(Debug, Args)]
struct Invited {
    /// The company, by its key
    #[arg(long, value_name = "KEY")]
    company: String,
    /// The customer number of the merchant, for one of a merchant's people
    #[arg(long, value_name = "NUMBER")]
    merchant: Option<String>,
    /// E-mail address: what one signs in with
    #[arg(long)]
    email: String,
    /// Name
    #[arg(long)]
    name: String,
    /// admin, accounting, support or technician; of a merchant: owner, user or accountant
    #[arg(long)]
    role: Role,
}

#[derive(Debug, Subcommand)]
enum Import {
    /// Companies, number series, models and price lists (TOML)
    Setup {
        /// The file
        file: PathBuf,
    },
    /// Agreements (CSV), all or nothing
    Agreements {
        /// The file
        file: PathBuf,
        /// Says what would be taken, and takes nothing
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Clone, Debug, Args)]
struct Billed {
    /// The quarter, as 2026Q1
    #[arg(long)]
    quarter: Quarter,
    /// One company only, by its key
    #[arg(long, value_name = "KEY")]
    company: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Bill {
    /// Computes what is due and shows it beside the last run
    Preview(Billed),
    /// Releases the preview for issue
    Approve(Billed),
    /// Issues exactly what was previewed; goes on where an interrupted run stopped
    Issue(Billed),
}

#[derive(Debug, Subcommand)]
enum Export {
    /// The documents that were issued in a quarter: PDF, e-invoices and lists
    Invoices {
        #[command(flatten)]
        billed: Billed,
        /// The folder
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Seals the journal of a period with its documents, for the books: what is in a batch is never in another
    Batch(export::Batch),
}

#[derive(Debug, Subcommand)]
enum Bench {
    /// Issues a quarter beside the plainest way of writing the same rows
    Billing(tillhold::bench::billing::Options),
    /// Documents a second
    Documents,
    /// The deadline sweep beside a look-up by the index and the plainest way of writing the same jobs
    Sweep(tillhold::bench::sweep::Options),
    /// Pages beside their own SQL, search beside a bare look-up, on a lessor of real size
    Web(tillhold::bench::web::Options),
}

/// Runs what the command line says and returns the exit code.
pub async fn run() -> u8 {
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Simulate { stories, json, keep, documents } => {
            return simulate::run(&stories, simulate::Options { json, keep, documents }).await;
        }
        Command::Bench(Bench::Documents) => tillhold::bench::documents::run().map(|()| 0),
        Command::Bench(Bench::Billing(options)) => {
            let config = match config(&cli.common) {
                Ok(config) => config,
                Err(error) => return usage(&error),
            };
            tillhold::bench::billing::run(&config, &options).await.map(|()| 0)
        }
        Command::Bench(Bench::Sweep(options)) => {
            let config = match config(&cli.common) {
                Ok(config) => config,
                Err(error) => return usage(&error),
            };
            tillhold::bench::sweep::run(&config, &options).await.map(|()| 0)
        }
        Command::Bench(Bench::Web(options)) => {
            let config = match config(&cli.common) {
                Ok(config) => config,
                Err(error) => return usage(&error),
            };
            tillhold::bench::web::run(&config, &options).await.map(|()| 0)
        }
        Command::StandIn(what) => stand_in::run(what).await,
        Command::Demo { out, listen, make_only } => {
            let today = cli.common.today.unwrap_or_else(|| Clock::system().today(Country::Dk));
            let listen = (!make_only).then_some(listen.as_str());
            tillhold::demo::run(&out, today, listen, &progress::bar("demo")).await.map(|()| 0)
        }
        command => match config(&cli.common) {
            Ok(config) => with_app(command, config, clock(&cli.common)).await,
            Err(error) => return usage(&error),
        },
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("tillhold: {error}");
            1
        }
    }
}

fn usage(error: &str) -> u8 {
    eprintln!("tillhold: {error}");
    2
}

/// A day on which the program can be made to believe it is.
fn today(text: &str) -> Result<Date, String> {
    let day: Option<Date> = text.parse().ok();
    day.filter(|day| (2000..2200).contains(&day.year()))
        .ok_or_else(|| "write a day from 2000-01-01 to 2199-12-31, as 2026-01-31".to_owned())
}

fn config(common: &Common) -> Result<Config, String> {
    let mut config =
        Config::read(common.config.as_deref(), |key| std::env::var(key).ok()).map_err(|e| e.to_string())?;
    if let Some(database) = &common.database {
        config.database = Some(database.clone());
    }
    if let Some(files) = &common.files {
        config.files.folder = Some(files.clone());
        config.files.s3_bucket = None;
    }
    Db::check_address(&config.database()).map_err(|e| e.to_string())?;
    Ok(config)
}

/// The system's clock, or noon in Copenhagen of the given day.
fn clock(common: &Common) -> Clock {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or(NaiveTime::MIN);
    common.today.map_or_else(Clock::system, |day| Clock::set_to(local(Country::Dk, day, noon)))
}

async fn with_app(command: Command, config: Config, clock: Clock) -> ServiceResult<u8> {
    let open = match command {
        Command::Migrate => Open::Migrate,
        Command::Import(_) => Open::AsItIs,
        _ => Open::Existing,
    };
    let app = App::open(config, clock, open).await?;
    match command {
        Command::Migrate => {
            tillhold::service::setup::seed_terms(&app.cx).await?;
            println!("The database is up to date.");
            Ok(0)
        }
        Command::Import(Import::Setup { file }) => take::setup(&app, &file).await,
        Command::Import(Import::Agreements { file, dry_run }) => take::agreements(&app, &file, dry_run).await,
        Command::Bill(Bill::Preview(billed)) => bill::preview(&app, &billed).await,
        Command::Bill(Bill::Approve(billed)) => bill::approve(&app, &billed).await,
        Command::Bill(Bill::Issue(billed)) => bill::issue(&app, &billed).await,
        Command::Export(Export::Invoices { billed, out }) => bill::export(&app, &billed, &out).await,
        Command::Export(Export::Batch(asked)) => export::batch(&app, &asked).await,
        Command::Work { once } => work(&app, once).await,
        Command::Serve { listen, no_work } => serve::serve(&app, &listen, !no_work).await,
        Command::Admin(Admin::Invite(invited)) => serve::invite(&app, &invited).await,
        Command::Verify => verify_all(&app).await,
        Command::Demo { .. } | Command::Simulate { .. } | Command::Bench(_) | Command::StandIn(_) => {
            Err(ServiceError::said("this command opens its own database"))
        }
    }
}

/// What was kept of an error, in English.
fn told(kept: &str) -> String {
    english(&Reason::read(kept))
}

async fn work(app: &App, once: bool) -> ServiceResult<u8> {
    let worker = app.worker()?;
    if !once {
        println!("Working. Stop with Ctrl-C.");
        worker.run(async { tokio::signal::ctrl_c().await.unwrap_or(()) }).await?;
        return Ok(0);
    }
    let drained = worker.drain(&progress::bar("jobs")).await?;
    println!("{} jobs done, {} attempts failed.", drained.done, drained.failed);
    if let Some((error, at_us)) = job_waiting(&app.cx.db).await? {
        let at = Instant::from_timestamp_micros(at_us).unwrap_or_default().with_timezone(&zone(Country::Dk));
        println!("What failed is tried again from {}; the last reason: {}", at.format("%H:%M"), told(&error));
    }
    for job in tillhold::store::job::job_given_up(&app.cx.db).await? {
        println!("given up: {} {}: {}", job.kind, job.subject_id, told(job.last_error.as_deref().unwrap_or_default()));
    }
    Ok(u8::from(drained.failed > 0))
}

async fn verify_all(app: &App) -> ServiceResult<u8> {
    let findings = verify::verify(&app.cx, &|what| tracing::debug!("{what}")).await?;
    for finding in &findings {
        println!("{} {}: {}", finding.table, finding.row, finding.what);
    }
    if findings.is_empty() {
        let companies = company_list(&app.cx.db).await?;
        // Every day that a document can bear: both databases know them.
        let day = |year| Date::from_ymd_opt(year, 1, 1).unwrap_or_default();
        let (first, last) = (day(1900), day(2300));
        let mut documents = 0;
        for company in &companies {
            documents += invoice_count(&app.cx.db, company.id, first, last).await?;
        }
        println!("Everything is as it was recorded: {documents} documents of {} companies.", companies.len());
        return Ok(0);
    }
    println!("{} things are wrong.", findings.len());
    Ok(1)
}
