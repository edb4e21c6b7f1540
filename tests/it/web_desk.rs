//! The pages of accounting's desk, over HTTP: the figures of a small story, sealed exports, and who is let in.

use axum::http::StatusCode;
use axum::http::header::CONTENT_DISPOSITION;
use entity::types::{Country, Currency, DocumentKind, InvoiceId, Language, MerchantId, Money, Period, Role};
use tillhold::domain::credit::Wanted;
use tillhold::service::exports::{self, BatchOrder, batch_seal};
use tillhold::service::invoices::{CreditOrder, credit};
use tillhold::service::payments::{PaymentOrder, book};
use tillhold::store::company::Company;
use tillhold::store::invoice::{Documents, document_list};

use crate::support::browser::{Browser, NOTHING};
use crate::support::{TestApp, both};

/// Somebody new of a company who has signed in.
async fn somebody(app: &TestApp, company: &Company, name: &str, role: Role) -> Browser {
    let mut invitation = app.invitation(role, None).await;
    (invitation.company, invitation.name) = (company.id, name.to_owned());
    app.with_password(&invitation).await;
    app.browser(&invitation.email).await
}

async fn invoices(app: &TestApp, merchant: MerchantId) -> Vec<InvoiceId> {
    let found = document_list(&app.cx.db, &Documents::Merchant(merchant)).await.unwrap();
    found.into_iter().filter(|f| f.document.kind == DocumentKind::Invoice).map(|f| f.id).collect()
}

/// One merchant: rent 100.00 and licence 99.00 a month from the first of January. Invoice of 300.00 + 297.00 + 149.25 VAT; the
/// licence is credited, 297.00 + 74.25; 500.00 are paid, which is 125.00 too much.
async fn small(app: &TestApp) -> Company {
    app.take(&[("A", "2026-01-01", "", "100.00")]).await;
    app.bill("2026Q1").await;
    let (company, merchant) = (app.company().await, app.merchant_of("A").await);
    app.advance_to("2026-02-10");
    let order = CreditOrder {
        invoice: invoices(app, merchant).await[0],
        wanted: Wanted::Lines(vec![2]),
        reason: "agreed".into(),
        day: "2026-02-03".parse().unwrap(),
        actor: "test".into(),
    };
    credit(&app.cx, &company, &order).await.unwrap();
    let order = PaymentOrder {
        merchant,
        amount: Money::new(50_000, Currency::Dkk),
        named: None,
        reference: Some("=tak".into()),
        received: "2026-02-10".parse().unwrap(),
        actor: "test".into(),
    };
    book(&app.cx, &company, &order).await.unwrap();
    company
}

