//! Letters: written once for a subject, and where each stands.

use entity::types::{CompanyId, Instant, InvoiceId, Language, MailId, MailState, MerchantId, StoredDocumentId};
use sea_orm::{EntityTrait, FromQueryResult, Value};

use super::{Source, StoreError, StoreResult, Tx, execute, row, rows};
use crate::domain::access::Scope;

/// A letter's row.
pub type MailRow = entity::mail::Model;

/// The kind of the job that sends a letter.
pub const MAIL_SEND: &str = "mail_send";

/// Writes a letter; says whether it was missing. One of the same kind and subject stays as it is.
///
/// # Errors
/// A database that does not answer.
pub async fn mail_insert(tx: &Tx, m: MailRow) -> StoreResult<bool> {
    let sql = "INSERT INTO mail (id, company_id, merchant_id, kind, subject_id, recipient, language, subject, body_text, \
               body_html, secret, attachments, state, created_at_us, sent_at_us) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
               ON CONFLICT (kind, subject_id) DO NOTHING";
    let values: [Value; 15] = [
        m.id.into(),
        m.company_id.into(),
        m.merchant_id.into(),
        m.kind.into(),
        m.subject_id.into(),
        m.recipient.into(),
        m.language.into(),
        m.subject.into(),
        m.body_text.into(),
        m.body_html.into(),
        m.secret.into(),
        m.attachments.into(),
        m.state.into(),
        m.created_at_us.into(),
        m.sent_at_us.into(),
    ];
    Ok(execute(tx, sql, values).await? == 1)
}

/// A letter by its id, for the worker that sends it.
///
/// # Errors
/// A database that does not answer.
pub async fn mail_find<S: Source>(source: &S, id: MailId) -> StoreResult<Option<MailRow>> {
    Ok(entity::mail::Entity::find_by_id(id).one(source.conn()).await?)
}

/// A letter by its id, if it lies within a scope.
///
/// # Errors
/// A database that does not answer.
pub async fn mail_in<S: Source>(source: &S, scope: &Scope, id: MailId) -> StoreResult<Option<MailRow>> {
    Ok(mail_find(source, id).await?.filter(|mail| reaches(scope, mail.company_id, mail.merchant_id)))
}

/// A letter is a merchant's as a whole: who is confined to some of its sites sees none.
fn reaches(scope: &Scope, company: CompanyId, merchant: Option<MerchantId>) -> bool {
    scope.company == company && scope.sites.is_empty() && scope.merchant.is_none_or(|own| merchant == Some(own))
}

/// Says that a letter is with the server: its secret goes.
///
/// # Errors
/// A letter that was sent or kept meanwhile: nothing of the work may be committed.
pub async fn mail_sent(tx: &Tx, id: MailId, now: Instant) -> StoreResult<()> {
    let sql = "UPDATE mail SET state = 'sent', sent_at_us = $1, secret = NULL WHERE id = $2 AND state IN ('queued', 'failed')";
    StoreError::affected("mail", 1, execute(tx, sql, [now.timestamp_micros().into(), id.into()]).await?)
}

/// Says that a letter is kept, since no server is set: its secret goes.
///
/// # Errors
/// A letter that was sent or kept meanwhile.
pub async fn mail_kept(tx: &Tx, id: MailId) -> StoreResult<()> {
    let sql = "UPDATE mail SET state = 'kept', secret = NULL WHERE id = $1 AND state IN ('queued', 'failed')";
    StoreError::affected("mail", 1, execute(tx, sql, [id.into()]).await?)
}

/// Says that a letter is given up if its job is; says whether it is. Its secret stays, so that it can be sent again.
///
/// # Errors
/// A database that does not answer.
pub async fn mail_failed(tx: &Tx, id: MailId) -> StoreResult<bool> {
    let sql = "UPDATE mail SET state = 'failed' WHERE id = $1 AND state = 'queued' AND EXISTS \
               (SELECT 1 FROM job WHERE kind = $2 AND subject_id = $1 AND state = 'failed')";
    Ok(execute(tx, sql, [id.into(), MAIL_SEND.into()]).await? == 1)
}

/// Lets a letter that was given up be sent again, as if it were new; says whether it had been given up.
///
/// # Errors
/// A database that does not answer, or a letter whose job is gone.
pub async fn mail_again(tx: &Tx, scope: &Scope, id: MailId, now: Instant) -> StoreResult<bool> {
    if mail_in(tx, scope, id).await?.is_none() {
        return Ok(false);
    }
    let sql = "UPDATE mail SET state = 'queued' WHERE id = $1 AND state = 'failed'";
    if execute(tx, sql, [id.into()]).await? == 0 {
        return Ok(false);
    }
    let sql = "UPDATE job SET state = 'queued', attempts = 0, run_at_us = $1, worker = NULL, claimed_until_us = NULL \
               WHERE kind = $2 AND subject_id = $3 AND state = 'failed'";
    let values = [now.timestamp_micros().into(), MAIL_SEND.into(), id.into()];
    StoreError::affected("job", 1, execute(tx, sql, values).await?)?;
    Ok(true)
}

/// A letter as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct MailListed {
    /// Its id.
    pub id: MailId,
    /// The merchant.
    pub merchant_id: Option<MerchantId>,
    /// What kind of letter it is, as `invoice`.
    pub kind: String,
    /// To whom.
    pub recipient: String,
    /// Its language.
    pub language: Language,
    /// Its subject.
    pub subject: String,
    /// Where it stands.
    pub state: MailState,
    /// When it was written, in microseconds.
    pub created_at_us: i64,
    /// When the server took it, in microseconds.
    pub sent_at_us: Option<i64>,
    /// Attempts to send it.
    pub attempts: Option<i64>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
}

