//! Papers as pages list them and hand them out: within what the reader may reach.

use entity::types::{Date, FileKind, PaperId, PaperKind, StoredDocumentId, SubjectId};

use crate::domain::access::Scope;
use crate::service::ServiceResult;
use crate::store::Source;
use crate::store::page::invoice::FileRow;
use crate::store::paper::{PaperRow, paper_in, papers_about};

/// A paper in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id: `/portal/papers/{id}` and `/office/papers/{id}` hand it out.
    pub id: PaperId,
    /// What it is; `paper-{kind}` is its name in words.
    pub kind: PaperKind,
    /// Its day.
    pub day: Date,
    /// Whether its file is made: a moment after it is written.
    pub printed: bool,
}

/// The papers of a swap (or of an incident whose device was found) within a scope, oldest first; a stranger's has none.
///
/// # Errors
/// A database that does not answer.
pub async fn papers_of<S: Source>(source: &S, scope: &Scope, about: SubjectId) -> ServiceResult<Vec<Listed>> {
    let listed = |row: PaperRow| Listed { id: row.id, kind: row.kind, day: row.day, printed: row.path.is_some() };
    Ok(papers_about(source, scope, about).await?.into_iter().map(listed).collect())
}

/// The file of a paper within a scope. None: a stranger's, or one that is not printed yet.
///
/// # Errors
/// A database that does not answer.
pub async fn read<S: Source>(source: &S, scope: &Scope, id: PaperId) -> ServiceResult<Option<FileRow>> {
    let Some(row) = paper_in(source, scope, id).await? else { return Ok(None) };
    let (Some(path), Some(size), Some(sha256)) = (row.path, row.size, row.sha256) else { return Ok(None) };
    let media_type = "application/pdf".to_owned();
    Ok(Some(FileRow { id: StoredDocumentId(row.id.0), kind: FileKind::Pdf, path, media_type, size, sha256 }))
}
