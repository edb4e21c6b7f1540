//! A document's files: there, unchanged, and the ones that were recorded.

use entity::types::{FileKind, InvoiceId, JobState};
use futures::StreamExt;

use super::{Document, Page, Report, read_facts};
use crate::gateways::files::FilesError;
use crate::service::facts::{self, FileFacts};
use crate::service::verify::Work;
use crate::service::{ServiceError, ServiceResult};
use crate::store::digest::sha256;
use crate::store::invoice::InvoiceRow;
use crate::store::stored::StoredDocument;

/// Files that are read at once.
const AT_ONCE: usize = 8;

impl Document<'_> {
    /// The job that makes the files is there, and if it is done, so are they; they are what the event says.
    pub(super) fn job(&self, page: &Page, report: &mut Report) {
        let (row, name) = (self.row, self.row.number.as_str());
        let files = page.files.get(&row.id).map_or(&[][..], Vec::as_slice);
        match page.jobs.get(&row.id.0) {
            None => report.add("job", name, "no job makes the files of the document"),
            Some(job) => {
                if job.company_id != Some(row.company_id) {
                    report.add("job", name, "the job for its files is another company's");
                }
                if job.state == JobState::Done && files.is_empty() {
                    report.add("stored_document", name, "the job for its files is done, and there are none");
                }
            }
        }
        let told = page.told.get(&row.id.0).map_or(&[][..], Vec::as_slice);
        let told: Vec<FileFacts> =
            told.iter().filter(|t| t.kind == facts::FILES_STORED).filter_map(|t| read_facts(t, report)).collect();
        let mut told: Vec<(FileKind, String)> = told.into_iter().flat_map(|f| f.files).collect();
        let mut is: Vec<(FileKind, String)> = files.iter().map(|f| (f.kind, f.sha256.clone())).collect();
        told.sort();
        is.sort();
        if told != is {
            report.add("stored_document", name, "its files are not those that its event says");
        }
    }
}

impl Work<'_> {
    /// Reads every file of a page of documents.
    pub(super) async fn files(&mut self, rows: &[InvoiceRow], page: &Page) -> ServiceResult<()> {
        let store = self.files;
        let wanted: Vec<(&InvoiceRow, &StoredDocument)> = rows
            .iter()
            .flat_map(|row| page.files.get(&row.id).into_iter().flatten().map(move |file| (row, file)))
            .collect();
        let mut read = futures::stream::iter(wanted)
            .map(|(row, file)| async move {
                let found = store.get(&file.path).await.map(|bytes| (bytes.len(), sha256(&bytes)));
                (row, file, found)
            })
            .buffered(AT_ONCE);
        while let Some((row, file, found)) = read.next().await {
            let name = format!("{} {}", row.number, file.kind);
            let t = "stored_document";
            match found {
                Ok((size, hash)) => {
                    let size = i64::try_from(size).unwrap_or(i64::MAX);
                    self.report.same(t, &name, "size", file.size, "the file", size);
                    self.report.same(t, &name, "sha256", file.sha256.clone(), "the file", hash);
                }
                Err(FilesError::Missing(_)) => {
                    self.report.add(t, &name, format!("{} is not in the file store", file.path))
                }
                Err(FilesError::Store(why)) => return Err(ServiceError::Files(why)),
            }
            let media = if file.kind == FileKind::Pdf { "application/pdf" } else { "application/xml" };
            self.report.same(t, &name, "media_type", file.media_type.as_str(), "its kind", media);
            let whose: (InvoiceId, _) = (row.id, row.company_id);
            if (file.invoice_id, file.company_id) != whose {
                self.report.add(t, &name, "its company is not the document's");
            }
        }
        Ok(())
    }
}
