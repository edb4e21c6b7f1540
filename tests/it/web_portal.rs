//! The merchant's portal over HTTP: what an owner sees, contests and hands out; what a stranger and a confined user do not.

use std::collections::BTreeMap;
use std::fmt::Write;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use entity::types::{AccountId, InvoiceId, Language, MerchantId, Role, SiteId};
use sea_orm::{ActiveModelTrait, Database, IntoActiveModel};
use tillhold::domain::credit::Wanted;
use tillhold::service::imports::{ImportOptions, agreements};
use tillhold::service::invoices::{CreditOrder, credit};
use tillhold::service::people::{Invitation, code_of_moment, invite, set_password};
use tillhold::store::account::account_find;
use tillhold::store::dispute::{Disputes, dispute_list};
use tillhold::store::invoice::{Documents, Found, document_list};
use tillhold::store::page::device::placed_list;
use tillhold::store::page::merchant::{agreement_list, site_list};
use tillhold::store::stored::stored_of;
use tillhold::web::{Options, Web, routes};
use tower::ServiceExt;

use crate::support::people::{office, portal};
use crate::support::{TestApp, both};

const PASSWORD: &str = "tre helt almindelige ord";

/// A browser: it keeps cookies and the token of the last page's forms.
struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    token: String,
    sent: u128,
}

/// What came back.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    /// The page, with its escapes undone and ordinary spaces.
    fn text(&self) -> String {
        let text = String::from_utf8_lossy(&self.bytes).replace('\u{a0}', " ");
        text.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#39;", "'")
    }

    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[track_caller]
    fn holds(&self, words: &[&str]) {
        let text = self.text();
        for word in words {
            assert!(text.contains(word), "{}: {word} is not in\n{text}", self.status);
        }
    }

    #[track_caller]
    fn lacks(&self, words: &[&str]) {
        let text = self.text();
        for word in words {
            assert!(!text.contains(word), "{}: {word} is in\n{text}", self.status);
        }
    }
}

impl Browser {
    fn new(app: &TestApp) -> Self {
        let web = Web::new(app.cx.clone(), app.cx.clock.clone(), Options::default());
        Self { router: routes::router(&web), cookies: BTreeMap::new(), token: String::new(), sent: 0 }
    }

    async fn send(&mut self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let answer = Answer { status: parts.status, headers: parts.headers, bytes };
        if let Some((_, after)) = answer.text().split_once("name=\"csrf\" value=\"") {
            self.token = after.split('"').next().unwrap().to_owned();
        }
        answer
    }

