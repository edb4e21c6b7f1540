//! What is written, and what a second import makes of it.

use entity::types::{AgreementState, ChargeCode, Custodian, Date, DeviceState, LicenceState, Money};

use super::*;
use crate::domain::lease;
use crate::service::facts::{self, Sealed};
use crate::service::setup;
use crate::store::agreement::{
    AgreementRows, NewAgreement, Which, agreement_facts, agreement_hash, agreement_row, agreement_rows,
};
use crate::store::event::event_page;
use crate::store::merchant::{device_places, merchant_hash, merchant_rows, site_rows};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

async fn dk(cx: &Context) -> Company {
    company_list(&cx.db).await.unwrap().remove(0)
}

async fn found(cx: &Context, reference: &str) -> (NewAgreement, AgreementRows) {
    let rows = agreement_rows(&cx.db, dk(cx).await.id).await.unwrap();
    rows.into_values().find(|(row, _)| row.reference == reference).unwrap()
}

#[tokio::test]
async fn an_agreement_is_written_with_all_below_it() {
    let second =
        row(&[("device", "D2"), ("sim", ""), ("model", "pax-a77"), ("site", "Terrasse"), ("billed_through", "")]);
    let (cx, report) = taken(&[row(&[]), second]).await;
    let counts = ImportReport { agreements: 1, lines: 2, merchants: 1, devices: 2, ..ImportReport::default() };
    assert_eq!(report, counts);
    let (row, below) = found(&cx, "A-1").await;
    assert_eq!((row.start, row.term_end), (Some(day("2025-03-12")), Some(day("2027-03-11"))), "A01");
    assert_eq!(
        (row.term_months, row.binding_months, row.notice_months, row.payment_days),
        (24, 24, 1, 14),
        "the terms' own"
    );
    assert_eq!((row.binding_end, row.ends), (Some(day("2027-03-11")), None));
    assert_eq!(below.lines.iter().map(|l| (l.number, l.rent)).collect::<Vec<_>>(), [(1, 24_900), (2, 24_900)]);
    assert_eq!(below.lines[0].billed_through, Some(day("2025-12-31")));
    assert_eq!(below.lines[1].billed_through, None);
    let licences: Vec<_> = below.licences.iter().map(|l| (l.line_id, l.code, l.monthly, l.state)).collect();
    let expected = below.lines.iter().map(|l| (l.id, ChargeCode::Gwl, 9_900, LicenceState::Active));
    assert_eq!(licences, expected.collect::<Vec<_>>(), "R029");
    let facts = agreement_facts(&cx.db, &Which::One(row.id)).await.unwrap();
    let serials: Vec<_> =
        facts[0].recurring.iter().filter_map(|r| r.device.as_ref().map(|d| d.serial.as_str())).collect();
    assert_eq!(serials, ["D1", "D1", "D2", "D2"]);
    let company = dk(&cx).await;
    let sites = site_rows(&cx.db, company.id).await.unwrap();
    let mut names: Vec<_> = sites.values().map(|s| (s.name.as_str(), s.street.as_str())).collect();
    names.sort_unstable();
    assert_eq!(names, [("Kajen 1", "Kajen 1"), ("Terrasse", "Kajen 1")]);
    let devices = device_places(&cx.db, company.id).await.unwrap();
    assert_eq!(devices["D1"].sim_serial.as_deref(), Some("SIM1"));
    assert_eq!(devices["D1"].reference.as_deref(), Some("A-1"));
}

#[derive(Debug, PartialEq, Eq)]
struct Device(DeviceState, Custodian, bool);

async fn device(cx: &Context, serial: &str) -> Device {
    let devices = device_places(&cx.db, dk(cx).await.id).await.unwrap();
    Device(devices[serial].state, devices[serial].custodian, devices[serial].connected)
}

#[tokio::test]
async fn r006_a_pending_agreement_is_not_started() {
    let (cx, _) = taken(&[row(&[("kyc_approved", ""), ("billed_through", "")])]).await;
    let (agreement, below) = found(&cx, "A-1").await;
    assert_eq!((agreement.start, agreement.term_end, agreement.binding_end), (None, None, None));
    assert_eq!((below.lines[0].starts, below.licences[0].starts), (None, None));
    assert_eq!(below.places[0].assigned, day("2025-03-10"));
    assert_eq!(device(&cx, "D1").await, Device(DeviceState::Reserved, Custodian::Stock, false));
}

