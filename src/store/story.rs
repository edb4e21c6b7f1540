//! What a story reads of its company: everything that stands somewhere, in the order in which people see it.

use entity::types::{
    AgreementId, CompanyId, Currency, Custodian, Date, DeviceId, DeviceState, InvoiceId, LicenceState,
};
use sea_orm::FromQueryResult;

use super::{Source, StoreResult, rows};

/// A device as it stands.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct DeviceStands {
    /// Its id.
    pub id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// What it is doing.
    pub state: DeviceState,
    /// Who has it.
    pub custodian: Custodian,
    /// Whether it is connected.
    pub connected: bool,
}

/// A gateway licence as it stands.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct LicenceStands {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The serial number of its device.
    pub serial: Option<String>,
    /// Its state.
    pub state: LicenceState,
    /// Ex VAT, in minor units.
    pub monthly: i64,
    /// The currency.
    pub currency: Currency,
    /// First day.
    pub starts: Option<Date>,
    /// Last day.
    pub ends: Option<Date>,
}

/// A deadline as it stands.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct DeadlineStands {
    /// Its rule.
    pub rule: String,
    /// The agreement.
    pub agreement_id: Option<AgreementId>,
    /// The serial number of its device.
    pub serial: Option<String>,
    /// First day.
    pub starts: Date,
    /// Last day.
    pub due: Date,
    /// When it was met.
    pub met: Option<Date>,
}

/// A company's documents in the order of their issue, which the event chain keeps.
///
/// # Errors
/// A database that does not answer.
pub async fn issue_order<S: Source>(source: &S, company: CompanyId) -> StoreResult<Vec<InvoiceId>> {
    #[derive(FromQueryResult)]
    struct Found {
        id: InvoiceId,
    }
    let sql = "SELECT i.id FROM event e JOIN invoice i ON i.id = e.subject_id \
               WHERE e.company_id = $1 AND e.kind = 'document.issued' ORDER BY e.sequence";
    Ok(rows::<_, Found>(source, sql, [company.into()]).await?.into_iter().map(|f| f.id).collect())
}

/// A company's devices, by serial number.
///
/// # Errors
/// A database that does not answer.
pub async fn device_list<S: Source>(source: &S, company: CompanyId) -> StoreResult<Vec<DeviceStands>> {
    let sql = "SELECT id, serial, state, custodian, connected FROM device WHERE company_id = $1 ORDER BY serial";
    Ok(rows(source, sql, [company.into()]).await?)
}

/// A company's gateway licences, by agreement and line, each with the device that is on its line or was last.
///
/// # Errors
/// A database that does not answer.
pub async fn licence_list<S: Source>(source: &S, company: CompanyId) -> StoreResult<Vec<LicenceStands>> {
    let sql = "SELECT y.agreement_id, d.serial, y.state, y.monthly, y.currency, y.starts, y.ends FROM gateway_licence y \
               JOIN agreement g ON g.id = y.agreement_id JOIN agreement_line l ON l.id = y.line_id \
               LEFT JOIN device d ON d.id = (SELECT p.device_id FROM assignment p WHERE p.line_id = l.id \
               ORDER BY CASE WHEN p.released IS NULL THEN 0 ELSE 1 END, p.assigned DESC LIMIT 1) \
               WHERE y.company_id = $1 ORDER BY g.reference, l.number, y.starts";
    Ok(rows(source, sql, [company.into()]).await?)
}

/// A company's deadlines, oldest first.
///
/// # Errors
/// A database that does not answer.
pub async fn deadline_list<S: Source>(source: &S, company: CompanyId) -> StoreResult<Vec<DeadlineStands>> {
    let sql = "SELECT t.rule, t.agreement_id, d.serial, t.starts, t.due, t.met FROM deadline t \
               LEFT JOIN device d ON d.id = t.device_id WHERE t.company_id = $1 ORDER BY t.starts, t.due, t.rule, d.serial";
    Ok(rows(source, sql, [company.into()]).await?)
}
