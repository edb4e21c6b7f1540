//! An exchange in a real browser, from the report to the credit that the merchant reads: R051, R080, R085.
//!
//! With `TILLHOLD_PICTURES` naming a folder, every step leaves a picture there, wide and narrow.

use std::path::PathBuf;

use entity::types::{MerchantId, Role};
use fantoccini::Locator;

use super::chrome::{Chrome, Setup};
use super::journeys::{in_chrome, sign_out};
use crate::support::TestApp;

/// Where pictures are put, if they are wanted.
struct Pictures {
    folder: Option<PathBuf>,
    taken: usize,
}

impl Pictures {
    fn wanted() -> Self {
        Self { folder: std::env::var_os("TILLHOLD_PICTURES").map(PathBuf::from), taken: 0 }
    }

    /// Takes the page as it is, wide and narrow.
    async fn take(&mut self, chrome: &Chrome, name: &str) {
        let Some(folder) = &self.folder else { return };
        std::fs::create_dir_all(folder).unwrap();
        self.taken += 1;
        for (width, kind) in [(1280, "wide"), (500, "narrow")] {
            chrome.client.set_window_size(width, 1400).await.unwrap();
            let picture = chrome.client.screenshot().await.unwrap();
            std::fs::write(folder.join(format!("{:02}-{name}-{kind}.png", self.taken)), picture).unwrap();
        }
        chrome.client.set_window_size(1280, 900).await.unwrap();
    }
}

/// Chooses what a list offers.
async fn choose(chrome: &Chrome, field: &str, value: &str) {
    let list = chrome.client.wait().for_element(Locator::Css(&format!("#{field}"))).await.unwrap();
    list.select_by_value(value).await.unwrap();
}

/// Goes through the door of the scan page, as a bench does with a scanner that types.
async fn scan(chrome: &Chrome, serial: &str) {
    chrome.go("/office/scan").await;
    chrome.fill("serial", serial).await;
    chrome.click("main form button.main").await;
}

/// The merchant reports what is wrong.
async fn report(app: &TestApp, chrome: &Chrome, merchant: MerchantId, pictures: &mut Pictures) {
    chrome.sign_in(app, Role::Owner, Some(merchant)).await;
    chrome.go("/portal/devices").await;
    chrome.click("main a[href$='/fault']").await;
    chrome.says("SA").await;
    chrome.click("main form button.main").await;
    // What the fault consists of is mandatory (R091), and nothing is lost.
    chrome.client.wait().for_element(Locator::Css("#description-error, .warning")).await.unwrap();
    chrome.fill("description", "Skærmen er sort, også med opladeren i").await;
    pictures.take(chrome, "fault").await;
    chrome.click("main form button.main").await;
    chrome.says("Skærmen er sort").await;
    pictures.take(chrome, "reported").await;
    sign_out(chrome).await;
}

/// An agent approves, and a bench sends another device by scan. Returns the swap's path.
async fn exchange(app: &TestApp, chrome: &Chrome, pictures: &mut Pictures) -> String {
    chrome.sign_in(app, Role::Support, None).await;
    chrome.go("/office/tickets").await;
    chrome.says("SA").await;
    chrome.click("main a[href^='/office/tickets/']").await;
    chrome.says("Skærmen er sort").await;
    pictures.take(chrome, "ticket").await;
    chrome.click("main a[href$='/swap']").await;
    // What it will cost if the faulty one does not come back, before the button.
    let consequence = chrome.says("13.390,00 kr.").await;
    assert!(consequence.contains("14. april 2026"), "{consequence}");
    chrome.says("Ikke prøvet endnu").await;
    chrome.fill("reason", "Den kan ikke tændes").await;
    pictures.take(chrome, "approve").await;
    chrome.click("main form button.main").await;
    chrome.says("Ombytningen er godkendt").await;
    sign_out(chrome).await;
    chrome.sign_in(app, Role::Technician, None).await;
    chrome.go("/office").await;
    pictures.take(chrome, "bench").await;
    scan(chrome, "sa").await;
    chrome.says("Skal sendes").await;
    let path = chrome.path().await;
    chrome.fill("replacement", "NY1").await;
    chrome.click("input[name='from_maker']").await;
    chrome.fill("carrier", "PostNord").await;
    chrome.fill("tracking", "00370712345").await;
    pictures.take(chrome, "dispatch").await;
    chrome.click("form[action$='/dispatch'] button.main").await;
    let sent = chrome.says("Enheden er sendt").await;
    assert!(sent.contains("14. april 2026"), "{sent}");
    pictures.take(chrome, "sent").await;
    sign_out(chrome).await;
    path
}

