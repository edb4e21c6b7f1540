//! Chains of custody: who had which device when. Rows are only added; the device's own row is what its chain ends in.

use entity::types::{AgreementId, CompanyId, Custodian, Date, DeviceId, DeviceState, SubjectId};
use sea_orm::FromQueryResult;

use super::bulk::insert_all;
use super::{Source, StoreError, StoreResult, Tx, execute, for_update, row, rows};

/// A link of a chain.
pub type Custody = entity::custody::Model;

/// A device with where its chain ends.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct InHand {
    /// The device.
    pub id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// What it is doing.
    pub state: DeviceState,
    /// Who has it.
    pub custodian: Custodian,
    /// Whether it is connected.
    pub connected: bool,
    /// Where it stands.
    pub site_id: Option<entity::types::SiteId>,
    /// Links so far.
    pub links: i64,
}

/// A device of a company, kept as it is until the transaction ends.
///
/// # Errors
/// A database that does not answer.
pub async fn device_in_hand(tx: &Tx, company: CompanyId, device: DeviceId) -> StoreResult<Option<InHand>> {
    let sql = format!(
        "SELECT d.id, d.serial, d.state, d.custodian, d.connected, d.site_id, \
         (SELECT COALESCE(MAX(c.sequence), 0) FROM custody c WHERE c.device_id = d.id) AS links \
         FROM device d WHERE d.company_id = $1 AND d.id = $2{}",
        for_update(tx)
    );
    Ok(row(tx, &sql, [company.into(), device.into()]).await?)
}

/// Adds a link, and writes what the device is after it.
///
/// # Errors
/// A link of that place exists, or a database that does not answer.
pub async fn custody_add(tx: &Tx, link: Custody) -> StoreResult<()> {
    let sql = "UPDATE device SET state = $1, custodian = $2, connected = $3, site_id = $4 WHERE id = $5";
    let values =
        [link.state.into(), link.custodian.into(), link.connected.into(), link.site_id.into(), link.device_id.into()];
    StoreError::affected("device", 1, execute(tx, sql, values).await?)?;
    insert_all::<entity::custody::Entity>(tx, &[link]).await
}

/// Adds links of devices that have just been written as they stand after them.
///
/// # Errors
/// A database that does not answer.
pub async fn custody_insert_many(tx: &Tx, links: &[Custody]) -> StoreResult<()> {
    insert_all::<entity::custody::Entity>(tx, links).await
}

/// A device's chain, oldest first.
///
/// # Errors
/// A database that does not answer.
pub async fn custody_of<S: Source>(source: &S, device: DeviceId) -> StoreResult<Vec<Custody>> {
    let sql = "SELECT * FROM custody WHERE device_id = $1 ORDER BY sequence";
    Ok(rows(source, sql, [device.into()]).await?)
}

/// Hands the devices of an agreement over to its merchant, who may use them from now on; those that are there already stay as they are.
///
/// # Errors
/// A database that does not answer.
pub async fn devices_hand_over(
    tx: &Tx,
    agreement: AgreementId,
    (day, at_us, actor): (Date, i64, &str),
) -> StoreResult<()> {
    let of = "SELECT p.device_id FROM assignment p JOIN agreement_line l ON l.id = p.line_id \
              WHERE l.agreement_id = $1 AND p.released IS NULL";
    let sql = format!(
        "INSERT INTO custody (device_id, sequence, company_id, step, day, at_us, state, custodian, connected, site_id, \
         subject_id, actor) SELECT d.id, (SELECT COALESCE(MAX(c.sequence), 0) + 1 FROM custody c WHERE c.device_id = d.id), \
         d.company_id, 'handed_over', $2, $3, 'installed', 'merchant', $4, d.site_id, $5, $6 FROM device d \
         WHERE d.state IN ('stock', 'reserved') AND d.id IN ({of})"
    );
    let subject = SubjectId(agreement.0);
    let values = [agreement.into(), day.into(), at_us.into(), true.into(), subject.into(), actor.to_owned().into()];
    execute(tx, &sql, values).await?;
    let sql = format!(
        "UPDATE device SET state = 'installed', custodian = 'merchant', connected = $2 \
         WHERE state IN ('stock', 'reserved') AND id IN ({of})"
    );
    execute(tx, &sql, [agreement.into(), true.into()]).await?;
    Ok(())
}
