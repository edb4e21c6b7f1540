//! The database itself refuses to change what is issued, booked or recorded.

use sea_orm::{ConnectionTrait, Database};

use crate::support::both;

#[test]
fn issued_rows_cannot_be_changed_or_removed() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "", "100.00")]).await;
        app.bill("2026Q1").await;
        let raw = Database::connect(app.url.clone()).await.unwrap();
        let mut statements = vec![
            "UPDATE invoice SET gross = gross + 1, net = net + 1".to_owned(),
            "UPDATE receivable SET gross = 1".to_owned(),
            "UPDATE charge SET net = 1".to_owned(),
            "UPDATE number_series SET first = 1".to_owned(),
            "DELETE FROM charge".to_owned(),
            "DELETE FROM event_head".to_owned(),
        ];
        for table in
            ["invoice", "invoice_line", "invoice_vat", "journal_entry", "posting", "event", "party", "run_item"]
        {
            statements.push(format!("DELETE FROM {table}"));
            if app.is_postgres() {
                statements.push(format!("TRUNCATE {table} CASCADE"));
            } else {
                statements.push(format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}"));
            }
        }
        if !app.is_postgres() {
            raw.execute_unprepared("PRAGMA recursive_triggers = ON").await.unwrap();
        }
        for sql in statements {
            let error = raw.execute_unprepared(&sql).await.expect_err(&sql).to_string();
            assert!(error.contains("are kept as they are"), "{sql}: {error}");
        }
    });
}