#[tokio::test]
async fn a_notice_ends_an_agreement() {
    let notice = [("binding_months", "6"), ("notice", "2025-12-10")];
    let (cx, _) = taken(&[row(&notice)]).await;
    let (agreement, below) = found(&cx, "A-1").await;
    assert_eq!((agreement.notice_on, agreement.ends), (Some(day("2025-12-10")), Some(day("2026-03-31"))), "A02");
    assert_eq!((below.lines[0].ends, below.licences[0].ends), (agreement.ends, agreement.ends));
    assert_eq!(below.licences[0].state, LicenceState::Active);
    assert_eq!(device(&cx, "D1").await, Device(DeviceState::Installed, Custodian::Merchant, true));
    let term = lease::Order {
        signed: agreement.signed,
        kyc_approved: agreement.kyc_approved,
        term_months: 24,
        binding_months: 6,
    };
    assert_eq!(lease::state_on(day("2026-01-15"), term.term(), agreement.ends), AgreementState::Ending);
}

#[tokio::test]
async fn a_device_goes_from_an_ended_lease_to_the_next() {
    let ended =
        row(&[("binding_months", "0"), ("notice", "2025-05-01"), ("billed_through", "2025-06-30"), ("sim", "OLD")]);
    let next = row(&[("reference", "A-2"), ("signed", "2025-07-01"), ("kyc_approved", "2025-07-01")]);
    let rows = [next, ended];
    let (cx, report) = taken(&rows).await;
    assert_eq!((report.agreements, report.devices), (2, 1));
    let (first, below) = found(&cx, "A-1").await;
    assert_eq!((first.ends, below.places[0].released), (Some(day("2025-06-30")), Some(day("2025-06-30"))));
    assert_eq!(below.licences[0].state, LicenceState::Ended);
    let (_, below) = found(&cx, "A-2").await;
    assert_eq!(below.places[0].released, None);
    assert_eq!(device(&cx, "D1").await, Device(DeviceState::Installed, Custodian::Merchant, true));
}

#[tokio::test]
async fn what_is_written_is_sealed() {
    let (cx, _) = taken(&[row(&[]), row(&[("device", "D2"), ("reference", "A-0"), ("site", "Bar")])]).await;
    let company = dk(&cx).await;
    let links = event_page(&cx.db, company.id, 1, 10).await.unwrap();
    assert_eq!(
        links.iter().map(|l| l.kind.as_str()).collect::<Vec<_>>(),
        [facts::MERCHANT_SET, facts::AGREEMENT_SET, facts::AGREEMENT_SET, facts::DEVICE_SET, facts::DEVICE_SET]
    );
    assert!(links.iter().all(|l| l.actor == "anna"));
    let sealed: Vec<Sealed> = links.iter().map(|l| serde_json::from_str(&l.facts).unwrap()).collect();
    assert_eq!(sealed[0].what, "imported");
    let merchant = merchant_rows(&cx.db, company.id).await.unwrap().remove("1001").unwrap();
    let sites: Vec<_> = site_rows(&cx.db, company.id).await.unwrap().into_values().collect();
    assert_eq!((links[0].subject_id.0, &sealed[0].hash), (merchant.id.0, &merchant_hash(&merchant, &sites)));
    for (link, sealed) in links.iter().zip(&sealed).skip(1).take(2) {
        let rows = agreement_rows(&cx.db, company.id).await.unwrap();
        let (row, below) = rows.values().find(|(row, _)| row.id.0 == link.subject_id.0).unwrap();
        assert_eq!(sealed.hash, agreement_hash(row, below));
    }
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    let ended = row(&[("binding_months", "0"), ("notice", "2025-05-01"), ("billed_through", "2025-06-30")]);
    let next = row(&[("reference", "A-2"), ("signed", "2025-07-01"), ("kyc_approved", "2025-07-01"), ("site", "Bar")]);
    let pending = row(&[
        ("company", "nl"),
        ("country", "NL"),
        ("registration", "01234567"),
        ("device", "D1"),
        ("kyc_approved", ""),
        ("billed_through", ""),
    ]);
    let rows = [ended, next, pending];
    let (cx, report) = taken(&rows).await;
    assert_eq!((report.agreements, report.merchants, report.devices), (3, 2, 2));
    let before = event_page(&cx.db, dk(&cx).await.id, 0, 100).await.unwrap();
    let again = agreements(&cx, file(&rows).as_bytes(), options(false)).await.unwrap();
    assert_eq!(again, ImportReport { unchanged: 3, ..ImportReport::default() });
    assert_eq!(event_page(&cx.db, dk(&cx).await.id, 0, 100).await.unwrap(), before);
    // What the terms of a new profile would fill in does not matter: the agreement pins its own.
    let changed = setup::tests::SAMPLE.replacen("+45 00 42 10 10", "+45 00 42 10 11", 1);
    setup::import(&cx, "setup.toml", &changed).await.unwrap();
    let again = agreements(&cx, file(&rows).as_bytes(), options(false)).await.unwrap();
    assert_eq!(again.unchanged, 3);
}

