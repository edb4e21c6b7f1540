//! Signing in by the identity provider: with a real one, with a crooked one, and with what comes back by itself.

mod back;
mod crooked;
mod made;
mod real;

use std::collections::BTreeMap;

use axum::http::StatusCode;
use entity::types::{AccountId, CompanyId, MerchantId, Role};
use reqwest::Url;
use tillhold::clock::Clock;
use tillhold::gateways::oidc::Provider;
use tillhold::service::people::Invitation;
use tillhold::store::account::{AccountRow, account_find};
use tillhold::store::event::event_page;
use tillhold::web::{Options, Web};

use crate::support::TestApp;
use crate::support::browser::Browser;
use crate::support::page::Page;
use crate::support::provider::ADDRESS;

/// The web side of the program with a provider; sessions live by a clock.
fn web(app: &TestApp, provider: &Provider, wall: &Clock) -> Web {
    let options = Options { address: Some(ADDRESS.into()), provider: Some(provider.clone()), ..Options::default() };
    Web::new(app.cx.clone(), wall.clone(), options)
}

/// Invites somebody, who has not opened the letter. Returns the account and the link's secret.
async fn invited(app: &TestApp, email: &str, role: Role, merchant: Option<MerchantId>) -> (AccountId, String) {
    let email = email.to_owned();
    app.invited(&Invitation { email, ..app.invitation(role, merchant).await }).await
}

async fn account(app: &TestApp, id: AccountId) -> AccountRow {
    account_find(&app.cx.db, id).await.unwrap().unwrap()
}

/// What happened to an account, in its order: kind and facts.
async fn events(app: &TestApp, company: CompanyId, id: AccountId) -> Vec<(String, String)> {
    let all = event_page(&app.cx.db, company, 0, 10_000).await.unwrap();
    all.into_iter().filter(|e| e.subject_id.0 == id.0).map(|e| (e.kind, e.facts)).collect()
}

/// Where the sign-in page's button leads.
async fn there(browser: &mut Browser, next: &str) -> String {
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    let door = browser.read(&format!("/sign-in?next={next}")).await;
    let at = door.split("href=\"/sign-in/oidc").nth(1).unwrap_or_else(|| panic!("no button in {door}"));
    let path = format!("/sign-in/oidc{}", at.split('"').next().unwrap().replace("&#38;", "&"));
    let sent = browser.get(&path).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{path}: {}", sent.text());
    sent.location().to_owned()
}

/// What an address asks for.
fn asked(address: &str) -> BTreeMap<String, String> {
    Url::parse(address).unwrap().query_pairs().into_owned().collect()
}

/// Whether a page says no: its status and words, and that nobody is signed in by it.
async fn says_no(browser: &mut Browser, page: &Page, status: u16, words: &str) {
    assert_eq!(page.status.as_u16(), status, "{}", page.text());
    assert!(page.text().contains(words), "{words} in {}", page.text());
    assert!(page.text().contains("<html lang="), "a page of ours");
    let office = browser.get("/office").await;
    assert_eq!((office.status.as_u16(), office.location()), (303, "/sign-in?next=%2Foffice"));
}
