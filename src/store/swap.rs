//! Faults, swaps, quotes and incidents.

use entity::types::{
    AgreementId, ChargeCode, ChargeId, CompanyId, DeviceId, IncidentId, InvoiceId, LineId, MerchantId, SubjectId,
    TicketId,
};
use sea_orm::FromQueryResult;

use super::bulk::insert_all;
use super::{Source, StoreError, StoreResult, Tx, execute, for_update, row};

/// A reported fault.
pub type Ticket = entity::ticket::Model;
/// One device of a line for another.
pub type Swap = entity::swap::Model;
/// An offer after a test.
pub type Quote = entity::quote::Model;
/// A reported loss, theft, damage or tampering.
pub type Incident = entity::incident::Model;

/// A device on a line, with what an exchange needs to know.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct OnLine {
    /// The device.
    pub device_id: DeviceId,
    /// Its line.
    pub line_id: LineId,
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The merchant.
    pub merchant_id: MerchantId,
}

impl OnLine {
    /// Where the device of a swap was.
    #[must_use]
    pub const fn of(swap: &Swap) -> Self {
        Self {
            device_id: swap.device_id,
            line_id: swap.line_id,
            agreement_id: swap.agreement_id,
            merchant_id: swap.merchant_id,
        }
    }
}

/// The line that a device is on now.
///
/// # Errors
/// A database that does not answer.
pub async fn device_on_line<S: Source>(
    source: &S,
    company: CompanyId,
    device: DeviceId,
) -> StoreResult<Option<OnLine>> {
    let sql = "SELECT p.device_id, l.id AS line_id, l.agreement_id, g.merchant_id FROM assignment p \
               JOIN agreement_line l ON l.id = p.line_id JOIN agreement g ON g.id = l.agreement_id \
               WHERE p.company_id = $1 AND p.device_id = $2 AND p.released IS NULL";
    Ok(row(source, sql, [company.into(), device.into()]).await?)
}

/// A device's id by its serial number.
///
/// # Errors
/// A database that does not answer.
pub async fn device_by_serial<S: Source>(
    source: &S,
    company: CompanyId,
    serial: &str,
) -> StoreResult<Option<DeviceId>> {
    #[derive(FromQueryResult)]
    struct Found {
        id: DeviceId,
    }
    let sql = "SELECT id FROM device WHERE company_id = $1 AND serial = $2";
    Ok(row::<_, Found>(source, sql, [company.into(), serial.to_owned().into()]).await?.map(|f| f.id))
}

/// Puts another device on a line in the place of the one that is there.
///
/// # Errors
/// Another device is on the line by now, or the new one is on another line.
pub async fn assignment_replace(
    tx: &Tx,
    old: (LineId, DeviceId),
    new: super::agreement::NewAssignment,
) -> StoreResult<()> {
    let sql = "UPDATE assignment SET released = $1 WHERE line_id = $2 AND device_id = $3 AND released IS NULL";
    let values = [new.assigned.into(), old.0.into(), old.1.into()];
    StoreError::affected("assignment", 1, execute(tx, sql, values).await?)?;
    insert_all::<entity::assignment::Entity>(tx, &[new]).await
}

/// Adds a reported fault.
///
/// # Errors
/// A database that does not answer.
pub async fn ticket_insert(tx: &Tx, ticket: Ticket) -> StoreResult<()> {
    insert_all::<entity::ticket::Entity>(tx, &[ticket]).await
}

/// Writes where a report stands.
///
/// # Errors
/// A report that does not exist, or a database that does not answer.
pub async fn ticket_move(tx: &Tx, ticket: &Ticket) -> StoreResult<()> {
    let sql = "UPDATE ticket SET state = $1 WHERE id = $2";
    StoreError::affected("ticket", 1, execute(tx, sql, [ticket.state.into(), ticket.id.into()]).await?)
}

/// A company's report by its id, kept as it is until the transaction ends.
///
/// # Errors
/// A database that does not answer.
pub async fn ticket_lock(tx: &Tx, company: CompanyId, id: TicketId) -> StoreResult<Option<Ticket>> {
    let sql = format!("SELECT * FROM ticket WHERE company_id = $1 AND id = $2{}", for_update(tx));
    Ok(row(tx, &sql, [company.into(), id.into()]).await?)
}

