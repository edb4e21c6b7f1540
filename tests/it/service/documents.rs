//! Files of documents: made once, valid, exact to the øre, the same on both databases.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Arc;

use entity::types::{Country, FileKind, Quarter};
use tillhold::demo;
use tillhold::documents::pdf::PdfWriter;
use tillhold::documents::ubl::{oioubl_xml, peppol_xml};
use tillhold::domain::credit::Wanted;
use tillhold::domain::invoice::Document;
use tillhold::jobs::Worker;
use tillhold::service::imports::{ImportOptions, agreements};
use tillhold::service::invoices::{CreditOrder, credit};
use tillhold::service::runs::{self, quiet};
use tillhold::service::verify::verify;
use tillhold::store::company::company_list;
use tillhold::store::invoice::{Documents, document_list};
use tillhold::store::stored::stored_page;

mod figures;

use crate::support::{TestApp, both, oracles};

/// Everything of the sample, billed for a quarter, with credit notes of every kind.
async fn sample(app: &TestApp) {
    let csv = include_bytes!("../../../examples/agreements.csv");
    let options = ImportOptions { dry_run: false, actor: "test".into() };
    agreements(&app.cx, csv, options).await.unwrap();
    let quarter: Quarter = "2026Q1".parse().unwrap();
    for company in company_list(&app.cx.db).await.unwrap() {
        runs::quarter_at_once(&app.cx, &company, quarter, "test").await.unwrap();
        let day = quarter.first_day();
        let which = Documents::Issued { company: company.id, from: day, to: day, after: (String::new(), 0), limit: 5 };
        let found = document_list(&app.cx.db, &which).await.unwrap();
        let money = |minor| entity::types::Money::new(minor, company.currency);
        let wanted = [
            (0, Wanted::All),
            (1, Wanted::Lines(vec![1])),
            (2, Wanted::Net(money(1_001))),
            (2, Wanted::Net(money(777))),
        ];
        for (nth, wanted) in wanted {
            let order = CreditOrder {
                invoice: found[nth].id,
                wanted,
                reason: "Rettelse & <aftale>".into(),
                day,
                actor: "test".into(),
            };
            credit(&app.cx, &company, &order).await.unwrap();
        }
    }
}

async fn files(app: &TestApp) -> BTreeMap<String, (FileKind, Vec<u8>)> {
    let mut all = BTreeMap::new();
    for company in company_list(&app.cx.db).await.unwrap() {
        for file in stored_page(&app.cx.db, company.id, "", 10_000).await.unwrap() {
            all.insert(file.path.clone(), (file.kind, app.cx.files.get(&file.path).await.unwrap()));
        }
    }
    all
}

#[test]
fn the_sample_makes_the_same_valid_files_on_both_databases() {
    let kept = std::sync::Mutex::new(None::<BTreeMap<String, (FileKind, Vec<u8>)>>);
    both(async |app| {
        sample(&app).await;
        app.work().await;
        assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), vec![]);
        let files = files(&app).await;
        assert!(files.len() > 100);
        for kind in [FileKind::Pdf, FileKind::Peppol, FileKind::Oioubl] {
            assert!(files.values().any(|f| f.0 == kind), "{kind}");
        }
        let before = kept.lock().unwrap().take();
        if let Some(before) = before {
            assert_eq!(before.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
            for (path, file) in &files {
                assert!(before[path] == *file, "{path} differs between the databases");
            }
        } else {
            schemas(&app, &files);
            exact(&app).await;
        }
        *kept.lock().unwrap() = Some(files);
    });
}

/// Validates every XML against the UBL 2.1 schemas.
fn schemas(app: &TestApp, files: &BTreeMap<String, (FileKind, Vec<u8>)>) {
    let Some(oracles) = oracles::dir() else { return oracles::left_out("UBL schemas") };
    if Command::new("xmllint").arg("--version").output().is_err() {
        return oracles::left_out("UBL schemas: xmllint is not installed");
    }
    for (schema, word) in [("Invoice", "<Invoice"), ("CreditNote", "<CreditNote")] {
        let xsd = oracles.join(format!("ubl21-xsd/maindoc/UBL-{schema}-2.1.xsd"));
        let of: Vec<_> = files
            .iter()
            .filter(|(_, f)| f.0 != FileKind::Pdf && String::from_utf8_lossy(&f.1).contains(word))
            .map(|(path, _)| app.folder().join(path))
            .collect();
        assert!(of.len() > 10);
        let out = Command::new("xmllint").args(["--noout", "--schema"]).arg(xsd).args(&of).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }
}

