//! Devices: the list with its filters, one device's page, and where devices stand on a merchant's lines.

use entity::types::{
    AgreementId, CompanyId, Currency, Custodian, Date, DeviceId, DeviceState, Grade, LicenceState, LineId, MerchantId,
    ModelId, SiteId, SubjectId, TermsId,
};
use sea_orm::FromQueryResult;

use super::amounts;
use crate::domain::access::Scope;
use crate::domain::search::range_end;
use crate::store::bound::Bound;
use crate::store::{Source, StoreResult, row, rows};

/// A device on a line of a merchant's agreement.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Placed {
    /// The device.
    pub device_id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// Its model.
    pub model: String,
    /// What it is doing.
    pub state: DeviceState,
    /// Whether it is connected to the gateway.
    pub connected: bool,
    /// Where it stands.
    pub site_id: Option<SiteId>,
    /// The site's name.
    pub site: Option<String>,
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The agreement's reference.
    pub reference: String,
    /// Last day of the agreement's term.
    pub term_end: Option<Date>,
    /// The line.
    pub line_id: LineId,
    /// The line's number.
    pub line: i64,
    /// Rent a month, in minor units.
    pub rent: i64,
    /// The line's first day.
    pub starts: Option<Date>,
    /// The line's last day.
    pub ends: Option<Date>,
    /// Last day that is on an invoice.
    pub billed_through: Option<Date>,
    /// The gateway licence, as what is billed.
    pub licence_id: Option<SubjectId>,
    /// Licence a month, in minor units; nought without one.
    pub licence: i64,
    /// The licence's state.
    pub licence_state: Option<LicenceState>,
    /// The currency.
    pub currency: Currency,
}
amounts!(Placed: rent, licence);

/// A merchant's devices that are on a line now, by site and serial number, the first of them.
///
/// # Errors
/// A database that does not answer.
pub async fn placed_list<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: MerchantId,
    limit: i64,
) -> StoreResult<Vec<Placed>> {
    placed_page(source, scope, merchant, None, limit).await
}

/// As [`placed_list`], after the name of a site (empty: none) and a serial number.
///
/// # Errors
/// A database that does not answer.
pub async fn placed_page<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: MerchantId,
    after: Option<(&str, &str)>,
    limit: i64,
) -> StoreResult<Vec<Placed>> {
    let mut bound = Bound::default();
    let of = bound.merchant_of(scope, merchant);
    let (merchant, sites) = (bound.merchant(scope, "g.merchant_id"), bound.sites(scope, "d.site_id"));
    let after = after.map_or_else(String::new, |(site, serial)| {
        format!(
            " AND (COALESCE(s.name, ''), d.serial) > ({}, {})",
            bound.bind(site.to_owned()),
            bound.bind(serial.to_owned())
        )
    });
    let sql = format!(
        "{PLACED}WHERE g.merchant_id = {of}{merchant}{sites}{after} ORDER BY COALESCE(s.name, ''), d.serial LIMIT {limit}"
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// Columns and tables of [`Placed`].
const PLACED: &str = "SELECT d.id AS device_id, d.serial, dm.name AS model, d.state, d.connected, d.site_id, s.name AS site, \
     g.id AS agreement_id, g.reference, g.term_end, l.id AS line_id, l.number AS line, l.rent, l.starts, l.ends, \
     l.billed_through, y.id AS licence_id, COALESCE(y.monthly, 0) AS licence, y.state AS licence_state, l.currency \
     FROM agreement g JOIN agreement_line l ON l.agreement_id = g.id \
     JOIN assignment p ON p.line_id = l.id AND p.released IS NULL JOIN device d ON d.id = p.device_id \
     JOIN device_model dm ON dm.id = d.model_id LEFT JOIN site s ON s.id = d.site_id \
     LEFT JOIN gateway_licence y ON y.line_id = l.id ";

/// One of a merchant's devices, if it is on a line now.
///
/// # Errors
/// A database that does not answer.
pub async fn placed_one<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: MerchantId,
    device: DeviceId,
) -> StoreResult<Option<Placed>> {
    let mut bound = Bound::default();
    let (device, company, of) = (bound.bind(device), bound.bind(scope.company), bound.bind(merchant));
    let (merchant, sites) = (bound.merchant(scope, "g.merchant_id"), bound.sites(scope, "d.site_id"));
    let sql = format!(
        "{PLACED}WHERE p.device_id = {device} AND g.company_id = {company} AND g.merchant_id = {of}{merchant}{sites} LIMIT 1"
    );
    Ok(row(source, &sql, bound.values).await?)
}

/// Which devices a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceFilter {
    /// What they are doing.
    pub state: Option<DeviceState>,
    /// Their model.
    pub model: Option<ModelId>,
    /// Where they stand.
    pub site: Option<SiteId>,
    /// How their serial numbers begin.
    pub serial: Option<String>,
}

