//! Accounts, and what they sign in with.

use entity::types::{
    AccountId, AccountState, CompanyId, Instant, Language, LinkId, LinkKind, MerchantId, Role, SiteId,
};
use sea_orm::{EntityTrait, FromQueryResult};

use super::bulk::insert_all;
use super::{Source, StoreError, StoreResult, Tx, execute, for_update, row, rows};
use crate::domain::access::Scope;

/// An account's row.
pub type AccountRow = entity::account::Model;
/// A link's row.
pub type LinkRow = entity::link::Model;

/// Adds an account, with the sites it is confined to (none: all).
///
/// # Errors
/// An e-mail address that has an account already.
pub async fn account_insert(tx: &Tx, account: AccountRow, sites: &[SiteId]) -> StoreResult<()> {
    let id = account.id;
    insert_all::<entity::account::Entity>(tx, &[account]).await?;
    let sites: Vec<_> =
        sites.iter().map(|site| entity::account_site::Model { account_id: id, site_id: *site }).collect();
    insert_all::<entity::account_site::Entity>(tx, &sites).await
}

/// Confines an account to other sites (none: all).
///
/// # Errors
/// A database that does not answer.
pub async fn account_sites_set(tx: &Tx, id: AccountId, sites: &[SiteId]) -> StoreResult<()> {
    execute(tx, "DELETE FROM account_site WHERE account_id = $1", [id.into()]).await?;
    let sites: Vec<_> =
        sites.iter().map(|site| entity::account_site::Model { account_id: id, site_id: *site }).collect();
    insert_all::<entity::account_site::Entity>(tx, &sites).await
}

/// An account by its id.
///
/// # Errors
/// A database that does not answer.
pub async fn account_find<S: Source>(source: &S, id: AccountId) -> StoreResult<Option<AccountRow>> {
    Ok(entity::account::Entity::find_by_id(id).one(source.conn()).await?)
}

/// An account by its e-mail address in small letters, locked until the transaction ends.
///
/// # Errors
/// A database that does not answer.
pub async fn account_lock(tx: &Tx, email: &str) -> StoreResult<Option<AccountRow>> {
    let sql = format!("SELECT id FROM account WHERE email = $1{}", for_update(tx));
    let Some(found) = row::<_, Id>(tx, &sql, [email.into()]).await? else { return Ok(None) };
    account_find(tx, found.id).await
}

/// An account by the provider and its name for the person.
///
/// # Errors
/// A database that does not answer.
pub async fn account_by_subject<S: Source>(source: &S, subject: &str) -> StoreResult<Option<AccountRow>> {
    let found = row::<_, Id>(source, "SELECT id FROM account WHERE subject = $1", [subject.into()]).await?;
    match found {
        Some(found) => account_find(source, found.id).await,
        None => Ok(None),
    }
}

#[derive(FromQueryResult)]
struct Id {
    id: AccountId,
}

/// The sites that an account is confined to.
///
/// # Errors
/// A database that does not answer.
pub async fn account_sites<S: Source>(source: &S, id: AccountId) -> StoreResult<Vec<SiteId>> {
    #[derive(FromQueryResult)]
    struct Site {
        site_id: SiteId,
    }
    let sql = "SELECT site_id FROM account_site WHERE account_id = $1 ORDER BY site_id";
    Ok(rows::<_, Site>(source, sql, [id.into()]).await?.into_iter().map(|s| s.site_id).collect())
}

/// The people of a company (`merchant` none) or of a merchant, as a list shows them.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Listed {
    /// The account.
    pub id: AccountId,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Where the account stands.
    pub state: AccountState,
    /// Whether the second factor is set up.
    pub totp_confirmed: bool,
    /// Until when the link of an invitation opens, in microseconds.
    pub invited_until_us: Option<i64>,
}

/// The names of the sites that people within a scope are confined to, by account and name.
///
/// # Errors
/// A database that does not answer.
pub async fn account_site_names<S: Source>(source: &S, scope: &Scope) -> StoreResult<Vec<(AccountId, String)>> {
    #[derive(FromQueryResult)]
    struct Site {
        account_id: AccountId,
        name: String,
    }
    let Some(merchant) = scope.merchant else { return Ok(Vec::new()) };
    let sql = "SELECT s.account_id, t.name FROM account a JOIN account_site s ON s.account_id = a.id JOIN site t ON t.id = s.site_id \
               WHERE a.merchant_id = $1 AND a.company_id = $2 ORDER BY s.account_id, t.name";
    let found: Vec<Site> = rows(source, sql, [merchant.into(), scope.company.into()]).await?;
    Ok(found.into_iter().map(|site| (site.account_id, site.name)).collect())
}

