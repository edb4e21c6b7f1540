//! A device's own page, the report of a fault, and a move to another site.

use axum::http::StatusCode;
use entity::types::{
    ChargeState, CustodyStep, DeviceState, Exclusion, FaultKind, IncidentKind, Language, Role, TicketState,
};
use sea_orm::{Database, EntityTrait};
use tillhold::service::verify;
use tillhold::text::Texts;

use super::{account, device_path, lessor, site_of};
use crate::support::{TestApp, both};

async fn tickets(app: &TestApp) -> Vec<entity::ticket::Model> {
    entity::ticket::Entity::find().all(&Database::connect(&app.url).await.unwrap()).await.unwrap()
}

#[test]
fn a_devices_page_says_where_it_stands_what_it_costs_and_what_has_happened() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        account(&app, "revisor@butik.dk", own, Role::Accountant, &[]).await;
        let device = device_path(&app, "SV").await;
        let mut browser = app.browser("mette@butik.dk").await;
        let links = [format!("href=\"{device}\""), format!("href=\"{device}/fault\"")];
        browser.see("/portal/devices").await.holds(&[&links[0], &links[1]]);
        browser.see("/portal").await.holds(&[&links[0]]);
        let page = browser.see(&device).await;
        page.holds(&[
            "(SN SV)",
            "I brug",
            "Vest<br>",
            "Vestgade 1, 4000 Roskilde",
            ">V</a><br>Perioden til 31. december 2027",
            "Leje: 100,00 kr.",
            "Gateway-licens: 99,00 kr.",
            "300,00 kr.: Leje, 1. april – 30. juni 2026",
            "3 × 99,00 kr. = 297,00 kr.",
            "Ingen sager.",
            "1. januar 2026</time>Udleveret til dig",
        ]);
        page.lacks(&["Kommet på lager", "account:"]);
        let text = page.text();
        for link in text.split("href=\"/portal").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert_eq!(browser.get(&format!("/portal{link}")).await.status, StatusCode::OK, "{link}");
        }
        for more in ["fault", "incident", "move"] {
            page.holds(&[&format!("href=\"{device}/{more}\"")]);
        }
        let mut accountant = app.browser("revisor@butik.dk").await;
        accountant.see(&device).await.lacks(&["/fault", "/incident", "/move"]);
        accountant.see("/portal/devices").await.lacks(&["/fault"]);
        for more in ["fault", "incident", "move"] {
            let path = format!("{device}/{more}");
            assert_eq!(accountant.get(&path).await.status, StatusCode::FORBIDDEN, "{more}");
            assert_eq!(accountant.submit(&path, &[]).await.status, StatusCode::FORBIDDEN, "{more}");
        }
    });
}

#[test]
fn strangers_devices_and_those_of_other_sites_are_not_there() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let west = site_of(&app, own, "Vest").await;
        account(&app, "vest@butik.dk", own, Role::User, &[west]).await;
        let mut owner = app.browser("mette@butik.dk").await;
        let mut user = app.browser("vest@butik.dk").await;
        user.see(&device_path(&app, "SMV").await).await.holds(&["(SN SMV)"]);
        let (theirs, elsewhere) = (device_path(&app, "SB").await, device_path(&app, "SO").await);
        owner.see(&elsewhere).await;
        for (browser, devices) in [(&mut owner, vec![&theirs]), (&mut user, vec![&theirs, &elsewhere])] {
            browser.get("/account").await;
            for device in devices {
                assert_eq!(browser.get(device).await.status, StatusCode::NOT_FOUND);
                for (more, fields) in [
                    ("fault", vec![("kind", "in_life"), ("description", "Mørk skærm")]),
                    ("incident", vec![("kind", "loss"), ("day", "2026-01-01"), ("time", "10.00")]),
                    ("move", vec![("site", "Vest")]),
                ] {
                    let path = format!("{device}/{more}");
                    assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
                    assert_eq!(browser.submit(&path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
                }
            }
        }
        assert!(tickets(&app).await.is_empty());
    });
}

#[test]
fn r091_a_fault_is_reported_with_what_it_consists_of() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        let west = site_of(&app, own, "Vest").await;
        app.advance_to("2026-03-26");
        account(&app, "vest@butik.dk", own, Role::User, &[west]).await;
        let device = device_path(&app, "SV").await;
        let path = format!("{device}/fault");
        let mut browser = app.browser("vest@butik.dk").await;
        let form = browser.see(&path).await;
        form.holds(&[
            "Support svarer nu, indtil kl. 16.30.",
            "sender vi en anden enhed inden for 24 timer, på en hverdag",
            // 495.00 and a quarter of it.
            "618,75 kr. med moms (495,00 kr. uden moms)",
            "Lejen løber videre",
            "Højst 2.000 tegn.",
            "value=\"in_life\" checked",
        ]);
        let long = "æ".repeat(2_001);
        for (kind, description, words) in [
            ("in_life", "  ", "Skriv, hvad fejlen består i."),
            ("in_life", long.as_str(), "Teksten er for lang."),
            ("of_its_own", "Mørk skærm", "Vælg en af mulighederne."),
            ("", "Mørk skærm", "Feltet mangler at blive udfyldt."),
        ] {
            let answer = browser.submit(&path, &[("kind", kind), ("description", description)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            answer.holds(&[words, description]);
        }
        assert!(tickets(&app).await.is_empty());
        let said = [("kind", "on_delivery"), ("description", "Skærmen er <b>mørk</b>."), ("manual", "yes")];
        for answer in [browser.submit(&path, &said).await, browser.submit_again(&path, &said).await] {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
            assert_eq!(answer.location(), format!("{device}?said=said-portal-fault"));
        }
        let found = tickets(&app).await;
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].state, found[0].tried_manual, found[0].merchant_id), (TicketState::Open, true, own));
        let page = browser.see(&format!("{device}?said=said-portal-fault")).await;
        page.holds(&[
            "Fejlen er meldt.",
            "Fejl ved levering, meldt 26. marts 2026 kl. 12.00",
            "Hos support",
            "Skærmen er <b>mørk</b>.",
            // Approved on a Thursday, it leaves on the Friday (R080).
            "sendes den anden enhed senest 27. marts 2026",
            "mailto:faktura@fjordkasse.example",
        ]);
        assert!(!page.text().contains("<b>mørk"));
        browser.see(&path).await.holds(&["Fejl meldt 26. marts 2026 kl. 12.00:"]);
        let findings = verify::verify(&app.cx, &|_| {}).await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    });
}

