#![allow(clippy::unwrap_used)]

use entity::types::{Currency, Date, Exclusion, FaultKind, Language, Money, Percent, QuoteKind, VatCategory, VatKey};

use super::step::{Step, brought, written};
use super::tests::sound;
use crate::documents::sample;
use crate::domain::paper::{Advice, Amounts, Back, Outcome, Paper, Printed, Receipt, Tells};
use crate::store::company::Returns;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn device() -> Printed {
    Printed { serial: "1800020507".to_owned(), model: "PAX A920".to_owned() }
}

fn amounts() -> Amounts {
    let key = VatKey { category: VatCategory::Standard, rate: Percent(2500) };
    Amounts::of(vec![("repair".to_owned(), Money::new(409_000, Currency::Dkk))], key).unwrap()
}

fn back(charge: Option<Amounts>) -> Back {
    Back {
        due: day("2026-04-14"),
        days: 10,
        skipped: Vec::new(),
        name: None,
        address: sample::invoice().seller.address,
        charged_on: day("2026-04-15"),
        charge,
        held_until: day("2026-04-21"),
        found_days: 30,
        clause: "Bilag § 3".to_owned(),
    }
}

#[test]
fn every_letter_about_a_step_is_whole_in_every_language() {
    let (texts, seller, amounts) = (sample::texts(), sample::invoice().seller, amounts());
    let (priced, unpriced) = (back(Some(amounts.clone())), back(None));
    for language in Language::ALL {
        let mut steps = Vec::new();
        let to = Returns { name: "Lager".into(), address: seller.address.clone() };
        steps.push(Step::SendFirst { to: &to });
        for kind in FaultKind::ALL {
            steps.push(Step::Fault { kind: *kind, words: "Skærmen er sort", day: day("2026-03-25"), hours: 24 });
        }
        for back in [&priced, &unpriced] {
            for today in ["2026-04-09", "2026-04-13", "2026-04-14"] {
                steps.push(Step::Reminder { back, today: day(today) });
            }
        }
        for (kind, exclusion) in QuoteKind::ALL.iter().zip([None, Some(Exclusion::Ex03)]) {
            steps.push(Step::Quote { kind: *kind, amounts: &amounts, expires: day("2026-05-01"), exclusion });
        }
        steps.push(Step::Test { exclusion: None });
        steps.extend(Exclusion::ALL.iter().map(|point| Step::Test { exclusion: Some(*point) }));
        for step in steps {
            let link = matches!(step, Step::Quote { .. }).then(|| "https://leje.example.dk/portal/quotes/1".to_owned());
            let letter = written(&step, (&seller, "Café Nord", *language), &device(), link.clone(), &texts).unwrap();
            let what = format!("{language} {step:?}");
            sound(&what, &letter, false);
            assert!(!letter.text.contains("paper-") && letter.text.contains("1800020507"), "{what}: {}", letter.text);
            assert_eq!(letter.html.contains("href"), link.is_some(), "{what}");
            assert!(letter.text.contains(&seller.email), "{what}: {}", letter.text);
        }
    }
}

#[test]
fn every_letter_that_brings_a_paper_is_whole_in_every_language() {
    let (texts, document) = (sample::texts(), sample::invoice());
    for language in Language::ALL {
        let advice = |back| {
            let carrier = Some("GLS".to_owned());
            let replacement = Printed { serial: "1800031118".to_owned(), model: "PAX A920".to_owned() };
            Tells::SwapAdvice(Box::new(Advice { replacement, site: None, carrier, tracking: None, back }))
        };
        let receipt =
            Receipt { time: "14:05".to_owned(), test_due: Some(day("2026-04-13")), outcome: Outcome::Nothing };
        for tells in [advice(Some(back(Some(amounts())))), advice(None), Tells::ReturnReceipt(receipt)] {
            let paper = Paper {
                seller: document.seller.clone(),
                buyer: document.buyer.clone(),
                language: *language,
                agreement: "OB-1".to_owned(),
                terms: "dk-loomis@2020-01-01".to_owned(),
                device: device(),
                number: 1,
                day: day("2026-03-26"),
                rma: None,
                tells,
            };
            let what = format!("{language} {:?}", paper.tells);
            let letter = brought(&paper, Some("https://leje.example.dk/portal/papers/1".to_owned()), &texts).unwrap();
            sound(&what, &letter, false);
            assert!(!letter.text.contains("paper-") && letter.html.contains("/portal/papers/1"), "{what}");
        }
    }
}

#[test]
fn r085_a_reminder_names_amount_and_date_first() {
    let (texts, seller, priced) = (sample::texts(), sample::invoice().seller, back(Some(amounts())));
    let step = Step::Reminder { back: &priced, today: day("2026-04-09") };
    let letter = written(&step, (&seller, "Café Nord", Language::Da), &device(), None, &texts).unwrap();
    let text = letter.text.replace('\u{a0}', " ");
    assert_eq!(
        letter.subject.replace('\u{a0}', " "),
        "5.112,50 kr. pr. 14. april 2026: 1800020507 er ikke tilbage endnu"
    );
    assert!(text.contains("5.112,50 kr. med moms opkræves onsdag den 15. april 2026, hvis PAX A920 (SN 1800020507)"));
    assert!(text.contains("Der er 5 dage tilbage."), "{text}");
}