/// The people within a scope: a company's own, or a merchant's.
///
/// # Errors
/// A database that does not answer.
pub async fn account_list<S: Source>(source: &S, scope: &Scope) -> StoreResult<Vec<Listed>> {
    let columns = "SELECT id, name, email, role, state, totp_confirmed, (SELECT MAX(k.expires_at_us) FROM link k \
                   WHERE k.account_id = account.id AND k.kind = 'invitation' AND k.used_at_us IS NULL) AS invited_until_us \
                   FROM account WHERE company_id = $1";
    Ok(match scope.merchant {
        Some(merchant) => {
            let sql = format!("{columns} AND merchant_id = $2 ORDER BY name, id");
            rows(source, &sql, [scope.company.into(), merchant.into()]).await?
        }
        None => {
            rows(source, &format!("{columns} AND merchant_id IS NULL ORDER BY name, id"), [scope.company.into()])
                .await?
        }
    })
}

/// The names of a merchant's owners who can sign in and see all its sites.
///
/// # Errors
/// A database that does not answer.
pub async fn owner_names<S: Source>(source: &S, scope: &Scope) -> StoreResult<Vec<String>> {
    #[derive(FromQueryResult)]
    struct Owner {
        name: String,
    }
    let Some(merchant) = scope.merchant else { return Ok(Vec::new()) };
    let sql = "SELECT a.name FROM account a WHERE a.company_id = $1 AND a.merchant_id = $2 AND a.role = 'owner' \
               AND a.state = 'active' AND NOT EXISTS (SELECT 1 FROM account_site s WHERE s.account_id = a.id) \
               ORDER BY a.name, a.id";
    let found: Vec<Owner> = rows(source, sql, [scope.company.into(), merchant.into()]).await?;
    Ok(found.into_iter().map(|owner| owner.name).collect())
}

/// Writes an account's changed fields back: everything but id, company and merchant.
///
/// # Errors
/// An account that is not there.
pub async fn account_update(tx: &Tx, a: &AccountRow) -> StoreResult<()> {
    let sql = "UPDATE account SET email = $1, name = $2, role = $3, language = $4, state = $5, password_hash = $6, \
               totp_sealed = $7, totp_confirmed = $8, totp_step = $9, failed = $10, locked_until_us = $11, subject = $12 \
               WHERE id = $13";
    let values: [sea_orm::Value; 13] = [
        a.email.clone().into(),
        a.name.clone().into(),
        a.role.into(),
        a.language.into(),
        a.state.into(),
        a.password_hash.clone().into(),
        a.totp_sealed.clone().into(),
        a.totp_confirmed.into(),
        a.totp_step.into(),
        a.failed.into(),
        a.locked_until_us.into(),
        a.subject.clone().into(),
        a.id.into(),
    ];
    StoreError::affected("account", 1, execute(tx, sql, values).await?)
}

/// Remembers the language that a person reads in.
///
/// # Errors
/// An account that is not there.
pub async fn account_language(tx: &Tx, id: AccountId, language: Language) -> StoreResult<()> {
    let sql = "UPDATE account SET language = $1 WHERE id = $2";
    StoreError::affected("account", 1, execute(tx, sql, [language.into(), id.into()]).await?)
}

/// Replaces an account's recovery codes by others, given as hashes.
///
/// # Errors
/// A database that does not answer.
pub async fn recovery_replace(tx: &Tx, id: AccountId, hashes: Vec<String>) -> StoreResult<()> {
    execute(tx, "DELETE FROM recovery_code WHERE account_id = $1", [id.into()]).await?;
    let codes: Vec<_> = hashes
        .into_iter()
        .map(|hash| entity::recovery_code::Model { account_id: id, hash, used_at_us: None })
        .collect();
    insert_all::<entity::recovery_code::Entity>(tx, &codes).await
}

/// Uses a recovery code up; says whether it was there and unused.
///
/// # Errors
/// A database that does not answer.
pub async fn recovery_use(tx: &Tx, id: AccountId, hash: &str, now: Instant) -> StoreResult<bool> {
    let sql = "UPDATE recovery_code SET used_at_us = $1 WHERE account_id = $2 AND hash = $3 AND used_at_us IS NULL";
    Ok(execute(tx, sql, [now.timestamp_micros().into(), id.into(), hash.into()]).await? == 1)
}