#[test]
fn r052_a_device_moves_to_the_merchants_own_sites_only() {
    both(async |app| {
        let (own, other) = lessor(&app).await;
        let (west, east) = (site_of(&app, own, "Vest").await, site_of(&app, own, "Øst").await);
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        account(&app, "vest@butik.dk", own, Role::User, &[west]).await;
        let device = device_path(&app, "SV").await;
        let path = format!("{device}/move");
        let mut browser = app.browser("mette@butik.dk").await;
        let form = browser.see(&path).await;
        form.holds(&["Flytter du selv enheden, koster det ikke noget", "Øst: Østgade 1, 4000 Roskilde"]);
        form.lacks(&["Vest: Vestgade", "Nord"]);
        let strange = site_of(&app, other, "Nord").await.to_string();
        for (site, words) in [
            (strange.as_str(), "Det sted er ikke et af dine."),
            ("Algade 7, 4000 Roskilde", "Det sted er ikke et af dine."),
            (west.to_string().as_str(), "Der står enheden allerede."),
            ("", "Feltet mangler at blive udfyldt."),
        ] {
            let answer = browser.submit(&path, &[("site", site)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{site}");
            answer.holds(&[words]);
        }
        // Who sees one site cannot send a device out of their own sight.
        let mut user = app.browser("vest@butik.dk").await;
        user.see(&path).await.holds(&["Der er ikke et andet sted at vælge."]);
        let east = east.to_string();
        let answer = user.submit(&path, &[("site", &east)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);

        browser.see(&path).await;
        for answer in
            [browser.submit(&path, &[("site", &east)]).await, browser.submit_again(&path, &[("site", &east)]).await]
        {
            assert_eq!(answer.location(), format!("{device}?said=said-portal-moved"), "{}", answer.text());
        }
        browser.see(&device).await.holds(&["Østgade 1, 4000 Roskilde", "Flyttet til Øst"]);
        let raw = Database::connect(&app.url).await.unwrap();
        let links = entity::custody::Entity::find().all(&raw).await.unwrap();
        let moved = links.iter().filter(|link| link.step == CustodyStep::Relocated);
        assert_eq!(moved.count(), 1);
        let row =
            entity::device::Entity::find().all(&raw).await.unwrap().into_iter().find(|d| d.serial == "SV").unwrap();
        assert_eq!((row.state, row.connected), (DeviceState::Installed, true), "R053");
        assert_eq!(user.get(&device).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn an_agent_who_looks_as_the_merchant_reports_nothing() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        let device = device_path(&app, "SV").await;
        let mut browser = app.signed_in(Role::Support, None).await;
        browser.get("/account").await;
        browser.submit(&format!("/office/merchants/{own}/view-as"), &[]).await;
        browser.see(&device).await.lacks(&["/fault", "/incident", "/move"]);
        for (more, fields) in [
            ("fault", vec![("kind", "in_life"), ("description", "Mørk skærm")]),
            ("incident", vec![("kind", "loss"), ("day", "2026-01-01"), ("time", "10.00")]),
            ("move", vec![("site", "Øst")]),
        ] {
            let path = format!("{device}/{more}");
            for answer in [browser.get(&path).await, browser.submit(&path, &fields).await] {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
                answer.holds(&["Her kan intet ændres, så længe du ser som kunden."]);
            }
        }
        assert!(tickets(&app).await.is_empty());
    });
}

#[test]
fn every_step_point_kind_and_state_has_words() {
    fn keys<T: std::fmt::Display>(prefix: &'static str, all: &'static [T]) -> impl Iterator<Item = String> {
        all.iter().map(move |word| format!("portal-{prefix}-{word}"))
    }
    let texts = Texts::load().unwrap();
    let all = keys("custody", CustodyStep::ALL)
        .chain(keys("ex", Exclusion::ALL))
        .chain(keys("incident", IncidentKind::ALL))
        .chain(keys("fault-kind", FaultKind::ALL))
        .chain(keys("ticket", TicketState::ALL))
        .chain(keys("charge-state", ChargeState::ALL));
    for key in all {
        for language in Language::ALL {
            assert!(texts.try_say(*language, &key, &[]).is_some(), "{language} {key}");
        }
    }
}
