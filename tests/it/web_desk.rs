//! The pages of accounting's desk, over HTTP: the figures of a small story, sealed exports, and who is let in.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode};
use entity::types::{Country, Currency, DocumentKind, InvoiceId, Language, MerchantId, Money, Period, Role};
use tillhold::domain::credit::Wanted;
use tillhold::service::exports::{self, BatchOrder, batch_seal};
use tillhold::service::invoices::{CreditOrder, credit};
use tillhold::service::payments::{PaymentOrder, book};
use tillhold::service::people::{self, Invitation};
use tillhold::store::account::account_find;
use tillhold::store::company::Company;
use tillhold::store::invoice::{Documents, document_list};
use tillhold::web::{Options, Web, routes};
use tower::ServiceExt;

use crate::support::{TestApp, both};

const PASSWORD: &str = "tre tilfældige ord";

/// What came back.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    fn to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.headers[LOCATION].to_str().unwrap()
    }

    /// The value of a hidden field.
    fn hidden(&self, name: &str) -> String {
        let text = self.text();
        let (_, after) =
            text.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name}: {text}"));
        after.split('"').next().unwrap().to_owned()
    }

    /// The key of the form that is sent to a path.
    fn once(&self, action: &str) -> String {
        let text = self.text();
        let (_, form) = text.split_once(&format!("method=\"post\" action=\"{action}\"")).unwrap();
        form.split_once("name=\"once\" value=\"").unwrap().1.split('"').next().unwrap().to_owned()
    }

    /// The words of the table row that has some text.
    fn row(&self, has: &str) -> String {
        let text = self.text();
        let row = text.split("<tr>").skip(1).map(|r| r.split("</tr>").next().unwrap()).find(|r| r.contains(has));
        let row = row.unwrap_or_else(|| panic!("no row has {has}: {text}"));
        let words: String =
            row.split('<').map(|part| part.split_once('>').map_or(part, |(_, t)| t)).collect::<Vec<_>>().join(" ");
        words.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The first address in the page that begins like this.
    fn link(&self, begins: &str) -> String {
        let text = self.text();
        let links: Vec<&str> = text.split("href=\"").skip(1).map(|l| l.split('"').next().unwrap()).collect();
        let found = links.iter().find(|l| l.starts_with(begins)).unwrap_or_else(|| panic!("{begins}: {links:?}"));
        found.replace("&amp;", "&").replace("&#38;", "&")
    }
}

