//! Rows that an event seals by a hash: companies, merchants and agreements; and what carries its own hash.

use std::collections::HashMap;

use entity::types::{AgreementId, CompanyId, DeviceId, MerchantId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::{Snapshot, TOLD, Told};
use crate::store::StoreResult;
use crate::store::agreement::{AgreementRows, NewAgreement};
use crate::store::company::{Company, NewCompany, company};
use crate::store::custody::Custody;
use crate::store::event::Link;
use crate::store::merchant::{NewMerchant, NewSite, Party};

/// A terms version.
pub type TermsRow = entity::terms_version::Model;

#[derive(FromQueryResult)]
struct PartyRow {
    hash: String,
    body: String,
}

/// Every company, by key.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_companies(at: &Snapshot) -> StoreResult<Vec<Company>> {
    let rows: Vec<NewCompany> = at.read("company", "SELECT * FROM company ORDER BY key", []).await?;
    Ok(rows.into_iter().map(company).collect())
}

/// Every terms version.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_terms(at: &Snapshot) -> StoreResult<Vec<TermsRow>> {
    at.read("terms_version", "SELECT * FROM terms_version ORDER BY profile, valid_from", []).await
}

/// What is printed about sellers and buyers, after a hash.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_parties(at: &Snapshot, after: &str, limit: i64) -> StoreResult<Vec<Party>> {
    let sql = "SELECT hash, body FROM party WHERE hash > $1 ORDER BY hash LIMIT $2";
    let found: Vec<PartyRow> = at.read("party", sql, [after.to_owned().into(), limit.into()]).await?;
    Ok(found.into_iter().map(|p| Party { hash: p.hash, body: p.body }).collect())
}

/// Events of a kind about the company itself.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_told_company(at: &Snapshot, company: CompanyId, kind: &str) -> StoreResult<Vec<Told>> {
    let sql = format!("{TOLD} WHERE subject_id = $1 AND kind = $2 ORDER BY sequence");
    at.read("event", &sql, [company.into(), kind.into()]).await
}

/// Merchants of a company after a number, with their sites and the events that seal them.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_merchants(
    at: &Snapshot,
    company: CompanyId,
    after: &str,
    limit: i64,
    kind: &str,
) -> StoreResult<(Vec<NewMerchant>, HashMap<MerchantId, Vec<NewSite>>, Vec<Told>)> {
    let sql = "SELECT * FROM merchant WHERE company_id = $1 AND number > $2 ORDER BY number LIMIT $3";
    let merchants: Vec<NewMerchant> =
        at.read("merchant", sql, [company.into(), after.to_owned().into(), limit.into()]).await?;
    let Some(last) = merchants.last() else { return Ok((merchants, HashMap::new(), Vec::new())) };
    let ids = "(SELECT id FROM merchant WHERE company_id = $1 AND number > $2 AND number <= $3)";
    let values = || [company.into(), after.to_owned().into(), last.number.clone().into()];
    let mut sites: HashMap<_, Vec<NewSite>> = HashMap::new();
    let sql = format!("SELECT * FROM site WHERE merchant_id IN {ids}");
    for site in at.read::<NewSite>("site", &sql, values()).await? {
        sites.entry(site.merchant_id).or_default().push(site);
    }
    let sql = format!("{TOLD} WHERE subject_id IN {ids} AND kind = $4 ORDER BY sequence");
    let told = at.read("event", &sql, values().into_iter().chain([kind.into()])).await?;
    Ok((merchants, sites, told))
}

