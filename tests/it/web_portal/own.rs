//! One's own account, and accounts that are closed, opened again and invited again.

use axum::http::StatusCode;
use chrono::TimeDelta;
use entity::types::{AccountId, AccountState, Role};
use sea_orm::{Database, EntityTrait};
use tillhold::service::people::{self, code_of_moment};
use tillhold::store::account::{AccountRow, account_find, account_sites};
use tillhold::store::event::event_page;
use tillhold::store::page::merchant::site_list;
use tillhold::store::session::session_open;

use super::{account, lessor};
use crate::support::accounts::PASSWORD;
use crate::support::browser::Browser;
use crate::support::page::Page;
use crate::support::people::portal;
use crate::support::{TestApp, both};

async fn row(app: &TestApp, id: AccountId) -> AccountRow {
    account_find(&app.cx.db, id).await.unwrap().unwrap()
}

async fn kinds(app: &TestApp) -> Vec<String> {
    let events = event_page(&app.cx.db, app.company().await.id, 0, 1000).await.unwrap();
    events.into_iter().map(|event| event.kind).collect()
}

/// What stands in `<code>` on a page.
fn codes(answer: &Page) -> Vec<String> {
    let text = answer.text();
    text.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

#[test]
fn an_account_is_closed_knowingly_and_opened_again_by_an_invitation() {
    both(async |app| {
        let (own, other) = lessor(&app).await;
        let company = app.company().await.id;
        let sites = site_list(&app.cx.db, &portal(company, own), own).await.unwrap();
        let west = sites.iter().find(|site| site.name == "Vest").unwrap().id;
        let owner = account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let ida = account(&app, "ida@butik.dk", own, Role::User, &[west]).await;
        let mut browser = app.browser("mette@butik.dk").await;
        let page = browser.see("/portal/people").await;
        page.holds(&["<td data-th=\"Steder\">Vest</td>", "<td data-th=\"Steder\">Alle</td>"]);
        page.holds(&[
            "<details class=\"reason\"><summary>Luk kontoen",
            "logges ud alle steder nu og kan ikke logge ind",
        ]);
        let answer = browser.submit(&format!("/portal/people/{ida}/again"), &[]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        answer.holds(&["Kontoen venter ikke på en invitation."]);
        browser.submit(&format!("/portal/people/{ida}/disable"), &[]).await;
        browser.see("/portal/people").await.holds(&["Lukket", "Åbn igen med en invitation"]);
        // From the row: with the role and the sites of before.
        let answer = browser.submit(&format!("/portal/people/{ida}/again"), &[]).await;
        assert_eq!(answer.location(), "/portal/people?said=said-invited", "{}", answer.text());
        assert_eq!((row(&app, ida).await.role, row(&app, ida).await.state), (Role::User, AccountState::Invited));
        assert_eq!(account_sites(&app.cx.db, ida).await.unwrap(), [west]);
        browser.submit(&format!("/portal/people/{ida}/disable"), &[]).await;

        let invite = [
            ("name", "Ida Bro"),
            ("email", "Ida@butik.dk"),
            ("role", "accountant"),
            ("language", "nb"),
            ("reach", "all"),
        ];
        let answer = browser.submit("/portal/people", &invite).await;
        assert_eq!(answer.location(), "/portal/people?said=said-invited", "{}", answer.text());
        let page = browser.see("/portal/people").await;
        page.holds(&["Ida Bro", "Inviteret", "Linket virker til 8. januar 2026 kl. 12.00", "Send igen"]);
        page.lacks(&["Lukket"]);
        let opened = row(&app, ida).await;
        assert_eq!((opened.role, opened.state, opened.password_hash), (Role::Accountant, AccountState::Invited, None));
        assert!(account_sites(&app.cx.db, ida).await.unwrap().is_empty());
        let mut late = Browser::new(&app.web());
        late.get("/sign-in").await;
        let answer = late.submit("/sign-in", &[("email", "ida@butik.dk"), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "the password of before opens nothing");

        app.advance_to("2026-01-09");
        browser.see("/portal/people").await.holds(&["Linket virker ikke længere"]);
        let answer = browser.submit(&format!("/portal/people/{ida}/again"), &[]).await;
        assert_eq!(answer.location(), "/portal/people?said=said-invited", "{}", answer.text());
        browser.see("/portal/people").await.holds(&["Linket virker til 16. januar 2026 kl. 12.00"]);
        let raw = Database::connect(&app.url).await.unwrap();
        let letters = entity::mail::Entity::find().all(&raw).await.unwrap();
        assert_eq!(letters.iter().filter(|mail| mail.recipient == "ida@butik.dk").count(), 4);
        let links = entity::link::Entity::find().all(&raw).await.unwrap();
        let open = links.iter().filter(|link| link.account_id == ida && link.used_at_us.is_none());
        assert_eq!(open.count(), 1, "the link of before opens nothing");
        let kinds = kinds(&app).await;
        assert!(["account.reopened", "account.invited_again"].iter().all(|kind| kinds.iter().any(|k| k == kind)));

        // Another merchant's closed account stays theirs.
        let bo = account(&app, "bo@butik.dk", other, Role::Owner, &[]).await;
        people::disable(&app.cx, owner, bo, app.cx.clock.now()).await.unwrap();
        let invite = [("name", "Bo"), ("email", "bo@butik.dk"), ("role", "user"), ("language", "da"), ("reach", "all")];
        let answer = browser.submit("/portal/people", &invite).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["Der er allerede en konto med den e-mail."]);
        assert_eq!(row(&app, bo).await.state, AccountState::Disabled);
    });
}

#[test]
fn a_password_is_changed_by_whoever_knows_it_and_other_sessions_end() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let mut here = app.browser("mette@butik.dk").await;
        let mut there = app.browser("mette@butik.dk").await;
        here.see("/account").await.holds(&["Skift adgangskode", "Nuværende adgangskode"]);
        let new = "fire andre små ord";
        let form = |current: &'static str, password: &'static str, again: &'static str| {
            [("current", current), ("password", password), ("again", again)]
        };
        for (fields, words) in [
            (form("ikke den rigtige", new, new), "Det er ikke din adgangskode."),
            (form(PASSWORD, "kort", "kort"), "For kort: brug mindst 12 tegn."),
            (form(PASSWORD, PASSWORD, PASSWORD), "Det er den adgangskode, du har. Vælg en anden."),
            (form(PASSWORD, new, "noget helt andet"), "De to er ikke ens."),
            (form("", new, new), "Feltet mangler at blive udfyldt."),
        ] {
            let answer = here.submit("/account/password", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            answer.holds(&[words]);
        }
        assert_eq!(there.get("/portal").await.status, StatusCode::OK);
        let answer = here.submit("/account/password", &form(PASSWORD, new, new)).await;
        assert_eq!(answer.location(), "/account?said=said-account-password", "{}", answer.text());
        here.see("/account?said=said-account-password").await.holds(&["Adgangskoden er skiftet."]);
        assert_eq!(there.get("/portal").await.status, StatusCode::SEE_OTHER, "signed out");
        let mut door = Browser::new(&app.web());
        door.get("/sign-in").await;
        let typed = |password: &'static str| [("email", "mette@butik.dk"), ("password", password)];
        assert_eq!(door.submit("/sign-in", &typed(PASSWORD)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(door.submit("/sign-in", &typed(new)).await.status, StatusCode::SEE_OTHER);
        let kinds = kinds(&app).await;
        assert!(kinds.iter().any(|kind| kind == "account.password_changed"));

        // Wrong ones count as they do at the door: one stands from there already.
        here.see("/account").await;
        for _ in 0..4 {
            here.submit("/account/password", &form("ikke den rigtige", PASSWORD, PASSWORD)).await;
        }
        let answer = here.submit("/account/password", &form(new, PASSWORD, PASSWORD)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["For mange forkerte forsøg."]);
    });
}

#[test]
fn a_forgotten_password_asks_for_an_address_that_can_be_one() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let mut door = Browser::new(&app.web());
        door.get("/forgotten").await;
        let answer = door.submit("/forgotten", &[("email", "mette")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["id=\"email-error\"", "Det er ikke en e-mailadresse.", "value=\"mette\""]);
        // Whether there is an account or not, the same is said.
        let known = door.submit("/forgotten", &[("email", "mette@butik.dk")]).await;
        let unknown = door.submit("/forgotten", &[("email", "ingen@butik.dk")]).await;
        assert_eq!((known.status, unknown.status), (StatusCode::OK, StatusCode::OK));
        for answer in [known, unknown] {
            answer.holds(&["role=\"status\""]);
        }
    });
}

