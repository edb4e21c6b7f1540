//! A document: each line with why, VAT, how it is paid, what is paid, its files, and what of it is contested.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use entity::types::{DisputeState, DocumentKind, FileKind, Money};

use super::{dispute_tone, standing_tone, standing_word, terms_said};
use crate::documents::pdf::payment::{self, Way};
use crate::domain::access::Act;
use crate::domain::invoice::{Document, DocumentLine, VatGroup};
use crate::store::dispute::Contested;
use crate::store::invoice_list::Standing;
use crate::store::page::invoice::{Allocated, DocumentRow, FileRow, InvoicePage, LineCredited};
use crate::text::Arg;
use crate::web::frame::Frame;
use crate::web::own::{Invoice, Own};
use crate::web::{Web, WebResult};

/// What the document is, with its number.
pub(super) fn title(f: &Frame, document: &Document) -> String {
    let what = f.texts().document_name(f.language, document.kind);
    f.with2("portal-document", "what", what, "number", &document.number)
}

/// Since when a contested line is held; of one that holds nothing, since when it is contested.
pub(super) fn since(f: &Frame, held: &Contested) -> String {
    let key = if held.held > 0 { "portal-held-since" } else { "portal-contested-since" };
    f.with(key, "at", f.at(&held.opened_at_us))
}

#[derive(Template)]
#[template(path = "portal/invoice.html")]
struct Page<'a> {
    f: &'a Frame,
    page: &'a InvoicePage,
    document: &'a Document,
    title: String,
    ways: Vec<Way>,
    may_contest: bool,
}

