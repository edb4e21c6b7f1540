//! Merchants, their sites and their devices.

use std::collections::HashMap;

use entity::types::{
    CompanyId, Country, Custodian, DeviceId, DeviceState, Language, MerchantId, MerchantKind, ModelId, SiteId,
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter};

use super::bulk::{insert_all, insert_missing};
use super::digest::{Canonical, sha256};
use super::{Source, StoreResult, Tx, execute, rows};
use crate::domain::billing::BilledDevice;
use crate::domain::invoice::{Address, Buyer, Endpoint};

/// A merchant to be written.
pub type NewMerchant = entity::merchant::Model;
/// A site to be written.
pub type NewSite = entity::site::Model;
/// A device to be written.
pub type NewDevice = entity::device::Model;

/// A merchant as billing sees it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Merchant {
    /// Its id.
    pub merchant_id: MerchantId,
    /// Our customer number.
    pub merchant_number: String,
    /// Name.
    pub merchant_name: String,
    /// Business or private.
    pub kind: MerchantKind,
    /// Country.
    pub country: Country,
    /// CVR, orgnr, KvK.
    pub registration: Option<String>,
    /// Street.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// The language of its documents.
    pub language: Language,
    /// What it wants quoted.
    pub buyer_reference: Option<String>,
    /// EAS scheme.
    pub endpoint_scheme: Option<String>,
    /// Electronic address.
    pub endpoint_id: Option<String>,
}

/// The columns that [`Merchant`] reads, of a table called `m`.
pub(super) const MERCHANT_COLUMNS: &str = "m.id AS merchant_id, m.number AS merchant_number, m.name AS merchant_name, m.kind, \
     m.country, m.registration, m.street, m.postcode, m.city, m.language, m.buyer_reference, m.endpoint_scheme, m.endpoint_id";

impl Merchant {
    /// As it is printed.
    #[must_use]
    pub fn buyer(&self) -> Buyer {
        let endpoint = self.endpoint_scheme.clone().zip(self.endpoint_id.clone());
        Buyer {
            number: self.merchant_number.clone(),
            name: self.merchant_name.clone(),
            country: self.country,
            registration: self.registration.clone(),
            address: Address { street: self.street.clone(), postcode: self.postcode.clone(), city: self.city.clone() },
            endpoint: endpoint.map(|(scheme, id)| Endpoint { scheme, id }),
            reference: self.buyer_reference.clone(),
        }
    }
}

/// A merchant's row as it is printed.
#[must_use]
pub fn merchant_printed(row: &NewMerchant) -> Buyer {
    let endpoint = row.endpoint_scheme.clone().zip(row.endpoint_id.clone());
    Buyer {
        number: row.number.clone(),
        name: row.name.clone(),
        country: row.country,
        registration: row.registration.clone(),
        address: Address { street: row.street.clone(), postcode: row.postcode.clone(), city: row.city.clone() },
        endpoint: endpoint.map(|(scheme, id)| Endpoint { scheme, id }),
        reference: row.buyer_reference.clone(),
    }
}

/// What is printed about somebody, with the hash that it is kept by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// SHA-256 of the body.
    pub hash: String,
    /// Canonical JSON.
    pub body: String,
}

impl Party {
    /// The party of a seller or buyer.
    #[must_use]
    pub fn of(printed: &impl serde::Serialize) -> Self {
        let body = serde_json::to_string(printed).unwrap_or_default();
        Self { hash: sha256(body.as_bytes()), body }
    }
}

/// Keeps what is printed about some parties; what is kept already stays.
///
/// # Errors
/// A database that does not answer.
pub async fn party_keep(tx: &Tx, parties: Vec<Party>) -> StoreResult<()> {
    let mut models: Vec<_> = parties.into_iter().map(|p| entity::party::Model { hash: p.hash, body: p.body }).collect();
    models.sort_by(|a, b| a.hash.cmp(&b.hash));
    models.dedup_by(|a, b| a.hash == b.hash);
    insert_missing::<entity::party::Entity>(tx, &models).await
}

/// Adds merchants, and the words that they are found by.
///
/// # Errors
/// A database that does not answer, or a number that exists.
pub async fn merchant_insert_many(tx: &Tx, rows: &[NewMerchant]) -> StoreResult<()> {
    insert_all::<entity::merchant::Entity>(tx, rows).await?;
    super::search::merchants_findable(tx, rows).await
}

/// Adds sites.
///
/// # Errors
/// A database that does not answer, or a name that the merchant has.
pub async fn site_insert_many(tx: &Tx, rows: &[NewSite]) -> StoreResult<()> {
    insert_all::<entity::site::Entity>(tx, rows).await
}

