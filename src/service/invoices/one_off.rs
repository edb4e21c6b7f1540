//! One-off charges: proposed, approved or waived, and invoiced at the end of their day on a document of their own.

use entity::types::{
    AgreementId, ChargeCode, ChargeId, ChargeState, CustodyStep, Date, DeviceId, DocumentKind, Money, SubjectId, VatKey,
};

use super::issue::{Line, ToIssue, issue};
use crate::domain::explain::{Explanation, Inputs};
use crate::domain::reason::{Reason, Told};
use crate::domain::vat;
use crate::service::custody::{Taken, take};
use crate::service::facts::{self, ChargeFacts};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Tx;
use crate::store::agreement::{Which, agreement_facts};
use crate::store::charge::{Charge, charge_agreements, charge_approved, charge_find, charge_insert_many, charge_move};
use crate::store::company::Company;
use crate::store::digest::Canonical;
use crate::store::event::{NewEvent, event_append};
use crate::store::invoice::InvoiceRow;
use crate::store::merchant::device_printed;
use crate::store::series::series_lock;
use crate::store::terms::{TermsBook, terms_book};

/// Whose approval a charge needs before it is invoiced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// Nobody's: it has it.
    Given,
    /// Somebody's.
    Needed,
    /// Somebody else's than of who finds it: it is above their limit.
    NeededOfAnother,
}

impl Approval {
    /// What is approved already, and what waits for somebody.
    #[must_use]
    pub const fn of(given: bool) -> Self {
        if given { Self::Given } else { Self::Needed }
    }
}

/// A one-off charge, as a rule or a person finds it.
#[derive(Clone, Debug)]
pub struct ChargeOrder {
    /// Under which agreement.
    pub agreement: AgreementId,
    /// What for.
    pub code: ChargeCode,
    /// What it is about: an incident, a deadline. The same code, subject and day is charged once.
    pub subject: SubjectId,
    /// For which device.
    pub device: Option<DeviceId>,
    /// Its day.
    pub on: Date,
    /// What it is made of.
    pub why: Inputs,
    /// What proves it.
    pub evidence: Option<String>,
    /// Whose approval it needs.
    pub approval: Approval,
    /// Who finds it.
    pub actor: String,
}

/// Records a one-off charge.
///
/// # Errors
/// A charge that the terms do not know, an amount that is not more than nought, or a charge that exists.
pub async fn propose(cx: &Context, company: &Company, order: &ChargeOrder) -> ServiceResult<ChargeId> {
    let tx = cx.db.begin().await?;
    let (id, event) = proposed(&tx, cx, company, order).await?;
    event_append(&tx, company.id, vec![event]).await?;
    tx.commit().await?;
    Ok(id)
}

/// Records a one-off charge in a transaction that is under way. The event is for the caller to append last.
///
/// # Errors
/// As [`propose`].
pub(crate) async fn proposed(
    tx: &Tx,
    cx: &Context,
    company: &Company,
    order: &ChargeOrder,
) -> ServiceResult<(ChargeId, NewEvent)> {
    let facts = agreement_facts(tx, &Which::One(order.agreement)).await?.into_iter().next();
    let facts = facts.ok_or_else(|| ServiceError::refused("reason-agreement-gone"))?;
    let book = terms_book(tx).await?;
    let terms = book.get(facts.agreement.terms_id)?;
    let known = terms.charge(order.code).map_err(crate::domain::billing::BillingError::from)?;
    if order.code.is_recurring() {
        return Err(ServiceError::refused(
            Reason::of("reason-charge-recurring").with("charge", Told::Key(format!("charge-{}", order.code))),
        ));
    }
    let mut rules = vec![known.rule.as_str()];
    rules.extend(known.also.iter().map(String::as_str));
    let why = Explanation::new(&rules, order.why.clone())?;
    let net = why.amount().filter(|net| net.minor() > 0 && net.currency() == company.currency);
    let net = net.ok_or_else(|| ServiceError::refused("reason-charge-positive"))?;
    let given = order.approval == Approval::Given;
    let charge = Charge {
        id: cx.ids.next(),
        company_id: company.id,
        merchant_id: facts.merchant.merchant_id,
        agreement_id: order.agreement,
        code: order.code,
        subject_id: order.subject,
        device_id: order.device,
        starts: order.on,
        ends: None,
        generation: 0,
        net: net.minor(),
        currency: net.currency(),
        state: if given { ChargeState::Approved } else { ChargeState::Proposed },
        explanation: Some(facts::json(&why)),
        evidence: order.evidence.clone(),
        proposed_by: (order.approval == Approval::NeededOfAnother).then(|| order.actor.clone()),
        decided_by: given.then(|| order.actor.clone()),
        invoice_id: None,
    };
    charge_insert_many(tx, std::slice::from_ref(&charge)).await?;
    let told = event(cx, &charge, charge.state, &order.actor);
    Ok((charge.id, told))
}

