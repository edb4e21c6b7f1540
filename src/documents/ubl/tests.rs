//! Files of many kinds of document, and the documents that are refused.

#![allow(clippy::unwrap_used)]

use entity::types::{ChargeCode, Country, Currency, DocumentKind, Money, Percent, VatCategory};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::party::buyer_endpoint;
use super::xml::{clean, group, leaf};
use super::{UblError, oioubl_xml, peppol_xml};
use crate::documents::sample::{
    buyer, credit_note, credit_note_of, invoice, invoice_of, one_off, rent, standard_vat, stub, texts, with_lines,
};
use crate::domain::invoice::{Document, DocumentLine, Endpoint, PaymentReference};

const COUNTRIES: [Country; 3] = [Country::Dk, Country::No, Country::Nl];
const ZERO: Percent = Percent(0);

fn peppol(document: &Document) -> Result<String, UblError> {
    peppol_xml(document, &texts()).map(|bytes| String::from_utf8(bytes).unwrap())
}

fn oioubl(document: &Document) -> Result<String, UblError> {
    oioubl_xml(document, &texts()).map(|bytes| String::from_utf8(bytes).unwrap())
}

/// The texts of all elements of a name (without its prefix).
fn texts_of(xml: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut found, mut open) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                open = start.local_name().as_ref() == name;
                if open {
                    found.push(String::new());
                }
            }
            Event::Text(text) if open => found.last_mut().unwrap().push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if open => {
                let of = |(name, _): &&(&str, &str)| *name == entity.xml10_content();
                let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
                found.last_mut().unwrap().push_str(known.iter().find(of).unwrap().1);
            }
            Event::End(_) => open = false,
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn lines_with(document: Document, extra: &[(ChargeCode, i64, (VatCategory, Percent))]) -> Document {
    let mut lines = document.lines.clone();
    for (code, minor, vat) in extra {
        let number = i64::try_from(lines.len()).unwrap() + 1;
        lines.push(one_off(number, *code, Money::new(*minor, document.currency), *vat));
    }
    with_lines(document, lines)
}

fn only(document: Document, vat: (VatCategory, Percent)) -> Document {
    let line = one_off(1, ChargeCode::Interest, Money::new(12_350, document.currency), vat);
    with_lines(document, vec![line])
}

fn private(mut document: Document) -> Document {
    document.buyer.registration = None;
    document.buyer.endpoint = Some(Endpoint { scheme: "0088".to_owned(), id: "5798009811578".to_owned() });
    document
}

/// The kinds of document that a country's company sends.
fn kinds(country: Country) -> Vec<(&'static str, Document)> {
    let plain = || invoice_of(country);
    let (currency, vat) = (plain().currency, standard_vat(country));
    let money = |minor| Money::new(minor, currency);
    let mut referenced = plain();
    referenced.buyer.reference = Some("Ordre 77 <A&B>".to_owned());
    let mut by_transfer = plain();
    by_transfer.payment = Some(PaymentReference::Rf("RF18000000000539007547034".to_owned()));
    let mut unreferenced = plain();
    unreferenced.payment = None;
    let mut by_iban = by_transfer.clone();
    by_iban.seller.account = None;
    let mut abroad = plain();
    abroad.buyer = buyer(if country == Country::Dk { Country::No } else { Country::Dk });
    let less =
        DocumentLine { unit_price: money(-9_999), net: money(-9_999), ..one_off(4, ChargeCode::Rent, money(1), vat) };
    let rounding = (1..=7).map(|n| stub(n, money(10_001 + 333 * n), "2026-02-11", vat)).collect();
    let swapped = [
        (ChargeCode::Loss, 50_000, (VatCategory::Zero, ZERO)),
        (ChargeCode::Comp, 31_000, (VatCategory::Exempt, ZERO)),
    ];
    let outside = [(ChargeCode::Reminder, 10_000, (VatCategory::Outside, ZERO))];
    let everything = [swapped[0], swapped[1], outside[0]];
    vec![
        ("quarter", plain()),
        ("stub", with_lines(plain(), vec![stub(1, money(24_900), "2026-02-13", vat)])),
        ("rounding", with_lines(plain(), rounding)),
        ("zero-rated", lines_with(plain(), &swapped[..1])),
        ("exempt", lines_with(plain(), &swapped[1..])),
        ("outside-mixed", lines_with(plain(), &outside)),
        ("everything", lines_with(plain(), &everything)),
        ("outside-only", only(plain(), (VatCategory::Outside, ZERO))),
        ("exempt-only", only(plain(), (VatCategory::Exempt, ZERO))),
        ("zero-only", only(plain(), (VatCategory::Zero, ZERO))),
        ("reverse-charge", only(plain(), (VatCategory::ReverseCharge, ZERO))),
        ("private-gln", private(plain())),
        ("referenced", referenced),
        ("transfer", by_transfer),
        ("iban", by_iban),
        ("no-reference", unreferenced),
        ("abroad", abroad),
        ("less", with_lines(plain(), plain().lines.into_iter().chain([less]).collect())),
        ("nothing-owed", with_lines(plain(), vec![rent(1, money(0), vat)])),
        ("credit-part", credit_note_of(country)),
        ("credit-all", with_lines(credit_note_of(country), plain().lines)),
        ("credit-mixed", lines_with(credit_note_of(country), &everything)),
        ("credit-outside", only(credit_note_of(country), (VatCategory::Outside, ZERO))),
        ("credit-private", private(credit_note_of(country))),
    ]
}

