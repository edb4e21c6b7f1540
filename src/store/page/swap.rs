//! Swaps as the office works on them: what waits for whose hands, and one swap with all that belongs to it.

use entity::types::{
    AgreementId, ChargeCode, ChargeId, ChargeState, Currency, CustodyStep, Date, DeviceId, DeviceState, Exclusion,
    IncidentId, InvoiceId, MerchantId, ModelId, Money, QuoteId, QuoteKind, SwapId, TermsId, TicketId,
};
use sea_orm::FromQueryResult;

use super::amounts;
use crate::domain::access::Scope;
use crate::store::bound::Bound;
use crate::store::{Source, StoreResult, row, rows};

/// Which swaps a list shows: what of them waits, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Waits {
    /// A replacement that is to leave (R080).
    Dispatch,
    /// A device that is to come back (R085).
    Return,
    /// A device that is to be tested (R082).
    Test,
    /// A fault that is not covered, and of which nothing was offered yet (R084).
    Offer,
    /// An offer that the merchant has not answered (R106).
    Answer,
    /// A charge that is proposed for credit, since its device came back.
    Credit,
}

impl Waits {
    /// All, in the order in which a swap meets them.
    pub const ALL: [Self; 6] = [Self::Dispatch, Self::Return, Self::Test, Self::Offer, Self::Answer, Self::Credit];

    /// The word it is written as, in addresses, queries and keys of the locales.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dispatch => "dispatch",
            Self::Return => "return",
            Self::Test => "test",
            Self::Offer => "offer",
            Self::Answer => "answer",
            Self::Credit => "credit",
        }
    }

    /// The condition on swaps called `w`; each has a partial index of its own.
    const fn condition(self) -> &'static str {
        match self {
            Self::Dispatch => "w.dispatched IS NULL AND NOT (w.return_first = TRUE AND w.received IS NULL)",
            Self::Return => "w.received IS NULL AND (w.dispatched IS NOT NULL OR w.return_first = TRUE)",
            Self::Test => "w.received IS NOT NULL AND w.decided IS NULL",
            Self::Offer => "w.covered = FALSE AND NOT EXISTS (SELECT 1 FROM quote o WHERE o.swap_id = w.id)",
            Self::Answer => {
                "w.id IN (SELECT o.swap_id FROM quote o WHERE o.company_id = w.company_id AND o.answered IS NULL)"
            }
            Self::Credit => "w.reversal IS NOT NULL AND w.reversed IS NULL",
        }
    }

    /// The day of its clock: when it is due, or since when it waits.
    const fn clock(self) -> &'static str {
        match self {
            Self::Dispatch => {
                "COALESCE((SELECT d.due FROM deadline d WHERE d.subject_id = w.id AND d.rule = 'R080' AND d.met IS NULL), w.approved)"
            }
            Self::Return => {
                "COALESCE((SELECT d.due FROM deadline d WHERE d.subject_id = w.id AND d.rule = 'R085' AND d.met IS NULL), w.dispatched, w.approved)"
            }
            Self::Test => {
                "COALESCE((SELECT d.due FROM deadline d WHERE d.subject_id = w.id AND d.rule = 'R082' AND d.met IS NULL), w.received)"
            }
            Self::Offer => "w.decided",
            Self::Answer => "(SELECT o.expires FROM quote o WHERE o.swap_id = w.id AND o.answered IS NULL)",
            Self::Credit => "w.reversal",
        }
    }
}

/// A swap in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct SwapRow {
    /// The swap.
    pub id: SwapId,
    /// The device that is exchanged.
    pub serial: String,
    /// Its model.
    pub model: String,
    /// The replacement.
    pub replacement: Option<String>,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name.
    pub merchant: String,
    /// The agreement's reference.
    pub reference: String,
    /// When it was approved.
    pub approved: Date,
    /// The day of its clock: when what waits is due; of an offer to be made and of a credit, since when it waits.
    pub clock: Date,
    /// Whether a charge was made because the device did not come back.
    pub charged: bool,
}

/// How much of the company's swaps waits, and the earliest clock.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Waiting {
    /// For what, as [`Waits::as_str`].
    pub what: String,
    /// How many.
    pub count: i64,
    /// The earliest clock; none: nothing waits.
    pub clock: Option<Date>,
}