#[tokio::test]
async fn a_row_that_differs_from_the_database_is_refused() {
    let (cx, _) = taken(&[row(&[])]).await;
    for (column, value, says) in [
        ("signed", "2025-03-11", "the database has 2025-03-10"),
        ("kyc_approved", "2025-03-13", "the database has 2025-03-12"),
        ("notice", "2025-06-01", "the database has nothing"),
        ("binding_months", "12", "the database has 24"),
        ("payment_days", "30", "the database has 14"),
        ("rent", "259.00", "the database has 249.00"),
        ("licence", "98.00", "the database has 99.00"),
        ("model", "pax-a77", "the database has pax-a920"),
        ("sim", "SIM2", "the database has SIM1"),
        ("site", "Bar", "the database has Kajen 1"),
        ("billed_through", "2026-03-31", "the database has 2025-12-31"),
        ("device", "D9", "add the device in the system"),
        ("name", "Café Ugle", "differs from the database, where it is \"Café Måge\""),
        ("email", "other@maage.example", "differs from the database"),
        ("city", "Køge", "where it is \"Hvidovre\""),
    ] {
        let found = refused(&cx, file(&[row(&[(column, value)])])).await;
        assert!(
            found.iter().any(|e| e.line == 2 && e.column == column && e.message.contains(says)),
            "{column}: {found:#?}"
        );
    }
    one_error_in(&cx, &[row(&[]), row(&[("device", "D2")])], 3, "device", "add the device in the system").await;
    let known = [row(&[]), row(&[("reference", "A-2"), ("device", "D2"), ("customer_number", "1002")])];
    let report = agreements(&cx, file(&known).as_bytes(), options(false)).await.unwrap();
    assert_eq!((report.agreements, report.unchanged), (1, 1));
    let other = [row(&[("customer_number", "1002")])];
    one_error_in(&cx, &other, 2, "customer_number", "another customer's").await;
}

#[tokio::test]
async fn billing_moves_on_and_the_file_stays_good() {
    let (cx, _) = taken(&[row(&[])]).await;
    let earlier = [row(&[("billed_through", "2025-09-30")])];
    assert_eq!(agreements(&cx, file(&earlier).as_bytes(), options(false)).await.unwrap().unchanged, 1);
}

#[tokio::test]
async fn a_known_merchant_gets_a_site_and_a_new_seal() {
    let (cx, _) = taken(&[row(&[])]).await;
    let more = [row(&[("reference", "A-2"), ("device", "D2"), ("site", "Bar")])];
    let report = agreements(&cx, file(&more).as_bytes(), options(false)).await.unwrap();
    assert_eq!((report.agreements, report.merchants), (1, 0));
    let company = dk(&cx).await;
    let links = event_page(&cx.db, company.id, 4, 10).await.unwrap();
    assert_eq!(links[0].kind, facts::MERCHANT_SET);
    let sealed: Sealed = serde_json::from_str(&links[0].facts).unwrap();
    let merchant = merchant_rows(&cx.db, company.id).await.unwrap().remove("1001").unwrap();
    let sites: Vec<_> = site_rows(&cx.db, company.id).await.unwrap().into_values().collect();
    assert_eq!((sites.len(), sealed.hash), (2, merchant_hash(&merchant, &sites)));
}

