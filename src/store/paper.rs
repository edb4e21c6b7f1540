//! Papers about devices on their way: written once, their file noted once.

use entity::types::{DeviceId, PaperId, SubjectId};
use sea_orm::{EntityTrait, FromQueryResult};

use super::bound::Bound;
use super::bulk::insert_all;
use super::{Source, StoreError, StoreResult, Tx, execute, row, rows};
use crate::domain::access::Scope;

/// A paper.
pub type PaperRow = entity::paper::Model;

/// A file as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperFile {
    /// Where it lies.
    pub path: String,
    /// Its size in bytes.
    pub size: i64,
    /// Its hash.
    pub sha256: String,
}

/// Adds a paper.
///
/// # Errors
/// A paper of that kind about the same subject, or a database that does not answer.
pub async fn paper_insert(tx: &Tx, paper: PaperRow) -> StoreResult<()> {
    insert_all::<entity::paper::Entity>(tx, &[paper]).await
}

/// The number that the next paper about a device has. Whoever asks has the device locked.
///
/// # Errors
/// A database that does not answer.
pub async fn paper_next(tx: &Tx, device: DeviceId) -> StoreResult<i64> {
    #[derive(FromQueryResult)]
    struct Found {
        last: Option<i64>,
    }
    let found: Option<Found> =
        row(tx, "SELECT MAX(number) AS last FROM paper WHERE device_id = $1", [device.into()]).await?;
    Ok(found.and_then(|f| f.last).unwrap_or(0) + 1)
}

/// Notes the file of a paper.
///
/// # Errors
/// A paper that has its file by now: nothing of the work may be committed.
pub async fn paper_stored(tx: &Tx, id: PaperId, file: &PaperFile) -> StoreResult<()> {
    let sql = "UPDATE paper SET path = $1, size = $2, sha256 = $3 WHERE id = $4 AND path IS NULL";
    let values = [file.path.clone().into(), file.size.into(), file.sha256.clone().into(), id.into()];
    StoreError::affected("paper", 1, execute(tx, sql, values).await?)
}

/// A paper by its id, for the worker that makes its file.
///
/// # Errors
/// A database that does not answer.
pub async fn paper_find<S: Source>(source: &S, id: PaperId) -> StoreResult<Option<PaperRow>> {
    Ok(entity::paper::Entity::find_by_id(id).one(source.conn()).await?)
}

/// A paper by its id, if it lies within a scope. Somebody confined to some sites reaches those about devices that stood there.
///
/// # Errors
/// A database that does not answer.
pub async fn paper_in<S: Source>(source: &S, scope: &Scope, id: PaperId) -> StoreResult<Option<PaperRow>> {
    let mut bound = Bound::default();
    let (id, company) = (bound.bind(id), bound.bind(scope.company));
    let within = bound.merchant(scope, "p.merchant_id") + &bound.sites(scope, "p.site_id");
    let sql = format!("SELECT p.* FROM paper p WHERE p.id = {id} AND p.company_id = {company}{within}");
    Ok(row(source, &sql, bound.values).await?)
}

/// The papers about a subject within a scope, oldest first.
///
/// # Errors
/// A database that does not answer.
pub async fn papers_about<S: Source>(source: &S, scope: &Scope, subject: SubjectId) -> StoreResult<Vec<PaperRow>> {
    let mut bound = Bound::default();
    let (subject, company) = (bound.bind(subject), bound.bind(scope.company));
    let within = bound.merchant(scope, "p.merchant_id") + &bound.sites(scope, "p.site_id");
    let sql = format!(
        "SELECT p.* FROM paper p WHERE p.subject_id = {subject} AND p.company_id = {company}{within} ORDER BY p.number"
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// Serial number and model of devices within a scope, by serial number: those on a line of the scope's merchant, at its sites.
///
/// # Errors
/// A database that does not answer.
pub async fn devices_to_label<S: Source>(
    source: &S,
    scope: &Scope,
    devices: &[DeviceId],
) -> StoreResult<Vec<(String, String)>> {
    #[derive(FromQueryResult)]
    struct Found {
        serial: String,
        model: String,
    }
    if devices.is_empty() {
        return Ok(Vec::new());
    }
    let mut bound = Bound::default();
    let (company, ids) = (bound.bind(scope.company), bound.bind_all(devices.iter().copied()));
    let sites = bound.sites(scope, "d.site_id");
    let merchant = bound.merchant(scope, "g.merchant_id");
    let placed = if merchant.is_empty() {
        String::new()
    } else {
        format!(
            " AND EXISTS (SELECT 1 FROM assignment p JOIN agreement_line l ON l.id = p.line_id \
             JOIN agreement g ON g.id = l.agreement_id WHERE p.device_id = d.id AND p.released IS NULL{merchant})"
        )
    };
    let sql = format!(
        "SELECT d.serial, m.name AS model FROM device d JOIN device_model m ON m.id = d.model_id \
         WHERE d.company_id = {company} AND d.id IN ({ids}){sites}{placed} ORDER BY d.serial"
    );
    Ok(rows::<_, Found>(source, &sql, bound.values).await?.into_iter().map(|f| (f.serial, f.model)).collect())
}
