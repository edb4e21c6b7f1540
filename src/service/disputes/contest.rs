//! Contesting a line: the reason, the hold and the event in one transaction.

use entity::types::{AccountId, DisputeId, DisputeState, DocumentKind, InvoiceId};

use super::{LONGEST, Moment, event};
use crate::domain::access::Scope;
use crate::service::{Context, ServiceResult, facts};
use crate::store::StoreError;
use crate::store::company::Company;
use crate::store::dispute::{DisputeRow, NewHold, dispute_insert, line_contestable};
use crate::store::event::event_append;

/// What the hold of a contested line is called.
const HELD_FOR: &str = "dispute";

/// A line that somebody contests.
#[derive(Clone, Debug)]
pub struct Contest {
    /// The document.
    pub invoice: InvoiceId,
    /// Its line, from 1.
    pub line: i64,
    /// Why.
    pub reason: String,
    /// Who contests.
    pub by: AccountId,
}

/// Why a line cannot be contested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContestRefused {
    /// No such line within the scope: as if it were not there.
    Unknown,
    /// No reason was given.
    NoReason,
    /// The reason is too long.
    TooLong,
    /// A line of a credit note gives back and charges nothing.
    CreditNote,
    /// The line is contested already.
    AlreadyOpen,
}

impl ContestRefused {
    /// The text of the locales that says it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unknown => "contest-unknown",
            Self::NoReason => "contest-no-reason",
            Self::TooLong => "contest-too-long",
            Self::CreditNote => "contest-credit-note",
            Self::AlreadyOpen => "contest-already-open",
        }
    }
}

/// Contests a line within a scope: it is held from today until it is decided.
///
/// # Errors
/// A database that does not answer. The inner result: why the line cannot be contested; nothing has changed then.
pub async fn contest(
    cx: &Context,
    company: &Company,
    scope: &Scope,
    wanted: &Contest,
) -> ServiceResult<Result<DisputeId, ContestRefused>> {
    let reason = wanted.reason.trim();
    if reason.is_empty() {
        return Ok(Err(ContestRefused::NoReason));
    }
    if reason.chars().count() > LONGEST {
        return Ok(Err(ContestRefused::TooLong));
    }
    let tx = cx.db.begin().await?;
    let Some(line) = line_contestable(&tx, scope, wanted.invoice, wanted.line).await? else {
        return Ok(Err(ContestRefused::Unknown));
    };
    if line.kind == DocumentKind::CreditNote {
        return Ok(Err(ContestRefused::CreditNote));
    }
    let hold = NewHold {
        id: cx.ids.next(),
        company_id: scope.company,
        deadline_id: None,
        invoice_id: Some(wanted.invoice),
        starts: cx.clock.today(company.country),
        ends: None,
        reason: HELD_FOR.to_owned(),
    };
    let dispute = DisputeRow {
        id: cx.ids.next(),
        company_id: scope.company,
        merchant_id: line.merchant_id,
        invoice_id: wanted.invoice,
        line: wanted.line,
        reason: reason.to_owned(),
        state: DisputeState::Open,
        hold_id: hold.id,
        opened_by: wanted.by,
        opened_at_us: cx.clock.now().timestamp_micros(),
        decided_by: None,
        decided_at_us: None,
        answer: None,
    };
    let id = dispute.id;
    match dispute_insert(&tx, dispute, hold).await {
        Ok(()) => {}
        // One open dispute a line, by a unique index: of two at once the second is refused.
        Err(StoreError::Exists(_)) => return Ok(Err(ContestRefused::AlreadyOpen)),
        Err(error) => return Err(error.into()),
    }
    let moment = Moment {
        id,
        merchant: line.merchant_id,
        salt: &line.salt,
        invoice: wanted.invoice,
        line: wanted.line,
        state: DisputeState::Open,
        words: reason,
    };
    let event = event(cx, facts::DISPUTE_OPENED, wanted.by, &moment);
    event_append(&tx, scope.company, vec![event]).await?;
    tx.commit().await?;
    Ok(Ok(id))
}
