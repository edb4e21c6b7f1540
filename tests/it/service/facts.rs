//! What billing reads of agreements: of one moment, and nothing that has ended before it began.

use entity::types::Quarter;
use sea_orm::{ConnectionTrait, Database, Statement};
use tillhold::service::runs::{self, quiet};
use tillhold::store::agreement::{Which, agreement_due_count, agreement_facts};

use crate::support::both;

#[test]
fn an_agreement_is_read_with_its_lines_while_others_are_taken_over() {
    both(async |app| {
        let references: Vec<String> = (0..400).map(|n| format!("M{n:04}")).collect();
        let wanted: Vec<_> = references.iter().map(|r| (r.as_str(), "2026-01-01", "", "100.00")).collect();
        app.take(&wanted).await;
        let company = app.company().await;
        let through = "2026-03-31".parse().unwrap();
        let done = std::sync::atomic::AtomicBool::new(false);
        let join = async {
            // Each comes before all that are there, so that every page shifts by one.
            for n in (0..60).rev() {
                app.take(&[(&format!("A{n:04}"), "2026-01-01", "", "100.00")]).await;
            }
            done.store(true, std::sync::atomic::Ordering::Relaxed);
        };
        let read = async {
            let which = Which::Due { company: company.id, through, after: String::new(), limit: 300 };
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                for facts in agreement_facts(&app.cx.db, &which).await.unwrap() {
                    let codes = facts.recurring.len();
                    assert_eq!(codes, 2, "rent and licence of {}", facts.agreement.reference);
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::join!(join, read);
    });
}

#[test]
fn what_ends_before_it_begins_is_never_due() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "", "100.00")]).await;
        let company = app.company().await;
        let db = Database::connect(&app.url).await.unwrap();
        for table in ["agreement_line", "gateway_licence"] {
            let sql = format!("UPDATE {table} SET ends = '2025-09-30'");
            db.execute_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        }
        db.close().await.unwrap();
        let quarter: Quarter = "2026Q1".parse().unwrap();
        assert_eq!(agreement_due_count(&app.cx.db, company.id, quarter.last_day()).await.unwrap(), 0);
        let report = runs::preview(&app.cx, &company, quarter, "test", &quiet).await.unwrap();
        assert_eq!((report.run.documents, report.set_aside), (0, 0));
    });
}
