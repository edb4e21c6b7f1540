//! The merchant's portal over HTTP: what an owner sees, contests and hands out; what a stranger and a confined user do not.

mod held;
mod own;
mod pages;
mod rights;

use std::collections::BTreeMap;
use std::fmt::Write;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use entity::types::{AccountId, InvoiceId, Language, MerchantId, Role, SiteId};
use tillhold::service::imports::{ImportOptions, agreements};
use tillhold::service::people::{Invitation, code_of_moment, invite, set_password};
use tillhold::store::account::account_find;
use tillhold::store::invoice::{Documents, Found, document_list};
use tillhold::web::{Options, Web, routes};
use tower::ServiceExt;

use crate::support::TestApp;

const PASSWORD: &str = "tre helt almindelige ord";

/// A browser: it keeps cookies and the token of the last page's forms.
struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    token: String,
    sent: u128,
    agent: &'static str,
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
        Self { router: routes::router(&web), cookies: BTreeMap::new(), token: String::new(), sent: 0, agent: "" }
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
            .header(header::USER_AGENT, self.agent)
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
        Self::new(app).sign_in(email).await
    }

    async fn sign_in(self, email: &str) -> Self {
        let mut browser = self;
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
