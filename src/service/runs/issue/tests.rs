#![allow(clippy::unwrap_used)]

use entity::types::{ChargeCode, SubjectId};

use super::*;
use crate::service::imports::{ImportOptions, agreements};
use crate::service::runs::{approve, preview, quiet};
use crate::service::setup::tests::sample;
use crate::store::agreement::{agreement_row, agreement_with_rows, billed_through_set};
use crate::store::run::run_aside_list;

const FILE: &str = "company,reference,customer_number,name,kind,country,registration,street,postcode,city,signed,kyc_approved,\
                    device,model,rent,licence\n\
                    dk,A,1,A,business,DK,13748136,Algade 1,4000,Roskilde,2026-01-01,2026-01-01,S1,pax-a920,100.00,99.00\n\
                    dk,B,2,B,business,DK,13748136,Algade 1,4000,Roskilde,2026-01-01,2026-01-01,S2,pax-a920,100.00,99.00\n";

#[tokio::test]
async fn what_failed_is_set_aside_and_nothing_in_its_place() {
    let (cx, companies) = sample("2026-01-15").await;
    let company = companies.into_iter().find(|c| c.key == "dk").unwrap();
    agreements(&cx, FILE.as_bytes(), ImportOptions { dry_run: false, actor: "test".into() }).await.unwrap();
    let quarter: Quarter = "2026Q1".parse().unwrap();
    preview(&cx, &company, quarter, "test", &quiet).await.unwrap();
    let run = approve(&cx, &company, quarter, "test").await.unwrap();
    // The rent of A is billed elsewhere, so that it fails.
    let a = agreement_row(&cx.db, company.id, "A").await.unwrap().unwrap();
    let line = agreement_with_rows(&cx.db, a.id).await.unwrap().1.lines[0].id;
    let tx = cx.db.begin().await.unwrap();
    billed_through_set(&tx, SubjectId(line.0), ChargeCode::Rent, None, quarter.last_day()).await.unwrap();
    tx.commit().await.unwrap();

    let work = Work { cx: &cx, company: &company, run: &run, today: quarter.first_day(), actor: "one" };
    let failed = work.chunk(1).await.err().unwrap();
    assert_eq!(failed.blames(), Some(0));
    // Another process fails at the same place, and is faster.
    let other = work.chunk(1).await.err().unwrap();
    assert_eq!(work.skip(0, other.error).await.unwrap().set_aside, 1);
    let done = work.skip(0, failed.error).await.unwrap();
    assert_eq!((done.set_aside, done.position), (0, 1));
    assert_eq!(work.chunk(1).await.map_err(|f| f.error).unwrap().issued, 1, "B is issued");
    let aside = run_aside_list(&cx.db, run.id).await.unwrap();
    assert_eq!(aside.iter().map(|a| a.reference.as_str()).collect::<Vec<_>>(), ["A"]);
}
