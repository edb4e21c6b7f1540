//! The report of ghosts and leaks: what costs most first, page by page, by kind, and as a file.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use entity::types::Role;
use sea_orm::{ConnectionTrait, Database};

use crate::support::both;

/// Serial numbers that a page links to.
fn serials(text: &str) -> Vec<String> {
    let found = text.split("/office/devices/").skip(1).filter_map(|rest| rest.split_once('>')?.1.split_once('<'));
    found.map(|(serial, _)| serial.to_owned()).collect()
}

#[test]
fn the_report_goes_on_page_by_page_and_names_each_device_once() {
    both(async |app| {
        let references: Vec<String> = (0..60).map(|n| format!("A{n:02}")).collect();
        // The last one costs more than the others.
        let rent = |n: usize| if n == 59 { "300.00" } else { "249.00" };
        let rows: Vec<_> = references
            .iter()
            .enumerate()
            .map(|(n, reference)| (reference.as_str(), "2026-01-01", "2026-03-31", rent(n)))
            .collect();
        app.take(&rows).await;
        app.advance_to("2026-03-01");
        let raw = Database::connect(app.url.clone()).await.unwrap();
        let asked = "INSERT INTO terminal (device_id, company_id, sequence, asked_at_us) SELECT id, company_id, 0, 1 FROM device";
        raw.execute_unprepared(asked).await.unwrap();
        let mut browser = app.signed_in(Role::Support, None).await;
        let first = browser.read("/office/leaks").await;
        let mut seen = serials(&first);
        assert_eq!((seen.len(), seen[0].as_str()), (50, "SA59"), "what costs most comes first");
        // 59 × 3 × 348.00 and 3 × 399.00.
        assert!(first.contains("62.793,00"), "{first}");
        let next = first.split("class=\"button\" href=\"/office/leaks?").nth(1).unwrap().split('"').next().unwrap();
        let next = next.replace("&#38;", "&").replace("&amp;", "&");
        let second = browser.read(&format!("/office/leaks?{next}")).await;
        seen.extend(serials(&second));
        assert_eq!((seen.len(), seen.iter().collect::<BTreeSet<_>>().len()), (60, 60));
        assert!(!second.contains("class=\"button\" href=\"/office/leaks?"), "it ends there");
        assert_eq!(serials(&browser.read("/office/leaks?kind=unseen").await).len(), 50);
        assert_eq!(serials(&browser.read("/office/leaks?kind=returned").await).len(), 0);
        let file = browser.read("/office/leaks.csv").await;
        assert_eq!(file.lines().count(), 61);
        assert!(file.contains(";1197,00;"), "{file}");
        assert_eq!(browser.get("/office/leaks?kind=nothing").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(browser.get("/office/leaks?after=x").await.status, StatusCode::BAD_REQUEST);
        let mut technician = app.signed_in(Role::Technician, None).await;
        assert_eq!(technician.get("/office/leaks").await.status, StatusCode::FORBIDDEN);
    });
}
