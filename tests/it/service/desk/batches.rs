//! Sealed exports: each entry once, the same bytes for ever, and everything that was changed is noticed.

use std::io::{Cursor, Read};
use std::sync::Mutex;

use entity::types::{BatchId, Period};
use tillhold::domain::access::Scope;
use tillhold::service::exports::{BatchOrder, Sealed, Wanted, batch_bytes, batch_find, batch_list, batch_seal};
use tillhold::service::verify::verify;
use tillhold::service::{Context, ServiceResult};
use tillhold::store::company::Company;
use tillhold::store::digest::sha256;
use tillhold::store::export::{Entries, export_entries};

use super::{day, lively, merchant, pay, small};
use crate::support::{TestApp, both};

fn period(from: &str, to: &str) -> Period {
    Period { from: day(from), to: day(to) }
}

async fn seal(cx: &Context, company: &Company, wanted: Wanted) -> ServiceResult<Sealed> {
    batch_seal(cx, company, &BatchOrder { wanted, actor: "test".into() }).await
}

async fn new(app: &TestApp, company: &Company, from: &str, to: &str) -> ServiceResult<Sealed> {
    seal(&app.cx, company, Wanted::New(period(from, to))).await
}

fn scope(company: &Company) -> Scope {
    Scope { company: company.id, merchant: None, sites: Vec::new() }
}

/// The members of an archive, each with its bytes.
fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|nth| {
            let mut file = archive.by_index(nth).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn member(bytes: &[u8], name: &str) -> String {
    let (_, bytes) = members(bytes).into_iter().find(|(n, _)| n == name).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_batch_says_what_was_booked() {
    let kept = Mutex::new(None::<Vec<u8>>);
    both(async |app| {
        let company = small(&app).await;
        app.work().await;
        let Sealed { batch, bytes } = new(&app, &company, "2026-01-01", "2026-03-31").await.unwrap();
        assert_eq!((batch.number, batch.entries, batch.documents), (1, 3, 2));
        assert_eq!((batch.debit, batch.credit), (74_625 + 37_125 + 50_000, 74_625 + 37_125 + 50_000));
        let journal = member(&bytes, "journal.csv");
        assert_eq!(
            journal,
            "entry;booked;account;account_name;text;kind;document;customer;debit;credit;currency;vat_category;vat_rate\n\
             1-1;2026-01-01;56100;Debitorer;Faktura 10001;invoice;10001;CA;746.25;;DKK;;\n\
             1-1;2026-01-01;11100;Leje af terminaler;Faktura 10001;invoice;10001;CA;;300.00;DKK;S;25\n\
             1-1;2026-01-01;11200;Gateway-licenser;Faktura 10001;invoice;10001;CA;;297.00;DKK;S;25\n\
             1-1;2026-01-01;69000;Salgsmoms;Faktura 10001;invoice;10001;CA;;149.25;DKK;S;25\n\
             1-2;2026-02-03;56100;Debitorer;Kreditnota K00001;credit_note;K00001;CA;;371.25;DKK;;\n\
             1-2;2026-02-03;11200;Gateway-licenser;Kreditnota K00001;credit_note;K00001;CA;297.00;;DKK;S;25\n\
             1-2;2026-02-03;69000;Salgsmoms;Kreditnota K00001;credit_note;K00001;CA;74.25;;DKK;S;25\n\
             1-3;2026-02-10;58200;Bank;Betaling: =tak;;;CA;500.00;;DKK;;\n\
             1-3;2026-02-10;56100;Debitorer;Betaling: =tak;;;CA;;500.00;DKK;;\n"
        );
        let control: serde_json::Value = serde_json::from_str(&member(&bytes, "control.json")).unwrap();
        assert_eq!((&control["debit"], &control["credit"]), (&"1617.50".into(), &"1617.50".into()));
        assert_eq!(
            (&control["entries"], &control["postings"], &control["documents"]),
            (&3.into(), &9.into(), &2.into())
        );
        assert_eq!(control["series"][0]["first"], "10001");
        assert_eq!(control["series"][1]["last"], "K00001");
        // Every other member has the hash that stands there.
        let members = members(&bytes);
        let said = control["members"].as_array().unwrap();
        assert_eq!(said.len() + 1, members.len());
        for (said, (name, bytes)) in said.iter().zip(&members) {
            assert_eq!((&said["name"], &said["sha256"]), (&name.as_str().into(), &sha256(bytes).into()));
        }
        let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        assert!(
            names.contains(&"ubl/invoice-10001.peppol.xml") && names.contains(&"ubl/credit-note-K00001.oioubl.xml")
        );
        assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), []);
        // The same story makes the same bytes on the other database.
        if let Some(before) = kept.lock().unwrap().replace(bytes.clone()) {
            assert!(before == bytes, "the batch differs between the databases");
        }
    });
}

