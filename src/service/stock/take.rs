//! Counting what lies at a place: several people scan, what is missing is marked when the count is closed, and what is too much is
//! shown with where the books have it. A device that is missing is not lost: a person decides that.

use entity::types::{CustodyStep, StockPlaceId, StockTakeId, SubjectId};

use crate::domain::reason::Reason;
use crate::service::custody::{Taken, take};
use crate::service::facts::{self, Sealed};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::company::Company;
use crate::store::digest::Canonical;
use crate::store::event::{NewEvent, event_append};
use crate::store::known::devices_known;
use crate::store::stock::{
    Compared, StockTake, StockTakeLine, stock_place_list, stock_take_close, stock_take_compared, stock_take_insert,
    stock_take_lines, stock_take_lock, stock_take_scan, stock_take_settle,
};
use crate::store::{StoreError, Tx};

/// The longest serial number, in letters.
const LONGEST: usize = 60;

/// The tables that a count's seal is over, in the order of its parts.
pub const TAKE_PARTS: [&str; 2] = ["stock_take", "stock_take_line"];

/// The seal of a count: a hash over its row; and, once it is closed, one over what came of each serial number. By [`TAKE_PARTS`].
#[must_use]
pub fn take_hash(row: &StockTake, lines: &[StockTakeLine]) -> String {
    let mut text = Canonical::of("stock_take").with(row.id).with(row.company_id).with(row.place_id);
    text = text.with(row.begun_at_us).with(&row.begun_by);
    text.push_opt(row.closed_at_us);
    text.push_opt(row.closed_by.as_ref());
    if row.closed_at_us.is_none() {
        return text.hash();
    }
    let mut each = Canonical::of("stock_take_line").with(row.id);
    for line in lines {
        each = each.with(&line.serial);
        each.push_opt(line.device_id);
        each.push_opt(line.scanned_at_us);
        each.push_opt(line.actor.as_ref());
        each.push_opt(line.outcome.as_ref());
    }
    [text, each].map(|part| part.hash()).join(".")
}

fn told(cx: &Context, kind: &'static str, take: StockTakeId, (what, hash): (&str, String), actor: &str) -> NewEvent {
    NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: actor.to_owned(),
        kind,
        subject: SubjectId(take.0),
        facts: facts::json(&Sealed { what: what.to_owned(), hash }),
    }
}

/// Begins to count a place.
///
/// # Errors
/// A place that is not ours, or one that is being counted already; nothing has changed then.
pub async fn take_begin(
    cx: &Context,
    company: &Company,
    place: StockPlaceId,
    actor: &str,
) -> ServiceResult<StockTakeId> {
    let tx = cx.db.begin().await?;
    let gone = || ServiceError::refused("reason-stock-place-gone");
    let places = stock_place_list(&tx, company.id).await?;
    let place = places.into_iter().find(|found| found.id == place).ok_or_else(gone)?;
    let row = StockTake {
        id: cx.ids.next(),
        company_id: company.id,
        place_id: place.id,
        begun_at_us: cx.clock.now().timestamp_micros(),
        begun_by: actor.to_owned(),
        closed_at_us: None,
        closed_by: None,
    };
    let (id, hash) = (row.id, take_hash(&row, &[]));
    match stock_take_insert(&tx, row).await {
        Err(StoreError::Exists(_)) => {
            return Err(ServiceError::refused(Reason::of("reason-stock-take-open").with("name", &place.name)));
        }
        other => other?,
    }
    event_append(&tx, company.id, vec![told(cx, facts::TAKE_SET, id, ("begun", hash), actor)]).await?;
    tx.commit().await?;
    Ok(id)
}

/// A count that is under way, kept as it is until the transaction ends.
async fn under_way(tx: &Tx, company: &Company, id: StockTakeId) -> ServiceResult<StockTake> {
    let row = stock_take_lock(tx, company.id, id).await?.filter(|row| row.closed_at_us.is_none());
    row.ok_or_else(|| ServiceError::refused("reason-stock-take-closed"))
}