/// Moves a charge to another state in a transaction that is under way. The event is for the caller to append last.
///
/// # Errors
/// A charge that is in another state by now.
pub(crate) async fn moved(
    tx: &Tx,
    cx: &Context,
    charge: &Charge,
    to: ChargeState,
    actor: &str,
) -> ServiceResult<NewEvent> {
    charge_move(tx, charge, to, Some(actor), None).await?;
    Ok(event(cx, charge, to, actor))
}

/// Approves a proposed charge: it goes on the invoice of its day.
///
/// # Errors
/// A charge that is not proposed, or one that somebody else has to approve than who proposed it.
pub async fn approve(cx: &Context, company: &Company, id: ChargeId, actor: &str) -> ServiceResult<()> {
    decide(cx, company, id, ChargeState::Approved, actor).await
}

/// Gives a proposed charge up.
///
/// # Errors
/// A charge that is not proposed.
pub async fn waive(cx: &Context, company: &Company, id: ChargeId, actor: &str) -> ServiceResult<()> {
    decide(cx, company, id, ChargeState::Waived, actor).await
}

async fn decide(cx: &Context, company: &Company, id: ChargeId, to: ChargeState, actor: &str) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    let charge = charge_find(&tx, id).await?.filter(|c| c.company_id == company.id);
    let charge = charge.ok_or_else(|| ServiceError::refused("reason-charge-gone"))?;
    if charge.state != ChargeState::Proposed {
        return Err(ServiceError::refused(
            Reason::of("reason-charge-decided").with("state", Told::Key(format!("charge-state-{}", charge.state))),
        ));
    }
    if to == ChargeState::Approved && charge.proposed_by.as_deref() == Some(actor) {
        return Err(ServiceError::refused("reason-charge-second-eyes"));
    }
    let mut events = vec![moved(&tx, cx, &charge, to, actor).await?];
    // A device that is charged for because it is not back counts as lost (R085).
    let lost = charge.device_id.filter(|_| to == ChargeState::Approved && charge.code == ChargeCode::NonretSwap);
    if let Some(device) = lost {
        let taken = Taken::of(device, CustodyStep::Charged, cx.clock.today(company.country), actor);
        events.push(take(&tx, cx, company, taken.about(charge.subject_id)).await?);
    }
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}

