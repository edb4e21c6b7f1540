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
use crate::store::StoreError;
use crate::store::account::{
    AccountRow, LinkRow, account_find, account_insert, account_language, account_update, link_insert, merchant_in,
};
use crate::store::session::session_end_all;

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

/// Invites somebody: makes the account and a link that opens once, within a week, and writes the letter that brings it. Returns
/// the account and the link's secret.
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
    let secret = new_secret(cx);
    let id: AccountId = cx.ids.next();
    let account = AccountRow {
        id,
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
    let link = LinkRow {
        id: cx.ids.next(),
        account_id: id,
        kind: LinkKind::Invitation,
        hash: fingerprint(&secret),
        expires_at_us: micros(now + TimeDelta::days(INVITATION_DAYS)),
        used_at_us: None,
    };
    let tx = cx.db.begin().await?;
    if let Some(merchant) = invitation.merchant
        && !merchant_in(&tx, invitation.company, merchant).await?
    {
        return Err(ServiceError::refused("people-merchant-wrong"));
    }
    match account_insert(&tx, account.clone(), &invitation.sites).await {
        Err(StoreError::Exists(_)) => return Err(ServiceError::refused("people-email-taken")),
        done => done?,
    }
    link_insert(&tx, link, now).await?;
    mails::invitation(cx, &tx, &account, &secret, now).await?;
    let facts = Facts { role: invitation.role, sites: invitation.sites.len() };
    record(cx, &tx, invitation.company, by, "account.invited", SubjectId(id.0), &facts).await?;
    tx.commit().await?;
    Ok((id, secret))
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