const SWAP_ROW: &str = "w.id, d.serial, dm.name AS model, r.serial AS replacement, w.merchant_id, m.name AS merchant, g.reference, \
     w.approved, w.clock, CASE WHEN w.charge_id IS NULL THEN FALSE ELSE TRUE END AS charged";

/// Swaps of which something waits, by the day of their clock, after a day and a swap.
///
/// # Errors
/// A database that does not answer.
pub async fn swap_list<S: Source>(
    source: &S,
    scope: &Scope,
    waits: Waits,
    after: Option<(Date, SwapId)>,
    limit: i64,
) -> StoreResult<Vec<SwapRow>> {
    let mut bound = Bound::default();
    let company = bound.bind(scope.company);
    let merchant = bound.merchant(scope, "w.merchant_id");
    let after = after.map_or_else(String::new, |(day, id)| {
        format!(" WHERE (w.clock, w.id) > ({}, {})", bound.bind(day), bound.bind(id))
    });
    let sql = format!(
        "SELECT {SWAP_ROW} FROM (SELECT w.*, {} AS clock FROM swap w WHERE w.company_id = {company} AND {}{merchant}) w \
         JOIN device d ON d.id = w.device_id JOIN device_model dm ON dm.id = d.model_id LEFT JOIN device r ON r.id = w.replacement_id \
         JOIN merchant m ON m.id = w.merchant_id JOIN agreement g ON g.id = w.agreement_id{after} ORDER BY w.clock, w.id LIMIT {limit}",
        waits.clock(),
        waits.condition()
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// What of a company's swaps waits, in one round trip; what nothing waits for too.
///
/// # Errors
/// A database that does not answer.
pub async fn swaps_waiting<S: Source>(source: &S, scope: &Scope) -> StoreResult<Vec<Waiting>> {
    let mut bound = Bound::default();
    let company = bound.bind(scope.company);
    let merchant = bound.merchant(scope, "w.merchant_id");
    let part = |waits: Waits| {
        format!(
            "SELECT '{}' AS what, COUNT(*) AS count, MIN({}) AS clock FROM swap w WHERE w.company_id = {company} AND {}{merchant}",
            waits.as_str(),
            waits.clock(),
            waits.condition()
        )
    };
    let sql = Waits::ALL.map(part).join(" UNION ALL ");
    Ok(rows(source, &sql, bound.values).await?)
}

/// A swap with the devices, the merchant and what was charged.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct SwapHead {
    /// The swap.
    pub id: SwapId,
    /// The device that is exchanged.
    pub device_id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// Its model's id.
    pub model_id: ModelId,
    /// Its model.
    pub model: String,
    /// What it is doing now.
    pub state: DeviceState,
    /// The replacement.
    pub replacement_id: Option<DeviceId>,
    /// The replacement's serial number.
    pub replacement: Option<String>,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name.
    pub merchant: String,
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The agreement's reference.
    pub reference: String,
    /// The terms that it pins.
    pub terms_id: TermsId,
    /// The line's number.
    pub line: i64,
    /// The site that the device stood at, or stands at.
    pub site: Option<String>,
    /// The report that it follows.
    pub ticket_id: Option<TicketId>,
    /// What the merchant said is wrong.
    pub description: Option<String>,
    /// When it was approved.
    pub approved: Date,
    /// Whether the replacement leaves only when the faulty device is here (A17).
    pub return_first: bool,
    /// When the replacement left.
    pub dispatched: Option<Date>,
    /// When the device came back.
    pub received: Option<Date>,
    /// When its test was decided.
    pub decided: Option<Date>,
    /// Whether the fault is covered.
    pub covered: Option<bool>,
    /// By which point it is not.
    pub exclusion: Option<Exclusion>,
    /// When its charge was proposed for credit.
    pub reversal: Option<Date>,
    /// When that was given back.
    pub reversed: Option<Date>,
    /// What was charged because it did not come back.
    pub charge_id: Option<ChargeId>,
    /// How that charge stands.
    pub charge_state: Option<ChargeState>,
    /// How much it is, ex VAT, in minor units; nought without one.
    pub charge: i64,
    /// The invoice that it is on.
    pub invoice_id: Option<InvoiceId>,
    /// That invoice's number.
    pub invoice: Option<String>,
    /// The currency.
    pub currency: Currency,
    /// How many files it has.
    pub files: i64,
    /// Why it was approved though not all of the troubleshooting was done.
    pub unchecked: Option<String>,
    /// The number by which its devices move (R210).
    pub rma: Option<String>,
}
amounts!(SwapHead: charge);

/// A deadline of a swap.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct SwapDeadline {
    /// Its rule.
    pub rule: String,
    /// The day that it counts from.
    pub starts: Date,
    /// When it is due.
    pub due: Date,
    /// When it was met.
    pub met: Option<Date>,
    /// Until when it is held, by proof of posting.
    pub held: Option<Date>,
    /// That proof, in words.
    pub proof: Option<String>,
}

