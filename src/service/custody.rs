//! Steps of a device's way through hands: each is checked against where the device stands, added to its chain, and on record.

use entity::types::{CustodyStep, Date, DeviceId, DeviceState, ModelId, SiteId, SubjectId};

use super::facts::{self, Sealed};
use super::{Context, ServiceError, ServiceResult};
use crate::domain::custody::Standing;
use crate::store::Tx;
use crate::store::company::Company;
use crate::store::custody::{Custody, InHand, custody_add, custody_insert_many, device_in_hand};
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
}

impl<'a> Taken<'a> {
    /// A step without more.
    pub(crate) const fn of(device: DeviceId, step: CustodyStep, day: Date, actor: &'a str) -> Self {
        Self { device, step, about: None, day, actor, site: None, carriage: (None, None) }
    }

    /// About a subject.
    pub(crate) const fn about(mut self, subject: SubjectId) -> Self {
        self.about = Some(subject);
        self
    }
}

/// Takes a step. The event is for the caller to append last.
///
/// # Errors
/// A step that does not follow from where the device stands; nothing is written then.
pub(crate) async fn take(tx: &Tx, cx: &Context, company: &Company, taken: Taken<'_>) -> ServiceResult<NewEvent> {
    let gone = || ServiceError::refused("reason-device-gone");
    let now: InHand = device_in_hand(tx, company.id, taken.device).await?.ok_or_else(gone)?;
    let before = Standing { state: now.state, custodian: now.custodian, connected: now.connected };
    let after = Standing::after(Some(before), taken.step)
        .map_err(|refused| ServiceError::Refused(refused.reason(&now.serial)))?;
    let link = Custody {
        device_id: taken.device,
        sequence: now.links + 1,
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
    };
    let event = NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: taken.actor.to_owned(),
        kind: facts::DEVICE_SET,
        subject: SubjectId(taken.device.0),
        facts: facts::json(&Sealed { what: taken.step.to_string(), hash: custody_hash(&link) }),
    };
    custody_add(tx, link).await?;
    Ok(event)
}

/// A hash over a link of a chain of custody.
#[must_use]
pub fn custody_hash(link: &Custody) -> String {
    let mut text = Canonical::of("custody").with(link.device_id).with(link.sequence).with(link.step).with(link.day);
    text = text.with(link.state).with(link.custodian).with(link.connected);
    text.push_opt(link.site_id);
    text.push_opt(link.subject_id);
    text.push_opt(link.carrier.as_ref());
    text.push_opt(link.tracking.as_ref());
    text.hash()
}

/// Writes devices that we did not have, each with the chain that leads to how it stands.
///
/// # Errors
/// A serial number that exists, or a database that does not answer.
pub(crate) async fn begin(
    tx: &Tx,
    devices: &[NewDevice],
    about: Option<SubjectId>,
    (day, at_us, actor): (Date, i64, &str),
) -> ServiceResult<()> {
    device_insert_many(tx, devices).await?;
    let mut links = Vec::new();
    for device in devices {
        let steps: &[CustodyStep] = match device.state {
            DeviceState::Stock => &[CustodyStep::Registered],
            DeviceState::Reserved => &[CustodyStep::Registered, CustodyStep::Reserved],
            _ => &[CustodyStep::Registered, CustodyStep::HandedOver],
        };
        let mut at = None;
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
            });
        }
    }
    Ok(custody_insert_many(tx, &links).await?)
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
    }
}