/// A device in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct DeviceRow {
    /// The device.
    pub id: DeviceId,
    /// The terms that its agreement pins, if it is on a line.
    pub terms_id: Option<TermsId>,
    /// Its serial number.
    pub serial: String,
    /// Serial number of its SIM card.
    pub sim_serial: Option<String>,
    /// Its model.
    pub model_id: ModelId,
    /// The model, as people call it.
    pub model: String,
    /// What it is doing.
    pub state: DeviceState,
    /// Who has it.
    pub custodian: Custodian,
    /// Whether it is connected to the gateway.
    pub connected: bool,
    /// Where it stands.
    pub site_id: Option<SiteId>,
    /// The site's name.
    pub site: Option<String>,
    /// The site's street.
    pub street: Option<String>,
    /// The site's postcode.
    pub postcode: Option<String>,
    /// The site's city.
    pub city: Option<String>,
    /// The line that it is on.
    pub line_id: Option<LineId>,
    /// The agreement that it is on.
    pub agreement_id: Option<AgreementId>,
    /// That agreement's reference.
    pub reference: Option<String>,
    /// The merchant of that agreement.
    pub merchant_id: Option<MerchantId>,
    /// That merchant's name.
    pub merchant: Option<String>,
    /// What it is like, as far as somebody has said.
    pub grade: Option<Grade>,
    /// Where it lies while it is in our hands.
    pub lies: Option<String>,
    /// Since when it is missed there.
    pub missing: Option<Date>,
}

/// Columns and tables of [`DeviceRow`], from the rows of `device` called `d` that a query in brackets picks.
const DEVICES: (&str, &str) = (
    "SELECT d.id, d.serial, d.sim_serial, d.model_id, dm.name AS model, d.state, d.custodian, d.connected, d.site_id, \
     s.name AS site, s.street, s.postcode, s.city, p.line_id, g.id AS agreement_id, g.reference, g.terms_id, g.merchant_id, m.name AS merchant, \
     d.grade, sp.name AS lies, d.missing FROM (",
    ") d JOIN device_model dm ON dm.id = d.model_id LEFT JOIN site s ON s.id = d.site_id \
     LEFT JOIN assignment p ON p.device_id = d.id AND p.released IS NULL LEFT JOIN agreement_line l ON l.id = p.line_id \
     LEFT JOIN agreement g ON g.id = l.agreement_id LEFT JOIN merchant m ON m.id = g.merchant_id \
     LEFT JOIN stock_place sp ON sp.id = d.place_id",
);

/// The condition on devices called `x` that keeps them within a scope: a company's; or those on a line of the scope's merchant; at the
/// scope's sites. A merchant's are reached by its agreements alone: beside the company's id SQLite would read all of the company.
fn within(bound: &mut Bound, scope: &Scope) -> String {
    let sites = bound.sites(scope, "x.site_id");
    let Some(merchant) = scope.merchant else {
        return format!("x.company_id = {}{sites}", bound.bind(scope.company));
    };
    let of = bound.merchant_of(scope, merchant);
    format!(
        "x.id IN (SELECT wp.device_id FROM agreement wg JOIN agreement_line wl ON wl.agreement_id = wg.id \
         JOIN assignment wp ON wp.line_id = wl.id AND wp.released IS NULL WHERE wg.merchant_id = {of}){sites}"
    )
}

/// Devices within a scope by serial number, after one.
///
/// # Errors
/// A database that does not answer.
pub async fn device_page_list<S: Source>(
    source: &S,
    scope: &Scope,
    filter: &DeviceFilter,
    after: Option<&str>,
    limit: i64,
) -> StoreResult<Vec<DeviceRow>> {
    let mut bound = Bound::default();
    let mut pick = match (filter.site, scope.merchant) {
        // Likewise by the site alone, if it is the company's.
        (Some(site), None) => {
            let (company, site) = (bound.bind(scope.company), bound.bind(site));
            format!(
                "SELECT x.* FROM device x WHERE x.site_id = \
                 (SELECT k.id FROM site k WHERE k.id = {site} AND k.company_id = {company})"
            )
        }
        _ => format!("SELECT x.* FROM device x WHERE {}", within(&mut bound, scope)),
    };
    if let Some(state) = filter.state {
        pick += &format!(" AND x.state = {}", bound.bind(state));
    }
    if let Some(model) = filter.model {
        pick += &format!(" AND x.model_id = {}", bound.bind(model));
    }
    if let (Some(site), Some(_)) = (filter.site, scope.merchant) {
        pick += &format!(" AND x.site_id = {}", bound.bind(site));
    }
    if let Some(serial) = &filter.serial {
        let (from, to) = (bound.bind(serial.clone()), bound.bind(range_end(serial)));
        pick += &format!(" AND x.serial >= {from} AND x.serial < {to}");
    }
    if let Some(after) = after {
        pick += &format!(" AND x.serial > {}", bound.bind(after.to_owned()));
    }
    pick += &format!(" ORDER BY x.serial LIMIT {}", limit);
    let sql = format!("{}{pick}{} ORDER BY d.serial", DEVICES.0, DEVICES.1);
    Ok(rows(source, &sql, bound.values).await?)
}

