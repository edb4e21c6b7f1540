//! The web side on a lessor of real size: the program's own server on a port of this machine, asked as browsers ask, beside what the
//! database alone takes. Figures are ratios inside one run, on one database.

mod client;
mod crowd;
mod figures;
mod pages;
mod search;
mod start;
mod world;

use std::time::Instant;

use clap::Args;
use entity::types::{Country, Date, Quarter};

use self::figures::Verdicts;
use self::world::World;
use super::billing::{fresh, remove};
use super::{noon, portfolio};
use crate::clock::Ids;
use crate::config::Config;
use crate::service::{Context, ServiceError, ServiceResult, runs};
use crate::store::company::{Company, company_list};
use crate::store::measure::{Watch, size};
use crate::store::{Db, twin};
use crate::web::{self, Web};

/// Quarters that are issued: with four lines a merchant, 100 000 merchants get 1 200 000 lines.
const ISSUED: [(i32, u32); 3] = [(2026, 1), (2026, 4), (2026, 7)];
/// The quarter that is previewed.
const LAST: (i32, u32) = (2026, 10);

/// What is measured.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// How many merchants
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    merchants: u64,
    /// Leaves the database behind and says where it is
    #[arg(long)]
    keep: bool,
    /// Measures a database that was left behind, and leaves it again
    #[arg(long, value_name = "URL", conflicts_with = "keep")]
    on: Option<String>,
}

/// Makes a lessor of a size in a new database, measures, prints, and removes it. Without `--database`, on a new SQLite file; with the
/// address of a PostgreSQL server, in a new database beside the one that is named.
///
/// # Errors
/// A database that does not answer.
pub async fn run(config: &Config, options: &Options) -> ServiceResult<()> {
    let url = match &options.on {
        Some(url) => url.clone(),
        None => fresh(config, 0).await?,
    };
    let done = async {
        let (cx, watch) = context(&url).await?;
        let since = Instant::now();
        let company = match options.on {
            Some(_) => left(&cx).await?,
            None => prepare(&cx, options.merchants).await?,
        };
        let (merchants, documents, lines) = size(&cx.db).await?;
        println!(
            "{}: {merchants} merchants, {documents} documents, {lines} lines made in {:.0} s",
            url.split(':').next().unwrap_or_default(),
            since.elapsed().as_secs_f64()
        );
        measure(&cx, &watch, &company, &url).await?;
        Ok(cx.db.close().await?)
    }
    .await;
    if options.keep {
        println!("left at {url}");
    } else if options.on.is_none() {
        remove(config, &url).await?;
    }
    done
}

fn first_day((year, month): (i32, u32)) -> Date {
    Date::from_ymd_opt(year, month, 1).unwrap_or(Date::MIN)
}

/// What use cases work with, on a database that is watched, on the first day of the first quarter.
async fn context(url: &str) -> ServiceResult<(Context, Watch)> {
    let mut db = Db::connect(url).await?;
    let watch = db.watch();
    let cx = super::context(db, first_day(ISSUED[0]), Ids::random).await?;
    Ok((cx, watch))
}

/// Makes a lessor: so many merchants with two devices each, three quarters issued by the runs that issue them in earnest, and the
/// next one previewed.
async fn prepare(cx: &Context, merchants: u64) -> ServiceResult<Company> {
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
    let day = first_day(LAST);
    cx.clock.move_to(noon(day));
    runs::preview(cx, &company, Quarter::of(day), "bench", &runs::quiet).await?;
    world::extras(cx, &company).await?;
    twin::settle(&cx.db).await?;
    Ok(company)
}

/// The lessor of a database that was left behind, on the day that it was left.
async fn left(cx: &Context) -> ServiceResult<Company> {
    cx.clock.move_to(noon(first_day(LAST)));
    let found = company_list(&cx.db).await?.into_iter().find(|c| c.country == Country::Dk);
    found.ok_or_else(|| ServiceError::said("the database has no Danish company"))
}

/// Serves the program and measures everything.
async fn measure(cx: &Context, watch: &Watch, company: &Company, url: &str) -> ServiceResult<()> {
    let web = Web::new(cx.clone(), cx.clock.clone(), web::Options::default());
    let routes = web::routes::table(&web);
    let serving = web::serve(web, "127.0.0.1:0").await?;
    let base = format!("http://{}", serving.address()?);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = tokio::spawn(serving.run(async { drop(stopped.await) }));
    let world = World::of(cx, company, &base).await?;
    let mut verdicts = Verdicts::default();
    let pages = pages::of(&routes, &world);
    pages::measure(cx, watch, &pages, &mut verdicts).await?;
    search::measure(cx, company, &world, &mut verdicts).await?;
    crowd::measure(&pages, &mut verdicts).await?;
    drop(pages);
    drop(world);
    let _ = stop.send(());
    server.await.map_err(|e| ServiceError::said(format!("bench: {e}")))??;
    start::measure(url, &mut verdicts).await?;
    verdicts.tell();
    Ok(())
}
