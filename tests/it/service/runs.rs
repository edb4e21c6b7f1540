//! Billing runs: exactly what was previewed, once, without a gap.

use entity::types::{DocumentKind, Quarter, RunState};
use tillhold::service::runs::{self, quiet};
use tillhold::store::invoice::{Documents, document_list};
use tillhold::store::run::{run_aside_list, run_last};
use tillhold::store::series::series_list;

use crate::support::{TestApp, both};

const NEVER: &str = "";

async fn numbers(app: &TestApp) -> Vec<(String, String, String)> {
    let company = app.company().await;
    let (from, to) = ("2020-01-01".parse().unwrap(), "2030-01-01".parse().unwrap());
    let which = Documents::Issued { company: company.id, from, to, after: (String::new(), 0), limit: 10_000 };
    let found = document_list(&app.cx.db, &which).await.unwrap();
    found.into_iter().map(|f| (f.document.number, f.document.agreement, f.document.net.to_string())).collect()
}

fn triple(a: &str, b: &str, c: &str) -> (String, String, String) {
    (a.into(), b.into(), c.into())
}

#[test]
fn r016_numbers_follow_the_references_bytewise() {
    both(async |app| {
        app.take(&[
            ("b-2", "2025-12-01", "2025-12-31", "100.00"),
            ("B-10", "2025-12-01", "2025-12-31", "200.00"),
            ("B-9", "2025-12-01", "2025-12-31", "300.00"),
        ])
        .await;
        let report = app.bill("2026Q1").await;
        assert_eq!((report.issued, report.set_aside), (3, 0));
        let first = series_list(&app.cx.db, app.company().await.id).await.unwrap();
        let first = first.iter().find(|s| s.kind == DocumentKind::Invoice).unwrap().first;
        let number = |n: i64| (first + n).to_string();
        // Bytewise: B-10 before B-9 before b-2. Rent and licence: 3 x (200 + 99), 3 x (300 + 99), 3 x (100 + 99).
        assert_eq!(
            numbers(&app).await,
            [
                triple(&number(0), "B-10", "897.00"),
                triple(&number(1), "B-9", "1197.00"),
                triple(&number(2), "b-2", "597.00"),
            ]
        );
    });
}

#[test]
fn a03_missed_quarters_are_caught_up_oldest_first_on_the_day_of_the_run() {
    both(async |app| {
        app.take(&[("A", "2025-08-15", NEVER, "100.00")]).await;
        assert_eq!(app.bill("2026Q1").await.issued, 3);
        let nets: Vec<String> = numbers(&app).await.into_iter().map(|n| n.2).collect();
        // 15 August to 30 September: 47 of 92 days. 300 x 47/92 = 153.26; 297 x 47/92 = 151.73.
        assert_eq!(nets, ["304.99", "597.00", "597.00"]);
    });
}

#[test]
fn a_quarter_is_issued_once() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", NEVER, "100.00")]).await;
        app.bill("2026Q1").await;
        let (company, quarter): (_, Quarter) = (app.company().await, "2026Q1".parse().unwrap());
        for refused in [
            runs::issue(&app.cx, &company, quarter, "test", &quiet).await.unwrap_err().to_string(),
            runs::preview(&app.cx, &company, quarter, "test", &quiet).await.unwrap_err().to_string(),
            runs::approve(&app.cx, &company, quarter, "test").await.unwrap_err().to_string(),
        ] {
            assert!(refused.contains("issued already"), "{refused}");
        }
        // What joins later in the quarter is billed by a further run of it.
        app.advance_to("2026-02-10");
        app.take(&[("B", "2026-02-10", NEVER, "100.00")]).await;
        assert_eq!(app.bill("2026Q1").await.issued, 1);
        assert_eq!(numbers(&app).await.len(), 2);
    });
}

