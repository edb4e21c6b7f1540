//! Pages against their own SQL on a lessor of real size, and search against a bare look-up of a prefix. Figures are ratios inside
//! one run, on one database.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveTime;
use clap::Args;
use entity::types::{Country, Date, Language, Quarter};

use super::billing::{fresh, remove};
use super::portfolio;
use crate::clock::{Clock, Ids, local};
use crate::config::Config;
use crate::domain::access::Scope;
use crate::gateways::files::Files;
use crate::gateways::mail::Mailer;
use crate::secrets::Secrets;
use crate::service::forecast::forecast;
use crate::service::search::search;
use crate::service::timeline::timeline;
use crate::service::{Context, ServiceError, ServiceResult, portal, runs};
use crate::store::company::Company;
use crate::store::measure::{Recorder, Sample, prefix_lookup, replay, sample, size};
use crate::store::page::device::{DeviceFilter, device_page, device_page_list};
use crate::store::page::{agreement, invoice, merchant, queue, run};
use crate::store::{Db, StoreError, migrate, twin};
use crate::text::Texts;

/// Merchants whose pages are asked for.
const SAMPLES: i64 = 60;
/// Rows of a list's page.
const ROWS: i64 = 50;
/// A page may take so many times what its own SQL takes.
const PAGE: f64 = 3.0;
/// A search may take so many times what a bare look-up of a prefix takes.
const SEARCH: f64 = 5.0;
/// Quarters that are issued: with four lines a merchant, 100 000 merchants get 1 200 000 lines.
const ISSUED: [(i32, u32); 3] = [(2026, 1), (2026, 4), (2026, 7)];

/// What is measured.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// How many merchants
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    merchants: u64,
}

/// Makes a lessor of a size in a new database, measures, prints, and removes it. Without `--database`, on a new SQLite file; with the
/// address of a PostgreSQL server, in a new database beside the one that is named.
///
/// # Errors
/// A database that does not answer.
pub async fn run(config: &Config, options: &Options) -> ServiceResult<()> {
    let url = fresh(config, 0).await?;
    let done = async {
        let cx = context(&url).await?;
        let since = Instant::now();
        let company = prepare(&cx, options.merchants).await?;
        let (merchants, documents, lines) = size(&cx.db).await?;
        println!(
            "{}: {merchants} merchants, {documents} documents, {lines} lines made in {:.0} s",
            url.split(':').next().unwrap_or_default(),
            since.elapsed().as_secs_f64()
        );
        measure(&cx, &company).await?;
        Ok(cx.db.close().await?)
    }
    .await;
    remove(config, &url).await?;
    done
}

fn first_day((year, month): (i32, u32)) -> Date {
    Date::from_ymd_opt(year, month, 1).unwrap_or(Date::MIN)
}

fn noon(day: Date) -> entity::types::Instant {
    local(Country::Dk, day, NaiveTime::from_hms_opt(12, 0, 0).unwrap_or(NaiveTime::MIN))
}

/// What use cases work with, on a new database, on the first day of the first quarter.
///
/// # Errors
/// A database that does not answer.
pub async fn context(url: &str) -> ServiceResult<Context> {
    let clock = Clock::set_to(noon(first_day(ISSUED[0])));
    let db = Db::connect(url).await?;
    migrate(&db).await?;
    let texts = Texts::load().map_err(|e| ServiceError::Document(e.to_string()))?;
    let ids = Ids::random(&clock);
    Ok(Context {
        db,
        clock,
        ids,
        texts: Arc::new(texts),
        files: Files::memory(),
        secrets: Secrets::throwaway("bench"),
        mailer: Mailer::Kept,
        address: None,
    })
}

/// Makes a lessor: so many merchants with two devices each, three quarters issued by the runs that issue them in earnest, and the
/// next one previewed.
///
/// # Errors
/// A database that does not answer.
pub async fn prepare(cx: &Context, merchants: u64) -> ServiceResult<Company> {
    let company = portfolio::make(cx, merchants).await?;
    twin::settle(&cx.db).await?;
    for month in ISSUED {
        let day = first_day(month);
        cx.clock.move_to(noon(day));
        let since = Instant::now();
        runs::quarter_at_once(cx, &company, Quarter::of(day), "bench").await?;
        twin::settle(&cx.db).await?;
        eprintln!("{}: issued in {:.0} s", Quarter::of(day), since.elapsed().as_secs_f64());
    }
    let day = first_day((2026, 10));
    cx.clock.move_to(noon(day));
    runs::preview(cx, &company, Quarter::of(day), "bench", &runs::quiet).await?;
    twin::settle(&cx.db).await?;
    Ok(company)
}

