//! Every kind of error, with its line and column.

use super::*;

/// One wrong cell of a row makes one error, in its column or in another.
async fn cell(column: &str, value: &str, says: &str) {
    one_error(&[row(&[(column, value)])], 2, column, says).await;
}

#[tokio::test]
async fn cells_that_cannot_be_read() {
    cell("company", "", "is empty").await;
    cell("company", "se", "there is dk, nl, no").await;
    cell("reference", "", "is empty").await;
    cell("customer_number", "", "is empty").await;
    cell("name", "", "is empty").await;
    cell("kind", "firma", "business, private").await;
    cell("country", "SE", "DK, NO, NL").await;
    cell("language", "sv", "da, en, nb, nl").await;
    cell("street", " ", "is empty").await;
    cell("signed", "", "day of signature").await;
    cell("signed", "2025-02-30", "does not exist").await;
    cell("signed", "10-03-2025", "is no date").await;
    cell("signed", "1925-03-10", "before 2000").await;
    cell("kyc_approved", "12/03/2025", "is no date").await;
    cell("kyc_approved", "1999-12-31", "before 2000").await;
    cell("term_months", "two", "whole number").await;
    cell("term_months", "+24", "whole number").await;
    cell("notice", "soon", "is no date").await;
    cell("device", "", "is empty").await;
    cell("model", "", "is empty").await;
    cell("rent", "", "is empty").await;
    cell("rent", "249,00", "249.00").await;
    cell("rent", "1e3", "is not an amount").await;
    cell("licence", "", "is empty").await;
    cell("billed_through", "2025-12-32", "does not exist").await;
}

#[tokio::test]
async fn values_that_make_no_sense() {
    cell("name", "Caf\u{1}é", "U+0001").await;
    cell("name", "Caf\u{fffd}", "U+FFFD").await;
    cell("name", &"å".repeat(201), "201 characters").await;
    cell("reference", &"A".repeat(61), "at most 60").await;
    cell("email", "post.maage.example", "e-mail").await;
    cell("phone", "see website", "telephone").await;
    cell("registration", "1374813", "8 digits").await;
    cell("registration", "", "a business has").await;
    let unbilled = |column| [row(&[(column, "2026-01-16"), ("billed_through", "")])];
    one_error(&unbilled("signed"), 2, "signed", "lies in the future").await;
    one_error(&unbilled("kyc_approved"), 2, "kyc_approved", "lies in the future").await;
    cell("term_months", "0", "between 1 and 600").await;
    cell("binding_months", "601", "between 0 and 600").await;
    cell("notice_months", "61", "between 0 and 60").await;
    let endless = [row(&[("binding_months", "4000000000"), ("notice", "2025-12-01")])];
    one_error(&endless, 2, "binding_months", "between 0 and 600").await;
    cell("payment_days", "366", "between 0 and 365").await;
    cell("notice", "2026-01-16", "lies in the future").await;
    cell("notice", "2025-03-09", "before the signature").await;
    cell("model", "pax-a921", "it has kasse-15, pax-a77, pax-a920, pax-im30").await;
    cell("rent", "0.00", "more than 0.00").await;
    cell("rent", "-249.00", "more than 0.00").await;
    cell("rent", "100000.01", "slip").await;
    cell("licence", "0", "more than 0.00").await;
    cell("billed_through", "2025-12-30", "no quarter's end").await;
    cell("billed_through", "2024-12-31", "before the start on 2025-03-12").await;
    cell("billed_through", "2027-03-31", "more than a year ahead").await;
}

#[tokio::test]
async fn a_number_of_another_country() {
    let rows = [row(&[("country", "NO"), ("registration", "123456784")])];
    one_error(&rows, 2, "registration", "check digits").await;
    let rows = [row(&[("country", "NL"), ("registration", "1234567")])];
    one_error(&rows, 2, "registration", "8 digits").await;
}

#[tokio::test]
async fn electronic_addresses_are_pairs() {
    one_error(&[row(&[("endpoint_scheme", "0088")])], 2, "endpoint_id", "or neither").await;
    one_error(&[row(&[("endpoint_id", "5798009811578")])], 2, "endpoint_scheme", "or neither").await;
    let pair = |scheme, id| [row(&[("endpoint_scheme", scheme), ("endpoint_id", id)])];
    one_error(&pair("0088", "5798009811579"), 2, "endpoint_id", "check digits").await;
    one_error(&pair("GLN", "5798009811578"), 2, "endpoint_scheme", "0088").await;
}

#[tokio::test]
async fn a_private_person_has_no_company_number() {
    let rows = [row(&[("kind", "private"), ("registration", "010190-1234")])];
    one_error(&rows, 2, "registration", "private person").await;
    let (cx, _) = sample("2026-01-15").await;
    assert!(!refused(&cx, file(&rows)).await[0].message.contains("010190"), "a personal number is never repeated");
}

#[tokio::test]
async fn r006_nothing_happens_before_the_identity_is_approved() {
    let rows = [row(&[("kyc_approved", "")])];
    one_error(&rows, 2, "billed_through", "R006").await;
    let rows = [row(&[("kyc_approved", ""), ("billed_through", ""), ("notice", "2025-12-01")])];
    one_error(&rows, 2, "notice", "R006").await;
}

