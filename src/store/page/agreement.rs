//! An agreement's page: its facts, the terms that it pins, its lines with their licences, its documents.

use entity::types::{
    AgreementId, AgreementState, ChargeCode, CompanyId, Currency, Date, DeviceId, DeviceState, LicenceId, LicenceState,
    LineId, MerchantId, SiteId, TermsId,
};
use sea_orm::FromQueryResult;

use super::invoice::{DOCUMENTS, DocumentRow};
use super::{BESIDE, amounts};
use crate::domain::access::Scope;
use crate::domain::lease::{Term, state_on};
use crate::store::bound::Bound;
use crate::store::{Source, StoreResult, row, rows};

/// An agreement's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementPage {
    /// Its facts.
    pub agreement: AgreementHead,
    /// Its first lines, by number; at most [`BESIDE`], the others by [`line_list`].
    pub lines: Vec<LineRow>,
    /// Its documents, newest first; at most [`BESIDE`].
    pub documents: Vec<DocumentRow>,
}

/// An agreement as a list of them has it; its own page has more.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct AgreementRow {
    /// The agreement.
    pub id: AgreementId,
    /// Its reference.
    pub reference: String,
    /// Day of signature.
    pub signed: Date,
    /// First day.
    pub start: Option<Date>,
    /// Months of the term.
    pub term_months: i64,
    /// Months of notice.
    pub notice_months: i64,
    /// Days until an invoice is due.
    pub payment_days: i64,
    /// Last day of the term.
    pub term_end: Option<Date>,
    /// Last day without notice.
    pub binding_end: Option<Date>,
    /// Day of notice.
    pub notice_on: Option<Date>,
    /// Last day, if it ends.
    pub ends: Option<Date>,
    /// How many lines it has.
    pub lines: i64,
    /// Rent and licences a month, in minor units, of what has not ended.
    pub monthly: i64,
    /// The currency.
    pub currency: Currency,
}
amounts!(AgreementRow: monthly);

impl AgreementRow {
    /// Where it stands at the end of a day.
    #[must_use]
    pub fn state_on(&self, day: Date) -> AgreementState {
        let term = self.start.zip(self.term_end);
        state_on(day, term.map(|(start, end)| Term { start, end, binding_end: self.binding_end }), self.ends)
    }
}

/// Columns of [`AgreementRow`] of an agreement `g`.
const AGREEMENT_ROW: &str = "g.id, g.reference, g.signed, g.start, g.term_months, g.notice_months, g.payment_days, g.term_end, \
    g.binding_end, g.notice_on, g.ends, (SELECT COUNT(*) FROM agreement_line l WHERE l.agreement_id = g.id) AS lines, \
    CAST(COALESCE((SELECT SUM(l.rent) FROM agreement_line l WHERE l.agreement_id = g.id), 0) \
    + COALESCE((SELECT SUM(y.monthly) FROM gateway_licence y WHERE y.agreement_id = g.id AND y.state <> 'ended'), 0) \
    AS bigint) AS monthly, g.currency";

/// An agreement's facts.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct AgreementHead {
    /// What a list has of it.
    #[sea_orm(nested)]
    pub row: AgreementRow,
    /// The company.
    pub company_id: CompanyId,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's number.
    pub merchant_number: String,
    /// The merchant's name.
    pub merchant: String,
    /// The terms version that it pins.
    pub terms_id: TermsId,
    /// The profile of those terms.
    pub terms_profile: String,
    /// First day of those terms.
    pub terms_from: Date,
    /// Day of the identity approval.
    pub kyc_approved: Option<Date>,
    /// Day of the identity rejection.
    pub kyc_rejected: Option<Date>,
    /// Months without notice.
    pub binding_months: i64,
    /// Whether charges that the engine finds are approved at once.
    pub approve_at_once: bool,
}

impl AgreementHead {
    /// The key of its terms, as `dk-loomis@2020-01-01`.
    #[must_use]
    pub fn terms(&self) -> String {
        format!("{}@{}", self.terms_profile, self.terms_from)
    }
}

/// A line, with its licence and the device that is on it or was last.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct LineRow {
    /// The line.
    pub id: LineId,
    /// Its number.
    pub number: i64,
    /// The device.
    pub device_id: Option<DeviceId>,
    /// Its serial number.
    pub serial: Option<String>,
    /// Its model.
    pub model: Option<String>,
    /// What it is doing.
    pub device_state: Option<DeviceState>,
    /// Where it stands.
    pub site_id: Option<SiteId>,
    /// The site's name.
    pub site: Option<String>,
    /// When the device left the line; none: it is on it.
    pub released: Option<Date>,
    /// Rent a month, in minor units.
    pub rent: i64,
    /// First day.
    pub starts: Option<Date>,
    /// Last day.
    pub ends: Option<Date>,
    /// Last day that is on an invoice.
    pub billed_through: Option<Date>,
    /// The licence.
    pub licence_id: Option<LicenceId>,
    /// GWL, or GWL-POST after a take-over.
    pub licence_code: Option<ChargeCode>,
    /// Licence a month, in minor units; nought without one.
    pub licence: i64,
    /// The licence's state.
    pub licence_state: Option<LicenceState>,
    /// The licence's first day.
    pub licence_starts: Option<Date>,
    /// The licence's last day.
    pub licence_ends: Option<Date>,
    /// Last day of the licence that is on an invoice.
    pub licence_billed: Option<Date>,
    /// The currency.
    pub currency: Currency,
}
amounts!(LineRow: rent, licence);