/// Every kind can be written, twice with the same bytes. Where `UBL_OUT` names a folder the files stay there, for `tests/judge`.
#[test]
fn every_kind_is_written() {
    let out = std::env::var_os("UBL_OUT").map(std::path::PathBuf::from);
    for country in COUNTRIES {
        for (name, document) in kinds(country) {
            let mut files = vec![("peppol", peppol(&document), peppol(&document))];
            if country == Country::Dk {
                files.push(("oioubl", oioubl(&document), oioubl(&document)));
            }
            for (dialect, file, again) in files {
                assert!(file.is_ok(), "{country} {name} {dialect}: {file:?}");
                let file = file.unwrap();
                assert_eq!(file, again.unwrap());
                if let Some(out) = &out {
                    std::fs::write(out.join(format!("{country}-{name}-{dialect}.xml")), file).unwrap();
                }
            }
        }
    }
}

#[test]
fn amounts_that_do_not_add_up_are_refused() {
    let one = Money::new(1, Currency::Dkk);
    let wrong: [fn(&mut Document, Money); 12] = [
        |d, one| d.lines[0].net = d.lines[0].net.plus(one).unwrap(),
        |d, one| d.lines[0].unit_price = d.lines[0].unit_price.plus(one).unwrap(),
        |d, one| d.vat[0].base = d.vat[0].base.plus(one).unwrap(),
        |d, one| d.vat[0].vat = d.vat[0].vat.plus(one).unwrap(),
        |d, one| d.vat_total = d.vat_total.plus(one).unwrap(),
        |d, one| d.net = d.net.plus(one).unwrap(),
        |d, one| d.gross = d.gross.plus(one).unwrap(),
        |d, _| d.lines[0].vat_category = VatCategory::Zero,
        |d, _| d.lines[0].vat_rate = Percent(1200),
        |d, _| d.lines[1].number = 1,
        |d, _| d.vat.push(d.vat[0].clone()),
        |d, _| d.vat.clear(),
    ];
    for (n, change) in wrong.into_iter().enumerate() {
        let mut document = invoice();
        change(&mut document, one);
        assert!(matches!(peppol(&document), Err(UblError::Sums(_))), "change {n}");
        assert!(matches!(oioubl(&document), Err(UblError::Sums(_))), "change {n}");
    }
}

#[test]
fn what_is_not_a_bill_or_lacks_something_is_refused() {
    let mut reminder = invoice();
    reminder.kind = DocumentKind::Reminder;
    assert!(matches!(peppol(&reminder), Err(UblError::NotABill(_))));
    let mut groundless = credit_note();
    groundless.corrects = None;
    assert!(matches!(peppol(&groundless), Err(UblError::Missing(_))));
    let mut nameless = invoice();
    nameless.buyer.name = "\u{1}\u{c}".to_owned();
    assert!(matches!(oioubl(&nameless), Err(UblError::Missing("the buyer's name"))));
    assert!(matches!(oioubl(&invoice_of(Country::No)), Err(UblError::NotDanish)));
}

#[test]
fn a_reference_of_another_country_is_refused() {
    let mut document = invoice_of(Country::Nl);
    document.payment = invoice().payment;
    assert!(matches!(peppol(&document), Err(UblError::Payment(_))));
    let mut short = invoice();
    short.payment = Some(PaymentReference::Fik { id: "1234".to_owned(), creditor: "81234567".to_owned() });
    assert!(matches!(peppol(&short), Err(UblError::Payment(_))));
}

