//! Invoices and credit notes as PDF/A-3, with the e-invoice attached.
//!
//! The words and amounts are put together here ([`page`]) and handed to the template as data, so that nothing a merchant
//! calls himself is ever read as markup. The same document makes the same bytes for ever: the identifier is made of the
//! number, the date is the day of issue, and the fonts are in the program.

mod page;
pub mod payment;
mod print;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod samples;
#[cfg(test)]
mod tests;
mod world;

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::Datelike;
use entity::types::Date;
use serde::Serialize;
use typst::World;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use self::page::Page;
use self::print::{Print, Reach};
use self::world::{Desk, Shop};
use crate::domain::invoice::Document;
use crate::text::Texts;

/// How many clearings a remembered piece of layout outlives without being used again: what all documents share stays,
/// what belongs to one is soon forgotten, and memory is bounded.
const REMEMBERED_FOR: usize = 1;

/// Documents between two clearings: a clearing walks over everything that is remembered.
const CLEARED_EVERY: u32 = 8;

/// Writes PDFs. Holds the fonts and the templates; made once, shared by all threads.
pub struct PdfWriter {
    shop: Shop,
    print: Print,
    standards: PdfStandards,
    made: AtomicU32,
}

/// A file to go with a document: its e-invoice.
#[derive(Clone, Copy, Debug)]
pub struct Attachment<'a> {
    /// File name: letters, digits, `.`, `-` and `_`.
    pub name: &'a str,
    /// Media type, as `application/xml`.
    pub mime: &'a str,
    /// The file.
    pub bytes: &'a [u8],
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The template was refused.
    #[error("the template cannot be set: {0}")]
    Template(String),
    /// The page cannot be kept as PDF/A-3.
    #[error("the document cannot be written as PDF/A-3: {0}")]
    Export(String),
    /// The data cannot be handed to the template.
    #[error("the document cannot be handed to the template: {0}")]
    Data(#[from] serde_json::Error),
    /// The name or the media type of an attachment is not a plain one.
    #[error("\"{0}\" cannot be attached: a file name has letters, digits, points, hyphens and underscores")]
    Attachment(String),
    /// A date that a PDF cannot bear.
    #[error("{0} cannot be the date of a PDF")]
    Date(Date),
}

/// An attachment as the template sees it.
#[derive(Debug, Serialize)]
struct Attached<'a> {
    name: &'a str,
    mime: &'a str,
    description: String,
}

/// What the template gets.
#[derive(Debug, Serialize)]
struct Sheet<'a> {
    #[serde(flatten)]
    page: &'a Page,
    attachment: Option<Attached<'a>>,
}

impl PdfWriter {
    /// Reads the fonts and the templates.
    ///
    /// # Errors
    /// A program that was built without its fonts or with a broken template path.
    pub fn new() -> Result<Self, PdfError> {
        let shop = Shop::open()?;
        let print = Print::of(shop.book());
        let standards =
            PdfStandards::new(&[PdfStandard::A_3b]).map_err(|error| PdfError::Export(error.message().to_string()))?;
        Ok(Self { shop, print, standards, made: AtomicU32::new(0) })
    }

    /// An invoice or a credit note, with its e-invoice attached if one is given.
    ///
    /// # Errors
    /// An attachment whose name is not plain, or a page that PDF/A-3 does not allow.
    pub fn invoice(
        &self,
        document: &Document,
        texts: &Texts,
        attachment: Option<Attachment<'_>>,
    ) -> Result<Vec<u8>, PdfError> {
        let page = Page::of(document, texts);
        let attached = attachment.map(|file| described(file, document, texts)).transpose()?;
        let sheet = Sheet { page: &page, attachment: attached };
        let file = attachment.map(|file| Bytes::new(file.bytes.to_vec()));
        let made = self.made(document, &sheet, file.as_ref(), Reach::Wide);
        // What is refused for its letters is set with the letters that are sure.
        let made = match made {
            Err(PdfError::Export(_)) => self.made(document, &sheet, file.as_ref(), Reach::Sure),
            made => made,
        };
        if self.made.fetch_add(1, Ordering::Relaxed) % CLEARED_EVERY == CLEARED_EVERY - 1 {
            typst::comemo::evict(REMEMBERED_FOR);
        }
        made
    }

    fn made(
        &self,
        document: &Document,
        sheet: &Sheet<'_>,
        file: Option<&Bytes>,
        reach: Reach,
    ) -> Result<Vec<u8>, PdfError> {
        let data = self.print.clean(sheet, reach)?;
        self.export(&Desk::new(&self.shop, data, file.cloned()), document)
    }

    fn export(&self, desk: &Desk<'_>, document: &Document) -> Result<Vec<u8>, PdfError> {
        let issued = document.issued;
        let (month, day) = (issued.month().to_le_bytes()[0], issued.day().to_le_bytes()[0]);
        let date = Datetime::from_ymd_hms(issued.year(), month, day, 0, 0, 0).ok_or(PdfError::Date(issued))?;
        let options = PdfOptions {
            ident: Smart::Custom(format!("{}/{}/{}", document.seller.vat_number, document.kind, document.number)),
            creator: Smart::Custom(Some("Tillhold".to_owned())),
            timestamp: Some(Timestamp::new_utc(date)),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        let set = set(desk)?;
        typst_pdf::pdf(&set, &options).map_err(|errors| PdfError::Export(listed(&errors)))
    }
}

/// Sets the pages.
fn set(world: &dyn World) -> Result<PagedDocument, PdfError> {
    let result = typst::compile::<PagedDocument>(world);
    // A warning is a fault of the template, such as a font that is not there: the tests must see it.
    if cfg!(test) && !result.warnings.is_empty() {
        return Err(PdfError::Template(listed(&result.warnings)));
    }
    result.output.map_err(|errors| PdfError::Template(listed(&errors)))
}

fn described<'a>(file: Attachment<'a>, document: &Document, texts: &Texts) -> Result<Attached<'a>, PdfError> {
    let plain = |text: &str, also: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || also.contains(c))
    };
    if !plain(file.name, ".-_") || file.name.starts_with('.') {
        return Err(PdfError::Attachment(file.name.to_owned()));
    }
    if !plain(file.mime, "/.-+") || file.mime.split('/').count() != 2 {
        return Err(PdfError::Attachment(file.mime.to_owned()));
    }
    let description = format!("{} {}", texts.say(document.language, "e-invoice", &[]), document.number);
    Ok(Attached { name: file.name, mime: file.mime, description })
}

fn listed(diagnostics: &[SourceDiagnostic]) -> String {
    diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect::<Vec<_>>().join("; ")
}
