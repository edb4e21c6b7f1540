//! Steps of a device's way through hands: each is checked against where the device stands, added to its chain, and on record.

use entity::types::{AgreementId, CustodyStep, Date, DeviceId, DeviceState, Grade, ModelId, SiteId, SubjectId};

use super::facts::{self, Sealed};
use super::{Context, ServiceError, ServiceResult, terminals};
use crate::domain::custody::Standing;
use crate::domain::stock::Kept;
use crate::store::Tx;
use crate::store::company::Company;
use crate::store::custody::{
    Custody, InHand, custody_add, custody_insert_many, custody_of, device_in_hand, devices_to_hand_over,
};
use crate::store::digest::Canonical;
use crate::store::event::NewEvent;
use crate::store::merchant::{NewDevice, device_insert_many};

/// A step that is taken.
#[derive(Clone, Debug)]
pub(crate) struct Taken<'a> {
    /// With which device.
    pub device: DeviceId,
    /// What step.
    pub step: CustodyStep,
    /// What it belongs to: a swap, an agreement, an incident.
    pub about: Option<SubjectId>,
    /// Its day.
    pub day: Date,
    /// Who takes it.
    pub actor: &'a str,
    /// Where the device stands from now on; `None`: where it stood.
    pub site: Option<SiteId>,
    /// Carrier and tracking number.
    pub carriage: (Option<String>, Option<String>),
    /// Where it lies from now on, and what it is like; nothing: as the step leaves it.
    pub kept: Kept,
}

impl<'a> Taken<'a> {
    /// A step without more.
    pub(crate) const fn of(device: DeviceId, step: CustodyStep, day: Date, actor: &'a str) -> Self {
        Self {
            device,
            step,
            about: None,
            day,
            actor,
            site: None,
            carriage: (None, None),
            kept: Kept { place: None, grade: None },
        }
    }

    /// About a subject.
    pub(crate) const fn about(mut self, subject: SubjectId) -> Self {
        self.about = Some(subject);
        self
    }
}

/// Takes a step, and orders of terminal management what it makes of the device's connection. The event is for the caller to append last.
///
/// # Errors
/// A step that does not follow from where the device stands; nothing is written then.
pub(crate) async fn take(tx: &Tx, cx: &Context, company: &Company, taken: Taken<'_>) -> ServiceResult<NewEvent> {
    let gone = || ServiceError::refused("reason-device-gone");
    let now: InHand = device_in_hand(tx, company.id, taken.device).await?.ok_or_else(gone)?;
    let before = Standing { state: now.state, custodian: now.custodian, connected: now.connected };
    let after = Standing::after(Some(before), taken.step)
        .map_err(|refused| ServiceError::Refused(refused.reason(&now.serial)))?;
    let kept = Kept { place: now.place_id, grade: now.grade }.after(before, taken.step, after);
    let mut chain = custody_of(tx, taken.device).await?;
    let link = Custody {
        device_id: taken.device,
        sequence: i64::try_from(chain.len()).unwrap_or(i64::MAX).saturating_add(1),
        company_id: company.id,
        step: taken.step,
        day: taken.day,
        at_us: cx.clock.now().timestamp_micros(),
        state: after.state,
        custodian: after.custodian,
        connected: after.connected,
        site_id: taken.site.or(now.site_id),
        subject_id: taken.about,
        carrier: taken.carriage.0,
        tracking: taken.carriage.1,
        actor: taken.actor.to_owned(),
        place_id: taken.kept.place.or(kept.place),
        grade: taken.kept.grade.or(kept.grade),
    };
    chain.push(link.clone());
    custody_add(tx, link).await?;
    if after.connected != before.connected {
        terminals::want(tx, cx, (company.id, taken.device), after.connected).await?;
    }
    Ok(sealed(cx, taken.device, &taken.step.to_string(), chain_hash(&chain), taken.actor))
}

/// The event that seals a device's chain as it is now.
fn sealed(cx: &Context, device: DeviceId, what: &str, hash: String, actor: &str) -> NewEvent {
    NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: actor.to_owned(),
        kind: facts::DEVICE_SET,
        subject: SubjectId(device.0),
        facts: facts::json(&Sealed { what: what.to_owned(), hash }),
    }
}

