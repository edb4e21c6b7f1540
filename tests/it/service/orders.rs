//! Order confirmations: the identity check from two sides at once, amounts that nobody means.

use entity::types::{AgreementId, Country, Currency, Date, Language, MerchantKind, Money};
use tillhold::service::orders::{Order, OrderLine, approve, confirm, line_add, reject};
use tillhold::service::verify::verify;
use tillhold::store::agreement::{agreement_set_dates, agreement_with_rows};
use tillhold::store::company::model_list;
use tillhold::store::merchant::{NewMerchant, NewSite, device_place};

use crate::support::{TestApp, both};

fn dkk(text: &str) -> Money {
    Money::parse(text, Currency::Dkk).unwrap()
}

fn first() -> Date {
    "2026-01-01".parse().unwrap()
}

async fn line(app: &TestApp, serial: &str, rent: &str, licence: &str) -> OrderLine {
    let model = model_list(&app.cx.db, app.company().await.id).await.unwrap().remove(0).key;
    OrderLine { serial: serial.into(), model, site: None, rent: dkk(rent), licence: dkk(licence) }
}

async fn order(app: &TestApp, reference: &str, line: OrderLine) -> Order {
    let company = app.company().await;
    let merchant = NewMerchant {
        id: app.cx.ids.next(),
        company_id: company.id,
        number: format!("C{reference}"),
        name: "Butik".into(),
        kind: MerchantKind::Business,
        country: Country::Dk,
        registration: Some("13748136".into()),
        street: "Algade 1".into(),
        postcode: "4000".into(),
        city: "Roskilde".into(),
        email: None,
        phone: None,
        language: Language::Da,
        buyer_reference: None,
        endpoint_scheme: None,
        endpoint_id: None,
        salt: app.cx.ids.salt(),
        created_at_us: app.cx.clock.now().timestamp_micros(),
    };
    Order {
        reference: reference.into(),
        merchant,
        sites: Vec::new(),
        profile: company.profile.clone(),
        signed: first(),
        kyc_approved: None,
        binding_months: None,
        notice_months: None,
        payment_days: None,
        approve_at_once: true,
        lines: vec![line],
        actor: "test".into(),
    }
}

/// An agreement whose identity check waits.
async fn pending(app: &TestApp, reference: &str) -> AgreementId {
    let line = line(app, &format!("S{reference}"), "100.00", "99.00").await;
    confirm(&app.cx, &app.company().await, order(app, reference, line).await).await.unwrap()
}

#[test]
fn r006_a_rejection_never_undoes_an_approval() {
    both(async |app| {
        let (company, other) = (app.company().await, app.again().await);
        for n in 0..12 {
            let id = pending(&app, &format!("R{n}")).await;
            let (approved, _) = tokio::join!(
                approve(&app.cx, &company, id, first(), "one"),
                reject(&other, &company, id, first(), "two"),
            );
            approved.unwrap();
            assert_eq!(agreement_with_rows(&app.cx.db, id).await.unwrap().0.start, Some(first()), "agreement {n}");
        }
    });
}

#[test]
fn r006_dates_are_set_once() {
    both(async |app| {
        let company = app.company().await;
        let id = pending(&app, "A").await;
        let (mut old, _) = agreement_with_rows(&app.cx.db, id).await.unwrap();
        approve(&app.cx, &company, id, first(), "one").await.unwrap();
        old.kyc_rejected = Some(first());
        let tx = app.cx.db.begin().await.unwrap();
        let late = agreement_set_dates(&tx, &old).await.unwrap_err().to_string();
        assert!(late.contains("somebody else changed them"), "{late}");
        drop(tx);
        assert!(reject(&app.cx, &company, id, first(), "two").await.is_err());
    });
}

#[test]
fn an_amount_that_nobody_means_is_refused() {
    both(async |app| {
        let company = app.company().await;
        let id = pending(&app, "A").await;
        for (rent, licence) in [("100000.01", "99.00"), ("100.00", "9999999999999.99"), ("0.00", "99.00")] {
            let wanted = line(&app, "X", rent, licence).await;
            let refused = line_add(&app.cx, &company, id, wanted.clone(), first(), "test").await;
            assert!(refused.unwrap_err().to_string().contains("of X must be"), "{rent} {licence}");
            let refused = confirm(&app.cx, &company, order(&app, "B", wanted).await).await;
            assert!(refused.unwrap_err().to_string().contains("of X must be"), "{rent} {licence}");
        }
        let most = line(&app, "X", "100000.00", "100000.00").await;
        line_add(&app.cx, &company, id, most, first(), "test").await.unwrap();
    });
}

#[test]
fn a_device_stands_at_a_site_of_its_own_merchant() {
    both(async |app| {
        let company = app.company().await;
        let mut one = order(&app, "A", line(&app, "S1", "100.00", "99.00").await).await;
        let site = NewSite {
            id: app.cx.ids.next(),
            company_id: company.id,
            merchant_id: one.merchant.id,
            name: "Torvet".into(),
            street: "Torvet 2".into(),
            postcode: "4600".into(),
            city: "Køge".into(),
        };
        (one.sites, one.lines[0].site) = (vec![site.clone()], Some(site.id));
        let agreement = confirm(&app.cx, &company, one).await.unwrap();
        let there = async |serial: &str| device_place(&app.cx.db, company.id, serial).await.unwrap().unwrap().site_id;
        assert_eq!(there("S1").await, Some(site.id));
        let mut more = line(&app, "S2", "100.00", "99.00").await;
        more.site = Some(site.id);
        line_add(&app.cx, &company, agreement, more, first(), "test").await.unwrap();
        assert_eq!(there("S2").await, Some(site.id));
        // Another merchant's device cannot stand there, and nothing of that order is kept.
        let mut other = order(&app, "B", line(&app, "S3", "100.00", "99.00").await).await;
        other.lines[0].site = Some(site.id);
        let refused = confirm(&app.cx, &company, other).await.unwrap_err().to_string();
        assert!(refused.contains("the site of S3 is not one of this merchant's"), "{refused}");
        assert!(device_place(&app.cx.db, company.id, "S3").await.unwrap().is_none());
        assert!(verify(&app.cx, &|_| {}).await.unwrap().is_empty());
    });
}
