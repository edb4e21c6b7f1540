//! Passwords: set by a link that opens once.

use chrono::TimeDelta;
use entity::types::{AccountState, Instant, LinkKind, SubjectId};

use super::{email_of, micros, new_secret, record};
use crate::secrets::{fingerprint, password_hash};
use crate::service::{Context, ServiceError, ServiceResult, mails};
use crate::store::account::{
    AccountRow, LinkRow, account_find, account_lock, account_update, attempt_count, link_insert, link_open, link_use,
};
use crate::store::session::session_end_all;

/// How long a reset opens.
const RESET_MINUTES: i64 = 30;
/// Resets that may be asked for an address in an hour.
const RESETS: i64 = 5;
/// The fewest letters of a password (NIST SP 800-63B asks for 8 beside a second factor, 15 without one).
const LEAST: usize = 12;
/// The most, so that nobody keeps the hash busy.
const MOST: usize = 200;

/// Why a link does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkRefused;

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordRefused {
    /// Too short.
    Short,
    /// Too long.
    Long,
    /// It is the address or the name, or one letter again and again.
    Plain,
    /// It is the one that there is.
    Same,
}

/// Whether a password will do for somebody.
pub(super) fn will_do(password: &str, account: &AccountRow) -> Result<(), PasswordRefused> {
    let letters = password.chars().count();
    if letters < LEAST {
        return Err(PasswordRefused::Short);
    }
    if letters > MOST {
        return Err(PasswordRefused::Long);
    }
    let small = password.to_lowercase();
    let first = small.chars().next();
    let own = account.email.split('@').next().unwrap_or("");
    if small == account.email
        || small == account.name.to_lowercase()
        || small == own
        || small.chars().all(|c| Some(c) == first)
    {
        return Err(PasswordRefused::Plain);
    }
    Ok(())
}

/// Asks for a link to a new password, and writes the letter that brings it. Returns account and secret; nothing if nobody signs in
/// with the address, or too often asked: the answer on screen is the same.
///
/// # Errors
/// A database that does not answer.
pub async fn forgotten(cx: &Context, email: &str, now: Instant) -> ServiceResult<Option<(AccountRow, String)>> {
    let Some(email) = email_of(email) else { return Ok(None) };
    let tx = cx.db.begin().await?;
    let asked = attempt_count(&tx, &fingerprint(&format!("reset {email}")), now, 3_600_000_000).await?;
    let account = account_lock(&tx, &email).await?.filter(|a| a.state == AccountState::Active && asked <= RESETS);
    let Some(account) = account else {
        tx.commit().await?;
        return Ok(None);
    };
    let secret = new_secret(cx);
    let link = LinkRow {
        id: cx.ids.next(),
        account_id: account.id,
        kind: LinkKind::Reset,
        hash: fingerprint(&secret),
        expires_at_us: micros(now + TimeDelta::minutes(RESET_MINUTES)),
        used_at_us: None,
    };
    link_insert(&tx, link, now).await?;
    mails::reset(cx, &tx, &account, &secret, now).await?;
    record(cx, &tx, account.company_id, account.id, "account.reset_asked", SubjectId(account.id.0), &()).await?;
    tx.commit().await?;
    Ok(Some((account, secret)))
}

/// Whose password a link sets; none if it does not open any more.
///
/// # Errors
/// A database that does not answer.
pub async fn link_account(cx: &Context, secret: &str, now: Instant) -> ServiceResult<Option<AccountRow>> {
    let Some(link) = link_open(&cx.db, &fingerprint(secret), now).await? else { return Ok(None) };
    Ok(account_find(&cx.db, link.account_id).await?.filter(|a| a.state != AccountState::Disabled))
}

/// Sets a password by a link, uses the link up, and signs every browser of the account out. Whoever had one before is told by
/// letter.
///
/// # Errors
/// A database that does not answer. The inner results: a link that does not open, a password that will not do.
pub async fn set_password(
    cx: &Context,
    secret: &str,
    password: String,
    now: Instant,
) -> ServiceResult<Result<Result<AccountRow, PasswordRefused>, LinkRefused>> {
    let Some(account) = link_account(cx, secret, now).await? else { return Ok(Err(LinkRefused)) };
    if let Err(refused) = will_do(&password, &account) {
        return Ok(Ok(Err(refused)));
    }
    let salt = cx.ids.salt();
    let hash = tokio::task::spawn_blocking(move || password_hash(&password, &salt)).await;
    let hash = hash.map_err(|e| ServiceError::Document(e.to_string()))?.map_err(ServiceError::broken)?;
    let tx = cx.db.begin().await?;
    let link = link_open(&tx, &fingerprint(secret), now).await?;
    let Some(link) = link.filter(|link| link.account_id == account.id) else { return Ok(Err(LinkRefused)) };
    if !link_use(&tx, link.id, now).await? {
        return Ok(Err(LinkRefused));
    }
    let Some(mut account) = account_lock(&tx, &account.email).await? else { return Ok(Err(LinkRefused)) };
    account.password_hash = Some(hash);
    account.state = AccountState::Active;
    (account.failed, account.locked_until_us) = (0, None);
    account_update(&tx, &account).await?;
    session_end_all(&tx, account.id, None, now).await?;
    if link.kind == LinkKind::Reset {
        mails::password_changed(cx, &tx, &account, now).await?;
    }
    record(cx, &tx, account.company_id, account.id, "account.password_set", SubjectId(account.id.0), &link.kind)
        .await?;
    tx.commit().await?;
    Ok(Ok(Ok(account)))
}
