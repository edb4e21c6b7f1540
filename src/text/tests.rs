#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use entity::types::{Country, Currency, VatCategory};

use super::*;
use crate::domain::explain::{Explanation, Inputs};
use crate::domain::invoice::DocumentDevice;

/// The rules that have a sentence, because charges rest on them.
const EXPLAINED: [&str; 25] = [
    "R011", "R012", "R013", "R014", "R015", "R016", "R017", "R018", "R019", "R028", "R029", "R037", "R046", "R049",
    "R054", "R058", "R059", "R062", "R084", "R085", "R087", "R093", "A01", "A02", "A03",
];

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn period(from: &str, to: &str) -> Period {
    Period::new(day(from), day(to)).unwrap()
}

fn money(text: &str, currency: Currency) -> Money {
    Money::parse(text, currency).unwrap()
}

fn dkk(text: &str) -> Money {
    money(text, Currency::Dkk)
}

/// With ordinary spaces, which are easier to write in a test.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn all_names() -> Vec<String> {
    let mut keys: Vec<String> = ChargeCode::ALL.iter().map(|code| format!("charge-{code}")).collect();
    keys.extend(DocumentKind::ALL.iter().map(|kind| format!("document-{kind}")));
    keys.extend(AgreementState::ALL.iter().map(|state| format!("agreement-{state}")));
    keys.extend(ChargeState::ALL.iter().map(|state| format!("charge-state-{state}")));
    keys.extend(RunState::ALL.iter().map(|state| format!("run-{state}")));
    keys.extend(VatCategory::ALL.iter().flat_map(|vat| [format!("vat-{vat}"), format!("vat-short-{vat}")]));
    keys.extend(Country::ALL.iter().flat_map(|land| [format!("country-{land}"), format!("registration-{land}")]));
    keys.extend(EXPLAINED.iter().map(|rule| format!("rule-{rule}")));
    keys
}

/// Each key of a language with the variables that its text uses.
fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, source) in sources(language) {
        let mut key = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
                key = line.split(" = ").next().unwrap().to_owned();
                assert!(found.insert(format!("{file} {key}"), BTreeSet::new()).is_none(), "{language} {key} twice");
            }
            for after in line.split('$').skip(1) {
                let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(after.len());
                found.get_mut(&format!("{file} {key}")).unwrap().insert(after[..end].to_owned());
            }
        }
    }
    found
}

#[test]
fn the_four_languages_have_the_same_texts_with_the_same_variables() {
    let english = keys(Language::En);
    assert!(english.len() > 150);
    for language in Language::ALL {
        assert_eq!(keys(*language), english, "{language}");
    }
}

#[test]
fn every_code_kind_state_and_rule_has_a_name_in_every_language() {
    let texts = Texts::load().unwrap();
    for language in Language::ALL {
        for key in all_names() {
            let said = texts.say_in(
                *language,
                &key,
                &[("rate", Arg::Text("25")), ("base", Arg::Text("1")), ("number", Arg::Text("1"))],
            );
            let ends = |said: &str| said.ends_with('.') && !said.ends_with("mva.");
            assert!(said.is_some_and(|said| !said.contains('{') && !ends(&said)), "{language} {key}");
        }
    }
}

#[test]
fn a_missing_text_is_its_key() {
    let texts = Texts::load().unwrap();
    assert_eq!(texts.say(Language::Nl, "no-such-text", &[]), "no-such-text");
    assert_eq!(texts.try_say(Language::Nl, "no-such-text", &[]), None);
}

#[test]
fn money_has_the_form_of_the_language() {
    let texts = Texts::load().unwrap();
    let cases = [
        (Language::Da, "1245.00", Currency::Dkk, "1.245,00 kr."),
        (Language::Da, "1245.00", Currency::Eur, "1.245,00 EUR"),
        (Language::Da, "-0.05", Currency::Dkk, "−0,05 kr."),
        (Language::Nb, "1245.00", Currency::Nok, "1 245,00 kr"),
        (Language::Nb, "1234567.89", Currency::Dkk, "1 234 567,89 DKK"),
        (Language::Nl, "1245.00", Currency::Eur, "€ 1.245,00"),
        (Language::Nl, "999.90", Currency::Dkk, "DKK 999,90"),
        (Language::En, "1245.00", Currency::Dkk, "DKK 1,245.00"),
        (Language::En, "0", Currency::Eur, "EUR 0.00"),
    ];
    for (language, amount, currency, expected) in cases {
        assert_eq!(plain(&texts.money(language, money(amount, currency))), expected);
    }
    let largest = Money::new(i64::MIN, Currency::Dkk);
    assert_eq!(texts.amount(Language::Da, largest), "−92.233.720.368.547.758,08");
}

#[test]
fn sizes_have_the_form_of_the_language() {
    let texts = Texts::load().unwrap();
    let size = |language, bytes| plain(&texts.size(language, bytes));
    for (bytes, wanted) in [
        (0, "0 byte"),
        (999, "999 byte"),
        (1_000, "1 kB"),
        (38_499, "38 kB"),
        (999_499, "999 kB"),
        (999_500, "1,0 MB"),
        (1_357_793, "1,4 MB"),
        (1_234_567_890, "1.234,6 MB"),
    ] {
        assert_eq!(size(Language::Da, bytes), wanted);
    }
    assert_eq!(size(Language::En, 1_357_793), "1.4 MB");
    assert_eq!(size(Language::Nl, 12), "12 bytes");
}