/// A device's place on a line, now or once.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct PlaceRow {
    /// The line.
    pub line_id: LineId,
    /// The line's number.
    pub line: i64,
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The agreement's reference.
    pub reference: String,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name.
    pub merchant: String,
    /// Since when.
    pub assigned: Date,
    /// Until when; none: it is there.
    pub released: Option<Date>,
    /// Rent a month, in minor units.
    pub rent: i64,
    /// The currency.
    pub currency: Currency,
}
amounts!(PlaceRow: rent);

/// A device's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DevicePage {
    /// The device, with where it stands now.
    pub device: DeviceRow,
    /// Its places on lines, newest first; a merchant sees its own.
    pub places: Vec<PlaceRow>,
}

/// A device's page.
///
/// # Errors
/// A database that does not answer.
pub async fn device_page<S: Source>(source: &S, scope: &Scope, id: DeviceId) -> StoreResult<Option<DevicePage>> {
    let mut bound = Bound::default();
    let device = bound.bind(id);
    let within = within(&mut bound, scope);
    let sql = format!("{}SELECT x.* FROM device x WHERE x.id = {device} AND {within}{}", DEVICES.0, DEVICES.1);
    let Some(device) = row::<_, DeviceRow>(source, &sql, bound.values).await? else { return Ok(None) };
    let mut bound = Bound::default();
    let (company, of) = (bound.bind(scope.company), bound.bind(id));
    let merchant = bound.merchant(scope, "g.merchant_id");
    // Places of today and of the past have an index each.
    let sql = format!(
        "SELECT p.line_id, l.number AS line, g.id AS agreement_id, g.reference, g.merchant_id, m.name AS merchant, p.assigned, \
         p.released, l.rent, l.currency FROM (SELECT * FROM assignment WHERE device_id = {of} AND released IS NULL UNION ALL \
         SELECT * FROM assignment WHERE device_id = {of} AND released IS NOT NULL) p JOIN agreement_line l ON l.id = p.line_id \
         JOIN agreement g ON g.id = l.agreement_id JOIN merchant m ON m.id = g.merchant_id \
         WHERE g.company_id = {company}{merchant} ORDER BY p.assigned DESC, p.id DESC"
    );
    Ok(Some(DevicePage { device, places: rows(source, &sql, bound.values).await? }))
}

/// The device of a company with a serial number, in capitals or not.
///
/// # Errors
/// A database that does not answer.
pub async fn device_with_serial<S: Source>(
    source: &S,
    company: CompanyId,
    serial: &str,
) -> StoreResult<Option<DeviceId>> {
    #[derive(FromQueryResult)]
    struct Id {
        id: DeviceId,
    }
    let sql = "SELECT d.id FROM device d WHERE d.company_id = $1 AND d.serial IN ($2, $3) \
               ORDER BY CASE WHEN d.serial = $2 THEN 0 ELSE 1 END LIMIT 1";
    let values = [company.into(), serial.to_owned().into(), serial.to_uppercase().into()];
    Ok(row::<_, Id>(source, sql, values).await?.map(|found| found.id))
}

/// The devices that stand at the sites that a scope is confined to.
///
/// # Errors
/// A database that does not answer.
pub async fn devices_at<S: Source>(source: &S, scope: &Scope) -> StoreResult<Vec<DeviceId>> {
    #[derive(FromQueryResult)]
    struct Id {
        id: DeviceId,
    }
    let mut bound = Bound::default();
    let company = bound.bind(scope.company);
    let sites = bound.sites(scope, "k.id");
    let sql = format!(
        "SELECT d.id FROM device d WHERE d.site_id IN (SELECT k.id FROM site k WHERE k.company_id = {company}{sites})"
    );
    Ok(rows::<_, Id>(source, &sql, bound.values).await?.into_iter().map(|d| d.id).collect())
}
