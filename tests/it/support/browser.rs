//! A browser without a screen: it keeps cookies, reads forms and sends them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, HOST, SET_COOKIE, USER_AGENT};
use axum::http::{Method, Request, StatusCode};
use tillhold::web::Web;
use tillhold::web::routes::router;
use tower::ServiceExt;

use super::TestApp;
use super::accounts::PASSWORD;
use super::page::Page;

/// A browser.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    accepts: Option<Vec<u8>>,
    agent: Option<&'static str>,
    /// The token of the forms it saw last, and the key of the form that it sent last.
    token: String,
    once: String,
}

/// The type of a body that a form makes.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// A form without a field.
pub const NOTHING: [(&str, &str); 0] = [];

/// A key that no form has borne.
fn new_key() -> String {
    static SENT: AtomicU64 = AtomicU64::new(1);
    uuid::Uuid::from_u64_pair(0, SENT.fetch_add(1, Ordering::Relaxed)).to_string()
}

impl Browser {
    /// A browser that has been nowhere.
    pub fn new(web: &Web) -> Self {
        let (token, once) = (String::new(), String::new());
        Self { router: router(web), cookies: BTreeMap::new(), accepts: None, agent: None, token, once }
    }

    /// A browser whose reader prefers languages, as its header says.
    pub fn of(web: &Web, accepts: &[u8]) -> Self {
        Self { accepts: Some(accepts.to_vec()), ..Self::new(web) }
    }

    /// A browser that says what it is.
    pub fn called(web: &Web, agent: &'static str) -> Self {
        Self { agent: Some(agent), ..Self::new(web) }
    }

    /// Signs somebody in with password and code, by whichever page of the second factor the door leads to.
    pub async fn sign_in(&mut self, app: &TestApp, email: &str) {
        let door = self.get("/sign-in").await;
        let answer = self.send(&door, "/sign-in", &[("email", email), ("password", PASSWORD)]).await;
        let next = answer.location().to_owned();
        if next.starts_with("/sign-in/") {
            let second = self.get(&next).await;
            let action = next.split('?').next().unwrap();
            let answer = self.send(&second, action, &[("code", &app.code(email).await)]).await;
            assert!(matches!(answer.status, StatusCode::OK | StatusCode::SEE_OTHER), "{}", answer.text());
        }
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

    /// Asks for a page that must be there, without style or script of its own and without the key of a text.
    pub async fn see(&mut self, path: &str) -> Page {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
        if page.is_ours() {
            page.lacks(&["style=\"", "<script>", "<style", ">portal-", ">desk-", ">of-"]);
        }
        page
    }

    /// Asks for a page that must be there, and returns its text.
    pub async fn read(&mut self, path: &str) -> String {
        self.see(path).await.text()
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

    /// Sends fields with the token of the page that was seen last, and a key of their own.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.once = new_key();
        self.submit_again(path, fields).await
    }

    /// Sends fields as they are sent a second time: with the key of before.
    pub async fn submit_again(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let (token, once) = (self.token.clone(), self.once.clone());
        self.post(path, &[&[("csrf", token.as_str()), ("once", once.as_str())][..], fields].concat()).await
    }

    /// Sends these fields and nothing else.
    pub async fn post<N: AsRef<str>, V: AsRef<str>>(&mut self, path: &str, fields: &[(N, V)]) -> Page {
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
        if let Some(agent) = self.agent {
            request = request.header(USER_AGENT, agent);
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
        let page = Page { status: parts.status, headers: parts.headers, bytes };
        if page.is_ours() {
            self.token = page.token().unwrap_or_else(|| std::mem::take(&mut self.token));
        }
        page
    }
}
