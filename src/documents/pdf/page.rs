//! A document as the template prints it: every word and figure in its final form, nothing left to decide but where it stands.

use entity::types::{Country, DocumentKind, Language, VatCategory};
use serde::Serialize;

use super::payment::{self, Way};
use crate::domain::explain::Inputs;
use crate::domain::invoice::{Address, Buyer, Document, DocumentLine, Seller, VatGroup};
use crate::text::{Arg, Texts, Voice};

/// Where the template puts the page's number, and how many pages there are.
const PAGE: &str = "#1";
const PAGES: &str = "#2";

/// Everything on the paper.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    pub(super) language: Language,
    pub(super) title: String,
    pub(super) number: String,
    pub(super) seller: Party,
    pub(super) to: String,
    pub(super) buyer: Party,
    pub(super) facts: Vec<Fact>,
    pub(super) correction: Option<Corrected>,
    pub(super) pay: Pay,
    pub(super) columns: Columns,
    pub(super) rows: Vec<Row>,
    pub(super) totals: Vec<Total>,
    pub(super) notes: Vec<String>,
    pub(super) questions: String,
    pub(super) footer: Vec<Vec<String>>,
    pub(super) page: String,
}

/// Somebody with an address.
#[derive(Debug, Serialize)]
pub(super) struct Party {
    pub(super) name: String,
    pub(super) lines: Vec<String>,
}

/// A label and what it says.
#[derive(Debug, Serialize)]
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) value: String,
}

/// What a credit note corrects, and why.
#[derive(Debug, Serialize)]
pub(super) struct Corrected {
    pub(super) what: String,
    pub(super) reason: Fact,
}

/// The amount, by when, and how.
#[derive(Debug, Serialize)]
pub(super) struct Pay {
    pub(super) label: String,
    pub(super) amount: String,
    pub(super) by: Option<String>,
    pub(super) ways: Vec<Way>,
    pub(super) note: String,
}

/// The headings of the lines.
#[derive(Debug, Serialize)]
pub(super) struct Columns {
    pub(super) line: String,
    pub(super) price: String,
    pub(super) vat: String,
    pub(super) amount: String,
}

/// A line.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) number: i64,
    pub(super) title: String,
    pub(super) when: Option<String>,
    pub(super) clause: String,
    pub(super) why: String,
    pub(super) price: String,
    pub(super) vat: String,
    pub(super) amount: String,
}

/// A sum under the lines.
#[derive(Debug, Serialize)]
pub(super) struct Total {
    pub(super) label: String,
    pub(super) amount: String,
    pub(super) strong: bool,
}

impl Voice<'_> {
    pub(super) fn fact(&self, key: &str, value: impl Into<String>) -> Fact {
        Fact { label: self.label(key), value: value.into() }
    }
}

impl Page {
    /// What is printed of a document.
    pub(super) fn of(document: &Document, texts: &Texts) -> Self {
        let voice = Voice { texts, language: document.language };
        let currency = document.currency.as_str();
        Self {
            language: document.language,
            title: texts.document_name(document.language, document.kind),
            number: document.number.clone(),
            seller: seller(&document.seller, &document.buyer, &voice),
            to: voice.label("label-to"),
            buyer: buyer(&document.seller, &document.buyer, &voice),
            facts: facts(document, &voice),
            correction: corrected(document, &voice),
            pay: pay(document, &voice),
            columns: Columns {
                line: voice.label("column-line"),
                price: voice.label("column-price"),
                vat: voice.label("column-vat"),
                amount: voice.say("column-amount", &[("currency", Arg::Text(currency))]),
            },
            rows: document.lines.iter().map(|line| row(line, &voice)).collect(),
            totals: totals(document, &voice),
            notes: notes(document, &voice),
            questions: questions(&document.seller, &voice),
            footer: footer(&document.seller, &voice),
            page: page(&voice),
        }
    }
}

fn address(address: &Address, country: Country, abroad: bool, voice: &Voice<'_>) -> Vec<String> {
    let mut lines = vec![address.street.clone(), format!("{} {}", address.postcode, address.city)];
    if abroad {
        lines.push(voice.label(&format!("country-{country}")));
    }
    lines
}

fn registration(country: Country, number: &str, voice: &Voice<'_>) -> String {
    let number = payment::registration(country, number);
    voice.say(&format!("registration-{country}"), &[("number", Arg::Text(&number))])
}

pub(super) fn seller(seller: &Seller, buyer: &Buyer, voice: &Voice<'_>) -> Party {
    let abroad = seller.country != buyer.country;
    Party { name: seller.name.clone(), lines: address(&seller.address, seller.country, abroad, voice) }
}

pub(super) fn buyer(seller: &Seller, buyer: &Buyer, voice: &Voice<'_>) -> Party {
    let mut lines = address(&buyer.address, buyer.country, seller.country != buyer.country, voice);
    lines.extend(buyer.registration.as_deref().map(|number| registration(buyer.country, number, voice)));
    Party { name: buyer.name.clone(), lines }
}

/// Whom to ask.
pub(super) fn questions(seller: &Seller, voice: &Voice<'_>) -> String {
    voice.say("questions", &[("email", Arg::Text(&seller.email)), ("phone", Arg::Text(&seller.phone))])
}

