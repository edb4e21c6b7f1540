//! The identity check: nothing is active, sent or billed before it is passed (R006, A01).

use entity::types::{AgreementId, Date, DocumentKind};

use super::sealed;
use crate::domain::lease;
use crate::domain::reason::Reason;
use crate::service::custody::hand_over;
use crate::service::invoices::issue_stub;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Tx;
use crate::store::agreement::{NewAgreement, Which, agreement_facts, agreement_set_dates, agreement_with_rows};
use crate::store::company::Company;
use crate::store::event::event_append;
use crate::store::series::series_lock;
use crate::store::terms::terms_book;

/// An agreement that has not started. Of an approval and a rejection at once, the second waits and sees what the first has done.
async fn pending(tx: &Tx, company: &Company, agreement: AgreementId) -> ServiceResult<NewAgreement> {
    series_lock(tx, company.id, DocumentKind::Invoice).await?;
    let (row, _) = agreement_with_rows(tx, agreement).await?;
    if row.start.is_some() {
        return Err(ServiceError::refused(Reason::of("reason-agreement-started").with("reference", &row.reference)));
    }
    Ok(row)
}

/// Approves a merchant's identity: the agreement starts on the later of signature and approval, and its stub is issued at once.
///
/// # Errors
/// An agreement that has started already; nothing has changed then.
pub async fn approve(
    cx: &Context,
    company: &Company,
    agreement: AgreementId,
    day: Date,
    actor: &str,
) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    let mut row = pending(&tx, company, agreement).await?;
    let month = |n: i64| u32::try_from(n).unwrap_or(0);
    let order = lease::Order {
        signed: row.signed,
        kyc_approved: Some(day),
        term_months: month(row.term_months),
        binding_months: month(row.binding_months),
    };
    let term = order.term().ok_or_else(|| ServiceError::refused("reason-agreement-no-start"))?;
    (row.kyc_approved, row.kyc_rejected) = (Some(day), None);
    (row.start, row.term_end, row.binding_end) = (Some(term.start), Some(term.end), term.binding_end);
    agreement_set_dates(&tx, &row).await?;
    let mut events = hand_over(&tx, cx, company, row.id, (day, actor)).await?;
    events.push(sealed(&tx, cx, &row, "started", actor).await?);
    let book = terms_book(&tx).await?;
    for facts in agreement_facts(&tx, &Which::One(row.id)).await? {
        events.extend(issue_stub(&tx, cx, company, &book, &facts, None, day.max(term.start), actor).await?);
    }
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}

/// Rejects a merchant's identity: the agreement stays pending.
///
/// # Errors
/// An agreement that has started already; nothing has changed then.
pub async fn reject(
    cx: &Context,
    company: &Company,
    agreement: AgreementId,
    day: Date,
    actor: &str,
) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    let mut row = pending(&tx, company, agreement).await?;
    row.kyc_rejected = Some(day);
    agreement_set_dates(&tx, &row).await?;
    let event = sealed(&tx, cx, &row, "rejected", actor).await?;
    event_append(&tx, company.id, vec![event]).await?;
    tx.commit().await?;
    Ok(())
}