/// Recomputes every line from the inputs that its explanation stores.
fn recomputed(d: &Document) {
    for line in &d.lines {
        assert_eq!(line.why.recomputed().unwrap(), Some(line.net), "{} line {}", d.number, line.number);
        assert_eq!(line.unit_price.minor() * line.quantity, line.net.minor());
    }
}

/// Recomputes every document from its own lines, and every line from the inputs that its explanation stores.
async fn exact(app: &TestApp) {
    for company in company_list(&app.cx.db).await.unwrap() {
        let (from, to) = ("2026-01-01".parse().unwrap(), "2026-03-31".parse().unwrap());
        let which = Documents::Issued { company: company.id, from, to, after: (String::new(), 0), limit: 10_000 };
        for found in document_list(&app.cx.db, &which).await.unwrap() {
            recomputed(&found.document);
            let d = &found.document;
            let net: i64 = d.lines.iter().map(|l| l.net.minor()).sum();
            assert_eq!(net, d.net.minor());
            assert_eq!(d.net.minor() + d.vat_total.minor(), d.gross.minor());
            if d.corrects.is_none() {
                for group in &d.vat {
                    let base: i64 = d.lines.iter().filter(|l| l.vat_rate == group.rate).map(|l| l.net.minor()).sum();
                    // Half away from zero, in whole hundredths of a percent.
                    let vat = (base * group.rate.0 + 5_000).div_euclid(10_000);
                    assert_eq!((base, vat), (group.base.minor(), group.vat.minor()), "{}", d.number);
                }
            }
        }
    }
}

/// Every XML of the whole demo, partial credits included, is valid and exact to the øre in its own figures.
#[test]
fn every_xml_of_the_demo_is_valid_and_adds_up() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let app = TestApp::sqlite().await;
        let today = "2026-01-01".parse().unwrap();
        app.cx.clock.move_to(demo::beginning(today));
        let company = demo::lessor(&app.cx, today, &quiet).await.unwrap();
        let (from, mut after) = ("2024-01-01".parse().unwrap(), (String::new(), 0));
        let (mut files, mut credits) = (BTreeMap::new(), 0);
        loop {
            let which = Documents::Issued { company: company.id, from, to: today, after, limit: 500 };
            let page = document_list(&app.cx.db, &which).await.unwrap();
            let Some(last) = page.last() else { break };
            after = (last.document.kind.to_string(), last.sequence);
            for found in &page {
                let d = &found.document;
                credits += i32::from(d.corrects.is_some());
                recomputed(d);
                let (oioubl, peppol) = (oioubl_xml(d, &app.cx.texts).unwrap(), peppol_xml(d, &app.cx.texts).unwrap());
                for (kind, xml) in [(FileKind::Oioubl, oioubl), (FileKind::Peppol, peppol)] {
                    figures::add_up(std::str::from_utf8(&xml).unwrap(), d);
                    let path = format!("{kind}/{}.xml", d.number);
                    let file = app.folder().join(&path);
                    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                    std::fs::write(file, &xml).unwrap();
                    files.insert(path, (kind, xml));
                }
            }
        }
        assert!(files.len() > 4_000 && credits > 20, "{} files, {credits} credit notes", files.len());
        schemas(&app, &files);
    });
}

#[test]
fn two_workers_make_each_document_once() {
    both(async |app| {
        let references: Vec<String> = (0..60).map(|n| format!("W{n:03}")).collect();
        let wanted: Vec<_> = references.iter().map(|r| (r.as_str(), "2026-01-01", "", "100.00")).collect();
        app.take(&wanted).await;
        app.bill("2026Q1").await;
        let pdf = Arc::new(PdfWriter::new().unwrap());
        let (one, two) = (Worker::new(app.cx.clone(), pdf.clone()), Worker::new(app.again().await, pdf));
        let (a, b) = tokio::join!(one.drain(&quiet), two.drain(&quiet));
        let (a, b) = (a.unwrap(), b.unwrap());
        assert_eq!((a.failed, b.failed), (0, 0));
        let company = app.company_of(Country::Dk).await;
        let stored = stored_page(&app.cx.db, company.id, "", 1000).await.unwrap();
        assert_eq!(stored.len(), 180, "PDF, Peppol and OIOUBL of each");
        assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), vec![]);
    });
}
