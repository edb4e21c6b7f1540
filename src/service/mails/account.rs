//! Letters to people who sign in.

use entity::types::{CompanyId, Instant, Language, SubjectId};

use super::{Action, Envelope, LINK_PATH, SECRET, Written, company_of, put, render};
use crate::clock::zone;
use crate::domain::invoice::Seller;
use crate::secrets::fingerprint;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Tx;
use crate::store::account::AccountRow;
use crate::store::mail::mail_link_expires;
use crate::text::{Arg, Texts, Voice};

/// What a letter to a person tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// An account was made for them.
    Invitation,
    /// They asked for a new password.
    Reset,
    /// Their password was changed.
    PasswordChanged,
}

/// Everything in the letter, in its final form.
pub(super) struct View {
    pub(super) language: Language,
    pub(super) subject: String,
    pub(super) greeting: String,
    pub(super) says: String,
    pub(super) action: Option<Action>,
    pub(super) by_hand: String,
    pub(super) expires: Option<String>,
    pub(super) not_you: String,
    pub(super) sender: Vec<String>,
}

/// To whom, from whom, and what the link begins with.
pub(super) struct Between<'a> {
    pub(super) name: &'a str,
    pub(super) language: Language,
    pub(super) seller: &'a Seller,
    pub(super) address: &'a str,
    pub(super) now: Instant,
    pub(super) expires_us: Option<i64>,
}

/// Writes to somebody for whom an account was made. Call it after the link is in the transaction: the letter says how long it opens.
///
/// # Errors
/// A database that does not answer.
pub async fn invitation(cx: &Context, tx: &Tx, account: &AccountRow, secret: &str, now: Instant) -> ServiceResult<()> {
    with_link(cx, tx, account, About::Invitation, secret, now).await
}

/// Writes to somebody who asked for a new password. Call it after the link is in the transaction.
///
/// # Errors
/// A database that does not answer.
pub async fn reset(cx: &Context, tx: &Tx, account: &AccountRow, secret: &str, now: Instant) -> ServiceResult<()> {
    with_link(cx, tx, account, About::Reset, secret, now).await
}

/// Tells somebody that their password was changed.
///
/// # Errors
/// A database that does not answer.
pub async fn password_changed(cx: &Context, tx: &Tx, account: &AccountRow, now: Instant) -> ServiceResult<()> {
    let company = company_of(tx, account.company_id).await?;
    let between = between(cx, account, &company.seller, now, None);
    let written = written(About::PasswordChanged, &between, &cx.texts)?;
    let envelope = envelope(account, company.id, About::PasswordChanged, cx.ids.next());
    let at = cx.clock.now();
    put(cx, tx, envelope.row(cx.ids.next(), written, at), at).await
}

async fn with_link(
    cx: &Context,
    tx: &Tx,
    account: &AccountRow,
    about: About,
    secret: &str,
    now: Instant,
) -> ServiceResult<()> {
    let company = company_of(tx, account.company_id).await?;
    let hash = fingerprint(secret);
    let between = between(cx, account, &company.seller, now, mail_link_expires(tx, &hash).await?);
    let written = written(about, &between, &cx.texts)?;
    // The subject is the link, by half of its hash: one letter a link.
    let subject = uuid::Uuid::parse_str(hash.get(..32).unwrap_or_default());
    let subject = subject.map_err(ServiceError::broken)?;
    // Links open by the time of day, jobs run by the business's clock.
    let at = cx.clock.now();
    let mut row = envelope(account, company.id, about, SubjectId(subject)).row(cx.ids.next(), written, at);
    let salt = cx.ids.salt() + &cx.ids.salt();
    let sealed = cx.secrets.seal(secret, &salt).map_err(ServiceError::broken)?;
    row.secret = Some(sealed);
    put(cx, tx, row, at).await
}

fn between<'a>(
    cx: &'a Context,
    account: &'a AccountRow,
    seller: &'a Seller,
    now: Instant,
    expires_us: Option<i64>,
) -> Between<'a> {
    let address = cx.address.as_deref().unwrap_or_default();
    Between { name: &account.name, language: account.language, seller, address, now, expires_us }
}

fn envelope(account: &AccountRow, company: CompanyId, about: About, subject: SubjectId) -> Envelope {
    Envelope {
        company,
        merchant: account.merchant_id,
        kind: about.key(),
        subject,
        recipient: account.email.clone(),
        language: account.language,
    }
}

impl About {
    const fn key(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::PasswordChanged => "password_changed",
        }
    }
}

/// The letter in words.
pub(super) fn written(about: About, between: &Between<'_>, texts: &Texts) -> ServiceResult<Written> {
    let voice = Voice { texts, language: between.language };
    let local = between.now.with_timezone(&zone(between.seller.country));
    let time = local.format("%H:%M").to_string();
    // A placeholder that stands in a name would be filled as well.
    let name = between.name.replace(SECRET, "");
    let args = [
        ("seller", Arg::Text(&between.seller.name)),
        ("email", Arg::Text(&between.seller.email)),
        ("date", Arg::Date(local.date_naive())),
        ("time", Arg::Text(&time)),
    ];
    let url = format!("{}{LINK_PATH}{SECRET}", between.address);
    let link = |label: &str| Some(Action { label: voice.label(label), url: url.clone() });
    let (subject, says, action, not_you) = match about {
        About::Invitation => (
            "mail-invitation-subject",
            "mail-invitation-says",
            link("mail-invitation-action"),
            "mail-invitation-not-you",
        ),
        About::Reset => ("mail-reset-subject", "mail-reset-says", link("mail-reset-action"), "mail-reset-not-you"),
        About::PasswordChanged => ("mail-changed-subject", "mail-changed-says", None, "mail-changed-not-you"),
    };
    let view = View {
        language: between.language,
        subject: voice.say(subject, &args),
        greeting: voice.say("mail-greeting", &[("name", Arg::Text(&name))]),
        says: voice.say(says, &args),
        expires: action.as_ref().and(between.expires_us).map(|at| expires(&voice, at - between.now.timestamp_micros())),
        action,
        by_hand: voice.label("mail-link-by-hand"),
        not_you: voice.say(not_you, &args),
        sender: voice.sender(between.seller),
    };
    match about {
        About::Invitation => render::invitation(&view),
        About::Reset => render::reset(&view),
        About::PasswordChanged => render::password_changed(&view),
    }
}

/// How long a link opens from now, rounded down: never longer than it does.
fn expires(voice: &Voice<'_>, left_us: i64) -> String {
    let minutes = (left_us / 60_000_000).max(0);
    let (key, count) =
        if minutes >= 2 * 24 * 60 { ("mail-link-days", minutes / (24 * 60)) } else { ("mail-link-minutes", minutes) };
    voice.say(key, &[("count", Arg::Count(count))])
}
