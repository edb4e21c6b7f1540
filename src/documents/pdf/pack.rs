//! What there is to know of a swap, for whoever has to be convinced: what was reported, approved, sent, scanned, counted, charged,
//! tested and offered, each step with the hash of its event.

use entity::types::{Date, Exclusion, Language, Money, QuoteKind};

use super::page::Pay;
use super::paper::{Letter, Section, first_upper};
use crate::domain::explain::Explanation;
use crate::domain::invoice::{Buyer, Seller};
use crate::domain::paper::Printed;
use crate::text::{Arg, Texts, Voice};

/// What there is to know of a swap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// The lessor.
    pub seller: Seller,
    /// The merchant.
    pub buyer: Buyer,
    /// In which language.
    pub language: Language,
    /// The day on which it is put together.
    pub day: Date,
    /// What tells the swap from any other.
    pub swap: String,
    /// Our agreement's reference.
    pub agreement: String,
    /// The device that was exchanged.
    pub device: Printed,
    /// The device that took its place.
    pub replacement: Option<Printed>,
    /// When it was approved.
    pub approved: Date,
    /// Why it was, though not all of the troubleshooting was done.
    pub unchecked: Option<String>,
    /// When the replacement left.
    pub dispatched: Option<Date>,
    /// Carrier and tracking number.
    pub carriage: (Option<String>, Option<String>),
    /// When the faulty device was scanned in.
    pub received: Option<Date>,
    /// What was reported.
    pub reported: Option<Reported>,
    /// The deadline of its return.
    pub back: Option<Counted>,
    /// Proofs of posting.
    pub posted: Vec<Posted>,
    /// What was charged because it was not back.
    pub charge: Option<Charged>,
    /// What the test found: when, and the point that excludes it.
    pub test: Option<(Date, Option<Exclusion>)>,
    /// What proves that.
    pub proof: Option<String>,
    /// Offers and their answers, oldest first.
    pub quotes: Vec<Offered>,
    /// Files of the swap and of its report, oldest first.
    pub files: Vec<Kept>,
    /// What happened, in the order of its events.
    pub steps: Vec<Step>,
}

/// A file that was given as evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What it is called.
    pub name: String,
    /// When it was given, local: `2026-04-14 12:05`.
    pub at: String,
    /// By whom.
    pub who: String,
    /// The hash of all its bytes.
    pub sha256: String,
}

/// A fault as it was reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// Its day.
    pub day: Date,
    /// By whom.
    pub by: String,
    /// In which words.
    pub words: String,
}

/// A deadline with the days that did not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The day after which days count.
    pub since: Date,
    /// Its last day.
    pub due: Date,
    /// How many business days.
    pub days: i64,
    /// The days in between that did not count; with the public holiday's key, if it is one.
    pub skipped: Vec<(Date, Option<String>)>,
}

/// A proof of posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// When the device was posted.
    pub day: Date,
    /// Until when the charge waits for it.
    pub until: Option<Date>,
    /// What the proof is.
    pub proof: String,
}

/// What was charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charged {
    /// How much, ex VAT.
    pub net: Money,
    /// Where the charge stands, as a key: `charge-state-invoiced`.
    pub state: String,
    /// The invoice that it is on.
    pub invoice: Option<String>,
    /// Why.
    pub why: Option<Explanation>,
    /// When it was proposed for credit, and given back.
    pub given_back: (Option<Date>, Option<Date>),
}

/// An offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// A repair, or the swap price.
    pub kind: QuoteKind,
    /// How much, ex VAT.
    pub net: Money,
    /// When it was sent.
    pub sent: Date,
    /// Its last day.
    pub expires: Date,
    /// The answer and its day.
    pub answered: Option<(Date, bool)>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When, local: `2026-04-14 12:05`.
    pub at: String,
    /// What, in words.
    pub what: String,
    /// Who.
    pub who: String,
    /// Its place in the company's chain.
    pub sequence: i64,
    /// The hash of its event.
    pub hash: String,
}

