//! What is in a batch: made from the rows of one moment, the same bytes whenever and on whichever database it is made.

use std::collections::{BTreeMap, HashMap};

use entity::types::{DocumentKind, EntryId, FileKind, InvoiceId, Language, Money};

use super::{kept, no_files};
use crate::documents::archive::{Archive, ArchiveError};
use crate::documents::csv::{DOCUMENT_COLUMNS, Sheet, document_row};
use crate::documents::journal::{Control, JOURNAL_COLUMNS, JournalRow, Member, Span, control_json, journal_row};
use crate::gateways::files::Files;
use crate::service::{ServiceError, ServiceResult};
use crate::store::Source;
use crate::store::company::Company;
use crate::store::digest::sha256;
use crate::store::export::{ExportEntry, export_postings};
use crate::store::invoice::{Documents, document_list};
use crate::store::ledger::EntryPosting;
use crate::store::stored::{StoredDocument, stored_of_many};
use crate::text::{Arg, Texts};

/// Entries that are read at once.
const AT_ONCE: usize = 500;

/// What a batch is called and what it covers.
pub(super) struct Label {
    /// Its number.
    pub number: i64,
    /// The number of the batch that it says again.
    pub repeats: Option<i64>,
    /// First and last day.
    pub period: entity::types::Period,
}

/// A batch as it is put into the file store, with its control totals.
pub(super) struct Contents {
    pub bytes: Vec<u8>,
    pub documents: i64,
    pub debit: i64,
    pub credit: i64,
}

/// A batch under way.
struct Making<'a, S> {
    source: &'a S,
    files: &'a Files,
    texts: &'a Texts,
    company: &'a Company,
    /// The number of the batch whose entries they are.
    batch: i64,
    journal: Sheet,
    sheet: Sheet,
    /// E-invoices, pressed already.
    archive: Archive,
    members: Vec<Member>,
    spans: BTreeMap<DocumentKind, (i64, Span)>,
    postings: i64,
    documents: i64,
    debit: i64,
    credit: i64,
}

impl From<ArchiveError> for ServiceError {
    fn from(error: ArchiveError) -> Self {
        Self::Document(error.to_string())
    }
}

/// Makes a batch of entries.
pub(super) async fn contents<S: Source>(
    source: &S,
    files: &Files,
    texts: &Texts,
    company: &Company,
    label: &Label,
    entries: &[ExportEntry],
) -> ServiceResult<Contents> {
    let mut making = Making {
        source,
        files,
        texts,
        company,
        batch: label.repeats.unwrap_or(label.number),
        journal: Sheet::with_semicolons(JOURNAL_COLUMNS)?,
        sheet: Sheet::with_semicolons(DOCUMENT_COLUMNS)?,
        archive: Archive::default(),
        members: Vec::new(),
        spans: BTreeMap::new(),
        postings: 0,
        documents: 0,
        debit: 0,
        credit: 0,
    };
    let mut before = 0;
    for page in entries.chunks(AT_ONCE) {
        making.entries(page, before).await?;
        making.documents(page).await?;
        before += page.len();
    }
    making.finish(label, entries.len())
}

