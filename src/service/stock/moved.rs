//! Devices are put somewhere of ours, or graded: each step is a link of the device's chain.

use entity::types::{CustodyStep, Date};

use crate::domain::reason::Reason;
use crate::domain::stock::Kept;
use crate::service::custody::{Taken, take};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::company::Company;
use crate::store::event::event_append;
use crate::store::known::devices_known;

/// As many devices are moved at once.
pub const MOST_MOVED: usize = 500;

/// As many unknown serial numbers are named, each by so many letters.
const NAMED: usize = 10;
const LONGEST: usize = 60;

/// Devices that are put somewhere.
#[derive(Clone, Debug)]
pub struct Move {
    /// Their serial numbers, as they were scanned; the same one twice counts once.
    pub serials: Vec<String>,
    /// Where they lie from now on, and what they are like; nothing: as before.
    pub to: Kept,
    /// The day.
    pub day: Date,
    /// Who puts them there.
    pub actor: String,
}

/// Puts devices somewhere, all of them or none. Says how many.
///
/// # Errors
/// Nothing to be changed, too many at once, a serial number that we do not know, a device that is not in our hands; nothing has
/// changed then.
pub async fn move_to(cx: &Context, company: &Company, order: &Move) -> ServiceResult<usize> {
    if order.to == Kept::default() {
        return Err(ServiceError::refused("reason-stock-move-nothing"));
    }
    if order.serials.len() > MOST_MOVED {
        let most = i64::try_from(MOST_MOVED).unwrap_or(i64::MAX);
        return Err(ServiceError::refused(Reason::of("reason-stock-move-many").with("most", most)));
    }
    let tx = cx.db.begin().await?;
    let capitals: Vec<String> = order.serials.iter().map(|serial| serial.to_uppercase()).collect();
    let asked: Vec<&str> = order.serials.iter().chain(&capitals).map(String::as_str).collect();
    let known = devices_known(&tx, company.id, &asked).await?;
    let found = |at: usize| known.get(&order.serials[at]).or_else(|| known.get(&capitals[at]));
    let unknown: Vec<&str> =
        (0..order.serials.len()).filter(|at| found(*at).is_none()).map(|at| order.serials[at].as_str()).collect();
    if !unknown.is_empty() {
        let named: Vec<String> =
            unknown.iter().take(NAMED).map(|serial| serial.chars().take(LONGEST).collect()).collect();
        let named = named.join(", ");
        let count = i64::try_from(unknown.len()).unwrap_or(i64::MAX);
        return Err(ServiceError::refused(
            Reason::of("reason-stock-unknown").with("count", count).with("serials", named),
        ));
    }
    // In the order of their ids, so that of two who move the same devices none waits for the other for ever.
    let mut devices: Vec<_> = (0..order.serials.len()).filter_map(found).map(|device| device.id).collect();
    devices.sort_unstable();
    devices.dedup();
    let mut events = Vec::with_capacity(devices.len());
    for device in &devices {
        let taken = Taken { kept: order.to, ..Taken::of(*device, CustodyStep::Placed, order.day, &order.actor) };
        events.push(take(&tx, cx, company, taken).await?);
    }
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(devices.len())
}