/// A merchant's agreements within a scope, by reference. Somebody confined to some sites reaches those with a device there.
///
/// # Errors
/// A database that does not answer.
pub async fn agreement_list<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: MerchantId,
) -> StoreResult<Vec<AgreementRow>> {
    let mut bound = Bound::default();
    let of = bound.merchant_of(scope, merchant);
    let within = bound.agreements(scope);
    let sql = format!(
        "SELECT {AGREEMENT_ROW} FROM agreement g \
         WHERE g.merchant_id = {of}{within} ORDER BY g.reference LIMIT {BESIDE}"
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// An agreement within a scope.
///
/// # Errors
/// A database that does not answer.
pub async fn agreement_head<S: Source>(
    source: &S,
    scope: &Scope,
    id: AgreementId,
) -> StoreResult<Option<AgreementHead>> {
    let mut bound = Bound::default();
    let (company, agreement) = (bound.bind(scope.company), bound.bind(id));
    let within = bound.agreements(scope);
    let sql = format!(
        "SELECT {AGREEMENT_ROW}, g.company_id, g.merchant_id, m.number AS merchant_number, m.name AS merchant, g.terms_id, \
         t.profile AS terms_profile, t.valid_from AS terms_from, g.kyc_approved, g.kyc_rejected, g.binding_months, \
         g.approve_at_once \
         FROM agreement g JOIN merchant m ON m.id = g.merchant_id JOIN terms_version t ON t.id = g.terms_id \
         WHERE g.company_id = {company} AND g.id = {agreement}{within}"
    );
    Ok(row(source, &sql, bound.values).await?)
}

/// An agreement's page.
///
/// # Errors
/// A database that does not answer.
pub async fn agreement_page<S: Source>(
    source: &S,
    scope: &Scope,
    id: AgreementId,
) -> StoreResult<Option<AgreementPage>> {
    let Some(agreement) = agreement_head(source, scope, id).await? else { return Ok(None) };
    let mut bound = Bound::default();
    // By the merchant's index: documents have none by agreement.
    let (merchant, of) = (bound.bind(agreement.merchant_id), bound.bind(id));
    let within = bound.documents(scope);
    let sql = format!(
        "{DOCUMENTS}i.merchant_id = {merchant} AND i.agreement_id = {of}{within} \
         ORDER BY i.issued DESC, i.id DESC LIMIT {BESIDE}"
    );
    Ok(Some(AgreementPage {
        lines: line_list(source, scope, id, 0, BESIDE).await?,
        documents: rows(source, &sql, bound.values).await?,
        agreement,
    }))
}

/// Lines of an agreement within a scope, by number, after one.
///
/// # Errors
/// A database that does not answer.
pub async fn line_list<S: Source>(
    source: &S,
    scope: &Scope,
    agreement: AgreementId,
    after: i64,
    limit: i64,
) -> StoreResult<Vec<LineRow>> {
    let mut bound = Bound::default();
    let (company, of, after) = (bound.bind(scope.company), bound.bind(agreement), bound.bind(after));
    let (merchant, sites) = (bound.merchant(scope, "g.merchant_id"), bound.sites(scope, "d.site_id"));
    // Places of today and of the past have an index each.
    let sql = format!(
        "SELECT l.id, l.number, d.id AS device_id, d.serial, dm.name AS model, d.state AS device_state, d.site_id, s.name AS site, \
         p.released, l.rent, l.starts, l.ends, l.billed_through, y.id AS licence_id, y.code AS licence_code, \
         COALESCE(y.monthly, 0) AS licence, y.state AS licence_state, y.starts AS licence_starts, y.ends AS licence_ends, \
         y.billed_through AS licence_billed, l.currency FROM agreement g JOIN agreement_line l ON l.agreement_id = g.id \
         LEFT JOIN assignment p ON p.id = COALESCE((SELECT x.id FROM assignment x WHERE x.line_id = l.id AND x.released IS NULL), \
         (SELECT x.id FROM assignment x WHERE x.line_id = l.id AND x.released IS NOT NULL ORDER BY x.assigned DESC, x.id DESC LIMIT 1)) \
         LEFT JOIN device d ON d.id = p.device_id LEFT JOIN device_model dm ON dm.id = d.model_id \
         LEFT JOIN site s ON s.id = d.site_id LEFT JOIN gateway_licence y ON y.line_id = l.id \
         WHERE g.company_id = {company} AND g.id = {of} AND l.number > {after}{merchant}{sites} ORDER BY l.number LIMIT {}",
        limit
    );
    Ok(rows(source, &sql, bound.values).await?)
}
