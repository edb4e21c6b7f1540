//! A paper about a device as the template prints it: every word in its final form.

use entity::types::{Date, Language, Money};
use serde::Serialize;

use super::page::{self, Fact, Party, Pay, Total};
use super::payment::Way;
use crate::domain::invoice::{Address, Buyer, Seller};
use crate::domain::paper::{Advice, Amounts, Back, Outcome, Paper, Printed, Receipt, Tells};
use crate::text::{Arg, Texts, Voice};

/// Everything on the paper.
#[derive(Debug, Serialize)]
pub(super) struct Letter {
    pub(super) language: Language,
    pub(super) title: String,
    pub(super) number: String,
    pub(super) seller: Party,
    pub(super) to: String,
    pub(super) buyer: Party,
    pub(super) facts: Vec<Fact>,
    pub(super) pay: Pay,
    pub(super) sections: Vec<Section>,
    pub(super) questions: String,
    pub(super) footer: Vec<Vec<String>>,
    pub(super) page: String,
}

/// A part of a paper, under its heading.
#[derive(Debug, Default, Serialize)]
pub(super) struct Section {
    pub(super) heading: String,
    pub(super) facts: Vec<Fact>,
    pub(super) text: Vec<String>,
    pub(super) totals: Vec<Total>,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) after: Vec<String>,
}

impl Voice<'_> {
    /// A device as people know it: `PAX A920 (SN 1800020507)`.
    pub(crate) fn device(&self, device: &Printed) -> String {
        let said =
            self.say("paper-device", &[("model", Arg::Text(&device.model)), ("serial", Arg::Text(&device.serial))]);
        // The serial number is not parted from the letters that announce it.
        said.replace("(SN ", "(SN\u{a0}")
    }

    /// A day with its weekday: `tirsdag den 14. april 2026`.
    pub(crate) fn day(&self, day: Date) -> String {
        self.texts.day_in_words(self.language, day)
    }

    /// A postal address in one line.
    pub(crate) fn place(&self, name: &str, address: &Address) -> String {
        format!("{name}, {}, {} {}", address.street, address.postcode, address.city)
    }
}

impl Letter {
    /// What is printed of a paper.
    pub(super) fn of(paper: &Paper, texts: &Texts) -> Self {
        let voice = Voice { texts, language: paper.language };
        let mut letter = Self::between(&paper.seller, &paper.buyer, &voice);
        letter.title = voice.label(&format!("paper-{}", paper.kind()));
        letter.number = voice.say("paper-serial", &[("serial", Arg::Text(&paper.device.serial))]);
        letter.facts = vec![
            voice.fact("paper-dated", texts.date(voice.language, paper.day)),
            voice.fact("label-customer", paper.buyer.number.clone()),
            voice.fact("label-agreement", paper.agreement.clone()),
        ];
        letter.facts.extend(paper.rma.clone().map(|rma| voice.fact("rma-number", rma)));
        match &paper.tells {
            Tells::SwapAdvice(advice) => advised(&mut letter, paper, advice, &voice),
            Tells::ReturnReceipt(receipt) => received(&mut letter, paper, receipt, &voice),
        }
        letter
    }

    /// A letter from one to another that says nothing yet.
    pub(super) fn between(seller: &Seller, buyer: &Buyer, voice: &Voice<'_>) -> Self {
        Self {
            language: voice.language,
            title: String::new(),
            number: String::new(),
            seller: page::seller(seller, buyer, voice),
            to: voice.label("label-to"),
            buyer: page::buyer(seller, buyer, voice),
            facts: Vec::new(),
            pay: Pay { label: String::new(), amount: String::new(), by: None, ways: Vec::new(), note: String::new() },
            sections: Vec::new(),
            questions: page::questions(seller, voice),
            footer: page::footer(seller, voice),
            page: page::page(voice),
        }
    }
}

fn advised(letter: &mut Letter, paper: &Paper, advice: &Advice, voice: &Voice<'_>) {
    let box_of = |label: &str, amount: String| Pay {
        label: voice.label(label),
        amount,
        by: Some(voice.device(&paper.device)),
        ways: Vec::new(),
        note: String::new(),
    };
    letter.pay = match &advice.back {
        Some(back) => Pay {
            ways: vec![
                Way {
                    label: voice.label("paper-send-to"),
                    value: voice.place(back.name.as_ref().unwrap_or(&paper.seller.name), &back.address),
                    mono: false,
                },
                Way { label: voice.label("paper-otherwise"), value: otherwise(back, voice), mono: false },
            ],
            note: voice.label("paper-put-in"),
            ..box_of("paper-back-by", voice.day(back.due))
        },
        None => Pay { note: voice.label("paper-back-none-why"), ..box_of("paper-old", voice.label("paper-back-none")) },
    };
    let mut facts = vec![voice.fact("paper-new", voice.device(&advice.replacement))];
    facts.extend(advice.site.clone().map(|site| voice.fact("paper-site", site)));
    facts.push(voice.fact("paper-sent", voice.day(paper.day)));
    facts.extend(advice.carrier.clone().map(|carrier| voice.fact("paper-carrier", carrier)));
    facts.extend(advice.tracking.clone().map(|tracking| voice.fact("paper-tracking", tracking)));
    let same = voice.say("paper-leaves-same", &[("agreement", Arg::Text(&paper.agreement))]);
    letter.sections.push(Section {
        heading: voice.label("paper-leaves"),
        facts,
        after: vec![same],
        ..Section::default()
    });
    if let Some(back) = &advice.back {
        letter.sections.extend([counted(back, paper.day, voice), late(back, paper, voice), stops(back, paper, voice)]);
    }
}

