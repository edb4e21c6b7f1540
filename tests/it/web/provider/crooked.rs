//! With a provider that is crooked, confused or away.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use entity::types::Role;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tillhold::web::Web;

use super::made::{Key, Made, SECRET, unsigned};
use super::{account, asked, invited, says_no, there, web};
use crate::support::accounts::PASSWORD;
use crate::support::browser::Browser;
use crate::support::page::Page;
use crate::support::{TestApp, both};

const EMAIL: &str = "mette@tillhold.example";
const OVER: &str = "Loginforsøget gælder ikke længere";
const NOT_INVITED: &str = "Du har ikke adgang her";
const AWAY: &str = "Firmaets login svarer ikke";

/// Lets so much time go by that attempts of before do not count.
fn later(app: &TestApp) {
    app.cx.clock.move_to(app.cx.clock.now() + TimeDelta::minutes(11));
}

/// Goes to the provider and back; `hand_out` says what the provider does with the passage's nonce.
async fn pass(app: &TestApp, web: &Web, hand_out: impl FnOnce(&str)) -> (Browser, Page) {
    later(app);
    let mut browser = Browser::new(web);
    let passage = asked(&there(&mut browser, "").await);
    hand_out(&passage["nonce"]);
    let page = browser.get(&format!("/sign-in/oidc/back?code=c0de&state={}", passage["state"])).await;
    assert!(!page.text().contains("c0de"), "a code is shown to nobody");
    (browser, page)
}

#[test]
fn the_way_there_and_back_is_as_the_standard_has_it() {
    both(async |app| {
        let made = Made::start().await;
        let web = web(&app, &made.gateway(), &app.cx.clock);
        invited(&app, EMAIL, Role::Admin, None).await;
        let mut browser = Browser::new(&web);
        let sent = there(&mut browser, "").await;
        assert!(sent.starts_with(&format!("{}/authorize?", made.issuer())) && !sent.contains("secret"), "{sent}");
        let passage = asked(&sent);
        let wanted = [
            ("response_type", "code"),
            ("client_id", "tillhold"),
            ("redirect_uri", "http://tillhold.test/sign-in/oidc/back"),
            ("scope", "openid email"),
            ("code_challenge_method", "S256"),
        ];
        for (name, value) in wanted {
            assert_eq!(passage[name], value, "{name}");
        }
        let kept = browser.cookie("tillhold-passage");
        assert!(!kept.contains(&passage["state"]) && !kept.contains(&passage["nonce"]), "sealed");
        made.hand_out(&made.key.token(&made.claims(&passage["nonce"], EMAIL, app.cx.clock.now())));
        let back = format!("/sign-in/oidc/back?code=c0de&state={}&iss={}", passage["state"], made.issuer());
        let page = browser.get(&back).await;
        assert_eq!(page.location(), "/office");
        let gone = page.headers.get_all("set-cookie").iter().any(|c| {
            let c = c.to_str().unwrap();
            c.starts_with("tillhold-passage=;") && c.contains("Max-Age=0")
        });
        assert!(gone, "{:?}", page.headers);
        let exchange = made.asked("/token").remove(0);
        let form = asked(&format!("http://x/?{}", exchange.body));
        assert_eq!((form["grant_type"].as_str(), form["code"].as_str()), ("authorization_code", "c0de"));
        assert_eq!(form["redirect_uri"], passage["redirect_uri"]);
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(form["code_verifier"].as_bytes()));
        assert_eq!(challenge, passage["code_challenge"]);
        let ours = STANDARD.encode(format!("tillhold:{}", SECRET.replace(' ', "+")));
        assert_eq!(exchange.authorization, format!("Basic {ours}"));
        // What the provider says of itself is asked once.
        let (_, page) = pass(&app, &web, |nonce| {
            made.hand_out(&made.key.token(&made.claims(nonce, EMAIL, app.cx.clock.now())));
        })
        .await;
        assert_eq!(page.location(), "/office");
        assert_eq!((made.asked("/keys").len(), made.asked("/.well-known/openid-configuration").len()), (1, 1));
    });
}

