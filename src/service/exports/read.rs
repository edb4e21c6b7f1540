//! Sealed batches read back: for accounting only, and only as they were sealed.

use entity::types::BatchId;

use super::kept;
use crate::domain::access::Scope;
use crate::service::{Context, ServiceResult};
use crate::store::export::{BatchRow, batch_page, batch_row};

/// Where the file of a batch lies.
#[must_use]
pub fn batch_path(company: &str, number: i64) -> String {
    format!("{company}/batches/{number:06}.zip")
}

/// Batches of a company before a number, the newest first; `i64::MAX` begins. A merchant has none.
///
/// # Errors
/// A database that does not answer.
pub async fn batch_list(cx: &Context, scope: &Scope, before: i64, limit: i64) -> ServiceResult<Vec<BatchRow>> {
    if scope.merchant.is_some() {
        return Ok(Vec::new());
    }
    Ok(batch_page(&cx.db, scope.company, before, limit).await?)
}

/// A batch, if somebody may see it.
///
/// # Errors
/// A database that does not answer.
pub async fn batch_find(cx: &Context, scope: &Scope, id: BatchId) -> ServiceResult<Option<BatchRow>> {
    if scope.merchant.is_some() {
        return Ok(None);
    }
    Ok(batch_row(&cx.db, scope.company, id).await?)
}

/// The file of a batch, exactly as it was sealed; none if somebody may not see it.
///
/// # Errors
/// A file that is missing or was changed, or a database or file store that does not answer.
pub async fn batch_bytes(cx: &Context, scope: &Scope, id: BatchId) -> ServiceResult<Option<Vec<u8>>> {
    match batch_find(cx, scope, id).await? {
        Some(batch) => Ok(Some(batch_intact(cx, &batch).await?)),
        None => Ok(None),
    }
}

/// The file of a batch that is at hand, exactly as it was sealed.
///
/// # Errors
/// A file that is missing or was changed, or a file store that does not answer.
pub async fn batch_intact(cx: &Context, batch: &BatchRow) -> ServiceResult<Vec<u8>> {
    kept(&cx.files, &batch.path, &batch.sha256).await
}
