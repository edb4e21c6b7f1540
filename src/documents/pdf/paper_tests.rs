#![allow(clippy::unwrap_used)]

use entity::types::{Country, Currency, Date, Language, Money, Percent, VatCategory, VatKey};

use super::*;
use crate::documents::pdf::label::code;
use crate::documents::sample;
use crate::domain::calendar::Calendar;
use crate::domain::paper::{Advice, Amounts, Back, Outcome, Printed, Receipt, Tells};
use crate::domain::swap::skipped;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn dkk(minor: i64) -> Money {
    Money::new(minor, Currency::Dkk)
}

/// The return over Easter: dispatched 26 March 2026, due 14 April, charged 15 April, held until 21 April.
fn back() -> Back {
    let key = VatKey { category: VatCategory::Standard, rate: Percent(2500) };
    let parts = vec![("new-price".to_owned(), dkk(399_500)), ("shipping".to_owned(), dkk(9_500))];
    let not_counted = skipped(Calendar::of(Country::Dk), day("2026-03-26"), day("2026-04-14"));
    Back {
        due: day("2026-04-14"),
        days: 10,
        skipped: not_counted.into_iter().map(|(day, holiday)| (day, holiday.map(|h| h.key().to_owned()))).collect(),
        name: None,
        address: sample::invoice().seller.address,
        charged_on: day("2026-04-15"),
        charge: Some(Amounts::of(parts, key).unwrap()),
        held_until: day("2026-04-21"),
        found_days: 30,
        clause: "Bilag § 3".to_owned(),
    }
}

fn paper(language: Language, day: Date, tells: Tells) -> Paper {
    let document = sample::invoice();
    Paper {
        seller: document.seller,
        buyer: document.buyer,
        language,
        agreement: "OB-2025-0417".to_owned(),
        terms: "dk-loomis@2020-01-01".to_owned(),
        device: Printed { serial: "1800020507".to_owned(), model: "PAX A920".to_owned() },
        number: 1,
        day,
        rma: Some("4KX7-92MQ-D".to_owned()),
        tells,
    }
}

pub(in crate::documents) fn advice(language: Language, back: Option<Back>) -> Paper {
    let advice = Advice {
        replacement: Printed { serial: "1800031118".to_owned(), model: "PAX A920".to_owned() },
        site: Some("Butik Nørrebro".to_owned()),
        carrier: Some("GLS".to_owned()),
        tracking: Some("DK-998-1123".to_owned()),
        back,
    };
    paper(language, day("2026-03-26"), Tells::SwapAdvice(Box::new(advice)))
}

fn receipt(language: Language, outcome: Outcome) -> Paper {
    let receipt = Receipt { time: "14:05".to_owned(), test_due: Some(day("2026-04-13")), outcome };
    paper(language, day("2026-04-10"), Tells::ReturnReceipt(receipt))
}

fn outcomes() -> [Outcome; 5] {
    [
        Outcome::Nothing,
        Outcome::Dropped,
        Outcome::Credited { net: dkk(409_000), invoice: None },
        Outcome::Credited { net: dkk(409_000), invoice: Some("10003".to_owned()) },
        Outcome::TooLate { net: dkk(409_000), invoice: Some("10003".to_owned()) },
    ]
}

fn said(paper: &Paper) -> String {
    let letter = paper::Letter::of(paper, &sample::texts());
    serde_json::to_string(&letter).unwrap().replace('\u{a0}', " ")
}

/// To look at pages as pictures: `TILLHOLD_PAPERS=folder`.
fn shown(name: &str, bytes: &[u8]) {
    if let Ok(folder) = std::env::var("TILLHOLD_PAPERS") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), bytes).unwrap();
    }
}

#[test]
fn r085_a_swap_advice_says_what_by_when_why_and_what_stops_it() {
    let said = said(&advice(Language::Da, Some(back())));
    for needed in [
        "Ombytning",
        "SN 1800020507",
        "Hos os senest",
        "tirsdag den 14. april 2026",
        "5.112,50 kr. med moms opkræves 15. april 2026",
        "PAX A920 (SN 1800031118)",
        "Butik Nørrebro",
        "GLS",
        "DK-998-1123",
        "10 hverdage senere",
        "28. marts 2026, 29. marts 2026, 2. april 2026 (skærtorsdag), 3. april 2026 (langfredag), 4. april 2026, \
         5. april 2026 (påskedag), 6. april 2026 (2. påskedag), 11. april 2026, 12. april 2026",
        "3.995,00",
        "95,00",
        "Moms 25 % af 4.090,00 kr.",
        "1.022,50",
        "Bilag § 3",
        "R085",
        "tirsdag den 21. april 2026",
        "inden for 30 dage efter fakturaen",
        "RMA-nummer",
        "4KX7-92MQ-D",
    ] {
        assert!(said.contains(needed), "{needed} in {said}");
    }
    let nothing = paper::Letter::of(&advice(Language::Da, None), &sample::texts());
    assert_eq!((nothing.pay.amount.as_str(), nothing.sections.len()), ("Intet skal tilbage", 1));
}