/// A pack as the template prints it.
pub(super) fn letter(pack: &Pack, texts: &Texts) -> Letter {
    let voice = Voice { texts, language: pack.language };
    let mut letter = Letter::between(&pack.seller, &pack.buyer, &voice);
    letter.title = voice.label("paper-evidence");
    letter.number = voice.say("paper-serial", &[("serial", Arg::Text(&pack.device.serial))]);
    letter.facts = vec![
        voice.fact("paper-dated", texts.date(pack.language, pack.day)),
        voice.fact("label-customer", pack.buyer.number.clone()),
        voice.fact("label-agreement", pack.agreement.clone()),
    ];
    letter.pay = Pay {
        label: voice.label("pack-stands"),
        amount: stands(pack, &voice),
        by: Some(voice.device(&pack.device)),
        ways: Vec::new(),
        note: voice.label("pack-note"),
    };
    letter.sections.extend(reported(pack, &voice));
    letter.sections.push(sent(pack, &voice));
    letter.sections.extend(back(pack, &voice));
    letter.sections.extend(pack.charge.as_ref().map(|charge| charged(charge, &voice)));
    letter.sections.extend(tested(pack, &voice));
    letter.sections.extend(files(pack, &voice));
    letter.sections.push(steps(pack, &voice));
    letter
}

/// How it stands in a few words.
fn stands(pack: &Pack, voice: &Voice<'_>) -> String {
    match (pack.received, &pack.back) {
        (Some(day), _) => voice.say("pack-stands-back", &[("day", Arg::Date(day))]),
        (None, Some(back)) => voice.say("pack-stands-out", &[("day", Arg::Date(back.due))]),
        (None, None) => voice.label("pack-stands-nothing"),
    }
}

fn reported(pack: &Pack, voice: &Voice<'_>) -> Option<Section> {
    let reported = pack.reported.as_ref()?;
    Some(Section {
        heading: voice.label("pack-reported"),
        facts: vec![voice.fact("paper-dated", voice.day(reported.day)), voice.fact("pack-by", reported.by.clone())],
        text: vec![reported.words.clone()],
        ..Section::default()
    })
}

fn sent(pack: &Pack, voice: &Voice<'_>) -> Section {
    let mut facts = vec![voice.fact("pack-approved", voice.day(pack.approved))];
    facts.extend(pack.replacement.as_ref().map(|device| voice.fact("paper-new", voice.device(device))));
    facts.extend(pack.dispatched.map(|day| voice.fact("paper-sent", voice.day(day))));
    facts.extend(pack.carriage.0.clone().map(|carrier| voice.fact("paper-carrier", carrier)));
    facts.extend(pack.carriage.1.clone().map(|tracking| voice.fact("paper-tracking", tracking)));
    let text = pack.unchecked.as_deref().map(|why| voice.say("pack-unchecked", &[("reason", Arg::Text(why))]));
    Section { heading: voice.label("pack-sent"), facts, text: text.into_iter().collect(), ..Section::default() }
}

fn back(pack: &Pack, voice: &Voice<'_>) -> Option<Section> {
    let back = pack.back.as_ref()?;
    let due = voice.day(back.due);
    let args = [("since", Arg::Date(back.since)), ("days", Arg::Count(back.days)), ("due", Arg::Text(&due))];
    let mut text = vec![voice.say("paper-counted-days", &args)];
    if !back.skipped.is_empty() {
        let days = voice.texts.not_counted(voice.language, &back.skipped);
        text.push(voice.say("paper-counted-not", &[("days", Arg::Text(&days))]));
    }
    for posted in &pack.posted {
        let until = posted.until.map_or_else(String::new, |day| voice.texts.date(voice.language, day));
        let args = [("day", Arg::Date(posted.day)), ("proof", Arg::Text(&posted.proof)), ("until", Arg::Text(&until))];
        text.push(voice.say("pack-posted", &args));
    }
    let facts = pack.received.map(|day| voice.fact("paper-received", voice.day(day))).into_iter().collect();
    Some(Section { heading: voice.label("pack-back"), facts, text, ..Section::default() })
}

