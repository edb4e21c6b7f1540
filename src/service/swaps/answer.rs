//! Quotes: no work before the merchant says yes (R084, R087, R106).

use chrono::Days;
use entity::types::{ChargeCode, CustodyStep, Date, Money, QuoteId, QuoteKind, SubjectId};

use super::{Bench, Faulty, prices, printed, quote_hash, refused_about, told};
use crate::domain::access::Scope;
use crate::domain::billing::BillingError;
use crate::domain::explain::Inputs;
use crate::domain::paper::Amounts;
use crate::domain::reason::Reason;
use crate::service::custody::{Taken, take};
use crate::service::invoices::{Approval, ChargeOrder, proposed};
use crate::service::mails::{Step, tell};
use crate::service::{Context, ServiceError, ServiceResult, facts};
use crate::store::Tx;
use crate::store::company::Company;
use crate::store::event::{NewEvent, event_append};
use crate::store::merchant::device_printed;
use crate::store::swap::{Quote, Swap, quote_answer, quote_find, quote_insert, quote_of, swap_lock};

/// What is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// A repair, or the swap price.
    pub kind: QuoteKind,
    /// How much, ex VAT; of a swap price the list's if nothing is said.
    pub net: Option<Money>,
}

/// What the merchant says to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes: it is charged, and the work may begin.
    Accepted,
    /// No: nothing is charged.
    Declined,
}

/// The swap of a device whose fault is not covered.
async fn excluded(tx: &Tx, company: &Company, faulty: Faulty<'_>) -> ServiceResult<Swap> {
    let refused = |key: &str| refused_about(key, faulty.serial);
    let swap = faulty.latest(tx, company).await?.1.ok_or_else(|| refused("reason-not-scanned-in"))?;
    match swap.covered {
        Some(false) => Ok(swap),
        Some(true) => Err(refused("reason-quote-covered")),
        None => Err(refused("reason-not-inspected")),
    }
}

/// Offers a repair or the swap price.
///
/// # Errors
/// A device whose fault is covered or not decided, an amount that is missing or not more than nought, an offer that waits already;
/// nothing has changed then.
pub async fn quote<'a>(
    cx: &Context,
    company: &Company,
    faulty: impl Into<Faulty<'a>>,
    quoted: Quoted,
    day: Date,
    actor: &str,
) -> ServiceResult<()> {
    let faulty = faulty.into();
    let refused = |key: &str| refused_about(key, faulty.serial);
    let tx = cx.db.begin().await?;
    let swap = excluded(&tx, company, faulty).await?;
    let mut events = Vec::new();
    match quote_of(&tx, swap.id).await? {
        // A fault is paid for once.
        Some(last) if last.accepted == Some(true) => return Err(refused("reason-quote-accepted")),
        Some(last) if last.answered.is_none() && last.expires >= day => return Err(refused("reason-quote-waits")),
        Some(mut lapsed) if lapsed.answered.is_none() => {
            // Nobody answered while it stood: that is a no.
            (lapsed.answered, lapsed.accepted) = (Some(lapsed.expires), Some(false));
            quote_answer(&tx, &lapsed).await?;
            events.push(told(cx, facts::QUOTE_SET, SubjectId(lapsed.id.0), "lapsed", quote_hash(&lapsed), actor));
        }
        _ => {}
    }
    if swap.charge_id.is_some() && swap.reversed.is_none() && swap.reversal.is_none() {
        return Err(refused("reason-quote-charged"));
    }
    let net = match (quoted.net, quoted.kind) {
        (Some(net), _) => net,
        (None, QuoteKind::SwapPrice) => prices(&tx, company.id, swap.device_id, day).await?.swap_price,
        (None, QuoteKind::Repair) => return Err(refused("reason-quote-needs-net")),
    };
    if net.minor() <= 0 || net.currency() != company.currency {
        return Err(ServiceError::refused("reason-charge-positive"));
    }
    let bench = Bench::of(&tx, swap.agreement_id).await?;
    let stands = u64::from(bench.swap().quote_days);
    let quote = Quote {
        id: cx.ids.next(),
        company_id: company.id,
        swap_id: swap.id,
        kind: quoted.kind,
        net: net.minor(),
        currency: net.currency(),
        sent: day,
        expires: day.checked_add_days(Days::new(stands)).unwrap_or(day),
        answered: None,
        accepted: None,
        charge_id: None,
    };
    let (id, hash) = (SubjectId(quote.id.0), quote_hash(&quote));
    offered(&tx, cx, (company, &bench), &swap, &quote).await?;
    quote_insert(&tx, quote).await?;
    events.push(told(cx, facts::QUOTE_SET, id, "sent", hash, actor));
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes to the merchant what is offered, with its VAT.
async fn offered(
    tx: &Tx,
    cx: &Context,
    (company, bench): (&Company, &Bench),
    swap: &Swap,
    quote: &Quote,
) -> ServiceResult<()> {
    let (code, part) = charged_as(quote.kind);
    let vat = bench.terms.vat(code).map_err(BillingError::from)?;
    let amounts = Amounts::of(vec![(part.to_owned(), Money::new(quote.net, quote.currency))], vat)?;
    let step = Step::Quote { kind: quote.kind, amounts: &amounts, expires: quote.expires, exclusion: swap.exclusion };
    let what = printed(tx, swap.device_id).await?;
    tell(cx, tx, (company, swap.merchant_id), (SubjectId(quote.id.0), &what), &step).await?;
    Ok(())
}

/// What an accepted offer is charged as, and what its amount is called.
const fn charged_as(kind: QuoteKind) -> (ChargeCode, &'static str) {
    match kind {
        QuoteKind::Repair => (ChargeCode::Repair, "repair"),
        QuoteKind::SwapPrice => (ChargeCode::SwapPrice, "swap-price"),
    }
}

/// Answers an offer. Accepted, it is charged on that day.
///
/// # Errors
/// No offer that waits, or one that has expired; nothing has changed then.
pub async fn answer<'a>(
    cx: &Context,
    company: &Company,
    faulty: impl Into<Faulty<'a>>,
    answer: Answer,
    day: Date,
    actor: &str,
) -> ServiceResult<()> {
    let faulty = faulty.into();
    let refused = |key: &str| refused_about(key, faulty.serial);
    let tx = cx.db.begin().await?;
    let swap = excluded(&tx, company, faulty).await?;
    let waits = quote_of(&tx, swap.id).await?.filter(|q| q.answered.is_none());
    let quote = waits.ok_or_else(|| refused("reason-quote-none"))?;
    let events = answered(&tx, cx, company, (&swap, quote, faulty.serial), answer, (day, actor)).await?;
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}

