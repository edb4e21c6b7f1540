//! The deadline sweep over very many open deadlines of which few are due, up to the enqueued jobs: beside a look-up by the index and
//! the plainest `INSERT … SELECT` of the same jobs.

use std::time::{Duration, Instant};

use clap::Args;
use entity::types::{Country, Date};

use super::billing::{fresh, remove};
use super::{context, portfolio};
use crate::clock::Ids;
use crate::config::Config;
use crate::service::{ServiceError, ServiceResult, deadlines};
use crate::store::Db;
use crate::store::measure::{deadlines_made, jobs_forgotten, jobs_plain, settle_deadlines};

/// What is measured.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// How many deadlines are open
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    open: i64,
    /// How many of them are due
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    due: i64,
}

/// A sweep may take so many times what the look-up and the bare statement take.
const WANTED: f64 = 3.0;
/// Times that each is measured.
const TIMES: usize = 15;

/// Measures with the deadlines that are asked for, and with a hundredth of the open ones, on a new database.
///
/// # Errors
/// A database that does not answer.
pub async fn run(config: &Config, options: &Options) -> ServiceResult<()> {
    let url = fresh(config, 0).await?;
    let done = measure(&url, options).await;
    remove(config, &url).await?;
    done
}

async fn measure(url: &str, options: &Options) -> ServiceResult<()> {
    let today = Date::from_ymd_opt(2026, 2, 2).unwrap_or(Date::MIN);
    let cx = context(Db::connect(url).await?, today, Ids::random).await?;
    let company = portfolio::make(&cx, 1).await?;
    if company.country != Country::Dk {
        return Err(ServiceError::said("bench: the portfolio's company is not Danish"));
    }
    let (kind, mut made, mut times) = (url.split(':').next().unwrap_or_default(), 0, Vec::new());
    for open in [options.open / 100, options.open] {
        let due = if made == 0 { options.due } else { 0 };
        deadlines_made(&cx.db, company.id, today, (open - made, due)).await?;
        made = open;
        settle_deadlines(&cx.db).await?;
        let (mut ours, mut floor) = (Vec::new(), Vec::new());
        for _ in 0..TIMES {
            let since = Instant::now();
            let swept = deadlines::sweep(&cx, &company).await?;
            ours.push(since.elapsed());
            jobs_forgotten(&cx.db).await?;
            let since = Instant::now();
            let plain = jobs_plain(&cx.db, company.id, today).await?;
            floor.push(since.elapsed());
            jobs_forgotten(&cx.db).await?;
            if swept != plain || i64::try_from(swept).ok() != Some(options.due) {
                return Err(ServiceError::said(format!("bench: swept {swept}, plain {plain}, due {}", options.due)));
            }
        }
        let (ours, floor) = (median(&mut ours), median(&mut floor));
        println!(
            "{kind}: {open} open, {} due: {ours:.2} ms; look-up and plain INSERT … SELECT {floor:.2} ms; ratio {:.2} (wanted: {WANTED})",
            options.due,
            ours / floor
        );
        times.push(ours);
    }
    if let [few, many] = times.as_slice() {
        println!("{kind}: a hundred times as many open: × {:.2}", many / few);
    }
    Ok(cx.db.close().await?)
}

fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}
