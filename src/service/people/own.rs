//! One's own account: another password, a new second factor, new recovery codes, an end to single sessions.
//!
//! Whoever finds a browser signed in must not take the account over: each of these asks for the password or a code, and wrong ones
//! count like those at the door.

use chrono::TimeDelta;
use entity::types::{AccountId, CompanyId, Instant, SessionId, SubjectId};

use super::password::{PasswordRefused, will_do};
use super::second::{Enrolment, code_fits, enrolment, locked, missed, new_codes, new_totp, proves};
use super::session::{ATTEMPTS, TEN_MINUTES_US};
use super::{micros, record};
use crate::domain::access::is_merchants;
use crate::secrets::{fingerprint, password_hash, password_is};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Tx;
use crate::store::account::{
    AccountRow, account_find, account_lock, account_update, attempt_count, attempt_forget, recovery_replace,
};
use crate::store::session::{session_end_all, session_end_of};

/// How long a new second factor waits for its first code.
const PENDING_MINUTES: i64 = 15;

/// Somebody who is signed in and changes their own account.
#[derive(Clone, Debug)]
pub struct Oneself {
    /// The account.
    pub account: AccountId,
    /// The session in which they do it: it goes on.
    pub session: SessionId,
    /// Where they come from.
    pub address: String,
}

/// Why somebody cannot change their own account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnRefused {
    /// The password or the code is wrong.
    Wrong,
    /// Too many wrong ones; in a while again.
    Locked,
    /// Too many attempts from one place.
    TooMany,
    /// The new password will not do.
    Password(PasswordRefused),
    /// The company's people keep their second factor.
    Staff,
    /// The new second factor has waited too long for its first code.
    Over,
}

type Own<T> = ServiceResult<Result<T, OwnRefused>>;

fn place(who: &Oneself) -> String {
    fingerprint(&format!("sign-in {}", who.address))
}

/// Counts an attempt, and says whether one may try.
async fn may_try(cx: &Context, who: &Oneself, now: Instant) -> Own<AccountRow> {
    let tx = cx.db.begin().await?;
    let tries = attempt_count(&tx, &place(who), now, TEN_MINUTES_US).await?;
    let account = account_find(&tx, who.account).await?;
    tx.commit().await?;
    let account = account.ok_or_else(|| ServiceError::refused("people-account-gone"))?;
    Ok(match () {
        () if tries > ATTEMPTS => Err(OwnRefused::TooMany),
        () if locked(&account, now) => Err(OwnRefused::Locked),
        () => Ok(account),
    })
}

/// Puts a wrong password or code on record, and counts it.
async fn refuse(cx: &Context, tx: Tx, mut account: AccountRow, now: Instant) -> ServiceResult<OwnRefused> {
    missed(&mut account, now);
    account_update(&tx, &account).await?;
    let (company, id) = (account.company_id, account.id);
    record(cx, &tx, company, id, "account.proof_refused", SubjectId(id.0), &()).await?;
    tx.commit().await?;
    Ok(OwnRefused::Wrong)
}

