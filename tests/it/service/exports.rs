//! Exports: whole or not at all.

use entity::types::Quarter;
use tillhold::service::exports::invoices;
use tillhold::service::runs::quiet;

use crate::support::both;

#[test]
fn nothing_is_written_while_a_document_has_no_files() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "", "100.00")]).await;
        app.bill("2026Q1").await;
        app.work().await;
        app.take(&[("B", "2026-01-01", "", "100.00")]).await;
        app.bill("2026Q1").await;
        let (company, quarter): (_, Quarter) = (app.company().await, "2026Q1".parse().unwrap());
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("dk");
        let refused = invoices(&app.cx, &company, quarter, &out, &quiet).await.unwrap_err().to_string();
        assert!(refused.contains("tillhold work --once"), "{refused}");
        assert!(!out.exists(), "half an export looks like a whole one");
        app.work().await;
        let report = invoices(&app.cx, &company, quarter, &out, &quiet).await.unwrap();
        assert_eq!((report.documents, report.files), (2, 6), "PDF, Peppol and OIOUBL of each");
    });
}

#[test]
fn a_list_is_replaced_as_a_whole() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "", "100.00")]).await;
        app.bill("2026Q1").await;
        app.work().await;
        let (company, quarter): (_, Quarter) = (app.company().await, "2026Q1".parse().unwrap());
        let dir = tempfile::tempdir().unwrap();
        let (list, read) = (dir.path().join("documents.csv"), dir.path().join("somebody-reads-it"));
        std::fs::write(&list, "the list of yesterday").unwrap();
        std::fs::hard_link(&list, &read).unwrap();
        invoices(&app.cx, &company, quarter, dir.path(), &quiet).await.unwrap();
        assert_eq!(std::fs::read_to_string(&read).unwrap(), "the list of yesterday", "not written over");
        assert!(std::fs::read_to_string(&list).unwrap().contains("10001"));
        let left = std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        let mut left: Vec<String> = left.collect();
        left.sort();
        assert_eq!(left, ["documents.csv", "lines.csv", "pdf", "somebody-reads-it", "xml"]);
    });
}