/// Notes what was scanned; what was scanned before, by whomever, counts once. What we do not know is kept as it was scanned.
///
/// # Errors
/// A count that is closed, or what can be no serial number; nothing has changed then.
pub async fn take_scan(
    cx: &Context,
    company: &Company,
    id: StockTakeId,
    serials: &[String],
    actor: &str,
) -> ServiceResult<()> {
    let odd =
        |serial: &&String| serial.chars().count() > LONGEST || serial.chars().any(crate::service::imports::unprintable);
    if serials.iter().any(|serial| odd(&serial)) {
        let most = i64::try_from(LONGEST).unwrap_or(i64::MAX);
        return Err(ServiceError::refused(Reason::of("reason-stock-serial-odd").with("most", most)));
    }
    let tx = cx.db.begin().await?;
    let row = under_way(&tx, company, id).await?;
    let capitals: Vec<String> = serials.iter().map(|serial| serial.to_uppercase()).collect();
    let asked: Vec<&str> = serials.iter().chain(&capitals).map(String::as_str).collect();
    let known = devices_known(&tx, company.id, &asked).await?;
    let mut lines: Vec<StockTakeLine> = Vec::with_capacity(serials.len());
    for (serial, capital) in serials.iter().zip(&capitals) {
        let device = known.get(serial).or_else(|| known.get(capital));
        lines.push(StockTakeLine {
            take_id: row.id,
            serial: device.map_or(serial, |device| &device.serial).clone(),
            device_id: device.map(|device| device.id),
            scanned_at_us: Some(cx.clock.now().timestamp_micros()),
            actor: Some(actor.to_owned()),
            outcome: None,
        });
    }
    lines.sort_by(|a, b| a.serial.cmp(&b.serial));
    lines.dedup_by(|a, b| a.serial == b.serial);
    let hash = lines.iter().fold(Canonical::of("stock_take.scanned"), |text, line| text.with(&line.serial)).hash();
    stock_take_scan(&tx, &lines).await?;
    event_append(&tx, company.id, vec![told(cx, facts::TAKE_SCANNED, id, ("scanned", hash), actor)]).await?;
    tx.commit().await?;
    Ok(())
}

/// Closes a count: what was not found is marked as missing, what was missed before and is there again no longer is.
///
/// # Errors
/// A count that is closed; nothing has changed then.
pub async fn take_close(cx: &Context, company: &Company, id: StockTakeId, actor: &str) -> ServiceResult<()> {
    let (now, day) = (cx.clock.now().timestamp_micros(), cx.clock.today(company.country));
    let tx = cx.db.begin().await?;
    let mut row = under_way(&tx, company, id).await?;
    let compared = stock_take_compared(&tx, id).await?;
    let mut events = Vec::new();
    for found in &compared {
        let Some(device) = found.device_id else { continue };
        let step = match (found.outcome.as_str(), found.missing) {
            ("missing", false) => CustodyStep::Missed,
            ("found", true) => CustodyStep::Placed,
            _ => continue,
        };
        let taken = Taken::of(device, step, day, actor).about(SubjectId(id.0));
        events.push(take(&tx, cx, company, taken).await?);
    }
    let scanned = stock_take_lines(&tx, id).await?;
    let line = |found: &Compared| {
        let before = scanned.binary_search_by(|line| line.serial.cmp(&found.serial)).ok().map(|at| &scanned[at]);
        StockTakeLine {
            take_id: id,
            serial: found.serial.clone(),
            device_id: found.device_id,
            scanned_at_us: before.and_then(|line| line.scanned_at_us),
            actor: before.and_then(|line| line.actor.clone()),
            outcome: Some(found.outcome.clone()),
        }
    };
    let mut lines: Vec<StockTakeLine> = compared.iter().map(line).collect();
    lines.sort_by(|a, b| a.serial.cmp(&b.serial));
    stock_take_settle(&tx, id, &lines).await?;
    (row.closed_at_us, row.closed_by) = (Some(now), Some(actor.to_owned()));
    stock_take_close(&tx, &row).await?;
    events.push(told(cx, facts::TAKE_SET, id, ("closed", take_hash(&row, &lines)), actor));
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}
