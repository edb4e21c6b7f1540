//! A document: each line with why, VAT, how it is paid, what is paid, its files, and what of it is contested.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use entity::types::{DisputeState, DocumentKind, FileKind, InvoiceId, Money};

use super::{standing_tone, standing_word};
use crate::documents::pdf::payment::{self, Way};
use crate::domain::access::{Act, Scope};
use crate::domain::invoice::{Document, DocumentLine, VatGroup};
use crate::store::dispute::Contested;
use crate::store::invoice_list::Standing;
use crate::store::page::invoice::{Allocated, DocumentRow, FileRow, InvoicePage, invoice_page};
use crate::text::Arg;
use crate::web::files;
use crate::web::frame::Frame;
use crate::web::own::{Own, Owned};
use crate::web::{Web, WebResult};

/// A document within the reader's portal.
pub(super) struct Paper(pub InvoicePage);

impl Owned for Paper {
    type Id = InvoiceId;

    async fn load(web: &Web, scope: &Scope, id: InvoiceId) -> WebResult<Option<Self>> {
        let mut page = invoice_page(&web.cx().db, scope, id).await?;
        if let Some(page) = &mut page {
            // What people read first.
            page.files.sort_by_key(|file| file.kind != FileKind::Pdf);
        }
        Ok(page.map(Self))
    }
}

impl Paper {
    /// The document.
    pub(super) const fn document(&self) -> &Document {
        &self.0.found.document
    }

    /// A line by its number.
    pub(super) fn line(&self, number: i64) -> Option<&DocumentLine> {
        self.document().lines.iter().find(|line| line.number == number)
    }

    /// What of a line is contested and not decided.
    pub(super) fn held(&self, line: i64) -> Option<&Contested> {
        self.0.disputes.iter().find(|d| d.line == line && d.state == DisputeState::Open)
    }
}

/// What the document is, with its number.
pub(super) fn title(f: &Frame, document: &Document) -> String {
    let what = f.texts().document_name(f.language, document.kind);
    f.with2("portal-document", "what", what, "number", &document.number)
}

#[derive(Template)]
#[template(path = "portal/invoice.html")]
struct Page<'a> {
    f: &'a Frame,
    paper: &'a Paper,
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
            _ if page.open.minor() > 0 && document.due < self.f.today => Some(Standing::Overdue),
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

    fn is_open(&self) -> bool {
        self.page.open.minor() > 0
    }

    fn line_title(&self, line: &DocumentLine) -> String {
        self.f.texts().line_title(self.f.language, line)
    }

    fn why(&self, line: &DocumentLine) -> String {
        self.f.texts().why(self.f.language, &line.why)
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
        self.paper.held(line.number).map(|held| self.f.with("portal-held-since", "at", self.f.at(&held.opened_at_us)))
    }

    /// What of the document is held, ex VAT.
    fn held_sum(&self) -> Option<String> {
        let open = self.page.disputes.iter().filter(|d| d.state == DisputeState::Open).map(Contested::amount);
        let sum = Money::sum(self.document.currency, open).ok().filter(|sum| !sum.is_zero())?;
        Some(self.f.with("portal-held-sum", "amount", self.f.money(&sum)))
    }

    fn may_contest(&self, line: &DocumentLine) -> bool {
        self.may_contest && !self.is_credit() && self.paper.held(line.number).is_none()
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
        match state {
            DisputeState::Open => "wait",
            DisputeState::Upheld => "good",
            DisputeState::Rejected => "plain",
        }
    }
}

pub(super) async fn page(State(web): State<Web>, f: Frame, Own(paper): Own<Paper>) -> WebResult<Html<String>> {
    let document = paper.document();
    // The payment lines in the reader's language, whatever the document's is.
    let ways = match paper.0.open.minor() > 0 {
        true => payment::ways(&Document { language: f.language, ..document.clone() }, &web.cx().texts),
        false => Vec::new(),
    };
    let page = Page {
        f: &f,
        title: title(&f, document),
        ways,
        may_contest: f.may(Act::Contest),
        page: &paper.0,
        document,
        paper: &paper,
    };
    Ok(Html(page.render()?))
}

/// A file as it was kept.
pub(super) async fn file(
    State(web): State<Web>,
    Own(paper): Own<Paper>,
    Path((_, name)): Path<(String, String)>,
) -> WebResult<Response> {
    files::hand_out(&web, &paper.0.files, &name).await
}
