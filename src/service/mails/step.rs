//! Letters about the steps of a swap: what happened, what happens next and by when, the amount and the date first.

use entity::types::{Date, Exclusion, FaultKind, Language, MailState, MerchantId, QuoteKind, SubjectId};

use super::{Action, Envelope, Written, document::Line, put, render};
use crate::documents::pdf::paper::outcome;
use crate::domain::invoice::{Address, Seller};
use crate::domain::paper::{Advice, Amounts, Back, Paper, Printed, Receipt, Tells};
use crate::service::{Context, ServiceResult};
use crate::store::Tx;
use crate::store::company::{Company, Returns};
use crate::store::merchant::merchant_with_sites;
use crate::store::paper::PaperRow;
use crate::text::{Arg, Texts, Voice};

/// The page of an offer in the portal, before its id.
const QUOTE_PATH: &str = "/portal/quotes/";

/// The page of a paper in the portal, before its id.
pub(in crate::service) const PAPER_PATH: &str = "/portal/papers/";

/// What a letter tells.
#[derive(Clone, Debug)]
pub(in crate::service) enum Step<'a> {
    /// A fault was reported (R079, R080, R021).
    Fault {
        /// In use, or on delivery.
        kind: FaultKind,
        /// What the merchant wrote.
        words: &'a str,
        /// When.
        day: Date,
        /// Hours until a replacement leaves.
        hours: u32,
    },
    /// A device is not back and its deadline comes near (R085).
    Reminder {
        /// The deadline, and what is charged after it.
        back: &'a Back,
        /// The day of the reminder.
        today: Date,
    },
    /// Something is offered (R084, R087, R106).
    Quote {
        /// A repair, or the swap price.
        kind: QuoteKind,
        /// How much.
        amounts: &'a Amounts,
        /// The last day of the offer.
        expires: Date,
        /// Why the fault is not covered.
        exclusion: Option<Exclusion>,
    },
    /// A swap is approved whose replacement leaves once the faulty device is here (A17).
    SendFirst {
        /// Where to.
        to: &'a Returns,
    },
    /// A device was tested (R082, R094-R105).
    Test {
        /// The point that excludes the fault; none: it is covered.
        exclusion: Option<Exclusion>,
    },
}

/// Everything in the letter, in its final form.
pub(super) struct View {
    pub(super) language: Language,
    pub(super) subject: String,
    pub(super) greeting: String,
    pub(super) headline: String,
    pub(super) about: Vec<String>,
    pub(super) facts: Vec<Line>,
    pub(super) action: Option<Action>,
    pub(super) closing: Vec<String>,
    pub(super) sender: Vec<String>,
}

impl Step<'_> {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Fault { .. } => "fault_reported",
            Self::Reminder { .. } => "return_reminder",
            Self::Quote { .. } => "quote_sent",
            Self::SendFirst { .. } => "send_first",
            Self::Test { .. } => "test_result",
        }
    }
}

/// Writes to a merchant about a step of a device, once for its kind and subject. Says whether there was an address to write to.
///
/// # Errors
/// A database that does not answer.
pub(in crate::service) async fn tell(
    cx: &Context,
    tx: &Tx,
    (company, merchant): (&Company, MerchantId),
    (subject, device): (SubjectId, &Printed),
    step: &Step<'_>,
) -> ServiceResult<bool> {
    let Some((to, _)) = merchant_with_sites(tx, merchant).await? else { return Ok(false) };
    let Some(recipient) = to.email else { return Ok(false) };
    let link = match (step, &cx.address) {
        (Step::Quote { .. }, Some(address)) => Some(format!("{address}{QUOTE_PATH}{subject}")),
        _ => None,
    };
    let written = written(step, (&company.seller, &to.name, to.language), device, link, &cx.texts)?;
    let envelope = Envelope {
        company: company.id,
        merchant: Some(merchant),
        kind: step.kind(),
        subject,
        recipient,
        language: to.language,
    };
    keep(cx, tx, envelope, written, "[]".to_owned()).await?;
    Ok(true)
}

/// Writes the letter that brings a paper, with its file.
///
/// # Errors
/// A database that does not answer.
pub(in crate::service) async fn bring(cx: &Context, tx: &Tx, row: &PaperRow, paper: &Paper) -> ServiceResult<()> {
    let Some((to, _)) = merchant_with_sites(tx, row.merchant_id).await? else { return Ok(()) };
    let Some(recipient) = to.email else { return Ok(()) };
    let link = cx.address.as_ref().map(|address| format!("{address}{PAPER_PATH}{}", row.id));
    let envelope = Envelope {
        company: row.company_id,
        merchant: Some(row.merchant_id),
        kind: match paper.tells {
            Tells::SwapAdvice(_) => "swap_advice",
            Tells::ReturnReceipt(_) => "return_receipt",
        },
        subject: SubjectId(row.id.0),
        recipient,
        language: row.language,
    };
    let files = serde_json::to_string(&[row.id]).unwrap_or_else(|_| "[]".to_owned());
    keep(cx, tx, envelope, brought(paper, link, &cx.texts)?, files).await
}

