//! Files in the file store: where they lie and what their hash is.

use entity::types::{CompanyId, Date, FileKind, InvoiceId};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};

use super::bulk::insert_all;
use super::{Source, StoreResult, Tx, row, rows};

/// A stored file.
pub type StoredDocument = entity::stored_document::Model;

/// Notes files.
///
/// # Errors
/// A database that does not answer, or a file of that kind is noted for the document.
pub async fn stored_insert_many(tx: &Tx, files: &[StoredDocument]) -> StoreResult<()> {
    insert_all::<entity::stored_document::Entity>(tx, files).await
}

/// A document's files, by kind.
///
/// # Errors
/// A database that does not answer.
pub async fn stored_of<S: Source>(source: &S, invoice: InvoiceId) -> StoreResult<Vec<StoredDocument>> {
    use entity::stored_document::{Column, Entity};
    Ok(Entity::find().filter(Column::InvoiceId.eq(invoice)).order_by_asc(Column::Kind).all(source.conn()).await?)
}

/// A stored file with its path after another, for walking through all of a company's.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct StoredFile {
    /// The document.
    pub invoice_id: InvoiceId,
    /// What it is.
    pub kind: FileKind,
    /// Where it lies.
    pub path: String,
    /// Its size in bytes.
    pub size: i64,
    /// Its hash.
    pub sha256: String,
}

/// Files of a company after a path, by path.
///
/// # Errors
/// A database that does not answer.
pub async fn stored_page<S: Source>(
    source: &S,
    company: CompanyId,
    after: &str,
    limit: i64,
) -> StoreResult<Vec<StoredFile>> {
    let sql = "SELECT invoice_id, kind, path, size, sha256 FROM stored_document WHERE company_id = $1 AND path > $2 \
               ORDER BY path LIMIT $3";
    Ok(rows(source, sql, [company.into(), after.to_owned().into(), limit.into()]).await?)
}

/// The number of the first document that a company issued from one day to another and that has no files yet.
///
/// # Errors
/// A database that does not answer.
pub async fn stored_lacking<S: Source>(
    source: &S,
    company: CompanyId,
    from: Date,
    to: Date,
) -> StoreResult<Option<String>> {
    #[derive(FromQueryResult)]
    struct Found {
        number: String,
    }
    let sql = "SELECT i.number FROM invoice i WHERE i.company_id = $1 AND i.issued BETWEEN $2 AND $3 \
               AND NOT EXISTS (SELECT 1 FROM stored_document s WHERE s.invoice_id = i.id) \
               ORDER BY i.kind, i.sequence LIMIT 1";
    let found: Option<Found> = row(source, sql, [company.into(), from.into(), to.into()]).await?;
    Ok(found.map(|f| f.number))
}

/// The files of some documents, by path.
///
/// # Errors
/// A database that does not answer.
pub async fn stored_of_many<S: Source>(source: &S, invoices: &[InvoiceId]) -> StoreResult<Vec<StoredDocument>> {
    use entity::stored_document::{Column, Entity};
    let query = Entity::find().filter(Column::InvoiceId.is_in(invoices.iter().copied()));
    Ok(query.order_by_asc(Column::Path).all(source.conn()).await?)
}