/// Adds devices, and the words that they are found by.
///
/// # Errors
/// A database that does not answer, or a serial that exists.
pub async fn device_insert_many(tx: &Tx, rows: &[NewDevice]) -> StoreResult<()> {
    insert_all::<entity::device::Entity>(tx, rows).await?;
    super::search::devices_findable(tx, rows).await
}

/// Every merchant of a company by number, as rows: to compare an import with.
///
/// # Errors
/// A database that does not answer.
pub async fn merchant_rows<S: Source>(source: &S, company: CompanyId) -> StoreResult<HashMap<String, NewMerchant>> {
    use entity::merchant::{Column, Entity};
    let found = Entity::find().filter(Column::CompanyId.eq(company)).all(source.conn()).await?;
    Ok(found.into_iter().map(|r| (r.number.clone(), r)).collect())
}

/// Every site of a company, by merchant and name.
///
/// # Errors
/// A database that does not answer.
pub async fn site_rows<S: Source>(
    source: &S,
    company: CompanyId,
) -> StoreResult<HashMap<(MerchantId, String), NewSite>> {
    use entity::site::{Column, Entity};
    let found = Entity::find().filter(Column::CompanyId.eq(company)).all(source.conn()).await?;
    Ok(found.into_iter().map(|r| ((r.merchant_id, r.name.clone()), r)).collect())
}

/// A device, and the agreement that it is on at the moment.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct DeviceAt {
    /// The device.
    pub id: DeviceId,
    /// Its model.
    pub model_id: ModelId,
    /// Its serial number.
    pub serial: String,
    /// Serial number of its SIM card.
    pub sim_serial: Option<String>,
    /// Where it stands.
    pub site_id: Option<SiteId>,
    /// What it is doing.
    pub state: DeviceState,
    /// Who has it.
    pub custodian: Custodian,
    /// Whether it is connected to the gateway.
    pub connected: bool,
    /// The agreement that it is on.
    pub reference: Option<String>,
}

/// The devices of a company, as [`DeviceAt`] reads them; more conditions may follow.
const DEVICE_PLACES: &str = "SELECT d.id, d.model_id, d.serial, d.sim_serial, d.site_id, d.state, d.custodian, \
     d.connected, g.reference FROM device d LEFT JOIN assignment p ON p.device_id = d.id AND p.released IS NULL \
     LEFT JOIN agreement_line l ON l.id = p.line_id LEFT JOIN agreement g ON g.id = l.agreement_id \
     WHERE d.company_id = $1";

/// Every device of a company by serial number, with where it is.
///
/// # Errors
/// A database that does not answer.
pub async fn device_places<S: Source>(source: &S, company: CompanyId) -> StoreResult<HashMap<String, DeviceAt>> {
    let found: Vec<DeviceAt> = rows(source, DEVICE_PLACES, [company.into()]).await?;
    Ok(found.into_iter().map(|d| (d.serial.clone(), d)).collect())
}

/// The tables that a merchant's seal is over, in the order of its parts.
pub const MERCHANT_PARTS: [&str; 2] = ["merchant", "site"];

/// The seal of a merchant: a salted commitment to its row and one to its sites, by [`MERCHANT_PARTS`].
#[must_use]
pub fn merchant_hash(row: &NewMerchant, sites: &[NewSite]) -> String {
    let mut text = Canonical::of("merchant").with(&row.salt).with(row.company_id).with(&row.number).with(&row.name);
    text = text.with(row.kind).with(row.country).with(&row.street).with(&row.postcode).with(&row.city);
    text = text.with(row.language).with(row.created_at_us);
    for field in
        [&row.registration, &row.email, &row.phone, &row.buyer_reference, &row.endpoint_scheme, &row.endpoint_id]
    {
        text.push_opt(field.as_ref());
    }
    let mut sites: Vec<&NewSite> = sites.iter().collect();
    sites.sort_by(|a, b| a.name.cmp(&b.name));
    let mut places = Canonical::of("sites").with(&row.salt);
    for site in sites {
        places = places.with(&site.name).with(&site.street).with(&site.postcode).with(&site.city);
    }
    [text, places].map(|part| part.hash()).join(".")
}

/// A merchant's row by its number.
///
/// # Errors
/// A database that does not answer.
pub async fn merchant_by_number<S: Source>(
    source: &S,
    company: CompanyId,
    number: &str,
) -> StoreResult<Option<NewMerchant>> {
    use entity::merchant::{Column, Entity};
    let query = Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::Number.eq(number));
    Ok(query.one(source.conn()).await?)
}

/// A device by its serial number, with where it is.
///
/// # Errors
/// A database that does not answer.
pub async fn device_place<S: Source>(source: &S, company: CompanyId, serial: &str) -> StoreResult<Option<DeviceAt>> {
    let sql = format!("{DEVICE_PLACES} AND d.serial = $2");
    Ok(rows(source, &sql, [company.into(), serial.to_owned().into()]).await?.into_iter().next())
}

