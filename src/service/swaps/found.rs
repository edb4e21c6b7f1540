//! A device that was charged for is found: what was charged is given back, once somebody approves it.

use entity::types::{ChargeId, ChargeState, Date, Language, MerchantId};

use super::{Faulty, sealed, told_incident};
use crate::domain::credit::Wanted;
use crate::domain::reason::Reason;
use crate::service::invoices::{CreditOrder, credited, moved};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Tx;
use crate::store::charge::charge_find;
use crate::store::company::Company;
use crate::store::event::{NewEvent, event_append};
use crate::store::merchant::merchant_language;
use crate::store::swap::{charge_line, incident_charged, incident_update, swap_update};
use crate::text::Arg;

/// Gives back what was charged for a device that is back: a charge that is on no invoice yet is waived, one that is gets a credit
/// note for its line.
///
/// # Errors
/// A device for which nothing is proposed for credit; nothing has changed then.
pub async fn give_back<'a>(
    cx: &Context,
    company: &Company,
    faulty: impl Into<Faulty<'a>>,
    day: Date,
    actor: &str,
) -> ServiceResult<()> {
    let faulty = faulty.into();
    let serial = faulty.serial;
    let refused = || ServiceError::refused(Reason::of("reason-nothing-to-give-back").with("serial", serial));
    let tx = cx.db.begin().await?;
    let (id, swap) = faulty.latest(&tx, company).await?;
    let waits = |reversal: Option<Date>, reversed: Option<Date>| reversal.is_some() && reversed.is_none();
    let swap = swap.filter(|s| waits(s.reversal, s.reversed));
    let lost = incident_charged(&tx, company.id, id).await?.filter(|i| waits(i.reversal, i.reversed));
    let mut events = Vec::new();
    if let Some(mut swap) = swap {
        let found = Found { serial, merchant: swap.merchant_id, received: swap.received.unwrap_or(day), day, actor };
        events.push(found.undo(&tx, cx, company, swap.charge_id).await?.ok_or_else(refused)?);
        swap.reversed = Some(day);
        swap_update(&tx, &swap).await?;
        events.push(sealed(cx, &swap, "given back", actor));
    } else if let Some(mut lost) = lost {
        let found = Found { serial, merchant: lost.merchant_id, received: lost.received.unwrap_or(day), day, actor };
        events.push(found.undo(&tx, cx, company, lost.charge_id).await?.ok_or_else(refused)?);
        lost.reversed = Some(day);
        incident_update(&tx, &lost).await?;
        events.push(told_incident(cx, &lost, "given back", actor));
    } else {
        return Err(refused());
    }
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}

/// A device that was found.
struct Found<'a> {
    serial: &'a str,
    merchant: MerchantId,
    received: Date,
    day: Date,
    actor: &'a str,
}

impl Found<'_> {
    /// Undoes a charge; none: there is nothing to undo.
    async fn undo(
        &self,
        tx: &Tx,
        cx: &Context,
        company: &Company,
        charge: Option<ChargeId>,
    ) -> ServiceResult<Option<NewEvent>> {
        let Some(id) = charge else { return Ok(None) };
        let Some(charge) = charge_find(tx, id).await? else { return Ok(None) };
        match (charge.state, charge.invoice_id) {
            (ChargeState::Approved, _) => Ok(Some(moved(tx, cx, &charge, ChargeState::Waived, self.actor).await?)),
            (ChargeState::Invoiced, Some(invoice)) => {
                let Some(line) = charge_line(tx, invoice, charge.id).await? else { return Ok(None) };
                let language = merchant_language(tx, self.merchant).await?.unwrap_or(Language::Da);
                let args = [("serial", Arg::Text(self.serial)), ("day", Arg::Date(self.received))];
                let reason = cx.texts.say(language, "credit-found", &args);
                let (wanted, actor) = (Wanted::Lines(vec![line]), self.actor.to_owned());
                let order = CreditOrder { invoice, wanted, reason, day: self.day, actor };
                Ok(Some(credited(tx, cx, company, &order).await?.1))
            }
            _ => Ok(None),
        }
    }
}
