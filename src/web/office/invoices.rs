//! A document: what is printed and why, what is paid, credited and open, its files.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use entity::types::{DocumentKind, FileKind, InvoiceId};

use super::words::Reasoned;
use crate::domain::access::{Act, Scope};
use crate::domain::invoice::{Document, PaymentReference, VatGroup};
use crate::store::digest::sha256;
use crate::store::page::invoice::{Allocated, FileRow, InvoicePage, invoice_page};
use crate::text::Arg;
use crate::web::frame::Frame;
use crate::web::own::{Own, Owned};
use crate::web::{Web, WebError, WebResult};

/// A document within a scope.
pub(super) struct Invoice(pub InvoicePage);

impl Owned for Invoice {
    type Id = InvoiceId;

    async fn load(web: &Web, scope: &Scope, id: InvoiceId) -> WebResult<Option<Self>> {
        Ok(invoice_page(&web.cx().db, scope, id).await?.map(Self))
    }
}

#[derive(Template)]
#[template(path = "office/invoice.html")]
struct Page<'a> {
    f: &'a Frame,
    page: &'a InvoicePage,
    lines: Vec<Reasoned>,
    may_credit: bool,
}

impl Page<'_> {
    fn document(&self) -> &Document {
        &self.page.found.document
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
        file_name(file)
    }

    fn kilobytes(&self, file: &FileRow) -> i64 {
        (file.size + 1023) / 1024
    }
}

/// Whether something of a document is left to credit.
pub(super) fn can_be_credited(page: &InvoicePage) -> bool {
    page.found.document.kind == DocumentKind::Invoice && page.found.credited < page.found.document.gross
}

pub(super) async fn page(f: Frame, Own(Invoice(page)): Own<Invoice>) -> WebResult<Html<String>> {
    let lines = page.found.document.lines.iter().map(|line| Reasoned::issued(&f, line)).collect();
    let may_credit = f.may(Act::Credit) && can_be_credited(&page);
    Ok(Html(Page { f: &f, page: &page, lines, may_credit }.render()?))
}

fn file_name(file: &FileRow) -> &str {
    file.path.rsplit('/').next().unwrap_or(&file.path)
}

/// What a browser may do with a file: show it.
const FILE_POLICY: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// A file as it was made: bytes that are no longer those are not handed out.
pub(super) async fn file(
    State(web): State<Web>,
    Own(Invoice(page)): Own<Invoice>,
    Path((_, name)): Path<(String, String)>,
) -> WebResult<Response> {
    let kind: FileKind = name.parse().map_err(|_| WebError::NotFound)?;
    let file = page.files.iter().find(|file| file.kind == kind).ok_or(WebError::NotFound)?;
    let bytes = web.cx().files.get(&file.path).await.map_err(|error| {
        tracing::error!(%error, path = file.path, "a file that should be kept");
        WebError::Unavailable
    })?;
    if sha256(&bytes) != file.sha256 {
        return Err(WebError::Fault(format!("{} is not as it was made", file.path)));
    }
    let how = if kind == FileKind::Pdf { "inline" } else { "attachment" };
    let headers = [
        (CONTENT_TYPE, file.media_type.clone()),
        (CONTENT_DISPOSITION, format!("{how}; filename=\"{}\"", file_name(file).replace(['"', '\\'], "_"))),
        (axum::http::header::CONTENT_SECURITY_POLICY, FILE_POLICY.to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
