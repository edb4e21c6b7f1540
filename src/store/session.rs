//! Signed-in browsers.

use entity::types::{AccountId, AccountState, CompanyId, Instant, Language, MerchantId, Role, SessionId, SiteId};
use sea_orm::FromQueryResult;

use super::bulk::insert_all;
use super::{Db, Source, StoreError, StoreResult, Tx, execute, row, rows};

/// A session's row.
pub type SessionRow = entity::session::Model;

/// A session with the person whose it is, as every request asks for it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Live {
    /// The session.
    pub id: SessionId,
    /// The number of its token.
    pub generation: i64,
    /// When the token was made, in microseconds.
    pub refreshed_at_us: i64,
    /// When it ends by itself.
    pub expires_at_us: i64,
    /// Whether the second factor was given.
    pub second_factor: bool,
    /// The merchant as whom an agent looks.
    pub viewing_id: Option<MerchantId>,
    /// That merchant's name.
    pub viewing: Option<String>,
    /// The account.
    pub account_id: AccountId,
    /// The company.
    pub company_id: CompanyId,
    /// The merchant.
    pub merchant_id: Option<MerchantId>,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Role.
    pub role: Role,
    /// Language.
    pub language: Language,
    /// Where the account stands.
    pub state: AccountState,
    /// Whether the second factor is set up.
    pub totp_confirmed: bool,
}

/// Adds a session.
///
/// # Errors
/// A database that does not answer.
pub async fn session_insert(tx: &Tx, session: SessionRow) -> StoreResult<()> {
    insert_all::<entity::session::Entity>(tx, &[session]).await
}

/// A session that has not ended, with its person and the sites that they are confined to. One query and, for a merchant's user,
/// one more.
///
/// # Errors
/// A database that does not answer.
pub async fn session_live(db: &Db, id: SessionId, now: Instant) -> StoreResult<Option<(Live, Vec<SiteId>)>> {
    db.is_there()?;
    let sql = "SELECT s.id, s.generation, s.refreshed_at_us, s.expires_at_us, s.second_factor, s.viewing_id, s.account_id, \
               a.company_id, a.merchant_id, a.name, a.email, a.role, a.language, a.state, a.totp_confirmed, \
               m.name AS viewing FROM session s JOIN account a ON a.id = s.account_id \
               LEFT JOIN merchant m ON m.id = s.viewing_id \
               WHERE s.id = $1 AND s.ended_at_us IS NULL AND s.expires_at_us > $2 AND a.state = 'active'";
    let Some(live) = row::<_, Live>(&db.lookup(), sql, [id.into(), now.timestamp_micros().into()]).await? else {
        return Ok(None);
    };
    let sites = if live.role == Role::User {
        super::account::account_sites(&db.lookup(), live.account_id).await?
    } else {
        Vec::new()
    };
    Ok(Some((live, sites)))
}

/// Gives a session its next token and a later end; says whether its token was still the one that the caller knew.
///
/// # Errors
/// A database that does not answer.
pub async fn session_refresh(tx: &Tx, id: SessionId, from: i64, now: Instant, expires: Instant) -> StoreResult<bool> {
    let sql = "UPDATE session SET generation = generation + 1, refreshed_at_us = $1, expires_at_us = $2 \
               WHERE id = $3 AND generation = $4 AND ended_at_us IS NULL";
    let values = [now.timestamp_micros().into(), expires.timestamp_micros().into(), id.into(), from.into()];
    Ok(execute(tx, sql, values).await? == 1)
}

/// Marks that the second factor was given.
///
/// # Errors
/// A session that is not there.
pub async fn session_second_factor(tx: &Tx, id: SessionId) -> StoreResult<()> {
    let sql = "UPDATE session SET second_factor = $1 WHERE id = $2";
    StoreError::affected("session", 1, execute(tx, sql, [true.into(), id.into()]).await?)
}

/// Sets, or ends, looking at the portal as a merchant.
///
/// # Errors
/// A session that is not there.
pub async fn session_view_as(tx: &Tx, id: SessionId, merchant: Option<MerchantId>) -> StoreResult<()> {
    let sql = "UPDATE session SET viewing_id = $1 WHERE id = $2";
    StoreError::affected("session", 1, execute(tx, sql, [merchant.into(), id.into()]).await?)
}

/// Ends a session.
///
/// # Errors
/// A database that does not answer.
pub async fn session_end(tx: &Tx, id: SessionId, now: Instant) -> StoreResult<()> {
    let sql = "UPDATE session SET ended_at_us = $1 WHERE id = $2 AND ended_at_us IS NULL";
    execute(tx, sql, [now.timestamp_micros().into(), id.into()]).await?;
    Ok(())
}

/// Ends one of an account's sessions; says whether it was open.
///
/// # Errors
/// A database that does not answer.
pub async fn session_end_of(tx: &Tx, account: AccountId, id: SessionId, now: Instant) -> StoreResult<bool> {
    let sql = "UPDATE session SET ended_at_us = $1 WHERE id = $2 AND account_id = $3 AND ended_at_us IS NULL";
    Ok(execute(tx, sql, [now.timestamp_micros().into(), id.into(), account.into()]).await? == 1)
}

/// Keeps what browser a session is.
///
/// # Errors
/// A database that does not answer.
pub async fn session_browser(tx: &Tx, id: SessionId, browser: &str) -> StoreResult<()> {
    execute(tx, "UPDATE session SET browser = $1 WHERE id = $2", [browser.into(), id.into()]).await?;
    Ok(())
}

/// Ends every session of an account but one; says how many.
///
/// # Errors
/// A database that does not answer.
pub async fn session_end_all(tx: &Tx, account: AccountId, but: Option<SessionId>, now: Instant) -> StoreResult<u64> {
    let but = but.unwrap_or(SessionId(uuid::Uuid::nil()));
    let sql = "UPDATE session SET ended_at_us = $1 WHERE account_id = $2 AND ended_at_us IS NULL AND id <> $3";
    Ok(execute(tx, sql, [now.timestamp_micros().into(), account.into(), but.into()]).await?)
}

/// An open session as its owner's list shows it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Open {
    /// The session.
    pub id: SessionId,
    /// When it began, in microseconds.
    pub created_at_us: i64,
    /// When it was last refreshed.
    pub refreshed_at_us: i64,
    /// What browser it is, if it was kept.
    pub browser: Option<String>,
}

/// The open sessions of an account, the latest first.
///
/// # Errors
/// A database that does not answer.
pub async fn session_open<S: Source>(source: &S, account: AccountId, now: Instant) -> StoreResult<Vec<Open>> {
    let sql = "SELECT id, created_at_us, refreshed_at_us, browser FROM session WHERE account_id = $1 AND ended_at_us IS NULL \
               AND expires_at_us > $2 ORDER BY refreshed_at_us DESC, id";
    Ok(rows(source, sql, [account.into(), now.timestamp_micros().into()]).await?)
}