/// A device as it is printed.
///
/// # Errors
/// A database that does not answer.
pub async fn device_printed<S: Source>(source: &S, id: DeviceId) -> StoreResult<Option<BilledDevice>> {
    #[derive(FromQueryResult)]
    struct Found {
        serial: String,
        model: String,
    }
    let sql = "SELECT d.serial, m.name AS model FROM device d JOIN device_model m ON m.id = d.model_id WHERE d.id = $1";
    let found: Option<Found> = rows(source, sql, [id.into()]).await?.into_iter().next();
    Ok(found.map(|f| BilledDevice { id, serial: f.serial, model: f.model }))
}

/// A device's model.
///
/// # Errors
/// A database that does not answer.
pub async fn device_model_of<S: Source>(source: &S, id: DeviceId) -> StoreResult<Option<ModelId>> {
    #[derive(FromQueryResult)]
    struct Found {
        model_id: ModelId,
    }
    let found: Vec<Found> = rows(source, "SELECT model_id FROM device WHERE id = $1", [id.into()]).await?;
    Ok(found.into_iter().next().map(|f| f.model_id))
}

/// A merchant's row with its sites.
///
/// # Errors
/// A database that does not answer.
pub async fn merchant_with_sites<S: Source>(
    source: &S,
    id: MerchantId,
) -> StoreResult<Option<(NewMerchant, Vec<NewSite>)>> {
    let Some(merchant) = entity::merchant::Entity::find_by_id(id).one(source.conn()).await? else { return Ok(None) };
    let sites = entity::site::Entity::find().filter(entity::site::Column::MerchantId.eq(id)).all(source.conn());
    Ok(Some((merchant, sites.await?)))
}

/// The language that a merchant is written to in.
///
/// # Errors
/// A database that does not answer.
pub async fn merchant_language<S: Source>(source: &S, id: MerchantId) -> StoreResult<Option<Language>> {
    #[derive(FromQueryResult)]
    struct Found {
        language: Language,
    }
    let found: Vec<Found> = rows(source, "SELECT language FROM merchant WHERE id = $1", [id.into()]).await?;
    Ok(found.into_iter().next().map(|f| f.language))
}

/// Says where a device that we have stands from now on.
///
/// # Errors
/// A database that does not answer.
pub async fn device_stands_at(tx: &Tx, device: DeviceId, site: Option<SiteId>) -> StoreResult<()> {
    execute(tx, "UPDATE device SET site_id = $1 WHERE id = $2", [site.into(), device.into()]).await?;
    Ok(())
}

/// The merchant of a company with devices at the most sites; of several, the one with the most devices.
///
/// # Errors
/// A database that does not answer.
pub async fn merchant_with_most<S: Source>(source: &S, company: CompanyId) -> StoreResult<Option<MerchantId>> {
    #[derive(FromQueryResult)]
    struct Found {
        merchant_id: MerchantId,
    }
    let sql = "SELECT a.merchant_id FROM agreement a JOIN agreement_line l ON l.agreement_id = a.id \
               JOIN assignment p ON p.line_id = l.id JOIN device d ON d.id = p.device_id \
               WHERE a.company_id = $1 AND p.released IS NULL GROUP BY a.merchant_id \
               ORDER BY COUNT(DISTINCT d.site_id) DESC, COUNT(*) DESC, MIN(a.reference) LIMIT 1";
    Ok(super::row::<_, Found>(source, sql, [company.into()]).await?.map(|f| f.merchant_id))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Party;
    use crate::domain::invoice::Seller;

    /// As sellers were kept before the creditor number was a part of them.
    const KEPT: &str = "{\"name\":\"Lessor\",\"country\":\"DK\",\"registration\":\"13748136\",\"vat_number\":\"DK13748136\",\
                        \"address\":{\"street\":\"Algade 1\",\"postcode\":\"4000\",\"city\":\"Roskilde\"},\"email\":\"a@b.dk\",\
                        \"phone\":\"1234\",\"iban\":\"DK5000400440116243\",\"bic\":\"NDEADKKK\",\"account\":null,\
                        \"endpoint\":{\"scheme\":\"0184\",\"id\":\"13748136\"}}";

    #[test]
    fn a_seller_is_read_as_it_was_kept_and_its_creditor_number_is_part_of_its_hash() {
        let mut seller: Seller = serde_json::from_str(KEPT).unwrap();
        assert_eq!((seller.fik_creditor.clone(), Party::of(&seller).body.as_str()), (None, KEPT));
        let without = Party::of(&seller);
        seller.fik_creditor = Some("89990041".to_owned());
        let with = Party::of(&seller);
        assert_ne!(with.hash, without.hash);
        assert_eq!(serde_json::from_str::<Seller>(&with.body).unwrap(), seller);
    }
}