    fn cookies(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, self.cookies()).body(Body::empty()).unwrap();
        self.send(request).await
    }

    async fn page(&mut self, path: &str) -> Answer {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        answer.lacks(&["style=\"", "<script>", "portal-"]);
        answer
    }

    /// Sends a form as it would be sent again: with the same key.
    async fn post_again(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        let once = uuid::Uuid::from_u128(self.sent).to_string();
        body.append_pair("csrf", &self.token).append_pair("once", &once).extend_pairs(fields);
        let request = Request::post(path)
            .header(header::COOKIE, self.cookies())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.finish()))
            .unwrap();
        self.send(request).await
    }

    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.sent += 1;
        self.post_again(path, fields).await
    }

    /// Somebody who has signed in with their password.
    async fn signed_in(app: &TestApp, email: &str) -> Self {
        let mut browser = Self::new(app);
        browser.get("/sign-in").await;
        let answer = browser.post("/sign-in", &[("email", email), ("password", PASSWORD), ("next", "")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        browser
    }

    /// An agent, with the second factor set up.
    async fn agent(app: &TestApp) -> Self {
        let id = account(app, "agent@firma.dk", None, Role::Support, &[]).await;
        let mut browser = Self::signed_in(app, "agent@firma.dk").await;
        browser.get("/sign-in/enrol").await;
        let row = account_find(&app.cx.db, id).await.unwrap().unwrap();
        let code = code_of_moment(&app.cx, &row, app.cx.clock.now()).unwrap().unwrap();
        let answer = browser.post("/sign-in/enrol", &[("code", &code)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        browser
    }
}

/// Somebody with a password.
async fn account(app: &TestApp, email: &str, of: Option<MerchantId>, role: Role, sites: &[SiteId]) -> AccountId {
    let now = app.cx.clock.now();
    let invitation = Invitation {
        company: app.company().await.id,
        merchant: of,
        email: email.to_owned(),
        name: "Mette Holm".to_owned(),
        role,
        language: Language::Da,
        sites: sites.to_vec(),
    };
    let by = AccountId(uuid::Uuid::nil());
    let (id, secret) = invite(&app.cx, by, &invitation, now).await.unwrap();
    set_password(&app.cx, &secret, PASSWORD.to_owned(), now).await.unwrap().unwrap().unwrap();
    id
}

/// A merchant with sites Vest and Øst: V and O stand at one each, M at both. B is another merchant.
async fn lessor(app: &TestApp) -> (MerchantId, MerchantId) {
    let company = app.company().await;
    let model = &tillhold::store::company::model_list(&app.cx.db, company.id).await.unwrap()[0].key;
    let mut csv = String::from(
        "company,reference,customer_number,name,kind,country,registration,street,postcode,city,site,site_street,site_postcode,\
         site_city,signed,kyc_approved,device,model,rent,licence,billed_through\n",
    );
    for (reference, merchant, site, device) in [
        ("V", "A", "Vest", "SV"),
        ("O", "A", "Øst", "SO"),
        ("M", "A", "Vest", "SMV"),
        ("M", "A", "Øst", "SMO"),
        ("B", "B", "Nord", "SB"),
    ] {
        writeln!(
            csv,
            "{},{reference},C{merchant},Butik {merchant},business,DK,13748136,Algade 1,4000,Roskilde,{site},{site}gade 1,4000,Roskilde,\
             2026-01-01,2026-01-01,{device},{model},100.00,99.00,",
            company.key
        )
        .unwrap();
    }
    agreements(&app.cx, csv.as_bytes(), ImportOptions { dry_run: false, actor: "test".into() }).await.unwrap();
    app.bill("2026Q1").await;
    app.work().await;
    (app.merchant_of("A").await, app.merchant_of("B").await)
}

async fn documents(app: &TestApp, merchant: MerchantId) -> Vec<Found> {
    document_list(&app.cx.db, &Documents::Merchant(merchant)).await.unwrap()
}

/// The document of an agreement.
async fn invoice_of(app: &TestApp, merchant: MerchantId, reference: &str) -> InvoiceId {
    documents(app, merchant).await.into_iter().find(|d| d.document.agreement == reference).unwrap().id
}

#[test]
fn an_owner_sees_what_is_owed_and_why() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", Some(own), Role::Owner, &[]).await;
        let mut browser = Browser::signed_in(&app, "mette@butik.dk").await;
        let invoice = invoice_of(&app, own, "V").await;
        // Rent 300.00 and licence 297.00 with VAT are 746.25; of M the double.
        let home = browser.page("/portal").await;
        home.holds(&["Hvad skylder jeg?", "2.985,00 kr.", "746,25 kr.", "+71<", "15. januar 2026"]);
        home.holds(&[
            "Hvad skal jeg gøre, og hvornår?",
            "Intet lige nu.",
            "Hvad har jeg?",
            "<h3>Vest</h3>",
            "SN SMO",
            "I brug",
        ]);
        home.holds(&["597,00 kr. uden moms, 1. april 2026"]);
        let list = browser.page("/portal/invoices").await;
        list.holds(&["I alt, 3 bilag", "Åben", &format!("/portal/invoices/{invoice}")]);
        browser.page("/portal/invoices?kind=credit_note").await.holds(&["Intet passer."]);
        browser.page("/portal/invoices?state=open&kind=nonsense").await.holds(&["I alt, 3 bilag"]);
        let page = browser.page(&format!("/portal/invoices/{invoice}")).await;
        page.holds(&[
            "<details class=\"reason\">",
            "Leje betales kvartalsvis forud (R016).",
            "3 × 100,00 kr. = 300,00 kr.",
        ]);
        page.holds(&[
            "Moms 25 % af 597,00 kr.",
            "+71<",
            "IBAN",
            "Gør indsigelse",
            "/files/pdf",
            "Her står hver betaling",
        ]);
        let devices = browser.page("/portal/devices").await;
        devices.holds(&[
            "Vestgade 1, 4000 Roskilde",
            "SN SV",
            "Gateway-licens: 99,00 kr.",
            "Perioden til 31. december 2027",
        ]);
        devices.holds(&["297,00 kr.: Gateway-licens, 1. april – 30. juni 2026", "3 × 99,00 kr. = 297,00 kr."]);
        let agreements = agreement_list(&app.cx.db, &portal(app.company().await.id, own), own).await.unwrap();
        browser.page("/portal/agreements").await.holds(&[">M</a>", ">V</a>", "Aktiv"]);
        let page = browser.page(&format!("/portal/agreements/{}", agreements[0].id)).await;
        page.holds(&[
            "1. april – 30. juni 2026",
            "1.492,50 kr.",
            "24 måneder",
            "dk-loomis@2020-01-01",
            "SN SMV",
            "14 dage",
        ]);
        page.holds(&["Betales en faktura for sent, kan der kræves rente af det skyldige beløb (R038).", "Uden for"]);
    });
}