/// The latest report of a fault of a device under an agreement that is not closed.
///
/// # Errors
/// A database that does not answer.
pub async fn ticket_open<S: Source>(
    source: &S,
    device: DeviceId,
    agreement: AgreementId,
) -> StoreResult<Option<Ticket>> {
    let sql = "SELECT * FROM ticket WHERE device_id = $1 AND agreement_id = $2 AND state <> 'closed' \
               ORDER BY reported_at_us DESC, id DESC LIMIT 1";
    Ok(row(source, sql, [device.into(), agreement.into()]).await?)
}

/// The latest report of a fault of a device under an agreement.
///
/// # Errors
/// A database that does not answer.
pub async fn ticket_last<S: Source>(
    source: &S,
    device: DeviceId,
    agreement: AgreementId,
) -> StoreResult<Option<Ticket>> {
    let sql = "SELECT * FROM ticket WHERE device_id = $1 AND agreement_id = $2 \
               ORDER BY reported_at_us DESC, id DESC LIMIT 1";
    Ok(row(source, sql, [device.into(), agreement.into()]).await?)
}

/// Adds a swap.
///
/// # Errors
/// A swap of that device waits for its dispatch, or a database that does not answer.
pub async fn swap_insert(tx: &Tx, swap: Swap) -> StoreResult<()> {
    insert_all::<entity::swap::Entity>(tx, &[swap]).await
}

/// The latest swap of a device, kept as it is until the transaction ends.
///
/// # Errors
/// A database that does not answer.
pub async fn swap_of(tx: &Tx, company: CompanyId, device: DeviceId) -> StoreResult<Option<Swap>> {
    let sql = format!(
        "SELECT * FROM swap WHERE company_id = $1 AND device_id = $2 ORDER BY approved DESC, id DESC LIMIT 1{}",
        for_update(tx)
    );
    Ok(row(tx, &sql, [company.into(), device.into()]).await?)
}

/// A swap by its id, kept as it is until the transaction ends.
///
/// # Errors
/// A database that does not answer.
pub async fn swap_lock(tx: &Tx, id: SubjectId) -> StoreResult<Option<Swap>> {
    Ok(row(tx, &format!("SELECT * FROM swap WHERE id = $1{}", for_update(tx)), [id.into()]).await?)
}

/// Writes what of a swap can change.
///
/// # Errors
/// A swap that does not exist, or a database that does not answer.
pub async fn swap_update(tx: &Tx, swap: &Swap) -> StoreResult<()> {
    let sql = "UPDATE swap SET replacement_id = $1, dispatched = $2, received = $3, charge_id = $4, reversal = $5, \
               reversed = $6, decided = $7, covered = $8, exclusion = $9, evidence = $10 WHERE id = $11";
    let values = [
        swap.replacement_id.into(),
        swap.dispatched.into(),
        swap.received.into(),
        swap.charge_id.into(),
        swap.reversal.into(),
        swap.reversed.into(),
        swap.decided.into(),
        swap.covered.into(),
        swap.exclusion.into(),
        swap.evidence.clone().into(),
        swap.id.into(),
    ];
    StoreError::affected("swap", 1, execute(tx, sql, values).await?)
}

/// The number by which the devices of a swap, or of an incident, move (R210).
///
/// # Errors
/// A database that does not answer.
pub async fn rma_of(tx: &Tx, about: SubjectId) -> StoreResult<Option<String>> {
    #[derive(FromQueryResult)]
    struct Found {
        rma: Option<String>,
    }
    let sql = "SELECT rma FROM swap WHERE id = $1 UNION ALL SELECT rma FROM incident WHERE id = $1";
    Ok(row::<_, Found>(tx, sql, [about.into()]).await?.and_then(|found| found.rma))
}

/// Adds a quote.
///
/// # Errors
/// A quote of that swap waits for its answer, or a database that does not answer.
pub async fn quote_insert(tx: &Tx, quote: Quote) -> StoreResult<()> {
    insert_all::<entity::quote::Entity>(tx, &[quote]).await
}

