//! Contesting a line: the reason, the hold and the event in one transaction.

use entity::types::{AccountId, DisputeId, DisputeState, DocumentKind, InvoiceId};

use super::hold::{hold, is_credited};
use super::{LONGEST, Moment, event};
use crate::domain::access::Scope;
use crate::service::invoices::left;
use crate::service::{Context, ServiceResult, facts};
use crate::store::StoreError;
use crate::store::company::Company;
use crate::store::dispute::{DisputeRow, NewHold, dispute_insert, line_contestable, open_of_locked, reasons_rejected};
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
    /// All of the line is credited: there is nothing to contest.
    Credited,
    /// The line was contested for the same reason before, and stood.
    SameReason,
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
            Self::Credited => "contest-credited",
            Self::SameReason => "contest-same-reason",
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
    open_of_locked(&tx, wanted.invoice).await?;
    let Some(line) = line_contestable(&tx, scope, wanted.invoice, wanted.line).await? else {
        return Ok(Err(ContestRefused::Unknown));
    };
    if line.kind == DocumentKind::CreditNote {
        return Ok(Err(ContestRefused::CreditNote));
    }
    if is_credited(&left(&tx, wanted.invoice).await?, wanted.line) {
        return Ok(Err(ContestRefused::Credited));
    }
    let before = reasons_rejected(&tx, wanted.invoice, wanted.line).await?;
    if before.iter().any(|said| words(said) == words(reason)) {
        return Ok(Err(ContestRefused::SameReason));
    }
    let new_hold = NewHold {
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
        hold_id: new_hold.id,
        opened_by: wanted.by,
        opened_at_us: cx.clock.now().timestamp_micros(),
        decided_by: None,
        decided_at_us: None,
        answer: None,
        gross: 0,
    };
    let id = dispute.id;
    match dispute_insert(&tx, dispute, new_hold).await {
        Ok(()) => {}
        // One open dispute a line, by a unique index: of two at once the second is refused.
        Err(StoreError::Exists(_)) => return Ok(Err(ContestRefused::AlreadyOpen)),
        Err(error) => return Err(error.into()),
    }
    hold(&tx, wanted.invoice).await?;
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

/// The words of a reason, whatever stands between them and however they are written.
fn words(reason: &str) -> Vec<String> {
    reason.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