async fn keep(cx: &Context, tx: &Tx, envelope: Envelope, written: Written, attachments: String) -> ServiceResult<()> {
    let now = cx.clock.now();
    let mut row = envelope.row(cx.ids.next(), written, now);
    row.attachments = attachments;
    if cx.mailer.is_kept() {
        // Who writes it is who would send it: no job is needed to find that there is no server.
        row.state = MailState::Kept;
    }
    put(cx, tx, row, now).await
}

/// The letter about a step in words.
pub(super) fn written(
    step: &Step<'_>,
    (seller, name, language): (&Seller, &str, Language),
    device: &Printed,
    link: Option<String>,
    texts: &Texts,
) -> ServiceResult<Written> {
    let voice = Voice { texts, language };
    let mut view = empty(seller, name, &voice);
    match step {
        Step::Fault { kind, words, day, hours } => fault(&mut view, (*kind, words, *day, *hours), device, &voice),
        Step::Reminder { back, today } => reminder(&mut view, (back, *today), (seller, device), &voice),
        Step::Quote { kind, amounts, expires, exclusion } => {
            quote(&mut view, (*kind, amounts, *expires, *exclusion), device, &voice);
            view.action = link.map(|url| Action { label: voice.label("mail-quote-answer"), url });
        }
        Step::SendFirst { to } => send_first(&mut view, (to, device), &voice),
        Step::Test { exclusion } => test(&mut view, *exclusion, device, &voice),
    }
    render::step(&view)
}

/// The letter that brings a paper, in words.
pub(super) fn brought(paper: &Paper, link: Option<String>, texts: &Texts) -> ServiceResult<Written> {
    let voice = Voice { texts, language: paper.language };
    let mut view = empty(&paper.seller, &paper.buyer.name, &voice);
    match &paper.tells {
        Tells::SwapAdvice(advice) => advised(&mut view, paper, advice, &voice),
        Tells::ReturnReceipt(receipt) => received(&mut view, paper, receipt, &voice),
    }
    view.action = link.map(|url| Action { label: voice.label("mail-see-paper"), url });
    view.closing.insert(0, voice.label("mail-attached-paper"));
    render::step(&view)
}

fn empty(seller: &Seller, name: &str, voice: &Voice<'_>) -> View {
    let (email, phone) = (Arg::Text(&seller.email), Arg::Text(&seller.phone));
    View {
        language: voice.language,
        subject: String::new(),
        greeting: voice.say("mail-greeting", &[("name", Arg::Text(name))]),
        headline: String::new(),
        about: Vec::new(),
        facts: Vec::new(),
        action: None,
        closing: vec![voice.say("questions", &[("email", email), ("phone", phone)])],
        sender: voice.sender(seller),
    }
}

fn fact(voice: &Voice<'_>, key: &str, value: impl Into<String>) -> Line {
    Line { what: voice.label(key), amount: value.into() }
}

fn fault(
    view: &mut View,
    (kind, words, day, hours): (FaultKind, &str, Date, u32),
    device: &Printed,
    voice: &Voice<'_>,
) {
    let named = voice.device(device);
    view.subject = voice.say("mail-fault-subject", &[("serial", Arg::Text(&device.serial))]);
    view.headline = voice.say("mail-fault-says", &[("device", Arg::Text(&named))]);
    view.facts = vec![fact(voice, "mail-fault-when", voice.day(day)), fact(voice, "mail-fault-what", words)];
    view.about = vec![
        match kind {
            FaultKind::InLife => voice.say("mail-fault-next", &[("hours", Arg::Count(i64::from(hours)))]),
            FaultKind::OnDelivery => voice.label("mail-fault-next-delivery"),
        },
        voice.label("mail-fault-meanwhile"),
    ];
}

fn reminder(view: &mut View, (back, today): (&Back, Date), (seller, device): (&Seller, &Printed), voice: &Voice<'_>) {
    let (named, due, charged) = (voice.device(device), voice.day(back.due), voice.day(back.charged_on));
    let held = voice.day(back.held_until);
    let mut subject = vec![("date", Arg::Date(back.due)), ("serial", Arg::Text(&device.serial))];
    let mut says = vec![("charged", Arg::Text(&charged)), ("device", Arg::Text(&named)), ("day", Arg::Text(&due))];
    let (mut keys, mut amount) = (["mail-reminder-subject-list", "mail-reminder-says-list"], None);
    if let Some(charge) = &back.charge {
        keys = ["mail-reminder-subject", "mail-reminder-says"];
        amount = Some(("amount", Arg::Money(charge.gross)));
    }
    subject.extend(amount);
    says.extend(amount);
    view.subject = voice.say(keys[0], &subject);
    view.headline = voice.say(keys[1], &says);
    let left = (back.due - today).num_days().max(0);
    view.about = vec![
        voice.say("mail-reminder-left", &[("count", Arg::Count(left))]),
        voice.say("mail-reminder-posted", &[("day", Arg::Text(&due)), ("held", Arg::Text(&held))]),
    ];
    view.facts = vec![send_to(back.name.as_ref().unwrap_or(&seller.name), &back.address, voice)];
}