#[test]
fn every_paper_is_whole_in_every_language() {
    let (writer, texts) = (PdfWriter::new().unwrap(), sample::texts());
    for language in Language::ALL {
        let without_price = Back { charge: None, skipped: Vec::new(), ..back() };
        let mut all =
            vec![advice(*language, Some(back())), advice(*language, Some(without_price)), advice(*language, None)];
        all.extend(outcomes().map(|outcome| receipt(*language, outcome)));
        for (at, paper) in all.iter().enumerate() {
            let said = said(paper);
            for gap in ["paper-", "label-", "vat-", "part-", "mail-", "{$", "{ $", "day-in", "weekday-"] {
                assert!(!said.contains(gap), "{language} {at}: {gap} in {said}");
            }
            shown(&format!("{}-{language}-{at}", paper.kind()), &writer.paper(paper, &texts).unwrap());
        }
    }
}

#[test]
fn the_same_paper_makes_the_same_bytes_also_when_it_was_kept() {
    let (writer, texts) = (PdfWriter::new().unwrap(), sample::texts());
    let paper = advice(Language::Da, Some(back()));
    let first = writer.paper(&paper, &texts).unwrap();
    let _ = writer.paper(&receipt(Language::Nl, Outcome::Nothing), &texts).unwrap();
    let kept: Paper = serde_json::from_str(&serde_json::to_string(&paper).unwrap()).unwrap();
    assert_eq!(kept, paper);
    assert_eq!(PdfWriter::new().unwrap().paper(&kept, &sample::texts()).unwrap(), first);
    let other = Paper { number: 2, ..paper };
    assert_ne!(writer.paper(&other, &texts).unwrap(), first);
}

#[test]
fn the_words_of_a_merchant_are_only_text_on_a_paper() {
    let (writer, texts) = (PdfWriter::new().unwrap(), sample::texts());
    let mut paper = advice(Language::Da, Some(back()));
    paper.device.serial = "#panic() \"}]\u{202e} $x$".to_owned();
    paper.buyer.name = "*x* #read(\"/etc/passwd\") 北京".to_owned();
    writer.paper(&paper, &texts).unwrap();
}

#[test]
fn a_label_leads_to_the_page_of_its_device() {
    let address = "https://leje.example.dk/d/1800020507";
    let made = code(address).unwrap();
    let mut dark = vec![false; made.width * made.width];
    for (x, y, length) in &made.runs {
        dark[y * made.width + x..y * made.width + x + length].fill(true);
    }
    // Read by another program than the one that wrote it, eight points a square and four squares of quiet, as it is printed.
    let side = (made.width + 8) * 8;
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
        let (x, y) = ((x / 8).wrapping_sub(4), (y / 8).wrapping_sub(4));
        let is_dark = x < made.width && y < made.width && dark[y * made.width + x];
        if is_dark { 0 } else { 255 }
    });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    assert_eq!(grids[0].decode().unwrap().1, address);
    assert!(code(&"x".repeat(4000)).is_err());
}

#[test]
fn labels_are_set_in_every_language_one_a_page() {
    let (writer, texts) = (PdfWriter::new().unwrap(), sample::texts());
    let seller = sample::invoice().seller;
    let label = |n: usize| Label {
        serial: format!("18000205{n:02}"),
        model: "PAX A920 Pro".to_owned(),
        address: format!("https://leje.example.dk/d/18000205{n:02}"),
    };
    let labels: Vec<_> = (0..12).map(label).collect();
    for language in Language::ALL {
        let made = writer.labels(&seller, &labels, (&texts, *language), day("2026-03-26")).unwrap();
        assert_eq!(made, writer.labels(&seller, &labels, (&texts, *language), day("2026-03-26")).unwrap());
        shown(&format!("labels-{language}"), &made);
    }
    assert!(writer.labels(&seller, &[], (&texts, Language::Da), day("2026-03-26")).is_err());
}
