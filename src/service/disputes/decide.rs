//! Deciding about a contested line: the answer, the end of the hold, what is credited and the events in one transaction.

use entity::types::{AccountId, DisputeId, DisputeState, DocumentKind};

use super::hold::{hold, is_credited};
use super::{LONGEST, Moment, event};
use crate::domain::access::Scope;
use crate::domain::credit::Wanted;
use crate::service::invoices::{CreditOrder, credited, left};
use crate::service::people::actor;
use crate::service::{Context, ServiceResult, facts};
use crate::store::Tx;
use crate::store::company::Company;
use crate::store::dispute::{Decided, ToDecide, dispute_decide, dispute_lock};
use crate::store::event::{NewEvent, event_append};
use crate::store::series::series_lock;
use crate::text::Arg;

/// Who was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The merchant: what is left of the line is credited the same day.
    Upheld,
    /// The line stands.
    Rejected,
}

/// A decision about a contested line.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The dispute.
    pub dispute: DisputeId,
    /// Who was right.
    pub verdict: Verdict,
    /// What the merchant is told.
    pub answer: String,
    /// Who decides.
    pub by: AccountId,
}

/// Why a contested line cannot be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecideRefused {
    /// No such dispute within the scope: as if it were not there.
    Unknown,
    /// No answer was given.
    NoAnswer,
    /// The answer is too long.
    TooLong,
    /// It is decided already.
    Decided,
}

impl DecideRefused {
    /// The text of the locales that says it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unknown => "decide-unknown",
            Self::NoAnswer => "decide-no-answer",
            Self::TooLong => "decide-too-long",
            Self::Decided => "decide-decided",
        }
    }
}

/// Decides about a contested line within a scope: the hold ends today, and what is left of an upheld line is credited.
///
/// # Errors
/// A database that does not answer. The inner result: why it cannot be decided; nothing has changed then.
pub async fn decide(
    cx: &Context,
    company: &Company,
    scope: &Scope,
    decision: &Decision,
) -> ServiceResult<Result<(), DecideRefused>> {
    let answer = decision.answer.trim();
    if answer.is_empty() {
        return Ok(Err(DecideRefused::NoAnswer));
    }
    if answer.chars().count() > LONGEST {
        return Ok(Err(DecideRefused::TooLong));
    }
    let tx = cx.db.begin().await?;
    if decision.verdict == Verdict::Upheld {
        // The first lock of whatever issues a document.
        series_lock(&tx, company.id, DocumentKind::CreditNote).await?;
    }
    let Some(dispute) = dispute_lock(&tx, scope, decision.dispute).await? else {
        return Ok(Err(DecideRefused::Unknown));
    };
    if dispute.state != DisputeState::Open {
        return Ok(Err(DecideRefused::Decided));
    }
    let state = match decision.verdict {
        Verdict::Upheld => DisputeState::Upheld,
        Verdict::Rejected => DisputeState::Rejected,
    };
    let decided = Decided {
        state,
        answer: answer.to_owned(),
        by: decision.by,
        at_us: cx.clock.now().timestamp_micros(),
        on: cx.clock.today(company.country),
    };
    dispute_decide(&tx, &dispute, &decided).await?;
    hold(&tx, dispute.invoice_id).await?;
    let note = match decision.verdict {
        Verdict::Upheld => credit_line(&tx, cx, company, &dispute, &decided).await?,
        Verdict::Rejected => None,
    };
    let moment = Moment {
        id: dispute.id,
        merchant: dispute.merchant_id,
        salt: &dispute.salt,
        invoice: dispute.invoice_id,
        line: dispute.line,
        state,
        words: answer,
    };
    let event = event(cx, facts::DISPUTE_DECIDED, decision.by, &moment);
    event_append(&tx, scope.company, std::iter::once(event).chain(note).collect()).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Credits what is left of an upheld line, and returns the event for the caller to append. Of a line that is credited already
/// nothing is left.
async fn credit_line(
    tx: &Tx,
    cx: &Context,
    company: &Company,
    dispute: &ToDecide,
    decided: &Decided,
) -> ServiceResult<Option<NewEvent>> {
    if is_credited(&left(tx, dispute.invoice_id).await?, dispute.line) {
        return Ok(None);
    }
    let line = dispute.line.to_string();
    let order = CreditOrder {
        invoice: dispute.invoice_id,
        wanted: Wanted::Lines(vec![dispute.line]),
        reason: cx.texts.say(dispute.language, "credit-upheld", &[("line", Arg::Text(&line))]),
        day: decided.on,
        actor: actor(decided.by),
    };
    let (_, event) = credited(tx, cx, company, &order).await?;
    Ok(Some(event))
}
