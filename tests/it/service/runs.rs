//! Billing runs: exactly what was previewed, once, without a gap.

use entity::types::{ChargeCode, DocumentKind, Quarter, RunState, SubjectId};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use tillhold::domain::invoice::PaymentReference;
use tillhold::service::runs::{self, quiet};
use tillhold::service::setup;
use tillhold::service::verify::verify;
use tillhold::store::StoreError;
use tillhold::store::agreement::{agreement_row, agreement_with_rows, billed_through_set};
use tillhold::store::invoice::{Documents, document_list};
use tillhold::store::run::{run_aside_list, run_last};
use tillhold::store::series::series_list;
use tillhold::text::english;

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
        assert!(early.contains("1 April 2026"), "{early}");
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
        let row = agreement_row(&app.cx.db, company.id, "B").await.unwrap().unwrap();
        let models = tillhold::store::company::model_list(&app.cx.db, company.id).await.unwrap();
        let dkk = |minor| entity::types::Money::new(minor, entity::types::Currency::Dkk);
        let line = tillhold::service::orders::OrderLine {
            serial: "NEW".into(),
            model: models[0].key.clone(),
            site: None,
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
        assert!(english(&aside[0].why()).contains("preview the quarter again"), "{}", aside[0].reason);
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

/// Bills the rent of an agreement behind the run's back, so that the run cannot issue it.
async fn spoil(app: &TestApp, reference: &str) {
    let company = app.company().await;
    let row = agreement_row(&app.cx.db, company.id, reference).await.unwrap().unwrap();
    let line = agreement_with_rows(&app.cx.db, row.id).await.unwrap().1.lines.remove(0);
    let tx = app.cx.db.begin().await.unwrap();
    let through = "2026-03-31".parse().unwrap();
    billed_through_set(&tx, SubjectId(line.id.0), ChargeCode::Rent, line.billed_through, through).await.unwrap();
    tx.commit().await.unwrap();
}

async fn approved(app: &TestApp) {
    let (company, quarter): (_, Quarter) = (app.company().await, "2026Q1".parse().unwrap());
    runs::preview(&app.cx, &company, quarter, "test", &quiet).await.unwrap();
    runs::approve(&app.cx, &company, quarter, "test").await.unwrap();
}

#[test]
fn a03_missed_quarters_are_issued_one_by_one_too_also_at_the_end_of_a_run() {
    both(async |app| {
        app.take(&[
            ("A", "2026-01-01", NEVER, "100.00"),
            ("B", "2025-08-15", NEVER, "100.00"),
            ("C", "2025-08-15", NEVER, "100.00"),
        ])
        .await;
        approved(&app).await;
        spoil(&app, "A").await;
        let (company, quarter): (_, Quarter) = (app.company().await, "2026Q1".parse().unwrap());
        let report = runs::issue(&app.cx, &company, quarter, "test", &quiet).await.unwrap();
        assert_eq!((report.issued, report.set_aside), (6, 1));
        let agreements: Vec<String> = numbers(&app).await.into_iter().map(|n| n.1).collect();
        assert_eq!(agreements, ["B", "B", "B", "C", "C", "C"]);
        let run = run_last(&app.cx.db, company.id, "2026Q1").await.unwrap().unwrap();
        assert_eq!((run.state, run.position, run.documents), (RunState::Issued, 7, 7));
    });
}

#[test]
fn an_approved_run_can_be_replaced_and_verify_agrees() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", NEVER, "100.00"), ("B", "2026-01-01", NEVER, "100.00")]).await;
        approved(&app).await;
        approved(&app).await;
        assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), vec![]);
        let (company, quarter): (_, Quarter) = (app.company().await, "2026Q1".parse().unwrap());
        runs::issue(&app.cx, &company, quarter, "test", &quiet).await.unwrap();
        assert_eq!(numbers(&app).await.len(), 2);
        assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), vec![]);
    });
}

