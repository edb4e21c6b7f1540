//! With a real provider (`oidc-provider`), over HTTP.

use entity::types::{AccountState, Role};
use tillhold::clock::Clock;
use tillhold::service::people;

use super::{account, events, invited, says_no, there, web};
use crate::support::accounts::PASSWORD;
use crate::support::both;
use crate::support::browser::Browser;
use crate::support::provider::{RealProvider, Says};

const OVER: &str = "Loginforsøget gælder ikke længere";
const NOT_INVITED: &str = "Du har ikke adgang her";
const AWAY: &str = "Firmaets login svarer ikke";

#[test]
fn whom_the_company_invited_enters_by_the_provider_and_is_known_by_it_from_then_on() {
    both(async |app| {
        let Some(provider) = RealProvider::start("single sign-on") else { return };
        let (wall, company) = (Clock::system(), app.company().await.id);
        let web = web(&app, &provider.gateway(None), &wall);
        let (id, link) = invited(&app, "mette@tillhold.example", Role::Accounting, None).await;
        let mut browser = Browser::new(&web);
        let says = Says::of("m-1", "Mette@Tillhold.example");
        let path = provider.pass(&there(&mut browser, "/office/runs").await, &says).await;
        let passage = browser.cookie("tillhold-passage");
        let inside = browser.get(&path).await;
        assert_eq!((inside.status.as_u16(), inside.location()), (303, "/office/runs"), "{}", inside.text());
        browser.read("/office/runs").await;
        assert_eq!(browser.cookie("tillhold-passage"), "", "the way back is forgotten");
        let row = account(&app, id).await;
        assert_eq!((row.state, row.totp_confirmed), (AccountState::Active, false));
        assert_eq!(row.subject.as_deref(), Some(format!("http://127.0.0.1:{} m-1", provider.port).as_str()));
        assert!(
            people::link_account(&app.cx, &link, app.cx.clock.now()).await.unwrap().is_none(),
            "the invitation is used"
        );
        let happened = events(&app, company, id).await;
        let kinds: Vec<&str> = happened.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["account.invited", "account.linked", "account.signed_in"]);
        assert_eq!(happened[2].1, r#"{"by":"provider","second_factor":true}"#);
        // The way back opens once, in whatever browser.
        let mut thief = Browser::new(&web);
        thief.set_cookie("tillhold-passage", &passage);
        let again = thief.get(&path).await;
        says_no(&mut thief, &again, 400, OVER).await;
        // Known by the provider's name for her, whatever her address is by now.
        let mut browser = Browser::new(&web);
        let path = provider.pass(&there(&mut browser, "").await, &Says::of("m-1", "mette@new.example")).await;
        assert_eq!(browser.get(&path).await.location(), "/office");
        browser.read("/office").await;
        // And nobody else becomes her by her address.
        let mut other = Browser::new(&web);
        let path = provider.pass(&there(&mut other, "").await, &Says::of("m-2", "mette@tillhold.example")).await;
        let page = other.get(&path).await;
        says_no(&mut other, &page, 403, NOT_INVITED).await;
        let last = events(&app, company, id).await.pop().unwrap();
        assert_eq!(last, ("account.sign_in_refused".to_owned(), "\"provider\"".to_owned()));
    });
}

#[test]
fn without_a_second_factor_at_the_provider_ours_is_asked_for() {
    both(async |app| {
        let Some(provider) = RealProvider::start("single sign-on and second factors") else { return };
        let wall = Clock::system();
        let web_plain = web(&app, &provider.gateway(None), &wall);
        let (id, email) = app.account(Role::Support, None).await;
        let by_password = Says { amr: "pwd", ..Says::of("s-1", &email) };
        let mut browser = Browser::new(&web_plain);
        let path = provider.pass(&there(&mut browser, "/office/devices").await, &by_password).await;
        let half = browser.get(&path).await;
        assert_eq!(half.location(), "/sign-in/second?next=%2Foffice%2Fdevices");
        assert_eq!(browser.get("/office").await.location(), "/sign-in/second", "half way in");
        let row = account(&app, id).await;
        let code = people::code_of_moment(&app.cx, &row, wall.now()).unwrap().unwrap();
        let second = browser.get(half.location()).await;
        let inside = browser.send(&second, "/sign-in/second", &[("code", &code)]).await;
        assert_eq!(inside.location(), "/office/devices");
        browser.read("/office/devices").await;
        // Who has none sets one up first.
        invited(&app, "ny@tillhold.example", Role::Technician, None).await;
        let mut browser = Browser::new(&web_plain);
        let says = Says { amr: "", ..Says::of("n-1", "ny@tillhold.example") };
        let path = provider.pass(&there(&mut browser, "").await, &says).await;
        assert_eq!(browser.get(&path).await.location(), "/sign-in/enrol");
        browser.read("/sign-in/enrol").await;
        // A class of sign-in counts if the settings say so.
        let acr = "urn:tillhold:two";
        let says = Says { amr: "pwd", acr, ..Says::of("s-1", &email) };
        let web_acr = web(&app, &provider.gateway(Some(acr)), &wall);
        for (web, wanted) in [(&web_acr, "/office"), (&web_plain, "/sign-in/second?next=")] {
            let mut browser = Browser::new(web);
            let path = provider.pass(&there(&mut browser, "").await, &says).await;
            assert_eq!(browser.get(&path).await.location(), wanted);
        }
    });
}