fn charged(charge: &Charged, voice: &Voice<'_>) -> Section {
    let mut facts = vec![
        voice.fact("mail-quote-net", voice.texts.money(voice.language, charge.net)),
        voice.fact("pack-state", voice.label(&charge.state)),
    ];
    facts.extend(charge.invoice.clone().map(|number| voice.fact("document-invoice", number)));
    facts.extend(charge.given_back.0.map(|day| voice.fact("pack-proposed-back", voice.day(day))));
    facts.extend(charge.given_back.1.map(|day| voice.fact("pack-given-back", voice.day(day))));
    let text = charge.why.as_ref().map(|why| voice.texts.why(voice.language, why)).into_iter().collect();
    Section { heading: voice.label("pack-charged"), facts, text, ..Section::default() }
}

fn tested(pack: &Pack, voice: &Voice<'_>) -> Option<Section> {
    let mut text = Vec::new();
    if let Some((day, exclusion)) = pack.test {
        text.push(match exclusion {
            None => voice.say("pack-covered", &[("day", Arg::Date(day))]),
            Some(code) => {
                let why = voice.label(&format!("paper-exclusion-{code}"));
                let args = [("day", Arg::Date(day)), ("code", Arg::Text(code.as_str())), ("why", Arg::Text(&why))];
                voice.say("pack-excluded", &args)
            }
        });
    }
    text.extend(pack.proof.as_deref().map(|proof| voice.say("pack-proof", &[("proof", Arg::Text(proof))])));
    for quote in &pack.quotes {
        let part = match quote.kind {
            QuoteKind::Repair => "part-repair",
            QuoteKind::SwapPrice => "part-swap-price",
        };
        let what = first_upper(&voice.label(part));
        let args = [
            ("what", Arg::Text(&what)),
            ("net", Arg::Money(quote.net)),
            ("sent", Arg::Date(quote.sent)),
            ("expires", Arg::Date(quote.expires)),
        ];
        let answer = match quote.answered {
            None => voice.label("pack-quote-waits"),
            Some((day, true)) => voice.say("pack-quote-accepted", &[("day", Arg::Date(day))]),
            Some((day, false)) => voice.say("pack-quote-declined", &[("day", Arg::Date(day))]),
        };
        text.push(format!("{} {answer}", voice.say("pack-quote", &args)));
    }
    (!text.is_empty()).then(|| Section { heading: voice.label("pack-tested"), text, ..Section::default() })
}

fn files(pack: &Pack, voice: &Voice<'_>) -> Option<Section> {
    let columns = ["pack-file-name", "pack-file-hash", "pack-when", "pack-who"].map(|key| voice.label(key));
    // The whole hash, in pieces that fit a column: whoever has the file compares all of it.
    let pieces = |hash: &str| hash.as_bytes().chunks(16).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    let row = |file: &Kept| vec![file.name.clone(), pieces(&file.sha256), file.at.clone(), file.who.clone()];
    (!pack.files.is_empty()).then(|| Section {
        heading: voice.label("pack-files"),
        columns: columns.to_vec(),
        rows: pack.files.iter().map(row).collect(),
        after: vec![voice.label("pack-files-note")],
        ..Section::default()
    })
}

fn steps(pack: &Pack, voice: &Voice<'_>) -> Section {
    let columns = ["pack-when", "pack-what", "pack-who", "pack-number", "pack-hash"].map(|key| voice.label(key));
    let row = |step: &Step| {
        // Enough of the hash to find its event and to be sure of it.
        let hash: String = step.hash.chars().take(16).collect();
        vec![step.at.clone(), step.what.clone(), step.who.clone(), step.sequence.to_string(), hash]
    };
    Section {
        heading: voice.label("pack-steps"),
        columns: columns.to_vec(),
        rows: pack.steps.iter().map(row).collect(),
        after: vec![voice.label("pack-steps-note")],
        ..Section::default()
    }
}