#[test]
fn a_deadline_says_by_when_what_stops_it_and_what_comes_afterwards() {
    both(async |app| {
        let (own, other) = lessor(&app).await;
        account(&app, "mette@butik.dk", Some(own), Role::Owner, &[]).await;
        let company = app.company().await.id;
        let raw = Database::connect(&app.url).await.unwrap();
        for (merchant, reference, rule, due) in [
            (own, "V", "R059", "2026-01-09"),
            (own, "O", "R085", "2025-12-31"),
            (own, "M", "R999", "2026-01-01"),
            (other, "B", "R056", "2026-01-05"),
        ] {
            let scope = portal(company, merchant);
            let placed = placed_list(&app.cx.db, &scope, merchant, 9).await.unwrap();
            let device = placed.into_iter().find(|d| d.reference == reference).unwrap();
            let row = entity::deadline::Model {
                id: app.cx.ids.next(),
                company_id: company,
                rule: rule.to_owned(),
                subject_id: app.cx.ids.next(),
                agreement_id: Some(device.agreement_id),
                device_id: Some(device.device_id),
                starts: "2025-12-20".parse().unwrap(),
                due: due.parse().unwrap(),
                met: None,
            };
            row.into_active_model().insert(&raw).await.unwrap();
        }
        let mut browser = Browser::signed_in(&app, "mette@butik.dk").await;
        let page = browser.page("/portal").await;
        page.holds(&["Senest 9. januar 2026:", "(SN SV) skal være modtaget hos os.", "8 dage tilbage", "countdown.js"]);
        page.holds(&["data-until=\"2026-01-09T23:00:00Z\" data-words=\"{d} d. {h} t. {m} min. tilbage\"", "(R059)"]);
        page.holds(&[
            "Senest 31. december 2025: den ombyttede",
            "Fristen er gået",
            "Fristen stopper, når",
            "Send den til:",
        ]);
        page.holds(&["Senest 1. januar 2026: aftale M", "Sidste dag er i dag"]);
        page.lacks(&["Senest 5. januar", "R999", "Intet lige nu."]);
    });
}

