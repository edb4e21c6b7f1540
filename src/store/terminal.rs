//! What is ordered of terminal management, what it has confirmed, and when it last saw a terminal.

use entity::types::{CompanyId, DeviceId, Instant, TerminalOrderId, TerminalOrderState};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::bulk::insert_all;
use super::{Source, StoreError, StoreResult, Tx, execute, row, rows};

/// A device is to be connected, or disconnected.
pub type TerminalOrder = entity::terminal_order::Model;

/// An order with the terminal's serial number.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Ordered {
    /// The order.
    pub id: TerminalOrderId,
    /// Whose it is.
    pub company_id: CompanyId,
    /// The device.
    pub device_id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// The order's place among those of the device.
    pub sequence: i64,
    /// What it wants.
    pub connected: bool,
    /// Where it stands.
    pub state: TerminalOrderState,
}

/// Orders a device's connection or disconnection; an order that is open is superseded. The sequence is later than `after`, than any of
/// ours, and than any that terminal management has named.
///
/// # Errors
/// A database that does not answer.
pub async fn terminal_order_place(
    tx: &Tx,
    id: TerminalOrderId,
    (company, device): (CompanyId, DeviceId),
    (connected, after): (bool, i64),
    at: Instant,
) -> StoreResult<()> {
    #[derive(FromQueryResult)]
    struct Last {
        last: i64,
    }
    let at_us = at.timestamp_micros();
    let sql = "UPDATE terminal_order SET state = 'superseded', settled_at_us = $1 WHERE device_id = $2 \
               AND state IN ('wanted', 'sent')";
    execute(tx, sql, [at_us.into(), device.into()]).await?;
    let sql = "SELECT COALESCE(MAX(x.n), 0) AS last FROM (SELECT sequence AS n FROM terminal_order WHERE device_id = $1 \
               UNION ALL SELECT sequence FROM terminal WHERE device_id = $1) x";
    let last = row::<_, Last>(tx, sql, [device.into()]).await?.map_or(0, |found| found.last).max(after);
    let order = TerminalOrder {
        id,
        company_id: company,
        device_id: device,
        sequence: last.saturating_add(1),
        connected,
        state: TerminalOrderState::Wanted,
        placed_at_us: at_us,
        sent_at_us: None,
        settled_at_us: None,
    };
    insert_all::<entity::terminal_order::Entity>(tx, &[order]).await
}

/// An order.
///
/// # Errors
/// A database that does not answer.
pub async fn terminal_order_find<S: Source>(source: &S, id: TerminalOrderId) -> StoreResult<Option<Ordered>> {
    let sql = "SELECT o.id, o.company_id, o.device_id, d.serial, o.sequence, o.connected, o.state FROM terminal_order o \
               JOIN device d ON d.id = o.device_id WHERE o.id = $1";
    Ok(row(source, sql, [id.into()]).await?)
}

/// The order of a device that is open.
///
/// # Errors
/// A database that does not answer.
pub async fn terminal_order_open<S: Source>(source: &S, device: DeviceId) -> StoreResult<Option<Ordered>> {
    let sql = "SELECT o.id, o.company_id, o.device_id, d.serial, o.sequence, o.connected, o.state FROM terminal_order o \
               JOIN device d ON d.id = o.device_id WHERE o.device_id = $1 AND o.state IN ('wanted', 'sent')";
    Ok(row(source, sql, [device.into()]).await?)
}

/// A device's orders, oldest first.
///
/// # Errors
/// A database that does not answer.
pub async fn terminal_orders_of<S: Source>(source: &S, device: DeviceId) -> StoreResult<Vec<TerminalOrder>> {
    Ok(rows(source, "SELECT * FROM terminal_order WHERE device_id = $1 ORDER BY sequence", [device.into()]).await?)
}

/// Terminal management has taken an order. Says whether it still waited for that.
///
/// # Errors
/// A database that does not answer.
pub async fn terminal_order_sent(tx: &Tx, id: TerminalOrderId, at: Instant) -> StoreResult<bool> {
    let sql = "UPDATE terminal_order SET state = 'sent', sent_at_us = $1 WHERE id = $2 AND state = 'wanted'";
    Ok(execute(tx, sql, [at.timestamp_micros().into(), id.into()]).await? == 1)
}

