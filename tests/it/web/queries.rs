//! No page asks the database once more for each row that it shows: every page of the router's own table is asked for with a few
//! rows of everything and with several times as many, and what the database is sent is counted where it leaves for the driver.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use entity::types::{MerchantId, Role};
use tillhold::service::Context;
use tillhold::store::measure::Watch;
use tillhold::web::routes::{Route, Who, table};
use tillhold::web::{Options, TimeMachine, Web};

use super::access::{Things, path};
use super::lessor;
use crate::support::browser::Browser;
use crate::support::{TestApp, both};

/// No page sends more statements, the session's included.
const MOST: usize = 14;

/// But for a swap, which has all that belongs to it, and its evidence, which tells all of that.
fn most(path: &str) -> usize {
    if path.contains("/swaps/{id}") { 19 } else { MOST }
}

/// Pages of lists as people filter them.
const FILTERED: [&str; 11] = [
    "/office/stock/devices?shelf=stock&grade=new",
    "/office/search?q=butik",
    "/office/search?q=butik+roskilde",
    "/office/search/hits?q=S",
    "/office/merchants?q=butik",
    "/office/devices?state=installed",
    "/office/disputes?which=all",
    "/office/incidents?which=all",
    "/office/leaks?kind=unseen",
    "/desk/invoices?state=open",
    "/desk/ageing?at=2026-03-31",
];

/// Routes that show nothing that there could be more of: one thing, an account each, or an empty form.
const SHORT: [&str; 50] = [
    "/",
    "/d/{id}",
    "/office/devices/{id}/label.pdf",
    "/office/swaps/{id}/evidence.pdf",
    "/portal/swaps/{id}/evidence.pdf",
    "/office/stock/receive",
    "/health",
    "/ready",
    "/metrics",
    "/assets/{id}/{name}",
    "/sign-in",
    "/sign-in/second",
    "/sign-in/enrol",
    "/forgotten",
    "/link/{id}",
    "/account",
    "/account/password",
    "/account/second",
    "/account/second/confirm",
    "/office",
    "/office/clock",
    "/office/devices/{id}",
    "/office/disputes/{id}",
    "/office/search",
    "/office/search/hits",
    "/office/terms/{id}",
    "/portal/invoices/{id}/contest/{line}",
    "/portal/devices/{id}",
    "/portal/devices/{id}/fault",
    "/portal/devices/{id}/incident",
    "/portal/swaps/{id}",
    "/portal/quotes/{id}",
    "/desk",
    "/office/mail/{id}",
    "/office/mail/{id}/body",
    "/office/runs/{id}/progress",
    "/office/devices/{id}/fault",
    "/office/devices/{id}/swap",
    "/office/devices/{id}/incident",
    "/office/devices/{id}/move",
    "/office/incidents/{id}",
    "/portal/incidents/{id}",
    "/office/scan",
    "/office/swaps/{id}",
    "/office/tickets/{id}",
    "/portal/agreements/{id}/terms",
    "/desk/entries/{id}",
    "/desk/exports/{id}",
    "/sign-in/oidc",
    "/sign-in/oidc/back",
];

/// What a page answered: how, how many letters, and what the database was sent for it.
struct Asked {
    status: StatusCode,
    length: usize,
    statements: Vec<String>,
}

/// Who reads a route.
fn reader(route: &Route) -> Role {
    match route.who {
        Who::May(act) | Who::Demo(act) if !act.is_staff() => Role::Owner,
        _ => Role::Admin,
    }
}

async fn ask(browser: &mut Browser, watch: &Watch, path: &str) -> Asked {
    watch.begin();
    let page = browser.get(path).await;
    let statements = watch.end().texts().map(str::to_owned).collect();
    Asked { status: page.status, length: page.bytes.len(), statements }
}

/// Every page, with what it answered.
async fn walk(app: &TestApp, merchant: MerchantId, things: &Things) -> BTreeMap<String, Asked> {
    let mut db = app.cx.db.clone();
    let watch = db.watch();
    let options = Options { demo: Some(TimeMachine::default()), ..Options::default() };
    let address = Some("https://leje.example.dk".into());
    let web = Web::new(Context { db, address, ..app.cx.clone() }, app.cx.clock.clone(), options);
    let mut admin = app.signed_in_at(&web, Role::Admin, None).await;
    let mut owner = app.signed_in_at(&web, Role::Owner, Some(merchant)).await;
    let mut all = BTreeMap::new();
    for route in table(&web).iter().filter(|r| r.method == Method::GET) {
        let browser = if reader(route) == Role::Owner { &mut owner } else { &mut admin };
        all.insert(route.path.to_owned(), ask(browser, &watch, &path(route, things)).await);
    }
    for path in FILTERED {
        all.insert(path.to_owned(), ask(&mut admin, &watch, path).await);
    }
    all
}

#[test]
fn a_page_asks_no_more_often_when_there_is_more_to_show() {
    both(async |app| {
        let few = lessor::with(&app, "A", 2, &["2026Q1", "2026Q2"]).await;
        let few = walk(&app, few.merchant, &few.things).await;
        let many = lessor::with(&app, "B", 10, &["2026Q3", "2026Q4"]).await;
        let many = walk(&app, many.merchant, &many.things).await;
        let (mut wrong, mut asked) = (Vec::new(), 0);
        for (path, many) in &many {
            let few = &few[path];
            let (less, more) = (few.statements.len(), many.statements.len());
            let moved = path.starts_with("/account/") && path != "/account/second"
                || matches!(path.as_str(), "/" | "/d/{id}" | "/sign-in" | "/sign-in/second" | "/sign-in/enrol");
            let nothing = matches!(path.as_str(), "/metrics" | "/link/{id}" | "/sign-in/oidc" | "/sign-in/oidc/back");
            let status = match () {
                () if moved => StatusCode::SEE_OTHER,
                () if nothing => StatusCode::NOT_FOUND,
                () => StatusCode::OK,
            };
            if few.status != status || many.status != status {
                wrong.push(format!("{path}: {} and {}, must be {status}", few.status, many.status));
            }
            if less != more || more > most(path) {
                let texts = many.statements.join("\n    ");
                wrong.push(format!(
                    "{path}: {less} statements, with more rows {more} (at most {}):\n    {texts}",
                    most(path)
                ));
            }
            // A page that does not grow would prove nothing.
            if !SHORT.contains(&path.as_str())
                && many.length < few.length + 100
                && !path.contains("/file")
                && !path.contains("/papers/")
            {
                wrong.push(format!("{path}: {} bytes, with more rows {}", few.length, many.length));
            }
            asked += more;
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
        assert!(asked > 150, "what is sent is seen: {asked}");
        assert!(many.len() > 50, "{} pages", many.len());
    });
}
