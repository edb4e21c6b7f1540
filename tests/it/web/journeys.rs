//! Journeys in a real browser.

use std::collections::BTreeSet;

use axum::http::Method;
use entity::types::Role;
use fantoccini::Locator;
use tillhold::web::routes::{Of, Who, table};

use super::chrome::{Chrome, Setup, is_there};
use crate::support::{TestApp, oracles};

fn in_chrome<F: Future<Output = ()>>(test: impl FnOnce(TestApp) -> F) {
    if !is_there() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async { test(TestApp::sqlite().await).await });
}

/// A link of the page, fetched with the browser's own session: status, type, first bytes.
async fn fetched(chrome: &Chrome, path: &str) -> (i64, String, String) {
    let script = "const done = arguments[arguments.length - 1]; fetch(arguments[0]).then(async r => done([r.status, \
                  r.headers.get('content-type'), (await r.text()).slice(0, 60)]));";
    let found = chrome.client.execute_async(script, vec![path.into()]).await.unwrap();
    serde_json::from_value(found).unwrap()
}

#[test]
fn a_quarter_is_previewed_approved_issued_and_read_by_the_merchant() {
    in_chrome(async |app| {
        app.take(&[("J1", "2025-12-01", "2025-12-31", "249.00"), ("J2", "2025-12-01", "2025-12-31", "100.00")]).await;
        // The night's own work comes first.
        app.work().await;
        let chrome = Chrome::open(&app, Setup::default()).await;
        // Accounting signs in with the second factor, and previews the quarter.
        chrome.sign_in(&app, Role::Accounting, None).await;
        chrome.go("/office/runs").await;
        chrome.fill("quarter", "2026Q1").await;
        chrome.click("main form button.main").await;
        chrome.says("Forhåndsvisningen beregnes nu").await;
        app.work().await;
        chrome.go("/office/runs").await;
        chrome.click("main table tbody a").await;
        // 3 × (249 + 99) + 3 × (100 + 99) = 1 641, with VAT 2 051.25.
        let preview = chrome.says("2.051,25 kr.").await;
        assert!(preview.contains("1.641,00 kr."), "{preview}");
        chrome.click("form[action$='/approve'] button").await;
        chrome.says("Godkendt").await;
        chrome.click("form[action$='/issue'] button").await;
        chrome.says("Udstedelsen er sat i kø").await;
        app.work().await;
        chrome.client.refresh().await.unwrap();
        chrome.says("Udstedt").await;
        chrome.click(".who details.menu:not(.language) summary").await;
        chrome.click("form[action='/sign-out'] button").await;
        chrome.says("Du er logget ud").await;
        // The merchant reads theirs, and takes PDF and XML.
        let merchant = app.merchant_of("J1").await;
        chrome.sign_in(&app, Role::Owner, Some(merchant)).await;
        assert_eq!(chrome.path().await, "/portal");
        // 1 044 and VAT.
        chrome.says("1.305,00 kr.").await;
        chrome.click("main a[href^='/portal/invoices/']").await;
        let invoice = chrome.says("1.305,00 kr.").await;
        assert!(invoice.contains("+71"), "the FIK line: {invoice}");
        let path = chrome.path().await;
        let (status, kind, start) = fetched(&chrome, &format!("{path}/files/pdf")).await;
        assert_eq!((status, kind.as_str(), &start[..5]), (200, "application/pdf", "%PDF-"));
        let (status, kind, start) = fetched(&chrome, &format!("{path}/files/oioubl")).await;
        assert!(
            status == 200 && kind.starts_with("application/xml") && start.starts_with("<?xml"),
            "{status} {kind} {start}"
        );
        // In Norwegian, and it stays so.
        chrome.click("details.language summary").await;
        chrome.click("button[name='language'][value='nb']").await;
        chrome.client.wait().for_element(Locator::Css("html[lang='nb']")).await.unwrap();
        chrome.go("/portal").await;
        chrome.client.wait().for_element(Locator::Css("html[lang='nb']")).await.unwrap();
        chrome.close().await;
    });
}

#[test]
fn without_scripts_everything_works() {
    in_chrome(async |app| {
        app.take(&[("K1", "2025-12-01", "2025-12-31", "249.00")]).await;
        app.bill("2026Q1").await;
        app.work().await;
        let chrome = Chrome::open(&app, Setup { without_script: true, width: 390 }).await;
        chrome.sign_in(&app, Role::Support, None).await;
        chrome.fill("find", "Butik").await;
        chrome.click(".find button").await;
        chrome.says("Butik K1").await;
        chrome.click("main a[href^='/office/merchants/']").await;
        chrome.says("Butik K1").await;
        chrome.close().await;
    });
}

/// Every page of the router's list that a person reads, by the role that reads it; and on a narrow screen nothing is wider than it.
#[test]
fn axe_finds_nothing_serious_on_any_page_and_a_narrow_screen_holds_it() {
    in_chrome(async |app| {
        let Some(axe) = std::env::var("TILLHOLD_AXE").ok().and_then(|file| std::fs::read_to_string(file).ok()) else {
            return oracles::left_out("axe-core: TILLHOLD_AXE names no file");
        };
        let world = super::access::one_of_everything(&app).await;
        let chrome = Chrome::open(&app, Setup { without_script: false, width: 500 }).await;
        let mut wrong = BTreeSet::new();
        let mut seen = 0;
        for (role, portal) in [(Role::Admin, false), (Role::Owner, true)] {
            chrome.sign_in(&app, role, portal.then_some(world.merchant)).await;
            for route in table(&app.web()).iter().filter(|r| r.method == Method::GET && !matches!(r.who, Who::Demo(_)))
            {
                let data = ["/files/", "/file", "/progress", "/hits", ".csv", "/body", "/health", "/ready", "/metrics"];
                let own = route.path.starts_with("/portal") == portal || route.path == "/account";
                if !own || route.of == Of::Asset || data.iter().any(|part| route.path.contains(part)) {
                    continue;
                }
                chrome.go(&world.path(route)).await;
                seen += 1;
                for found in chrome.axe(&axe).await {
                    wrong.insert(format!("{}: {found}", route.path));
                }
                let wide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
                if chrome.client.execute(wide, vec![]).await.unwrap() == serde_json::Value::Bool(true) {
                    wrong.insert(format!("{}: wider than the screen", route.path));
                }
            }
            chrome.go("/account").await;
            chrome.click("form[action='/account/sign-out-everywhere'] button").await;
        }
        assert!(seen > 20, "{seen} pages");
        assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
        chrome.close().await;
    });
}