/// Changes one's own password. Every other session ends.
///
/// # Errors
/// A database that does not answer. The inner result: why it is not changed.
pub async fn change_password(cx: &Context, who: &Oneself, current: String, password: String, now: Instant) -> Own<()> {
    let before = match may_try(cx, who, now).await? {
        Ok(account) => account,
        Err(refused) => return Ok(Err(refused)),
    };
    if let Err(refused) = will_do(&password, &before) {
        return Ok(Err(OwnRefused::Password(refused)));
    }
    let same = current == password;
    let (old, salt) = (before.password_hash.clone(), cx.ids.salt());
    let work = move || password_is(&current, old.as_deref()).then(|| password_hash(&password, &salt));
    let hash = tokio::task::spawn_blocking(work).await.map_err(|e| ServiceError::Document(e.to_string()))?;
    let tx = cx.db.begin().await?;
    let found = account_lock(&tx, &before.email).await?;
    let mut account = found.ok_or_else(|| ServiceError::refused("people-account-gone"))?;
    if locked(&account, now) {
        return Ok(Err(OwnRefused::Locked));
    }
    let Some(hash) = hash.filter(|_| account.password_hash == before.password_hash) else {
        return Ok(Err(refuse(cx, tx, account, now).await?));
    };
    if same {
        return Ok(Err(OwnRefused::Password(PasswordRefused::Same)));
    }
    account.password_hash = Some(hash.map_err(ServiceError::broken)?);
    account.failed = 0;
    account_update(&tx, &account).await?;
    attempt_forget(&tx, &place(who)).await?;
    let ended = session_end_all(&tx, account.id, Some(who.session), now).await?;
    record(cx, &tx, account.company_id, account.id, "account.password_changed", SubjectId(account.id.0), &ended)
        .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// A transaction with one's account, for whoever gave a code or a recovery code of it that is used up now.
async fn proven(cx: &Context, who: &Oneself, code: &str, now: Instant) -> Own<(Tx, AccountRow)> {
    let before = match may_try(cx, who, now).await? {
        Ok(account) => account,
        Err(refused) => return Ok(Err(refused)),
    };
    let tx = cx.db.begin().await?;
    let found = account_lock(&tx, &before.email).await?;
    let mut account = found.ok_or_else(|| ServiceError::refused("people-account-gone"))?;
    if locked(&account, now) {
        return Ok(Err(OwnRefused::Locked));
    }
    if !account.totp_confirmed || proves(cx, &tx, &mut account, code, now).await?.is_none() {
        return Ok(Err(refuse(cx, tx, account, now).await?));
    }
    account.failed = 0;
    account_update(&tx, &account).await?;
    attempt_forget(&tx, &place(who)).await?;
    Ok(Ok((tx, account)))
}

/// Makes new recovery codes; those before open nothing any more. They are shown once.
///
/// # Errors
/// A database that does not answer. The inner result: why there are none.
pub async fn renew_codes(cx: &Context, who: &Oneself, code: &str, now: Instant) -> Own<Vec<String>> {
    let (tx, account) = match proven(cx, who, code, now).await? {
        Ok(proven) => proven,
        Err(refused) => return Ok(Err(refused)),
    };
    let codes = new_codes(cx, &tx, account.id).await?;
    record(cx, &tx, account.company_id, account.id, "account.codes_renewed", SubjectId(account.id.0), &()).await?;
    tx.commit().await?;
    Ok(Ok(codes))
}

/// Turns the second factor off. The company's people keep theirs.
///
/// # Errors
/// A database that does not answer. The inner result: why it stays on.
pub async fn turn_second_off(cx: &Context, who: &Oneself, code: &str, now: Instant) -> Own<()> {
    let account = account_find(&cx.db, who.account).await?;
    if !account.is_some_and(|account| is_merchants(account.role)) {
        return Ok(Err(OwnRefused::Staff));
    }
    let (tx, mut account) = match proven(cx, who, code, now).await? {
        Ok(proven) => proven,
        Err(refused) => return Ok(Err(refused)),
    };
    (account.totp_sealed, account.totp_confirmed) = (None, false);
    account_update(&tx, &account).await?;
    recovery_replace(&tx, account.id, Vec::new()).await?;
    record(cx, &tx, account.company_id, account.id, "account.second_factor_off", SubjectId(account.id.0), &()).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// A new second factor that waits for its first code. Until then the one before holds.
#[derive(Clone)]
pub struct Pending {
    /// What the page hands back with the code: sealed, for this account, for a while.
    pub sealed: String,
    /// What the authenticator needs to know.
    pub enrolment: Enrolment,
}

/// Begins to replace the second factor: asks for a code of the one that there is, and makes another one.
///
/// # Errors
/// A database that does not answer. The inner result: why there is none.
pub async fn renew_second(cx: &Context, who: &Oneself, code: &str, now: Instant) -> Own<Pending> {
    let (tx, account) = match proven(cx, who, code, now).await? {
        Ok(proven) => proven,
        Err(refused) => return Ok(Err(refused)),
    };
    tx.commit().await?;
    let secret = new_totp(cx)?;
    let until = micros(now + TimeDelta::minutes(PENDING_MINUTES));
    let salt = cx.ids.salt() + &cx.ids.salt();
    // It replaces what there is now, and nothing else: it is of use once.
    let replaces = fingerprint(account.totp_sealed.as_deref().unwrap_or_default());
    let sealed = cx.secrets.seal(&format!("{} {until} {replaces} {secret}", account.id), &salt);
    let sealed = sealed.map_err(ServiceError::broken)?;
    let enrolment = enrolment(cx, &AccountRow { totp_sealed: Some(secret), ..account })?;
    Ok(Ok(Pending { sealed, enrolment }))
}

/// The account as it would be with a second factor that waits; none if it is another one's, replaces what is not there any more,
/// or waited too long.
fn pending_of(cx: &Context, account: AccountRow, sealed: &str, now: Instant) -> Option<AccountRow> {
    let text = cx.secrets.open(sealed).ok()?;
    let mut parts = text.splitn(4, ' ');
    let whose = parts.next()? == account.id.to_string();
    let until: i64 = parts.next()?.parse().ok()?;
    let replaces = parts.next()? == fingerprint(account.totp_sealed.as_deref().unwrap_or_default());
    let secret = parts.next()?.to_owned();
    (whose && replaces && until > micros(now)).then_some(AccountRow {
        totp_sealed: Some(secret),
        totp_step: 0,
        ..account
    })
}

/// What the authenticator needs to know of a second factor that waits.
///
/// # Errors
/// A database that does not answer.
pub async fn pending(cx: &Context, who: &Oneself, sealed: &str, now: Instant) -> ServiceResult<Option<Enrolment>> {
    let account = account_find(&cx.db, who.account).await?;
    let account = account.and_then(|account| pending_of(cx, account, sealed, now));
    account.map(|account| enrolment(cx, &account)).transpose()
}

/// Replaces the second factor by the one that waits, with its first code. Every other session ends. Returns the recovery codes,
/// which are shown once.
///
/// # Errors
/// A database that does not answer. The inner result: why it is not replaced.
pub async fn confirm_second(cx: &Context, who: &Oneself, sealed: &str, code: &str, now: Instant) -> Own<Vec<String>> {
    let before = match may_try(cx, who, now).await? {
        Ok(account) => account,
        Err(refused) => return Ok(Err(refused)),
    };
    let tx = cx.db.begin().await?;
    let found = account_lock(&tx, &before.email).await?;
    let account = found.ok_or_else(|| ServiceError::refused("people-account-gone"))?;
    if locked(&account, now) {
        return Ok(Err(OwnRefused::Locked));
    }
    let Some(mut next) = pending_of(cx, account.clone(), sealed, now) else { return Ok(Err(OwnRefused::Over)) };
    if !code_fits(cx, &mut next, code, now)? {
        return Ok(Err(refuse(cx, tx, account, now).await?));
    }
    (next.totp_confirmed, next.failed) = (true, 0);
    account_update(&tx, &next).await?;
    attempt_forget(&tx, &place(who)).await?;
    let codes = new_codes(cx, &tx, next.id).await?;
    let ended = session_end_all(&tx, next.id, Some(who.session), now).await?;
    record(cx, &tx, next.company_id, next.id, "account.second_factor_renewed", SubjectId(next.id.0), &ended).await?;
    tx.commit().await?;
    Ok(Ok(codes))
}

/// Ends one of one's own sessions; says whether it was there.
///
/// # Errors
/// A database that does not answer.
pub async fn end_session(
    cx: &Context,
    company: CompanyId,
    account: AccountId,
    session: SessionId,
    now: Instant,
) -> ServiceResult<bool> {
    let tx = cx.db.begin().await?;
    if !session_end_of(&tx, account, session, now).await? {
        return Ok(false);
    }
    record(cx, &tx, company, account, "account.session_ended", SubjectId(account.0), &()).await?;
    tx.commit().await?;
    Ok(true)
}