#[test]
fn an_entry_is_exported_once_and_said_again_only_when_asked() {
    let kept = Mutex::new(None::<Vec<Vec<u8>>>);
    both(async |app| {
        let company = lively(&app).await;
        let refused = new(&app, &company, "2025-12-01", "2026-02-28").await.unwrap_err().to_string();
        assert!(refused.contains("has no files yet"), "{refused}");
        assert_eq!(batch_list(&app.cx, &scope(&company), i64::MAX, 10).await.unwrap(), [], "nothing was written");
        app.work().await;
        let first = new(&app, &company, "2025-12-01", "2026-02-28").await.unwrap();
        let second = new(&app, &company, "2025-12-01", "2026-02-28").await.unwrap_err().to_string();
        assert!(second.contains("nothing was booked from 1 December 2025 to 28 February 2026"), "{second}");
        // What is booked later into a period that was exported comes with the next batch.
        let a = merchant(&app, &company, "A").await;
        pay(&app, &company, a, 4_200, None, "2026-02-20").await;
        let late = new(&app, &company, "2025-12-01", "2026-02-28").await.unwrap();
        assert_eq!((late.batch.number, late.batch.entries, late.batch.debit), (2, 1, 4_200));
        let rest = new(&app, &company, "2025-12-01", "2026-12-31").await.unwrap();
        let left =
            export_entries(&app.cx.db, company.id, Entries::New(period("2000-01-01", "2100-01-01"))).await.unwrap();
        assert_eq!(left, []);
        let again = seal(&app.cx, &company, Wanted::Again(first.batch.id)).await.unwrap();
        let twice = seal(&app.cx, &company, Wanted::Again(again.batch.id)).await.unwrap();
        for (repeat, number) in [(&again, 4), (&twice, 5)] {
            assert_eq!((repeat.batch.number, repeat.batch.repeats_id), (number, Some(first.batch.id)));
            assert_eq!((repeat.batch.first, repeat.batch.last), (first.batch.first, first.batch.last));
            assert_eq!((repeat.batch.entries, repeat.batch.debit), (first.batch.entries, first.batch.debit));
            for name in ["journal.csv", "documents.csv"] {
                assert_eq!(member(&repeat.bytes, name), member(&first.bytes, name));
            }
        }
        let missing = seal(&app.cx, &company, Wanted::Again(app.cx.ids.next::<BatchId>())).await.unwrap_err();
        assert!(missing.to_string().contains("no such batch"), "{missing}");
        let batches = [&first, &late, &rest, &again, &twice];
        for sealed in batches {
            let bytes = batch_bytes(&app.cx, &scope(&company), sealed.batch.id).await.unwrap().unwrap();
            assert!(bytes == sealed.bytes, "the same bytes every time");
        }
        let page = batch_list(&app.cx, &scope(&company), i64::MAX, 3).await.unwrap();
        assert_eq!(page.iter().map(|b| b.number).collect::<Vec<_>>(), [5, 4, 3]);
        let page = batch_list(&app.cx, &scope(&company), 3, 3).await.unwrap();
        assert_eq!(page.iter().map(|b| b.number).collect::<Vec<_>>(), [2, 1]);
        // Neither a merchant nor another company sees them.
        let other = app.company_of(entity::types::Country::No).await;
        for stranger in [Scope { merchant: Some(a), ..scope(&company) }, scope(&other)] {
            assert_eq!(batch_find(&app.cx, &stranger, first.batch.id).await.unwrap(), None);
            assert_eq!(batch_bytes(&app.cx, &stranger, first.batch.id).await.unwrap(), None);
            assert_eq!(batch_list(&app.cx, &stranger, i64::MAX, 3).await.unwrap(), []);
        }
        assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), []);
        let bytes: Vec<Vec<u8>> = batches.iter().map(|s| s.bytes.clone()).collect();
        if let Some(before) = kept.lock().unwrap().replace(bytes.clone()) {
            assert!(before == bytes, "the batches differ between the databases");
        }
    });
}

