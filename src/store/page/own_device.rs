//! A device as its merchant sees it: where it stands, what is open about it, and its way through hands as far as it is theirs.

use entity::types::{
    AgreementId, ChargeState, Currency, CustodyStep, Date, DeviceId, DeviceState, FaultKind, IncidentId, IncidentKind,
    InvoiceId, LineId, MerchantId, ModelId, SiteId, TermsId, TicketId, TicketState,
};
use sea_orm::FromQueryResult;

use super::device::{Placed, placed_one};
use super::own_swap::{SwapRow, swaps_of_device};
use super::{BESIDE, amounts};
use crate::domain::access::Scope;
use crate::store::bound::Bound;
use crate::store::{Source, StoreResult, row, rows};

/// A device of a merchant's: on one of its lines now, or exchanged for another one.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct OwnDevice {
    /// The device.
    pub id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// Its model.
    pub model_id: ModelId,
    /// The model, as people call it.
    pub model: String,
    /// What it is doing; of one that is back it is no longer the merchant's business.
    pub state: DeviceState,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The agreement that it is on, or was on when it was exchanged.
    pub agreement_id: AgreementId,
    /// The terms that the agreement pins.
    pub terms_id: TermsId,
    /// The line that it is on now; none: it was exchanged.
    pub line_id: Option<LineId>,
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
}

/// A reported fault that is not over.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct TicketRow {
    /// The report.
    pub id: TicketId,
    /// In use, or on delivery.
    pub kind: FaultKind,
    /// Where it stands.
    pub state: TicketState,
    /// What the defect consists of.
    pub description: String,
    /// When it was reported, in microseconds.
    pub reported_at_us: i64,
    /// How many files it has.
    pub files: i64,
}

/// A reported incident.
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
    /// When the device was received after all.
    pub received: Option<Date>,
    /// When what was charged was given back.
    pub reversed: Option<Date>,
    /// Where its charge stands.
    pub charge_state: Option<ChargeState>,
    /// What was charged, ex VAT, in minor units; nought if nothing was.
    pub net: i64,
    /// The currency.
    pub currency: Currency,
    /// The document that charges it, if the reader may see it.
    pub invoice_id: Option<InvoiceId>,
    /// That document's number.
    pub invoice: Option<String>,
}
amounts!(IncidentRow: net);

/// A link of a device's chain of custody, without who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct LinkRow {
    /// What happened.
    pub step: CustodyStep,
    /// On which day.
    pub day: Date,
    /// Where it stood from then on.
    pub site: Option<String>,
    /// Carrier.
    pub carrier: Option<String>,
    /// Tracking number.
    pub tracking: Option<String>,
}

/// What a merchant sees of a device beside the device itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matters {
    /// Its line with rent and licence, if it is on one.
    pub placed: Option<Placed>,
    /// Faults that are reported and not over, newest first.
    pub tickets: Vec<TicketRow>,
    /// Exchanges in which it was the faulty one or the other one, newest first.
    pub swaps: Vec<SwapRow>,
    /// Incidents, newest first.
    pub incidents: Vec<IncidentRow>,
    /// Its way through hands while it was the merchant's, newest first.
    pub history: Vec<LinkRow>,
}

/// A device within the scope of a merchant's people. None also without a merchant: the company's own people have a page of theirs.
///
/// # Errors
/// A database that does not answer.
pub async fn own_device<S: Source>(source: &S, scope: &Scope, id: DeviceId) -> StoreResult<Option<OwnDevice>> {
    let Some(merchant) = scope.merchant else { return Ok(None) };
    let mut bound = Bound::default();
    let (device, company, merchant) = (bound.bind(id), bound.bind(scope.company), bound.bind(merchant));
    let sites = bound.sites(scope, "x.site_id");
    // Where an exchanged device stood is what its chain says: by now it may stand at another merchant's.
    let sql = format!(
        "SELECT d.id, d.serial, d.model_id, dm.name AS model, d.state, g.merchant_id, g.id AS agreement_id, g.terms_id, \
         x.line_id, x.site_id, k.name AS site, k.street, k.postcode, k.city FROM (\
         SELECT l.agreement_id, p.line_id, e.site_id, p.assigned AS day FROM assignment p \
         JOIN agreement_line l ON l.id = p.line_id JOIN device e ON e.id = p.device_id \
         WHERE p.device_id = {device} AND p.released IS NULL UNION ALL \
         SELECT w.agreement_id, NULL, c.site_id, w.dispatched FROM swap w \
         JOIN custody c ON c.device_id = w.device_id AND c.subject_id = w.id AND c.step = 'swapped_out' \
         WHERE w.device_id = {device}) x JOIN agreement g ON g.id = x.agreement_id JOIN device d ON d.id = {device} \
         JOIN device_model dm ON dm.id = d.model_id LEFT JOIN site k ON k.id = x.site_id AND k.merchant_id = g.merchant_id \
         WHERE g.company_id = {company} AND g.merchant_id = {merchant}{sites} \
         ORDER BY CASE WHEN x.line_id IS NULL THEN 1 ELSE 0 END, x.day DESC LIMIT 1"
    );
    Ok(row(source, &sql, bound.values).await?)
}

