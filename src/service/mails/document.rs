//! The letter that brings an invoice or a credit note: the amount and the date first, how to pay, what it is for, the PDF with it.

use entity::types::{ChargeCode, DocumentKind, FileKind, Instant, Language, MailState, Money, Period, SubjectId};

use super::{Action, DOCUMENT_PATH, Envelope, Written, put, render};
use crate::documents::pdf::payment::{self, Way};
use crate::domain::invoice::Document;
use crate::service::{Context, ServiceResult};
use crate::store::Tx;
use crate::store::invoice::Found;
use crate::store::mail::mail_address;
use crate::store::stored::StoredDocument;
use crate::text::{Arg, Texts, Voice};

/// Everything in the letter, in its final form.
pub(super) struct View {
    pub(super) language: Language,
    pub(super) subject: String,
    pub(super) greeting: String,
    pub(super) headline: String,
    pub(super) about: Vec<String>,
    pub(super) pay: Option<Pay>,
    pub(super) heading: String,
    pub(super) lines: Vec<Line>,
    pub(super) totals: Vec<Line>,
    pub(super) action: Option<Action>,
    pub(super) closing: Vec<String>,
    pub(super) sender: Vec<String>,
}

/// How to pay.
pub(super) struct Pay {
    pub(super) ways: Vec<Way>,
    pub(super) note: String,
}

/// What, and how much.
pub(super) struct Line {
    pub(super) what: String,
    pub(super) amount: String,
}

/// A letter about a document, written before the transaction that keeps it.
pub(in crate::service) struct Draft {
    envelope: Envelope,
    written: Written,
}

/// The letter about a document, if its merchant has an e-mail address.
///
/// # Errors
/// A database that does not answer.
pub(in crate::service) async fn draft(cx: &Context, found: &Found) -> ServiceResult<Option<Draft>> {
    let kind = match found.document.kind {
        DocumentKind::Invoice => "invoice",
        DocumentKind::CreditNote => "credit_note",
        DocumentKind::Reminder => return Ok(None),
    };
    let Some(recipient) = mail_address(&cx.db, found.merchant).await? else { return Ok(None) };
    let document = &found.document;
    let link = cx.address.as_ref().map(|address| format!("{address}{DOCUMENT_PATH}{}", found.id));
    let covered = Money::new(found.paid.minor() + found.credited.minor(), document.currency);
    let envelope = Envelope {
        company: found.company,
        merchant: Some(found.merchant),
        kind,
        subject: SubjectId(found.id.0),
        recipient,
        language: document.language,
    };
    Ok(Some(Draft { envelope, written: written(document, covered, link, &cx.texts)? }))
}

impl Draft {
    /// Keeps the letter, with the PDF of the document's files.
    ///
    /// # Errors
    /// A database that does not answer.
    pub(in crate::service) async fn put(
        self,
        cx: &Context,
        tx: &Tx,
        files: &[StoredDocument],
        now: Instant,
    ) -> ServiceResult<()> {
        let mut row = self.envelope.row(cx.ids.next(), self.written, now);
        let pdf: Vec<_> = files.iter().filter(|f| f.kind == FileKind::Pdf).map(|f| f.id).collect();
        row.attachments = serde_json::to_string(&pdf).unwrap_or_else(|_| "[]".to_owned());
        if cx.mailer.is_kept() {
            // Who writes it is who would send it: no job is needed to find that there is no server.
            row.state = MailState::Kept;
        }
        put(cx, tx, row, now).await
    }
}

/// The letter in words. `covered` is what earlier money has paid of it.
pub(super) fn written(
    document: &Document,
    covered: Money,
    link: Option<String>,
    texts: &Texts,
) -> ServiceResult<Written> {
    let voice = Voice { texts, language: document.language };
    if document.kind == DocumentKind::CreditNote {
        return render::credit_note(&credit_note(document, link, &voice)?);
    }
    render::invoice(&invoice(document, covered, link, &voice)?)
}