/// An offer of a swap.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct QuoteRow {
    /// The offer.
    pub id: QuoteId,
    /// What is offered.
    pub kind: QuoteKind,
    /// How much, ex VAT, in minor units.
    pub net: i64,
    /// The currency.
    pub currency: Currency,
    /// When it was sent.
    pub sent: Date,
    /// The last day on which it can be accepted.
    pub expires: Date,
    /// When it was answered.
    pub answered: Option<Date>,
    /// Whether with yes.
    pub accepted: Option<bool>,
}
amounts!(QuoteRow: net);

/// A step that one of a swap's two devices took.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct StepRow {
    /// The device.
    pub device_id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// The step.
    pub step: CustodyStep,
    /// Its day.
    pub day: Date,
    /// When it was written down, in microseconds.
    pub at_us: i64,
    /// Who carried it.
    pub carrier: Option<String>,
    /// Under what number.
    pub tracking: Option<String>,
    /// Who took it, as events say it.
    pub actor: String,
}

/// A fee for a report that the agreement does not cover.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct FeeRow {
    /// The charge.
    pub id: ChargeId,
    /// How it stands.
    pub state: ChargeState,
    /// How much, ex VAT, in minor units.
    pub net: i64,
    /// The currency.
    pub currency: Currency,
    /// Its day.
    pub day: Date,
    /// Code and evidence.
    pub evidence: Option<String>,
    /// The invoice that it is on.
    pub invoice_id: Option<InvoiceId>,
}
amounts!(FeeRow: net);

/// A swap's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwapPage {
    /// The swap.
    pub head: SwapHead,
    /// Its deadlines, in the order in which they were set.
    pub deadlines: Vec<SwapDeadline>,
    /// Its offers, newest first.
    pub quotes: Vec<QuoteRow>,
    /// Fees about it or its report.
    pub fees: Vec<FeeRow>,
    /// What both devices went through because of it, oldest first.
    pub steps: Vec<StepRow>,
}