/// The latest quote of a swap, kept as it is until the transaction ends.
///
/// # Errors
/// A database that does not answer.
pub async fn quote_of(tx: &Tx, swap: entity::types::SwapId) -> StoreResult<Option<Quote>> {
    let sql = format!("SELECT * FROM quote WHERE swap_id = $1 ORDER BY sent DESC, id DESC LIMIT 1{}", for_update(tx));
    Ok(row(tx, &sql, [swap.into()]).await?)
}

/// A quote by its id; `lock`: kept as it is until the transaction ends.
///
/// # Errors
/// A database that does not answer.
pub async fn quote_find(tx: &Tx, id: entity::types::QuoteId, lock: bool) -> StoreResult<Option<Quote>> {
    let sql = format!("SELECT * FROM quote WHERE id = $1{}", if lock { for_update(tx) } else { "" });
    Ok(row(tx, &sql, [id.into()]).await?)
}

/// Writes the answer to a quote.
///
/// # Errors
/// It is answered by now.
pub async fn quote_answer(tx: &Tx, quote: &Quote) -> StoreResult<()> {
    let sql = "UPDATE quote SET answered = $1, accepted = $2, charge_id = $3 WHERE id = $4 AND answered IS NULL";
    let values = [quote.answered.into(), quote.accepted.into(), quote.charge_id.into(), quote.id.into()];
    StoreError::affected("quote", 1, execute(tx, sql, values).await?)
}

/// Adds an incident.
///
/// # Errors
/// A database that does not answer.
pub async fn incident_insert(tx: &Tx, incident: Incident) -> StoreResult<()> {
    insert_all::<entity::incident::Entity>(tx, &[incident]).await
}

/// Writes what of an incident can change.
///
/// # Errors
/// An incident that does not exist, or a database that does not answer.
pub async fn incident_update(tx: &Tx, incident: &Incident) -> StoreResult<()> {
    let sql = "UPDATE incident SET charge_id = $1, received = $2, reversal = $3, reversed = $4, closed = $5, outcome = $6 \
               WHERE id = $7";
    let values = [
        incident.charge_id.into(),
        incident.received.into(),
        incident.reversal.into(),
        incident.reversed.into(),
        incident.closed.into(),
        incident.outcome.clone().into(),
        incident.id.into(),
    ];
    StoreError::affected("incident", 1, execute(tx, sql, values).await?)
}

/// A company's incident by its id, kept as it is until the transaction ends.
///
/// # Errors
/// A database that does not answer.
pub async fn incident_lock(tx: &Tx, company: CompanyId, id: IncidentId) -> StoreResult<Option<Incident>> {
    let sql = format!("SELECT * FROM incident WHERE company_id = $1 AND id = $2{}", for_update(tx));
    Ok(row(tx, &sql, [company.into(), id.into()]).await?)
}

/// The latest incident of a device that was charged, kept as it is until the transaction ends.
///
/// # Errors
/// A database that does not answer.
pub async fn incident_charged(tx: &Tx, company: CompanyId, device: DeviceId) -> StoreResult<Option<Incident>> {
    let sql = format!(
        "SELECT * FROM incident WHERE company_id = $1 AND device_id = $2 AND charge_id IS NOT NULL \
         ORDER BY reported_at_us DESC, id DESC LIMIT 1{}",
        for_update(tx)
    );
    Ok(row(tx, &sql, [company.into(), device.into()]).await?)
}

/// A charge of a code about a subject that was not given up.
///
/// # Errors
/// A database that does not answer.
pub async fn charge_about<S: Source>(
    source: &S,
    code: ChargeCode,
    subject: SubjectId,
) -> StoreResult<Option<entity::charge::Model>> {
    let sql =
        "SELECT * FROM charge WHERE code = $1 AND subject_id = $2 AND state <> 'waived' ORDER BY starts DESC LIMIT 1";
    Ok(row(source, sql, [code.into(), subject.into()]).await?)
}

/// The line of an invoice that a charge is on.
///
/// # Errors
/// A database that does not answer.
pub async fn charge_line<S: Source>(source: &S, invoice: InvoiceId, charge: ChargeId) -> StoreResult<Option<i64>> {
    #[derive(FromQueryResult)]
    struct Found {
        number: i64,
    }
    let sql = "SELECT number FROM invoice_line WHERE invoice_id = $1 AND charge_id = $2";
    Ok(row::<_, Found>(source, sql, [invoice.into(), charge.into()]).await?.map(|f| f.number))
}
