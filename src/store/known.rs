//! Which of a file's rows are in the database already. What is read grows with the file and not with the database.

use std::collections::HashMap;

use entity::types::{AgreementId, CompanyId, DeviceId, LineId, MerchantId};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Value};

use super::agreement::{AgreementRows, NewAgreement};
use super::merchant::{NewDevice, NewMerchant, NewSite};
use super::{Source, StoreResult, rows};

/// Keys that one statement asks for.
const ASKED: usize = 500;

/// The merchants of a company that have one of these numbers, by number.
///
/// # Errors
/// A database that does not answer.
pub async fn merchants_known<S: Source>(
    source: &S,
    company: CompanyId,
    numbers: &[&str],
) -> StoreResult<HashMap<String, NewMerchant>> {
    use entity::merchant::{Column, Entity};
    let mut found = HashMap::new();
    for asked in numbers.chunks(ASKED) {
        let query = Entity::find().filter(Column::CompanyId.eq(company));
        let rows = query.filter(Column::Number.is_in(asked.iter().copied())).all(source.conn()).await?;
        found.extend(rows.into_iter().map(|row| (row.number.clone(), row)));
    }
    Ok(found)
}

/// The sites of some merchants.
///
/// # Errors
/// A database that does not answer.
pub async fn sites_known<S: Source>(
    source: &S,
    merchants: &[MerchantId],
) -> StoreResult<HashMap<MerchantId, Vec<NewSite>>> {
    use entity::site::{Column, Entity};
    let mut found: HashMap<_, Vec<NewSite>> = HashMap::new();
    for asked in merchants.chunks(ASKED) {
        let query = Entity::find().filter(Column::MerchantId.is_in(asked.iter().copied()));
        for site in query.all(source.conn()).await? {
            found.entry(site.merchant_id).or_default().push(site);
        }
    }
    Ok(found)
}

/// The devices of a company that have one of these serial numbers, by serial number.
///
/// # Errors
/// A database that does not answer.
pub async fn devices_known<S: Source>(
    source: &S,
    company: CompanyId,
    serials: &[&str],
) -> StoreResult<HashMap<String, NewDevice>> {
    use entity::device::{Column, Entity};
    let mut found = HashMap::new();
    for asked in serials.chunks(ASKED) {
        let query = Entity::find().filter(Column::CompanyId.eq(company));
        let rows = query.filter(Column::Serial.is_in(asked.iter().copied())).all(source.conn()).await?;
        found.extend(rows.into_iter().map(|row| (row.serial.clone(), row)));
    }
    Ok(found)
}

/// The agreements that some devices are on today. Apart from the devices, because PostgreSQL reads whole tables for the join:
/// 2 s a statement with 200 000 devices.
///
/// # Errors
/// A database that does not answer.
pub async fn devices_placed<S: Source>(source: &S, devices: &[DeviceId]) -> StoreResult<HashMap<DeviceId, String>> {
    #[derive(FromQueryResult)]
    struct Placed {
        device_id: DeviceId,
        reference: String,
    }
    let mut found = HashMap::new();
    for asked in devices.chunks(ASKED) {
        let places = (1..=asked.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(",");
        let sql = format!(
            "SELECT p.device_id, g.reference FROM assignment p JOIN agreement_line l ON l.id = p.line_id \
             JOIN agreement g ON g.id = l.agreement_id WHERE p.released IS NULL AND p.device_id IN ({places})"
        );
        let placed: Vec<Placed> =
            rows(source, &sql, asked.iter().map(|id| Value::from(*id)).collect::<Vec<_>>()).await?;
        found.extend(placed.into_iter().map(|p| (p.device_id, p.reference)));
    }
    Ok(found)
}

/// The agreements of a company that have one of these references, by reference, with all below them.
///
/// # Errors
/// A database that does not answer.
pub async fn agreements_known<S: Source>(
    source: &S,
    company: CompanyId,
    references: &[&str],
) -> StoreResult<HashMap<String, (NewAgreement, AgreementRows)>> {
    use entity::agreement::{Column, Entity};
    let mut found: HashMap<AgreementId, (NewAgreement, AgreementRows)> = HashMap::new();
    for asked in references.chunks(ASKED) {
        let query = Entity::find().filter(Column::CompanyId.eq(company));
        let rows = query.filter(Column::Reference.is_in(asked.iter().copied())).all(source.conn()).await?;
        found.extend(rows.into_iter().map(|row| (row.id, (row, AgreementRows::default()))));
    }
    let ids: Vec<AgreementId> = found.keys().copied().collect();
    let mut of_line: HashMap<LineId, AgreementId> = HashMap::new();
    for asked in ids.chunks(ASKED) {
        use entity::agreement_line::{Column, Entity};
        for line in Entity::find().filter(Column::AgreementId.is_in(asked.iter().copied())).all(source.conn()).await? {
            of_line.insert(line.id, line.agreement_id);
            found.entry(line.agreement_id).and_modify(|(_, below)| below.lines.push(line));
        }
        use entity::gateway_licence::{Column as OfLicence, Entity as Licence};
        let query = Licence::find().filter(OfLicence::AgreementId.is_in(asked.iter().copied()));
        for licence in query.all(source.conn()).await? {
            found.entry(licence.agreement_id).and_modify(|(_, below)| below.licences.push(licence));
        }
    }
    if !found.is_empty() {
        places(source, company, &of_line, &mut found).await?;
    }
    for (_, below) in found.values_mut() {
        below.sort();
    }
    Ok(found.into_values().map(|(row, below)| (row.reference.clone(), (row, below))).collect())
}

/// Devices' places: those of today by their line; those of the past, which are few and have no index, all of the company's.
async fn places<S: Source>(
    source: &S,
    company: CompanyId,
    of_line: &HashMap<LineId, AgreementId>,
    found: &mut HashMap<AgreementId, (NewAgreement, AgreementRows)>,
) -> StoreResult<()> {
    use entity::assignment::{Column, Entity};
    let past = Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::Released.is_not_null());
    let mut places = past.all(source.conn()).await?;
    let lines: Vec<LineId> = of_line.keys().copied().collect();
    for asked in lines.chunks(ASKED) {
        let today = Entity::find().filter(Column::Released.is_null());
        places.extend(today.filter(Column::LineId.is_in(asked.iter().copied())).all(source.conn()).await?);
    }
    for place in places {
        if let Some((_, below)) = of_line.get(&place.line_id).and_then(|id| found.get_mut(id)) {
            below.places.push(place);
        }
    }
    Ok(())
}