/// Which page of how many, for the template to fill in.
pub(super) fn page(voice: &Voice<'_>) -> String {
    voice.say("page", &[("page", Arg::Text(PAGE)), ("pages", Arg::Text(PAGES))])
}

fn facts(document: &Document, voice: &Voice<'_>) -> Vec<Fact> {
    let date = |date| voice.texts.date(voice.language, date);
    let is_credit = document.kind == DocumentKind::CreditNote;
    let issued = if is_credit { "label-issued-credit" } else { "label-issued" };
    let mut facts = vec![voice.fact(issued, date(document.issued))];
    if !is_credit {
        facts.push(voice.fact("label-due", date(document.due)));
    }
    facts.push(voice.fact("label-customer", document.buyer.number.clone()));
    facts.extend(document.buyer.reference.as_ref().map(|text| voice.fact("label-reference", text.clone())));
    facts.push(voice.fact("label-agreement", document.agreement.clone()));
    facts
}

fn corrected(document: &Document, voice: &Voice<'_>) -> Option<Corrected> {
    document.corrects.as_ref().map(|corrects| Corrected {
        what: voice
            .say("label-corrects", &[("number", Arg::Text(&corrects.number)), ("date", Arg::Date(corrects.issued))]),
        reason: voice.fact("label-reason", corrects.reason.clone()),
    })
}

fn pay(document: &Document, voice: &Voice<'_>) -> Pay {
    let amount = voice.texts.money(voice.language, document.gross);
    let without = |label: &str, note: &str| Pay {
        label: voice.label(label),
        amount: amount.clone(),
        by: None,
        ways: Vec::new(),
        note: voice.label(note),
    };
    if document.kind == DocumentKind::CreditNote {
        return without("credited", "credited-what-now");
    }
    if document.gross.is_zero() {
        return without("to-pay", "to-pay-nothing");
    }
    Pay {
        label: voice.label("to-pay"),
        amount,
        by: Some(voice.say("to-pay-by", &[("date", Arg::Date(document.due))])),
        ways: payment::ways(document, voice.texts),
        note: voice.say(payment::note_key(document.payment.as_ref()), &[("number", Arg::Text(&document.number))]),
    }
}

fn row(line: &DocumentLine, voice: &Voice<'_>) -> Row {
    let (texts, language) = (voice.texts, voice.language);
    let price = texts.amount(language, line.unit_price);
    let quantity = if line.by_month { "quantity-months" } else { "quantity-pieces" };
    let when = match (&line.period, &line.why.inputs) {
        (Some(period), _) => Some(texts.period(language, *period)),
        (None, Inputs::Sum { on, .. }) => Some(texts.date(language, *on)),
        (None, _) => None,
    };
    let short = format!("vat-short-{}", line.vat_category);
    Row {
        number: line.number,
        // The serial number is not parted from the letters that announce it.
        title: texts.line_title(language, line).replace("(SN ", "(SN\u{a0}"),
        when,
        clause: [line.clause.as_str(), line.rule.as_str()].join(" · "),
        why: texts.why(language, &line.why),
        price: voice.say(quantity, &[("count", Arg::Count(line.quantity)), ("price", Arg::Text(&price))]),
        vat: voice.say(&short, &[("rate", Arg::Percent(line.vat_rate))]),
        amount: texts.amount(language, line.net),
    }
}

fn totals(document: &Document, voice: &Voice<'_>) -> Vec<Total> {
    let amount = |money| voice.texts.amount(voice.language, money);
    let total = |label: String, amount: String| Total { label, amount, strong: false };
    let of_group = |group: &VatGroup| {
        let args = [("rate", Arg::Percent(group.rate)), ("base", Arg::Money(group.base))];
        total(voice.say(&format!("vat-{}", group.category), &args), amount(group.vat))
    };
    let mut totals = vec![total(voice.label("total-net"), amount(document.net))];
    totals.extend(document.vat.iter().map(of_group));
    if document.vat.len() > 1 {
        totals.push(total(voice.label("total-vat"), amount(document.vat_total)));
    }
    let label = voice.say("total-gross", &[("currency", Arg::Text(document.currency.as_str()))]);
    totals.push(Total { label, amount: amount(document.gross), strong: true });
    totals
}

fn notes(document: &Document, voice: &Voice<'_>) -> Vec<String> {
    let mut notes =
        vec![voice.label("lines-ex-vat"), voice.say("lines-explained", &[("terms", Arg::Text(&document.terms))])];
    if document.vat.iter().any(|group| group.category == VatCategory::ReverseCharge) {
        notes.insert(0, voice.label("vat-reverse-note"));
    }
    notes
}

pub(super) fn footer(seller: &Seller, voice: &Voice<'_>) -> Vec<Vec<String>> {
    let place = format!("{}, {} {}", seller.address.street, seller.address.postcode, seller.address.city);
    let mut numbers = vec![
        registration(seller.country, &seller.registration, voice),
        voice.say("vat-number", &[("number", Arg::Text(&seller.vat_number))]),
    ];
    if seller.country == Country::No {
        numbers.push(voice.label("trade-register-NO"));
    }
    vec![vec![seller.name.clone(), place, seller.email.clone(), seller.phone.clone()], numbers]
}