/// The merchant sees by when, which days do not count, and what is charged otherwise.
async fn countdown(app: &TestApp, chrome: &Chrome, merchant: MerchantId, pictures: &mut Pictures) {
    chrome.sign_in(app, Role::Owner, Some(merchant)).await;
    let home = chrome.says("14. april 2026").await;
    assert!(home.contains("16.737,50 kr."), "with VAT, as it would be on the invoice: {home}");
    pictures.take(chrome, "home").await;
    chrome.click("main a[href^='/portal/swaps/']").await;
    // The script counts down by the business's clock: from noon less the minutes that signing in took, with summer time in between.
    chrome.says("19 d. 10 t.").await;
    chrome.click("main details.reason summary").await;
    let page = chrome.text().await;
    for words in ["2. påskedag", "Langfredag", "Skærtorsdag", "NY1"] {
        assert!(page.to_lowercase().contains(&words.to_lowercase()), "{words} in {page}");
    }
    pictures.take(chrome, "countdown").await;
    sign_out(chrome).await;
}

/// Late, and found: scanned in, tested, given back by one click, and read by the merchant.
async fn found(app: &TestApp, chrome: &Chrome, merchant: MerchantId, swap: &str, pictures: &mut Pictures) {
    app.advance_to("2026-04-24");
    app.work().await;
    chrome.sign_in(app, Role::Technician, None).await;
    scan(chrome, "SA").await;
    pictures.take(chrome, "receive").await;
    chrome.click("form[action$='/receive'] button.main").await;
    chrome.says("Enheden er skrevet ind").await;
    chrome.click("input[name='verdict'][value='excluded']").await;
    choose(chrome, "point", "EX01").await;
    chrome.fill("evidence", "Glasset er knust i øverste hjørne").await;
    pictures.take(chrome, "test").await;
    chrome.click("form[action$='/inspect'] button.main").await;
    chrome.says("Testen er afgjort").await;
    sign_out(chrome).await;
    chrome.sign_in(app, Role::Support, None).await;
    chrome.go(swap).await;
    chrome.says("13.390,00 kr.").await;
    pictures.take(chrome, "give-back").await;
    chrome.click("form[action$='/give-back'] button.main").await;
    chrome.says("Beløbet er krediteret").await;
    app.work().await;
    sign_out(chrome).await;
    chrome.sign_in(app, Role::Owner, Some(merchant)).await;
    chrome.go("/portal/invoices").await;
    chrome.says("−16.737,50 kr.").await;
    chrome.client.find(Locator::LinkText("Kreditnota K00001")).await.unwrap().click().await.unwrap();
    let note = chrome.says("16.737,50 kr.").await;
    assert!(note.contains("SA") && note.contains("24. april 2026"), "{note}");
    pictures.take(chrome, "credit").await;
    chrome.go(&swap.replace("/office/", "/portal/")).await;
    chrome.says("SA").await;
    pictures.take(chrome, "over").await;
}

#[test]
fn r085_an_exchange_over_easter_from_the_report_to_the_credit_that_is_read() {
    in_chrome(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        app.advance_to("2026-03-26");
        app.work().await;
        let merchant = app.merchant_of("A").await;
        let mut pictures = Pictures::wanted();
        let chrome = Chrome::open(&app, Setup::default()).await;
        report(&app, &chrome, merchant, &mut pictures).await;
        let swap = exchange(&app, &chrome, &mut pictures).await;
        countdown(&app, &chrome, merchant, &mut pictures).await;
        // Past Easter: on Wednesday 15 April the new price and shipping are proposed, and somebody approves them.
        for day in ["2026-04-14", "2026-04-15"] {
            app.advance_to(day);
            app.work().await;
        }
        chrome.sign_in(&app, Role::Accounting, None).await;
        chrome.go("/office/charges").await;
        let charge = chrome.says("13.390,00 kr.").await;
        assert!(charge.contains("10 hverdage") && charge.contains("14. april 2026"), "its why: {charge}");
        pictures.take(&chrome, "charge").await;
        chrome.click("button[value='approve']").await;
        chrome.says("Opkrævningen er afgjort").await;
        sign_out(&chrome).await;
        app.advance_to("2026-04-16");
        app.work().await;
        // The merchant reads why.
        chrome.sign_in(&app, Role::Owner, Some(merchant)).await;
        chrome.go("/portal/invoices").await;
        chrome.says("16.737,50 kr.").await;
        chrome.click("main a[href^='/portal/invoices/']").await;
        let invoice = chrome.says("16.737,50 kr.").await;
        assert!(invoice.contains("13.390,00 kr."), "{invoice}");
        chrome.click("main details.reason summary").await;
        let why = chrome.text().await;
        for words in ["10 hverdage", "14. april 2026", "12.995,00 kr.", "395,00 kr."] {
            assert!(why.contains(words), "{words} in {why}");
        }
        pictures.take(&chrome, "invoice").await;
        sign_out(&chrome).await;
        found(&app, &chrome, merchant, &swap, &mut pictures).await;
        chrome.close().await;
    });
}
