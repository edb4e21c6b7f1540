//! Exchanging faulty devices: a fault is reported, a replacement leaves within a day, the faulty device comes back or is paid for,
//! and its test says who pays the repair (R077-R106).

mod answer;
mod approve;
mod check;
mod dispatch;
mod fee;
mod found;
mod inspect;
mod overdue;
mod receive;
mod report;

pub use answer::{Answer, Quoted, answer, answer_to, quote};
pub use approve::{How, approve, approve_how};
pub use check::{check, check_hash, unchecked};
pub use dispatch::{Dispatch, dispatch};
pub use fee::{Fee, fee};
pub use found::give_back;
pub use inspect::{Verdict, inspect};
pub(crate) use overdue::look;
pub use overdue::post;
pub use receive::receive;
use report::close;
pub use report::{Fault, report, ticket_hash, ticket_to};

use entity::types::{AgreementId, CompanyId, Date, DeviceId, LicenceState, LineId, Money, SubjectId, SwapId};

use super::facts::{self, Sealed};
use super::{Context, ServiceError, ServiceResult};
use crate::domain::calendar::Calendar;
use crate::domain::lease::{self, Term};
use crate::domain::paper::Printed;
use crate::domain::reason::Reason;
use crate::domain::terms::{SwapTerms, Terms};
use crate::store::agreement::{AgreementRows, NewAgreement, NewLicence, agreement_with_rows};
use crate::store::company::{Company, price_list};
use crate::store::deadline::Deadline;
use crate::store::digest::Canonical;
use crate::store::event::NewEvent;
use crate::store::merchant::device_printed;
use crate::store::swap::{Incident, OnLine, Quote, Swap, device_by_serial, device_on_line, swap_of};
use crate::store::terms::terms_book;
use crate::store::{Source, Tx};

/// What every step of a swap works with.
pub(super) struct Bench {
    pub(super) agreement: NewAgreement,
    licences: Vec<NewLicence>,
    pub(super) terms: Terms,
    pub(super) calendar: Calendar,
}

impl Bench {
    /// The agreement of a swap with the terms that it pins.
    pub(super) async fn of<S: Source>(source: &S, agreement: AgreementId) -> ServiceResult<Self> {
        let (agreement, AgreementRows { licences, .. }) = agreement_with_rows(source, agreement).await?;
        let terms = terms_book(source).await?.get(agreement.terms_id)?.clone();
        Ok(Self { calendar: Calendar::of(terms.country), terms, agreement, licences })
    }

    pub(super) const fn swap(&self) -> &SwapTerms {
        &self.terms.swap
    }

    /// Refuses what an agreement that has not started, or is over, does not entitle to, and what a device without a licence that serves
    /// does not (R006, R076). What of the licence is overdue is no refusal: see [`super::entitlement`].
    fn entitled(&self, line: LineId, day: Date) -> ServiceResult<()> {
        use entity::types::AgreementState::{Active, Ending, Rolling};
        let a = &self.agreement;
        let term = a.start.zip(a.term_end).map(|(start, end)| Term { start, end, binding_end: a.binding_end });
        let refused = |key: &str| ServiceError::refused(Reason::of(key).with("reference", &a.reference));
        if !matches!(lease::state_on(day, term, a.ends), Active | Ending | Rolling) {
            return Err(refused(if term.is_none() { "reason-swap-before-start" } else { "reason-agreement-over" }));
        }
        let on_day = |y: &&NewLicence| {
            y.line_id == line && y.starts.is_some_and(|from| from <= day) && y.ends.is_none_or(|to| to >= day)
        };
        match self.licences.iter().find(on_day).map(|licence| licence.state) {
            Some(LicenceState::Active) => Ok(()),
            Some(LicenceState::Suspended) => Err(refused("reason-support-suspended")),
            Some(LicenceState::Ended) | None => Err(refused("reason-support-without-licence")),
        }
    }
}

/// A refusal that names a device.
pub(super) fn refused_about(key: &str, serial: &str) -> ServiceError {
    ServiceError::refused(Reason::of(key).with("serial", serial))
}

/// A faulty device, and which of its swaps is meant: the same device can be exchanged more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Faulty<'a> {
    /// Its serial number.
    pub serial: &'a str,
    /// The swap that somebody has before them; none: its latest.
    pub swap: Option<SwapId>,
}

impl<'a> From<&'a str> for Faulty<'a> {
    fn from(serial: &'a str) -> Self {
        Self { serial, swap: None }
    }
}

impl<'a> From<&'a String> for Faulty<'a> {
    fn from(serial: &'a String) -> Self {
        serial.as_str().into()
    }
}

impl Faulty<'_> {
    /// The device with its latest swap, kept as it is until the transaction ends.
    ///
    /// # Errors
    /// A serial number that we do not know, or a device that has been exchanged again since the swap that is meant.
    async fn latest(self, tx: &Tx, company: &Company) -> ServiceResult<(DeviceId, Option<Swap>)> {
        let device = device(tx, company, self.serial).await?;
        let swap = swap_of(tx, company.id, device).await?;
        if self.swap.is_some_and(|meant| swap.as_ref().is_none_or(|latest| latest.id != meant)) {
            return Err(refused_about("reason-swap-older", self.serial));
        }
        Ok((device, swap))
    }
}

/// A device by its serial number.
pub(super) async fn device(tx: &Tx, company: &Company, serial: &str) -> ServiceResult<DeviceId> {
    device_by_serial(tx, company.id, serial).await?.ok_or_else(|| refused_about("reason-serial-unknown", serial))
}

/// The line that a device is on.
pub(super) async fn on_line(tx: &Tx, company: &Company, device: DeviceId, serial: &str) -> ServiceResult<OnLine> {
    device_on_line(tx, company.id, device).await?.ok_or_else(|| refused_about("reason-device-on-no-line", serial))
}

