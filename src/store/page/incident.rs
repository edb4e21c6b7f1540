//! Reported incidents: the office's queue, a merchant's own, and all there is to know of one.

use entity::types::{
    AgreementId, ChargeId, ChargeState, Currency, Date, DeviceId, DeviceState, IncidentId, IncidentKind, InvoiceId,
    MerchantId,
};
use sea_orm::FromQueryResult;

use super::{BESIDE, amounts};
use crate::domain::access::Scope;
use crate::store::bound::Bound;
use crate::store::{Source, StoreResult, row, rows};

/// A reported loss, theft, damage or tampering.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct IncidentRow {
    /// The incident.
    pub id: IncidentId,
    /// What happened.
    pub kind: IncidentKind,
    /// When it was discovered, in microseconds.
    pub discovered_at_us: i64,
    /// When it was reported, in microseconds.
    pub reported_at_us: i64,
    /// Whether it was reported late (R216).
    pub late: bool,
    /// Who reported it, as events say it.
    pub actor: String,
    /// What happened, in words (R217); none in a report from before that was asked.
    pub description: Option<String>,
    /// What was done.
    pub done: Option<String>,
    /// What is planned.
    pub planned: Option<String>,
    /// Who can be reached.
    pub contacts: Option<String>,
    /// When an agent was through with it.
    pub closed: Option<Date>,
    /// What came of it.
    pub outcome: Option<String>,
    /// When the device was received after all.
    pub received: Option<Date>,
    /// When what was charged was proposed for credit.
    pub reversal: Option<Date>,
    /// When it was given back.
    pub reversed: Option<Date>,
    /// The device.
    pub device_id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// Its model.
    pub model: String,
    /// What it is doing now.
    pub device_state: DeviceState,
    /// Where it stood.
    pub site: Option<String>,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name.
    pub merchant: String,
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The agreement's reference.
    pub reference: String,
    /// What was charged.
    pub charge_id: Option<ChargeId>,
    /// Where that charge stands.
    pub charge_state: Option<ChargeState>,
    /// How much it is, ex VAT, in minor units; nought without one.
    pub net: i64,
    /// The currency.
    pub currency: Currency,
    /// The document that charges it, if the reader may see it.
    pub invoice_id: Option<InvoiceId>,
    /// That document's number.
    pub invoice: Option<String>,
    /// How many files it has.
    pub files: i64,
    /// The number by which the device comes back (R210).
    pub rma: Option<String>,
}
amounts!(IncidentRow: net);

/// Which incidents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incidents {
    /// One.
    One(IncidentId),
    /// Those of a device, newest first.
    Device(DeviceId),
    /// Those that no agent is through with, oldest first, after one.
    Open {
        /// The place of the one before.
        after: Option<(i64, IncidentId)>,
        /// How many at most.
        limit: i64,
    },
    /// All, newest first, before one.
    All {
        /// The place of the one before.
        before: Option<(i64, IncidentId)>,
        /// How many at most.
        limit: i64,
    },
}

/// What keeps a list after a place of it, or before one.
fn beyond(bound: &mut Bound, place: Option<(i64, IncidentId)>, sign: &str) -> String {
    place.map_or_else(String::new, |(at, id)| {
        format!(" AND (n.reported_at_us, n.id) {sign} ({}, {})", bound.bind(at), bound.bind(id))
    })
}

/// Incidents within a scope. Somebody confined to some sites reaches those of devices that stood there.
///
/// # Errors
/// A database that does not answer.
pub async fn incident_list<S: Source>(source: &S, scope: &Scope, which: Incidents) -> StoreResult<Vec<IncidentRow>> {
    let mut bound = Bound::default();
    let documents = bound.documents(scope);
    // A merchant's are reached by the merchant alone: beside the company's id SQLite would read all of the company.
    let mut within = match scope.merchant {
        Some(merchant) => format!("n.merchant_id = {}", bound.merchant_of(scope, merchant)),
        None => format!("n.company_id = {}", bound.bind(scope.company)),
    };
    within += &bound.sites(scope, "n.site_id");
    let (condition, order) = match which {
        Incidents::Open { after, limit } => (
            format!(" AND n.closed IS NULL{}", beyond(&mut bound, after, ">")),
            format!("n.reported_at_us, n.id LIMIT {limit}"),
        ),
        Incidents::All { before, limit } => {
            (beyond(&mut bound, before, "<"), format!("n.reported_at_us DESC, n.id DESC LIMIT {limit}"))
        }
        Incidents::One(id) => (format!(" AND n.id = {}", bound.bind(id)), "n.id".to_owned()),
        Incidents::Device(id) => (
            format!(" AND n.device_id = {}", bound.bind(id)),
            format!("n.reported_at_us DESC, n.id DESC LIMIT {BESIDE}"),
        ),
    };
    let sql = format!(
        "SELECT n.id, n.kind, n.discovered_at_us, n.reported_at_us, n.late, n.actor, n.description, n.done, n.planned, n.contacts, \
         n.closed, n.outcome, n.received, n.reversal, n.reversed, n.device_id, d.serial, dm.name AS model, d.state AS device_state, \
         s.name AS site, n.merchant_id, m.name AS merchant, n.agreement_id, g.reference, n.charge_id, h.state AS charge_state, \
         COALESCE(h.net, 0) AS net, g.currency, i.id AS invoice_id, i.number AS invoice, \
         (SELECT COUNT(*) FROM attachment a WHERE a.subject_id = n.id) AS files, n.rma FROM incident n \
         JOIN device d ON d.id = n.device_id JOIN device_model dm ON dm.id = d.model_id LEFT JOIN site s ON s.id = n.site_id \
         JOIN merchant m ON m.id = n.merchant_id JOIN agreement g ON g.id = n.agreement_id \
         LEFT JOIN charge h ON h.id = n.charge_id LEFT JOIN invoice i ON i.id = h.invoice_id{documents} \
         WHERE {within}{condition} ORDER BY {order}"
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// How many of a company's incidents no agent is through with, and when the oldest was reported, in microseconds.
///
/// # Errors
/// A database that does not answer.
pub async fn incidents_open<S: Source>(source: &S, scope: &Scope) -> StoreResult<(i64, Option<i64>)> {
    #[derive(FromQueryResult)]
    struct Open {
        count: i64,
        oldest: Option<i64>,
    }
    let sql = "SELECT COUNT(*) AS count, MIN(reported_at_us) AS oldest FROM incident WHERE company_id = $1 AND closed IS NULL";
    Ok(row::<_, Open>(source, sql, [scope.company.into()]).await?.map_or((0, None), |open| (open.count, open.oldest)))
}
