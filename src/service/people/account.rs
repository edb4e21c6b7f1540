//! Accounts: invited, renamed, ended.

use chrono::TimeDelta;
use entity::types::{
    AccountId, AccountState, CompanyId, Instant, Language, LinkKind, MerchantId, Role, SiteId, SubjectId,
};
use serde::Serialize;

use super::{email_of, micros, new_secret, record};
use crate::domain::access::is_merchants;
use crate::secrets::fingerprint;
use crate::service::{Context, ServiceError, ServiceResult, mails};
use crate::store::account::{
    AccountRow, LinkRow, account_find, account_insert, account_language, account_lock, account_sites_set,
    account_update, link_insert, merchant_in, recovery_replace,
};
use crate::store::session::session_end_all;
use crate::store::{StoreError, Tx};

/// How long an invitation opens.
const INVITATION_DAYS: i64 = 7;

/// Somebody to be invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The company.
    pub company: CompanyId,
    /// The merchant; none for the company's own people.
    pub merchant: Option<MerchantId>,
    /// E-mail address.
    pub email: String,
    /// Name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The language they are written to in.
    pub language: Language,
    /// The sites they are confined to; empty: all.
    pub sites: Vec<SiteId>,
}

#[derive(Serialize)]
struct Facts {
    role: Role,
    sites: usize,
}

/// Invites somebody: makes the account, or opens the one that they had and that was closed, makes a link that opens once, within a
/// week, and writes the letter that brings it. Returns the account and the link's secret.
///
/// # Errors
/// An address that is none or has an account, a role that does not fit, a merchant of another company.
pub async fn invite(
    cx: &Context,
    by: AccountId,
    invitation: &Invitation,
    now: Instant,
) -> ServiceResult<(AccountId, String)> {
    let email = email_of(&invitation.email).ok_or_else(|| ServiceError::refused("people-email-wrong"))?;
    if invitation.merchant.is_some() != is_merchants(invitation.role) {
        return Err(ServiceError::refused("people-role-wrong"));
    }
    let tx = cx.db.begin().await?;
    if let Some(merchant) = invitation.merchant
        && !merchant_in(&tx, invitation.company, merchant).await?
    {
        return Err(ServiceError::refused("people-merchant-wrong"));
    }
    let closed = account_lock(&tx, &email).await?.filter(|found| {
        let theirs = found.company_id == invitation.company && found.merchant_id == invitation.merchant;
        theirs && found.state == AccountState::Disabled
    });
    let (account, kind) = match closed {
        Some(closed) => (reopened(&tx, closed, invitation).await?, "account.reopened"),
        None => (made(cx, &tx, email, invitation, now).await?, "account.invited"),
    };
    let secret = send(cx, &tx, &account, now).await?;
    let facts = Facts { role: invitation.role, sites: invitation.sites.len() };
    record(cx, &tx, invitation.company, by, kind, SubjectId(account.id.0), &facts).await?;
    tx.commit().await?;
    Ok((account.id, secret))
}

/// An account as it begins.
async fn made(
    cx: &Context,
    tx: &Tx,
    email: String,
    invitation: &Invitation,
    now: Instant,
) -> ServiceResult<AccountRow> {
    let account = AccountRow {
        id: cx.ids.next(),
        company_id: invitation.company,
        merchant_id: invitation.merchant,
        email,
        name: invitation.name.trim().to_owned(),
        role: invitation.role,
        language: invitation.language,
        state: AccountState::Invited,
        password_hash: None,
        totp_sealed: None,
        totp_confirmed: false,
        totp_step: 0,
        failed: 0,
        locked_until_us: None,
        subject: None,
        created_at_us: micros(now),
    };
    match account_insert(tx, account.clone(), &invitation.sites).await {
        Err(StoreError::Exists(_)) => Err(ServiceError::refused("people-email-taken")),
        done => Ok(done.map(|()| account)?),
    }
}

/// A closed account opened again: whoever had it begins anew, with nothing of what they signed in with before.
async fn reopened(tx: &Tx, closed: AccountRow, invitation: &Invitation) -> ServiceResult<AccountRow> {
    let account = AccountRow {
        name: invitation.name.trim().to_owned(),
        role: invitation.role,
        language: invitation.language,
        state: AccountState::Invited,
        password_hash: None,
        totp_sealed: None,
        totp_confirmed: false,
        failed: 0,
        locked_until_us: None,
        ..closed
    };
    account_update(tx, &account).await?;
    account_sites_set(tx, account.id, &invitation.sites).await?;
    recovery_replace(tx, account.id, Vec::new()).await?;
    Ok(account)
}

/// Makes the link of an invitation, writes the letter that brings it, and returns its secret. Earlier ones open nothing any more.
async fn send(cx: &Context, tx: &Tx, account: &AccountRow, now: Instant) -> ServiceResult<String> {
    let secret = new_secret(cx);
    let link = LinkRow {
        id: cx.ids.next(),
        account_id: account.id,
        kind: LinkKind::Invitation,
        hash: fingerprint(&secret),
        expires_at_us: micros(now + TimeDelta::days(INVITATION_DAYS)),
        used_at_us: None,
    };
    link_insert(tx, link, now).await?;
    mails::invitation(cx, tx, account, &secret, now).await?;
    Ok(secret)
}

/// Sends an invitation again, with a new link: the one before opens nothing any more. Returns the secret.
///
/// # Errors
/// An account that is not there, or that waits for no invitation.
pub async fn invite_again(cx: &Context, by: AccountId, id: AccountId, now: Instant) -> ServiceResult<String> {
    let tx = cx.db.begin().await?;
    let found = account_find(&tx, id).await?;
    let account = found.ok_or_else(|| ServiceError::refused("people-account-gone"))?;
    if account.state != AccountState::Invited {
        return Err(ServiceError::refused("people-not-invited"));
    }
    let secret = send(cx, &tx, &account, now).await?;
    record(cx, &tx, account.company_id, by, "account.invited_again", SubjectId(id.0), &()).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Ends an account: it signs in no more, and every browser of it is signed out.
///
/// # Errors
/// An account that is not there.
pub async fn disable(cx: &Context, by: AccountId, id: AccountId, now: Instant) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    let found = account_find(&tx, id).await?;
    let mut account = found.ok_or_else(|| ServiceError::refused("people-account-gone"))?;
    if account.id == by {
        return Err(ServiceError::refused("people-not-yourself"));
    }
    account.state = AccountState::Disabled;
    account_update(&tx, &account).await?;
    let ended = session_end_all(&tx, id, None, now).await?;
    record(cx, &tx, account.company_id, by, "account.disabled", SubjectId(id.0), &ended).await?;
    tx.commit().await?;
    Ok(())
}

/// Remembers the language that somebody reads in.
///
/// # Errors
/// An account that is not there.
pub async fn language(cx: &Context, id: AccountId, language: Language) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    account_language(&tx, id, language).await?;
    tx.commit().await?;
    Ok(())
}
