//! The second factor: time-based codes (RFC 6238), and recovery codes that open once.

use entity::types::{AccountId, Instant, SessionId, SubjectId};
use totp_rs::{Builder, Secret, Totp};

use super::{micros, record};
use crate::secrets::fingerprint;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Tx;
use crate::store::account::{AccountRow, account_find, account_lock, account_update, recovery_replace, recovery_use};
use crate::store::session::session_second_factor;

/// Recovery codes that somebody gets.
const CODES: usize = 10;
/// Wrong codes until the account is locked.
const WRONG: i64 = 5;
/// For how long.
const LOCKED_US: i64 = 15 * 60_000_000;

/// What an authenticator needs to know.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret in Base32, to be typed.
    pub secret: String,
    /// The same as an address, to be scanned.
    pub address: String,
}

/// The codes of a sealed secret.
///
/// # Errors
/// A secret that was sealed with another key.
pub fn totp_of(cx: &Context, account: &AccountRow) -> ServiceResult<Option<Totp>> {
    let Some(sealed) = &account.totp_sealed else { return Ok(None) };
    let hex = cx.secrets.open(sealed).map_err(ServiceError::broken)?;
    let bytes: Vec<u8> = (0..hex.len() / 2)
        .filter_map(|at| hex.get(at * 2..at * 2 + 2).and_then(|two| u8::from_str_radix(two, 16).ok()))
        .collect();
    let totp = Builder::new()
        .with_secret(Secret::from(bytes))
        .with_account_name(account.email.clone())
        .with_issuer(Some("Tillhold"))
        .build();
    totp.map(Some).map_err(ServiceError::broken)
}

/// Makes a secret for an account whose second factor is not set up yet; asked again, the same one.
///
/// # Errors
/// An account that is set up: whoever has the password alone must not replace it.
pub async fn enrol(cx: &Context, id: AccountId) -> ServiceResult<Enrolment> {
    let tx = cx.db.begin().await?;
    let found = account_find(&tx, id).await?;
    let mut account = found.ok_or_else(|| ServiceError::refused("people-account-gone"))?;
    if account.totp_confirmed {
        return Err(ServiceError::refused("people-second-is-set"));
    }
    if account.totp_sealed.is_none() {
        account.totp_sealed = Some(new_totp(cx)?);
        account_update(&tx, &account).await?;
        tx.commit().await?;
    }
    enrolment(cx, &account)
}

/// A new secret, sealed.
pub(super) fn new_totp(cx: &Context) -> ServiceResult<String> {
    // 160 bits, as RFC 4226 recommends.
    let hex: String = (cx.ids.salt() + &cx.ids.salt()).chars().take(40).collect();
    let salt = cx.ids.salt() + &cx.ids.salt();
    cx.secrets.seal(&hex, &salt).map_err(ServiceError::broken)
}

/// What an authenticator needs to know of an account's secret.
pub(super) fn enrolment(cx: &Context, account: &AccountRow) -> ServiceResult<Enrolment> {
    let totp = totp_of(cx, account)?.ok_or_else(|| ServiceError::refused("people-account-gone"))?;
    Ok(Enrolment { secret: totp.secret().to_base32(), address: totp.to_url().map_err(ServiceError::broken)? })
}

/// Sets the second factor up with a first code. Returns the recovery codes, which are shown once; none if the code is wrong.
///
/// # Errors
/// A database that does not answer.
pub async fn enrol_confirm(
    cx: &Context,
    id: AccountId,
    session: SessionId,
    code: &str,
    now: Instant,
) -> ServiceResult<Option<Vec<String>>> {
    let tx = cx.db.begin().await?;
    let found = account_find(&tx, id).await?;
    let found = found.filter(|a| !a.totp_confirmed).ok_or_else(|| ServiceError::refused("people-second-is-set"))?;
    let Some(mut account) = account_lock(&tx, &found.email).await? else { return Ok(None) };
    if locked(&account, now) {
        return Ok(None);
    }
    if !code_fits(cx, &mut account, code, now)? {
        missed(&mut account, now);
        account_update(&tx, &account).await?;
        tx.commit().await?;
        return Ok(None);
    }
    account.totp_confirmed = true;
    account.failed = 0;
    account_update(&tx, &account).await?;
    let codes = new_codes(cx, &tx, id).await?;
    session_second_factor(&tx, session).await?;
    record(cx, &tx, account.company_id, id, "account.second_factor_set", SubjectId(id.0), &()).await?;
    tx.commit().await?;
    Ok(Some(codes))
}

