//! Incidents and moves in the back office.

use axum::http::StatusCode;
use entity::types::{ChargeCode, Role};
use tillhold::service::swaps::{Dispatch, dispatch};
use tillhold::store::charge::charge_one_off;

use super::office::sound;
use crate::support::browser::Browser;
use crate::support::{TestApp, both};

/// The address of a device's page, found by its serial number.
async fn device(browser: &mut Browser, serial: &str) -> String {
    browser.get(&format!("/office/scan?serial={serial}")).await.location().to_owned()
}

const fn told<'a>(kind: &'a str, day: &'a str, time: &'a str) -> [(&'static str, &'a str); 7] {
    [
        ("kind", kind),
        ("day", day),
        ("time", time),
        ("what", "Væk efter lukketid"),
        ("done", "Optagelsen er sikret"),
        ("planned", "Politiet kommer i morgen"),
        ("contacts", "Bo, 20 21 22 23"),
    ]
}

/// Reports an incident on a device's page: its address.
async fn reported(browser: &mut Browser, device: &str, fields: &[(&str, &str)]) -> String {
    let form = format!("{device}/incident");
    let page = browser.see(&form).await;
    let answer = browser.send(&page, &form, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let to = answer.location().to_owned();
    browser.see(&to).await.holds(&["Hændelsen er meldt."]);
    to.split('?').next().unwrap().to_owned()
}

#[test]
fn r216_an_incident_is_reported_for_a_merchant_flagged_if_late_and_closed_once() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00"), ("B", "2026-01-01", "2026-03-31", "249.00")]).await;
        app.advance_to("2026-03-26");
        let mut support = app.signed_in(Role::Support, None).await;
        let mut bench = app.signed_in(Role::Technician, None).await;
        support.see("/office/incidents").await.holds(&["Ingen hændelser. Når et tab"]);
        let (a, b) = (device(&mut support, "SA").await, device(&mut support, "SB").await);
        // The list's new price of 12,995.00 without shipping, and a quarter of it: 16,243.75.
        support.see(&format!("{a}/incident")).await.holds(&["12.995,00 kr. + moms (16.243,75 kr. med moms)"]);
        // It is noon: 24 hours ago is in time, a minute more is late.
        let lost = reported(&mut support, &a, &told("loss", "2026-03-25", "12.00")).await;
        let tampered = reported(&mut support, &b, &told("tamper", "2026-03-25", "11.59")).await;
        let list = support.see("/office/incidents").await;
        list.holds(&["12.995,00 kr. + moms"]);
        assert!(!list.row("SN SA").contains("Meldt for sent"), "{}", list.row("SN SA"));
        assert!(list.row("SN SB").contains("Meldt for sent"), "{}", list.row("SN SB"));
        assert!(list.row("SN SB").contains("Intet"));
        let page = support.see(&lost).await;
        page.holds(&["Væk efter lukketid", "Optagelsen er sikret", "Politiet kommer i morgen", "Bo, 20 21 22 23"]);
        support.see("/office").await.holds(&["href=\"/office/incidents\""]);
        support.see(&a).await.holds(&["href=\"/office/incidents/"]);
        // A technician reads, and does not decide.
        bench.see(&tampered).await.lacks(&["Afslut sagen"]);
        for path in [tampered.clone(), format!("{b}/incident"), format!("{b}/move")] {
            assert_eq!(bench.submit(&path, &[("outcome", "x")]).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let page = support.see(&tampered).await;
        let empty = support.send(&page, &tampered, &[("outcome", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        empty.holds(&["id=\"outcome-error\""]);
        let done = support.send(&page, &tampered, &[("outcome", "Enheden er undersøgt: intet indgreb")]).await;
        assert_eq!(done.location(), format!("{tampered}?said=said-incident-closed"));
        let again = support.submit(&tampered, &[("outcome", "En gang til")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        again.holds(&["Sagen blev afsluttet 26. marts 2026.", "Enheden er undersøgt: intet indgreb"]);
        support.see("/office/incidents").await.lacks(&["SN SB"]);
        support.see("/office/incidents?which=all").await.holds(&["SN SB", "SN SA", "Afsluttet"]);
        assert_eq!(support.get("/office/incidents?which=none").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        sound(&app).await;
    });
}

#[test]
fn r085_what_is_awaited_is_reported_without_a_charge_of_its_own() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        app.advance_to("2026-03-26");
        let mut support = app.signed_in(Role::Support, None).await;
        let at = device(&mut support, "SA").await;
        let order = Dispatch {
            serial: "SA".into(),
            swap: None,
            replacement: "NA".into(),
            from_maker: true,
            carriage: (None, None),
            day: "2026-03-26".parse().unwrap(),
            actor: "test".into(),
        };
        dispatch(&app.cx, &app.company().await, &order).await.unwrap();
        app.work().await;
        support.see(&format!("{at}/incident")).await.holds(&["Meldingen koster intet i sig selv"]);
        let page = reported(&mut support, &at, &told("theft", "2026-03-26", "9.00")).await;
        support.see(&page).await.holds(&["Stjålet", "Intet"]);
        assert!(charge_one_off(&app.cx.db, app.company().await.id).await.unwrap().is_empty());
        sound(&app).await;
    });
}

/// Fields of a move.
fn to<'a>(site: &'a str, name: &'a str, own: &'a str, cost: &'a str) -> Vec<(&'static str, &'a str)> {
    let address = [("street", "Kajen 1"), ("postcode", "8000"), ("city", "Aarhus")];
    [&[("site", site), ("name", name), ("own", own), ("cost", cost)][..], &address].concat()
}

async fn moves(app: &TestApp) -> Vec<(ChargeCode, i64)> {
    let all = charge_one_off(&app.cx.db, app.company().await.id).await.unwrap();
    all.into_iter().map(|charge| (charge.code, charge.net)).collect()
}

#[test]
fn r009_r052_r054_a_device_moves_to_the_merchants_own_address_at_the_merchants_cost() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00"), ("B", "2026-01-01", "2026-03-31", "249.00")]).await;
        app.advance_to("2026-03-26");
        let mut support = app.signed_in(Role::Support, None).await;
        let at = device(&mut support, "SA").await;
        let form = format!("{at}/move");
        let page = support.see(&form).await;
        // What it costs is said before the button.
        let text = page.text();
        let (cost, button) = (
            text.find("Alt, hvad flytningen koster, betaler kunden").unwrap(),
            text.find("<button class=\"main\"").unwrap(),
        );
        assert!(cost < button);
        let theirs = "00000000-0000-4000-8000-000000000001";
        for (fields, field, words) in [
            (to("", "", "", ""), "site", "Feltet mangler at blive udfyldt."),
            (to(theirs, "", "", ""), "site", "Enheden må kun flyttes til en af kundens egne adresser"),
            (to("new", "Kajen", "", ""), "own", "Enheden må kun flyttes til en af kundens egne adresser"),
            (to("new", "", "yes", ""), "name", "Feltet mangler at blive udfyldt."),
            (to("new", "Kajen", "yes", "gratis"), "cost", "Det er ikke et beløb"),
        ] {
            let answer = support.send(&page, &form, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            answer.holds(&[&format!("id=\"{field}-error\">{words}"), "value=\"Kajen 1\""]);
        }
        assert!(moves(&app).await.is_empty());
        let fields = to("new", "Kajen", "yes", "1.250,50");
        for _ in 0..2 {
            let answer = support.send(&page, &form, &fields).await;
            assert_eq!(answer.location(), format!("{at}?said=said-device-moved"));
        }
        assert_eq!(moves(&app).await, [(ChargeCode::Move, 125_050)], "once");
        support.see(&at).await.holds(&["Kajen 1", "8000 Aarhus", "Flyttet til en anden adresse"]);
        // A site of that name is there now: another address by the same name is none.
        let page = support.see(&form).await;
        let answer = support.send(&page, &form, &to("new", "Kajen", "yes", "")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["Kunden har allerede et sted med det navn."]);
        sound(&app).await;
    });
}
