//! Signing in and out.

use chrono::TimeDelta;
use entity::types::{AccountId, AccountState, CompanyId, Instant, MerchantId, SessionId, SubjectId};

use super::second::{locked, missed};
use super::{email_of, micros, record};
use crate::domain::access::is_merchants;
use crate::secrets::{fingerprint, password_is};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::account::{AccountRow, account_lock, account_update, attempt_count, attempt_forget, merchant_in};
use crate::store::session::{
    SessionRow, session_browser, session_end, session_end_all, session_insert, session_view_as,
};

/// Attempts that may come from one address within ten minutes.
pub(super) const ATTEMPTS: i64 = 30;
pub(super) const TEN_MINUTES_US: i64 = 600_000_000;
/// How long the company's people stay signed in without doing anything.
const STAFF_HOURS: i64 = 12;
/// And a merchant's.
const MERCHANT_DAYS: i64 = 14;

/// Somebody at the door.
#[derive(Clone)]
pub struct SignIn {
    /// E-mail address, as typed.
    pub email: String,
    /// Password, as typed.
    pub password: String,
    /// Where they come from.
    pub address: String,
}

/// Why somebody is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInRefused {
    /// The address or the password is wrong: which, is not said.
    Wrong,
    /// Too many wrong ones; in a while again.
    Locked,
    /// Too many attempts from one place.
    TooMany,
}

/// A session that began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The account.
    pub account: AccountRow,
    /// The session.
    pub session: SessionId,
    /// When it ends by itself.
    pub expires: Instant,
    /// Whether a second factor was given already.
    pub second_factor: bool,
}

/// When a session of an account that is used now ends by itself.
#[must_use]
pub fn lifetime(merchants: bool, now: Instant) -> Instant {
    now + if merchants { TimeDelta::days(MERCHANT_DAYS) } else { TimeDelta::hours(STAFF_HOURS) }
}

/// Lets somebody in by password. The second factor, where there is one, is asked for next.
///
/// # Errors
/// A database that does not answer. The inner result: who is not let in, and why.
pub async fn sign_in(cx: &Context, wanted: SignIn, now: Instant) -> ServiceResult<Result<SignedIn, SignInRefused>> {
    let place = fingerprint(&format!("sign-in {}", wanted.address));
    let tx = cx.db.begin().await?;
    let tries = attempt_count(&tx, &place, now, TEN_MINUTES_US).await?;
    let email = email_of(&wanted.email).unwrap_or_default();
    let before = account_lock(&tx, &email).await?.filter(|a| a.state == AccountState::Active);
    tx.commit().await?;
    if tries > ATTEMPTS {
        return Ok(Err(SignInRefused::TooMany));
    }
    // The hash is worked out for nobody too, so that the time does not tell who has an account.
    let hash = before.as_ref().and_then(|a| a.password_hash.clone());
    let password = wanted.password;
    let right = tokio::task::spawn_blocking(move || password_is(&password, hash.as_deref())).await;
    let right = right.map_err(|e| ServiceError::Document(e.to_string()))?;
    if before.is_none() {
        return Ok(Err(SignInRefused::Wrong));
    }
    let tx = cx.db.begin().await?;
    let Some(mut account) = account_lock(&tx, &email).await? else { return Ok(Err(SignInRefused::Wrong)) };
    if locked(&account, now) {
        return Ok(Err(SignInRefused::Locked));
    }
    if !right || account.password_hash != before.and_then(|a| a.password_hash) {
        missed(&mut account, now);
        account_update(&tx, &account).await?;
        record(cx, &tx, account.company_id, account.id, "account.sign_in_refused", SubjectId(account.id.0), &())
            .await?;
        tx.commit().await?;
        return Ok(Err(SignInRefused::Wrong));
    }
    attempt_forget(&tx, &place).await?;
    let (session, expires) = start(cx, &tx, &account, false, now).await?;
    tx.commit().await?;
    Ok(Ok(SignedIn { account, session, expires, second_factor: false }))
}

/// Begins a session in a transaction that is under way.
///
/// # Errors
/// A database that does not answer.
pub async fn start(
    cx: &Context,
    tx: &crate::store::Tx,
    account: &AccountRow,
    second_factor: bool,
    now: Instant,
) -> ServiceResult<(SessionId, Instant)> {
    begin(cx, tx, account, second_factor, &second_factor, now).await
}

/// Begins a session, with what its event says of how.
pub(super) async fn begin(
    cx: &Context,
    tx: &crate::store::Tx,
    account: &AccountRow,
    second_factor: bool,
    facts: &impl serde::Serialize,
    now: Instant,
) -> ServiceResult<(SessionId, Instant)> {
    let id: SessionId = cx.ids.next();
    let expires = lifetime(is_merchants(account.role), now);
    let row = SessionRow {
        id,
        account_id: account.id,
        generation: 1,
        refreshed_at_us: micros(now),
        created_at_us: micros(now),
        expires_at_us: micros(expires),
        ended_at_us: None,
        second_factor,
        viewing_id: None,
        browser: None,
    };
    session_insert(tx, row).await?;
    record(cx, tx, account.company_id, account.id, "account.signed_in", SubjectId(account.id.0), facts).await?;
    Ok((id, expires))
}

/// Keeps what browser a session is, in a word or two.
///
/// # Errors
/// A database that does not answer.
pub async fn browser_seen(cx: &Context, session: SessionId, browser: &str) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    session_browser(&tx, session, browser).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// A database that does not answer.
pub async fn sign_out(
    cx: &Context,
    company: CompanyId,
    account: AccountId,
    session: SessionId,
    now: Instant,
) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    session_end(&tx, session, now).await?;
    record(cx, &tx, company, account, "account.signed_out", SubjectId(account.0), &()).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends every session of an account; says how many.
///
/// # Errors
/// A database that does not answer.
pub async fn sign_out_everywhere(
    cx: &Context,
    company: CompanyId,
    account: AccountId,
    now: Instant,
) -> ServiceResult<u64> {
    let tx = cx.db.begin().await?;
    let ended = session_end_all(&tx, account, None, now).await?;
    record(cx, &tx, company, account, "account.signed_out_everywhere", SubjectId(account.0), &ended).await?;
    tx.commit().await?;
    Ok(ended)
}

/// Begins, or ends, looking at the portal as one of the company's merchants does. On record under the merchant.
///
/// # Errors
/// A merchant of another company.
pub async fn view_as(
    cx: &Context,
    company: CompanyId,
    account: AccountId,
    session: SessionId,
    merchant: Option<MerchantId>,
) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    if let Some(merchant) = merchant
        && !merchant_in(&tx, company, merchant).await?
    {
        return Err(ServiceError::refused("people-merchant-wrong"));
    }
    session_view_as(&tx, session, merchant).await?;
    let (kind, subject) = match merchant {
        Some(merchant) => ("merchant.viewed_as", SubjectId(merchant.0)),
        None => ("merchant.viewed_as_ended", SubjectId(account.0)),
    };
    record(cx, &tx, company, account, kind, subject, &()).await?;
    tx.commit().await?;
    Ok(())
}
