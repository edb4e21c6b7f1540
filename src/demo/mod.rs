//! A believable lessor: some 300 Danish merchants with 900 devices and two years of history, all of it played through the same
//! use cases as the real thing. Merchants, people and numbers are made up.

mod exchanges;
mod machine;
mod names;
mod people;
mod story;

use std::path::Path;
use std::sync::Arc;

use chrono::Months;
use entity::types::{Date, Instant, Money, Quarter};

use crate::app::{App, Open};
use crate::clock::{Clock, Ids};
use crate::config::{Config, WebConfig};
use crate::service::runs::{self, Progress};
use crate::service::{Context, ServiceError, ServiceResult, exports, setup};
use crate::store::company::{Company, company_list};
use crate::store::run::run_aside_list;
use crate::text::english;
use crate::web::{self, Options, TimeMachine, Web};

/// The lessor of the demo.
const SETUP: &str = include_str!("../../examples/setup.toml");

/// Makes the demo in a folder, as of a day, and prints what it did. What the folder held of an earlier demo is replaced.
///
/// # Errors
/// A folder that cannot be written.
pub async fn run(out: &Path, today: Date, listen: Option<&str>, progress: Progress<'_>) -> ServiceResult<()> {
    clear(out)?;
    let secret = settings(out)?;
    let config = Config {
        database: Some(format!("sqlite://{}", out.join("tillhold.db").display())),
        web: WebConfig { secret: Some(secret), ..WebConfig::default() },
        ..Config::default()
    };
    let quarter = Quarter::of(today);
    let clock = Clock::set_to(beginning(today));
    let app = App::open(config, clock, Open::Migrate).await?;
    let company = lessor(&app.cx, today, progress).await?;
    println!("Making PDF and XML of every document …");
    let drained = app.worker()?.drain(progress).await?;
    println!("  {} documents made", drained.done);
    let mut files = 0;
    let mut past = Quarter::of(first_day(today));
    while past <= quarter {
        let folder = out.join("export").join(past.to_string());
        files += exports::invoices(&app.cx, &company, past, &folder, &runs::quiet).await?.files;
        past = past.next();
    }
    let logins = people::make(&app.cx, &company).await?;
    let show = |name: &str| out.join(name).display().to_string();
    println!("Done. {files} files:");
    println!("  database     {}", show("tillhold.db"));
    println!("  PDF          {}", show(&format!("export/{quarter}/pdf")));
    println!("  e-invoices   {}", show(&format!("export/{quarter}/xml")));
    println!("  lists (CSV)  {}", show(&format!("export/{quarter}/documents.csv")));
    println!("  settings     {}", show("tillhold.toml"));
    match listen {
        Some(listen) => serve(app, &logins, listen).await,
        None => Ok(app.cx.db.close().await?),
    }
}

/// Serves the demo until Ctrl-C, with its time machine.
async fn serve(app: App, logins: &[people::Login], listen: &str) -> ServiceResult<()> {
    let machine = TimeMachine::default();
    let options = Options { demo: Some(machine.clone()), ..Options::default() };
    let serving = web::serve(Web::new(app.cx.clone(), Clock::system(), options), listen).await?;
    println!("\nOpen http://{} and sign in; every password is \"{}\":", serving.address()?, people::PASSWORD);
    for login in logins {
        println!("  {:10} {:26} {}", login.role.as_str(), login.email, login.name);
    }
    println!("The code of the second factor stands on its page. Stop with Ctrl-C.");
    let (told, stop) = tokio::sync::watch::channel(false);
    let worker = Arc::new(app.worker()?);
    // On a thread of its own, so that pages never wait for documents.
    let (runtime, cx) = (tokio::runtime::Handle::current(), app.cx.clone());
    let working = std::thread::spawn(move || runtime.block_on(machine::run(cx, worker, machine, stop)));
    serving.run(async { tokio::signal::ctrl_c().await.unwrap_or(()) }).await?;
    let _ = told.send(true);
    working.join().map_err(|_| ServiceError::Document("the worker broke down".to_owned()))??;
    Ok(app.cx.db.close().await?)
}

