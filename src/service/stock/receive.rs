//! Devices arrive from their maker, many at once: what somebody has seen checked is taken into stock, all of it or nothing.

use entity::types::{Custodian, Date, DeviceState};

use super::check::{Checked, check};
use crate::service::custody::begin_sealed;
use crate::service::{Context, ServiceResult};
use crate::store::company::Company;
use crate::store::event::event_append;
use crate::store::merchant::NewDevice;

/// What came of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Took {
    /// So many devices are in stock now.
    Devices(usize),
    /// It is not what was seen, or something is wrong with it by now: nothing was taken.
    Otherwise(Checked),
}

/// Takes the devices of a list into stock, if it still is what somebody has seen: `seen` is [`Checked::fingerprint`].
///
/// # Errors
/// A database that does not answer; nothing has changed then.
pub async fn receive(
    cx: &Context,
    company: &Company,
    (text, seen): (&str, &str),
    day: Date,
    actor: &str,
) -> ServiceResult<Took> {
    let tx = cx.db.begin().await?;
    let checked = check(&tx, company, text).await?;
    if !checked.is_sound() || checked.fingerprint != seen {
        return Ok(Took::Otherwise(checked));
    }
    let device = |row: &super::Received| NewDevice {
        id: cx.ids.next(),
        company_id: company.id,
        model_id: row.model,
        serial: row.serial.clone(),
        sim_serial: row.sim.clone(),
        state: DeviceState::Stock,
        custodian: Custodian::Stock,
        connected: false,
        site_id: None,
        place_id: Some(row.place),
        grade: Some(row.grade),
        missing: None,
    };
    let devices: Vec<NewDevice> = checked.rows.iter().map(device).collect();
    let events = begin_sealed(&tx, cx, &devices, None, (day, actor)).await?;
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(Took::Devices(devices.len()))
}