/// A swap's page.
///
/// # Errors
/// A database that does not answer.
pub async fn swap_page<S: Source>(source: &S, scope: &Scope, id: SwapId) -> StoreResult<Option<SwapPage>> {
    let mut bound = Bound::default();
    let (company, of) = (bound.bind(scope.company), bound.bind(id));
    let (merchant, sites) = (bound.merchant(scope, "w.merchant_id"), bound.sites(scope, "d.site_id"));
    let sql = format!(
        "SELECT w.id, w.device_id, d.serial, d.model_id, dm.name AS model, d.state, w.replacement_id, r.serial AS replacement, w.merchant_id, \
         m.name AS merchant, w.agreement_id, g.reference, g.terms_id, l.number AS line, s.name AS site, w.ticket_id, t.description, w.approved, w.return_first, \
         w.dispatched, w.received, w.decided, w.covered, w.exclusion, w.reversal, w.reversed, w.charge_id, c.state AS charge_state, \
         COALESCE(c.net, 0) AS charge, c.invoice_id, i.number AS invoice, g.currency, \
         (SELECT COUNT(*) FROM attachment a WHERE a.subject_id = w.id) AS files, w.unchecked, w.rma FROM swap w JOIN device d ON d.id = w.device_id \
         JOIN device_model dm ON dm.id = d.model_id LEFT JOIN device r ON r.id = w.replacement_id JOIN merchant m ON m.id = w.merchant_id \
         JOIN agreement g ON g.id = w.agreement_id JOIN agreement_line l ON l.id = w.line_id LEFT JOIN site s ON s.id = d.site_id \
         LEFT JOIN ticket t ON t.id = w.ticket_id LEFT JOIN charge c ON c.id = w.charge_id LEFT JOIN invoice i ON i.id = c.invoice_id \
         WHERE w.company_id = {company} AND w.id = {of}{merchant}{sites}"
    );
    let Some(head) = row::<_, SwapHead>(source, &sql, bound.values).await? else { return Ok(None) };
    let deadlines = "SELECT d.rule, d.starts, d.due, d.met, (SELECT MAX(h.ends) FROM hold h WHERE h.deadline_id = d.id) AS held, \
         (SELECT h.reason FROM hold h WHERE h.deadline_id = d.id ORDER BY h.ends DESC LIMIT 1) AS proof \
         FROM deadline d WHERE d.subject_id = $1 ORDER BY d.starts, d.rule";
    let quotes = "SELECT id, kind, net, currency, sent, expires, answered, accepted FROM quote WHERE swap_id = $1 \
         ORDER BY sent DESC, id DESC";
    let fees = "SELECT c.id, c.state, c.net, c.currency, c.starts AS day, c.evidence, c.invoice_id FROM charge c \
         WHERE c.code = $3 AND c.subject_id IN ($1, $2) ORDER BY c.starts";
    let steps = "SELECT k.device_id, d.serial, k.step, k.day, k.at_us, k.carrier, k.tracking, k.actor FROM custody k \
         JOIN device d ON d.id = k.device_id WHERE k.device_id IN ($2, $3) AND k.subject_id = $1 ORDER BY k.at_us, k.sequence";
    let none = DeviceId(uuid::Uuid::nil());
    let about = head.ticket_id.map_or_else(uuid::Uuid::nil, |ticket| ticket.0);
    let devices = [id.into(), head.device_id.into(), head.replacement_id.unwrap_or(none).into()];
    Ok(Some(SwapPage {
        deadlines: rows(source, deadlines, [id.into()]).await?,
        quotes: rows(source, quotes, [id.into()]).await?,
        fees: rows(source, fees, [id.into(), about.into(), ChargeCode::Admin495.into()]).await?,
        steps: rows(source, steps, devices).await?,
        head,
    }))
}

impl SwapPage {
    /// A deadline of a rule.
    #[must_use]
    pub fn deadline(&self, rule: &str) -> Option<&SwapDeadline> {
        self.deadlines.iter().find(|d| d.rule == rule)
    }

    /// The offer that waits for its answer.
    #[must_use]
    pub fn waiting(&self) -> Option<&QuoteRow> {
        self.quotes.iter().find(|q| q.answered.is_none())
    }

    /// What was charged because the device did not come back, ex VAT.
    #[must_use]
    pub fn charged(&self) -> Option<Money> {
        self.head.charge_id.map(|_| self.head.charge())
    }
}

/// Serial numbers of devices of a company in stock, of the model of one, the first of them.
///
/// # Errors
/// A database that does not answer.
pub async fn equivalents<S: Source>(
    source: &S,
    scope: &Scope,
    device: DeviceId,
    limit: i64,
) -> StoreResult<Vec<String>> {
    #[derive(FromQueryResult)]
    struct Found {
        serial: String,
    }
    let sql = format!(
        "SELECT d.serial FROM device d WHERE d.company_id = $1 AND d.state = 'stock' AND d.missing IS NULL \
         AND d.model_id = (SELECT o.model_id FROM device o WHERE o.id = $2) ORDER BY d.serial LIMIT {limit}"
    );
    let found: Vec<Found> = rows(source, &sql, [scope.company.into(), device.into()]).await?;
    Ok(found.into_iter().map(|f| f.serial).collect())
}

/// What a serial number leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Led {
    /// A swap whose device is to come back or to be tested.
    Swap(SwapId),
    /// A device of which nothing waits.
    Device(DeviceId),
}

