//! A document: what is printed and why, what is paid, credited and open, its files.

use askama::Template;
use axum::response::Html;
use entity::types::{DocumentKind, FileKind, InvoiceId, Money};

use super::words::Reasoned;
use crate::domain::access::Act;
use crate::domain::invoice::{Document, DocumentLine, PaymentReference, VatGroup};
use crate::store::page::invoice::{Allocated, FileRow, InvoicePage};
use crate::text::Arg;
use crate::web::WebResult;
use crate::web::files;
use crate::web::frame::Frame;
pub(super) use crate::web::own::Invoice;
use crate::web::own::Own;

#[derive(Template)]
#[template(path = "office/invoice.html")]
struct Page<'a> {
    f: &'a Frame,
    page: &'a InvoicePage,
    lines: Vec<Line>,
    may_credit: bool,
}

/// A line, and what credit notes give back of it.
struct Line {
    line: Reasoned,
    credited: Option<Credited>,
}

/// What credit notes give back of a line.
struct Credited {
    /// Whether that is all of it.
    all: bool,
    amount: String,
    notes: Vec<(InvoiceId, String)>,
}

impl Credited {
    fn of(f: &Frame, page: &InvoicePage, line: &DocumentLine) -> Option<Self> {
        let parts: Vec<_> = page.credited.iter().filter(|part| part.line == line.number).collect();
        let amount = Money::new(parts.iter().map(|part| part.net).sum(), line.net.currency());
        let notes = parts.iter().map(|part| (part.id, part.number.clone())).collect();
        (!parts.is_empty()).then(|| Self { all: page.is_credited(line), amount: f.money(&amount), notes })
    }
}

impl Page<'_> {
    fn document(&self) -> &Document {
        self.page.document()
    }

    fn is_credit(&self) -> bool {
        self.document().kind == DocumentKind::CreditNote
    }

    fn vat(&self, group: &VatGroup) -> String {
        let args = [("rate", Arg::Percent(group.rate)), ("base", Arg::Money(group.base))];
        self.f.texts().say(self.f.language, &format!("vat-{}", group.category), &args)
    }

    /// What the payer quotes, with what it is called.
    fn reference(&self) -> Option<(&'static str, String)> {
        Some(match self.document().payment.as_ref()? {
            PaymentReference::Fik { id, creditor } => ("pay-fik", format!("+71<{id}+{creditor}<")),
            PaymentReference::Kid(number) => ("pay-kid", number.clone()),
            PaymentReference::Rf(number) => ("pay-rf", number.clone()),
        })
    }

    /// What pays, or what is paid: of a payment what was quoted, of a credit note its number.
    fn source(&self, part: &Allocated) -> String {
        match (&part.credit_note, part.received) {
            (Some(number), _) => format!("{} {number}", self.f.word("document", DocumentKind::CreditNote)),
            (None, Some(day)) => {
                let quoted = part.reference.as_deref().unwrap_or_default();
                self.f.with2("of-payment-of", "day", self.f.date(&day), "reference", quoted)
            }
            (None, None) => self.f.say("of-payment"),
        }
    }

    fn is_pdf(&self, file: &FileRow) -> bool {
        file.kind == FileKind::Pdf
    }

    fn name<'b>(&self, file: &'b FileRow) -> &'b str {
        files::name_of(file)
    }
}

/// Whether something of a document is left to credit.
pub(super) fn can_be_credited(page: &InvoicePage) -> bool {
    page.found.document.kind == DocumentKind::Invoice && page.found.credited < page.found.document.gross
}

pub(super) async fn page(f: Frame, Own(Invoice(page)): Own<Invoice>) -> WebResult<Html<String>> {
    let line = |line: &DocumentLine| Line { line: Reasoned::issued(&f, line), credited: Credited::of(&f, &page, line) };
    let lines = page.found.document.lines.iter().map(line).collect();
    let may_credit = f.may(Act::Credit) && can_be_credited(&page);
    Ok(Html(Page { f: &f, page: &page, lines, may_credit }.render()?))
}