/// Adds a link; those of the same kind that the account had open before open nothing any more.
///
/// # Errors
/// A database that does not answer.
pub async fn link_insert(tx: &Tx, link: LinkRow, now: Instant) -> StoreResult<()> {
    let sql = "UPDATE link SET used_at_us = $1 WHERE account_id = $2 AND kind = $3 AND used_at_us IS NULL";
    execute(tx, sql, [now.timestamp_micros().into(), link.account_id.into(), link.kind.into()]).await?;
    insert_all::<entity::link::Entity>(tx, &[link]).await
}

/// The account and kind of a link that still opens, by the hash of its secret.
///
/// # Errors
/// A database that does not answer.
pub async fn link_open<S: Source>(source: &S, hash: &str, now: Instant) -> StoreResult<Option<OpenLink>> {
    let sql = "SELECT id, account_id, kind FROM link WHERE hash = $1 AND used_at_us IS NULL AND expires_at_us > $2";
    Ok(row(source, sql, [hash.into(), now.timestamp_micros().into()]).await?)
}

/// A link that opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct OpenLink {
    /// Its id.
    pub id: LinkId,
    /// Whose.
    pub account_id: AccountId,
    /// What for.
    pub kind: LinkKind,
}

/// Uses a link up; says whether nobody did before.
///
/// # Errors
/// A database that does not answer.
pub async fn link_use(tx: &Tx, id: LinkId, now: Instant) -> StoreResult<bool> {
    let sql = "UPDATE link SET used_at_us = $1 WHERE id = $2 AND used_at_us IS NULL";
    Ok(execute(tx, sql, [now.timestamp_micros().into(), id.into()]).await? == 1)
}

/// Lets the links of an account open nothing any more.
///
/// # Errors
/// A database that does not answer.
pub async fn link_end_all(tx: &Tx, account: AccountId, now: Instant) -> StoreResult<()> {
    let sql = "UPDATE link SET used_at_us = $1 WHERE account_id = $2 AND used_at_us IS NULL";
    execute(tx, sql, [now.timestamp_micros().into(), account.into()]).await?;
    Ok(())
}

/// Counts an attempt of a key within a stretch of time, and says how many there have been in it.
///
/// # Errors
/// A database that does not answer.
pub async fn attempt_count(tx: &Tx, key: &str, now: Instant, stretch_us: i64) -> StoreResult<i64> {
    #[derive(FromQueryResult)]
    struct Count {
        count: i64,
    }
    let now = now.timestamp_micros();
    let sql = "INSERT INTO attempt (key, starts_at_us, count) VALUES ($1, $2, 1) ON CONFLICT (key) DO UPDATE SET \
               count = CASE WHEN attempt.starts_at_us < $3 THEN 1 ELSE attempt.count + 1 END, \
               starts_at_us = CASE WHEN attempt.starts_at_us < $3 THEN $2 ELSE attempt.starts_at_us END RETURNING count";
    let found: Option<Count> = row(tx, sql, [key.into(), now.into(), (now - stretch_us).into()]).await?;
    Ok(found.map_or(1, |c| c.count))
}

/// Forgets the attempts of a key.
///
/// # Errors
/// A database that does not answer.
pub async fn attempt_forget(tx: &Tx, key: &str) -> StoreResult<()> {
    execute(tx, "DELETE FROM attempt WHERE key = $1", [key.into()]).await?;
    Ok(())
}

/// Forgets all attempts that began longer ago than a stretch of time.
///
/// # Errors
/// A database that does not answer.
pub async fn attempt_sweep(tx: &Tx, now: Instant, stretch_us: i64) -> StoreResult<()> {
    let before = now.timestamp_micros() - stretch_us;
    execute(tx, "DELETE FROM attempt WHERE starts_at_us < $1", [before.into()]).await?;
    Ok(())
}

/// The merchant of a company that an account is for, if it is one of the company's.
///
/// # Errors
/// A database that does not answer.
pub async fn merchant_in<S: Source>(source: &S, company: CompanyId, merchant: MerchantId) -> StoreResult<bool> {
    #[derive(FromQueryResult)]
    struct Found {
        #[allow(dead_code)] // that there is a row is what is asked
        id: MerchantId,
    }
    let sql = "SELECT id FROM merchant WHERE id = $1 AND company_id = $2";
    Ok(row::<_, Found>(source, sql, [merchant.into(), company.into()]).await?.is_some())
}