#[test]
fn dates_periods_and_rates_have_the_form_of_the_language() {
    let texts = Texts::load().unwrap();
    assert_eq!(texts.date(Language::Da, day("2026-04-14")), "14. april 2026");
    assert_eq!(texts.date(Language::En, day("2026-04-14")), "14 April 2026");
    assert_eq!(texts.date(Language::Nl, day("2026-03-01")), "1 maart 2026");
    let said = |language, from, to| texts.period(language, period(from, to));
    assert_eq!(said(Language::Da, "2026-01-01", "2026-03-31"), "1. januar – 31. marts 2026");
    assert_eq!(said(Language::En, "2026-01-01", "2026-03-31"), "1 January – 31 March 2026");
    assert_eq!(said(Language::Nb, "2026-05-01", "2026-05-31"), "1. – 31. mai 2026");
    assert_eq!(said(Language::Nl, "2025-12-31", "2026-01-30"), "31 december 2025 – 30 januari 2026");
    assert_eq!(said(Language::Da, "2026-05-01", "2026-05-01"), "1. maj 2026");
    assert_eq!(plain(&texts.percent(Language::Da, Percent(805))), "8,05 %");
    assert_eq!(texts.percent(Language::En, Percent(2500)), "25%");
    assert_eq!(plain(&texts.percent(Language::Nb, Percent(-45))), "−0,45 %");
}

#[test]
fn a_line_is_titled_with_its_device() {
    let texts = Texts::load().unwrap();
    let quarter = period("2026-01-01", "2026-03-31");
    let inputs = Inputs::Quarter { monthly: dkk("249"), months: 3, period: quarter };
    let mut line = DocumentLine {
        number: 1,
        code: ChargeCode::Rent,
        device: Some(DocumentDevice { serial: "1234".to_owned(), model: "PAX A920".to_owned() }),
        period: Some(quarter),
        quantity: 3,
        by_month: true,
        unit_price: dkk("249"),
        net: dkk("747"),
        vat_category: VatCategory::Standard,
        vat_rate: Percent(2500),
        rule: "R016".to_owned(),
        clause: "§ 5".to_owned(),
        why: Explanation::new(&["R016"], inputs).unwrap(),
    };
    assert_eq!(texts.line_title(Language::Da, &line), "Leje, PAX A920 (SN 1234)");
    line.device = None;
    assert_eq!(texts.line_title(Language::Da, &line), "Leje");
}

#[test]
fn a_quarter_a_stub_a_sum_and_a_credit_are_explained() {
    let texts = Texts::load().unwrap();
    let said = |rules: &[&str], inputs| plain(&texts.why(Language::Da, &Explanation::new(rules, inputs).unwrap()));
    let whole = period("2026-01-01", "2026-03-31");
    assert_eq!(
        said(&["R016"], Inputs::Quarter { monthly: dkk("249"), months: 3, period: whole }),
        "Leje betales kvartalsvis forud (R016). For 1. januar – 31. marts 2026: 3 × 249,00 kr. = 747,00 kr."
    );
    let stub = Inputs::Stub {
        monthly: dkk("249"),
        months: 3,
        period: period("2025-11-15", "2025-12-31"),
        quarter: period("2025-10-01", "2025-12-31"),
    };
    assert_eq!(
        said(&["R016", "R012", "A03"], stub.clone()),
        "Leje betales kvartalsvis forud (R016). Lejen begyndte 15. november 2025, så kvartalet regnes efter dage \
         (R012, A03): 3 × 249,00 kr. = 747,00 kr.; 747,00 kr. × 47 af 92 dage = 381,62 kr."
    );
    assert!(said(&["R029"], stub).contains("Licensen begyndte 15. november 2025, så kvartalet regnes efter dage: "));
    let parts = vec![("new-price".to_owned(), dkk("4000")), ("shipping".to_owned(), dkk("90"))];
    assert_eq!(
        said(&["R085"], Inputs::Sum { on: day("2026-04-15"), parts }),
        "Er den defekte enhed ikke modtaget inden fristen efter ombytningen, betales nypris og forsendelse (R085). \
         15. april 2026: nypris 4.000,00 kr. + forsendelse 90,00 kr. = 4.090,00 kr."
    );
    let parts = vec![("something-else".to_owned(), dkk("10"))];
    assert_eq!(
        said(&["R999"], Inputs::Sum { on: day("2026-04-15"), parts }),
        "Linjen følger regel R999. 15. april 2026: something-else 10,00 kr."
    );
    let credit = Inputs::Credit { invoice: "100".to_owned(), line: 2, remaining: dkk("747"), credited: dkk("47") };
    assert_eq!(
        said(&["R016"], credit),
        "Leje betales kvartalsvis forud (R016). Her krediteres 47,00 kr. af linje 2 på faktura 100. Før var der \
         747,00 kr. tilbage af linjen, nu er der 700,00 kr."
    );
}

#[test]
fn every_explanation_is_whole_sentences_in_every_language() {
    let texts = Texts::load().unwrap();
    let stub = Inputs::Stub {
        monthly: dkk("99"),
        months: 3,
        period: period("2026-03-31", "2026-03-31"),
        quarter: period("2026-01-01", "2026-03-31"),
    };
    for language in Language::ALL {
        let said = texts.why(*language, &Explanation::new(&EXPLAINED, stub.clone()).unwrap());
        assert!(said.ends_with('.') && !said.contains("..") && !said.contains('{'), "{said}");
        assert!(EXPLAINED.iter().all(|rule| said.contains(rule)), "{said}");
    }
}

#[test]
fn what_is_put_in_is_only_text() {
    let texts = Texts::load().unwrap();
    let hostile = "{ $day } *[other] <b>";
    let said = texts.say(Language::En, "vat-number", &[("number", Arg::Text(hostile))]);
    assert_eq!(said, format!("VAT no. {hostile}"));
}
