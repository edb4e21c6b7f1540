//! Loss, theft, damage and tampering, as the merchant reports them.

use axum::http::StatusCode;
use entity::types::{ChargeCode, IncidentKind, Role};
use sea_orm::{Database, EntityTrait};
use tillhold::service::verify;
use tillhold::store::charge::charge_one_off;

use super::{account, device_path, lessor, site_of};
use crate::support::{TestApp, both};

async fn incidents(app: &TestApp) -> Vec<entity::incident::Model> {
    entity::incident::Entity::find().all(&Database::connect(&app.url).await.unwrap()).await.unwrap()
}

const fn said<'a>(kind: &'a str, day: &'a str, time: &'a str) -> [(&'static str, &'a str); 7] {
    [
        ("kind", kind),
        ("day", day),
        ("time", time),
        ("what", "Stod på disken"),
        ("done", "Låst kassen"),
        ("planned", "Ser på videoen"),
        ("contacts", "Mette, 40 41 42 43"),
    ]
}

#[test]
fn r011_a_loss_says_its_price_first_and_is_charged_once() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        app.advance_to("2026-03-26");
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let device = device_path(&app, "SV").await;
        let path = format!("{device}/incident");
        let mut browser = app.browser("mette@butik.dk").await;
        let form = browser.see(&path).await;
        // The list's new price of 12,995.00 without shipping, and a quarter of it: 16,243.75.
        form.holds(&[
            "16.243,75 kr. med moms opkræves, når du melder det",
            "12.995,00 kr. uden moms",
            "Lejen løber videre",
        ]);
        form.holds(&["senest 24 timer efter", "vi afviser det ikke", "value=\"2026-03-26\""]);
        form.lacks(&["checked"]);
        for (fields, words) in [
            (said("", "2026-03-26", "10.00"), "Feltet mangler at blive udfyldt."),
            (said("fire", "2026-03-26", "10.00"), "Vælg en af mulighederne."),
            (said("loss", "2026-02-30", "10.00"), "Det er ikke en dato."),
            (said("loss", "2026-03-26", "middag"), "Det er ikke et klokkeslæt. Skriv fx 14.30."),
            (said("loss", "2026-03-26", ""), "Feltet mangler at blive udfyldt."),
            // It is noon.
            (said("loss", "2026-03-26", "12.01"), "kan ikke være opdaget senere end nu."),
        ] {
            let answer = browser.submit(&path, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            answer.holds(&[words]);
        }
        assert!(incidents(&app).await.is_empty());
        let fields = said("loss", "25.3.2026", "12.00");
        for answer in [browser.submit(&path, &fields).await, browser.submit_again(&path, &fields).await] {
            let made = incidents(&app).await[0].id;
            let read_again = format!("/portal/incidents/{made}?said=said-portal-incident");
            assert_eq!(answer.location(), read_again, "{}", answer.text());
        }
        let charges = charge_one_off(&app.cx.db, app.company().await.id).await.unwrap();
        assert_eq!(charges.len(), 1);
        assert_eq!((charges[0].code, charges[0].net), (ChargeCode::Loss, 1_299_500));
        let page = browser.see(&device).await;
        page.holds(&[
            "Tabt eller væk",
            "Meldt i tide",
            "Opdaget 25. marts 2026 kl. 12.00, meldt 26. marts 2026 kl. 12.00.",
        ]);
        page.holds(&["12.995,00 kr. uden moms: ", "Meldt bortkommet"]);
        page.lacks(&["/fault\"", "/incident\"", "/move\""]);
        // It is gone already.
        browser.see(&path).await.holds(&["allerede er meldt bortkommet"]);
        let answer = browser.submit(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(incidents(&app).await.len(), 1);
        let findings = verify::verify(&app.cx, &|_| {}).await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    });
}

#[test]
fn r217_a_report_tells_what_happened_what_is_done_and_whom_to_reach_and_is_read_again() {
    both(async |app| {
        let (own, other) = lessor(&app).await;
        app.advance_to("2026-03-26");
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        account(&app, "bo@butik.dk", other, Role::Owner, &[]).await;
        let vest = site_of(&app, own, "Vest").await;
        account(&app, "vest@butik.dk", own, Role::User, &[vest]).await;
        let mut browser = app.browser("mette@butik.dk").await;
        browser.see("/portal/incidents").await.holds(&["Ingen hændelser. Melder du et tab"]);
        let device = device_path(&app, "SO").await;
        let path = format!("{device}/incident");
        browser.see(&path).await;
        for left_out in ["what", "done", "planned", "contacts"] {
            let mut fields = said("damage", "2026-03-26", "10.00");
            fields.iter_mut().filter(|f| f.0 == left_out).for_each(|f| f.1 = " ");
            let answer = browser.submit(&path, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{left_out}");
            answer.holds(&[&format!("id=\"{left_out}-error\">Feltet mangler at blive udfyldt.")]);
            // What was typed into the others is there.
            let others = fields.iter().skip(3).filter(|f| f.0 != left_out).map(|f| format!("{}</textarea>", f.1));
            answer.holds(&others.collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>());
        }
        assert!(incidents(&app).await.is_empty());
        let answer = browser.submit(&path, &said("damage", "2026-03-26", "10.00")).await;
        let page = answer.location().split('?').next().unwrap().to_owned();
        let words =
            ["Stod på disken", "Låst kassen", "Ser på videoen", "Mette, 40 41 42 43", "Der er ikke opkrævet noget."];
        browser.see(&page).await.holds(&words);
        browser.see(&page).await.holds(&["Meldt i tide", "Øst", "Sagen er hos os."]);
        browser.see("/portal/incidents").await.holds(&["Skadet", "SN SO", &page]);
        // Nobody else's, and not of a site that is not one's own.
        for email in ["bo@butik.dk", "vest@butik.dk"] {
            let mut stranger = app.browser(email).await;
            for hidden in [page.clone(), format!("{page}/files")] {
                assert_eq!(stranger.get(&hidden).await.status, StatusCode::NOT_FOUND, "{email} {hidden}");
            }
            stranger.see("/portal/incidents").await.lacks(&["SN SO"]);
        }
        let findings = verify::verify(&app.cx, &|_| {}).await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    });
}

#[test]
fn r216_a_late_report_is_flagged_and_never_refused() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        app.advance_to("2026-03-26");
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let mut browser = app.browser("mette@butik.dk").await;
        // It is noon: 24 hours ago is in time, a minute more is late.
        for (serial, kind, time, late) in [("SV", "damage", "12:00", false), ("SO", "tamper", "11:59", true)] {
            let device = device_path(&app, serial).await;
            browser.see(&format!("{device}/incident")).await;
            let answer = browser.submit(&format!("{device}/incident"), &said(kind, "2026-03-25", time)).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
            let page = browser.see(&device).await;
            page.holds(&[if late { "Meldt for sent" } else { "Meldt i tide" }]);
            page.lacks(&["uden moms: "]);
        }
        let found = incidents(&app).await;
        assert!(found.iter().all(|i| i.late == (i.kind == IncidentKind::Tamper)), "{found:?}");
        assert!(charge_one_off(&app.cx.db, app.company().await.id).await.unwrap().is_empty());
        // Suspected of tampering, it is out of use (R215).
        let device = device_path(&app, "SO").await;
        browser.see(&device).await.holds(&["Mistanke om indgreb meldt: enheden blev afbrudt"]);
    });
}
