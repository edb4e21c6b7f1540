//! Journeys in a real browser.

use std::collections::BTreeSet;

use axum::http::Method;
use entity::types::Role;
use fantoccini::Locator;
use tillhold::web::routes::{Of, Who, table};

use super::chrome::{Chrome, Setup, is_there};
use crate::support::{TestApp, oracles};

pub fn in_chrome<F: Future<Output = ()>>(test: impl FnOnce(TestApp) -> F) {
    if !is_there() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async { test(TestApp::sqlite().await).await });
}

/// What is behind a path, fetched with the browser's own session: status, type, contents as text.
async fn fetched(chrome: &Chrome, path: &str) -> (i64, String, String) {
    let script = "const done = arguments[arguments.length - 1]; fetch(arguments[0]).then(async r => done([r.status, \
                  r.headers.get('content-type'), await r.text()]));";
    let found = chrome.client.execute_async(script, vec![path.into()]).await.unwrap();
    serde_json::from_value(found).unwrap()
}

/// Takes the files of the document that is shown. Returns the XML.
async fn files_of(chrome: &Chrome) -> String {
    let path = chrome.path().await;
    let (status, kind, pdf) = fetched(chrome, &format!("{path}/files/pdf")).await;
    assert_eq!((status, kind.as_str(), &pdf[..5]), (200, "application/pdf", "%PDF-"));
    let (status, kind, xml) = fetched(chrome, &format!("{path}/files/oioubl")).await;
    assert!(status == 200 && kind.starts_with("application/xml") && xml.starts_with("<?xml"), "{status} {kind} {xml}");
    xml
}

