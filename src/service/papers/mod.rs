//! Papers of a swap: written and frozen in the transaction of what they tell of, printed by a job, the same bytes ever after.

mod evidence;
mod file;
mod labels;
mod read;
mod write;

pub use evidence::{evidence, gathered};
pub use file::write_file;
pub use labels::{DEVICE_PATH, labels};
pub use read::{Listed, papers_of, read};
pub(super) use write::{Leaving, Returned, advise, late, receipt};

use entity::types::SubjectId;

use super::facts::{self, Sealed};
use super::{Context, ServiceError, ServiceResult};
use crate::domain::paper::Paper;
use crate::store::digest::Canonical;
use crate::store::event::NewEvent;
use crate::store::paper::PaperRow;

/// The job that prints a paper.
pub const FILE_JOB: &str = "paper_file";

/// A hash over a paper as it is now.
#[must_use]
pub fn paper_hash(row: &PaperRow) -> String {
    let mut text = Canonical::of("paper").with(row.id).with(row.company_id).with(row.merchant_id);
    text = text.with(row.agreement_id).with(row.device_id).with(row.subject_id).with(row.kind).with(row.number);
    text = text.with(row.day).with(row.language).with(&row.content).with(row.at_us);
    text.push_opt(row.site_id);
    text.push_opt(row.path.as_ref());
    text.push_opt(row.size);
    text.push_opt(row.sha256.as_ref());
    text.hash()
}

/// The event that seals a paper as it is now.
fn sealed(cx: &Context, row: &PaperRow, what: &str, actor: &str) -> NewEvent {
    NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: actor.to_owned(),
        kind: facts::PAPER_SET,
        subject: SubjectId(row.id.0),
        facts: facts::json(&Sealed { what: what.to_owned(), hash: paper_hash(row) }),
    }
}

/// What a paper says.
fn content(row: &PaperRow) -> ServiceResult<Paper> {
    serde_json::from_str(&row.content).map_err(|e| ServiceError::broken(format!("paper {}: {e}", row.id)))
}
