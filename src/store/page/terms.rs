//! Terms versions: the list, and one with its parameters.

use std::sync::Arc;

use entity::types::{Date, TermsId};
use sea_orm::FromQueryResult;

use crate::domain::terms::{Terms, parameters};
use crate::store::terms::terms_read;
use crate::store::{Source, StoreError, StoreResult, row, rows};

/// A terms version in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct VersionRow {
    /// The version.
    pub id: TermsId,
    /// Its profile.
    pub profile: String,
    /// First day in force.
    pub valid_from: Date,
    /// SHA-256 of its text.
    pub sha256: String,
}

/// A terms version's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermsPage {
    /// The version.
    pub version: VersionRow,
    /// Its parameters by key, as `charges.RENT.clause`, what stands by itself first.
    pub parameters: Vec<(String, String)>,
    /// The file, with its comments.
    pub body: String,
}

/// Every terms version, by profile, the newest first.
///
/// # Errors
/// A database that does not answer.
pub async fn version_list<S: Source>(source: &S) -> StoreResult<Vec<VersionRow>> {
    let sql = "SELECT id, profile, valid_from, sha256 FROM terms_version ORDER BY profile, valid_from DESC";
    Ok(rows(source, sql, []).await?)
}

#[derive(FromQueryResult)]
struct Full {
    profile: String,
    valid_from: Date,
    sha256: String,
    body: String,
}

impl Full {
    async fn of<S: Source>(source: &S, id: TermsId) -> StoreResult<Option<Self>> {
        let sql = "SELECT profile, valid_from, sha256, body FROM terms_version WHERE id = $1";
        Ok(row(source, sql, [id.into()]).await?)
    }

    fn version(&self, id: TermsId) -> VersionRow {
        let (profile, sha256) = (self.profile.clone(), self.sha256.clone());
        VersionRow { id, profile, valid_from: self.valid_from, sha256 }
    }
}

/// A terms version and the terms that it says.
///
/// # Errors
/// A row that no longer reads as terms, or a database that does not answer.
pub async fn version_terms<S: Source>(source: &S, id: TermsId) -> StoreResult<Option<(VersionRow, Arc<Terms>)>> {
    let Some(full) = Full::of(source, id).await? else { return Ok(None) };
    Ok(Some((full.version(id), terms_read(id, &full.body)?)))
}

/// A terms version with its parameters.
///
/// # Errors
/// A row that no longer reads as terms, or a database that does not answer.
pub async fn terms_page<S: Source>(source: &S, id: TermsId) -> StoreResult<Option<TermsPage>> {
    let Some(full) = Full::of(source, id).await? else { return Ok(None) };
    let parameters = parameters(&full.body).map_err(|e| StoreError::impossible("terms_version", "body", id, e))?;
    Ok(Some(TermsPage { version: full.version(id), parameters, body: full.body }))
}
