//! Exports: the documents of a quarter as a folder of files and lists, and sealed batches for the books.

mod batch;
mod contents;
mod read;

pub(super) use batch::batch_facts;
pub use batch::{BatchOrder, Sealed, Wanted, batch_seal};
pub use read::{batch_bytes, batch_find, batch_intact, batch_list, batch_path};

use std::path::Path;

use entity::types::{FileKind, Quarter};

use super::{Context, ServiceError, ServiceResult};
use crate::documents::csv::{DOCUMENT_COLUMNS, LINE_COLUMNS, Sheet, document_row, line_rows};
use crate::domain::reason::Reason;
use crate::gateways::files::{Files, FilesError};
use crate::store::company::Company;
use crate::store::digest::sha256;
use crate::store::invoice::{Documents, document_list, invoice_count};
use crate::store::stored::{stored_lacking, stored_of_many};

/// What an export wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportReport {
    /// Documents.
    pub documents: u64,
    /// Files beside the lists.
    pub files: u64,
}

/// Writes the documents that a company issued in a quarter: `documents.csv`, `lines.csv` and each document's files.
///
/// # Errors
/// Documents whose files are not made yet, a file that is not what its hash says, or a folder that cannot be written.
pub async fn invoices(
    cx: &Context,
    company: &Company,
    quarter: Quarter,
    out: &Path,
    progress: super::runs::Progress<'_>,
) -> ServiceResult<ExportReport> {
    let (from, to) = (quarter.first_day(), quarter.last_day());
    // Before anything is written: half an export looks like a whole one.
    if let Some(number) = stored_lacking(&cx.db, company.id, from, to).await? {
        return Err(no_files(&number));
    }
    let total = u64::try_from(invoice_count(&cx.db, company.id, from, to).await?).unwrap_or(0);
    let mut report = ExportReport::default();
    let mut sheets = (Sheet::with(DOCUMENT_COLUMNS)?, Sheet::with(LINE_COLUMNS)?);
    let mut after = (String::new(), 0);
    loop {
        let which = Documents::Issued { company: company.id, from, to, after: after.clone(), limit: 500 };
        let page = document_list(&cx.db, &which).await?;
        let Some(last) = page.last() else { break };
        after = (last.document.kind.to_string(), last.sequence);
        let stored = stored_of_many(&cx.db, &page.iter().map(|f| f.id).collect::<Vec<_>>()).await?;
        for found in &page {
            let files: Vec<_> = stored.iter().filter(|s| s.invoice_id == found.id).collect();
            if files.is_empty() {
                return Err(no_files(&found.document.number));
            }
            for file in files {
                let bytes = kept(&cx.files, &file.path, &file.sha256).await?;
                let folder = if file.kind == FileKind::Pdf { "pdf" } else { "xml" };
                let name = file.path.rsplit('/').next().unwrap_or(&file.path);
                write(&out.join(folder).join(name), &bytes)?;
                report.files += 1;
            }
            sheets.0.row(&document_row(&found.document))?;
            for row in line_rows(&found.document, &cx.texts, company.language) {
                sheets.1.row(&row)?;
            }
            report.documents += 1;
        }
        progress(report.documents, total);
    }
    write(&out.join("documents.csv"), &sheets.0.bytes()?)?;
    write(&out.join("lines.csv"), &sheets.1.bytes()?)?;
    Ok(report)
}

impl From<crate::documents::csv::CsvError> for ServiceError {
    fn from(error: crate::documents::csv::CsvError) -> Self {
        Self::Document(error.to_string())
    }
}

/// A file of the file store, as it was kept.
async fn kept(files: &Files, path: &str, hash: &str) -> ServiceResult<Vec<u8>> {
    let bytes = files.get(path).await.map_err(|error| match error {
        FilesError::Missing(_) => ServiceError::Spoilt(error.to_string()),
        FilesError::Store(cause) => ServiceError::Files(cause),
    })?;
    if sha256(&bytes) != hash {
        return Err(ServiceError::Spoilt(format!("{path} is not the file that was kept: run `tillhold verify`")));
    }
    Ok(bytes)
}

fn no_files(number: &str) -> ServiceError {
    ServiceError::refused(Reason::of("reason-no-files").with("number", number))
}

/// Writes a file beside its place and moves it there, so that what stands there is whole.
fn write(path: &Path, bytes: &[u8]) -> ServiceResult<()> {
    let wrong = |e: std::io::Error| ServiceError::File(format!("{}: {e}", path.display()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(wrong)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let moved = std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, path));
    moved.map_err(|error| {
        let _ = std::fs::remove_file(&part);
        wrong(error)
    })
}
