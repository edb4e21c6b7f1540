//! What comes to the way back by itself; and where one goes on to.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use entity::types::{Language, Role};
use tillhold::clock::{Clock, Ids};
use tillhold::secrets::Secrets;
use tillhold::service::Context;
use tillhold::web::{Options, Web};

use super::made::Made;
use super::{asked, invited, says_no, there, web};
use crate::support::both;
use crate::support::browser::Browser;

const EMAIL: &str = "mette@tillhold.example";
const OVER: &str = "Loginforsøget gælder ikke længere";
const PASSAGE: &str = "tillhold-passage";

#[test]
fn only_the_browser_that_went_comes_back_once_and_soon() {
    both(async |app| {
        let made = Made::start().await;
        let web = web(&app, &made.gateway(), &app.cx.clock);
        invited(&app, EMAIL, Role::Admin, None).await;
        let mut browser = Browser::new(&web);
        let passage = asked(&there(&mut browser, "").await);
        let state = passage["state"].clone();
        made.hand_out(&made.key.token(&made.claims(&passage["nonce"], EMAIL, app.cx.clock.now())));
        let cookie = browser.cookie(PASSAGE);
        let back = format!("/sign-in/oidc/back?code=c&state={state}");
        let other = Context { secrets: Secrets::throwaway("another"), ..app.cx.clone() };
        let other =
            Web::new(other, app.cx.clock.clone(), Options { provider: Some(made.gateway()), ..Options::default() });
        let mut elsewhere = Browser::new(&other);
        let theirs = asked(&there(&mut elsewhere, "").await)["state"].clone();
        let sealed = app.cx.secrets.seal("{}", &(app.cx.ids.salt() + &app.cx.ids.salt())).unwrap();
        let tries: [(&str, String); 10] = [
            ("", back.clone()),
            ("nonsense", back.clone()),
            ("00.AAAA", back.clone()),
            (&sealed, back.clone()),
            (&elsewhere.cookie(PASSAGE), format!("/sign-in/oidc/back?code=c&state={theirs}")),
            (&cookie, "/sign-in/oidc/back".to_owned()),
            (&cookie, "/sign-in/oidc/back?code=c".to_owned()),
            (&cookie, "/sign-in/oidc/back?code=c&state=".to_owned()),
            (&cookie, format!("/sign-in/oidc/back?code=c&state={}", "0".repeat(64))),
            (&cookie, format!("/sign-in/oidc/back?code=c&state=x&state={state}")),
        ];
        for (cookie, path) in tries {
            let mut stranger = Browser::new(&web);
            stranger.set_cookie(PASSAGE, cookie);
            let page = stranger.get(&path).await;
            says_no(&mut stranger, &page, 400, OVER).await;
        }
        for odd in ["%ff%fe", "a%00b"] {
            let mut stranger = Browser::new(&web);
            stranger.set_cookie(PASSAGE, &cookie);
            let page = stranger.get(&format!("/sign-in/oidc/back?code={odd}&state={state}")).await;
            says_no(&mut stranger, &page, 400, "Det kunne vi ikke læse").await;
        }
        assert!(made.asked("/token").is_empty(), "none of them is worth a question");
        // It runs out after ten minutes; a second before, it opens, and after that never again.
        let mut late = Browser::new(&web);
        late.set_cookie(PASSAGE, &cookie);
        let began = app.cx.clock.now();
        app.cx.clock.move_to(began + TimeDelta::seconds(600));
        let page = late.get(&back).await;
        says_no(&mut late, &page, 400, OVER).await;
        app.cx.clock.move_to(began + TimeDelta::seconds(599));
        made.hand_out(&made.key.token(&made.claims(&passage["nonce"], EMAIL, app.cx.clock.now())));
        assert_eq!(browser.get(&back).await.location(), "/office");
        assert_eq!(browser.get(&back).await.location(), "/office", "who is in already goes on");
        late.set_cookie(PASSAGE, &cookie);
        let page = late.get(&back).await;
        says_no(&mut late, &page, 400, OVER).await;
        assert_eq!(made.asked("/token").len(), 1);
    });
}

