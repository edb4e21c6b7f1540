//! Following an exchange, and answering the offer after it.

use axum::http::StatusCode;
use entity::types::{ChargeCode, Date, Exclusion, QuoteKind, Role};
use sea_orm::{Database, EntityTrait};
use tillhold::service::swaps::{self, Dispatch, Quoted, Verdict};
use tillhold::service::{deadlines, verify};
use tillhold::store::charge::charge_one_off;

use super::{account, device_path, lessor, site_of};
use crate::support::{TestApp, both};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

async fn approve(app: &TestApp, serial: &str, on: &str) {
    swaps::approve(&app.cx, &app.company().await, serial, day(on), "Sune Dahl").await.unwrap();
}

async fn dispatch(app: &TestApp, serial: &str, replacement: &str, on: &str) {
    let order = Dispatch {
        serial: serial.into(),
        swap: None,
        replacement: replacement.into(),
        from_maker: true,
        carriage: (Some("GLS".into()), Some("00370712".into())),
        day: day(on),
        actor: "Sune Dahl".into(),
    };
    swaps::dispatch(&app.cx, &app.company().await, &order).await.unwrap();
}

/// Back, tested and not covered, with a repair of 1,200.00 offered.
async fn quoted(app: &TestApp, serial: &str, on: &str) {
    let company = app.company().await;
    swaps::receive(&app.cx, &company, serial, day(on), "lager").await.unwrap();
    let verdict = Verdict::Excluded(Exclusion::Ex01);
    swaps::inspect(&app.cx, &company, serial, (verdict, None), day(on), "lager").await.unwrap();
    quote(app, serial, 120_000, on).await;
}

async fn quote(app: &TestApp, serial: &str, net: i64, on: &str) {
    let company = app.company().await;
    let quoted = Quoted { kind: QuoteKind::Repair, net: Some(entity::types::Money::new(net, company.currency)) };
    swaps::quote(&app.cx, &company, serial, quoted, day(on), "support").await.unwrap();
}

async fn swap_path(app: &TestApp) -> String {
    let raw = Database::connect(&app.url).await.unwrap();
    format!("/portal/swaps/{}", entity::swap::Entity::find().one(&raw).await.unwrap().unwrap().id)
}

/// The offers by the day on which they were made.
async fn quotes(app: &TestApp) -> Vec<entity::quote::Model> {
    let raw = Database::connect(&app.url).await.unwrap();
    let mut all = entity::quote::Entity::find().all(&raw).await.unwrap();
    all.sort_by_key(|quote| quote.sent);
    all
}

#[test]
fn r085_an_exchange_is_followed_from_its_approval_to_its_return() {
    both(async |app| {
        let (own, other) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        account(&app, "bo@butik.dk", other, Role::Owner, &[]).await;
        let (west, east) = (site_of(&app, own, "Vest").await, site_of(&app, own, "Øst").await);
        account(&app, "vest@butik.dk", own, Role::User, &[west]).await;
        account(&app, "oest@butik.dk", own, Role::User, &[east]).await;
        app.advance_to("2026-03-25");
        approve(&app, "SV", "2026-03-25").await;
        let (swap, faulty) = (swap_path(&app).await, device_path(&app, "SV").await);
        let mut browser = app.browser("mette@butik.dk").await;
        let home = browser.see("/portal").await;
        home.holds(&["Senest 26. marts 2026: vi sender en anden enhed", "Hos os", "Du skal ikke gøre noget.", &swap]);
        home.lacks(&["Fristen er gået", "Fristen stopper"]);
        browser.see(&swap).await.holds(&["Ombytning godkendt", "Den sendes senest 26. marts 2026."]);

        awaited(&app, &swap, &faulty).await;
        held_and_charged(&app, &swap).await;
        given_back(&app, &swap, &faulty).await;
    });
}

#[test]
fn r085_a_return_is_a_task_while_finding_the_device_gives_something_back() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        app.advance_to("2026-01-30");
        dispatch(&app, "SV", "N1", "2026-01-30").await;
        // Due on Friday 13 February, charged on Monday, approved and invoiced that day: thirty days later is 18 March.
        let company = app.company().await;
        for on in ["2026-02-14", "2026-02-16"] {
            app.advance_to(on);
            deadlines::look_at_all(&app.cx, &company, "clock").await.unwrap();
        }
        let charge = charge_one_off(&app.cx.db, company.id).await.unwrap().remove(0);
        tillhold::service::invoices::approve(&app.cx, &company, charge.id, "support").await.unwrap();
        tillhold::jobs::charges_of_day(&app.cx, &company).await.unwrap();
        let task = "Senest 13. februar 2026: den ombyttede";
        app.advance_to("2026-03-18");
        app.browser("mette@butik.dk").await.see("/portal").await.holds(&[task]);
        app.advance_to("2026-03-19");
        app.browser("mette@butik.dk").await.see("/portal").await.lacks(&[task]);
    });
}