/// An order is done. Says whether it was open, and is confirmed by this.
///
/// # Errors
/// A database that does not answer.
pub async fn terminal_order_confirm(tx: &Tx, id: TerminalOrderId, at: Instant) -> StoreResult<bool> {
    let sql = "UPDATE terminal_order SET state = 'confirmed', settled_at_us = $1 WHERE id = $2 AND state IN ('wanted', 'sent')";
    Ok(execute(tx, sql, [at.timestamp_micros().into(), id.into()]).await? == 1)
}

/// Enqueues a job for each open order of a company that has none, or whose job was given up or ended early; in one statement. Says how
/// many. The id of the job is the order's own.
///
/// # Errors
/// A database that does not answer.
pub async fn terminal_orders_enqueue(tx: &Tx, kind: &str, company: CompanyId, at: Instant) -> StoreResult<u64> {
    // SQLite needs the WHERE to tell ON CONFLICT from a join.
    let sql = "INSERT INTO job (id, company_id, kind, subject_id, payload, state, run_at_us, attempts, created_at_us) \
               SELECT o.id, o.company_id, $1, o.id, '', 'queued', $2, 0, $2 FROM terminal_order o \
               WHERE o.company_id = $3 AND o.state IN ('wanted', 'sent') ON CONFLICT (kind, subject_id) DO UPDATE SET \
               state = 'queued', run_at_us = excluded.run_at_us, attempts = 0, worker = NULL, claimed_until_us = NULL, \
               last_error = NULL, finished_at_us = NULL WHERE job.state IN ('done', 'failed')";
    Ok(execute(tx, sql, [kind.to_owned().into(), at.timestamp_micros().into(), company.into()]).await?)
}

/// Writes what an order's confirmation says of its device, unless a later one is known. Says whether it was written.
///
/// # Errors
/// A database that does not answer.
pub async fn terminal_confirm(tx: &Tx, order: &Ordered, at: Instant) -> StoreResult<bool> {
    let sql = "INSERT INTO terminal (device_id, company_id, connected, sequence, confirmed_at_us) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (device_id) DO UPDATE SET connected = excluded.connected, sequence = excluded.sequence, \
               confirmed_at_us = excluded.confirmed_at_us WHERE terminal.sequence < excluded.sequence";
    let values = [
        order.device_id.into(),
        order.company_id.into(),
        order.connected.into(),
        order.sequence.into(),
        at.timestamp_micros().into(),
    ];
    Ok(execute(tx, sql, values).await? == 1)
}

/// How terminal management says that a device stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stands {
    /// Whether it is connected.
    pub connected: bool,
    /// The order that made it so.
    pub sequence: i64,
    /// When it was last online.
    pub seen: Option<Instant>,
}

/// Writes what terminal management says of a device when it is asked; none: it does not know it. What an order that is later than what
/// it says has confirmed meanwhile stays.
///
/// # Errors
/// A database that does not answer.
pub async fn terminal_asked(
    tx: &Tx,
    (company, device): (CompanyId, DeviceId),
    stands: Option<Stands>,
    at: Instant,
) -> StoreResult<()> {
    let at_us = at.timestamp_micros();
    let Some(stands) = stands else {
        let sql = "INSERT INTO terminal (device_id, company_id, sequence, asked_at_us) VALUES ($1, $2, 0, $3) \
                   ON CONFLICT (device_id) DO UPDATE SET asked_at_us = excluded.asked_at_us";
        execute(tx, sql, [device.into(), company.into(), at_us.into()]).await?;
        return Ok(());
    };
    let sql = "INSERT INTO terminal (device_id, company_id, connected, sequence, confirmed_at_us, asked_at_us, seen_at_us) \
               VALUES ($1, $2, $3, $4, $5, $5, $6) ON CONFLICT (device_id) DO UPDATE SET \
               confirmed_at_us = CASE WHEN terminal.connected IS NULL OR (excluded.sequence >= terminal.sequence \
               AND excluded.connected <> terminal.connected) THEN excluded.confirmed_at_us ELSE terminal.confirmed_at_us END, \
               connected = CASE WHEN terminal.connected IS NULL OR excluded.sequence >= terminal.sequence \
               THEN excluded.connected ELSE terminal.connected END, \
               sequence = CASE WHEN excluded.sequence > terminal.sequence THEN excluded.sequence ELSE terminal.sequence END, \
               asked_at_us = excluded.asked_at_us, \
               seen_at_us = COALESCE(excluded.seen_at_us, terminal.seen_at_us)";
    let values = [
        device.into(),
        company.into(),
        stands.connected.into(),
        stands.sequence.into(),
        at_us.into(),
        stands.seen.map(|seen| seen.timestamp_micros()).into(),
    ];
    StoreError::affected("terminal", 1, execute(tx, sql, values).await?)
}