/// Checks a code, or a recovery code, and marks the session. Wrong ones are counted with wrong passwords.
///
/// # Errors
/// A database that does not answer.
pub async fn second_factor(
    cx: &Context,
    id: AccountId,
    session: SessionId,
    code: &str,
    now: Instant,
) -> ServiceResult<bool> {
    let tx = cx.db.begin().await?;
    let Some(found) = account_find(&tx, id).await? else { return Ok(false) };
    let Some(mut account) = account_lock(&tx, &found.email).await? else { return Ok(false) };
    if locked(&account, now) {
        return Ok(false);
    }
    let proof = proves(cx, &tx, &mut account, code, now).await?;
    if let Some(how) = proof {
        account.failed = 0;
        session_second_factor(&tx, session).await?;
        record(cx, &tx, account.company_id, id, "account.second_factor", SubjectId(id.0), &how).await?;
    } else {
        missed(&mut account, now);
    }
    account_update(&tx, &account).await?;
    tx.commit().await?;
    Ok(proof.is_some())
}

/// Makes recovery codes in place of those that there are.
pub(super) async fn new_codes(cx: &Context, tx: &Tx, id: AccountId) -> ServiceResult<Vec<String>> {
    let codes: Vec<String> = (0..CODES).map(|_| recovery_code(&cx.ids.salt())).collect();
    recovery_replace(tx, id, codes.iter().map(|code| fingerprint(&plain(code))).collect()).await?;
    Ok(codes)
}

/// By what somebody proves that an account is theirs, a code or a recovery code: it is used up then. None: it is neither.
pub(super) async fn proves(
    cx: &Context,
    tx: &Tx,
    account: &mut AccountRow,
    code: &str,
    now: Instant,
) -> ServiceResult<Option<&'static str>> {
    if plain(code).len() > 6 && recovery_use(tx, account.id, &fingerprint(&plain(code)), now).await? {
        return Ok(Some("recovery code"));
    }
    Ok(code_fits(cx, account, code, now)?.then_some("code"))
}

/// Whether a code is the one of now, or of the step before or after, and was not used yet.
pub(super) fn code_fits(cx: &Context, account: &mut AccountRow, code: &str, now: Instant) -> ServiceResult<bool> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(totp) = totp_of(cx, account)? else { return Ok(false) };
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    let Some(step) = totp.check(&digits, seconds) else { return Ok(false) };
    let step = i64::try_from(step).unwrap_or(0);
    if step <= account.totp_step {
        return Ok(false);
    }
    account.totp_step = step;
    Ok(true)
}

/// The code of this moment, for a demo's sign-in page.
///
/// # Errors
/// A secret that was sealed with another key.
pub fn code_of_moment(cx: &Context, account: &AccountRow, now: Instant) -> ServiceResult<Option<String>> {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    Ok(totp_of(cx, account)?.map(|totp| totp.generate(seconds).to_string()))
}

pub(super) fn locked(account: &AccountRow, now: Instant) -> bool {
    account.locked_until_us.is_some_and(|until| until > micros(now))
}

/// Counts a wrong password or code, and locks the account after five.
pub(super) fn missed(account: &mut AccountRow, now: Instant) {
    account.failed += 1;
    if account.failed >= WRONG {
        (account.failed, account.locked_until_us) = (0, Some(micros(now) + LOCKED_US));
    }
}

/// `ABCDE-FGHJK` of random hexadecimal digits, without letters that are mistaken for figures.
fn recovery_code(salt: &str) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut code = String::new();
    for at in 0..10 {
        let two = salt.get(at * 2..at * 2 + 2).and_then(|two| u8::from_str_radix(two, 16).ok()).unwrap_or(0);
        if at == 5 {
            code.push('-');
        }
        code.push(char::from(LETTERS[usize::from(two) % LETTERS.len()]));
    }
    code
}

fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}