/// Agreements of a company after a reference, with all below them and the events that seal them.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_agreements(
    at: &Snapshot,
    company: CompanyId,
    after: &str,
    limit: i64,
    kind: &str,
) -> StoreResult<(Vec<(NewAgreement, AgreementRows)>, Vec<Told>)> {
    let sql = "SELECT * FROM agreement WHERE company_id = $1 AND reference > $2 ORDER BY reference LIMIT $3";
    let found: Vec<NewAgreement> =
        at.read("agreement", sql, [company.into(), after.to_owned().into(), limit.into()]).await?;
    let Some(last) = found.last().map(|a| a.reference.clone()) else { return Ok((Vec::new(), Vec::new())) };
    let ids = "(SELECT id FROM agreement WHERE company_id = $1 AND reference > $2 AND reference <= $3)";
    let values = || [company.into(), after.to_owned().into(), last.clone().into()];
    let mut below: HashMap<AgreementId, AgreementRows> = HashMap::new();
    let mut place = HashMap::new();
    let sql = format!("SELECT * FROM agreement_line WHERE agreement_id IN {ids} ORDER BY number");
    for line in at.read::<entity::agreement_line::Model>("agreement_line", &sql, values()).await? {
        place.insert(line.id, (line.agreement_id, line.number));
        below.entry(line.agreement_id).or_default().lines.push(line);
    }
    let sql = format!("SELECT * FROM gateway_licence WHERE agreement_id IN {ids}");
    for licence in at.read::<entity::gateway_licence::Model>("gateway_licence", &sql, values()).await? {
        below.entry(licence.agreement_id).or_default().licences.push(licence);
    }
    let sql =
        format!("SELECT p.* FROM assignment p JOIN agreement_line l ON l.id = p.line_id WHERE l.agreement_id IN {ids}");
    for row in at.read::<entity::assignment::Model>("assignment", &sql, values()).await? {
        if let Some((agreement, _)) = place.get(&row.line_id) {
            below.entry(*agreement).or_default().places.push(row);
        }
    }
    // In the order that the seal is over: by the number of the line.
    for rows in below.values_mut() {
        let order = |line| place.get(&line).map(|(_, number)| *number);
        rows.licences.sort_by_key(|l| order(l.line_id));
        rows.places.sort_by_key(|p| (order(p.line_id), p.assigned, p.id));
    }
    let sql = format!("{TOLD} WHERE subject_id IN {ids} AND kind = $4 ORDER BY sequence");
    let told = at.read("event", &sql, values().into_iter().chain([kind.into()])).await?;
    let with_rows = |a: NewAgreement| {
        let rows = below.remove(&a.id).unwrap_or_default();
        (a, rows)
    };
    Ok((found.into_iter().map(with_rows).collect(), told))
}

/// Links of a company's chain after a place, in order.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_links(at: &Snapshot, company: CompanyId, after: i64, limit: i64) -> StoreResult<Vec<Link>> {
    let sql = "SELECT * FROM event WHERE company_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3";
    at.read("event", sql, [company.into(), after.into(), limit.into()]).await
}

/// Devices of a company after a serial number, each with its chain of custody, and the events that seal them.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_chains(
    at: &Snapshot,
    company: CompanyId,
    after: &str,
    limit: i64,
    kind: &str,
) -> StoreResult<(Vec<(Chained, Vec<Custody>)>, Vec<Told>)> {
    let sql = "SELECT id, serial FROM device WHERE company_id = $1 AND serial > $2 ORDER BY serial LIMIT $3";
    let devices: Vec<Chained> = at.read("device", sql, [company.into(), after.to_owned().into(), limit.into()]).await?;
    let Some(last) = devices.last() else { return Ok((Vec::new(), Vec::new())) };
    let ids = "(SELECT id FROM device WHERE company_id = $1 AND serial > $2 AND serial <= $3)";
    let values = || [company.into(), after.to_owned().into(), last.serial.clone().into()];
    let mut chains: HashMap<_, Vec<Custody>> = HashMap::new();
    let sql = format!("SELECT * FROM custody WHERE device_id IN {ids} ORDER BY device_id, sequence");
    for link in at.read::<Custody>("custody", &sql, values()).await? {
        chains.entry(link.device_id).or_default().push(link);
    }
    let sql = format!("{TOLD} WHERE subject_id IN {ids} AND kind = $4 ORDER BY sequence");
    let told = at.read("event", &sql, values().into_iter().chain([kind.into()])).await?;
    let with_chain = |device: Chained| {
        let chain = chains.remove(&device.id).unwrap_or_default();
        (device, chain)
    };
    Ok((devices.into_iter().map(with_chain).collect(), told))
}

/// A device with a chain.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Chained {
    /// Its id.
    pub id: DeviceId,
    /// Its serial number.
    pub serial: String,
}

/// The rows of a table with the last event of a kind about each.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_sealed<T: FromQueryResult + HasId>(
    at: &Snapshot,
    table: &'static str,
    kind: &str,
) -> StoreResult<Vec<(T, Option<Told>)>> {
    let sql = format!("SELECT * FROM {table} ORDER BY id");
    let found: Vec<T> = at.read(table, &sql, []).await?;
    let sql = format!("{TOLD} WHERE kind = $1 AND subject_id IN (SELECT id FROM {table}) ORDER BY sequence");
    let told: Vec<Told> = at.read("event", &sql, [kind.into()]).await?;
    let mut last: HashMap<Uuid, Told> = told.into_iter().map(|told| (told.subject_id, told)).collect();
    Ok(found
        .into_iter()
        .map(|row| {
            let told = last.remove(&row.id());
            (row, told)
        })
        .collect())
}

/// A row with an id.
pub trait HasId {
    /// The id.
    fn id(&self) -> Uuid;
}

macro_rules! has_id {
    ($($table:ident),+) => { $(impl HasId for entity::$table::Model { fn id(&self) -> Uuid { self.id.0 } })+ };
}

has_id!(attachment, ticket, ticket_check, swap, quote, incident, paper, terminal_order, stock_place, stock_take);