/// What a merchant sees of one of its devices.
///
/// # Errors
/// A database that does not answer.
pub async fn matters<S: Source>(source: &S, scope: &Scope, device: &OwnDevice) -> StoreResult<Matters> {
    let placed = match device.line_id {
        Some(_) => placed_one(source, scope, device.merchant_id, device.id).await?,
        None => None,
    };
    Ok(Matters {
        placed,
        tickets: ticket_list(source, device).await?,
        swaps: swaps_of_device(source, scope, device).await?,
        incidents: incident_list(source, scope, device).await?,
        history: history(source, device).await?,
    })
}

/// Faults of a device that its merchant reported and that are not over, newest first.
///
/// # Errors
/// A database that does not answer.
pub async fn ticket_list<S: Source>(source: &S, device: &OwnDevice) -> StoreResult<Vec<TicketRow>> {
    let sql = format!(
        "SELECT t.id, t.kind, t.state, t.description, t.reported_at_us, \
         (SELECT COUNT(*) FROM attachment a WHERE a.subject_id = t.id) AS files FROM ticket t \
         WHERE t.device_id = $1 AND t.merchant_id = $2 AND t.state <> 'closed' ORDER BY t.reported_at_us DESC, t.id DESC LIMIT {BESIDE}"
    );
    Ok(rows(source, &sql, [device.id.into(), device.merchant_id.into()]).await?)
}

async fn incident_list<S: Source>(source: &S, scope: &Scope, device: &OwnDevice) -> StoreResult<Vec<IncidentRow>> {
    let mut bound = Bound::default();
    let (id, merchant) = (bound.bind(device.id), bound.bind(device.merchant_id));
    let (within, sites) = (bound.documents(scope), bound.sites(scope, "n.site_id"));
    let sql = format!(
        "SELECT n.id, n.kind, n.discovered_at_us, n.reported_at_us, n.late, n.received, n.reversed, h.state AS charge_state, \
         COALESCE(h.net, 0) AS net, g.currency, i.id AS invoice_id, i.number AS invoice FROM incident n \
         JOIN company g ON g.id = n.company_id \
         LEFT JOIN charge h ON h.id = n.charge_id LEFT JOIN invoice i ON i.id = h.invoice_id{within} \
         WHERE n.device_id = {id} AND n.merchant_id = {merchant}{sites} ORDER BY n.reported_at_us DESC, n.id DESC LIMIT {BESIDE}"
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// The links of a device's chain that are about one of the merchant's agreements, swaps or incidents; or about nothing, while it had
/// the device on a line.
async fn history<S: Source>(source: &S, device: &OwnDevice) -> StoreResult<Vec<LinkRow>> {
    let about =
        |table: &str| format!("EXISTS (SELECT 1 FROM {table} o WHERE o.id = c.subject_id AND o.merchant_id = $2)");
    let held = |released: &str| {
        format!(
            "EXISTS (SELECT 1 FROM assignment p JOIN agreement_line l ON l.id = p.line_id JOIN agreement a ON a.id = l.agreement_id \
             WHERE p.device_id = c.device_id AND {released} AND p.assigned <= c.day AND a.merchant_id = $2)"
        )
    };
    let sql = format!(
        "SELECT c.step, c.day, k.name AS site, c.carrier, c.tracking FROM custody c \
         LEFT JOIN site k ON k.id = c.site_id AND k.merchant_id = $2 WHERE c.device_id = $1 AND (\
         (c.subject_id IS NOT NULL AND ({} OR {} OR {})) OR \
         (c.subject_id IS NULL AND c.custodian = 'merchant' AND ({} OR {}))) ORDER BY c.sequence DESC LIMIT {BESIDE}",
        about("agreement"),
        about("swap"),
        about("incident"),
        held("p.released IS NULL"),
        held("p.released IS NOT NULL AND p.released >= c.day")
    );
    Ok(rows(source, &sql, [device.id.into(), device.merchant_id.into()]).await?)
}
