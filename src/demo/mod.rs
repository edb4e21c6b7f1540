//! A believable lessor: some 300 Danish merchants with 900 devices and two years of history, all of it played through the same
//! use cases as the real thing. Merchants, people and numbers are made up.

mod names;
mod story;

use std::path::Path;

use chrono::Months;
use entity::types::{Date, Money, Quarter};

use crate::app::{App, Open};
use crate::clock::Clock;
use crate::config::{Config, FilesConfig};
use crate::service::runs::{self, Progress};
use crate::service::{ServiceError, ServiceResult, exports, setup};
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
    let config = Config {
        database: Some(format!("sqlite://{}", out.join("tillhold.db").display())),
        files: FilesConfig::default(),
    };
    let quarter = Quarter::of(today);
    let first = quarter.first_day().checked_sub_months(Months::new(24)).unwrap_or(today);
    let clock = Clock::set_to(story::at(first, 8));
    let app = App::open(config, clock, Open::Migrate).await?;
    setup::seed_terms(&app.cx).await?;
    setup::import(&app.cx, "examples/setup.toml", SETUP).await?;
    let company = company_list(&app.cx.db).await?.into_iter().find(|c| c.fik_creditor.is_some());
    let company = company.ok_or_else(|| ServiceError::refused("the sample has no Danish company"))?;
    println!("{}: two years of agreements, invoices, payments and credit notes …", company.seller.name);
    let made = story::history(&app.cx, &company, first, today, progress).await?;
    println!(
        "  {} merchants, {} devices, {} payments, {} credit notes",
        made.merchants, made.devices, made.payments, made.credits
    );
    bill(&app, &company, quarter).await?;
    story::corrections(&app.cx, &company, today).await?;
    println!("Making PDF and XML of every document …");
    let drained = app.worker()?.drain(progress).await?;
    println!("  {} documents made", drained.done);
    let mut files = 0;
    let mut past = Quarter::of(first);
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
async fn bill(app: &App, company: &Company, quarter: Quarter) -> ServiceResult<()> {
    let report = runs::preview(&app.cx, company, quarter, "demo", &runs::quiet).await?;
    let changes = runs::changes(&app.cx, company, &report.run).await?;
    let money = |minor| format!("{} {}", Money::new(minor, company.currency), company.currency);
    println!("Preview of {quarter}: {} documents, gross {}", changes.sums.documents, money(changes.sums.gross));
    for total in &changes.totals {
        println!("  {:8} {:5} lines, net {}", total.code, total.lines, money(total.net));
    }
    println!(
        "  against {}: {} new, {} ended, {} changed; {} to look at",
        changes.against.as_deref().unwrap_or("nothing"),
        changes.new.len(),
        changes.ended.len(),
        changes.changed.len(),
        changes.anomalies.len()
    );
    changes.anomalies.iter().take(5).for_each(|a| println!("    {a}"));
    runs::approve(&app.cx, company, quarter, "demo").await?;
    let issued = runs::issue(&app.cx, company, quarter, "demo", &runs::quiet).await?;
    println!("Issued {quarter}: {} documents, {} set aside", issued.issued, issued.set_aside);
    for aside in run_aside_list(&app.cx.db, report.run.id).await? {
        println!("  {} {}: {}", aside.reference, aside.merchant, aside.reason);
    }
    Ok(())
}
