//! Chains of custody: who had which device when. Rows are only added; the device's own row is what its chain ends in.

use entity::types::{
    AgreementId, CompanyId, Custodian, CustodyStep, DeviceId, DeviceState, Grade, SiteId, StockPlaceId,
};
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
    pub site_id: Option<SiteId>,
    /// Where it lies.
    pub place_id: Option<StockPlaceId>,
    /// What it is like.
    pub grade: Option<Grade>,
}

/// A device of a company, kept as it is until the transaction ends.
///
/// # Errors
/// A database that does not answer.
pub async fn device_in_hand(tx: &Tx, company: CompanyId, device: DeviceId) -> StoreResult<Option<InHand>> {
    let sql = format!(
        "SELECT d.id, d.serial, d.state, d.custodian, d.connected, d.site_id, d.place_id, d.grade FROM device d \
         WHERE d.company_id = $1 AND d.id = $2{}",
        for_update(tx)
    );
    Ok(row(tx, &sql, [company.into(), device.into()]).await?)
}

/// Adds a link, and writes what the device is after it.
///
/// # Errors
/// A link of that place exists, or a database that does not answer.
pub async fn custody_add(tx: &Tx, link: Custody) -> StoreResult<()> {
    let missing = (link.step == CustodyStep::Missed).then_some(link.day);
    let sql = "UPDATE device SET state = $1, custodian = $2, connected = $3, site_id = $4, place_id = $5, grade = $6, missing = $7 \
               WHERE id = $8";
    let values = [
        link.state.into(),
        link.custodian.into(),
        link.connected.into(),
        link.site_id.into(),
        link.place_id.into(),
        link.grade.into(),
        missing.into(),
        link.device_id.into(),
    ];
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

/// Devices of an agreement that its merchant does not have yet, by serial number.
///
/// # Errors
/// A database that does not answer.
pub async fn devices_to_hand_over(tx: &Tx, agreement: AgreementId) -> StoreResult<Vec<DeviceId>> {
    #[derive(FromQueryResult)]
    struct Found {
        id: DeviceId,
    }
    let sql = "SELECT d.id FROM assignment p JOIN agreement_line l ON l.id = p.line_id JOIN device d ON d.id = p.device_id \
               WHERE l.agreement_id = $1 AND p.released IS NULL AND d.state IN ('stock', 'reserved') ORDER BY d.serial";
    Ok(rows::<_, Found>(tx, sql, [agreement.into()]).await?.into_iter().map(|f| f.id).collect())
}