/// Plays two years of a lessor's business into a new database, whose clock stands at [`beginning`], and bills the quarter of
/// `today`. Documents wait as jobs.
///
/// # Errors
/// A database that holds something else, or does not answer.
pub async fn lessor(cx: &Context, today: Date, progress: Progress<'_>) -> ServiceResult<Company> {
    setup::seed_terms(cx).await?;
    setup::import(cx, "examples/setup.toml", SETUP).await?;
    let company = company_list(&cx.db).await?.into_iter().find(|c| c.seller.fik_creditor.is_some());
    let company = company.ok_or_else(|| ServiceError::said("the sample has no Danish company"))?;
    println!("{}: two years of agreements, invoices, payments and credit notes …", company.seller.name);
    let made = story::history(cx, &company, first_day(today), today, progress).await?;
    println!(
        "  {} merchants, {} devices, {} payments, {} credit notes",
        made.merchants, made.devices, made.payments, made.credits
    );
    bill(cx, &company, Quarter::of(today)).await?;
    story::corrections(cx, &company, today).await?;
    Ok(company)
}

/// The moment at which the history begins: two years before the quarter of a day.
#[must_use]
pub fn beginning(today: Date) -> Instant {
    story::at(first_day(today), 8)
}

fn first_day(today: Date) -> Date {
    Quarter::of(today).first_day().checked_sub_months(Months::new(24)).unwrap_or(today)
}

/// Writes the settings by which the demo can be opened again, with a secret of its own; returns the secret.
fn settings(out: &Path) -> ServiceResult<String> {
    let ids = Ids::random(&Clock::system());
    let secret = ids.salt() + &ids.salt();
    let database = out.join("tillhold.db");
    let body = format!("database = {:?}\n\n[web]\nsecret = \"{secret}\"\n", format!("sqlite://{}", database.display()));
    let file = out.join("tillhold.toml");
    std::fs::write(&file, body).map_err(|e| ServiceError::File(format!("{}: {e}", file.display())))?;
    Ok(secret)
}

/// The file by which a folder is known to hold a demo and nothing else.
const MARK: &str = "this-is-a-tillhold-demo";

/// Makes the folder, or clears it if it holds an earlier demo. A folder with anything else in it is left alone.
fn clear(out: &Path) -> ServiceResult<()> {
    let wrong = |e: std::io::Error| ServiceError::File(format!("{}: {e}", out.display()));
    if out.exists() {
        let empty = std::fs::read_dir(out).map_err(wrong)?.next().is_none();
        if !empty && !out.join(MARK).exists() {
            let why = format!("{} holds something else: name a new folder with --out", out.display());
            return Err(ServiceError::said(why));
        }
        if !empty {
            std::fs::remove_dir_all(out).map_err(wrong)?;
        }
    }
    std::fs::create_dir_all(out).map_err(wrong)?;
    std::fs::write(out.join(MARK), "").map_err(wrong)
}

/// Previews and issues the current quarter, and says what came of it.
async fn bill(cx: &Context, company: &Company, quarter: Quarter) -> ServiceResult<()> {
    let report = runs::preview(cx, company, quarter, "demo", &runs::quiet).await?;
    let changes = runs::changes(cx, company, &report.run).await?;
    let money = |minor| format!("{} {}", Money::new(minor, company.currency), company.currency);
    println!("Preview of {quarter}: {} documents, gross {}", changes.sums.documents, money(changes.sums.gross));
    for total in &changes.totals {
        println!("  {:8} {:5} lines, net {}", total.code, total.lines, money(total.net));
    }
    println!(
        "  against {}: {} new, {} ended, {} changed; {} to look at",
        changes.against.as_deref().unwrap_or("nothing"),
        changes.counts.new,
        changes.counts.ended,
        changes.counts.changed,
        changes.counts.anomalies
    );
    changes.anomalies.iter().take(5).for_each(|a| println!("    {}", english(&a.reason)));
    runs::approve(cx, company, quarter, "demo").await?;
    let issued = runs::issue(cx, company, quarter, "demo", &runs::quiet).await?;
    println!("Issued {quarter}: {} documents, {} set aside", issued.issued, issued.set_aside);
    for aside in run_aside_list(&cx.db, report.run.id).await? {
        println!("  {} {}: {}", aside.reference, aside.merchant, english(&aside.why()));
    }
    Ok(())
}
