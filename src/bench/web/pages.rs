//! Each page over HTTP beside the statements that it sent, which are sent again alone on one connection. What is judged is the page
//! without the way to the program and back, which is the same for all and longer than some pages' SQL: that way is what an answer takes
//! that asks the database nothing (`/health`), measured in turn with the page. The time that a browser sees is shown beside it.

use std::time::{Duration, Instant};

use axum::http::Method;

use super::figures::{Verdicts, median};
use super::world::{Visit, World};
use crate::service::{Context, ServiceResult};
use crate::store::measure::{Watch, replay};
use crate::web::routes::{Route, Who};

/// A page may take so many times what its own SQL takes.
const WANTED: f64 = 3.0;
/// A page that takes less, in milliseconds, is there at once whatever its SQL takes: docs/decisions/022.
const AT_ONCE: f64 = 1.0;
/// Samples of a page, unless it is slow.
const SAMPLES: usize = 60;
/// How often a page is asked for before.
const WARM: usize = 150;
/// Samples of a page at least.
const LEAST: usize = 3;
/// How long one page is measured.
const LONGEST: Duration = Duration::from_secs(6);

/// A page, and visits of it.
pub(super) struct Page {
    /// The route's path.
    pub(super) name: &'static str,
    /// Visits, each of another merchant where the page is about one.
    pub(super) visits: Vec<Visit>,
}

/// What is no page: what machines ask for, files and what is told as it happens; and what is shown only on the way in, or in a demo.
fn is_page(route: &Route) -> bool {
    let machine = matches!(route.path, "/health" | "/ready" | "/metrics") || route.path.starts_with("/assets/");
    let file =
        ["{name}", "/file", ".csv", ".pdf", "/body", "/progress", "/hits"].iter().any(|end| route.path.ends_with(end));
    let way_in = ["/sign-in", "/forgotten", "/link/"].iter().any(|begins| route.path.starts_with(begins));
    // These only lead on.
    let way_in = way_in || matches!(route.path, "/" | "/d/{id}" | "/account/password" | "/account/second/confirm");
    let open = !matches!(route.who, Who::Half | Who::Demo(_));
    route.method == Method::GET && open && !machine && !file && !way_in
}

/// Every page of the router's own table.
pub(super) fn of(routes: &[Route], world: &World) -> Vec<Page> {
    routes
        .iter()
        .filter(|route| is_page(route))
        .map(|route| Page { name: route.path, visits: world.visits(route) })
        .collect()
}

/// Asks until every connection to the database has met the page's statements: PostgreSQL plans a statement anew the first five times
/// that a connection sends it.
async fn warm(page: &Page) -> ServiceResult<()> {
    let begun = Instant::now();
    for visit in page.visits.iter().cycle().take(WARM) {
        visit.by.get(&visit.path).await?;
        if begun.elapsed() > LONGEST / 3 {
            break;
        }
    }
    Ok(())
}

/// Measures all pages, one client at a time.
pub(super) async fn measure(cx: &Context, watch: &Watch, pages: &[Page], verdicts: &mut Verdicts) -> ServiceResult<()> {
    let Some(any) = pages.iter().find_map(|page| page.visits.first()) else { return Ok(()) };
    let nobody = any.by.nobody();
    println!(
        "\n{:36} {:>10} {:>10} {:>10} {:>10} {:>6} {:>7} {:>5} {:>4}",
        "a page", "http", "the way", "the page", "own SQL", "ratio", "queries", "rows", "KiB"
    );
    for page in pages {
        if page.visits.is_empty() {
            println!("{:36} nothing to show", page.name);
            continue;
        }
        let (mut ours, mut way, mut bare) = (Vec::new(), Vec::new(), Vec::new());
        let (mut queries, mut rows, mut bytes) = (0, 0, 0);
        warm(page).await?;
        let begun = Instant::now();
        for visit in page.visits.iter().cycle().take(SAMPLES) {
            if ours.len() >= LEAST && begun.elapsed() > LONGEST {
                break;
            }
            // The first time warms what the second and third find.
            watch.begin();
            visit.by.get(&visit.path).await?;
            let recorded = watch.end();
            queries = recorded.count();
            let (took, count) = replay(&cx.db, &recorded, 1).await?;
            bare.extend(took);
            rows = count;
            let since = Instant::now();
            bytes = visit.by.get(&visit.path).await?;
            ours.push(since.elapsed());
            let since = Instant::now();
            nobody.get("/health").await?;
            way.push(since.elapsed());
        }
        let (ours, way, bare) = (median(&mut ours), median(&mut way), median(&mut bare));
        let (itself, kib) = ((ours - way).max(0.0), bytes.div_ceil(1024));
        let ratio = itself / bare;
        let verdict = if ratio > WANTED && itself < AT_ONCE {
            verdicts.excused(page.name, ratio)
        } else {
            verdicts.of(page.name, ratio, WANTED)
        };
        println!(
            "{:36} {ours:>7.2} ms {way:>7.2} ms {itself:>7.2} ms {bare:>7.2} ms {ratio:>6.2} {queries:>7} {rows:>5} {kib:>4} {verdict}",
            page.name
        );
    }
    Ok(())
}