#[test]
fn a_token_that_is_not_for_us_or_not_of_now_opens_nothing() {
    both(async |app| {
        let made = Made::start().await;
        let web = web(&app, &made.gateway(), &app.cx.clock);
        let (id, _) = invited(&app, EMAIL, Role::Admin, None).await;
        let long_ago = app.cx.clock.now().timestamp() - 1;
        let mut wrong = Vec::new();
        let with: [(&str, Value); 12] = [
            ("aud", json!("another")),
            ("aud", json!(["tillhold", "another"])),
            ("aud", Value::Null),
            ("azp", json!("another")),
            ("iss", json!("https://another.example")),
            ("exp", json!(long_ago)),
            ("exp", json!("soon")),
            ("nonce", json!("another")),
            ("nonce", Value::Null),
            ("sub", Value::Null),
            ("email_verified", json!(false)),
            ("email_verified", Value::Null),
        ];
        for (claim, value) in with {
            let (mut browser, page) = pass(&app, &web, |nonce| {
                let mut claims = made.claims(nonce, EMAIL, app.cx.clock.now());
                claims[claim] = value.clone();
                if value.is_null() {
                    claims.as_object_mut().unwrap().remove(claim);
                }
                made.hand_out(&made.key.token(&claims));
            })
            .await;
            let (status, words) = match (claim, &value) {
                ("email_verified", _) => (403, NOT_INVITED),
                // What is no token at all is an answer that nobody understands.
                ("sub", _) => (503, AWAY),
                ("exp", Value::String(_)) => (503, AWAY),
                _ => (400, OVER),
            };
            if page.status.as_u16() != status {
                wrong.push(format!("{claim} {value}: {}", page.status));
                continue;
            }
            says_no(&mut browser, &page, status, words).await;
        }
        let now = |nonce: &str| made.claims(nonce, EMAIL, app.cx.clock.now());
        let none = |nonce: &str| unsigned(&json!({ "alg": "none" }), &now(nonce)) + ".";
        let by_secret = |nonce: &str| {
            let key = EncodingKey::from_secret(SECRET.as_bytes());
            encode(&Header::new(Algorithm::HS256), &now(nonce), &key).unwrap()
        };
        let by_another = |nonce: &str| Key::new(2).token(&now(nonce));
        let stripped = |nonce: &str| made.key.token(&now(nonce)).rsplit_once('.').unwrap().0.to_owned() + ".";
        let ways: [&dyn Fn(&str) -> String; 4] = [&none, &by_secret, &by_another, &stripped];
        for (at, way) in ways.into_iter().enumerate() {
            let (mut browser, page) = pass(&app, &web, |nonce| made.hand_out(&way(nonce))).await;
            if page.status.as_u16() != 400 {
                wrong.push(format!("signature {at}: {}", page.status));
                continue;
            }
            says_no(&mut browser, &page, 400, OVER).await;
        }
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(account(&app, id).await.subject, None, "nobody was tied to anything");
        // The same, as it should be.
        let (_, page) = pass(&app, &web, |nonce| made.hand_out(&made.key.token(&now(nonce)))).await;
        assert_eq!(page.location(), "/office");
    });
}

#[test]
fn a_key_that_is_new_is_asked_for() {
    both(async |app| {
        let made = Made::start().await;
        let web = web(&app, &made.gateway(), &app.cx.clock);
        invited(&app, EMAIL, Role::Admin, None).await;
        for number in [1, 2] {
            let (_, page) = pass(&app, &web, |nonce| {
                made.say("/keys", 200, &Key::new(number).list());
                made.hand_out(&Key::new(number).token(&made.claims(nonce, EMAIL, app.cx.clock.now())));
            })
            .await;
            assert_eq!(page.location(), "/office", "{number}");
            // Before the first passage, what it says was asked for already.
            assert_eq!(made.asked("/keys").len(), usize::from(number));
        }
    });
}

