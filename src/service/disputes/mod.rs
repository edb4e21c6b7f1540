//! A merchant contests a line: it is held until somebody of the company decides.

mod contest;
mod decide;
mod hold;

pub use contest::{Contest, ContestRefused, contest};
pub use decide::{DecideRefused, Decision, Verdict, decide};
pub(crate) use hold::hold;
pub use hold::would_hold;

use entity::types::{AccountId, DisputeId, DisputeState, InvoiceId, MerchantId, SubjectId};

use super::Context;
use super::facts::{DisputeFacts, json};
use super::people::actor;
use crate::store::digest::Canonical;
use crate::store::event::NewEvent;

/// The longest reason or answer that is taken, in letters.
pub const LONGEST: usize = 2_000;

/// A contested line at the moment of an event.
struct Moment<'a> {
    id: DisputeId,
    merchant: MerchantId,
    salt: &'a str,
    invoice: InvoiceId,
    line: i64,
    state: DisputeState,
    words: &'a str,
}

/// The event of a dispute: what was written stays in its row, the chain holds a salted commitment to it.
fn event(cx: &Context, kind: &'static str, by: AccountId, of: &Moment<'_>) -> NewEvent {
    let words = Canonical::of("dispute").with(of.salt).with(of.id).with(of.words).hash();
    let facts = DisputeFacts {
        merchant: of.merchant.0,
        invoice: of.invoice.0,
        line: of.line,
        state: of.state.to_string(),
        words,
    };
    NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: actor(by),
        kind,
        subject: SubjectId(of.id.0),
        facts: json(&facts),
    }
}
