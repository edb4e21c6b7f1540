//! A browser without a screen: it keeps cookies, reads forms and sends them.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use chrono::TimeDelta;
use entity::types::{AccountId, Language, MerchantId, Role};
use tillhold::domain::access::is_merchants;
use tillhold::service::people::{self, Invitation};
use tillhold::store::account::account_find;
use tillhold::web::routes::router;
use tillhold::web::{Options, Web};
use tower::ServiceExt;

use crate::support::TestApp;

/// The password of everybody in tests.
pub const PASSWORD: &str = "skilte-lampe-fjord";

/// A browser.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    accepts: Option<Vec<u8>>,
}

/// The type of a body that a form makes.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// What came back.
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl TestApp {
    /// The web side of the program; sessions live by the clock that stands.
    pub fn web(&self) -> Web {
        Web::new(self.cx.clone(), self.cx.clock.clone(), Options::default())
    }

    /// Makes an account of a role as people do: invited, with a password, staff with a second factor. Returns its address.
    pub async fn account(&self, role: Role, merchant: Option<MerchantId>) -> (AccountId, String) {
        let (cx, now) = (&self.cx, self.cx.clock.now());
        let email = format!("{role}-{}@example.org", cx.ids.salt());
        let invitation = Invitation {
            company: self.company().await.id,
            merchant,
            email: email.clone(),
            name: format!("Somebody of {role}"),
            role,
            language: Language::Da,
            sites: Vec::new(),
        };
        let nobody = AccountId(uuid::Uuid::nil());
        let (id, secret) = people::invite(cx, nobody, &invitation, now).await.unwrap();
        people::set_password(cx, &secret, PASSWORD.to_owned(), now).await.unwrap().unwrap().unwrap();
        if !is_merchants(role) {
            people::enrol(cx, id).await.unwrap();
            let account = account_find(&cx.db, id).await.unwrap().unwrap();
            // By a code of a while ago, so that the one of now is not used up.
            let then = now - TimeDelta::minutes(10);
            let code = people::code_of_moment(cx, &account, then).unwrap().unwrap();
            let tx = cx.db.begin().await.unwrap();
            let (session, _) = people::start(cx, &tx, &account, false, then).await.unwrap();
            tx.commit().await.unwrap();
            people::enrol_confirm(cx, id, session, &code, then).await.unwrap().unwrap();
        }
        (id, email)
    }

    /// A browser in which somebody of a role has signed in.
    pub async fn signed_in(&self, role: Role, merchant: Option<MerchantId>) -> Browser {
        self.signed_in_at(&self.web(), role, merchant).await
    }

    /// As [`TestApp::signed_in`], at a web side of one's own.
    pub async fn signed_in_at(&self, web: &Web, role: Role, merchant: Option<MerchantId>) -> Browser {
        self.signed_in_known(web, role, merchant).await.1
    }

    /// As [`TestApp::signed_in`], with the account of one of the company's people.
    pub async fn signed_in_as(&self, role: Role) -> (AccountId, Browser) {
        self.signed_in_known(&self.web(), role, None).await
    }

    async fn signed_in_known(&self, web: &Web, role: Role, merchant: Option<MerchantId>) -> (AccountId, Browser) {
        let (id, email) = self.account(role, merchant).await;
        let mut browser = Browser::new(web);
        let door = browser.get("/sign-in").await;
        let answer = browser.send(&door, "/sign-in", &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        if !is_merchants(role) {
            let account = account_find(&self.cx.db, id).await.unwrap().unwrap();
            let code = people::code_of_moment(&self.cx, &account, self.cx.clock.now()).unwrap().unwrap();
            let second = browser.get("/sign-in/second").await;
            let answer = browser.send(&second, "/sign-in/second", &[("code", &code)]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        }
        (id, browser)
    }
}

impl Browser {
    /// A browser that has been nowhere.
    pub fn new(web: &Web) -> Self {
        Self { router: router(web), cookies: BTreeMap::new(), accepts: None }
    }

    /// A browser whose reader prefers languages, as its header says.
    pub fn of(web: &Web, accepts: &[u8]) -> Self {
        Self { accepts: Some(accepts.to_vec()), ..Self::new(web) }
    }

    /// A cookie's value; empty if there is none.
    pub fn cookie(&self, name: &str) -> String {
        self.cookies.get(name).cloned().unwrap_or_default()
    }

    /// Has a cookie of that value from now on.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Page {
        self.ask(Method::GET, path, None, Vec::new()).await
    }

    /// Asks for a page that must be there, and returns its text.
    pub async fn read(&mut self, path: &str) -> String {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
        page.text()
    }

    /// Sends the form of a page that leads to `action`, with what it hides and what is typed.
    pub async fn send(&mut self, page: &Page, action: &str, typed: &[(&str, &str)]) -> Page {
        self.post(action, &page.form(action, typed)).await
    }

    /// Asks by the form of a page that leads to `action` by an address.
    pub async fn asks(&mut self, page: &Page, action: &str, typed: &[(&str, &str)]) -> Page {
        assert!(page.text().contains(&format!("method=\"get\" action=\"{action}\"")), "{}", page.text());
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(page.form(action, typed)).finish();
        self.get(&format!("{action}?{query}")).await
    }

    /// Sends fields.
    pub async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.ask(Method::POST, path, Some(FORM), body.into_bytes()).await
    }

    /// Asks in any way, with a body of any type.
    pub async fn ask(&mut self, method: Method, path: &str, kind: Option<&str>, body: Vec<u8>) -> Page {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(HOST, "tillhold.test");
        request = request.header(COOKIE, cookies.join("; "));
        if let Some(kind) = kind {
            request = request.header(CONTENT_TYPE, kind);
        }
        if let Some(accepts) = &self.accepts {
            request = request.header(ACCEPT_LANGUAGE, accepts.as_slice());
        }
        let request = request.body(Body::from(body)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
        }
        // What is told as it happens has no end.
        let told =
            parts.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        let bytes = if told { Vec::new() } else { to_bytes(body, usize::MAX).await.unwrap().to_vec() };
        Page { status: parts.status, headers: parts.headers, bytes }
    }
}

impl Page {
    /// As text, with ordinary spaces.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).replace('\u{a0}', " ")
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        self.headers.get(LOCATION).unwrap_or_else(|| panic!("{}: {}", self.status, self.text())).to_str().unwrap()
    }

    /// A header.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// What the form that leads to `action` hides, and what is typed into it.
    pub fn form(&self, action: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
        let text = self.text();
        let at = text.find(&format!("action=\"{action}\"")).unwrap_or_else(|| panic!("no form to {action} in {text}"));
        let form = text[at..].split("</form>").next().unwrap();
        let mut fields = Vec::new();
        for input in form.split("<input type=\"hidden\" name=\"").skip(1) {
            let (name, rest) = input.split_once("\" value=\"").unwrap();
            let value = rest.split_once('"').unwrap().0;
            let value = value.replace("&#34;", "\"").replace("&#39;", "'").replace("&#60;", "<").replace("&#38;", "&");
            fields.push((name.to_owned(), value));
        }
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        fields
    }
}