/// A device as letters and papers name it.
pub(super) async fn printed(tx: &Tx, device: DeviceId) -> ServiceResult<Printed> {
    let missing = || ServiceError::refused("reason-device-gone");
    let found = device_printed(tx, device).await?.ok_or_else(missing)?;
    Ok(Printed { serial: found.serial, model: found.model })
}

/// New price, swap price and shipping of a device's model by the list in force on a day (A12).
pub(super) struct ListPrices {
    pub(super) new_price: Money,
    pub(super) swap_price: Money,
    pub(super) shipping: Money,
}

pub(super) async fn prices<S: Source>(
    source: &S,
    company: CompanyId,
    device: DeviceId,
    day: Date,
) -> ServiceResult<ListPrices> {
    let model = crate::store::merchant::device_model_of(source, device).await?;
    let list = price_list(source, company).await?;
    let found = list.into_iter().filter(|p| Some(p.model) == model && p.valid_from <= day).max_by_key(|p| p.valid_from);
    let Some(price) = found else {
        let name = device_printed(source, device).await?.map_or_else(String::new, |d| d.model);
        return Err(ServiceError::refused(Reason::of("reason-price-none").with("model", name).with("day", day)));
    };
    Ok(ListPrices { new_price: price.new_price, swap_price: price.swap_price, shipping: price.shipping })
}

/// A deadline about a swap or a device.
pub(super) fn deadline(
    cx: &Context,
    agreement: &NewAgreement,
    (rule, subject, device): (&str, SubjectId, DeviceId),
    (starts, due): (Date, Date),
) -> Deadline {
    Deadline {
        id: cx.ids.next(),
        company_id: agreement.company_id,
        rule: rule.to_owned(),
        subject_id: subject,
        agreement_id: Some(agreement.id),
        device_id: Some(device),
        starts,
        due,
        met: None,
        wake: None,
    }
}

/// A hash over a swap as it is now.
#[must_use]
pub fn swap_hash(swap: &Swap) -> String {
    let mut text = Canonical::of("swap").with(swap.id).with(swap.company_id).with(swap.merchant_id);
    text = text.with(swap.agreement_id).with(swap.line_id).with(swap.device_id).with(swap.approved);
    text.push_opt(swap.replacement_id);
    text.push_opt(swap.ticket_id);
    text.push_opt(swap.charge_id);
    for day in [swap.dispatched, swap.received, swap.reversal, swap.reversed, swap.decided] {
        text.push_opt(day);
    }
    text.push_opt(swap.covered);
    text.push_opt(swap.exclusion);
    if let Some(rma) = &swap.rma {
        text = text.with("rma").with(rma);
    }
    if let Some(reason) = &swap.unchecked {
        text = text.with("unchecked").with(reason);
    }
    if let Some(evidence) = &swap.evidence {
        // Left out where there is none: what was sealed before evidence was kept stays sealed.
        text = text.with(evidence);
    }
    if swap.return_first {
        text = text.with("return first");
    }
    text.hash()
}

/// A hash over an incident as it is now.
#[must_use]
pub fn incident_hash(incident: &Incident) -> String {
    let mut text = Canonical::of("incident").with(incident.id).with(incident.company_id).with(incident.merchant_id);
    text = text.with(incident.agreement_id).with(incident.device_id).with(incident.kind).with(&incident.actor);
    text = text.with(incident.discovered_at_us).with(incident.reported_at_us).with(incident.late);
    text.push_opt(incident.charge_id);
    for day in [incident.received, incident.reversal, incident.reversed] {
        text.push_opt(day);
    }
    if incident.closed.is_some() || incident.outcome.is_some() {
        text.push_opt(incident.closed);
        text.push_opt(incident.outcome.as_ref());
    }
    // Left out where nothing was told: what was sealed before that was asked stays sealed.
    let Some(salt) = &incident.salt else { return text.hash() };
    text.push_opt(incident.site_id);
    text.push_opt(incident.rma.as_ref());
    // What people wrote is committed to apart, with salt, so that it can be erased.
    let mut words = Canonical::of("words").with(salt);
    for told in [&incident.description, &incident.done, &incident.planned, &incident.contacts] {
        words.push_opt(told.as_ref());
    }
    [text, words].map(|part| part.hash()).join(".")
}

/// A hash over a quote as it is now.
#[must_use]
pub fn quote_hash(quote: &Quote) -> String {
    let mut text = Canonical::of("quote")
        .with(quote.id)
        .with(quote.company_id)
        .with(quote.swap_id)
        .with(quote.kind)
        .with(quote.net);
    text = text.with(quote.currency).with(quote.sent).with(quote.expires);
    text.push_opt(quote.answered);
    text.push_opt(quote.accepted);
    text.push_opt(quote.charge_id);
    text.hash()
}

/// The event that seals a swap as it is now.
fn sealed(cx: &Context, swap: &Swap, what: &str, actor: &str) -> NewEvent {
    told(cx, facts::SWAP_SET, SubjectId(swap.id.0), what, swap_hash(swap), actor)
}

/// The event that seals an incident as it is now.
pub(super) fn told_incident(cx: &Context, incident: &Incident, what: &str, actor: &str) -> NewEvent {
    told(cx, facts::INCIDENT_SET, SubjectId(incident.id.0), what, incident_hash(incident), actor)
}

/// An event that seals something by a hash.
fn told(cx: &Context, kind: &'static str, subject: SubjectId, what: &str, hash: String, actor: &str) -> NewEvent {
    NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: actor.to_owned(),
        kind,
        subject,
        facts: facts::json(&Sealed { what: what.to_owned(), hash }),
    }
}