/// The other one leaves, and the faulty one has to come back.
async fn awaited(app: &TestApp, swap: &str, faulty: &str) {
    app.advance_to("2026-03-26");
    dispatch(app, "SV", "N1", "2026-03-26").await;
    let mut browser = app.browser("mette@butik.dk").await;
    let page = browser.see(swap).await;
    page.holds(&[
        "Skal sendes retur",
        "(SN N1) blev sendt 26. marts 2026.",
        "GLS, sporingsnummer 00370712",
        "Senest 14. april 2026: den ombyttede",
        "(SN SV) skal være modtaget hos os.",
        "19 dage tilbage",
        // From noon on 26 March, before summer time begins, to midnight after 14 April: 19 days and 11 hours.
        "data-left=\"1681200\"",
        "countdown.js",
        // 12,995.00 + 395.00 = 13,390.00, with a quarter of it 16,737.50.
        "Ellers opkræves 16.737,50 kr. med moms 15. april 2026, efter prislisten: nypris 12.995,00 kr. + forsendelse \
         395,00 kr. = 13.390,00 kr. uden moms.",
        "Fristen stopper, når vi har modtaget enheden. Send den til: Fjordkasse Leasing ApS, Retur, Skippergangen 14, port 3",
        "Så venter vi 5 hverdage mere.",
        "sendt 26. marts 2026; den dag tæller ikke. Fristen er 10 hverdage. Lørdage og søndage tæller ikke, og heller ikke: \
         2. april 2026 (skærtorsdag), 3. april 2026 (langfredag), 6. april 2026 (2. påskedag).",
    ]);
    page.lacks(&["Sune Dahl", "lager"]);
    let home = browser.see("/portal").await;
    home.holds(&[
        "Senest 14. april 2026: den ombyttede",
        "Ellers opkræves 16.737,50 kr. med moms 15. april 2026",
        swap,
    ]);
    home.lacks(&["Senest 26. marts"]);
    // The faulty one is still theirs to send; the other one is in use.
    let page = browser.see(faulty).await;
    page.holds(&["Skal sendes retur", "Ombyttet med en anden enhed", "Ombytning: SN SV med SN N1", "/incident\""]);
    page.lacks(&["/fault\"", "/move\"", "Sune Dahl"]);
    let answer = browser.submit(&format!("{faulty}/fault"), &[("kind", "in_life"), ("description", "x")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.holds(&["står ikke på nogen aftale"]);
    browser
        .see(&format!("{faulty}/incident"))
        .await
        .holds(&["Meldingen koster ikke noget i sig selv.", "16.737,50 kr."]);
    browser.see(&device_path(app, "N1").await).await.holds(&[
        "I brug",
        "GLS, sporingsnummer 00370712",
        "Leje: 100,00 kr.",
    ]);
    // Of the site's own people only.
    app.browser("vest@butik.dk").await.see(swap).await.holds(&["SN SV"]);
    for email in ["oest@butik.dk", "bo@butik.dk"] {
        let mut stranger = app.browser(email).await;
        for path in [swap, faulty, &device_path(app, "N1").await] {
            assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{email} {path}");
        }
        stranger.see("/portal").await.lacks(&["SN SV"]);
    }
}

/// It is said to be on its way, and never comes.
async fn held_and_charged(app: &TestApp, swap: &str) {
    // Posted in time: what follows waits until 21 April and falls on the 22nd.
    app.advance_to("2026-04-14");
    let company = app.company().await;
    swaps::post(&app.cx, &company, "SV", (day("2026-04-13"), "GLS 77"), "support").await.unwrap();
    app.advance_to("2026-04-15");
    let mut browser = app.browser("mette@butik.dk").await;
    let held = "venter til og med 21. april 2026.";
    browser.see("/portal").await.holds(&["Sat i bero", held, "opkræves 16.737,50 kr. med moms 22. april 2026"]);
    let page = browser.see(swap).await;
    page.holds(&["Afventer forsendelsen", held, "22. april 2026"]);
    page.lacks(&["data-left", "Så venter vi"]);

    // It never comes: charged, and the document is a click away.
    for on in ["2026-04-15", "2026-04-22"] {
        app.advance_to(on);
        deadlines::look_at_all(&app.cx, &company, "clock").await.unwrap();
    }
    let mut browser = app.browser("mette@butik.dk").await;
    let page = browser.see(swap).await;
    page.holds(&["Ikke modtaget i tide", "13.390,00 kr. uden moms: vi ser på den."]);
    page.lacks(&["Opkrævet", "Ellers opkræves"]);
    browser.see("/portal").await.lacks(&["Opkrævet", "Ellers opkræves"]);
    let charge = charge_one_off(&app.cx.db, company.id).await.unwrap().remove(0);
    tillhold::service::invoices::approve(&app.cx, &company, charge.id, "support").await.unwrap();
    tillhold::jobs::charges_of_day(&app.cx, &company).await.unwrap();
    let page = browser.see(swap).await;
    page.holds(&["Opkrævet", "13.390,00 kr. uden moms: faktureret. ", "/portal/invoices/"]);
    page.lacks(&["Ellers opkræves"]);
    browser.see("/portal").await.lacks(&["Ellers opkræves"]);
}

/// It comes late.
async fn given_back(app: &TestApp, swap: &str, faulty: &str) {
    let company = app.company().await;
    // It comes after all: proposed for credit, given back, and tested.
    app.advance_to("2026-04-24");
    swaps::receive(&app.cx, &company, "SV", day("2026-04-24"), "lager").await.unwrap();
    let mut browser = app.browser("mette@butik.dk").await;
    let page = browser.see(swap).await;
    page.holds(&[
        "Modtaget hos os 24. april 2026. Den testes senest 27. april 2026.",
        "Vi ser på at give beløbet tilbage.",
    ]);
    page.lacks(&["Fristen stopper"]);
    browser.see("/portal").await.holds(&["Senest 27. april 2026: vi tester", "Hos os"]);
    swaps::inspect(&app.cx, &company, "SV", (Verdict::Covered, None), day("2026-04-24"), "lager").await.unwrap();
    swaps::give_back(&app.cx, &company, "SV", day("2026-04-24"), "support").await.unwrap();
    let page = browser.see(swap).await;
    page.holds(&[
        "Beløbet blev givet tilbage 24. april 2026.",
        "Kreditnota K",
        "fejlen er dækket, og du betaler ikke noget.",
    ]);
    let text = page.text();
    for link in text.split("href=\"/portal").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert_eq!(browser.get(&format!("/portal{link}")).await.status, StatusCode::OK, "{link}");
    }
    // Taken into stock and handed to somebody else, it is none of theirs; what happened while it was stays.
    dispatch(app, "SB", "SV", "2026-04-24").await;
    let page = browser.see(faulty).await;
    page.holds(&["Beløbet er givet tilbage", "Modtaget hos os"]);
    page.lacks(&["I brug", "Nord", "Tilbage på lager", "/incident\""]);
    let seen = page.text().matches("Udleveret til dig").count();
    assert_eq!(seen, 1, "the handing over to another merchant is not told");
    let mut stranger = app.browser("bo@butik.dk").await;
    let page = stranger.see(faulty).await;
    page.holds(&["I brug", "Udleveret til dig"]);
    page.lacks(&["Modtaget hos os", "Ombyttet med", swap]);
    let findings = verify::verify(&app.cx, &|_| {}).await.unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn r106_an_offer_is_accepted_once_and_charged_once() {
    both(async |app| {
        let (own, other) = lessor(&app).await;
        for (email, of, role) in [
            ("mette@butik.dk", own, Role::Owner),
            ("revisor@butik.dk", own, Role::Accountant),
            ("bo@butik.dk", other, Role::Owner),
        ] {
            account(&app, email, of, role, &[]).await;
        }
        let east = site_of(&app, own, "Øst").await;
        account(&app, "oest@butik.dk", own, Role::User, &[east]).await;
        app.advance_to("2026-03-26");
        dispatch(&app, "SV", "N1", "2026-03-26").await;
        quoted(&app, "SV", "2026-03-26").await;
        let path = format!("/portal/quotes/{}", quotes(&app).await[0].id);
        let charges = async || charge_one_off(&app.cx.db, app.company().await.id).await.unwrap();
        assert!(charges().await.is_empty(), "no charge before a yes");
        let mut browser = app.browser("mette@butik.dk").await;
        // It stands for 30 days.
        browser.see("/portal").await.holds(&[
            "Senest 25. april 2026: svar på tilbuddet",
            "1.200,00 kr. uden moms",
            &path,
        ]);
        let page = browser.see(&path).await;
        // 1,200.00 and a quarter of it.
        page.holds(&["<p class=\"figure\">1.500,00 kr.</p>", "1.200,00 kr. uden moms", "reparerer vi den enhed"]);
        page.holds(&[
            "gælder til og med 25. april 2026",
            "Siger du nej, begynder arbejdet ikke",
            "Skader ved uheld",
            "(EX01)",
        ]);
        for email in ["oest@butik.dk", "bo@butik.dk"] {
            let mut stranger = app.browser(email).await;
            assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND, "{email}");
            stranger.get("/account").await;
            let answer = stranger.submit(&path, &[("answer", "accepted")]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{email}");
        }
        let mut accountant = app.browser("revisor@butik.dk").await;
        accountant.see(&path).await.lacks(&["Ja, jeg accepterer"]);
        assert_eq!(accountant.submit(&path, &[("answer", "accepted")]).await.status, StatusCode::FORBIDDEN);
        for wrong in ["", "maybe"] {
            let answer = browser.submit(&path, &[("answer", wrong)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            answer.holds(&["Vælg ja eller nej.", "Ja, jeg accepterer"]);
        }
        assert!(charges().await.is_empty());
        for answer in [
            browser.submit(&path, &[("answer", "accepted")]).await,
            browser.submit_again(&path, &[("answer", "accepted")]).await,
        ] {
            assert_eq!(answer.location(), format!("{path}?said=said-portal-quote-accepted"), "{}", answer.text());
        }
        // The other way, from a page that was opened before.
        let answer = browser.submit(&path, &[("answer", "declined")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["Tilbuddet er allerede besvaret den 26. marts 2026.", "Accepteret 26. marts 2026."]);
        answer.lacks(&["Ja, jeg accepterer"]);
        let made = charges().await;
        assert_eq!(made.len(), 1);
        assert_eq!((made[0].code, made[0].net), (ChargeCode::Repair, 120_000));
        tillhold::jobs::charges_of_day(&app.cx, &app.company().await).await.unwrap();
        browser.see(&path).await.holds(&["Accepteret 26. marts 2026.", "/portal/invoices/"]);
        browser.see("/portal").await.lacks(&["svar på tilbuddet"]);
        let findings = verify::verify(&app.cx, &|_| {}).await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    });
}

#[test]
fn r106_an_offer_that_is_declined_or_has_expired_costs_nothing() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        app.advance_to("2026-03-26");
        dispatch(&app, "SV", "N1", "2026-03-26").await;
        quoted(&app, "SV", "2026-03-26").await;
        let first = format!("/portal/quotes/{}", quotes(&app).await[0].id);
        // Its last day is 25 April.
        app.advance_to("2026-04-26");
        let mut browser = app.browser("mette@butik.dk").await;
        let page = browser.see(&first).await;
        page.holds(&["Tilbuddet udløb 25. april 2026 uden svar. Det koster ikke noget."]);
        page.lacks(&["Ja, jeg accepterer"]);
        let answer = browser.submit(&first, &[("answer", "accepted")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["udløb den 25. april 2026. Bed om et nyt."]);
        // A dearer one takes its place: a yes to the first is none to the second.
        quote(&app, "SV", 900_000, "2026-04-26").await;
        let answer = browser.submit(&first, &[("answer", "accepted")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["Tilbuddet udløb 25. april 2026 uden svar."]);
        let second = format!("/portal/quotes/{}", quotes(&app).await[1].id);
        browser.see(&second).await.holds(&["<p class=\"figure\">11.250,00 kr.</p>"]);
        let answer = browser.submit(&second, &[("answer", "declined")]).await;
        assert_eq!(answer.location(), format!("{second}?said=said-portal-quote-declined"), "{}", answer.text());
        browser.see(&second).await.holds(&["Afslået 26. april 2026. Det koster ikke noget."]);
        browser.see("/portal").await.lacks(&["svar på tilbuddet"]);
        assert!(charge_one_off(&app.cx.db, app.company().await.id).await.unwrap().is_empty());
        let findings = verify::verify(&app.cx, &|_| {}).await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    });
}
