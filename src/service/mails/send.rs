//! Sending: once, as far as SMTP allows.
//!
//! The job is claimed anew just before the letter is handed over, so that no other worker takes it meanwhile; the letter is marked in
//! the transaction that ends the job. Between the server's yes and that transaction lies the one moment in which a program that
//! dies leaves a letter to be sent again. It bears the same Message-ID then.

use chrono::TimeDelta;
use entity::types::{JobId, MailId, MailState, SubjectId};

use super::{SECRET, company_of};
use crate::domain::access::Scope;
use crate::gateways::mail::{Enclosure, Letter, Mailer};
use crate::service::facts::json;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Tx;
use crate::store::event::{NewEvent, event_append};
use crate::store::job::{job_done, job_renew};
use crate::store::mail::{MailRow, mail_again, mail_failed, mail_files, mail_find, mail_kept, mail_sent};

/// How long a worker has a letter; longer than [`Mailer::send`] takes.
const CLAIM_MINUTES: i64 = 10;

/// Sends a letter, or keeps it where no server is set; what was sent or kept before is left alone. The job is done in the same
/// transaction.
///
/// # Errors
/// A server that does not answer or refuses the letter, a secret that does not open, a file that is missing.
pub async fn send(cx: &Context, id: MailId, job: JobId, worker: &str) -> ServiceResult<()> {
    let mail = mail_find(&cx.db, id).await?.ok_or_else(|| ServiceError::broken("the letter is not there"))?;
    let open = matches!(mail.state, MailState::Queued | MailState::Failed);
    if open && let Mailer::Smtp(_) = &cx.mailer {
        let letter = letter(cx, &mail).await?;
        let tx = cx.db.begin().await?;
        job_renew(&tx, job, worker, cx.clock.now() + TimeDelta::minutes(CLAIM_MINUTES)).await?;
        tx.commit().await?;
        cx.mailer.send(&letter).await?;
    }
    let tx = cx.db.begin().await?;
    job_done(&tx, job, worker, cx.clock.now()).await?;
    match &cx.mailer {
        Mailer::Smtp(_) if open => mail_sent(&tx, id, cx.clock.now()).await?,
        Mailer::Kept if open => mail_kept(&tx, id).await?,
        _ => {}
    }
    tx.commit().await?;
    Ok(())
}

/// Says in a letter that it is given up, if its job is.
///
/// # Errors
/// A database that does not answer.
pub async fn give_up(tx: &Tx, id: MailId) -> ServiceResult<()> {
    mail_failed(tx, id).await?;
    Ok(())
}

/// Lets a letter within a scope be sent again that was given up; says whether it was.
///
/// # Errors
/// A database that does not answer.
pub async fn again(cx: &Context, scope: &Scope, id: MailId, actor: &str) -> ServiceResult<bool> {
    let (tx, now) = (cx.db.begin().await?, cx.clock.now());
    if !mail_again(&tx, scope, id, now).await? {
        return Ok(false);
    }
    let event = NewEvent {
        id: cx.ids.next(),
        at: now,
        actor: actor.to_owned(),
        kind: "mail.again",
        subject: SubjectId(id.0),
        facts: json(&()),
    };
    event_append(&tx, scope.company, vec![event]).await?;
    tx.commit().await?;
    Ok(true)
}

async fn letter(cx: &Context, mail: &MailRow) -> ServiceResult<Letter> {
    let (mut text, mut html) = (mail.body_text.clone(), mail.body_html.clone());
    if let Some(sealed) = &mail.secret {
        let secret = cx.secrets.open(sealed).map_err(ServiceError::broken)?;
        (text, html) = (text.replace(SECRET, &secret), html.replace(SECRET, &secret));
    }
    let mut enclosures = Vec::new();
    for file in mail_files(&cx.db, mail).await? {
        let bytes = cx.files.get(&file.path).await.map_err(|e| ServiceError::Files(e.to_string()))?;
        let name = file.path.rsplit('/').next().unwrap_or(&file.path).to_owned();
        enclosures.push(Enclosure { name, media_type: file.media_type, bytes });
    }
    let company = company_of(&cx.db, mail.company_id).await?;
    Ok(Letter {
        id: mail.id,
        at: cx.clock.now(),
        to: mail.recipient.clone(),
        reply_to: Some(company.seller.email).filter(|address| !address.is_empty()),
        subject: mail.subject.clone(),
        text,
        html,
        enclosures,
    })
}