/// What a serial number of a company's device leads to, in capitals or not. None: there is no such device.
///
/// # Errors
/// A database that does not answer.
pub async fn serial_leads_to<S: Source>(source: &S, scope: &Scope, serial: &str) -> StoreResult<Option<Led>> {
    #[derive(FromQueryResult)]
    struct Found {
        id: DeviceId,
        swap_id: Option<SwapId>,
    }
    let sql = "SELECT d.id, (SELECT w.id FROM swap w WHERE w.device_id = d.id AND w.decided IS NULL ORDER BY w.approved DESC, w.id DESC \
         LIMIT 1) AS swap_id FROM device d WHERE d.company_id = $1 AND d.serial IN ($2, $3) ORDER BY d.serial LIMIT 1";
    let values = [scope.company.into(), serial.to_owned().into(), serial.to_uppercase().into()];
    let found = row::<_, Found>(source, sql, values).await?;
    Ok(found.map(|found| found.swap_id.map_or(Led::Device(found.id), Led::Swap)))
}

/// What a number leads to by which a device may move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moves {
    /// The swap or incident.
    pub to: MovesTo,
    /// The device's serial number.
    pub serial: String,
}

/// A swap or an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MovesTo {
    /// A swap.
    Swap(SwapId),
    /// An incident.
    Incident(IncidentId),
}

/// What a number leads to by which a device of a company may move (R210). None: nobody was given it.
///
/// # Errors
/// A database that does not answer.
pub async fn rma_leads_to<S: Source>(source: &S, scope: &Scope, rma: &str) -> StoreResult<Option<Moves>> {
    #[derive(FromQueryResult)]
    struct Found {
        swap_id: Option<SwapId>,
        incident_id: Option<IncidentId>,
        serial: String,
    }
    let sql = "SELECT w.id AS swap_id, NULL AS incident_id, d.serial FROM swap w JOIN device d ON d.id = w.device_id \
         WHERE w.company_id = $1 AND w.rma = $2 UNION ALL \
         SELECT NULL AS swap_id, n.id AS incident_id, d.serial FROM incident n JOIN device d ON d.id = n.device_id \
         WHERE n.company_id = $1 AND n.rma = $2 LIMIT 1";
    let found = row::<_, Found>(source, sql, [scope.company.into(), rma.to_owned().into()]).await?;
    Ok(found.and_then(|found| {
        let to = found.swap_id.map(MovesTo::Swap).or(found.incident_id.map(MovesTo::Incident))?;
        Some(Moves { to, serial: found.serial })
    }))
}

/// The swaps that a device of a company took part in, as the one that is exchanged or as the replacement, newest first.
///
/// # Errors
/// A database that does not answer.
pub async fn swaps_of<S: Source>(source: &S, scope: &Scope, device: DeviceId) -> StoreResult<Vec<SwapId>> {
    #[derive(FromQueryResult)]
    struct Found {
        id: SwapId,
    }
    let mut bound = Bound::default();
    let (company, of) = (bound.bind(scope.company), bound.bind(device));
    let merchant = bound.merchant(scope, "w.merchant_id");
    let sql = format!(
        "SELECT w.id FROM swap w WHERE w.company_id = {company} AND (w.device_id = {of} OR w.replacement_id = {of}){merchant} \
         ORDER BY w.approved DESC, w.id DESC"
    );
    Ok(rows::<_, Found>(source, &sql, bound.values).await?.into_iter().map(|found| found.id).collect())
}

/// The latest swap of a device within a scope.
///
/// # Errors
/// A database that does not answer.
pub async fn swap_last<S: Source>(source: &S, scope: &Scope, device: DeviceId) -> StoreResult<Option<SwapId>> {
    #[derive(FromQueryResult)]
    struct Found {
        id: SwapId,
    }
    let sql = "SELECT w.id FROM swap w WHERE w.company_id = $1 AND w.device_id = $2 ORDER BY w.approved DESC, w.id DESC LIMIT 1";
    Ok(row::<_, Found>(source, sql, [scope.company.into(), device.into()]).await?.map(|found| found.id))
}