/// The seal of a chain of custody: a hash over its links, oldest first.
#[must_use]
pub fn chain_hash(links: &[Custody]) -> String {
    let mut text = Canonical::of("custody");
    for link in links {
        text = text.with(link.device_id).with(link.company_id).with(link.sequence).with(link.step).with(link.day);
        text = text.with(link.at_us).with(link.state).with(link.custodian).with(link.connected).with(&link.actor);
        text.push_opt(link.site_id);
        text.push_opt(link.subject_id);
        text.push_opt(link.carrier.as_ref());
        text.push_opt(link.tracking.as_ref());
        // What nobody has said is not sealed: chains from before the warehouse was kept have the hash that they had.
        if link.place_id.is_some() || link.grade.is_some() {
            text.push_opt(link.place_id);
            text.push_opt(link.grade);
        }
    }
    text.hash()
}

/// Hands the devices of an agreement over to its merchant, who may use them from now on; those that are there already stay. The
/// events are for the caller to append last.
///
/// # Errors
/// A database that does not answer.
pub(crate) async fn hand_over(
    tx: &Tx,
    cx: &Context,
    company: &Company,
    agreement: AgreementId,
    (day, actor): (Date, &str),
) -> ServiceResult<Vec<NewEvent>> {
    let mut events = Vec::new();
    for device in devices_to_hand_over(tx, agreement).await? {
        let taken = Taken::of(device, CustodyStep::HandedOver, day, actor).about(SubjectId(agreement.0));
        events.push(take(tx, cx, company, taken).await?);
    }
    Ok(events)
}

/// Writes devices that we did not have, each with the chain that leads to how it stands. Returns the seal of each chain.
///
/// # Errors
/// A serial number that exists, or a database that does not answer.
pub(crate) async fn begin(
    tx: &Tx,
    devices: &[NewDevice],
    about: Option<SubjectId>,
    (day, at_us, actor): (Date, i64, &str),
) -> ServiceResult<Vec<(DeviceId, String)>> {
    device_insert_many(tx, devices).await?;
    let (mut links, mut seals) = (Vec::new(), Vec::with_capacity(devices.len()));
    for device in devices {
        let steps: &[CustodyStep] = match device.state {
            DeviceState::Stock => &[CustodyStep::Registered],
            DeviceState::Reserved => &[CustodyStep::Registered, CustodyStep::Reserved],
            _ if !device.connected => &[CustodyStep::Registered, CustodyStep::HandedOver, CustodyStep::Disconnected],
            _ => &[CustodyStep::Registered, CustodyStep::HandedOver],
        };
        let (mut at, first) = (None, links.len());
        for (sequence, step) in (1..).zip(steps) {
            let after =
                Standing::after(at, *step).map_err(|refused| ServiceError::Refused(refused.reason(&device.serial)))?;
            at = Some(after);
            links.push(Custody {
                device_id: device.id,
                sequence,
                company_id: device.company_id,
                step: *step,
                day,
                at_us,
                state: after.state,
                custodian: after.custodian,
                connected: after.connected,
                site_id: device.site_id,
                subject_id: about.filter(|_| *step != CustodyStep::Registered),
                carrier: None,
                tracking: None,
                actor: actor.to_owned(),
                place_id: device.place_id,
                grade: device.grade,
            });
        }
        seals.push((device.id, chain_hash(links.get(first..).unwrap_or_default())));
    }
    custody_insert_many(tx, &links).await?;
    Ok(seals)
}

/// As [`begin`], with the events that seal the chains, for the caller to append last.
///
/// # Errors
/// As [`begin`].
pub(crate) async fn begin_sealed(
    tx: &Tx,
    cx: &Context,
    devices: &[NewDevice],
    about: Option<SubjectId>,
    (day, actor): (Date, &str),
) -> ServiceResult<Vec<NewEvent>> {
    let seals = begin(tx, devices, about, (day, cx.clock.now().timestamp_micros(), actor)).await?;
    Ok(seals.into_iter().map(|(device, hash)| sealed(cx, device, "begun", hash, actor)).collect())
}

/// A device that has just arrived from its maker, in stock.
pub(crate) fn arrived(cx: &Context, company: &Company, model: ModelId, serial: &str) -> NewDevice {
    NewDevice {
        id: cx.ids.next(),
        company_id: company.id,
        model_id: model,
        serial: serial.to_owned(),
        sim_serial: None,
        state: Standing::IN_STOCK.state,
        custodian: Standing::IN_STOCK.custodian,
        connected: false,
        site_id: None,
        place_id: None,
        grade: Some(Grade::New),
        missing: None,
    }
}
