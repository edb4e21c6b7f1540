//! The cookie of a session: what is not ours, not of now or not of an open session is worth nothing, and breaks nothing.

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use entity::types::Role;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use tillhold::service::people;

use crate::support::browser::{Browser, NOTHING};
use crate::support::{TestApp, both};

const COOKIE: &str = "tillhold-session";

fn claims_of(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

fn signed(algorithm: Algorithm, key: &[u8], claims: &Value) -> String {
    encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(key)).unwrap()
}

/// With one of the claims changed, or left out.
fn with(claims: &Value, name: &str, value: Value) -> Value {
    let mut claims = claims.clone();
    if value.is_null() {
        claims.as_object_mut().unwrap().remove(name);
    } else {
        claims[name] = value;
    }
    claims
}

/// Whether a browser with that token is taken for somebody.
async fn is_somebody(app: &TestApp, token: &str) -> bool {
    let mut browser = Browser::new(&app.web());
    browser.set_cookie(COOKIE, token);
    let office = browser.get("/office").await;
    if office.status == StatusCode::OK {
        return true;
    }
    assert_eq!((office.status, office.location()), (StatusCode::SEE_OTHER, "/sign-in?next=%2Foffice"), "{token}");
    let account = browser.post("/account/sign-out-everywhere", &NOTHING).await;
    assert!(account.location().starts_with("/sign-in"), "{token}");
    assert_eq!(browser.get("/sign-in").await.status, StatusCode::OK, "the door opens");
    false
}

#[test]
fn a_token_that_is_not_ours_is_nobodys() {
    both(async |app| {
        let token = app.signed_in(Role::Admin, None).await.cookie(COOKIE);
        assert!(is_somebody(&app, &token).await);
        let (key, claims) = (app.cx.secrets.token_key().to_vec(), claims_of(&token));
        assert!(is_somebody(&app, &signed(Algorithm::HS256, &key, &claims)).await, "what follows differs by one thing");
        let (head, rest) = token.split_once('.').unwrap();
        let (body, signature) = rest.split_once('.').unwrap();
        let none = URL_SAFE_NO_PAD.encode(json!({ "alg": "none", "typ": "JWT" }).to_string());
        let odd = URL_SAFE_NO_PAD.encode(json!({ "alg": "HS256", "typ": "JWT", "crit": 7 }).to_string());
        let changed = URL_SAFE_NO_PAD.encode(with(&claims, "exp", json!(9_999_999_999_i64)).to_string());
        let now = app.cx.clock.now().timestamp();
        let forged = [
            signed(Algorithm::HS256, b"another key of thirty-two letters", &claims),
            signed(Algorithm::HS256, b"", &claims),
            signed(Algorithm::HS512, &key, &claims),
            format!("{none}.{body}."),
            format!("{none}.{body}.{signature}"),
            format!("{odd}.{body}.{signature}"),
            format!("{head}.{body}."),
            format!("{head}.{changed}.{signature}"),
            signed(Algorithm::HS256, &key, &with(&claims, "exp", json!(now))),
            signed(Algorithm::HS256, &key, &with(&claims, "exp", json!(now - 1))),
            signed(Algorithm::HS256, &key, &with(&claims, "exp", json!("never"))),
            signed(Algorithm::HS256, &key, &with(&claims, "exp", Value::Null)),
            signed(Algorithm::HS256, &key, &with(&claims, "iss", json!("another"))),
            signed(Algorithm::HS256, &key, &with(&claims, "iss", Value::Null)),
            signed(Algorithm::HS256, &key, &with(&claims, "sid", json!(uuid::Uuid::nil()))),
            signed(Algorithm::HS256, &key, &with(&claims, "sid", json!("' OR 1=1 --"))),
            signed(Algorithm::HS256, &key, &with(&claims, "generation", json!(2))),
            signed(Algorithm::HS256, &key, &with(&claims, "generation", json!(i64::MAX))),
            signed(Algorithm::HS256, &key, &with(&claims, "generation", json!(i64::MIN))),
            String::new(),
            "..".to_owned(),
            "a.b.c".to_owned(),
            "A".repeat(7_000),
        ];
        for token in forged {
            assert!(!is_somebody(&app, &token).await, "{token}");
        }
        assert!(is_somebody(&app, &token).await, "the real one still opens");
    });
}

#[test]
fn a_token_of_a_session_that_ended_is_nobodys() {
    both(async |app| {
        let now = app.cx.clock.now();
        // Signed out in the browser.
        let mut browser = app.signed_in(Role::Admin, None).await;
        let token = browser.cookie(COOKIE);
        let page = browser.get("/account").await;
        assert!(browser.send(&page, "/sign-out", &[]).await.location().starts_with("/sign-in"));
        assert!(!is_somebody(&app, &token).await);
        // Ended from elsewhere: everywhere, and with the account.
        let company = app.company().await.id;
        for disable in [false, true] {
            let (id, browser) = app.signed_in_as(Role::Support).await;
            let token = browser.cookie(COOKIE);
            assert!(is_somebody(&app, &token).await);
            if disable {
                people::disable(&app.cx, entity::types::AccountId(uuid::Uuid::nil()), id, now).await.unwrap();
            } else {
                people::sign_out_everywhere(&app.cx, company, id, now).await.unwrap();
            }
            assert!(!is_somebody(&app, &token).await);
        }
        // Run out by itself.
        let token = app.signed_in(Role::Admin, None).await.cookie(COOKIE);
        app.cx.clock.move_to(now + TimeDelta::hours(12) - TimeDelta::seconds(1));
        assert!(is_somebody(&app, &token).await);
        app.cx.clock.move_to(now + TimeDelta::hours(25));
        assert!(!is_somebody(&app, &token).await);
    });
}

#[test]
fn a_token_that_was_replaced_is_taken_for_a_moment_only() {
    both(async |app| {
        let mut browser = app.signed_in(Role::Admin, None).await;
        let old = browser.cookie(COOKIE);
        app.cx.clock.move_to(app.cx.clock.now() + TimeDelta::minutes(16));
        browser.read("/office").await;
        assert_ne!(browser.cookie(COOKIE), old);
        assert!(is_somebody(&app, &old).await, "several requests at once");
        app.cx.clock.move_to(app.cx.clock.now() + TimeDelta::seconds(61));
        assert!(!is_somebody(&app, &old).await);
        assert!(is_somebody(&app, &browser.cookie(COOKIE)).await);
    });
}