impl Page<'_> {
    fn standing(&self) -> Option<Standing> {
        let (page, document) = (self.page, self.document);
        match document.kind {
            DocumentKind::CreditNote => None,
            _ if self.is_overdue() => Some(Standing::Overdue),
            _ if page.open.minor() > 0 => Some(Standing::Open),
            _ if page.found.credited >= document.gross && !document.gross.is_zero() => Some(Standing::Credited),
            _ => Some(Standing::Paid),
        }
    }

    fn state(&self, standing: &Standing) -> String {
        self.f.word("portal-state", standing_word(*standing))
    }

    fn tone(&self, standing: &Standing) -> &'static str {
        standing_tone(*standing)
    }

    fn is_credit(&self) -> bool {
        self.document.kind == DocumentKind::CreditNote
    }

    fn is_overdue(&self) -> bool {
        self.page.payable().minor() > 0 && self.document.due < self.f.today
    }

    fn pay_now(&self) -> String {
        self.f.money(&self.page.payable())
    }

    fn is_held(&self) -> bool {
        self.page.held.minor() > 0
    }

    /// By when it is to be paid, or was; that there is nothing to pay.
    fn by_when(&self) -> String {
        let day = self.f.date(&self.document.due);
        match () {
            () if self.is_overdue() => self.f.with("portal-past-since", "day", day),
            () if self.page.payable().minor() > 0 => self.f.with("to-pay-by", "date", day),
            () if self.is_held() => self.f.say("portal-nothing-now"),
            () => self.f.say("to-pay-nothing"),
        }
    }

    fn line_title(&self, line: &DocumentLine) -> String {
        self.f.texts().line_title(self.f.language, line)
    }

    fn why(&self, line: &DocumentLine) -> String {
        self.f.texts().why_plain(self.f.language, &line.why)
    }

    /// The clause of a line, with the terms in which it stands.
    fn clause(&self, line: &DocumentLine) -> String {
        self.f.with2("portal-clause", "clause", &line.clause, "terms", terms_said(self.f, &self.document.terms))
    }

    /// Where that clause is said.
    fn clause_path(&self, line: &DocumentLine) -> String {
        format!("/portal/agreements/{}/terms#clause-{}", self.page.found.agreement, line.code)
    }

    fn price(&self, line: &DocumentLine) -> String {
        let price = self.f.texts().amount(self.f.language, line.unit_price);
        let key = if line.by_month { "quantity-months" } else { "quantity-pieces" };
        let args = [("count", Arg::Count(line.quantity)), ("price", Arg::Text(&price))];
        self.f.texts().say(self.f.language, key, &args)
    }

    fn vat(&self, line: &DocumentLine) -> String {
        let key = format!("vat-short-{}", line.vat_category);
        self.f.texts().say(self.f.language, &key, &[("rate", Arg::Percent(line.vat_rate))])
    }

    fn vat_group(&self, group: &VatGroup) -> String {
        let args = [("rate", Arg::Percent(group.rate)), ("base", Arg::Money(group.base))];
        self.f.texts().say(self.f.language, &format!("vat-{}", group.category), &args)
    }

    fn held(&self, line: &DocumentLine) -> Option<String> {
        self.page.contested(line.number).map(|held| since(self.f, held))
    }

    /// How a line was decided that was contested.
    fn decided(&self, line: &DocumentLine) -> Option<&Contested> {
        self.page.decided(line.number)
    }

    /// What credit notes give back of a line.
    fn credits(&self, line: &DocumentLine) -> Vec<&LineCredited> {
        self.page.credited.iter().filter(|credited| credited.line == line.number).collect()
    }

    fn credited(&self, line: &DocumentLine) -> String {
        let credited = self.credits(line).iter().map(|credited| credited.net).sum();
        self.f.money(&Money::new(credited, self.document.currency))
    }

    fn is_line_credited(&self, line: &DocumentLine) -> bool {
        self.page.is_credited(line)
    }

    /// What of the document is held, with VAT.
    fn held_sum(&self) -> String {
        self.f.money(&self.page.held)
    }

    fn may_contest(&self, line: &DocumentLine) -> bool {
        let held = self.page.contested(line.number).is_some();
        let upheld = self.decided(line).is_some_and(|decided| decided.state == DisputeState::Upheld);
        self.may_contest && !self.is_credit() && !held && !upheld && !self.is_line_credited(line)
    }

    /// What to write when paying.
    fn note(&self) -> String {
        self.f.with(payment::note_key(self.document.payment.as_ref()), "number", &self.document.number)
    }

    /// What pays it, in words.
    fn allocation(&self, part: &Allocated) -> String {
        let number = if self.is_credit() { Some(&part.invoice_number) } else { part.credit_note.as_ref() };
        match (number, &part.reference) {
            (Some(number), _) if self.is_credit() => self.f.with("portal-pays", "number", number),
            (Some(number), _) => self.f.with("portal-paid-by-credit", "number", number),
            (None, Some(reference)) => self.f.with("portal-paid-by", "reference", reference),
            (None, None) => self.f.say("portal-paid"),
        }
    }

    fn allocated(&self, part: &Allocated) -> String {
        self.f.money(&part.amount())
    }

    fn note_gross(&self, row: &DocumentRow) -> String {
        self.f.money(&row.gross())
    }

    fn file(&self, file: &FileRow) -> String {
        self.f.word("portal-file", file.kind)
    }

    fn is_pdf(&self, file: &FileRow) -> bool {
        file.kind == FileKind::Pdf
    }

    fn dispute_tone(&self, state: &DisputeState) -> &'static str {
        dispute_tone(*state)
    }
}

pub(super) async fn page(
    State(web): State<Web>,
    f: Frame,
    Own(Invoice(page)): Own<Invoice>,
) -> WebResult<Html<String>> {
    let document = page.document();
    // The payment lines in the reader's language, whatever the document's is.
    let ways = match page.payable().minor() > 0 {
        true => payment::ways(&Document { language: f.language, ..document.clone() }, &web.cx().texts),
        false => Vec::new(),
    };
    let html =
        Page { f: &f, title: title(&f, document), ways, may_contest: f.may(Act::Contest), page: &page, document };
    Ok(Html(html.render()?))
}