pub async fn sign_out(chrome: &Chrome) {
    chrome.click(".who details.menu:not(.language) summary").await;
    chrome.click("form[action='/sign-out'] button").await;
    chrome.says("Du er logget ud").await;
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
        sign_out(&chrome).await;
        // The merchant reads theirs, and takes PDF and XML.
        let merchant = app.merchant_of("J1").await;
        chrome.sign_in(&app, Role::Owner, Some(merchant)).await;
        assert_eq!(chrome.path().await, "/portal");
        // 1 044 and VAT.
        chrome.says("1.305,00 kr.").await;
        chrome.click("main a[href^='/portal/invoices/']").await;
        let invoice = chrome.says("1.305,00 kr.").await;
        assert!(invoice.contains("+71"), "the FIK line: {invoice}");
        let xml = files_of(&chrome).await;
        assert!(xml.contains(">1305.00<"), "{xml}");
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
fn an_invoice_is_credited_by_a_line_and_by_an_amount_and_the_merchant_reads_both_notes() {
    in_chrome(async |app| {
        // 3 × 249 rent and 3 × 99 licence: 747 + 297 = 1 044, with VAT 1 305.
        app.take(&[("J1", "2025-12-01", "2025-12-31", "249.00")]).await;
        app.bill("2026Q1").await;
        app.work().await;
        let merchant = app.merchant_of("J1").await;
        let chrome = Chrome::open(&app, Setup::default()).await;
        // An agent credits the licence: 297 and a quarter of it, 74.25.
        chrome.sign_in(&app, Role::Support, None).await;
        chrome.go(&format!("/office/merchants/{merchant}")).await;
        chrome.click("main a[href^='/office/invoices/']").await;
        chrome.says("1.305,00 kr.").await;
        chrome.click("a.button[href$='/credit']").await;
        chrome.click("input[name='line'][value='2']").await;
        chrome.click("main form button.main").await;
        let preview = chrome.says("371,25 kr. trækkes fra det, der er åbent på faktura 10001").await;
        for words in ["297,00 kr.", "74,25 kr.", "Gateway"] {
            assert!(preview.contains(words), "{words} in {preview}");
        }
        assert!(!preview.contains("747,00"), "the rent is left alone: {preview}");
        chrome.fill("reason", "Licensen var sagt op").await;
        chrome.click("form[action$='/credit/confirm'] button.main").await;
        chrome.says("Kreditnota K00001").await;
        // And then 100 of the rent, with 25: an amount finds what is left. 1 305 − 371.25 − 125 = 808.75.
        chrome.click("main a[href^='/office/invoices/']").await;
        chrome.says("933,75 kr.").await;
        chrome.click("a.button[href$='/credit']").await;
        chrome.click("input[name='how'][value='amount']").await;
        chrome.fill("amount", "747,01").await;
        chrome.click("main form button.main").await;
        chrome.says("Der er kun 747,00 kr. uden moms tilbage").await;
        chrome.fill("amount", "100,00").await;
        chrome.click("main form button.main").await;
        let preview = chrome.says("125,00 kr. trækkes fra det, der er åbent på faktura 10001").await;
        assert!(preview.contains("100,00 kr.") && preview.contains("25,00 kr."), "{preview}");
        chrome.fill("reason", "Nedbrud i februar").await;
        chrome.click("form[action$='/credit/confirm'] button.main").await;
        chrome.says("Kreditnota K00002").await;
        chrome.click("main a[href^='/office/invoices/']").await;
        let invoice = chrome.says("808,75 kr.").await;
        assert!(invoice.contains("496,25 kr."), "credited so far: {invoice}");
        app.work().await;
        sign_out(&chrome).await;
        // The merchant finds both in the list, opens each, and takes its files.
        chrome.sign_in(&app, Role::Owner, Some(merchant)).await;
        for (note, reason, net, vat, gross) in [
            ("K00001", "Licensen var sagt op", "297", "74.25", "371.25"),
            ("K00002", "Nedbrud i februar", "100", "25.00", "125.00"),
        ] {
            chrome.go("/portal/invoices").await;
            let shown = format!("{} kr.", gross.replace('.', ","));
            let list = chrome.says(note).await;
            assert!(list.contains(&format!("−{shown}")) && list.contains("808,75 kr."), "{list}");
            let link = format!("Kreditnota {note}");
            chrome.client.find(Locator::LinkText(&link)).await.unwrap().click().await.unwrap();
            let page = chrome.says(reason).await;
            assert!(page.contains(&shown) && page.contains("10001"), "{page}");
            let xml = files_of(&chrome).await;
            assert!(xml.contains("<CreditNote "), "{xml}");
            for figure in [format!(">{net}.00<"), format!(">{vat}<"), format!(">{gross}<")] {
                assert!(xml.contains(&figure), "{figure} in {xml}");
            }
        }
        chrome.close().await;
    });
}

#[test]
fn without_scripts_everything_works() {
    in_chrome(async |app| {
        app.take(&[("K1", "2025-12-01", "2025-12-31", "249.00")]).await;
        app.bill("2026Q1").await;
        app.work().await;
        let chrome = Chrome::open(&app, Setup { without_script: true, width: 390, ..Setup::default() }).await;
        chrome.sign_in(&app, Role::Support, None).await;
        chrome.fill("find", "Butik").await;
        chrome.click(".find button").await;
        chrome.says("Butik K1").await;
        chrome.click("main a[href^='/office/merchants/']").await;
        chrome.says("Butik K1").await;
        chrome.close().await;
    });
}

/// What is amiss with the page that is shown: what axe-core finds, and that it is wider than the screen.
async fn amiss(chrome: &Chrome, axe: &str, name: &str) -> Vec<String> {
    let mut wrong: Vec<String> = chrome.axe(axe).await.into_iter().map(|found| format!("{name}: {found}")).collect();
    let wide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
    if chrome.client.execute(wide, vec![]).await.unwrap() == serde_json::Value::Bool(true) {
        wrong.push(format!("{name}: wider than the screen"));
    }
    wrong
}

/// Every page of the router's list that a person reads, by the role that reads it; and on a narrow screen nothing is wider than it.
#[test]
fn axe_finds_nothing_serious_on_any_page_and_a_narrow_screen_holds_it() {
    in_chrome(async |app| {
        let Some(axe) = std::env::var("TILLHOLD_AXE").ok().and_then(|file| std::fs::read_to_string(file).ok()) else {
            return oracles::left_out("axe-core: TILLHOLD_AXE names no file");
        };
        let world = super::access::one_of_everything(&app).await;
        let chrome = Chrome::open(&app, Setup { with_provider: true, width: 500, ..Setup::default() }).await;
        let mut wrong = BTreeSet::new();
        let mut seen = 0;
        // The door first, which shows nothing else to whoever is in.
        chrome.go("/sign-in").await;
        chrome.client.find(Locator::Css("main a[href^='/sign-in/oidc']")).await.unwrap();
        wrong.extend(amiss(&chrome, &axe, "/sign-in").await);
        for (role, portal) in [(Role::Admin, false), (Role::Owner, true)] {
            chrome.sign_in(&app, role, portal.then_some(world.merchant)).await;
            for route in table(&app.web()).iter().filter(|r| r.method == Method::GET && !matches!(r.who, Who::Demo(_)))
            {
                let data = [
                    "/papers/",
                    "/files/",
                    "/file",
                    "/progress",
                    "/hits",
                    ".csv",
                    ".pdf",
                    "/d/{id}",
                    "/body",
                    "/health",
                    "/ready",
                    "/metrics",
                ];
                let own = route.path.starts_with("/portal") == portal || route.path == "/account";
                if !own || route.of == Of::Asset || data.iter().any(|part| route.path.contains(part)) {
                    continue;
                }
                chrome.go(&world.path(route)).await;
                seen += 1;
                wrong.extend(amiss(&chrome, &axe, route.path).await);
            }
            chrome.go("/account").await;
            chrome.click("form[action='/account/sign-out-everywhere'] button").await;
        }
        assert!(seen > 20, "{seen} pages");
        assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
        chrome.close().await;
    });
}
