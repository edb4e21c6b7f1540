//! Terms versions: the shipped files seed rows, and the program reads the rows.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use entity::types::{Date, TermsId};
use sea_orm::EntityTrait;

use super::bulk::insert_all;
use super::digest::sha256;
use super::{Source, StoreError, StoreResult, Tx};
use crate::domain::terms::Terms;

/// The terms versions of a database.
#[derive(Clone, Debug, Default)]
pub struct TermsBook(BTreeMap<TermsId, Arc<Terms>>);

impl TermsBook {
    /// A version by its id.
    ///
    /// # Errors
    /// An agreement that pins a version that is not there.
    pub fn get(&self, id: TermsId) -> StoreResult<&Terms> {
        self.0.get(&id).map(Arc::as_ref).ok_or_else(|| StoreError::impossible("terms_version", "id", id, "is missing"))
    }

    /// The version of a profile in force on a day; a day before the first version gets the first.
    #[must_use]
    pub fn in_force(&self, profile: &str, day: Date) -> Option<(TermsId, &Terms)> {
        let mut versions: Vec<_> = self.0.iter().filter(|(_, t)| t.profile == profile).collect();
        versions.sort_by_key(|(_, t)| t.valid_from);
        let last = versions.iter().rev().find(|(_, t)| t.valid_from <= day).or(versions.first()).copied();
        last.map(|(id, terms)| (*id, terms.as_ref()))
    }

    /// The profiles there are.
    #[must_use]
    pub fn profiles(&self) -> Vec<String> {
        let mut names: Vec<String> = self.0.values().map(|t| t.profile.clone()).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// What has been read of texts that never change: to read one takes longer than a page's queries.
static READ: LazyLock<RwLock<HashMap<String, Arc<Terms>>>> = LazyLock::new(RwLock::default);
/// Texts that are kept so; there are a few a year.
const KEPT: usize = 200;

/// The terms that a version's text says.
///
/// # Errors
/// A text that no longer reads as terms.
pub(super) fn terms_read(id: TermsId, body: &str) -> StoreResult<Arc<Terms>> {
    if let Some(terms) = READ.read().unwrap_or_else(PoisonError::into_inner).get(body) {
        return Ok(terms.clone());
    }
    let terms = Terms::parse(body).map_err(|e| StoreError::impossible("terms_version", "body", id, e))?;
    let (terms, mut read) = (Arc::new(terms), READ.write().unwrap_or_else(PoisonError::into_inner));
    if read.len() >= KEPT {
        read.clear();
    }
    read.insert(body.to_owned(), terms.clone());
    Ok(terms)
}

/// Reads every terms version.
///
/// # Errors
/// A row that no longer reads as terms, or a database that does not answer.
pub async fn terms_book<S: Source>(source: &S) -> StoreResult<TermsBook> {
    let mut book = BTreeMap::new();
    for row in entity::terms_version::Entity::find().all(source.conn()).await? {
        book.insert(row.id, terms_read(row.id, &row.body)?);
    }
    Ok(TermsBook(book))
}

/// Adds the shipped versions that are missing.
///
/// # Errors
/// A shipped file that differs from its row: a version that was once in force is never edited.
pub async fn terms_seed(tx: &Tx, shipped: &[(&str, TermsId)]) -> StoreResult<usize> {
    let rows = entity::terms_version::Entity::find().all(tx.conn()).await?;
    let mut missing = Vec::new();
    for (body, id) in shipped {
        let terms = Terms::parse(body).map_err(|e| StoreError::impossible("terms_version", "body", id, e))?;
        let hash = sha256(body.as_bytes());
        match rows.iter().find(|r| r.profile == terms.profile && r.valid_from == terms.valid_from) {
            Some(row) if row.sha256 == hash => {}
            Some(_) => {
                let what = "differs from the shipped file: publish a new version instead of editing one";
                return Err(StoreError::impossible("terms_version", "sha256", terms.key(), what));
            }
            None => missing.push(entity::terms_version::Model {
                id: *id,
                profile: terms.profile,
                valid_from: terms.valid_from,
                sha256: hash,
                body: (*body).to_owned(),
            }),
        }
    }
    insert_all::<entity::terms_version::Entity>(tx, &missing).await?;
    Ok(missing.len())
}