impl MailListed {
    /// Where the next page begins.
    #[must_use]
    pub const fn place(&self) -> (i64, MailId) {
        (self.created_at_us, self.id)
    }
}

/// The columns of [`MailListed`].
const LISTED: &str = "SELECT m.id, m.merchant_id, m.kind, m.recipient, m.language, m.subject, m.state, m.created_at_us, \
     m.sent_at_us, j.attempts, j.last_error FROM mail m LEFT JOIN job j ON j.kind = 'mail_send' AND j.subject_id = m.id";

/// Letters within a scope, the newest first: in one state or in any, before the place of another.
///
/// # Errors
/// A database that does not answer.
pub async fn mail_page<S: Source>(
    source: &S,
    scope: &Scope,
    state: Option<MailState>,
    before: Option<(i64, MailId)>,
    limit: i64,
) -> StoreResult<Vec<MailListed>> {
    if !scope.sites.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value> = vec![scope.company.into()];
    let mut sql = format!("{LISTED} WHERE m.company_id = $1");
    if let Some(merchant) = scope.merchant {
        values.push(merchant.into());
        sql += &format!(" AND m.merchant_id = ${}", values.len());
    }
    if let Some(state) = state {
        values.push(state.into());
        sql += &format!(" AND m.state = ${}", values.len());
    }
    if let Some((at, id)) = before {
        values.extend([at.into(), id.into()]);
        sql += &format!(" AND (m.created_at_us, m.id) < (${}, ${})", values.len() - 1, values.len());
    }
    values.push(limit.into());
    sql += &format!(" ORDER BY m.created_at_us DESC, m.id DESC LIMIT ${}", values.len());
    Ok(rows(source, &sql, values).await?)
}

/// A letter within a scope, as a list shows it.
///
/// # Errors
/// A database that does not answer.
pub async fn mail_listed<S: Source>(source: &S, scope: &Scope, id: MailId) -> StoreResult<Option<MailListed>> {
    if mail_in(source, scope, id).await?.is_none() {
        return Ok(None);
    }
    Ok(row(source, &format!("{LISTED} WHERE m.id = $1"), [id.into()]).await?)
}

/// A merchant's letters, the newest first.
///
/// # Errors
/// A database that does not answer.
pub async fn mail_of_merchant<S: Source>(
    source: &S,
    company: CompanyId,
    merchant: MerchantId,
    limit: i64,
) -> StoreResult<Vec<MailListed>> {
    let scope = Scope { company, merchant: Some(merchant), sites: Vec::new() };
    mail_page(source, &scope, None, None, limit).await
}

/// How many letters stand in a state.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct MailCount {
    /// The state.
    pub state: MailState,
    /// How many.
    pub n: i64,
}

/// Counts a company's letters by state; a state in which none stands is left out.
///
/// # Errors
/// A database that does not answer.
pub async fn mail_counts<S: Source>(source: &S, company: CompanyId) -> StoreResult<Vec<MailCount>> {
    let sql = "SELECT state, COUNT(*) AS n FROM mail WHERE company_id = $1 GROUP BY state ORDER BY state";
    Ok(rows(source, sql, [company.into()]).await?)
}

/// The e-mail address that a merchant's letters go to, if it has one.
///
/// # Errors
/// A database that does not answer.
pub async fn mail_address<S: Source>(source: &S, merchant: MerchantId) -> StoreResult<Option<String>> {
    #[derive(FromQueryResult)]
    struct Found {
        email: Option<String>,
    }
    let found: Option<Found> = row(source, "SELECT email FROM merchant WHERE id = $1", [merchant.into()]).await?;
    Ok(found.and_then(|f| f.email))
}

/// Until when a link opens that is told by the hash of its secret, in microseconds.
///
/// # Errors
/// A database that does not answer.
pub async fn mail_link_expires<S: Source>(source: &S, hash: &str) -> StoreResult<Option<i64>> {
    #[derive(FromQueryResult)]
    struct Found {
        expires_at_us: i64,
    }
    let sql = "SELECT expires_at_us FROM link WHERE hash = $1";
    Ok(row::<_, Found>(source, sql, [hash.into()]).await?.map(|f| f.expires_at_us))
}

/// A kept file that goes with a letter.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct MailFile {
    /// Its id.
    pub id: StoredDocumentId,
    /// The document; none: it is a paper, whose id is the file's.
    pub invoice_id: Option<InvoiceId>,
    /// Where it lies.
    pub path: String,
    /// Its media type.
    pub media_type: String,
}

/// The kept files that go with a letter, by path.
///
/// # Errors
/// A list that does not read, a file that is not there or is another company's, or a database that does not answer.
pub async fn mail_files<S: Source>(source: &S, mail: &MailRow) -> StoreResult<Vec<MailFile>> {
    let wrong = |what: String| StoreError::impossible("mail", "attachments", mail.id, what);
    let ids: Vec<StoredDocumentId> = serde_json::from_str(&mail.attachments).map_err(|e| wrong(e.to_string()))?;
    let mut files = Vec::with_capacity(ids.len());
    for id in ids {
        let sql = "SELECT id, invoice_id, path, media_type FROM stored_document WHERE id = $1 AND company_id = $2 \
                   UNION ALL SELECT id, NULL, path, 'application/pdf' FROM paper \
                   WHERE id = $1 AND company_id = $2 AND path IS NOT NULL";
        let found = row::<_, MailFile>(source, sql, [id.into(), mail.company_id.into()]).await?;
        files.push(found.ok_or_else(|| wrong(format!("names {id}, which is not there")))?);
    }
    Ok(files)
}