#[test]
fn files_are_handed_out_as_they_were_kept_or_not_at_all() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", Some(own), Role::Accountant, &[]).await;
        let mut browser = Browser::signed_in(&app, "mette@butik.dk").await;
        let invoice = invoice_of(&app, own, "V").await;
        let path = |name: &str| format!("/portal/invoices/{invoice}/files/{name}");
        for row in stored_of(&app.cx.db, invoice).await.unwrap() {
            let answer = browser.get(&path(row.kind.as_str())).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(answer.bytes, app.cx.files.get(&row.path).await.unwrap());
            assert_eq!(answer.header(header::CONTENT_TYPE), row.media_type);
            let inline = row.kind.as_str() == "pdf";
            assert_eq!(inline, answer.header(header::CONTENT_DISPOSITION).starts_with("inline; filename=\"invoice-"));
            assert_eq!(inline, answer.bytes.starts_with(b"%PDF"));
        }
        assert_eq!(browser.get(&path("exe")).await.status, StatusCode::NOT_FOUND);
        let row = stored_of(&app.cx.db, invoice).await.unwrap().into_iter().find(|f| f.kind.as_str() == "pdf").unwrap();
        app.cx.files.put(&row.path, b"%PDF something else".to_vec()).await.unwrap();
        let answer = browser.get(&path("pdf")).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        answer.lacks(&["%PDF", &row.path]);
    });
}

#[test]
fn a_strangers_things_are_not_there() {
    both(async |app| {
        let (own, other) = lessor(&app).await;
        account(&app, "mette@butik.dk", Some(own), Role::Owner, &[]).await;
        let stranger = account(&app, "bo@butik.dk", Some(other), Role::Owner, &[]).await;
        let mut browser = Browser::signed_in(&app, "mette@butik.dk").await;
        let theirs = invoice_of(&app, other, "B").await;
        let scope = office(app.company().await.id);
        let agreement = agreement_list(&app.cx.db, &scope, other).await.unwrap()[0].id;
        for path in [
            format!("/portal/invoices/{theirs}"),
            format!("/portal/invoices/{theirs}/files/pdf"),
            format!("/portal/invoices/{theirs}/contest/1"),
            format!("/portal/agreements/{agreement}"),
            "/portal/invoices/nonsense".to_owned(),
        ] {
            let answer = browser.get(&path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            answer.holds(&["Siden findes ikke"]);
        }
        browser.page("/portal").await.lacks(&["SN SB", "Nord"]);
        let contest = format!("/portal/invoices/{theirs}/contest/1");
        assert_eq!(browser.post(&contest, &[("reason", "x")]).await.status, StatusCode::NOT_FOUND);
        let disable = format!("/portal/people/{stranger}/disable");
        assert_eq!(browser.post(&disable, &[]).await.status, StatusCode::NOT_FOUND);
        let mut nobody = Browser::new(&app);
        assert_eq!(nobody.get("/portal").await.header(header::LOCATION), "/sign-in?next=%2Fportal");
    });
}

#[test]
fn a_line_is_contested_once() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", Some(own), Role::User, &[]).await;
        account(&app, "revisor@butik.dk", Some(own), Role::Accountant, &[]).await;
        let mut browser = Browser::signed_in(&app, "mette@butik.dk").await;
        let invoice = invoice_of(&app, own, "V").await;
        let (page, form) = (format!("/portal/invoices/{invoice}"), format!("/portal/invoices/{invoice}/contest/1"));
        browser.page(&form).await.holds(&["Linjen sættes i bero", "300,00 kr."]);
        let answer = browser.post(&form, &[("reason", "  ")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["Skriv, hvorfor du bestrider linjen."]);
        let long = "æ".repeat(2_001);
        let answer = browser.post(&form, &[("reason", &long)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&[&long]);

        let reason = [("reason", "Enheden blev sendt retur <b>2. januar</b>.")];
        for answer in [browser.post(&form, &reason).await, browser.post_again(&form, &reason).await] {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
            assert_eq!(answer.header(header::LOCATION), format!("{page}?said=said-portal-contested"));
        }
        let shown = browser.page(&format!("{page}?said=said-portal-contested")).await;
        shown.holds(&[
            "Indsigelsen er modtaget.",
            "300,00 kr. uden moms er i bero",
            "I bero siden",
            "Enheden blev sendt retur",
            "Åben",
        ]);
        assert!(!String::from_utf8_lossy(&shown.bytes).contains("<b>2. januar"));
        shown.lacks(&["/contest/1\""]);
        browser.page("/portal").await.holds(&["300,00 kr. uden moms: Leje, linje 1", "Du skal ikke gøre mere."]);
        browser.page(&form).await.holds(&["Linjen er allerede bestridt."]);
        let answer = browser.post(&form, &[("reason", "Igen.")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["Linjen er allerede bestridt. Du hører fra os.", "Igen."]);
        let scope = office(app.company().await.id);
        let open = dispute_list(&app.cx.db, &scope, &Disputes::Open { after: None, limit: 9 }).await.unwrap();
        assert_eq!(open.len(), 1);

        let mut accountant = Browser::signed_in(&app, "revisor@butik.dk").await;
        accountant.page(&page).await.lacks(&["Gør indsigelse"]);
        let answer = accountant.get(&form).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        answer.holds(&["Det må din rolle ikke"]);
    });
}

#[test]
fn a_credit_note_belongs_to_its_invoice_and_is_not_contested() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", Some(own), Role::Owner, &[]).await;
        let invoice = invoice_of(&app, own, "V").await;
        let order = CreditOrder {
            invoice,
            wanted: Wanted::Lines(vec![1]),
            reason: "Fundet igen".into(),
            day: "2026-01-01".parse().unwrap(),
            actor: "test".into(),
        };
        let note = credit(&app.cx, &app.company().await, &order).await.unwrap();
        let mut browser = Browser::signed_in(&app, "mette@butik.dk").await;
        let page = browser.page(&format!("/portal/invoices/{invoice}")).await;
        page.holds(&["Kreditnotaer til denne faktura", &format!("/portal/invoices/{}", note.id), "371,25 kr."]);
        let page = browser.page(&format!("/portal/invoices/{}", note.id)).await;
        page.holds(&["Fundet igen", "Retter", "Der skal ikke betales noget.", "PDF og e-faktura er på vej."]);
        page.lacks(&["Gør indsigelse"]);
        browser.page("/portal/invoices").await.holds(&["−375,00 kr.", "I alt, 4 bilag", "2.610,00 kr."]);
        let answer = browser.get(&format!("/portal/invoices/{}/contest/1", note.id)).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        answer.holds(&["En kreditnota giver penge tilbage"]);
    });
}