#[test]
fn nobody_else_enters_by_the_provider() {
    both(async |app| {
        let Some(provider) = RealProvider::start_discreet("single sign-on of others") else { return };
        app.take(&[("A", "2026-01-01", "", "100.00")]).await;
        let merchant = app.merchant_of("A").await;
        let (wall, company, now) = (Clock::system(), app.company().await.id, app.cx.clock.now());
        let web = web(&app, &provider.gateway(None), &wall);
        let (owner, _) = invited(&app, "ejer@butik.example", Role::Owner, Some(merchant)).await;
        let (gone, _) = invited(&app, "gone@tillhold.example", Role::Admin, None).await;
        let (unsure, _) = invited(&app, "unsure@tillhold.example", Role::Admin, None).await;
        people::disable(&app.cx, owner, gone, now).await.unwrap();
        let strangers = [
            (Says::of("1", "nobody@tillhold.example"), None),
            (Says::of("2", "ejer@butik.example"), Some(owner)),
            (Says::of("3", "gone@tillhold.example"), Some(gone)),
            (Says { verified: false, ..Says::of("4", "unsure@tillhold.example") }, None),
            (Says::of("5", "no address"), None),
        ];
        for (says, id) in strangers {
            let mut browser = Browser::new(&web);
            let path = provider.pass(&there(&mut browser, "/office").await, &says).await;
            let page = browser.get(&path).await;
            says_no(&mut browser, &page, 403, NOT_INVITED).await;
            if let Some(id) = id {
                assert_eq!(events(&app, company, id).await.pop().unwrap().0, "account.sign_in_refused", "{says:?}");
            }
        }
        for id in [owner, gone, unsure] {
            assert_eq!(account(&app, id).await.subject, None);
        }
        // An address that is told when it is asked for, and sure, opens.
        let mut browser = Browser::new(&web);
        let path = provider.pass(&there(&mut browser, "").await, &Says::of("4", "unsure@tillhold.example")).await;
        assert_eq!(browser.get(&path).await.location(), "/office");
    });
}

/// Where a password leads.
async fn by_password(browser: &mut Browser, email: &str) -> String {
    let door = browser.get("/sign-in").await;
    let answer = browser.send(&door, "/sign-in", &[("email", email), ("password", PASSWORD)]).await;
    answer.location().to_owned()
}

#[test]
fn a_provider_that_is_away_stops_nobody_with_a_password_and_comes_back() {
    both(async |app| {
        let Some(mut provider) = RealProvider::start("single sign-on while the provider is away") else { return };
        let web = web(&app, &provider.gateway(None), &Clock::system());
        let (_, email) = app.account(Role::Admin, None).await;
        let says = Says::of("a-1", &email);
        let mut browser = Browser::new(&web);
        let path = provider.pass(&there(&mut browser, "").await, &says).await;
        assert_eq!(browser.get(&path).await.location(), "/office");
        // Away when somebody comes back; and when somebody wants to go there, once that is known.
        let mut late = Browser::new(&web);
        let path = provider.pass(&there(&mut late, "").await, &says).await;
        provider.stop();
        let page = late.get(&path).await;
        says_no(&mut late, &page, 503, AWAY).await;
        let page = late.get("/sign-in/oidc").await;
        says_no(&mut late, &page, 503, AWAY).await;
        assert_eq!(by_password(&mut late, &email).await, "/sign-in/second?next=");
        // Back again with other keys.
        provider.again();
        let mut browser = Browser::new(&web);
        let path = provider.pass(&there(&mut browser, "").await, &says).await;
        assert_eq!(browser.get(&path).await.location(), "/office");
        // Other keys while nobody looked: what is known of it is of before.
        provider.stop();
        provider.again();
        let mut browser = Browser::new(&web);
        let path = provider.pass(&there(&mut browser, "").await, &says).await;
        assert_eq!(browser.get(&path).await.location(), "/office");
        // And who does not want to after all.
        let mut browser = Browser::new(&web);
        let path = provider.refuse(&there(&mut browser, "").await).await;
        let page = browser.get(&path).await;
        says_no(&mut browser, &page, 403, "Login blev ikke gennemført").await;
    });
}