fn invoice(document: &Document, covered: Money, link: Option<String>, voice: &Voice<'_>) -> ServiceResult<View> {
    let left = document.gross.minus(covered)?;
    let open = left.minor() > 0;
    let (money, due) = (Arg::Money(left), Arg::Date(document.due));
    let named = [
        ("number", Arg::Text(&document.number)),
        ("seller", Arg::Text(&document.seller.name)),
        ("amount", money),
        ("date", due),
    ];
    let pay = open.then(|| Pay {
        ways: payment::ways(document, voice.texts),
        note: voice.say(payment::note_key(document.payment.as_ref()), &[("number", Arg::Text(&document.number))]),
    });
    let mut totals = totals(document, voice);
    if covered.minor() > 0 {
        totals.push(line(voice, "mail-covered", covered));
        totals.push(line(voice, "mail-left", left));
    }
    let (subject, headline) = if open {
        (
            voice.say("mail-invoice-subject", &named),
            voice.say("mail-invoice-to-pay", &[("amount", money), ("date", due)]),
        )
    } else {
        (voice.say("mail-invoice-subject-nothing", &named[..2]), voice.label("to-pay-nothing"))
    };
    view(
        document,
        voice,
        View {
            subject,
            headline,
            pay,
            totals,
            action: link.map(|url| Action { label: voice.label("mail-invoice-see"), url }),
            closing: vec![voice.label("mail-invoice-attached")],
            ..empty(document)
        },
    )
}

fn credit_note(document: &Document, link: Option<String>, voice: &Voice<'_>) -> ServiceResult<View> {
    let named = [
        ("number", Arg::Text(&document.number)),
        ("seller", Arg::Text(&document.seller.name)),
        ("amount", Arg::Money(document.gross)),
    ];
    let about = document.corrects.as_ref().map(|corrects| {
        let args = [("number", Arg::Text(&corrects.number)), ("date", Arg::Date(corrects.issued))];
        let reason = format!("{}: {}", voice.label("label-reason"), corrects.reason);
        vec![voice.say("label-corrects", &args), reason, voice.label("credited-what-now")]
    });
    view(
        document,
        voice,
        View {
            subject: voice.say("mail-credit-subject", &named),
            headline: voice.say("mail-credit-credited", &[("amount", Arg::Money(document.gross))]),
            about: about.unwrap_or_default(),
            totals: totals(document, voice),
            action: link.map(|url| Action { label: voice.label("mail-credit-see"), url }),
            closing: vec![voice.label("mail-credit-attached")],
            ..empty(document)
        },
    )
}

fn empty(document: &Document) -> View {
    View {
        language: document.language,
        subject: String::new(),
        greeting: String::new(),
        headline: String::new(),
        about: Vec::new(),
        pay: None,
        heading: String::new(),
        lines: Vec::new(),
        totals: Vec::new(),
        action: None,
        closing: Vec::new(),
        sender: Vec::new(),
    }
}

/// What both letters have.
fn view(document: &Document, voice: &Voice<'_>, mut view: View) -> ServiceResult<View> {
    view.greeting = voice.say("mail-greeting", &[("name", Arg::Text(&document.buyer.name))]);
    view.heading = voice.label("mail-for");
    view.lines = lines(document, voice)?;
    let (email, phone) = (Arg::Text(&document.seller.email), Arg::Text(&document.seller.phone));
    view.closing.push(voice.say("questions", &[("email", email), ("phone", phone)]));
    view.sender = voice.sender(&document.seller);
    Ok(view)
}

/// The lines of one charge and period together: a letter says what it is for, the PDF says it all.
fn lines(document: &Document, voice: &Voice<'_>) -> ServiceResult<Vec<Line>> {
    let mut groups: Vec<((ChargeCode, Option<Period>), usize, Money)> = Vec::new();
    for line in &document.lines {
        let key = (line.code, line.period);
        match groups.iter_mut().find(|group| group.0 == key) {
            Some((_, count, sum)) => (*count, *sum) = (*count + 1, sum.plus(line.net)?),
            None => groups.push((key, 1, line.net)),
        }
    }
    let line = |((code, period), count, sum): ((ChargeCode, Option<Period>), usize, Money)| {
        let mut what = voice.texts.charge_name(voice.language, code);
        if count > 1 {
            what += &format!(" × {count}");
        }
        if let Some(period) = period {
            what += &format!(", {}", voice.texts.period(voice.language, period));
        }
        Line { what, amount: voice.texts.money(voice.language, sum) }
    };
    Ok(groups.into_iter().map(line).collect())
}

fn totals(document: &Document, voice: &Voice<'_>) -> Vec<Line> {
    let mut totals = vec![line(voice, "total-net", document.net)];
    totals.extend(document.vat.iter().map(|group| {
        let args = [("rate", Arg::Percent(group.rate)), ("base", Arg::Money(group.base))];
        let what = voice.say(&format!("vat-{}", group.category), &args);
        Line { what, amount: voice.texts.money(voice.language, group.vat) }
    }));
    let what = voice.say("total-gross", &[("currency", Arg::Text(document.currency.as_str()))]);
    totals.push(Line { what, amount: voice.texts.money(voice.language, document.gross) });
    totals
}

fn line(voice: &Voice<'_>, key: &str, amount: Money) -> Line {
    Line { what: voice.label(key), amount: voice.texts.money(voice.language, amount) }
}
