//! Printing a paper: from what it says alone, so that whoever prints it makes the same bytes.

use std::sync::Arc;

use entity::types::{JobId, PaperId};

use super::{content, sealed};
use crate::documents::pdf::PdfWriter;
use crate::service::{Context, ServiceError, ServiceResult, mails};
use crate::store::company::company_by_id;
use crate::store::digest::sha256;
use crate::store::event::event_append;
use crate::store::job::job_done;
use crate::store::paper::{PaperFile, PaperRow, paper_find, paper_stored};

/// Makes and keeps the file of a paper, and writes the letter that brings it; a paper that has its file is left as it is. The job is
/// done in the same transaction, unless another worker has it by now.
///
/// # Errors
/// No such paper, one that cannot be printed, or a store that does not answer.
pub async fn write_file(
    cx: &Context,
    pdf: Arc<PdfWriter>,
    id: PaperId,
    (job, worker): (JobId, &str),
) -> ServiceResult<()> {
    let missing = || ServiceError::Document(format!("there is no paper {id}"));
    let mut row = paper_find(&cx.db, id).await?.ok_or_else(missing)?;
    let mut file = None;
    let paper = content(&row)?;
    if row.path.is_none() {
        let (printed, texts) = (paper.clone(), cx.texts.clone());
        let bytes = tokio::task::spawn_blocking(move || pdf.paper(&printed, &texts))
            .await
            .map_err(|e| ServiceError::Document(e.to_string()))?
            .map_err(|e| ServiceError::Document(e.to_string()))?;
        let made = PaperFile {
            path: path(cx, &row, &paper.device.serial).await?,
            size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            sha256: sha256(&bytes),
        };
        cx.files.put(&made.path, bytes).await.map_err(|e| ServiceError::Files(e.to_string()))?;
        file = Some(made);
    }
    let tx = cx.db.begin().await?;
    job_done(&tx, job, worker, cx.clock.now()).await?;
    if let Some(file) = file {
        paper_stored(&tx, id, &file).await?;
        (row.path, row.size, row.sha256) = (Some(file.path), Some(file.size), Some(file.sha256));
        mails::bring(cx, &tx, &row, &paper).await?;
        event_append(&tx, row.company_id, vec![sealed(cx, &row, "stored", "worker")]).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Where the file lies: under the paper's id, by a name that people can read.
async fn path(cx: &Context, row: &PaperRow, serial: &str) -> ServiceResult<String> {
    let missing = || ServiceError::broken("a paper of no company");
    let company = company_by_id(&cx.db, row.company_id).await?.ok_or_else(missing)?.key;
    let plain: String = serial.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    Ok(format!("{company}/papers/{}/{}/{}-{plain}.pdf", row.day.format("%Y"), row.id, row.kind))
}