/// The code of a secret in Base32, as an authenticator shows it.
fn code_of(app: &TestApp, row: &AccountRow, secret: &str) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: String =
        secret.chars().filter(|c| *c != ' ').map(|c| format!("{:05b}", letters.find(c).unwrap())).collect();
    let hex: String = bits
        .as_bytes()
        .chunks(4)
        .map(|four| u8::from_str_radix(std::str::from_utf8(four).unwrap(), 2).unwrap())
        .map(|n| format!("{n:x}"))
        .collect();
    let salt = app.cx.ids.salt() + &app.cx.ids.salt();
    let row = AccountRow { totp_sealed: Some(app.cx.secrets.seal(&hex, &salt).unwrap()), ..row.clone() };
    code_of_moment(&app.cx, &row, app.cx.clock.now()).unwrap().unwrap()
}

#[test]
fn a_second_factor_is_renewed_with_a_code_and_turned_off_by_merchants_people_only() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        let id = account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let mut browser = app.browser("mette@butik.dk").await;
        assert_eq!(browser.get("/account/second").await.location(), "/sign-in/enrol");
        browser.get("/sign-in/enrol").await;
        let code = code_of_moment(&app.cx, &row(&app, id).await, app.cx.clock.now()).unwrap().unwrap();
        let first = codes(&browser.submit("/sign-in/enrol", &[("code", &code)]).await);
        assert_eq!(first.len(), 10);
        let page = browser.see("/account/second").await;
        page.holds(&["Bruge en anden telefon eller app", "Få nye gendannelseskoder", "Slå totrinsgodkendelse fra"]);

        let answer = browser.submit("/account/second", &[("what", "codes"), ("code", "000000")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["Koden passer ikke, eller den er brugt.", "value=\"codes\" selected"]);
        let second = codes(&browser.submit("/account/second", &[("what", "codes"), ("code", &first[0])]).await);
        assert_eq!(second.len(), 10);
        browser.see("/account/second").await;
        let answer = browser.submit("/account/second", &[("what", "renew"), ("code", &first[1])]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "the codes of before open nothing");

        // Another one waits for its first code; until then the one before holds.
        let before = row(&app, id).await.totp_sealed;
        let page = browser.submit("/account/second", &[("what", "renew"), ("code", &second[0])]).await;
        page.holds(&["Den gamle app virker, til du har skrevet"]);
        let pending = page.hidden("/account/second/confirm", "pending");
        let secret = codes(&page).remove(0);
        let answer = browser.submit("/account/second/confirm", &[("pending", &pending), ("code", "000000")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(codes(&answer), std::slice::from_ref(&secret), "the same secret is shown again");
        assert_eq!(row(&app, id).await.totp_sealed, before);
        let code = code_of(&app, &row(&app, id).await, &secret);
        let third = codes(&browser.submit("/account/second/confirm", &[("pending", &pending), ("code", &code)]).await);
        assert_eq!(third.len(), 10);
        let renewed = row(&app, id).await;
        assert!(renewed.totp_confirmed && renewed.totp_sealed != before);
        // It is done once, and not after a quarter of an hour.
        browser.see("/account").await;
        let answer = browser.submit("/account/second/confirm", &[("pending", &pending), ("code", &code)]).await;
        app.cx.clock.move_to(app.cx.clock.now() + TimeDelta::minutes(16));
        let late = browser.submit("/account/second/confirm", &[("pending", &pending), ("code", &code)]).await;
        late.holds(&["Det tog for lang tid. Begynd forfra."]);
        assert_eq!((answer.status, late.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));

        let answer = browser.submit("/account/second", &[("what", "off"), ("code", &third[0])]).await;
        assert_eq!(answer.location(), "/account?said=said-account-second-off", "{}", answer.text());
        let off = row(&app, id).await;
        assert_eq!((off.totp_confirmed, off.totp_sealed), (false, None));
        browser.see("/account").await.holds(&["Slået fra."]);
        let kinds = kinds(&app).await;
        for kind in ["account.codes_renewed", "account.second_factor_renewed", "account.second_factor_off"] {
            assert!(kinds.iter().any(|k| k == kind), "{kind}");
        }

        let mut agent = app.signed_in(Role::Support, None).await;
        agent.see("/account/second").await.lacks(&["Slå totrinsgodkendelse fra"]);
        let answer = agent.submit("/account/second", &[("what", "off"), ("code", "000000")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["Medarbejdere skal have totrinsgodkendelse."]);
    });
}

#[test]
fn a_session_is_known_by_its_browser_and_ended_alone() {
    both(async |app| {
        let (own, other) = lessor(&app).await;
        let id = account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let stranger = account(&app, "bo@butik.dk", other, Role::Owner, &[]).await;
        let agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0";
        let mut here = app.browser("mette@butik.dk").await;
        let mut there = Browser::called(&app.web(), agent);
        there.sign_in(&app, "mette@butik.dk").await;
        let mut theirs = app.browser("bo@butik.dk").await;
        here.see("/account").await.holds(&["Firefox, Windows", "Ukendt browser", "Denne browser", "Log ud der"]);
        let now = app.cx.clock.now();
        let strange = session_open(&app.cx.db, stranger, now).await.unwrap()[0].id.to_string();
        let open = session_open(&app.cx.db, id, now).await.unwrap();
        let wanted = open.iter().find(|s| s.browser.as_deref() == Some("Firefox, Windows")).unwrap().id.to_string();
        for nothing in [strange.as_str(), "nonsense", ""] {
            let answer = here.submit("/account/sessions/end", &[("session", nothing)]).await;
            assert_eq!(answer.location(), "/account", "{nothing}");
        }
        assert_eq!(theirs.get("/portal").await.status, StatusCode::OK, "another's session is not ended");
        let answer = here.submit("/account/sessions/end", &[("session", &wanted)]).await;
        assert_eq!(answer.location(), "/account?said=said-session-ended");
        here.see("/account").await.lacks(&["Firefox, Windows", "Log ud der"]);
        assert_eq!(there.get("/portal").await.status, StatusCode::SEE_OTHER);
    });
}