fn otherwise(back: &Back, voice: &Voice<'_>) -> String {
    let date = ("date", Arg::Date(back.charged_on));
    match &back.charge {
        Some(charge) => voice.say("paper-otherwise-charged", &[("amount", Arg::Money(charge.gross)), date]),
        None => voice.say("paper-otherwise-list", &[date]),
    }
}

/// The deadline, and the days that do not count.
fn counted(back: &Back, since: Date, voice: &Voice<'_>) -> Section {
    let due = voice.day(back.due);
    let args = [("since", Arg::Date(since)), ("days", Arg::Count(back.days)), ("due", Arg::Text(&due))];
    let mut text = vec![voice.say("paper-counted-days", &args)];
    if !back.skipped.is_empty() {
        let days = voice.texts.not_counted(voice.language, &back.skipped);
        text.push(voice.say("paper-counted-not", &[("days", Arg::Text(&days))]));
    }
    Section { heading: voice.label("paper-counted"), text, ..Section::default() }
}

/// What is charged otherwise, and by which clause.
fn late(back: &Back, paper: &Paper, voice: &Voice<'_>) -> Section {
    let key = if back.charge.is_some() { "paper-late-sums" } else { "paper-late-list" };
    let clause = voice.say("paper-clause", &[("clause", Arg::Text(&back.clause)), ("terms", Arg::Text(&paper.terms))]);
    let charged_on = voice.day(back.charged_on);
    Section {
        heading: voice.label("paper-late"),
        text: vec![first_upper(&voice.say(key, &[("date", Arg::Text(&charged_on))]))],
        totals: back.charge.as_ref().map(|charge| sums(charge, voice)).unwrap_or_default(),
        after: vec![clause],
        ..Section::default()
    }
}

/// Parts, VAT and what they come to.
pub(super) fn sums(charge: &Amounts, voice: &Voice<'_>) -> Vec<Total> {
    let amount = |money: Money| voice.texts.amount(voice.language, money);
    let row = |label: String, money: Money| Total { label, amount: amount(money), strong: false };
    let mut totals: Vec<Total> = charge
        .parts
        .iter()
        .map(|(part, money)| row(first_upper(&voice.label(&format!("part-{part}"))), *money))
        .collect();
    let args = [("rate", Arg::Percent(charge.rate)), ("base", Arg::Money(charge.net))];
    totals.push(row(voice.say(&format!("vat-{}", charge.category), &args), charge.vat));
    let label = voice.say("total-gross", &[("currency", Arg::Text(charge.gross.currency().as_str()))]);
    totals.push(Total { label, amount: amount(charge.gross), strong: true });
    totals
}

/// What stops the charge.
fn stops(back: &Back, paper: &Paper, voice: &Voice<'_>) -> Section {
    let (due, held) = (voice.day(back.due), voice.day(back.held_until));
    let email = ("email", Arg::Text(&paper.seller.email));
    let text = vec![
        voice.say("paper-stops-here", &[("due", Arg::Text(&due))]),
        voice.say("paper-stops-posted", &[("due", Arg::Text(&due)), ("held", Arg::Text(&held)), email]),
        voice.say("paper-stops-found", &[("days", Arg::Count(back.found_days))]),
    ];
    Section { heading: voice.label("paper-stops"), text, ..Section::default() }
}

fn received(letter: &mut Letter, paper: &Paper, receipt: &Receipt, voice: &Voice<'_>) {
    let day = voice.day(paper.day);
    let at = voice.say("paper-at", &[("day", Arg::Text(&day)), ("time", Arg::Text(&receipt.time))]);
    letter.pay = Pay {
        label: voice.label("paper-received"),
        amount: at,
        by: Some(voice.device(&paper.device)),
        ways: Vec::new(),
        note: outcome(&receipt.outcome, voice),
    };
    let facts = vec![
        voice.fact("paper-old", voice.device(&paper.device)),
        voice.fact("paper-received-by", voice.place(&paper.seller.name, &paper.seller.address)),
    ];
    letter.sections.push(Section { facts, ..Section::default() });
    if let Some(due) = receipt.test_due {
        let due = voice.day(due);
        let text = vec![voice.say("paper-next-test", &[("date", Arg::Text(&due))])];
        letter.sections.push(Section { heading: voice.label("paper-next"), text, ..Section::default() });
    }
}

/// What a return does to a charge, in words.
pub(crate) fn outcome(outcome: &Outcome, voice: &Voice<'_>) -> String {
    let charged = |key: &str, net: &Money, invoice: &Option<String>| {
        let invoice = invoice.as_deref().unwrap_or("none");
        voice.say(key, &[("net", Arg::Money(*net)), ("invoice", Arg::Text(invoice))])
    };
    match outcome {
        Outcome::Nothing => voice.label("paper-outcome-nothing"),
        Outcome::Dropped => voice.label("paper-outcome-dropped"),
        Outcome::Credited { net, invoice } => charged("paper-outcome-credited", net, invoice),
        Outcome::TooLate { net, invoice } => charged("paper-outcome-too-late", net, invoice),
    }
}

/// With a capital first letter: what begins a sentence or a row.
pub(crate) fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