fn send_first(view: &mut View, (to, device): (&Returns, &Printed), voice: &Voice<'_>) {
    let named = voice.device(device);
    view.subject = voice.say("mail-send-first-subject", &[("serial", Arg::Text(&device.serial))]);
    view.headline = voice.say("mail-send-first-says", &[("device", Arg::Text(&named))]);
    view.about = vec![voice.label("mail-send-first-free"), voice.label("mail-advice-pack")];
    view.facts = vec![send_to(&to.name, &to.address, voice)];
}

fn send_to(name: &str, address: &Address, voice: &Voice<'_>) -> Line {
    fact(voice, "paper-send-to", voice.place(name, address))
}

fn quote(
    view: &mut View,
    (kind, amounts, expires, exclusion): (QuoteKind, &Amounts, Date, Option<Exclusion>),
    device: &Printed,
    voice: &Voice<'_>,
) {
    let (named, day) = (voice.device(device), voice.day(expires));
    let amount = ("amount", Arg::Money(amounts.gross));
    view.subject = voice.say("mail-quote-subject", &[amount, ("date", Arg::Date(expires))]);
    let args = [amount, ("device", Arg::Text(&named)), ("day", Arg::Text(&day))];
    view.headline = voice.say(&format!("mail-quote-says-{kind}"), &args);
    let money = |money| voice.texts.money(voice.language, money);
    view.facts = vec![
        fact(voice, "mail-quote-net", money(amounts.net)),
        fact(voice, "mail-quote-vat", money(amounts.vat)),
        fact(voice, "mail-quote-gross", money(amounts.gross)),
    ];
    view.facts.extend(exclusion.map(|code| {
        let why = voice.label(&format!("paper-exclusion-{code}"));
        fact(voice, "mail-quote-why", format!("{code}: {why}"))
    }));
    view.about = vec![voice.label("mail-quote-no-work")];
}

fn test(view: &mut View, exclusion: Option<Exclusion>, device: &Printed, voice: &Voice<'_>) {
    let named = voice.device(device);
    let (serial, device) = (("serial", Arg::Text(&device.serial)), ("device", Arg::Text(&named)));
    let Some(code) = exclusion else {
        view.subject = voice.say("mail-test-subject-covered", &[serial]);
        view.headline = voice.say("mail-test-says-covered", &[device]);
        return;
    };
    let why = voice.label(&format!("paper-exclusion-{code}"));
    let code = ("code", Arg::Text(code.as_str()));
    view.subject = voice.say("mail-test-subject-excluded", &[serial, code]);
    view.headline = voice.say("mail-test-says-excluded", &[device, code, ("why", Arg::Text(&why))]);
    view.about = vec![voice.label("mail-test-next"), voice.label("mail-test-disagree")];
}

fn advised(view: &mut View, paper: &Paper, advice: &Advice, voice: &Voice<'_>) {
    let (named, serial) = (voice.device(&paper.device), Arg::Text(&paper.device.serial));
    match &advice.back {
        Some(back) => {
            let due = voice.day(back.due);
            view.subject = voice.say("mail-advice-subject", &[("serial", serial), ("date", Arg::Date(back.due))]);
            let args = [("device", Arg::Text(&named)), ("day", Arg::Text(&due))];
            view.headline = voice.say("mail-advice-says", &args);
            view.about = vec![voice.label("mail-advice-pack")];
            view.facts = vec![send_to(back.name.as_ref().unwrap_or(&paper.seller.name), &back.address, voice)];
            let date = ("date", Arg::Date(back.charged_on));
            let otherwise = match &back.charge {
                Some(charge) => voice.say("paper-otherwise-charged", &[("amount", Arg::Money(charge.gross)), date]),
                None => voice.say("paper-otherwise-list", &[date]),
            };
            view.facts.push(fact(voice, "paper-otherwise", otherwise));
        }
        None => {
            let serial = Arg::Text(&advice.replacement.serial);
            view.subject = voice.say("mail-advice-subject-none", &[("serial", serial)]);
            view.headline = voice.label("mail-advice-says-none");
            view.about = vec![voice.label("paper-back-none-why")];
        }
    }
    view.facts.push(fact(voice, "paper-new", voice.device(&advice.replacement)));
    view.facts.extend(advice.carrier.as_deref().map(|carrier| fact(voice, "paper-carrier", carrier)));
    view.facts.extend(advice.tracking.as_deref().map(|tracking| fact(voice, "paper-tracking", tracking)));
}

fn received(view: &mut View, paper: &Paper, receipt: &Receipt, voice: &Voice<'_>) {
    let (named, day) = (voice.device(&paper.device), voice.day(paper.day));
    view.subject = voice.say("mail-receipt-subject", &[("serial", Arg::Text(&paper.device.serial))]);
    let args = [("device", Arg::Text(&named)), ("day", Arg::Text(&day)), ("time", Arg::Text(&receipt.time))];
    view.headline = voice.say("mail-receipt-says", &args);
    view.about = vec![outcome(&receipt.outcome, voice)];
    view.about.extend(receipt.test_due.map(|due| {
        let due = voice.day(due);
        voice.say("paper-next-test", &[("date", Arg::Text(&due))])
    }));
}
