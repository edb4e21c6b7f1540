//! The fee for a report that the agreement does not cover: an agent's decision, with a code and evidence, once an incident (R093, A19).

use chrono::Days;
use entity::types::{ChargeCode, Date, Exclusion, MerchantId, Money, SubjectId, SwapId};

use super::{Bench, Faulty, close, refused_about};
use crate::domain::explain::Inputs;
use crate::service::invoices::{Approval, ChargeOrder, proposed};
use crate::service::{Context, ServiceResult};
use crate::store::Tx;
use crate::store::charge::fees_decided;
use crate::store::company::Company;
use crate::store::event::event_append;
use crate::store::swap::{Swap, Ticket, charge_about, device_on_line, ticket_last};

/// A decision to charge the fee.
#[derive(Clone, Debug)]
pub struct Fee {
    /// Serial number of the device.
    pub serial: String,
    /// The swap that is meant; none: the latest.
    pub swap: Option<SwapId>,
    /// Why the agreement does not cover what was reported.
    pub exclusion: Exclusion,
    /// What proves it.
    pub evidence: String,
    /// Its day.
    pub day: Date,
    /// Who decides.
    pub actor: String,
}

/// Charges the fee, or proposes it to somebody else where it is above the agent's limit. The incident is the swap that was dispatched for the device, or else its report.
///
/// # Errors
/// Nothing that was reported or dispatched, a fee that was charged already, no evidence; nothing has changed then.
pub async fn fee(cx: &Context, company: &Company, fee: &Fee) -> ServiceResult<Approval> {
    let refused = |key: &str| refused_about(key, &fee.serial);
    if fee.evidence.trim().is_empty() {
        return Err(refused("reason-fee-needs-evidence"));
    }
    let tx = cx.db.begin().await?;
    let (id, last) = Faulty { serial: &fee.serial, swap: fee.swap }.latest(&tx, company).await?;
    // Whose it is now; of a device that was exchanged, whose it was.
    let agreement = match device_on_line(&tx, company.id, id).await? {
        Some(place) => Some(place.agreement_id),
        None => last.as_ref().map(|swap| swap.agreement_id),
    };
    let agreement = agreement.ok_or_else(|| refused("reason-fee-no-incident"))?;
    let swap = last.filter(|swap| swap.dispatched.is_some() && swap.agreement_id == agreement);
    let ticket = ticket_last(&tx, id, agreement).await?;
    // A report that led to the swap is the same incident as the swap; otherwise the later of the two is meant.
    let by_report = |s: &Swap, t: &Ticket| s.ticket_id == Some(t.id) || t.reported >= s.approved;
    let subject = match (&swap, &ticket) {
        (Some(s), Some(t)) if by_report(s, t) => SubjectId(t.id.0),
        (Some(s), _) => SubjectId(s.id.0),
        (None, Some(t)) => SubjectId(t.id.0),
        (None, None) => return Err(refused("reason-fee-no-incident")),
    };
    if charge_about(&tx, ChargeCode::Admin495, subject).await?.is_some() {
        return Err(refused("reason-fee-charged"));
    }
    let bench = Bench::of(&tx, agreement).await?;
    let amount = bench.terms.fee().ok_or_else(|| refused("reason-fee-unknown"))?;
    let approval = alone(&tx, company, bench.agreement.merchant_id, amount, (fee.day, &fee.actor)).await?;
    let order = ChargeOrder {
        agreement,
        code: ChargeCode::Admin495,
        subject,
        device: Some(id),
        on: fee.day,
        why: Inputs::Sum { on: fee.day, parts: vec![("fee".to_owned(), amount)] },
        evidence: Some(format!("{}: {}", fee.exclusion, fee.evidence.trim())),
        approval,
        actor: fee.actor.clone(),
    };
    let (_, event) = proposed(&tx, cx, company, &order).await?;
    let mut events = vec![event];
    events.extend(close(&tx, cx, (id, agreement), &fee.actor).await?);
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(approval)
}

/// How many days an agent's own decisions about a merchant are counted together.
const COUNTED: u64 = 30;

/// Whether somebody decides an amount alone: what they charge one merchant within thirty days at their own discretion, this included,
/// must not be more than the company's limit (R093: a right and no duty, and so nobody's habit).
async fn alone(
    tx: &Tx,
    company: &Company,
    merchant: MerchantId,
    amount: Money,
    (day, actor): (Date, &str),
) -> ServiceResult<Approval> {
    let Some(limit) = company.fee_limit else { return Ok(Approval::Given) };
    let since = day.checked_sub_days(Days::new(COUNTED - 1)).unwrap_or(day);
    let before = fees_decided(tx, (company.id, merchant), actor, since).await?;
    let within = before.checked_add(amount.minor()).is_some_and(|sum| sum <= limit.minor());
    Ok(if within { Approval::Given } else { Approval::NeededOfAnother })
}