/// Answers the very offer that somebody has read, within a scope (R106). Of two answers the first counts.
///
/// # Errors
/// An offer that is not there, is answered or has expired; nothing has changed then.
pub async fn answer_to(
    cx: &Context,
    company: &Company,
    (scope, id): (&Scope, QuoteId),
    answer: Answer,
    day: Date,
    actor: &str,
) -> ServiceResult<()> {
    let gone = || ServiceError::refused("reason-quote-gone");
    let tx = cx.db.begin().await?;
    let swap = quote_find(&tx, id, false).await?.ok_or_else(gone)?.swap_id;
    let own = |swap: &Swap| swap.company_id == scope.company && scope.merchant.is_none_or(|m| m == swap.merchant_id);
    let swap = swap_lock(&tx, SubjectId(swap.0)).await?.filter(own).ok_or_else(gone)?;
    let quote = quote_find(&tx, id, true).await?.ok_or_else(gone)?;
    if let Some(on) = quote.answered {
        return Err(ServiceError::refused(Reason::of("reason-quote-answered").with("day", on)));
    }
    let serial = device_printed(&tx, swap.device_id).await?.map_or_else(String::new, |d| d.serial);
    let events = answered(&tx, cx, company, (&swap, quote, &serial), answer, (day, actor)).await?;
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}

/// Answers an offer that waits, in a transaction that is under way. The events are for the caller to append last.
async fn answered(
    tx: &Tx,
    cx: &Context,
    company: &Company,
    (swap, mut quote, serial): (&Swap, Quote, &str),
    answer: Answer,
    (day, actor): (Date, &str),
) -> ServiceResult<Vec<NewEvent>> {
    if quote.expires < day {
        return Err(ServiceError::refused(
            Reason::of("reason-quote-expired").with("serial", serial).with("day", quote.expires),
        ));
    }
    let accepted = answer == Answer::Accepted;
    let mut events = Vec::new();
    if accepted {
        let (code, part) = charged_as(quote.kind);
        let step = match quote.kind {
            QuoteKind::Repair => CustodyStep::Covered,
            QuoteKind::SwapPrice => CustodyStep::WrittenOff,
        };
        let order = ChargeOrder {
            agreement: swap.agreement_id,
            code,
            subject: SubjectId(quote.id.0),
            device: Some(swap.device_id),
            on: day,
            why: Inputs::Sum { on: day, parts: vec![(part.to_owned(), Money::new(quote.net, quote.currency))] },
            evidence: Some(format!("quote {} of {}, accepted {day}", quote.id, quote.sent)),
            approval: Approval::Given,
            actor: actor.to_owned(),
        };
        let (charge, event) = proposed(tx, cx, company, &order).await?;
        quote.charge_id = Some(charge);
        events.push(event);
        let to_work = Taken::of(swap.device_id, step, day, actor).about(SubjectId(swap.id.0));
        events.push(take(tx, cx, company, to_work).await?);
    }
    (quote.answered, quote.accepted) = (Some(day), Some(accepted));
    quote_answer(tx, &quote).await?;
    let what = if accepted { "accepted" } else { "declined" };
    events.push(told(cx, facts::QUOTE_SET, SubjectId(quote.id.0), what, quote_hash(&quote), actor));
    Ok(events)
}