#[tokio::test]
async fn an_agreement_does_not_end_before_it_starts() {
    let early = |more: &[(&str, &str)]| {
        let all = [("binding_months", "0"), ("kyc_approved", "2025-07-01"), ("notice", "2025-05-31")];
        [row(&all.iter().chain(more).copied().collect::<Vec<_>>())]
    };
    one_error(&early(&[("billed_through", "")]), 2, "notice", "on 2025-06-30, before it starts on 2025-07-01").await;
    // A day later it ends with the quarter in which it starts.
    let (_, report) = taken(&early(&[("billed_through", ""), ("notice", "2025-06-01")])).await;
    assert_eq!(report.agreements, 1);
}

#[tokio::test]
async fn nothing_is_invoiced_after_the_end() {
    let rows = [row(&[("binding_months", "0"), ("notice", "2025-08-01")])];
    one_error(&rows, 2, "billed_through", "after the agreement's end on 2025-09-30").await;
}

#[tokio::test]
async fn a_site_has_a_whole_address() {
    let rows = [row(&[("site", "Stand"), ("site_street", "Torvet 1"), ("site_city", "Odense")])];
    one_error(&rows, 2, "site_postcode", "or none of them").await;
    let rows = [
        row(&[("site", "Stand")]),
        row(&[
            ("site", "Stand"),
            ("site_street", "Torvet 1"),
            ("site_postcode", "5000"),
            ("site_city", "Hvidovre"),
            ("device", "D2"),
        ]),
    ];
    let (cx, _) = sample("2026-01-15").await;
    let found = refused(&cx, file(&rows)).await;
    let told: Vec<_> = found.iter().map(|e| (e.line, e.column.as_str())).collect();
    assert_eq!(told, [(3, "site_postcode"), (3, "site_street")]);
}

#[tokio::test]
async fn rows_of_an_agreement_agree() {
    let second = |changes: &[(&str, &str)]| {
        let all: Vec<_> = [("device", "D2")].iter().chain(changes).copied().collect();
        [row(&[]), row(&all)]
    };
    one_error(&second(&[("customer_number", "1002")]), 3, "customer_number", "differs from line 2").await;
    one_error(&second(&[("signed", "2025-03-11")]), 3, "signed", "agreement A-1").await;
    one_error(&second(&[("payment_days", "30")]), 3, "payment_days", "must agree").await;
    one_error(&second(&[("name", "Café Ugle")]), 3, "name", "must agree").await;
}

#[tokio::test]
async fn a_customer_is_the_same_everywhere() {
    let rows = [row(&[]), row(&[("reference", "A-2"), ("device", "D2"), ("city", "Køge")])];
    one_error(&rows, 3, "city", "customer 1001 differs from line 2, where it is \"Hvidovre\"").await;
}

#[tokio::test]
async fn a_device_is_on_one_lease() {
    one_error(&[row(&[]), row(&[])], 3, "device", "on agreement A-1 already, line 2").await;
    let rows = [row(&[]), row(&[("reference", "A-2"), ("signed", "2025-05-01"), ("kyc_approved", "2025-05-01")])];
    one_error(&rows, 3, "device", "on agreement A-1 (line 2) as well").await;
    let ended = row(&[("binding_months", "0"), ("notice", "2025-05-01"), ("billed_through", "2025-06-30")]);
    let rows = [
        ended,
        row(&[("reference", "A-2"), ("signed", "2025-07-01"), ("kyc_approved", "2025-07-01"), ("model", "pax-a77")]),
    ];
    one_error(&rows, 3, "model", "is a pax-a920 on line 2").await;
    let (cx, _) = taken(&[row(&[])]).await;
    let other = [row(&[("reference", "A-2")])];
    one_error_in(&cx, &other, 2, "device", "on agreement A-1 in the database").await;
}

#[tokio::test]
async fn everything_is_told_at_once_and_nothing_is_taken() {
    let (cx, companies) = sample("2026-01-15").await;
    let rows = [
        row(&[("email", "x"), ("rent", "0"), ("signed", "2026-02-30"), ("model", "none")]),
        row(&[("reference", "A-2"), ("customer_number", "1002")]),
        row(&[
            ("reference", "A-3"),
            ("customer_number", "1003"),
            ("device", "D3"),
            ("company", "xx"),
            ("licence", "x"),
        ]),
        "dk;A-4;short".to_owned(),
    ];
    let found = refused(&cx, file(&rows)).await;
    let told: Vec<_> = found.iter().map(|e| (e.line, e.column.as_str())).collect();
    for expected in [
        (2, "email"),
        (2, "model"),
        (2, "rent"),
        (2, "signed"),
        (3, "device"),
        (4, "company"),
        (4, "licence"),
        (5, "the row"),
    ] {
        assert!(told.contains(&expected), "{expected:?} in {found:#?}");
    }
    assert_eq!(told.len(), 9, "{found:#?}");
    for company in companies {
        assert!(crate::store::agreement::agreement_rows(&cx.db, company.id).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_fault_that_repeats_itself_is_not_listed_for_ever() {
    let (cx, _) = sample("2026-01-15").await;
    let rows: Vec<String> = (0..1500)
        .map(|n| row(&[("device", &format!("D{n}")), ("reference", &format!("A-{n}")), ("rent", "0")]))
        .collect();
    let found = refused(&cx, file(&rows)).await;
    assert_eq!(found.len(), 1001);
    assert_eq!(found[1000].message, "500 more errors are not listed: correct these first");
}