#[test]
fn what_the_provider_says_in_place_of_a_code_is_told_in_the_readers_language() {
    both(async |app| {
        let made = Made::start().await;
        let web = web(&app, &made.gateway(), &app.cx.clock);
        let issuer = format!("code=c&iss={}/other", made.issuer()).replace(':', "%3A").replace('/', "%2F");
        let said = [
            ("error=access_denied", 403, "error-provider-refused"),
            ("error=access_denied&error_description=%3Cb%3E&code=c", 403, "error-provider-refused"),
            ("error=nonsense", 403, "error-provider-refused"),
            ("error=server_error", 503, "error-provider-away"),
            ("error=temporarily_unavailable", 503, "error-provider-away"),
            (issuer.as_str(), 400, "error-passage"),
            ("code=", 400, "error-passage"),
        ];
        for (at, (what, status, key)) in said.into_iter().enumerate() {
            app.cx.clock.move_to(app.cx.clock.now() + TimeDelta::minutes(11));
            let language = Language::ALL[at % Language::ALL.len()];
            let mut browser = Browser::new(&web);
            browser.set_cookie("tillhold-language", language.as_str());
            let state = asked(&there(&mut browser, "").await)["state"].clone();
            let page = browser.get(&format!("/sign-in/oidc/back?{what}&state={state}")).await;
            let words = app.cx.texts.say(language, key, &[]);
            says_no(&mut browser, &page, status, &words).await;
            assert!(page.text().contains(&app.cx.texts.say(language, &format!("{key}-what"), &[])), "{key}");
            assert!(!page.text().contains("<b>"));
        }
        assert!(made.asked("/token").is_empty());
    });
}

#[test]
fn one_goes_on_to_a_page_of_ours_only() {
    both(async |app| {
        let made = Made::start().await;
        let web = web(&app, &made.gateway(), &app.cx.clock);
        invited(&app, EMAIL, Role::Admin, None).await;
        let nexts = BTreeMap::from([
            ("/office/runs", "/office/runs"),
            ("//evil.example", "/office"),
            ("/\\evil.example", "/office"),
            ("/\t/evil.example", "/office"),
            ("/\n/evil.example", "/office"),
            ("https://evil.example", "/office"),
            ("office", "/office"),
            ("", "/office"),
        ]);
        for (next, wanted) in nexts {
            // Also without the sign-in page, which looks at it too.
            for direct in [false, true] {
                let mut browser = Browser::new(&web);
                let sent = if direct {
                    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
                    browser.get(&format!("/sign-in/oidc?next={next}")).await.location().to_owned()
                } else {
                    there(&mut browser, next).await
                };
                let passage = asked(&sent);
                made.hand_out(&made.key.token(&made.claims(&passage["nonce"], EMAIL, app.cx.clock.now())));
                let page = browser.get(&format!("/sign-in/oidc/back?code=c&state={}", passage["state"])).await;
                assert_eq!(page.location(), wanted, "{next:?}");
            }
        }
    });
}

#[test]
fn attempts_are_counted_and_without_a_provider_there_is_no_way() {
    both(async |app| {
        let made = Made::start().await;
        let web = web(&app, &made.gateway(), &app.cx.clock);
        let mut browser = Browser::new(&web);
        for at in 0..30 {
            let path = if at % 2 == 0 { "/sign-in/oidc" } else { "/sign-in/oidc/back?code=c&state=s" };
            let status = browser.get(path).await.status.as_u16();
            assert_eq!(status, if at % 2 == 0 { 303 } else { 400 });
        }
        for path in ["/sign-in/oidc", "/sign-in/oidc/back?code=c&state=s"] {
            let page = browser.get(path).await;
            says_no(&mut browser, &page, 429, "For mange forsøg").await;
        }
        let door = browser.get("/sign-in").await;
        let by_password = browser.send(&door, "/sign-in", &[("email", EMAIL), ("password", "a wrong one")]).await;
        assert_eq!(by_password.status.as_u16(), 422, "a password may be tried all the same");
        let bare = Context { ids: Ids::random(&app.cx.clock), ..app.cx.clone() };
        let mut browser = Browser::new(&Web::new(bare, Clock::system(), Options::default()));
        assert!(!browser.read("/sign-in").await.contains("/sign-in/oidc"));
        for path in ["/sign-in/oidc", "/sign-in/oidc/back?code=c&state=s"] {
            assert_eq!(browser.get(path).await.status.as_u16(), 404);
        }
    });
}
