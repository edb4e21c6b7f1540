//! Signing in by the identity provider: the company's own people only.

use entity::types::{AccountState, Instant, SubjectId};
use serde::Serialize;

use super::session::{ATTEMPTS, SignedIn, TEN_MINUTES_US, begin};
use super::{email_of, record};
use crate::domain::access::is_merchants;
use crate::gateways::oidc::Identity;
use crate::secrets::fingerprint;
use crate::service::{Context, ServiceResult};
use crate::store::Tx;
use crate::store::account::{
    AccountRow, account_by_subject, account_lock, account_update, attempt_count, attempt_forget, attempt_sweep,
    link_end_all,
};

/// How long it is remembered that a way back was gone: longer than its cookie lives.
const REMEMBERED_US: i64 = 3_600_000_000;
/// Attempts of a day ago count nowhere.
const DAY_US: i64 = 86_400_000_000;

/// Nobody of the company's people is meant: no account, a closed one, a merchant's, or one that is tied to somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotInvited;

#[derive(Serialize)]
struct Facts {
    by: &'static str,
    second_factor: bool,
}

/// By what attempts from an address are counted. Any page can make a browser go to the provider: that must not use up what its
/// owner may try by password.
fn place(address: &str) -> String {
    fingerprint(&format!("provider {address}"))
}

/// Counts an attempt from an address, and says whether it is one of those that may be.
///
/// # Errors
/// A database that does not answer.
pub async fn knock(cx: &Context, address: &str, now: Instant) -> ServiceResult<bool> {
    let tx = cx.db.begin().await?;
    let tries = attempt_count(&tx, &place(address), now, TEN_MINUTES_US).await?;
    tx.commit().await?;
    Ok(tries <= ATTEMPTS)
}

/// Says whether nobody has come back this way before, and remembers that somebody has.
///
/// # Errors
/// A database that does not answer.
pub async fn passage_use(cx: &Context, state: &str, now: Instant) -> ServiceResult<bool> {
    let tx = cx.db.begin().await?;
    attempt_sweep(&tx, now, DAY_US).await?;
    let times = attempt_count(&tx, &fingerprint(&format!("passage {state}")), now, REMEMBERED_US).await?;
    tx.commit().await?;
    Ok(times == 1)
}

/// Lets in whom the provider knows. The first time, an account is found by the e-mail address that the provider has made sure of,
/// and tied to the person; from then on the address does not matter.
///
/// # Errors
/// A database that does not answer. The inner result: who is not meant.
pub async fn sign_in_by_provider(
    cx: &Context,
    known: &Identity,
    address: &str,
    now: Instant,
) -> ServiceResult<Result<SignedIn, NotInvited>> {
    let tx = cx.db.begin().await?;
    let Some(mut account) = account_of(&tx, known).await? else { return Ok(Err(NotInvited)) };
    let (id, company) = (account.id, account.company_id);
    let staff = account.merchant_id.is_none() && !is_merchants(account.role);
    let anothers = account.subject.as_ref().is_some_and(|subject| *subject != known.subject);
    if !staff || anothers || account.state == AccountState::Disabled {
        record(cx, &tx, company, id, "account.sign_in_refused", SubjectId(id.0), &"provider").await?;
        tx.commit().await?;
        return Ok(Err(NotInvited));
    }
    if account.subject.is_none() || account.state == AccountState::Invited {
        account.subject = Some(known.subject.clone());
        account.state = AccountState::Active;
        account_update(&tx, &account).await?;
        link_end_all(&tx, id, now).await?;
        record(cx, &tx, company, id, "account.linked", SubjectId(id.0), &()).await?;
    }
    attempt_forget(&tx, &place(address)).await?;
    let facts = Facts { by: "provider", second_factor: known.second_factor };
    let (session, expires) = begin(cx, &tx, &account, known.second_factor, &facts, now).await?;
    tx.commit().await?;
    Ok(Ok(SignedIn { account, session, expires, second_factor: known.second_factor }))
}

async fn account_of(tx: &Tx, known: &Identity) -> ServiceResult<Option<AccountRow>> {
    let tied = account_by_subject(tx, &known.subject).await?.map(|account| account.email);
    let email = tied.or_else(|| known.email.as_deref().and_then(email_of));
    let Some(email) = email else { return Ok(None) };
    Ok(account_lock(tx, &email).await?)
}
