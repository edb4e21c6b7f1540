//! A document's files: made from the issued rows, kept in the file store, their hashes recorded. Made once; the kept bytes are the
//! truth from then on.

use std::sync::Arc;

use entity::types::{DocumentKind, FileKind, InvoiceId, JobId, SubjectId};

use super::facts::{self, FileFacts};
use super::{Context, ServiceError, ServiceResult, mails};
use crate::documents::pdf::{Attachment, PdfWriter};
use crate::documents::ubl::{UblError, oioubl_xml, peppol_xml};
use crate::domain::invoice::Document;
use crate::store::digest::sha256;
use crate::store::event::{NewEvent, event_append};
use crate::store::invoice::{Found, document_find};
use crate::store::job::job_done;
use crate::store::stored::{StoredDocument, stored_insert_many, stored_of};
use crate::text::Texts;

/// A made file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeFile {
    /// What it is.
    pub kind: FileKind,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Makes the files of a document: e-invoices as the buyer can take them, and the PDF with the first of them attached.
///
/// # Errors
/// A document that cannot be printed, or whose amounts do not add up.
pub fn make_files(document: &Document, texts: &Texts, pdf: &PdfWriter) -> ServiceResult<Vec<MadeFile>> {
    let kind = if document.kind == DocumentKind::CreditNote { "credit-note" } else { "invoice" };
    let plain: String =
        document.number.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    let name = |ending: &str| format!("{kind}-{plain}{ending}");
    let mut files = Vec::new();
    for (kind, ending, xml) in [
        (FileKind::Peppol, ".peppol.xml", peppol_xml(document, texts)),
        (FileKind::Oioubl, ".oioubl.xml", oioubl_xml(document, texts)),
    ] {
        match xml {
            Ok(bytes) => files.push(MadeFile { kind, name: name(ending), bytes }),
            // Not every buyer can take every format; the PDF always goes.
            Err(UblError::NoElectronicAddress | UblError::NotDanish | UblError::Scheme(_)) => {}
            Err(error) => return Err(ServiceError::Document(error.to_string())),
        }
    }
    let attached = files.first().map(|f| Attachment { name: &f.name, mime: "application/xml", bytes: &f.bytes });
    let bytes = pdf.invoice(document, texts, attached).map_err(|e| ServiceError::Document(e.to_string()))?;
    files.push(MadeFile { kind: FileKind::Pdf, name: name(".pdf"), bytes });
    Ok(files)
}

/// Makes and keeps the files of a document, and writes the letter that brings it to its merchant; files and a letter that are kept
/// already are left as they are. With a job, it is done in the same transaction, unless another worker has it by now.
///
/// # Errors
/// No such document, one that cannot be made, or a store that does not answer.
pub async fn write_files(
    cx: &Context,
    pdf: Arc<PdfWriter>,
    invoice: InvoiceId,
    job: Option<(JobId, &str)>,
) -> ServiceResult<()> {
    let missing = || ServiceError::Document(format!("there is no document {invoice}"));
    let mut stored = Vec::new();
    let mut event = None;
    let found = document_find(&cx.db, invoice).await?.ok_or_else(missing)?;
    let mut files = stored_of(&cx.db, invoice).await?;
    if files.is_empty() {
        let (document, texts) = (found.document.clone(), cx.texts.clone());
        let made = tokio::task::spawn_blocking(move || make_files(&document, &texts, &pdf))
            .await
            .map_err(|e| ServiceError::Document(e.to_string()))??;
        for file in made {
            stored.push(keep(cx, &found, file).await?);
        }
        let hashes = stored.iter().map(|s| (s.kind, s.sha256.clone())).collect();
        event = Some(NewEvent {
            id: cx.ids.next(),
            at: cx.clock.now(),
            actor: "worker".to_owned(),
            kind: facts::FILES_STORED,
            subject: SubjectId(invoice.0),
            facts: facts::json(&FileFacts { files: hashes }),
        });
        files.clone_from(&stored);
    }
    let letter = mails::draft(cx, &found).await?;
    let tx = cx.db.begin().await?;
    if let Some((job, worker)) = job {
        job_done(&tx, job, worker, cx.clock.now()).await?;
    }
    stored_insert_many(&tx, &stored).await?;
    if let Some(letter) = letter {
        letter.put(cx, &tx, &files, cx.clock.now()).await?;
    }
    event_append(&tx, found.company, event.into_iter().collect()).await?;
    tx.commit().await?;
    Ok(())
}

async fn keep(cx: &Context, found: &Found, file: MadeFile) -> ServiceResult<StoredDocument> {
    let year = found.document.issued.format("%Y");
    let path = format!("{}/{year}/{}", found.company_key, file.name);
    let row = StoredDocument {
        id: cx.ids.next(),
        company_id: found.company,
        invoice_id: found.id,
        kind: file.kind,
        path: path.clone(),
        media_type: if file.kind == FileKind::Pdf { "application/pdf" } else { "application/xml" }.to_owned(),
        size: i64::try_from(file.bytes.len()).unwrap_or(i64::MAX),
        sha256: sha256(&file.bytes),
    };
    cx.files.put(&path, file.bytes).await.map_err(|e| ServiceError::Files(e.to_string()))?;
    Ok(row)
}