impl<S: Source> Making<'_, S> {
    /// The postings of some entries, of which `before` came earlier.
    async fn entries(&mut self, page: &[ExportEntry], before: usize) -> ServiceResult<()> {
        let ids: Vec<EntryId> = page.iter().map(|e| e.id).collect();
        let mut postings: HashMap<EntryId, Vec<EntryPosting>> = HashMap::new();
        for (entry, posting) in export_postings(self.source, &ids).await? {
            postings.entry(entry).or_default().push(posting);
        }
        for (nth, entry) in (before + 1..).zip(page) {
            let text = text(self.texts, self.company.language, entry);
            let name = format!("{}-{nth}", self.batch);
            for posting in postings.remove(&entry.id).unwrap_or_default() {
                self.journal.row(&journal_row(&JournalRow {
                    entry: &name,
                    booked: entry.booked,
                    account: &posting.number,
                    account_name: &posting.name,
                    text: &text,
                    kind: entry.kind,
                    document: entry.document.as_deref(),
                    customer: &entry.merchant,
                    amount: posting.amount,
                    vat: posting.vat,
                }))?;
                self.postings += 1;
                let minor = posting.amount.minor();
                if minor > 0 {
                    self.debit += minor;
                } else {
                    self.credit -= minor;
                }
            }
        }
        Ok(())
    }

    /// The documents of some entries, in the order of these.
    async fn documents(&mut self, page: &[ExportEntry]) -> ServiceResult<()> {
        let ids: Vec<InvoiceId> = page.iter().filter_map(|e| e.invoice_id).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let mut found: HashMap<InvoiceId, _> =
            document_list(self.source, &Documents::These(ids.clone())).await?.into_iter().map(|f| (f.id, f)).collect();
        let mut stored: HashMap<InvoiceId, Vec<StoredDocument>> = HashMap::new();
        for file in stored_of_many(self.source, &ids).await? {
            stored.entry(file.invoice_id).or_default().push(file);
        }
        for id in ids {
            let Some(found) = found.remove(&id) else { continue };
            let number = &found.document.number;
            for file in stored.remove(&id).ok_or_else(|| no_files(number))? {
                if file.kind != FileKind::Pdf {
                    let bytes = kept(self.files, &file.path, &file.sha256).await?;
                    let name = format!("ubl/{}", file.path.rsplit('/').next().unwrap_or(&file.path));
                    self.archive.add(&name, &bytes)?;
                    self.members.push(Member { name, size: bytes.len(), sha256: file.sha256 });
                }
            }
            self.sheet.row(&document_row(&found.document))?;
            self.documents += 1;
            span(&mut self.spans, found.document.kind, found.sequence, number);
        }
        Ok(())
    }

    fn finish(mut self, label: &Label, entries: usize) -> ServiceResult<Contents> {
        for (name, bytes) in [("documents.csv", self.sheet.bytes()?), ("journal.csv", self.journal.bytes()?)] {
            self.archive.add(name, &bytes)?;
            self.members.push(Member { name: name.to_owned(), size: bytes.len(), sha256: sha256(&bytes) });
        }
        let amount = |minor| Money::new(minor, self.company.currency).to_string();
        let control = Control {
            format: "tillhold-batch-1",
            company: self.company.key.clone(),
            registration: self.company.seller.registration.clone(),
            batch: label.number,
            repeats: label.repeats,
            first: label.period.from,
            last: label.period.to,
            currency: self.company.currency,
            entries: i64::try_from(entries).unwrap_or(i64::MAX),
            postings: self.postings,
            documents: self.documents,
            debit: amount(self.debit),
            credit: amount(self.credit),
            series: self.spans.into_values().map(|(_, span)| span).collect(),
            members: self.members,
        };
        let json = control_json(&control).map_err(|e| ServiceError::Document(e.to_string()))?;
        self.archive.add("control.json", &json)?;
        let bytes = self.archive.bytes()?;
        Ok(Contents { bytes, documents: self.documents, debit: self.debit, credit: self.credit })
    }
}

/// Counts a document of a series. Documents of a kind come by day, so that the first number need not come first.
fn span(spans: &mut BTreeMap<DocumentKind, (i64, Span)>, kind: DocumentKind, sequence: i64, number: &str) {
    let new = || (sequence, Span { kind, count: 0, first: number.to_owned(), last: number.to_owned() });
    let (highest, span) = spans.entry(kind).or_insert_with(new);
    span.count += 1;
    if sequence > *highest {
        *highest = sequence;
        number.clone_into(&mut span.last);
    }
}

/// What an entry is, in words.
fn text(texts: &Texts, language: Language, entry: &ExportEntry) -> String {
    match (entry.kind, &entry.document, &entry.quoted) {
        (Some(kind), Some(number), _) => {
            let kind = texts.document_name(language, kind);
            texts.say(language, "journal-document", &[("kind", Arg::Text(&kind)), ("number", Arg::Text(number))])
        }
        (_, _, Some(quoted)) => texts.say(language, "journal-payment-quoted", &[("quoted", Arg::Text(quoted))]),
        _ => texts.say(language, "journal-payment", &[]),
    }
}