#[test]
fn issue_waits_for_approval_and_for_the_quarter() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", NEVER, "100.00")]).await;
        let (company, quarter): (_, Quarter) = (app.company().await, "2026Q2".parse().unwrap());
        let none = runs::issue(&app.cx, &company, quarter, "test", &quiet).await.unwrap_err().to_string();
        assert!(none.contains("no run of 2026Q2"), "{none}");
        runs::preview(&app.cx, &company, quarter, "test", &quiet).await.unwrap();
        let early = runs::issue(&app.cx, &company, quarter, "test", &quiet).await.unwrap_err().to_string();
        assert!(early.contains("not approved"), "{early}");
        runs::approve(&app.cx, &company, quarter, "test").await.unwrap();
        let early = runs::issue(&app.cx, &company, quarter, "test", &quiet).await.unwrap_err().to_string();
        assert!(early.contains("2026-04-01"), "{early}");
        app.advance_to("2026-04-01");
        assert_eq!(runs::issue(&app.cx, &company, quarter, "test", &quiet).await.unwrap().issued, 2);
    });
}

#[test]
fn what_changed_since_the_preview_is_set_aside_and_the_others_go_on() {
    both(async |app| {
        app.take(&[
            ("A", "2026-01-01", NEVER, "100.00"),
            ("B", "2026-01-01", NEVER, "100.00"),
            ("C", "2026-01-01", NEVER, "100.00"),
        ])
        .await;
        let (company, quarter): (_, Quarter) = (app.company().await, "2026Q1".parse().unwrap());
        runs::preview(&app.cx, &company, quarter, "test", &quiet).await.unwrap();
        runs::approve(&app.cx, &company, quarter, "test").await.unwrap();
        // A device joins B after the preview.
        let row = tillhold::store::agreement::agreement_row(&app.cx.db, company.id, "B").await.unwrap().unwrap();
        let models = tillhold::store::company::model_list(&app.cx.db, company.id).await.unwrap();
        let dkk = |minor| entity::types::Money::new(minor, entity::types::Currency::Dkk);
        let line = tillhold::service::orders::OrderLine {
            serial: "NEW".into(),
            model: models[0].key.clone(),
            rent: dkk(10_000),
            licence: dkk(9_900),
        };
        let day = "2026-01-01".parse().unwrap();
        tillhold::service::orders::line_add(&app.cx, &company, row.id, line, day, "test").await.unwrap();
        let report = runs::issue(&app.cx, &company, quarter, "test", &quiet).await.unwrap();
        assert_eq!((report.issued, report.set_aside), (2, 1));
        let run = run_last(&app.cx.db, company.id, "2026Q1").await.unwrap().unwrap();
        assert_eq!(run.state, RunState::Issued);
        let aside = run_aside_list(&app.cx.db, run.id).await.unwrap();
        assert_eq!((aside[0].reference.as_str(), aside[0].stage.as_str()), ("B", "issue"));
        assert!(aside[0].reason.contains("preview the quarter again"), "{}", aside[0].reason);
        // The new line's own stub, A, C; and B by a further run.
        assert_eq!(app.bill("2026Q1").await.issued, 1);
        let agreements: Vec<String> = numbers(&app).await.into_iter().map(|n| n.1).collect();
        assert_eq!(agreements, ["B", "A", "C", "B"]);
    });
}

#[test]
fn two_at_once_charge_each_line_once() {
    both(async |app| {
        let references: Vec<String> = (0..1300).map(|n| format!("R{n:05}")).collect();
        let wanted: Vec<_> = references.iter().map(|r| (r.as_str(), "2026-01-01", NEVER, "100.00")).collect();
        app.take(&wanted).await;
        let (company, quarter): (_, Quarter) = (app.company().await, "2026Q1".parse().unwrap());
        runs::preview(&app.cx, &company, quarter, "test", &quiet).await.unwrap();
        runs::approve(&app.cx, &company, quarter, "test").await.unwrap();
        let other = app.again().await;
        let (a, b) = tokio::join!(
            runs::issue(&app.cx, &company, quarter, "one", &quiet),
            runs::issue(&other, &company, quarter, "two", &quiet),
        );
        let issued: i64 = [a, b].into_iter().flatten().map(|r| r.issued).sum();
        assert_eq!(issued, 1300);
        let found = numbers(&app).await;
        assert_eq!(found.len(), 1300);
        let sequence: Vec<i64> = found.iter().map(|n| n.0.parse().unwrap()).collect();
        assert!(sequence.windows(2).all(|w| w[1] == w[0] + 1), "no gap");
    });
}
