//! Invoices and credit notes as PDF/A-3, with the e-invoice attached; papers about devices, and labels.
//!
//! The words and amounts are put together here ([`page`]) and handed to the template as data, so that nothing a merchant
//! calls himself is ever read as markup. The same document makes the same bytes for ever: the identifier is made of the
//! number, the date is the day of issue, and the fonts are in the program.

pub mod label;
pub mod pack;
mod page;
pub(crate) mod paper;
#[cfg(test)]
mod paper_tests;
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
use entity::types::{Date, Language};
use serde::Serialize;
use typst::World;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use self::label::Label;
use self::pack::Pack;
use self::page::Page;
use self::print::{Print, Reach};
use self::world::{Desk, Shop, Template};
use crate::domain::invoice::{Document, Seller};
use crate::domain::paper::Paper;
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
    /// There is nothing to print.
    #[error("there is nothing to print")]
    Nothing,
    /// An address that no code holds.
    #[error("the address cannot be put into a code: {0}")]
    Code(String),
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
        let ident = format!("{}/{}/{}", document.seller.vat_number, document.kind, document.number);
        self.printed(Template::Invoice, &sheet, file.as_ref(), &Stamp { ident, day: document.issued })
    }

    /// A paper about a device. The same paper makes the same bytes.
    ///
    /// # Errors
    /// A page that PDF/A-3 does not allow.
    pub fn paper(&self, paper: &Paper, texts: &Texts) -> Result<Vec<u8>, PdfError> {
        let ident = format!("{}/{}/{}/{}", paper.seller.vat_number, paper.kind(), paper.device.serial, paper.number);
        let stamp = Stamp { ident, day: paper.day };
        self.printed(Template::Paper, &paper::Letter::of(paper, texts), None, &stamp)
    }

    /// What there is to know of a swap.
    ///
    /// # Errors
    /// A page that PDF/A-3 does not allow.
    pub fn pack(&self, pack: &Pack, texts: &Texts) -> Result<Vec<u8>, PdfError> {
        let ident = format!("{}/evidence/{}/{}", pack.seller.vat_number, pack.device.serial, pack.swap);
        let stamp = Stamp { ident, day: pack.day };
        self.printed(Template::Paper, &pack::letter(pack, texts), None, &stamp)
    }

    /// Labels of devices, one a page, as wide as a label printer's roll.
    ///
    /// # Errors
    /// No label, an address that no code holds, or a page that PDF/A-3 does not allow.
    pub fn labels(
        &self,
        seller: &Seller,
        labels: &[Label],
        (texts, language): (&Texts, Language),
        day: Date,
    ) -> Result<Vec<u8>, PdfError> {
        let serials: Vec<&str> = labels.iter().map(|label| label.serial.as_str()).collect();
        let ident = format!("{}/labels/{}", seller.vat_number, serials.join("/"));
        let sheet = label::sheet(seller, labels, texts, language)?;
        self.printed(Template::Labels, &sheet, None, &Stamp { ident, day })
    }

    /// Sets data by a template; what is refused for its letters is set with the letters that are sure.
    fn printed(
        &self,
        template: Template,
        data: &impl Serialize,
        file: Option<&Bytes>,
        stamp: &Stamp,
    ) -> Result<Vec<u8>, PdfError> {
        let made = match self.made(template, data, file, stamp, Reach::Wide) {
            Err(PdfError::Export(_)) => self.made(template, data, file, stamp, Reach::Sure),
            made => made,
        };
        if self.made.fetch_add(1, Ordering::Relaxed) % CLEARED_EVERY == CLEARED_EVERY - 1 {
            typst::comemo::evict(REMEMBERED_FOR);
        }
        made
    }

    fn made(
        &self,
        template: Template,
        data: &impl Serialize,
        file: Option<&Bytes>,
        stamp: &Stamp,
        reach: Reach,
    ) -> Result<Vec<u8>, PdfError> {
        let data = self.print.clean(data, reach)?;
        self.export(&Desk::new(&self.shop, template, data, file.cloned()), stamp)
    }

    fn export(&self, desk: &Desk<'_>, stamp: &Stamp) -> Result<Vec<u8>, PdfError> {
        let day = stamp.day;
        let (month, of_month) = (day.month().to_le_bytes()[0], day.day().to_le_bytes()[0]);
        let date = Datetime::from_ymd_hms(day.year(), month, of_month, 0, 0, 0).ok_or(PdfError::Date(day))?;
        let options = PdfOptions {
            ident: Smart::Custom(stamp.ident.clone()),
            creator: Smart::Custom(Some("Tillhold".to_owned())),
            timestamp: Some(Timestamp::new_utc(date)),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        let set = set(desk)?;
        typst_pdf::pdf(&set, &options).map_err(|errors| PdfError::Export(listed(&errors)))
    }
}

/// What makes a PDF the same for ever: what it is, and its day.
struct Stamp {
    ident: String,
    day: Date,
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
