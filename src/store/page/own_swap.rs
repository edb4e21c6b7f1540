//! An exchange as its merchant sees it: what is on its way, what must come back and by when, what the test found, what is charged; and
//! the offers that wait for an answer.

use entity::types::{
    AgreementId, ChargeState, Currency, Date, DeviceId, Exclusion, InvoiceId, MerchantId, ModelId, QuoteId, QuoteKind,
    SwapId, TermsId,
};
use sea_orm::FromQueryResult;

use super::own_device::OwnDevice;
use super::{BESIDE, amounts};
use crate::domain::access::Scope;
use crate::store::bound::Bound;
use crate::store::{Source, StoreResult, row, rows};

/// An exchange.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct SwapRow {
    /// The swap.
    pub id: SwapId,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The terms that the agreement pins.
    pub terms_id: TermsId,
    /// The faulty device.
    pub device_id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// The model of both.
    pub model_id: ModelId,
    /// The model, as people call it.
    pub model: String,
    /// The device that is sent for it.
    pub replacement_id: Option<DeviceId>,
    /// That device's serial number.
    pub replacement: Option<String>,
    /// Who carries that device.
    pub carrier: Option<String>,
    /// Its tracking number.
    pub tracking: Option<String>,
    /// When it was approved.
    pub approved: Date,
    /// Whether the other device leaves only when this one is back (A17).
    pub return_first: bool,
    /// By when the other device leaves (R080).
    pub leaves_by: Option<Date>,
    /// When the other device left.
    pub dispatched: Option<Date>,
    /// From when the days of the return count (R085).
    pub since: Option<Date>,
    /// By when the faulty device must be back; none: it need not come back.
    pub due: Option<Date>,
    /// The last day of a proof of posting's hold (A18).
    pub held: Option<Date>,
    /// When the faulty device was scanned in.
    pub received: Option<Date>,
    /// By when it is tested (R082).
    pub tested_by: Option<Date>,
    /// When it was tested.
    pub decided: Option<Date>,
    /// Whether the fault is ours.
    pub covered: Option<bool>,
    /// What excludes it.
    pub exclusion: Option<Exclusion>,
    /// When what was charged was proposed for credit.
    pub reversal: Option<Date>,
    /// When what was charged was given back.
    pub reversed: Option<Date>,
    /// Where the charge for a device that is not back stands.
    pub charge_state: Option<ChargeState>,
    /// That charge, ex VAT, in minor units; nought without one.
    pub net: i64,
    /// The currency.
    pub currency: Currency,
    /// The document that charges it, if the reader may see it.
    pub invoice_id: Option<InvoiceId>,
    /// That document's number.
    pub invoice: Option<String>,
    /// The line of that document.
    pub invoice_line: Option<i64>,
    /// The latest offer.
    pub quote_id: Option<QuoteId>,
    /// The last day on which that offer can be answered.
    pub quote_expires: Option<Date>,
    /// What it was answered.
    pub quote_accepted: Option<bool>,
    /// How many files it has.
    pub files: i64,
    /// The number by which its devices move (R210).
    pub rma: Option<String>,
}
amounts!(SwapRow: net);

impl SwapRow {
    /// Whether the faulty device is waited for.
    #[must_use]
    pub const fn is_awaited(&self) -> bool {
        self.due.is_some() && self.received.is_none()
    }

    /// The offer that can still be answered on a day.
    #[must_use]
    pub fn quote_waits(&self, today: Date) -> Option<(QuoteId, Date)> {
        let (id, expires) = self.quote_id.zip(self.quote_expires)?;
        (self.quote_accepted.is_none() && expires >= today).then_some((id, expires))
    }
}

/// The site at which the faulty device of a swap `w` stands, or stood when it was exchanged: by now it may stand at another merchant's.
const SITE: &str = "CASE WHEN w.dispatched IS NULL THEN d.site_id ELSE (SELECT c.site_id FROM custody c \
    WHERE c.device_id = w.device_id AND c.subject_id = w.id AND c.step = 'swapped_out') END";

/// Columns and tables of [`SwapRow`]; `{documents}` keeps the document `i` within a scope.
fn columns(documents: &str) -> String {
    format!(
        "SELECT w.id, w.merchant_id, w.agreement_id, g.terms_id, w.device_id, d.serial, d.model_id, dm.name AS model, \
         w.replacement_id, r.serial AS replacement, o.carrier, o.tracking, w.approved, w.return_first, \
         (SELECT MAX(t.due) FROM deadline t WHERE t.subject_id = w.id AND t.rule = 'R080') AS leaves_by, w.dispatched, \
         b.starts AS since, b.due, (SELECT MAX(e.ends) FROM hold e WHERE e.deadline_id = b.id) AS held, w.received, \
         (SELECT MAX(t.due) FROM deadline t WHERE t.subject_id = w.id AND t.rule = 'R082') AS tested_by, w.decided, w.covered, \
         w.exclusion, w.reversal, w.reversed, h.state AS charge_state, COALESCE(h.net, 0) AS net, y.currency, \
         i.id AS invoice_id, i.number AS invoice, n.number AS invoice_line, q.id AS quote_id, q.expires AS quote_expires, \
         q.accepted AS quote_accepted, (SELECT COUNT(*) FROM attachment a WHERE a.subject_id = w.id) AS files, w.rma \
         FROM swap w JOIN agreement g ON g.id = w.agreement_id \
         JOIN company y ON y.id = w.company_id JOIN device d ON d.id = w.device_id JOIN device_model dm ON dm.id = d.model_id \
         LEFT JOIN device r ON r.id = w.replacement_id \
         LEFT JOIN custody o ON o.device_id = w.replacement_id AND o.subject_id = w.id AND o.step = 'handed_over' \
         LEFT JOIN deadline b ON b.subject_id = w.id AND b.rule = 'R085' LEFT JOIN charge h ON h.id = w.charge_id \
         LEFT JOIN invoice i ON i.id = h.invoice_id{documents} \
         LEFT JOIN invoice_line n ON n.invoice_id = i.id AND n.charge_id = h.id \
         LEFT JOIN quote q ON q.id = (SELECT z.id FROM quote z WHERE z.swap_id = w.id ORDER BY z.sent DESC, z.id DESC LIMIT 1)"
    )
}

