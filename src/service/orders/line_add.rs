//! A device joins a running agreement, with the agreement's term and binding; its stub is issued at once.

use entity::types::{AgreementId, Date, DocumentKind, SubjectId};

use super::confirm::{OrderLine, lines};
use super::sealed;
use crate::domain::reason::Reason;
use crate::service::custody::hand_over;
use crate::service::invoices::issue_stub;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::agreement::{Which, agreement_facts, agreement_insert_many, agreement_with_rows};
use crate::store::company::Company;
use crate::store::event::event_append;
use crate::store::series::series_lock;
use crate::store::terms::terms_book;

/// Adds a device to an agreement from a day on. On an agreement that has not started it waits for the start.
///
/// # Errors
/// An agreement that is over, an unknown model, a device that is elsewhere; nothing has changed then.
pub async fn line_add(
    cx: &Context,
    company: &Company,
    agreement: AgreementId,
    line: OrderLine,
    day: Date,
    actor: &str,
) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    series_lock(&tx, company.id, DocumentKind::Invoice).await?;
    let (row, below) = agreement_with_rows(&tx, agreement).await?;
    if row.ends.is_some_and(|ends| ends <= day) {
        return Err(ServiceError::refused(Reason::of("reason-agreement-over").with("reference", &row.reference)));
    }
    let starts = row.start.map(|start| start.max(day));
    let number = below.lines.iter().map(|l| l.number).max().unwrap_or(0) + 1;
    let mut rows = lines(&tx, cx, company, &row, number, &[line], starts, actor).await?;
    agreement_insert_many(&tx, &[], &rows.lines, &rows.licences, &rows.places).await?;
    let mut events = vec![sealed(&tx, cx, &row, "line added", actor).await?];
    events.append(&mut rows.events);
    let new: Vec<SubjectId> =
        rows.lines.iter().map(|l| SubjectId(l.id.0)).chain(rows.licences.iter().map(|l| SubjectId(l.id.0))).collect();
    let book = terms_book(&tx).await?;
    for facts in agreement_facts(&tx, &Which::One(row.id)).await? {
        events.extend(issue_stub(&tx, cx, company, &book, &facts, Some(&new), day, actor).await?);
    }
    if starts.is_some() {
        events.extend(hand_over(&tx, cx, company, row.id, (day, actor)).await?);
    }
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}
