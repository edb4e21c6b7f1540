//! Terms versions: the list, and one with its parameters.

use entity::types::{Date, TermsId};
use sea_orm::FromQueryResult;

use crate::domain::terms::parameters;
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

/// A terms version with its parameters.
///
/// # Errors
/// A row that no longer reads as terms, or a database that does not answer.
pub async fn terms_page<S: Source>(source: &S, id: TermsId) -> StoreResult<Option<TermsPage>> {
    #[derive(FromQueryResult)]
    struct Full {
        profile: String,
        valid_from: Date,
        sha256: String,
        body: String,
    }
    let sql = "SELECT profile, valid_from, sha256, body FROM terms_version WHERE id = $1";
    let Some(full) = row::<_, Full>(source, sql, [id.into()]).await? else { return Ok(None) };
    let parameters = parameters(&full.body).map_err(|e| StoreError::impossible("terms_version", "body", id, e))?;
    let version = VersionRow { id, profile: full.profile, valid_from: full.valid_from, sha256: full.sha256 };
    Ok(Some(TermsPage { version, parameters, body: full.body }))
}