#[test]
fn a_provider_that_answers_garbage_is_away() {
    both(async |app| {
        let made = Made::start().await;
        invited(&app, EMAIL, Role::Admin, None).await;
        let large = format!("\"{}\"", "x".repeat(1024 * 1024));
        let with = |name: &str, value: Value| {
            let mut said = made.discovery();
            said[name] = value;
            said.to_string()
        };
        let trap = format!("{}/trap", made.issuer());
        made.say("/trap", 200, &made.discovery().to_string());
        let said = [
            (200, "<html>".to_owned()),
            (200, "{}".to_owned()),
            (200, large.clone()),
            (500, made.discovery().to_string()),
            (302, trap.clone()),
            (200, with("issuer", json!("https://another.example"))),
            (200, with("jwks_uri", json!("http://elsewhere.example/keys"))),
            (200, with("jwks_uri", json!("file:///etc/passwd"))),
            (200, with("authorization_endpoint", json!("http://elsewhere.example/authorize"))),
        ];
        for (status, text) in said {
            later(&app);
            made.say("/.well-known/openid-configuration", status, &text);
            let mut browser = Browser::new(&web(&app, &made.gateway(), &app.cx.clock));
            let page = browser.get("/sign-in/oidc").await;
            says_no(&mut browser, &page, 503, AWAY).await;
        }
        made.say("/.well-known/openid-configuration", 200, &with("userinfo_endpoint", json!(made.issuer() + "/me")));
        let web = web(&app, &made.gateway(), &app.cx.clock);
        let said = [
            (200, "<html>".to_owned(), 503),
            (200, "{}".to_owned(), 503),
            (200, large, 503),
            (500, "{}".to_owned(), 503),
            (302, trap, 503),
            (401, json!({ "error": "invalid_client" }).to_string(), 503),
            (200, json!({ "access_token": "a", "token_type": "Bearer", "id_token": "a.b.c" }).to_string(), 503),
            (200, json!({ "access_token": "a", "token_type": "Bearer" }).to_string(), 400),
            (400, json!({ "error": "invalid_grant", "error_description": "<b>c0de</b>" }).to_string(), 400),
        ];
        for (status, text, wanted) in said {
            let (mut browser, page) = pass(&app, &web, |_| made.say("/token", status, &text)).await;
            says_no(&mut browser, &page, wanted, if wanted == 503 { AWAY } else { OVER }).await;
        }
        assert!(made.asked("/trap").is_empty(), "where it points is not followed");
        // An access token that no header can hold, and an address that must be asked for with it.
        let (mut browser, page) = pass(&app, &web, |nonce| {
            let mut claims = made.claims(nonce, EMAIL, app.cx.clock.now());
            claims.as_object_mut().unwrap().remove("email");
            let token = made.key.token(&claims);
            let answer = json!({ "access_token": "a\nb", "token_type": "Bearer", "id_token": token });
            made.say("/token", 200, &answer.to_string());
        })
        .await;
        says_no(&mut browser, &page, 503, AWAY).await;
        // Somebody else's address.
        made.say("/me", 200, &json!({ "sub": "another", "email": EMAIL, "email_verified": true }).to_string());
        let (mut browser, page) = pass(&app, &web, |nonce| {
            let mut claims = made.claims(nonce, EMAIL, app.cx.clock.now());
            claims.as_object_mut().unwrap().remove("email");
            made.hand_out(&made.key.token(&claims));
        })
        .await;
        says_no(&mut browser, &page, 503, AWAY).await;
    });
}

#[test]
fn while_the_provider_is_away_a_password_opens() {
    both(async |app| {
        let mut made = Made::start().await;
        made.stop().await;
        let web = web(&app, &made.gateway(), &app.cx.clock);
        let (_, email) = app.account(Role::Admin, None).await;
        let mut browser = Browser::new(&web);
        let page = browser.get("/sign-in/oidc").await;
        says_no(&mut browser, &page, 503, AWAY).await;
        let door = browser.get("/sign-in").await;
        let inside = browser.send(&door, "/sign-in", &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!(inside.location(), "/sign-in/second?next=");
        made.again().await;
        let (_, page) = pass(&app, &web, |nonce| {
            made.hand_out(&made.key.token(&made.claims(nonce, &email, app.cx.clock.now())));
        })
        .await;
        assert_eq!(page.location(), "/office");
    });
}