#[test]
fn a_user_of_one_site_sees_that_site() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        let sites = site_list(&app.cx.db, &portal(app.company().await.id, own), own).await.unwrap();
        let west = sites.iter().find(|site| site.name == "Vest").unwrap().id;
        account(&app, "vest@butik.dk", Some(own), Role::User, &[west]).await;
        let mut browser = Browser::signed_in(&app, "vest@butik.dk").await;
        for path in ["/portal", "/portal/devices"] {
            let page = browser.page(path).await;
            page.holds(&["SN SV", "SN SMV"]);
            page.lacks(&["SN SO", "SN SMO", "Øst"]);
        }
        // A document that is about other sites too is shown to those who see all of it.
        let mine = invoice_of(&app, own, "V").await;
        browser.page("/portal").await.holds(&["746,25 kr."]);
        browser.page("/portal/invoices").await.holds(&["I alt, 1 bilag"]);
        browser.page(&format!("/portal/invoices/{mine}")).await;
        for reference in ["O", "M"] {
            let id = invoice_of(&app, own, reference).await;
            for path in [format!("/portal/invoices/{id}"), format!("/portal/invoices/{id}/files/pdf")] {
                assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{reference}");
            }
        }
        let agreements = browser.page("/portal/agreements").await;
        agreements.holds(&[">M</a>", ">V</a>"]);
        agreements.lacks(&[">O</a>", "Pr. måned"]);
        let all = agreement_list(&app.cx.db, &portal(app.company().await.id, own), own).await.unwrap();
        let page = browser.page(&format!("/portal/agreements/{}", all[0].id)).await;
        page.holds(&["SN SMV", "746,25 kr."]);
        page.lacks(&["SMO"]);
        let elsewhere = all.iter().find(|a| a.reference == "O").unwrap().id;
        assert_eq!(browser.get(&format!("/portal/agreements/{elsewhere}")).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn an_agent_sees_the_portal_as_the_merchant_and_changes_nothing() {
    both(async |app| {
        let (own, other) = lessor(&app).await;
        let mut browser = Browser::agent(&app).await;
        assert_eq!(browser.get("/portal").await.status, StatusCode::FORBIDDEN);
        browser.get("/account").await;
        let answer = browser.post(&format!("/office/merchants/{own}/view-as"), &[]).await;
        assert_eq!(answer.header(header::LOCATION), "/portal", "{}", answer.text());
        browser.page("/portal").await.holds(&["Du ser portalen, som kunden ser den.", "2.985,00 kr."]);
        let invoice = invoice_of(&app, own, "V").await;
        browser.page(&format!("/portal/invoices/{invoice}")).await.lacks(&["Gør indsigelse", "/portal/people"]);
        let contest = format!("/portal/invoices/{invoice}/contest/1");
        for answer in [
            browser.get(&contest).await,
            browser.post(&contest, &[("reason", "x")]).await,
            browser.get("/portal/people").await,
            browser.post("/portal/people", &[("name", "x")]).await,
        ] {
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            answer.holds(&["Her kan intet ændres, så længe du ser som kunden."]);
        }
        let strange = invoice_of(&app, other, "B").await;
        assert_eq!(browser.get(&format!("/portal/invoices/{strange}")).await.status, StatusCode::NOT_FOUND);
        let open = dispute_list(&app.cx.db, &office(app.company().await.id), &Disputes::OpenOf(own)).await.unwrap();
        assert!(open.is_empty());
    });
}

#[test]
fn an_owner_invites_colleagues_and_ends_their_accounts() {
    both(async |app| {
        let (own, other) = lessor(&app).await;
        let company = app.company().await.id;
        let sites = site_list(&app.cx.db, &portal(company, own), own).await.unwrap();
        let strange = site_list(&app.cx.db, &portal(company, other), other).await.unwrap()[0].id.to_string();
        account(&app, "mette@butik.dk", Some(own), Role::Owner, &[]).await;
        let colleague = account(&app, "ida@butik.dk", Some(own), Role::User, &[]).await;
        let mut browser = Browser::signed_in(&app, "mette@butik.dk").await;
        let page = browser.page("/portal/people").await;
        page.holds(&["ida@butik.dk", "Ejer", "Revisor eller bogholder", "Øst"]);
        page.lacks(&["Administrator", "Nord"]);
        let site = sites[0].id.to_string();
        let with = |email: &'static str, role: &'static str| {
            [("name", "Per Vang"), ("email", email), ("role", role), ("language", "nb")]
        };
        for (fields, words) in [
            (with("per", "user"), "Det er ikke en e-mailadresse."),
            (with("ida@butik.dk", "user"), "Der er allerede en konto med den e-mail."),
            (with("per@butik.dk", "admin"), "Den rolle hører ikke til her."),
        ] {
            let answer = browser.post("/portal/people", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            answer.holds(&[words, "Per Vang", fields[1].1]);
        }
        for wrong in [strange.as_str(), "nonsense"] {
            let mut fields = with("per@butik.dk", "user").to_vec();
            fields.push(("site", wrong));
            let answer = browser.post("/portal/people", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            answer.holds(&["Vælg en af mulighederne."]);
        }
        let mut fields = with("per@butik.dk", "user").to_vec();
        fields.push(("site", &site));
        let answer = browser.post("/portal/people", &fields).await;
        assert_eq!(answer.header(header::LOCATION), "/portal/people?said=said-invited", "{}", answer.text());
        browser.page("/portal/people").await.holds(&["per@butik.dk", "Inviteret"]);

        let mut other = Browser::signed_in(&app, "ida@butik.dk").await;
        other.page("/portal").await.lacks(&["/portal/people"]);
        assert_eq!(other.get("/portal/people").await.status, StatusCode::FORBIDDEN);
        let answer = browser.post(&format!("/portal/people/{colleague}/disable"), &[]).await;
        assert_eq!(answer.header(header::LOCATION), "/portal/people?said=said-account-ended", "{}", answer.text());
        assert_eq!(other.get("/portal").await.status, StatusCode::SEE_OTHER);
    });
}