#[test]
fn a_changed_file_is_noticed() {
    both(async |app| {
        let company = small(&app).await;
        app.work().await;
        let sealed = new(&app, &company, "2026-01-01", "2026-03-31").await.unwrap();
        let file = app.folder().join(&sealed.batch.path);
        let mut bytes = sealed.bytes.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&file, &bytes).unwrap();
        let error = batch_bytes(&app.cx, &scope(&company), sealed.batch.id).await.unwrap_err().to_string();
        assert!(error.contains("000001.zip is not the file that was kept"), "{error}");
        let found = verify(&app.cx, &|_| {}).await.unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].table, found[0].row.as_str()), ("export_batch", "dk batch 1"));
        std::fs::remove_file(&file).unwrap();
        assert!(batch_bytes(&app.cx, &scope(&company), sealed.batch.id).await.is_err());
        assert!(verify(&app.cx, &|_| {}).await.unwrap()[0].what.contains("is not in the file store"));
        std::fs::write(&file, &sealed.bytes).unwrap();
        assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), []);
        // An e-invoice that was changed does not get into a batch.
        let again = Wanted::Again(sealed.batch.id);
        std::fs::write(app.folder().join("dk/2026/invoice-10001.peppol.xml"), b"<Invoice/>").unwrap();
        let error = seal(&app.cx, &company, again).await.unwrap_err().to_string();
        assert!(error.contains("invoice-10001.peppol.xml is not the file that was kept"), "{error}");
    });
}

#[test]
fn two_at_once_export_each_entry_once() {
    both(async |app| {
        let company = lively(&app).await;
        app.work().await;
        let other = app.again().await;
        let wanted = Wanted::New(period("2025-12-01", "2026-12-31"));
        let part = Wanted::New(period("2025-12-01", "2026-02-28"));
        let (a, b, c) =
            tokio::join!(seal(&app.cx, &company, wanted), seal(&other, &company, wanted), seal(&other, &company, part));
        let done: Vec<_> = [&a, &b, &c].into_iter().filter_map(|r| r.as_ref().ok()).map(|s| &s.batch).collect();
        for refused in [&a, &b, &c].into_iter().filter_map(|r| r.as_ref().err()) {
            assert!(refused.to_string().contains("nothing was booked"), "{refused}");
        }
        assert!(!done.is_empty() && done.len() < 3, "{done:?}");
        let mut entries = 0;
        for batch in &done {
            entries += export_entries(&app.cx.db, company.id, Entries::Of(batch.id)).await.unwrap().len();
        }
        assert_eq!(i64::try_from(entries).unwrap(), done.iter().map(|b| b.entries).sum::<i64>());
        let left =
            export_entries(&app.cx.db, company.id, Entries::New(period("2000-01-01", "2100-01-01"))).await.unwrap();
        assert_eq!(left, []);
        assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), []);
    });
}