#[test]
fn the_buyer_is_reached_at_its_address_or_its_number() {
    for (country, scheme) in COUNTRIES.into_iter().zip(["0184", "0192", "0106"]) {
        assert_eq!(buyer_endpoint(&buyer(country)).unwrap().scheme, scheme);
    }
    let document = private(invoice());
    assert_eq!(buyer_endpoint(&document.buyer).unwrap().id, "5798009811578");
    let mut nowhere = document;
    nowhere.buyer.endpoint = None;
    assert!(matches!(peppol(&nowhere), Err(UblError::NoElectronicAddress)));
    assert!(matches!(oioubl(&nowhere), Err(UblError::NoElectronicAddress)));
}

#[test]
fn oioubl_has_the_vat_where_peppol_has_the_net() {
    let document = invoice();
    assert_eq!(document.vat_total.to_string(), "380.66");
    assert_eq!(texts_of(&oioubl(&document).unwrap(), "TaxExclusiveAmount"), ["380.66"]);
    assert_eq!(texts_of(&peppol(&document).unwrap(), "TaxExclusiveAmount"), ["1522.65"]);
    assert_eq!(texts_of(&oioubl(&document).unwrap(), "PayableAmount"), ["1903.31"]);
}

#[test]
fn fik_is_one_text_in_peppol_and_two_in_oioubl() {
    let (peppol, oioubl) = (peppol(&invoice()).unwrap(), oioubl(&invoice()).unwrap());
    assert_eq!(texts_of(&peppol, "PaymentID"), ["71#026840149965328"]);
    assert_eq!(texts_of(&oioubl, "PaymentID"), ["71"]);
    assert_eq!(texts_of(&oioubl, "InstructionID"), ["026840149965328"]);
}

#[test]
fn outside_the_scope_is_exempt_beside_another_category() {
    let mixed = lines_with(invoice(), &[(ChargeCode::Reminder, 10_000, (VatCategory::Outside, ZERO))]);
    assert!(texts_of(&peppol(&mixed).unwrap(), "ID").iter().any(|id| id == "E"));
    let alone = only(invoice(), (VatCategory::Outside, ZERO));
    assert!(!peppol(&alone).unwrap().contains("DK13748136"), "BR-O-02: no VAT number");
    assert!(oioubl(&alone).unwrap().contains("taxcategoryid-1.4\">O<"));
}

#[test]
fn two_rates_of_a_category_cannot_be_oioubl() {
    let two = lines_with(invoice(), &[(ChargeCode::Move, 10_000, (VatCategory::Standard, Percent(1200)))]);
    assert!(peppol(&two).is_ok());
    assert!(matches!(oioubl(&two), Err(UblError::Vat(_))));
}

#[test]
fn what_gives_back_counts_fewer_at_a_positive_price() {
    let (_, document) = kinds(Country::Dk).into_iter().find(|(name, _)| *name == "less").unwrap();
    let file = peppol(&document).unwrap();
    assert_eq!(texts_of(&file, "InvoicedQuantity"), ["3", "3", "3", "-1"]);
    assert_eq!(texts_of(&file, "PriceAmount").last().unwrap(), "99.99");
    assert_eq!(texts_of(&file, "LineExtensionAmount").last().unwrap(), "-99.99");
}

#[test]
fn texts_are_escaped_and_lose_what_xml_forbids() {
    let mut document = invoice();
    document.buyer.name = " A & B <\"x\">\u{0}\u{8}\u{1b}\u{fffe} Ærø 🏪\r".to_owned();
    let file = peppol(&document).unwrap();
    assert_eq!(texts_of(&file, "RegistrationName")[1], "A & B <\"x\"> Ærø 🏪");
    assert!(file.contains("A &amp; B &lt;"));
    assert_eq!(clean("\u{ffff}a\tb\nc\u{1f}"), "a\tb\nc");
}

#[test]
fn an_element_with_nothing_in_it_is_not_written() {
    let node = group("a").add(leaf("b", " \u{2}")).add(group("c").add(leaf("d", ""))).add(leaf("e", 1).with("f", "<"));
    let file = String::from_utf8(node.to_file().unwrap()).unwrap();
    assert_eq!(file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n  <e f=\"&lt;\">1</e>\n</a>\n");
}
