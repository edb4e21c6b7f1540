#![allow(clippy::unwrap_used)]

use entity::types::{Country, Language};

use super::*;
use crate::domain::invoice::PaymentReference;
use crate::text::Arg;

const E_INVOICE: Attachment<'_> =
    Attachment { name: "2026-000123.xml", mime: "application/xml", bytes: b"<Invoice>100</Invoice>" };

fn texts() -> Texts {
    Texts::load().unwrap()
}

fn data(writer: &PdfWriter, document: &Document) -> serde_json::Value {
    let page = Page::of(document, &texts());
    serde_json::from_slice(&writer.print.clean(&Sheet { page: &page, attachment: None }, Reach::Wide).unwrap()).unwrap()
}

/// With ordinary spaces, which are easier to write in a test.
fn plain(value: &serde_json::Value) -> String {
    value.to_string().replace('\u{a0}', " ")
}

#[test]
fn the_same_document_makes_the_same_bytes_also_from_another_writer() {
    let (writer, texts) = (PdfWriter::new().unwrap(), texts());
    let document = samples::invoice(Country::Dk, Language::Da, 4);
    let first = writer.invoice(&document, &texts, Some(E_INVOICE)).unwrap();
    assert!(first.starts_with(b"%PDF-1.7"));
    // Another document in between, so that what is remembered of the first cannot be all there is to it.
    let _ = writer.invoice(&samples::credit_note(), &texts, None).unwrap();
    assert_eq!(writer.invoice(&document, &texts, Some(E_INVOICE)).unwrap(), first);
    typst::comemo::evict(0);
    let second = PdfWriter::new().unwrap();
    assert_eq!(second.invoice(&document, &self::texts(), Some(E_INVOICE)).unwrap(), first);
    assert_ne!(second.invoice(&document, &texts, None).unwrap(), first);
}

#[test]
fn every_kind_country_and_language_is_set() {
    let (writer, texts) = (PdfWriter::new().unwrap(), texts());
    for (country, language) in Country::ALL.iter().flat_map(|c| Language::ALL.iter().map(|l| (*c, *l))) {
        writer.invoice(&samples::invoice(country, language, 2), &texts, None).unwrap();
        let mut credit = samples::credit_note();
        credit.language = language;
        writer.invoice(&credit, &texts, None).unwrap();
    }
}

#[test]
fn an_invoice_without_lines_and_one_with_two_hundred_are_set() {
    let (writer, texts) = (PdfWriter::new().unwrap(), texts());
    let mut none = samples::invoice(Country::Dk, Language::En, 0);
    none.payment = None;
    none.vat.clear();
    writer.invoice(&none, &texts, None).unwrap();
    let long = writer.invoice(&samples::invoice(Country::Dk, Language::Da, 200), &texts, None).unwrap();
    assert!(long.len() > 50_000);
}

#[test]
fn hostile_text_is_only_text() {
    let (writer, texts) = (PdfWriter::new().unwrap(), texts());
    let mut document = samples::invoice(Country::Dk, Language::Da, 1);
    let hostile = [
        "#panic()",
        "*x* _y_ `z` $1$ = A @b <c> // d /* e",
        "\"}] #read(\"/etc/passwd\")",
        "北京楼 🍜 \u{10fffd} a\u{301} 가 ŋ̊",
        "مطعم السلام",
        "\u{202e}EVIL\u{0}\r\n\t\u{7f}\u{ad}",
        "\\ ~ -- --- ... #1 #2 {x}",
    ];
    for text in hostile {
        document.buyer.name = text.to_owned();
        document.buyer.reference = Some(text.to_owned());
        document.buyer.address.street = text.repeat(20);
        document.lines[0].device.as_mut().unwrap().model = text.to_owned();
        document.number = text.to_owned();
        writer.invoice(&document, &texts, None).unwrap();
    }
    document.buyer.name = hostile[0].to_owned();
    assert_eq!(data(&writer, &document)["buyer"]["name"], hostile[0]);
    document.buyer.name = hostile[5].to_owned();
    assert_eq!(data(&writer, &document)["buyer"]["name"], "EVIL     ");
}

#[test]
fn what_cannot_be_printed_gets_a_sign_and_long_runs_may_break() {
    let print = PdfWriter::new().unwrap().print;
    for reach in [Reach::Wide, Reach::Sure] {
        assert_eq!(print.clean_text("Ærø × Łódź − 12 €", reach), "Ærø × Łódź − 12 €");
        let line = "+71<026840149965328+89123456<";
        assert_eq!(print.clean_text(line, reach), line);
        let broken = print.clean_text(&"x".repeat(100), reach);
        assert_eq!(broken.chars().filter(|c| *c == '\u{200b}').count(), 4);
    }
    assert_eq!(print.clean_text("北A", Reach::Wide), "□A");
    assert_eq!(print.clean_text("北A", Reach::Sure), "?A");
}

