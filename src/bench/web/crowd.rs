//! Forty people at once at the same page, each with a connection of their own that stays open: what the unlucky wait beside the others.

use std::time::{Duration, Instant};

use super::figures::{Verdicts, percentile};
use super::pages::Page;
use crate::service::{ServiceError, ServiceResult};

/// How many at once.
const CLIENTS: usize = 40;
/// How often each of them asks, unless the page is slow.
const TIMES: usize = 25;
/// How often each of them asks at least.
const LEAST: usize = 3;
/// How long one page is asked for.
const LONGEST: Duration = Duration::from_secs(8);
/// The slowest of a hundred may take so many times what the middle takes.
const WANTED: f64 = 5.0;

/// Measures all pages.
pub(super) async fn measure(pages: &[Page], verdicts: &mut Verdicts) -> ServiceResult<()> {
    let what = format!("{CLIENTS} clients at a page");
    println!("\n{what:36} {:>10} {:>10} {:>6} {:>8} {:>9}", "p50", "p99", "ratio", "answers", "a second");
    for page in pages.iter().filter(|page| !page.visits.is_empty()) {
        let mut crowd = Vec::new();
        let begun = Instant::now();
        for n in 0..CLIENTS {
            let visits: Vec<_> = page.visits.iter().cycle().skip(n).step_by(7).take(TIMES + 1).cloned().collect();
            crowd.push(tokio::spawn(async move {
                let mut times = Vec::new();
                let Some(first) = visits.first() else { return Ok(times) };
                let own = first.by.again()?;
                for (nth, visit) in visits.iter().enumerate() {
                    // The first time opens the connection.
                    let since = Instant::now();
                    visit.by.at(&own).get(&visit.path).await?;
                    if nth > 0 {
                        times.push(since.elapsed());
                    }
                    if nth >= LEAST && begun.elapsed() > LONGEST {
                        break;
                    }
                }
                Ok::<_, ServiceError>(times)
            }));
        }
        let mut times = Vec::new();
        for one in crowd {
            times.extend(one.await.map_err(|e| ServiceError::said(format!("bench: {e}")))??);
        }
        let took = begun.elapsed().as_secs_f64();
        let (p50, p99) = (percentile(&mut times, 50.0), percentile(&mut times, 99.0));
        let ratio = p99 / p50;
        let verdict = verdicts.of(&format!("{} with {CLIENTS} clients", page.name), ratio, WANTED);
        let count = times.len();
        #[allow(clippy::cast_precision_loss)] // a figure to look at
        let rate = count as f64 / took;
        println!("{:36} {p50:>7.1} ms {p99:>7.1} ms {ratio:>6.2} {count:>8} {rate:>9.0} {verdict}", page.name);
    }
    Ok(())
}