/// A browser with its cookies.
struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    fn new(web: &Web) -> Self {
        Self { router: routes::router(web), cookies: BTreeMap::new() }
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request.header(COOKIE, cookies.join("; ")).body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
        }
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// A page that is there.
    async fn see(&mut self, path: &str) -> Answer {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", String::from_utf8_lossy(&answer.bytes));
        answer
    }

    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body.finish())).await
    }

    /// Signs somebody new of a company in, second factor and all.
    async fn sign_in(app: &TestApp, web: &Web, company: &Company, name: &str, role: Role) -> Self {
        let invitation = Invitation {
            company: company.id,
            merchant: None,
            email: format!("{}@example.org", name.to_lowercase()),
            name: name.to_owned(),
            role,
            language: Language::Da,
            sites: Vec::new(),
        };
        let (cx, now) = (&app.cx, app.cx.clock.now());
        let by = app.person(&format!("Chef{name}"), None).await;
        let (id, secret) = people::invite(cx, by, &invitation, now).await.unwrap();
        people::set_password(cx, &secret, PASSWORD.into(), now).await.unwrap().unwrap().unwrap();
        let mut browser = Self::new(web);
        let csrf = browser.see("/sign-in").await.hidden("csrf");
        let fields = [("csrf", csrf.as_str()), ("email", &invitation.email), ("password", PASSWORD)];
        assert_eq!(browser.post("/sign-in", &fields).await.to(), "/sign-in/enrol");
        let csrf = browser.see("/sign-in/enrol").await.hidden("csrf");
        let account = account_find(&cx.db, id).await.unwrap().unwrap();
        let code = people::code_of_moment(cx, &account, now).unwrap().unwrap();
        let answer = browser.post("/sign-in/enrol", &[("csrf", &csrf), ("code", &code)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        browser
    }
}

fn web(app: &TestApp) -> Web {
    Web::new(app.cx.clone(), app.cx.clock.clone(), Options::default())
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
        let web = web(&app);
        let mut b = Browser::sign_in(&app, &web, &company, "Mette", Role::Accounting).await;
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
        let web = web(&app);
        let mut b = Browser::sign_in(&app, &web, &company, "Mette", Role::Accounting).await;
        let page = b.see("/desk/ageing").await;
        assert_eq!(page.row("/office/merchants/"), "CA Butik A 125,00 −125,00");
        let page = b.see("/desk/ageing?at=2026-01-05").await;
        assert_eq!(page.row("/office/merchants/"), "CA Butik A 746,25 746,25 746,25");
        assert_eq!(page.row("Ikke forfaldent"), "Ikke forfaldent 746,25 kr.");
        assert_eq!(b.get("/desk/ageing?at=2027-01-01").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = b.see("/desk/invoices").await;
        assert!(page.row("Kreditnota K00001").ends_with("−297,00 kr. −74,25 kr. −371,25 kr. 0,00 kr."));
        assert_eq!(page.row("colspan=\"4\""), "I alt 2 300,00 kr. 75,00 kr. 375,00 kr. 0,00 kr.");
        let page = b.see("/desk/invoices?kind=credit_note&from=2026-02-01").await;
        assert!(!page.text().contains("Faktura 10001") && page.text().contains("Kreditnota K00001"));
        assert!(b.see("/desk/invoices?state=overdue").await.text().contains("Intet passer til filteret"));
        assert_eq!(b.get("/desk/invoices?state=odd").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let file = b.see(&page.link("/desk/invoices.csv")).await;
        assert!(file.headers[CONTENT_DISPOSITION].to_str().unwrap().contains("invoices-2026-02-10.csv"));
        let text = file.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(lines[1].starts_with("credit_note;K00001;2026-02-03;"), "{text}");
        assert!(lines[1].contains(";-297.00;-74.25;-371.25;") && lines[1].ends_with(";10001;"), "{text}");
        let page = b.see("/desk/figures").await;
        let text = page.text();
        assert!(!text.contains("style=") && !text.contains("<style"), "the policy of our pages forbids it");
        assert_eq!(text.matches("<svg class=\"chart\"").count(), 2, "nothing is open: no ageing");
        assert_eq!(page.row(">Leje<"), "Leje 300,00 300,00");
        assert!(text.contains("Ingen skylder noget lige nu"));
        // Every page in the other languages: no text is missing.
        for language in Language::ALL {
            let csrf = b.see("/desk").await.hidden("csrf");
            b.post("/language", &[("csrf", &csrf), ("language", language.as_str()), ("back", "/desk")]).await;
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
        let web = web(&app);
        let mut b = Browser::sign_in(&app, &web, &company, "Mette", Role::Accounting).await;
        let page = b.see("/desk/exports").await;
        assert!(page.text().contains("har ingen filer endnu") && !page.text().contains("name=\"entries\""));
        app.work().await;
        let page = b.see("/desk/exports?from=2026-01-01&to=2026-03-31").await;
        assert_eq!(page.row("Kreditnota"), "Kreditnota K00001 K00001 1 371,25 kr.");
        assert_eq!(page.row("colspan=\"3\""), "I alt 3 1.617,50 kr.");
        let (csrf, once) = (page.hidden("csrf"), page.once("/desk/exports"));
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
        let sealed = b.post("/desk/exports", &fields).await.to().to_owned();
        assert_eq!(b.post("/desk/exports", &fields).await.to(), sealed, "sent again, it leads to the same batch");
        let page = b.see(&sealed).await;
        let text = page.text().replace('\u{a0}', " ");
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
        // Nothing is sealed twice.
        let page = b.see("/desk/exports?from=2026-01-01&to=2026-03-31").await;
        assert!(page.text().contains("Der er intet nyt i perioden") && page.text().contains("Pakke 1"));
        let fields = [&period[..], &[("once", "018f0000-0000-7000-8000-000000000001")]].concat();
        let refused = b.post("/desk/exports", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Der er intet nyt i perioden"), "{}", refused.text());
        // Said again, it is another batch.
        let once = b.see(&path).await.once(&format!("{path}/again"));
        let again = b.post(&format!("{path}/again"), &[("csrf", csrf), ("once", &once)]).await.to().to_owned();
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
        let web = web(&app);
        let mut b = Browser::sign_in(&app, &web, &company, "Mette", Role::Accounting).await;
        let entry = b.see("/desk/accounts/bank").await.link("/desk/entries/");
        // Support is not let in; another company's accounting finds nothing.
        let mut support = Browser::sign_in(&app, &web, &company, "Sofie", Role::Support).await;
        let pages = ["/desk", "/desk/accounts/bank", "/desk/ageing", "/desk/invoices", "/desk/invoices.csv"];
        for page in pages.into_iter().chain(["/desk/exports", "/desk/figures", path.as_str()]) {
            assert_eq!(support.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
        }
        assert_eq!(support.post("/desk/exports", &[]).await.status, StatusCode::FORBIDDEN);
        let other = app.company_of(Country::No).await;
        let mut stranger = Browser::sign_in(&app, &web, &other, "Nora", Role::Accounting).await;
        for page in [path.clone(), format!("{path}/file"), entry] {
            assert_eq!(stranger.get(&page).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        let page = stranger.see("/desk/exports").await;
        assert!(page.text().contains("Her står de forseglede pakker"));
        let csrf = page.hidden("csrf");
        let fields = [("csrf", csrf.as_str()), ("once", "018f0000-0000-7000-8000-000000000002")];
        assert_eq!(stranger.post(&format!("{path}/again"), &fields).await.status, StatusCode::NOT_FOUND);
        assert!(stranger.see("/desk/invoices").await.text().contains("Der er ikke udstedt noget endnu"));
    });
}
