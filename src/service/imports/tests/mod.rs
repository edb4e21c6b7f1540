#![allow(clippy::unwrap_used, clippy::panic)]

mod errors;
mod files;
mod taking;

use super::*;
use crate::service::ServiceError;
use crate::service::setup::tests::sample;

/// The columns of the files that tests write.
const HEADER: &str = "company;reference;customer_number;name;kind;country;registration;street;postcode;city;email;phone;\
                      language;buyer_reference;endpoint_scheme;endpoint_id;site;site_street;site_postcode;site_city;signed;\
                      kyc_approved;term_months;binding_months;notice_months;payment_days;notice;device;sim;model;rent;licence;\
                      billed_through";

/// A row in which everything is right: a device of agreement A-1.
const ROW: &str = "dk;A-1;1001;Café Måge;business;DK;13748136;Kajen 1;2650;Hvidovre;post@maage.example;+45 00 12 34 56;;;;;;;;;\
                   2025-03-10;2025-03-12;;;;;;D1;SIM1;pax-a920;249.00;99.00;2025-12-31";

/// The row with some cells changed.
fn row(changes: &[(&str, &str)]) -> String {
    let mut cells: Vec<&str> = ROW.split(';').collect();
    for (column, value) in changes {
        cells[HEADER.split(';').position(|c| c == *column).unwrap()] = value;
    }
    cells.join(";")
}

/// A file of rows.
fn file(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

fn options(dry_run: bool) -> ImportOptions {
    ImportOptions { dry_run, actor: "anna".to_owned() }
}

/// Takes a file over on a day on which the sample's companies are set up.
async fn taken(rows: &[String]) -> (Context, ImportReport) {
    let (cx, _) = sample("2026-01-15").await;
    let report = agreements(&cx, file(rows).as_bytes(), options(false)).await.unwrap();
    (cx, report)
}

/// What is wrong with a file.
async fn refused(cx: &Context, body: impl AsRef<[u8]>) -> Vec<InputError> {
    match agreements(cx, body.as_ref(), options(false)).await {
        Err(ServiceError::Input(errors)) => errors,
        other => panic!("{other:?}"),
    }
}

/// That one thing is wrong with a file of rows, at a line and column.
async fn one_error(rows: &[String], line: u64, column: &str, says: &str) {
    let (cx, _) = sample("2026-01-15").await;
    one_error_in(&cx, rows, line, column, says).await;
}

async fn one_error_in(cx: &Context, rows: &[String], line: u64, column: &str, says: &str) {
    let found = refused(cx, file(rows)).await;
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].line, found[0].column.as_str()), (line, column), "{}", found[0]);
    assert!(found[0].message.contains(says), "{}", found[0]);
}