/// A page: what it reads of a source for a sample.
async fn page(cx: &Context, company: &Company, name: &str, from: &Recorder, of: &Sample) -> ServiceResult<()> {
    let office = Scope { company: company.id, merchant: None, sites: Vec::new() };
    let own = Scope { merchant: Some(of.merchant), ..office.clone() };
    let today = cx.clock.today(company.country);
    let there = match name {
        "merchant" => merchant::merchant_page(from, &office, of.merchant, today).await?.is_some(),
        "portal home" => portal::home(from, &own, of.merchant, today).await?.is_some(),
        "invoice" => invoice::invoice_page(from, &own, of.invoice).await?.is_some(),
        "documents" => !invoice::document_page(from, &own, of.merchant, None, ROWS).await?.is_empty(),
        "agreement" => agreement::agreement_page(from, &office, of.agreement).await?.is_some(),
        "forecast" => forecast(from, &own, of.agreement, today, 4).await?.is_some(),
        "timeline" => timeline(from, (&cx.texts, Language::Da), &office, of.merchant, None, ROWS).await?.is_some(),
        "device" => device_page(from, &office, of.device).await?.is_some(),
        "devices" => {
            let after = Some(of.serial.as_str());
            device_page_list(from, &office, &DeviceFilter::default(), after, ROWS).await?;
            true
        }
        "queues" => !queue::queue_list(from, &office).await?.is_empty(),
        "anomalies" => queue::queue_anomalies(from, &office, 25).await?.is_some(),
        _ => !run::run_page_list(from, &office, None, ROWS).await?.is_empty(),
    };
    if there { Ok(()) } else { Err(StoreError::Refused(format!("bench: the page \"{name}\" is empty")).into()) }
}

/// Every page, and how many samples of it are asked for.
const PAGES: [(&str, usize); 12] = [
    ("merchant", 60),
    ("portal home", 60),
    ("invoice", 60),
    ("documents", 60),
    ("agreement", 60),
    ("forecast", 60),
    ("timeline", 60),
    ("device", 60),
    ("devices", 60),
    ("queues", 20),
    ("runs", 20),
    ("anomalies", 3),
];

async fn measure(cx: &Context, company: &Company) -> ServiceResult<()> {
    let samples = sample(&cx.db, company.id, SAMPLES).await?;
    println!("{:14} {:>10} {:>10} {:>7} {:>8} {:>6}", "page", "page", "own SQL", "ratio", "queries", "rows");
    for (name, count) in PAGES {
        let (mut ours, mut bare, mut queries, mut rows) = (Vec::new(), Vec::new(), 0, 0);
        for of in samples.iter().take(count) {
            // The first time warms what the second and third find.
            let recorder = Recorder::new(&cx.db, true);
            page(cx, company, name, &recorder, of).await?;
            let recorded = recorder.recorded();
            queries = recorded.count();
            let since = Instant::now();
            rows = replay(&cx.db, &recorded).await?;
            bare.push(since.elapsed());
            let since = Instant::now();
            page(cx, company, name, &Recorder::new(&cx.db, false), of).await?;
            ours.push(since.elapsed());
        }
        show(name, ours, bare, PAGE, &format!("{queries:>8} {rows:>6}"));
    }
    searches(cx, company, &samples).await?;
    let list = run::run_page_list(&cx.db, &office(company), None, 1).await?;
    if let Some(listed) = list.first()
        && let Some((_, found)) = run::run_find(&cx.db, &office(company), listed.id).await?
    {
        let since = Instant::now();
        let changes = runs::changes(cx, company, &found).await?;
        println!(
            "a run of {} documents beside the last: {:.2} s",
            changes.sums.documents,
            since.elapsed().as_secs_f64()
        );
    }
    Ok(())
}

const fn office(company: &Company) -> Scope {
    Scope { company: company.id, merchant: None, sites: Vec::new() }
}

/// What people look for, of a sample.
fn question(kind: &str, of: &Sample) -> String {
    let word = of.name.split(' ').nth(1).unwrap_or_default();
    match kind {
        "a name" => format!("{word} butik"),
        "a common word" => "butik".to_owned(),
        "a number" => of.number.clone(),
        "a serial" => of.serial.clone(),
        "an invoice" => of.invoice_number.clone(),
        "an agreement" => of.reference.clone(),
        "a FIK line" => format!("+71<{}+12345678<", of.payment_reference),
        _ => "aps roskilde".to_owned(),
    }
}

async fn searches(cx: &Context, company: &Company, samples: &[Sample]) -> ServiceResult<()> {
    println!("{:14} {:>10} {:>10} {:>7}", "search for", "search", "prefix", "ratio");
    for kind in
        ["a name", "a common word", "common words", "a number", "a serial", "an invoice", "an agreement", "a FIK line"]
    {
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        for of in samples {
            let text = question(kind, of);
            let hits = search(&cx.db, &office(company), &text).await?;
            if hits.is_empty() {
                return Err(ServiceError::said(format!("bench: \"{text}\" finds nothing")));
            }
            let since = Instant::now();
            search(&cx.db, &office(company), &text).await?;
            ours.push(since.elapsed());
            let prefix = question("a name", of).split(' ').next().unwrap_or_default().to_owned();
            let prefix = if kind.starts_with("a common") { text } else { prefix };
            prefix_lookup(&cx.db, company.id, &prefix).await?;
            let since = Instant::now();
            prefix_lookup(&cx.db, company.id, &prefix).await?;
            bare.push(since.elapsed());
        }
        show(kind, ours, bare, SEARCH, "");
    }
    Ok(())
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times.get(times.len() / 2).map_or(0.0, |t| t.as_secs_f64() * 1000.0)
}

fn show(name: &str, ours: Vec<Duration>, bare: Vec<Duration>, wanted: f64, more: &str) {
    let (ours, bare) = (median(ours), median(bare));
    let ratio = ours / bare;
    let verdict = if ratio <= wanted { "" } else { "  MORE THAN WANTED" };
    println!("{name:14} {ours:>7.2} ms {bare:>7.2} ms {ratio:>6.2} {more} (wanted: {wanted}){verdict}");
}