/// An exchange within the scope of a merchant's people.
///
/// # Errors
/// A database that does not answer.
pub async fn own_swap<S: Source>(source: &S, scope: &Scope, id: SwapId) -> StoreResult<Option<SwapRow>> {
    let Some(merchant) = scope.merchant else { return Ok(None) };
    let mut bound = Bound::default();
    let columns = columns(&bound.documents(scope));
    let (id, company, merchant) = (bound.bind(id), bound.bind(scope.company), bound.bind(merchant));
    let sites = bound.sites(scope, SITE);
    let sql = format!(
        "{columns} WHERE w.id = {id} AND w.company_id = {company} AND w.merchant_id = {merchant}{sites} LIMIT 1"
    );
    Ok(row(source, &sql, bound.values).await?)
}

/// The exchanges of a device, as the faulty one or as the other one, under the agreement that its merchant has it by; newest first.
///
/// # Errors
/// A database that does not answer.
pub async fn swaps_of_device<S: Source>(source: &S, scope: &Scope, of: &OwnDevice) -> StoreResult<Vec<SwapRow>> {
    let mut bound = Bound::default();
    let columns = columns(&bound.documents(scope));
    let (agreement, device) = (bound.bind(of.agreement_id), bound.bind(of.id));
    let sites = bound.sites(scope, SITE);
    let sql = format!(
        "{columns} WHERE w.agreement_id = {agreement} AND (w.device_id = {device} OR w.replacement_id = {device}){sites} \
         ORDER BY w.approved DESC, w.id DESC LIMIT {BESIDE}"
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// An offer after a test.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct QuoteRow {
    /// The offer.
    pub id: QuoteId,
    /// Its exchange.
    pub swap_id: SwapId,
    /// A repair, or the swap price.
    pub kind: QuoteKind,
    /// How much, ex VAT, in minor units.
    pub net: i64,
    /// The currency.
    pub currency: Currency,
    /// When it was made.
    pub sent: Date,
    /// The last day on which it can be answered.
    pub expires: Date,
    /// When it was answered.
    pub answered: Option<Date>,
    /// What it was answered.
    pub accepted: Option<bool>,
    /// What excludes the fault.
    pub exclusion: Option<Exclusion>,
    /// The terms that the agreement pins.
    pub terms_id: TermsId,
    /// The device.
    pub device_id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// Its model.
    pub model: String,
    /// The document that charges it, if the reader may see it.
    pub invoice_id: Option<InvoiceId>,
    /// That document's number.
    pub invoice: Option<String>,
}
amounts!(QuoteRow: net);

/// Columns and tables of [`QuoteRow`]; `{documents}` keeps the document `i` within a scope.
fn quote_columns(documents: &str) -> String {
    format!(
        "SELECT q.id, q.swap_id, q.kind, q.net, q.currency, q.sent, q.expires, q.answered, q.accepted, w.exclusion, g.terms_id, \
         w.device_id, d.serial, dm.name AS model, i.id AS invoice_id, i.number AS invoice FROM agreement g \
         JOIN swap w ON w.agreement_id = g.id JOIN quote q ON q.swap_id = w.id JOIN device d ON d.id = w.device_id \
         JOIN device_model dm ON dm.id = d.model_id LEFT JOIN charge h ON h.id = q.charge_id \
         LEFT JOIN invoice i ON i.id = h.invoice_id{documents}"
    )
}

/// An offer within the scope of a merchant's people.
///
/// # Errors
/// A database that does not answer.
pub async fn own_quote<S: Source>(source: &S, scope: &Scope, id: QuoteId) -> StoreResult<Option<QuoteRow>> {
    let Some(merchant) = scope.merchant else { return Ok(None) };
    let mut bound = Bound::default();
    let columns = quote_columns(&bound.documents(scope));
    let (id, company, merchant) = (bound.bind(id), bound.bind(scope.company), bound.bind(merchant));
    let sites = bound.sites(scope, SITE);
    let sql = format!("{columns} WHERE q.id = {id} AND w.company_id = {company} AND w.merchant_id = {merchant}{sites}");
    Ok(row(source, &sql, bound.values).await?)
}

/// The offers to a merchant within a scope that can be answered on a day, the first to expire first.
///
/// # Errors
/// A database that does not answer.
pub async fn quotes_waiting<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: MerchantId,
    today: Date,
) -> StoreResult<Vec<QuoteRow>> {
    let mut bound = Bound::default();
    let columns = quote_columns(&bound.documents(scope));
    let (of, today) = (bound.merchant_of(scope, merchant), bound.bind(today));
    let (merchant, sites) = (bound.merchant(scope, "g.merchant_id"), bound.sites(scope, SITE));
    let sql = format!(
        "{columns} WHERE g.merchant_id = {of}{merchant}{sites} AND q.answered IS NULL AND q.expires >= {today} \
         ORDER BY q.expires, q.id LIMIT {BESIDE}"
    );
    Ok(rows(source, &sql, bound.values).await?)
}
