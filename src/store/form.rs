//! Forms that have one effect.
//!
//! A form's key is claimed before the work, and marked by each [`Tx::commit`] of the work, in the same transaction: a mark is there if
//! and only if the work is. So a claim without a mark can be given back, and one with a mark never does the work again, even if the
//! program was killed or the connection broke before there was an answer.

use entity::types::AccountId;
use sea_orm::FromQueryResult;

use super::{StoreError, StoreResult, Tx, execute, row};

/// A form's key that is being worked on. `at_us` is when, and tells a claim from a later one of the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Whose form it is.
    pub account: AccountId,
    /// Its key.
    pub key: String,
    /// When it was sent, in microseconds.
    pub at_us: i64,
}

/// What is known of a form that was sent before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Of where it was sent and what it said.
    pub digest: String,
    /// What came of it.
    pub answer: Answer,
}

/// What came of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is being worked on.
    Underway,
    /// It is done; where it led to is not known.
    Lost,
    /// Where it led to.
    Location(String),
}

/// What stands for an answer once the work is done.
const MARK: &str = "-";
/// After how long a claim without a mark is free again.
const MINUTE_US: i64 = 60_000_000;

tokio::task_local! {
    /// The form whose work is under way.
    static FORM: Claim;
}

/// Does a form's work: what it commits bears the mark of the form.
pub async fn form_scope<F: Future>(claim: Claim, work: F) -> F::Output {
    FORM.scope(claim, work).await
}

/// Marks the form whose work is under way, if one is.
///
/// # Errors
/// The claim is another's by now: then this work must not be.
pub(super) async fn form_mark(tx: &Tx) -> StoreResult<()> {
    let Ok(claim) = FORM.try_with(Clone::clone) else { return Ok(()) };
    let sql =
        "UPDATE form_once SET location = $1 WHERE account_id = $2 AND key = $3 AND at_us = $4 AND location IN ('', $1)";
    let values = [MARK.into(), claim.account.into(), claim.key.into(), claim.at_us.into()];
    StoreError::affected("form_once", 1, execute(tx, sql, values).await?)
}

/// Claims a form's key; if it was used before, says for what. A claim without a mark is free again after a minute.
///
/// # Errors
/// A database that does not answer.
pub async fn form_claim(tx: &Tx, claim: &Claim, digest: &str) -> StoreResult<Option<Sent>> {
    #[derive(FromQueryResult)]
    struct Row {
        digest: String,
        location: String,
    }
    let Claim { account, key, at_us } = claim;
    let sql = "DELETE FROM form_once WHERE account_id = $1 AND key = $2 AND location = '' AND at_us < $3";
    execute(tx, sql, [(*account).into(), key.as_str().into(), (at_us - MINUTE_US).into()]).await?;
    let sql = "INSERT INTO form_once (account_id, key, digest, location, at_us) VALUES ($1, $2, $3, '', $4) \
               ON CONFLICT DO NOTHING";
    let values = [(*account).into(), key.as_str().into(), digest.into(), (*at_us).into()];
    if execute(tx, sql, values).await? == 1 {
        return Ok(None);
    }
    let sql = "SELECT digest, location FROM form_once WHERE account_id = $1 AND key = $2";
    let found = row::<_, Row>(tx, sql, [(*account).into(), key.as_str().into()]).await?;
    Ok(found.map(|row| Sent {
        digest: row.digest,
        answer: match row.location {
            location if location.is_empty() => Answer::Underway,
            location if location == MARK => Answer::Lost,
            location => Answer::Location(location),
        },
    }))
}

/// Keeps the answer to a form.
///
/// # Errors
/// A database that does not answer.
pub async fn form_answer(tx: &Tx, claim: &Claim, location: &str) -> StoreResult<()> {
    let sql = "UPDATE form_once SET location = $1 WHERE account_id = $2 AND key = $3 AND at_us = $4";
    let values = [location.into(), claim.account.into(), claim.key.as_str().into(), claim.at_us.into()];
    execute(tx, sql, values).await?;
    Ok(())
}

/// Gives a claim back, unless it bears the mark: the form had no effect and may be sent again.
///
/// # Errors
/// A database that does not answer.
pub async fn form_release(tx: &Tx, claim: &Claim) -> StoreResult<()> {
    let sql = "DELETE FROM form_once WHERE account_id = $1 AND key = $2 AND at_us = $3 AND location = ''";
    execute(tx, sql, [claim.account.into(), claim.key.as_str().into(), claim.at_us.into()]).await?;
    Ok(())
}