#[test]
fn the_books_show_the_worked_figures() {
    both(async |app| {
        let company = small(&app).await;
        let mut b = somebody(&app, &company, "Mette", Role::Accounting).await;
        let page = b.see("/desk").await;
        assert!(page.text().contains("1. januar – 31. december 2026"), "{}", page.text());
        assert_eq!(page.row(">56100<"), "56100 Debitorer 746,25 kr. 871,25 kr. −125,00 kr.");
        assert_eq!(page.row(">11200<"), "11200 Gateway-licenser 297,00 kr. 297,00 kr. 0,00 kr.");
        assert_eq!(page.row(">69000<"), "69000 Salgsmoms 74,25 kr. 149,25 kr. −75,00 kr.");
        assert_eq!(page.row("colspan=\"2\""), "I alt 0,00 kr. 1.617,50 kr. 1.617,50 kr. 0,00 kr.");
        let later = b.see("/desk?from=2026-02-04&to=31.3.2026").await;
        assert_eq!(later.row(">56100<"), "56100 Debitorer 375,00 kr. 500,00 kr. −125,00 kr.");
        let wrong = b.get("/desk?from=2026-02-30&to=2026-03-31").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("value=\"2026-02-30\"") && wrong.text().contains("Det er ikke en dato"));
        // An account, an entry, its document.
        let account = b.see(&page.link("/desk/accounts/receivables?")).await;
        assert_eq!(account.row("Faktura 10001").split("Se Faktura 10001 ").last().unwrap(), "746,25 kr. 746,25 kr.");
        assert_eq!(account.row("Kreditnota K00001").rsplit("K00001 ").next().unwrap(), "371,25 kr. 375,00 kr.");
        assert!(account.row("Betaling: =tak").ends_with("500,00 kr. −125,00 kr."), "{}", account.row("=tak"));
        assert_eq!(account.row("Hele perioden"), "Hele perioden 746,25 kr. 871,25 kr. −125,00 kr.");
        assert!(account.link("/office/invoices/").len() > 20);
        let entry = b.see(&account.link("/desk/entries/")).await;
        assert_eq!(entry.row(">11100<"), "11100 Leje af terminaler 25 % 300,00 kr.");
        assert_eq!(entry.row("colspan=\"3\""), "I alt 746,25 kr. 746,25 kr.");
        assert_eq!(b.get("/desk/accounts/cash").await.status, StatusCode::NOT_FOUND);
        assert_eq!(b.get("/desk/accounts/bank?after=x").await.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn lists_and_figures_agree_with_the_story() {
    both(async |app| {
        let company = small(&app).await;
        let mut b = somebody(&app, &company, "Mette", Role::Accounting).await;
        let page = b.see("/desk/ageing").await;
        assert_eq!(page.row("/office/merchants/"), "CA Butik A 125,00 −125,00");
        let page = b.see("/desk/ageing?at=2026-01-05").await;
        assert_eq!(page.row("/office/merchants/"), "CA Butik A 746,25 746,25 746,25");
        assert_eq!(page.row("Ikke forfaldent"), "Ikke forfaldent 746,25 kr.");
        assert_eq!(b.get("/desk/ageing?at=2027-01-01").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = b.see("/desk/invoices").await;
        assert!(page.row("Kreditnota K00001").ends_with("−297,00 −74,25 −371,25 0,00"));
        assert_eq!(page.row("colspan=\"3\""), "I alt 2 300,00 75,00 375,00 0,00");
        let page = b.see("/desk/invoices?kind=credit_note&from=2026-02-01").await;
        assert!(!page.text().contains("Faktura 10001") && page.text().contains("Kreditnota K00001"));
        assert!(b.see("/desk/invoices?state=overdue").await.text().contains("Intet passer til filteret"));
        assert_eq!(b.get("/desk/invoices?state=odd").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let file = b.see(&page.link("/desk/invoices.csv")).await;
        assert!(file.headers[CONTENT_DISPOSITION].to_str().unwrap().contains("invoices-2026-02-10.csv"));
        let text = file.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(lines[0].contains(";Nummer;") && lines[0].contains(";Valuta;"), "{text}");
        assert!(lines[1].starts_with("Kreditnota;K00001;2026-02-03;"), "{text}");
        assert!(lines[1].contains(";-297,00;-74,25;-371,25;") && lines[1].ends_with(";10001;"), "{text}");
        let page = b.see("/desk/figures").await;
        let text = page.text();
        assert!(!text.contains("style=") && !text.contains("<style"), "the policy of our pages forbids it");
        assert_eq!(text.matches("<svg class=\"chart\"").count(), 2, "nothing is open: no ageing");
        assert_eq!(page.row(">Leje<"), "Leje 300,00 300,00");
        assert!(text.contains("Ingen skylder noget lige nu"));
        // Every page in the other languages: no text is missing.
        for language in Language::ALL {
            let page = b.see("/desk").await;
            b.send(&page, "/language", &[("language", language.as_str())]).await;
            for path in [
                "/desk",
                "/desk/accounts/bank",
                "/desk/ageing?at=2026-01-05",
                "/desk/invoices",
                "/desk/exports",
                "/desk/figures",
            ] {
                let text = b.see(path).await.text();
                assert!(!text.contains(">desk-") && !text.contains("style="), "{language} {path}: {text}");
            }
        }
    });
}

#[test]
fn a_period_is_sealed_once_and_its_file_stays_the_same() {
    both(async |app| {
        let company = small(&app).await;
        let mut b = somebody(&app, &company, "Mette", Role::Accounting).await;
        let page = b.see("/desk/exports").await;
        assert!(page.text().contains("har ingen filer endnu") && !page.text().contains("name=\"entries\""));
        app.work().await;
        // From the oldest that is in no batch; a period that leaves it out says so.
        assert!(page.text().contains("name=\"from\" type=\"date\" value=\"2026-01-"), "{}", page.text());
        let late = b.see("/desk/exports?from=2026-03-01&to=2026-03-31").await;
        assert!(late.text().contains("3 ældre posteringer er ikke i nogen pakke"), "{}", late.text());
        let page = b.see("/desk/exports?from=2026-01-01&to=2026-03-31").await;
        assert!(!page.text().contains("ældre postering"), "{}", page.text());
        assert_eq!(page.row("Kreditnota"), "Kreditnota K00001 K00001 1 371,25 kr.");
        assert_eq!(page.row("colspan=\"3\""), "I alt 3 1.617,50 kr.");
        let (csrf, once) = (page.hidden("/desk/exports", "csrf"), page.hidden("/desk/exports", "once"));
        let (csrf, once) = (csrf.as_str(), once.as_str());
        let period = [("csrf", csrf), ("from", "2026-01-01"), ("to", "2026-03-31")];
        // What was not looked at is not sealed, and a period that is none is not either.
        let moved = b.post("/desk/exports", &[&period[..], &[("once", once), ("entries", "2")]].concat()).await;
        assert_eq!(moved.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(moved.text().contains("Der er kommet noget til imens"), "{}", moved.text());
        let wrong = [("csrf", csrf), ("once", once), ("from", "2026-04-01"), ("to", "2026-03-31")];
        let wrong = b.post("/desk/exports", &wrong).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("Perioden slutter, før den begynder") && wrong.text().contains("2026-04-01"));
        let fields = [&period[..], &[("once", once), ("entries", "3")]].concat();
        let sealed = b.post("/desk/exports", &fields).await.location().to_owned();
        assert_eq!(b.post("/desk/exports", &fields).await.location(), sealed, "sent again, it leads to the same batch");
        let page = b.see(&sealed).await;
        let text = page.text();
        assert!(
            text.contains("Pakken er forseglet") && text.contains("1.617,50 kr.") && text.contains("Mette"),
            "{text}"
        );
        // The same bytes every time.
        let path = sealed.split('?').next().unwrap().to_owned();
        let (first, second) = (b.see(&format!("{path}/file")).await, b.see(&format!("{path}/file")).await);
        assert!(first.bytes == second.bytes && first.bytes.starts_with(b"PK"));
        assert_eq!(first.headers[CONTENT_DISPOSITION], "attachment; filename=\"dk-000001.zip\"");
        assert!(text.contains(&tillhold::store::digest::sha256(&first.bytes)));
        let late = b.see("/desk/exports?from=2026-03-01&to=2026-03-31").await;
        assert!(!late.text().contains("ældre postering"), "nothing is left");
        // A period within which a batch lies in part counts what that batch holds of it.
        let part = b.see("/desk/exports?from=2026-02-01&to=2026-12-31").await;
        assert!(part.text().contains("Allerede i en pakke: "), "{}", part.text());
        // Nothing is sealed twice.
        let page = b.see("/desk/exports?from=2026-01-01&to=2026-03-31").await;
        assert!(page.text().contains("Der er intet nyt i perioden") && page.text().contains("Pakke 1"));
        let fields = [&period[..], &[("once", "018f0000-0000-7000-8000-000000000001")]].concat();
        let refused = b.post("/desk/exports", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Der er intet nyt i perioden"), "{}", refused.text());
        // Said again, it is another batch.
        let once = b.see(&path).await.hidden(&format!("{path}/again"), "once");
        let again = b.post(&format!("{path}/again"), &[("csrf", csrf), ("once", &once)]).await.location().to_owned();
        let page = b.see(&again).await;
        assert!(page.text().contains(&format!("<a href=\"{path}\">Pakke 1</a>")), "it says which one it repeats");
        assert_eq!(page.row("colspan=\"3\""), "I alt 3 1.617,50 kr.");
        // A file that was changed is not handed out, and neither is one that is gone.
        let file = app.folder().join("dk/batches/000001.zip");
        let mut bytes = first.bytes.clone();
        bytes[40] ^= 1;
        std::fs::write(&file, &bytes).unwrap();
        let spoilt = b.get(&format!("{path}/file")).await;
        assert_eq!(spoilt.status, StatusCode::CONFLICT);
        assert!(spoilt.text().contains("ikke den, der blev gemt"), "{}", spoilt.text());
        std::fs::remove_file(&file).unwrap();
        assert_eq!(b.get(&format!("{path}/file")).await.status, StatusCode::CONFLICT);
    });
}

#[test]
fn whoever_may_not_see_the_books_does_not() {
    both(async |app| {
        let company = small(&app).await;
        app.work().await;
        let period = Period { from: "2026-01-01".parse().unwrap(), to: "2026-03-31".parse().unwrap() };
        let order = BatchOrder { wanted: exports::Wanted::New(period), actor: "test".into() };
        let path = format!("/desk/exports/{}", batch_seal(&app.cx, &company, &order).await.unwrap().batch.id);
        let mut b = somebody(&app, &company, "Mette", Role::Accounting).await;
        let entry = b.see("/desk/accounts/bank").await.link("/desk/entries/");
        // Support is not let in; another company's accounting finds nothing.
        let mut support = somebody(&app, &company, "Sofie", Role::Support).await;
        let pages = ["/desk", "/desk/accounts/bank", "/desk/ageing", "/desk/invoices", "/desk/invoices.csv"];
        for page in pages.into_iter().chain(["/desk/exports", "/desk/figures", path.as_str()]) {
            assert_eq!(support.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
        }
        assert_eq!(support.post("/desk/exports", &NOTHING).await.status, StatusCode::FORBIDDEN);
        let other = app.company_of(Country::No).await;
        let mut stranger = somebody(&app, &other, "Nora", Role::Accounting).await;
        for page in [path.clone(), format!("{path}/file"), entry] {
            assert_eq!(stranger.get(&page).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        let page = stranger.see("/desk/exports").await;
        assert!(page.text().contains("Her står de forseglede pakker"));
        assert_eq!(stranger.submit(&format!("{path}/again"), &[]).await.status, StatusCode::NOT_FOUND);
        assert!(stranger.see("/desk/invoices").await.text().contains("Der er ikke udstedt noget endnu"));
    });
}
