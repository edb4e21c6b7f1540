//! Letters: written in the transaction of what they tell of, sent by a job, kept as they looked.
//!
//! A letter is a row of `mail`, once for its kind and subject. What must not be read in the outbox, the secret of a link, stands
//! in its text as `{secret}` and beside it sealed; it is put in when the letter is sent, and forgotten then.

mod account;
mod document;
mod render;
mod send;
mod step;
#[cfg(test)]
mod step_tests;
#[cfg(test)]
mod tests;

pub use account::{invitation, password_changed, reset};
pub(in crate::service) use document::draft;
pub use send::{again, give_up, send};
pub(in crate::service) use step::{Step, bring, tell};

use entity::types::{CompanyId, Instant, Language, MailId, MailState, MerchantId, SubjectId};

use super::{Context, ServiceResult};
use crate::domain::invoice::Seller;
use crate::store::Tx;
use crate::store::company::{Company, company_list};
use crate::store::job::{NewJob, job_enqueue};
use crate::store::mail::{MAIL_SEND, MailRow, mail_insert};
use crate::text::{Arg, Voice};

/// What stands in a letter for the secret of its link.
pub const SECRET: &str = "{secret}";

/// The page of a link that opens once, before its secret.
pub const LINK_PATH: &str = "/link/";

/// The page of a document in the portal, before its id.
pub const DOCUMENT_PATH: &str = "/portal/invoices/";

/// A letter in words, ready to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Written {
    subject: String,
    text: String,
    html: String,
}

/// Whom a letter is for and what it is about.
struct Envelope {
    company: CompanyId,
    merchant: Option<MerchantId>,
    kind: &'static str,
    subject: SubjectId,
    recipient: String,
    language: Language,
}

/// A label and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Action {
    label: String,
    url: String,
}

impl Voice<'_> {
    /// Whom a letter is from, below it.
    fn sender(&self, seller: &Seller) -> Vec<String> {
        let address = &seller.address;
        let number = crate::documents::pdf::payment::registration(seller.country, &seller.registration);
        vec![
            seller.name.clone(),
            format!("{}, {} {}", address.street, address.postcode, address.city),
            self.say(&format!("registration-{}", seller.country), &[("number", Arg::Text(&number))]),
        ]
    }
}

impl Envelope {
    fn row(self, id: MailId, written: Written, now: Instant) -> MailRow {
        MailRow {
            id,
            company_id: self.company,
            merchant_id: self.merchant,
            kind: self.kind.to_owned(),
            subject_id: self.subject,
            recipient: self.recipient,
            language: self.language,
            // One line: names can hold anything.
            subject: written.subject.split_whitespace().collect::<Vec<_>>().join(" "),
            body_text: written.text,
            body_html: written.html,
            secret: None,
            attachments: "[]".to_owned(),
            state: MailState::Queued,
            created_at_us: now.timestamp_micros(),
            sent_at_us: None,
        }
    }
}

/// Keeps a letter and, if it waits for being sent, enqueues the job that does. A letter that is there already stays as it is.
async fn put(cx: &Context, tx: &Tx, row: MailRow, now: Instant) -> ServiceResult<()> {
    let (id, company, waits) = (row.id, row.company_id, row.state == MailState::Queued);
    if mail_insert(tx, row).await? && waits {
        let job = NewJob {
            id: cx.ids.next(),
            company: Some(company),
            kind: MAIL_SEND,
            subject: SubjectId(id.0),
            payload: String::new(),
            run_at: now,
        };
        job_enqueue(tx, now, vec![job]).await?;
    }
    Ok(())
}

async fn company_of<S: crate::store::Source>(source: &S, id: CompanyId) -> ServiceResult<Company> {
    let found = company_list(source).await?.into_iter().find(|company| company.id == id);
    found.ok_or_else(|| super::ServiceError::broken("the letter is of no company"))
}
