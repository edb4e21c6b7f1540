//! A device that was charged for is found: what was charged is given back, once somebody approves it.

use entity::types::{ChargeState, Date, Language};

use super::{device, sealed};
use crate::domain::credit::Wanted;
use crate::domain::reason::Reason;
use crate::service::invoices::{CreditOrder, credited, moved};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::charge::charge_find;
use crate::store::company::Company;
use crate::store::event::event_append;
use crate::store::merchant::merchant_language;
use crate::store::swap::{charge_line, swap_of, swap_update};
use crate::text::Arg;

/// Gives back what was charged for a device that is back: a charge that is on no invoice yet is waived, one that is gets a credit
/// note for its line.
///
/// # Errors
/// A device for which nothing is proposed for credit; nothing has changed then.
pub async fn give_back(cx: &Context, company: &Company, serial: &str, day: Date, actor: &str) -> ServiceResult<()> {
    let refused = || ServiceError::refused(Reason::of("reason-nothing-to-give-back").with("serial", serial));
    let tx = cx.db.begin().await?;
    let id = device(&tx, company, serial).await?;
    let swap = swap_of(&tx, company.id, id).await?.filter(|s| s.reversal.is_some() && s.reversed.is_none());
    let mut swap = swap.ok_or_else(refused)?;
    let charge = match swap.charge_id {
        Some(id) => charge_find(&tx, id).await?,
        None => None,
    };
    let charge = charge.ok_or_else(refused)?;
    let mut events = Vec::new();
    match (charge.state, charge.invoice_id) {
        (ChargeState::Approved, _) => events.push(moved(&tx, cx, &charge, ChargeState::Waived, actor).await?),
        (ChargeState::Invoiced, Some(invoice)) => {
            let line = charge_line(&tx, invoice, charge.id).await?.ok_or_else(refused)?;
            let language = merchant_language(&tx, swap.merchant_id).await?.unwrap_or(Language::Da);
            let received = swap.received.unwrap_or(day);
            let args = [("serial", Arg::Text(serial)), ("day", Arg::Date(received))];
            let reason = cx.texts.say(language, "credit-found", &args);
            let wanted = Wanted::Lines(vec![line]);
            let order = CreditOrder { invoice, wanted, reason, day, actor: actor.to_owned() };
            events.push(credited(&tx, cx, company, &order).await?.1);
        }
        _ => return Err(refused()),
    }
    swap.reversed = Some(day);
    swap_update(&tx, &swap).await?;
    events.push(sealed(cx, &swap, "given back", actor));
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}
