//! What Typst may see: our templates, our fonts, one document's data. No file system, no network, no clock.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::FontStore;

use super::PdfError;

const INVOICE: &str = include_str!("../../../templates/documents/invoice.typ");
const PAPER: &str = include_str!("../../../templates/documents/paper.typ");
const LABELS: &str = include_str!("../../../templates/documents/labels.typ");
const PARTS: &str = include_str!("../../../templates/documents/parts.typ");

/// What a document is set by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Template {
    /// An invoice or a credit note.
    Invoice,
    /// A paper about a device, or what there is to know of a swap.
    Paper,
    /// Labels to be stuck on devices.
    Labels,
}

/// What all documents share.
pub(super) struct Shop {
    library: LazyHash<Library>,
    fonts: FontStore,
    invoice: Source,
    paper: Source,
    labels: Source,
    parts: Source,
    data: FileId,
    attachment: FileId,
}

impl Shop {
    pub(super) fn open() -> Result<Self, PdfError> {
        let mut fonts = FontStore::new();
        fonts.extend(typst_kit::fonts::embedded());
        Ok(Self {
            library: LazyHash::new(Library::default()),
            fonts,
            invoice: Source::new(file("/invoice.typ")?, INVOICE.to_owned()),
            paper: Source::new(file("/paper.typ")?, PAPER.to_owned()),
            labels: Source::new(file("/labels.typ")?, LABELS.to_owned()),
            parts: Source::new(file("/parts.typ")?, PARTS.to_owned()),
            data: file("/data.json")?,
            attachment: file("/attachment")?,
        })
    }

    pub(super) fn book(&self) -> &FontBook {
        self.fonts.book()
    }
}

fn file(path: &str) -> Result<FileId, PdfError> {
    let path = VirtualPath::new(path).map_err(|_| PdfError::Template(path.to_owned()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One document on its way to paper.
pub(super) struct Desk<'a> {
    shop: &'a Shop,
    template: Template,
    data: Bytes,
    attachment: Option<Bytes>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(shop: &'a Shop, template: Template, data: Vec<u8>, attachment: Option<Bytes>) -> Self {
        Self { shop, template, data: Bytes::new(data), attachment }
    }

    const fn source_of(&self) -> &'a Source {
        match self.template {
            Template::Invoice => &self.shop.invoice,
            Template::Paper => &self.shop.paper,
            Template::Labels => &self.shop.labels,
        }
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shop.fonts.book()
    }

    fn main(&self) -> FileId {
        self.source_of().id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [self.source_of(), &self.shop.parts]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match &self.attachment {
            _ if id == self.shop.data => Ok(self.data.clone()),
            Some(bytes) if id == self.shop.attachment => Ok(bytes.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shop.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
