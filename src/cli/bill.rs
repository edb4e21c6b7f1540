//! Billing from the command line: every company in turn; one that refuses does not keep the others waiting.

use std::path::Path;

use entity::types::Money;
use tillhold::app::App;
use tillhold::service::runs::{self, Change, Changes};
use tillhold::service::{ServiceError, ServiceResult, exports};
use tillhold::store::company::{Company, company_list};
use tillhold::store::run::Run;
use tillhold::text::english;

use super::{Billed, progress};

/// Lines of each kind of difference that are shown.
const SHOWN: usize = 10;

async fn companies(app: &App, billed: &Billed) -> ServiceResult<Vec<Company>> {
    let mut found = company_list(&app.cx.db).await?;
    if let Some(key) = &billed.company {
        found.retain(|c| c.key == *key);
    }
    if found.is_empty() {
        let which = billed.company.as_ref().map_or("any company".to_owned(), |key| format!("a company called {key}"));
        return Err(ServiceError::said(format!(
            "the database does not have {which}: run `tillhold import setup` first"
        )));
    }
    Ok(found)
}

/// Says why a company refused, unless the whole program must stop.
fn refused(company: &Company, error: ServiceError) -> ServiceResult<u8> {
    match error {
        ServiceError::Refused(_) | ServiceError::Said(_) => {
            eprintln!("tillhold: {}: {error}", company.key);
            Ok(1)
        }
        other => Err(other),
    }
}

pub(super) async fn preview(app: &App, billed: &Billed) -> ServiceResult<u8> {
    let mut code = 0;
    for company in companies(app, billed).await? {
        match runs::preview(&app.cx, &company, billed.quarter, "cli", &progress::bar("preview")).await {
            Ok(report) => {
                let changes = runs::changes(&app.cx, &company, &report.run).await?;
                show(&company, &report.run, &changes);
            }
            Err(error) => code = code.max(refused(&company, error)?),
        }
    }
    Ok(code)
}

fn show(company: &Company, run: &Run, changes: &Changes) {
    let money = |minor| format!("{} {}", Money::new(minor, company.currency), company.currency);
    let (sums, counts) = (&changes.sums, &changes.counts);
    println!("{} ({}): {}, preview {}", company.key, company.seller.name, run.quarter, run.sequence);
    println!(
        "  {} documents, net {}, VAT {}, gross {}",
        sums.documents,
        money(sums.net),
        money(sums.vat),
        money(sums.gross)
    );
    for total in &changes.totals {
        println!("  {:10} {:6} lines {:>18}", total.code, total.lines, money(total.net));
    }
    if let Some(against) = &changes.against {
        println!("  Against {against}: {} new, {} ended, {} changed", counts.new, counts.ended, counts.changed);
        for (word, list, count) in [
            ("new", &changes.new, counts.new),
            ("ended", &changes.ended, counts.ended),
            ("changed", &changes.changed, counts.changed),
        ] {
            differences(word, list, count);
        }
    }
    if !changes.anomalies.is_empty() {
        println!("  Look at these first:");
        changes.anomalies.iter().for_each(|a| println!("    {}", english(&a.reason)));
        more("    ", changes.anomalies.len(), counts.anomalies);
    }
    for aside in &changes.set_aside {
        println!("  Not billed: {} {} {}: {}", aside.reference, aside.merchant, aside.quarter, english(&aside.why()));
    }
    more("  Not billed: ", changes.set_aside.len(), counts.set_aside);
}

/// Says how many of a list are not shown.
fn more(before: &str, shown: usize, count: i64) {
    let left = count - i64::try_from(shown).unwrap_or(0);
    if left > 0 {
        println!("{before}… and {left} more");
    }
}

fn differences(word: &str, list: &[Change], count: i64) {
    let amount = |m: Option<Money>| m.map_or("-".to_owned(), |m| m.to_string());
    for c in list.iter().take(SHOWN) {
        println!("    {word:8} {:12} {:30} {:>12} -> {:>12}", c.reference, c.merchant, amount(c.before), amount(c.now));
    }
    more(&format!("    {word:8} "), list.len().min(SHOWN), count);
}

pub(super) async fn approve(app: &App, billed: &Billed) -> ServiceResult<u8> {
    let mut code = 0;
    for company in companies(app, billed).await? {
        match runs::approve(&app.cx, &company, billed.quarter, "cli").await {
            Ok(run) => println!("{}: {} approved, {} documents to issue.", company.key, run.quarter, run.documents),
            Err(error) => code = code.max(refused(&company, error)?),
        }
    }
    Ok(code)
}

pub(super) async fn issue(app: &App, billed: &Billed) -> ServiceResult<u8> {
    let mut code = 0;
    for company in companies(app, billed).await? {
        match runs::issue(&app.cx, &company, billed.quarter, "cli", &progress::bar("issue")).await {
            Ok(report) => {
                println!("{}: {} documents issued, {} set aside.", company.key, report.issued, report.set_aside);
                let run = runs::current(&app.cx, &company, billed.quarter).await?;
                for aside in tillhold::store::run::run_aside_list(&app.cx.db, run.id).await? {
                    println!(
                        "  Not billed: {} {} {}: {}",
                        aside.reference,
                        aside.merchant,
                        aside.quarter,
                        english(&aside.why())
                    );
                }
            }
            Err(error) => code = code.max(refused(&company, error)?),
        }
    }
    Ok(code)
}

pub(super) async fn export(app: &App, billed: &Billed, out: &Path) -> ServiceResult<u8> {
    for company in companies(app, billed).await? {
        let folder = out.join(&company.key);
        let report = exports::invoices(&app.cx, &company, billed.quarter, &folder, &progress::bar("export")).await?;
        println!("{}: {} documents, {} files in {}", company.key, report.documents, report.files, folder.display());
    }
    Ok(0)
}