#[tokio::test]
async fn a_dry_run_does_all_and_leaves_no_trace() {
    let (cx, _) = sample("2026-01-15").await;
    let body = file(&[row(&[])]);
    let dry = agreements(&cx, body.as_bytes(), options(true)).await.unwrap();
    let company = dk(&cx).await;
    assert_eq!(agreement_row(&cx.db, company.id, "A-1").await.unwrap(), None);
    assert_eq!(event_page(&cx.db, company.id, 1, 10).await.unwrap(), []);
    assert_eq!(agreements(&cx, body.as_bytes(), options(false)).await.unwrap(), dry);
}

#[tokio::test]
async fn what_should_be_looked_at_is_a_warning() {
    // The official OIOUBL sample's number fails modulus 11 and is in use.
    let odd = row(&[("registration", "16356706")]);
    let abroad = row(&[
        ("reference", "A-2"),
        ("customer_number", "1002"),
        ("country", "NO"),
        ("registration", "123456785"),
        ("device", "D2"),
    ]);
    let (cx, report) = taken(&[odd.clone(), abroad]).await;
    let told: Vec<_> = report.warnings.iter().map(|w| (w.line, w.column.as_str())).collect();
    assert_eq!(told, [(2, "registration"), (3, "country")]);
    let again = agreements(&cx, file(&[odd]).as_bytes(), options(false)).await.unwrap();
    assert_eq!(again.warnings, [], "it was said once");
}

#[tokio::test]
async fn agreements_come_as_values_as_well() {
    let (cx, companies) = sample("2026-01-15").await;
    let company = &companies[0];
    let line = ParsedLine {
        line: 0,
        unread: Unread::default(),
        site: None,
        device: "D1".to_owned(),
        sim: None,
        model: "pax-a920".to_owned(),
        rent: Money::new(24_900, company.currency),
        licence: Money::new(9_900, company.currency),
        billed_through: None,
    };
    let merchant = ParsedMerchant {
        number: "1001".to_owned(),
        name: "Café Måge".to_owned(),
        kind: entity::types::MerchantKind::Business,
        country: company.country,
        registration: Some("DK 13748136".to_owned()),
        street: "Kajen 1".to_owned(),
        postcode: "2650".to_owned(),
        city: "Hvidovre".to_owned(),
        email: None,
        phone: None,
        language: language_of(company.country),
        buyer_reference: None,
        endpoint_scheme: None,
        endpoint_id: None,
    };
    let agreement = ParsedAgreement {
        line: 0,
        unread: Unread::default(),
        reference: "A-1".to_owned(),
        merchant,
        signed: day("2025-11-14"),
        kyc_approved: Some(day("2025-11-14")),
        term_months: None,
        binding_months: Some(12),
        notice_months: None,
        payment_days: None,
        notice: None,
        lines: vec![line],
    };
    let report = take(&cx, company, vec![agreement.clone()], "story").await.unwrap();
    assert_eq!((report.agreements, report.lines), (1, 1));
    assert_eq!(take(&cx, company, vec![agreement.clone()], "story").await.unwrap().unchanged, 1);
    let Err(ServiceError::Input(errors)) = take(&cx, company, vec![agreement.clone(), agreement.clone()], "x").await
    else {
        panic!("the same agreement twice");
    };
    assert_eq!(errors[0].column, "reference");
    let mut wrong = ParsedAgreement { reference: "A-2".to_owned(), ..agreement };
    wrong.lines[0].rent = Money::new(1, entity::types::Currency::Eur);
    let Err(ServiceError::Input(errors)) = take(&cx, company, vec![wrong], "story").await else {
        panic!("another currency");
    };
    assert!(errors.iter().any(|e| e.column == "rent" && e.message.contains("is in EUR")), "{errors:?}");
}
