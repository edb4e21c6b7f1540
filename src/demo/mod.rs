//! A believable lessor: some 300 Danish merchants with 900 devices and two years of history, all of it played through the same
//! use cases as the real thing. Merchants, people and numbers are made up.

mod names;
mod story;

use std::path::Path;

use chrono::Months;
use entity::types::{Date, Instant, Money, Quarter};

use crate::app::{App, Open};
use crate::clock::Clock;
use crate::config::Config;
use crate::service::runs::{self, Progress};
use crate::service::{Context, ServiceError, ServiceResult, exports, setup};
use crate::store::company::{Company, company_list};
use crate::store::run::run_aside_list;

/// The lessor of the demo.
const SETUP: &str = include_str!("../../examples/setup.toml");

/// Makes the demo in a folder, as of a day, and prints what it did. What the folder held of an earlier demo is replaced.
///
/// # Errors
/// A folder that cannot be written.
pub async fn run(out: &Path, today: Date, progress: Progress<'_>) -> ServiceResult<()> {
    clear(out)?;
    let config =
        Config { database: Some(format!("sqlite://{}", out.join("tillhold.db").display())), ..Config::default() };
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
    app.cx.db.clone().close().await?;
    let show = |name: &str| out.join(name).display().to_string();
    println!("Done. {files} files:");
    println!("  database     {}", show("tillhold.db"));
    println!("  PDF          {}", show(&format!("export/{quarter}/pdf")));
    println!("  e-invoices   {}", show(&format!("export/{quarter}/xml")));
    println!("  lists (CSV)  {}", show(&format!("export/{quarter}/documents.csv")));
    println!("Look around: tillhold --database sqlite://{} verify", show("tillhold.db"));
    Ok(())
}

/// Plays two years of a lessor's business into a new database, whose clock stands at [`beginning`], and bills the quarter of
/// `today`. Documents wait as jobs.
///
/// # Errors
/// A database that holds something else, or does not answer.
pub async fn lessor(cx: &Context, today: Date, progress: Progress<'_>) -> ServiceResult<Company> {
    setup::seed_terms(cx).await?;
    setup::import(cx, "examples/setup.toml", SETUP).await?;
    let company = company_list(&cx.db).await?.into_iter().find(|c| c.fik_creditor.is_some());
    let company = company.ok_or_else(|| ServiceError::refused("the sample has no Danish company"))?;
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

/// The file by which a folder is known to hold a demo and nothing else.
const MARK: &str = "this-is-a-tillhold-demo";

/// Makes the folder, or clears it if it holds an earlier demo. A folder with anything else in it is left alone.
fn clear(out: &Path) -> ServiceResult<()> {
    let wrong = |e: std::io::Error| ServiceError::File(format!("{}: {e}", out.display()));
    if out.exists() {
        let empty = std::fs::read_dir(out).map_err(wrong)?.next().is_none();
        if !empty && !out.join(MARK).exists() {
            let why = format!("{} holds something else: name a new folder with --out", out.display());
            return Err(ServiceError::refused(why));
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
    changes.anomalies.iter().take(5).for_each(|a| println!("    {a}"));
    runs::approve(cx, company, quarter, "demo").await?;
    let issued = runs::issue(cx, company, quarter, "demo", &runs::quiet).await?;
    println!("Issued {quarter}: {} documents, {} set aside", issued.issued, issued.set_aside);
    for aside in run_aside_list(&cx.db, report.run.id).await? {
        println!("  {} {}: {}", aside.reference, aside.merchant, aside.reason);
    }
    Ok(())
}
