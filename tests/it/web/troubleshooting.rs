//! What is tried before a device is exchanged, and the hours of support.

use axum::http::StatusCode;
use chrono::NaiveTime;
use entity::types::{Country, Role};
use tillhold::clock::local;

use super::office::sound;
use crate::support::browser::Browser;
use crate::support::{TestApp, both};

/// The address of a device's page, and of the report of a fault of it.
async fn reported(support: &mut Browser, serial: &str) -> (String, String) {
    let at = support.get(&format!("/office/scan?serial={serial}")).await.location().to_owned();
    let form = format!("{at}/fault");
    let page = support.see(&form).await;
    let answer = support.send(&page, &form, &[("kind", "in_life"), ("description", "Skærmen er sort")]).await;
    (at, answer.location().split('?').next().unwrap().to_owned())
}

/// Notes steps that were tried.
async fn tried(support: &mut Browser, ticket: &str, steps: &[&str]) -> StatusCode {
    let page = support.see(ticket).await;
    let typed: Vec<(&str, &str)> = steps.iter().map(|step| ("step", *step)).collect();
    support.send(&page, &format!("{ticket}/checks"), &typed).await.status
}

async fn begun(app: &TestApp) -> Browser {
    app.take(&[("A", "2026-01-01", "2026-03-31", "249.00"), ("B", "2026-01-01", "2026-03-31", "249.00")]).await;
    app.advance_to("2026-03-26");
    app.signed_in(Role::Support, None).await
}

#[test]
fn r079_an_exchange_without_all_of_the_troubleshooting_needs_a_reason_that_is_kept() {
    both(async |app| {
        let mut support = begun(&app).await;
        let (at, ticket) = reported(&mut support, "SA").await;
        support.see(&ticket).await.holds(&["Et andet net er prøvet", "En prøvebetaling er forsøgt"]);
        assert_eq!(tried(&mut support, &ticket, &["restart", "network"]).await, StatusCode::SEE_OTHER);
        let page = support.see(&ticket).await;
        page.holds(&["Enheden er genstartet <span class=\"soft\">", "26. marts 2026 kl. 12.00"]);
        page.lacks(&["value=\"restart\""]);
        // What is noted is noted once; what is no step is none.
        assert_eq!(tried(&mut support, &ticket, &["restart"]).await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(tried(&mut support, &ticket, &["kick"]).await, StatusCode::UNPROCESSABLE_ENTITY);
        let form = format!("{at}/swap");
        let page = support.see(&form).await;
        page.holds(&["Ikke prøvet endnu:", "Et andet net er prøvet"]);
        page.lacks(&["Enheden er genstartet"]);
        let refused = support.send(&page, &form, &[("reason", " ")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.holds(&["id=\"reason-error\">Feltet mangler at blive udfyldt."]);
        let done = support.send(&page, &form, &[("reason", "Kunden har kun det ene net")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let swap = done.location().to_owned();
        support.see(&swap).await.holds(&["Godkendt uden hele fejlsøgningen", "Kunden har kun det ene net"]);
        sound(&app).await;
    });
}

#[test]
fn r079_once_all_is_tried_nothing_is_asked() {
    both(async |app| {
        let mut support = begun(&app).await;
        let (at, ticket) = reported(&mut support, "SB").await;
        let text = support.see(&ticket).await.text();
        let steps: Vec<String> = text
            .split("name=\"step\" value=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        assert!(steps.len() > 5, "{steps:?}");
        let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
        assert_eq!(tried(&mut support, &ticket, &steps).await, StatusCode::SEE_OTHER);
        support.see(&ticket).await.lacks(&["name=\"step\"", "/checks\" novalidate"]);
        let form = format!("{at}/swap");
        let page = support.see(&form).await;
        page.lacks(&["Ikke prøvet endnu", "name=\"reason\""]);
        let done = support.send(&page, &form, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let swap = done.location().to_owned();
        support.see(&swap).await.lacks(&["Godkendt uden hele fejlsøgningen"]);
        sound(&app).await;
    });
}

#[test]
fn r077_a_report_outside_the_hours_of_support_says_when_it_opens() {
    both(async |app| {
        let mut support = begun(&app).await;
        let (_, ticket) = reported(&mut support, "SA").await;
        let page = support.see(&ticket).await;
        page.holds(&["Meldt i supportens åbningstid."]);
        page.lacks(&["EX10"]);
        // Friday 27 March at half past four: support opens on Monday.
        let closing = NaiveTime::from_hms_opt(16, 30, 0).unwrap();
        app.cx.clock.move_to(local(Country::Dk, "2026-03-27".parse().unwrap(), closing));
        let mut support = app.signed_in(Role::Support, None).await;
        let (_, ticket) = reported(&mut support, "SB").await;
        support.see(&ticket).await.holds(&[
            "Meldt uden for supportens åbningstid. Support åbner 30. marts 2026 kl. 8.30.",
            "ikke dækket af aftalen (EX10)",
        ]);
    });
}