/// A device that terminal management is asked about.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ToAsk {
    /// The device.
    pub device_id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// Whether it is to be connected.
    pub wanted: bool,
}

/// Devices of a company that terminal management has, or should have, something to say of, by serial number, after one: those that are
/// connected, those on a line, and those that it has been told or asked of.
///
/// # Errors
/// A database that does not answer.
pub async fn terminals_to_ask<S: Source>(
    source: &S,
    company: CompanyId,
    after: &str,
    limit: i64,
) -> StoreResult<Vec<ToAsk>> {
    let sql = "SELECT d.id AS device_id, d.serial, d.connected AS wanted FROM device d WHERE d.company_id = $1 AND d.serial > $2 \
               AND (d.connected OR EXISTS (SELECT 1 FROM assignment p WHERE p.device_id = d.id AND p.released IS NULL) \
               OR EXISTS (SELECT 1 FROM terminal t WHERE t.device_id = d.id)) ORDER BY d.serial LIMIT $3";
    Ok(rows(source, sql, [company.into(), after.to_owned().into(), limit.into()]).await?)
}

/// What is wanted of a device's connection, and what terminal management says of it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct TerminalState {
    /// Whether it is to be connected.
    pub wanted: bool,
    /// Whether it is, as terminal management has confirmed; none: it has said nothing.
    pub confirmed: Option<bool>,
    /// Since when that is known, in microseconds.
    pub confirmed_at_us: Option<i64>,
    /// The order that is open.
    pub order_id: Option<TerminalOrderId>,
    /// Where that stands.
    pub order_state: Option<TerminalOrderState>,
    /// When it was placed, in microseconds.
    pub placed_at_us: Option<i64>,
    /// When terminal management was last asked of the device, in microseconds.
    pub asked_at_us: Option<i64>,
    /// When the device was last online, in microseconds.
    pub seen_at_us: Option<i64>,
}

impl TerminalState {
    /// Whether what is confirmed is what is wanted.
    #[must_use]
    pub fn is_as_wanted(&self) -> bool {
        self.confirmed == Some(self.wanted) && self.order_id.is_none()
    }
}

/// What is wanted and what is confirmed of a device; none: no such device of the company.
///
/// # Errors
/// A database that does not answer.
pub async fn terminal_state<S: Source>(
    source: &S,
    company: CompanyId,
    device: DeviceId,
) -> StoreResult<Option<TerminalState>> {
    let sql = "SELECT d.connected AS wanted, t.connected AS confirmed, t.confirmed_at_us, o.id AS order_id, o.state AS order_state, \
               o.placed_at_us, t.asked_at_us, t.seen_at_us FROM device d LEFT JOIN terminal t ON t.device_id = d.id \
               LEFT JOIN terminal_order o ON o.device_id = d.id AND o.state IN ('wanted', 'sent') \
               WHERE d.company_id = $1 AND d.id = $2";
    Ok(row(source, sql, [company.into(), device.into()]).await?)
}

/// Remembers that a call was heard. Says whether it is the first time.
///
/// # Errors
/// A database that does not answer.
pub async fn terminal_call_take(tx: &Tx, id: Uuid, company: CompanyId, at: Instant) -> StoreResult<bool> {
    let sql = "INSERT INTO terminal_call (id, company_id, heard_at_us) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
    Ok(execute(tx, sql, [id.into(), company.into(), at.timestamp_micros().into()]).await? == 1)
}

/// Forgets the calls of a company that were heard before an instant.
///
/// # Errors
/// A database that does not answer.
pub async fn terminal_calls_forget(tx: &Tx, company: CompanyId, before: Instant) -> StoreResult<()> {
    let sql = "DELETE FROM terminal_call WHERE company_id = $1 AND heard_at_us < $2";
    execute(tx, sql, [company.into(), before.timestamp_micros().into()]).await?;
    Ok(())
}