async fn direct(app: &TestApp) -> DatabaseConnection {
    let mut options = ConnectOptions::new(&app.url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.unwrap()
}

async fn run(db: &DatabaseConnection, sql: &str) -> Result<(), StoreError> {
    db.execute_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(())
}

#[test]
fn what_is_wrong_with_the_database_is_not_blamed_on_an_agreement() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", NEVER, "100.00"), ("B", "2025-08-15", NEVER, "100.00")]).await;
        approved(&app).await;
        let db = direct(&app).await;
        let failing: &[&str] = if app.is_postgres() {
            &[
                "CREATE FUNCTION fails() RETURNS trigger AS $$ BEGIN \
                 RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END $$ LANGUAGE plpgsql",
                "CREATE TRIGGER fails BEFORE INSERT ON receivable FOR EACH ROW EXECUTE FUNCTION fails()",
            ]
        } else {
            &["CREATE TRIGGER fails BEFORE INSERT ON receivable BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END"]
        };
        for sql in failing {
            run(&db, sql).await.unwrap();
        }
        let (company, quarter): (_, Quarter) = (app.company().await, "2026Q1".parse().unwrap());
        let error = runs::issue(&app.cx, &company, quarter, "test", &quiet).await.unwrap_err().to_string();
        assert!(error.contains("deadlock") || error.contains("disk I/O"), "{error}");
        let now = run_last(&app.cx.db, company.id, "2026Q1").await.unwrap().unwrap();
        assert_eq!((now.state, now.position), (RunState::Approved, 0), "nothing is half written");
        run(&db, if app.is_postgres() { "DROP TRIGGER fails ON receivable" } else { "DROP TRIGGER fails" })
            .await
            .unwrap();
        db.close().await.unwrap();
        let report = runs::issue(&app.cx, &company, quarter, "test", &quiet).await.unwrap();
        assert_eq!((report.issued, report.set_aside), (4, 0), "the run goes on as if nothing had been");
    });
}

#[test]
fn errors_about_rows_are_told_from_others() {
    both(async |app| {
        let db = direct(&app).await;
        run(&db, "CREATE TABLE thing (n INTEGER NOT NULL UNIQUE CHECK (n > 0))").await.unwrap();
        run(&db, "INSERT INTO thing (n) VALUES (1)").await.unwrap();
        for (sql, about) in [
            ("INSERT INTO thing (n) VALUES (0)", true),
            ("INSERT INTO thing (n) VALUES (1)", true),
            ("INSERT INTO nothing (n) VALUES (1)", false),
        ] {
            let error = run(&db, sql).await.unwrap_err();
            assert_eq!(error.is_about_rows(), about, "{error}");
        }
        if app.is_postgres() {
            let other = direct(&app).await;
            run(&db, "BEGIN").await.unwrap();
            run(&db, "LOCK TABLE thing").await.unwrap();
            run(&other, "SET lock_timeout = 50").await.unwrap();
            let error = run(&other, "UPDATE thing SET n = 2").await.unwrap_err();
            assert!(!error.is_about_rows() && error.to_string().contains("lock"), "{error}");
            other.close().await.unwrap();
        }
        db.close().await.unwrap();
    });
}

#[test]
fn a_payment_line_stays_as_it_was_issued() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", NEVER, "100.00")]).await;
        app.bill("2026Q1").await;
        let creditor = async || {
            let (company, from) = (app.company().await, "2026-01-01".parse().unwrap());
            let which = Documents::Issued { company: company.id, from, to: from, after: (String::new(), 0), limit: 9 };
            let found = document_list(&app.cx.db, &which).await.unwrap().remove(0);
            match found.document.payment {
                Some(PaymentReference::Fik { creditor, .. }) => creditor,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(creditor().await, "89990041");
        let company = app.company().await;
        let next: Quarter = "2026Q2".parse().unwrap();
        runs::preview(&app.cx, &company, next, "test", &quiet).await.unwrap();
        runs::approve(&app.cx, &company, next, "test").await.unwrap();
        let body = include_str!("../../../examples/setup.toml").replace("\"89990041\"", "\"81234567\"");
        setup::import(&app.cx, "setup.toml", &body).await.unwrap();
        assert_eq!(creditor().await, "89990041", "it was issued with this one");
        app.advance_to("2026-04-01");
        let changed = runs::issue(&app.cx, &app.company().await, next, "test", &quiet).await.unwrap_err().to_string();
        assert!(changed.contains("details changed since the preview"), "{changed}");
        assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), vec![]);
    });
}

#[test]
fn r016_a_quarter_is_billed_one_ahead_at_most() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", NEVER, "100.00")]).await;
        let company = app.company().await;
        let quarter = |text: &str| text.parse::<Quarter>().unwrap();
        // A slip of the keyboard: 2062 for 2026.
        for far in ["2026Q3", "2062Q1"] {
            let refused = runs::preview(&app.cx, &company, quarter(far), "test", &quiet).await.unwrap_err().to_string();
            assert!(refused.contains("lies too far ahead; 2026Q2 is the last"), "{refused}");
            let later = runs::preview_later(&app.cx, &company, quarter(far), "test").await.unwrap_err().to_string();
            assert_eq!(later, refused);
        }
        runs::preview(&app.cx, &company, quarter("2026Q2"), "test", &quiet).await.unwrap();
    });
}