/// Invoices the approved one-off charges of a company up to a day, one document an agreement, in the order of their references.
/// An agreement that cannot be invoiced does not keep the others waiting.
///
/// # Errors
/// The database; or, when all others are done, the agreements that could not be invoiced, by name.
pub async fn of_day(cx: &Context, company: &Company, day: Date, actor: &str) -> ServiceResult<()> {
    let due = charge_agreements(&cx.db, company.id, day).await?;
    if due.is_empty() {
        return Ok(());
    }
    let book = terms_book(&cx.db).await?;
    let mut failed = Vec::new();
    for (agreement, reference) in due {
        match under(cx, company, &book, agreement, day, actor).await {
            Ok(_) => {}
            Err(error)
                if error.is_about_agreement()
                    || matches!(error, ServiceError::Refused(_) | ServiceError::Broken(_)) =>
            {
                failed.push(error.reason().about(&reference));
            }
            Err(error) => return Err(error),
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(ServiceError::refused(Reason::of("reason-several").with("reasons", failed)))
    }
}

/// Invoices an agreement's approved charges up to a day, on one document of their own. None: there are none.
///
/// # Errors
/// The database; nothing is invoiced then.
pub async fn of_agreement(
    cx: &Context,
    company: &Company,
    agreement: AgreementId,
    day: Date,
    actor: &str,
) -> ServiceResult<Option<InvoiceRow>> {
    let book = terms_book(&cx.db).await?;
    under(cx, company, &book, agreement, day, actor).await
}

async fn under(
    cx: &Context,
    company: &Company,
    book: &TermsBook,
    agreement: AgreementId,
    day: Date,
    actor: &str,
) -> ServiceResult<Option<InvoiceRow>> {
    let tx = cx.db.begin().await?;
    series_lock(&tx, company.id, DocumentKind::Invoice).await?;
    let charges = charge_approved(&tx, agreement, day).await?;
    if charges.is_empty() {
        return Ok(None);
    }
    let facts = agreement_facts(&tx, &Which::One(agreement)).await?.into_iter().next();
    let facts = facts.ok_or_else(|| ServiceError::refused("reason-agreement-gone"))?;
    let terms = book.get(facts.agreement.terms_id)?;
    let mut lines = Vec::new();
    for charge in &charges {
        let known = terms.charge(charge.code).map_err(crate::domain::billing::BillingError::from)?;
        let vat = terms.vat(charge.code).map_err(crate::domain::billing::BillingError::from)?;
        let text = charge.explanation.as_deref().unwrap_or_default();
        let wrong = |e: serde_json::Error| ServiceError::broken(format!("charge {}: {e}", charge.id));
        let device = match charge.device_id {
            Some(id) => device_printed(&tx, id).await?,
            None => None,
        };
        let net = Money::new(charge.net, charge.currency);
        lines.push(Line {
            charge: charge.id,
            code: charge.code,
            device,
            period: None,
            quantity: 1,
            by_month: false,
            unit_price: net,
            net,
            vat: VatKey { category: vat.category, rate: vat.rate },
            rule: known.rule.clone(),
            clause: known.clause.clone(),
            why: serde_json::from_str(text).map_err(wrong)?,
            corrects_line: None,
        });
    }
    let vat = vat::groups(lines.iter().map(|l| (l.vat, l.net)))?;
    let document = ToIssue {
        company,
        kind: DocumentKind::Invoice,
        merchant: &facts.merchant,
        agreement,
        day,
        payment_days: facts.agreement.payment_days,
        lines,
        vat,
        corrects: None,
        actor,
    };
    let (row, issued) = issue(&tx, cx, document).await?;
    let mut events = vec![issued];
    for charge in &charges {
        charge_move(&tx, charge, ChargeState::Invoiced, None, Some(row.id)).await?;
        events.push(event(cx, charge, ChargeState::Invoiced, actor));
    }
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(Some(row))
}

fn event(cx: &Context, charge: &Charge, state: ChargeState, actor: &str) -> NewEvent {
    let facts = ChargeFacts {
        code: charge.code.to_string(),
        on: charge.starts,
        net: charge.net,
        state: state.to_string(),
        hash: charge_hash(charge),
    };
    NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: actor.to_owned(),
        kind: facts::CHARGE_SET,
        subject: SubjectId(charge.id.0),
        facts: facts::json(&facts),
    }
}

/// A hash over what of a one-off charge never changes.
#[must_use]
pub fn charge_hash(charge: &Charge) -> String {
    let mut text = Canonical::of("charge").with(charge.agreement_id).with(charge.subject_id).with(charge.generation);
    text.push_opt(charge.device_id);
    text.push_opt(charge.explanation.as_ref());
    text.push_opt(charge.evidence.as_ref());
    if let Some(proposed_by) = &charge.proposed_by {
        // Left out where there is none: what was sealed before there were limits stays sealed.
        text.push(proposed_by);
    }
    text.hash()
}