#[test]
fn letters_that_cannot_be_put_together_do_not_stop_an_invoice() {
    let (writer, texts) = (PdfWriter::new().unwrap(), texts());
    let mut document = samples::invoice(Country::Dk, Language::Da, 1);
    document.buyer.name = "Café \u{5d0}\u{5c5}\u{900}□\u{901}\u{fe2d} ✕ \u{1f5a}\u{a72f}".to_owned();
    let made = writer.invoice(&document, &texts, None).unwrap();
    assert_eq!(writer.invoice(&document, &texts, None).unwrap(), made);
}

#[test]
fn a_danish_invoice_says_all_that_it_must() {
    let writer = PdfWriter::new().unwrap();
    let said = plain(&data(&writer, &samples::invoice(Country::Dk, Language::Da, 4)));
    for needed in [
        "Faktura",
        "2026-000123",
        "1. januar 2026",
        "15. januar 2026",
        "Tillhold Danmark ApS",
        "Litauen Alle 1",
        "CVR-nr. 13 74 81 36",
        "Momsnr. DK13748136",
        "Café Nørreport ApS",
        "1165 København K",
        "+71<026840149965328+89123456<",
        "0040 0440116243",
        "DK50 0040 0440 1162 43",
        "NDEADKKK",
        "Leje, PAX A920 (SN 1800020507)",
        "1. januar – 31. marts 2026",
        "§ 5 · R016",
        "3 mdr. × 249,00",
        "Moms 25 % af 5.515,62 kr.",
        "1.378,91",
        "6.894,53 kr.",
        "17. december 2025",
        "nypris 4.000,00 kr. + forsendelse 90,00 kr. = 4.090,00 kr.",
    ] {
        assert!(said.contains(needed), "{needed} in {said}");
    }
}

#[test]
fn payment_is_asked_for_in_the_way_of_the_country() {
    let writer = PdfWriter::new().unwrap();
    let norway = plain(&data(&writer, &samples::invoice(Country::No, Language::Nb, 1))["pay"]);
    assert!(norway.contains("8601.11.17947") && norway.contains("00004202600012"), "{norway}");
    let netherlands = plain(&data(&writer, &samples::invoice(Country::Nl, Language::Nl, 1))["pay"]);
    assert!(netherlands.contains("RF18 5390 0754 7034") && netherlands.contains("NL91 ABNA 0417 1643 00"));
    let mut nothing = samples::invoice(Country::No, Language::Nb, 1);
    nothing.gross = entity::types::Money::zero(nothing.currency);
    assert!(matches!(nothing.payment, Some(PaymentReference::Kid(_))));
    assert_eq!(data(&writer, &nothing)["pay"]["ways"], serde_json::json!([]));
}

#[test]
fn an_invoice_without_a_payment_number_is_paid_to_the_account_by_its_own_number() {
    let writer = PdfWriter::new().unwrap();
    for language in Language::ALL {
        let mut unnumbered = samples::invoice(Country::Dk, *language, 2);
        unnumbered.payment = None;
        let pay = plain(&data(&writer, &unnumbered)["pay"]);
        for needed in ["0040 0440116243", "DK50 0040 0440 1162 43", "NDEADKKK", "2026-000123"] {
            assert!(pay.contains(needed), "{needed} in {pay}");
        }
        let by = texts().say(*language, "to-pay-by", &[("date", Arg::Date(unnumbered.due))]);
        assert!(pay.contains(&by.replace('\u{a0}', " ")), "{by} in {pay}");
        assert!(!pay.contains(&texts().say(*language, "to-pay-nothing", &[])), "{pay}");
    }
}

#[test]
fn a_credit_note_names_what_it_corrects_and_asks_for_nothing() {
    let writer = PdfWriter::new().unwrap();
    let data = data(&writer, &samples::credit_note());
    assert_eq!(data["title"], "Kreditnota");
    assert_eq!(data["correction"]["what"], "Retter faktura 2026-000123 af 1. januar 2026");
    assert_eq!(data["pay"]["ways"], serde_json::json!([]));
    assert!(!data["facts"].to_string().contains("Betales senest"));
}

#[test]
fn an_attachment_has_a_plain_name() {
    let (writer, texts) = (PdfWriter::new().unwrap(), texts());
    let document = samples::invoice(Country::Dk, Language::Da, 1);
    for name in ["", "../a.xml", "a b.xml", ".hidden", "a\"b"] {
        let made = writer.invoice(&document, &texts, Some(Attachment { name, ..E_INVOICE }));
        assert!(matches!(made, Err(PdfError::Attachment(_))), "{name}");
    }
    for mime in ["", "xml", "application/xml; x", "a/b/c"] {
        let made = writer.invoice(&document, &texts, Some(Attachment { mime, ..E_INVOICE }));
        assert!(matches!(made, Err(PdfError::Attachment(_))), "{mime}");
    }
}
