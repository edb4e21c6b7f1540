//! Files and pictures as evidence of a report, a swap or an incident: taken by their first bytes, kept without what a camera wrote beside
//! them, and never changed afterwards.

use std::collections::HashSet;

use chrono::Datelike;
use entity::types::{AttachmentId, Media, SubjectId};

use super::facts::{self, Sealed};
use super::{Context, ServiceError, ServiceResult};
use crate::domain::attachment::{MOST_BYTES, MOST_FILES, harmless, kept, media_of};
use crate::domain::reason::Reason;
use crate::store::attachment::{Attachment, Case, attachment_insert_many, attachments_of, case_lock};
use crate::store::company::Company;
use crate::store::digest::{Canonical, sha256};
use crate::store::event::{NewEvent, event_append};

/// A file as somebody gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// What they call it.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A file that can be kept.
struct Ready {
    name: String,
    media: Media,
    bytes: Vec<u8>,
    sha256: String,
}

fn ready(given: Given) -> ServiceResult<Ready> {
    let refused = |key: &str, name: String| ServiceError::refused(Reason::of(key).with("name", name));
    let media = media_of(&given.bytes);
    // A name is shown as it is typed, but for what is no letter of it.
    let shown = || harmless(&given.name, media.unwrap_or(Media::Pdf)).rsplit_once('.').map(|(n, _)| n.to_owned());
    let shown = shown().unwrap_or_default();
    if given.bytes.len() > MOST_BYTES {
        return Err(refused("reason-file-large", shown));
    }
    let Some(media) = media else { return Err(refused("reason-file-kind", shown)) };
    let Some(bytes) = kept(media, given.bytes) else { return Err(refused("reason-file-kind", shown)) };
    Ok(Ready { name: harmless(&given.name, media), media, sha256: sha256(&bytes), bytes })
}

/// Adds files to a case. One that is there already is left as it is.
///
/// # Errors
/// No file, one that is too large or none of the kinds that are taken, more than a case may have, a file store that does not answer;
/// nothing is added then.
pub async fn attach(cx: &Context, company: &Company, case: &Case, files: Vec<Given>, actor: &str) -> ServiceResult<()> {
    if files.is_empty() {
        return Err(ServiceError::refused("reason-file-none"));
    }
    let mut files = files.into_iter().map(ready).collect::<ServiceResult<Vec<_>>>()?;
    let mut seen: HashSet<String> =
        attachments_of(&cx.db, &[case.of.id]).await?.into_iter().map(|row| row.sha256).collect();
    let before = seen.len();
    files.retain(|file| seen.insert(file.sha256.clone()));
    room(before, files.len())?;
    let mut rows = Vec::with_capacity(files.len());
    for file in files {
        let row = written(cx, company, case, &file, actor);
        cx.files.put(&row.path, file.bytes).await.map_err(|e| ServiceError::Files(e.to_string()))?;
        rows.push(row);
    }
    let tx = cx.db.begin().await?;
    // Of two who add at the same moment the second sees what the first has added.
    case_lock(&tx, case).await?;
    let there: HashSet<String> = attachments_of(&tx, &[case.of.id]).await?.into_iter().map(|row| row.sha256).collect();
    rows.retain(|row| !there.contains(&row.sha256));
    room(there.len(), rows.len())?;
    attachment_insert_many(&tx, &rows).await?;
    let events = rows.iter().map(|row| added(cx, row)).collect();
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses more files than a case may have.
fn room(there: usize, more: usize) -> ServiceResult<()> {
    let left = MOST_FILES.saturating_sub(there);
    if more > left {
        let left = i64::try_from(left).unwrap_or(0);
        return Err(ServiceError::refused(Reason::of("reason-files-many").with("left", left)));
    }
    Ok(())
}

fn written(cx: &Context, company: &Company, case: &Case, file: &Ready, actor: &str) -> Attachment {
    let id: AttachmentId = cx.ids.next();
    let now = cx.clock.now();
    let plain: String =
        file.name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '_' }).collect();
    Attachment {
        id,
        company_id: company.id,
        merchant_id: case.of.merchant_id,
        site_id: case.of.site_id,
        about: case.about,
        subject_id: case.of.id,
        path: format!("{}/attachments/{}/{id}/{plain}", company.key, now.year()),
        name: file.name.clone(),
        media: file.media,
        size: i64::try_from(file.bytes.len()).unwrap_or(i64::MAX),
        sha256: file.sha256.clone(),
        at_us: now.timestamp_micros(),
        actor: actor.to_owned(),
    }
}

/// The event that seals a file.
fn added(cx: &Context, row: &Attachment) -> NewEvent {
    NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: row.actor.clone(),
        kind: facts::ATTACHMENT_SET,
        subject: SubjectId(row.id.0),
        facts: facts::json(&Sealed { what: "added".to_owned(), hash: attachment_hash(row) }),
    }
}

/// A hash over a file as it is kept.
#[must_use]
pub fn attachment_hash(row: &Attachment) -> String {
    let mut text = Canonical::of("attachment").with(row.id).with(row.company_id).with(row.merchant_id);
    text = text.with(row.about).with(row.subject_id).with(&row.name).with(row.media).with(row.size);
    text = text.with(&row.sha256).with(&row.path).with(row.at_us).with(&row.actor);
    text.push_opt(row.site_id);
    text.hash()
}
