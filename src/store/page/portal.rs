//! The portal's first page: what is owed, what is to be done and by when, what there is.

use chrono::{Days, NaiveTime};
use entity::types::{AgreementId, ChargeState, Date, DeadlineId, DeviceId, MerchantId, ModelId, SubjectId, TermsId};
use sea_orm::FromQueryResult;

use super::device::{Placed, placed_list};
use super::invoice::{DOCUMENTS, DocumentRow};
use super::merchant::{Balance, balance, merchant_head};
use super::own_swap::{QuoteRow, quotes_waiting};
use super::{BESIDE, merchant::MerchantHead};
use crate::domain::access::Scope;
use crate::store::bound::Bound;
use crate::store::dispute::{Contested, Disputes, dispute_list};
use crate::store::{Source, StoreResult, rows};

/// What a merchant sees first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalHome {
    /// Who it is.
    pub merchant: MerchantHead,
    /// Sum of what is open, what is overdue, how many documents, the next due date.
    pub balance: Balance,
    /// What is open, the first due first; at most [`BESIDE`].
    pub open: Vec<DocumentRow>,
    /// Its devices on lines, by site and serial number; at most [`BESIDE`].
    pub devices: Vec<Placed>,
    /// What is to be done, the first due first.
    pub deadlines: Vec<DeadlineRow>,
    /// Offers that wait for an answer, the first to expire first.
    pub quotes: Vec<QuoteRow>,
    /// What is contested and not decided, oldest first.
    pub disputes: Vec<Contested>,
    /// What was decided in the last [`ANSWERED_DAYS`] days, the newest first.
    pub answered: Vec<Contested>,
}

/// How many days an answer to a contested line is announced.
const ANSWERED_DAYS: u64 = 30;

/// Something that is to be done by a day.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct DeadlineRow {
    /// The deadline.
    pub id: DeadlineId,
    /// Its rule, as `R058`.
    pub rule: String,
    /// What it is about: of R080, R082 and R085 a swap.
    pub subject_id: SubjectId,
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The agreement's reference.
    pub reference: String,
    /// The terms that the agreement pins.
    pub terms_id: TermsId,
    /// The device.
    pub device_id: Option<DeviceId>,
    /// The device's serial number.
    pub serial: Option<String>,
    /// The device's model.
    pub model: Option<String>,
    /// The model's id.
    pub model_id: Option<ModelId>,
    /// First day.
    pub starts: Date,
    /// Last day.
    pub due: Date,
    /// Whether it is held without an end.
    pub held: bool,
    /// The last day of the latest hold that has an end.
    pub held_until: Option<Date>,
    /// Where the charge stands that follows an exchange's return.
    pub charge_state: Option<ChargeState>,
    /// When that was invoiced.
    pub invoiced: Option<Date>,
}

/// The portal's first page of a merchant within a scope.
///
/// # Errors
/// A database that does not answer.
pub async fn portal_home<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: MerchantId,
    today: Date,
) -> StoreResult<Option<PortalHome>> {
    let Some(head) = merchant_head(source, scope, merchant).await? else { return Ok(None) };
    Ok(Some(PortalHome {
        merchant: head,
        balance: balance(source, scope, merchant, today).await?,
        open: open_list(source, scope, merchant, None, BESIDE).await?,
        devices: placed_list(source, scope, merchant, BESIDE).await?,
        deadlines: deadline_list(source, scope, merchant).await?,
        quotes: quotes_waiting(source, scope, merchant, today).await?,
        disputes: dispute_list(source, scope, &Disputes::OpenOf(merchant)).await?,
        answered: dispute_list(source, scope, &answered(merchant, today)).await?,
    }))
}

fn answered(merchant: MerchantId, today: Date) -> Disputes {
    let since = today.checked_sub_days(Days::new(ANSWERED_DAYS)).unwrap_or(today);
    Disputes::DecidedOf {
        merchant,
        since_us: since.and_time(NaiveTime::MIN).and_utc().timestamp_micros(),
        limit: BESIDE,
    }
}

/// What is open of a merchant within a scope, the first due first, after a due date and a place in the series.
///
/// # Errors
/// A database that does not answer.
pub async fn open_list<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: MerchantId,
    after: Option<(Date, i64)>,
    limit: i64,
) -> StoreResult<Vec<DocumentRow>> {
    let mut bound = Bound::default();
    let merchant = bound.merchant_of(scope, merchant);
    let within = bound.documents(scope);
    let after = after.map_or_else(String::new, |(due, sequence)| {
        format!(" AND (r.due, r.sequence) > ({}, {})", bound.bind(due), bound.bind(sequence))
    });
    let sql = format!(
        "{DOCUMENTS}r.merchant_id = {merchant} AND r.paid + r.credited < r.gross{within}{after} \
         ORDER BY r.due, r.sequence LIMIT {limit}"
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// Deadlines of a merchant's agreements within a scope that are not met, the first due first.
///
/// # Errors
/// A database that does not answer.
pub async fn deadline_list<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: MerchantId,
) -> StoreResult<Vec<DeadlineRow>> {
    let mut bound = Bound::default();
    let of = bound.merchant_of(scope, merchant);
    let (merchant, sites) = (bound.merchant(scope, "g.merchant_id"), bound.sites(scope, "d.site_id"));
    let sql = format!(
        "SELECT t.id, t.rule, t.subject_id, g.id AS agreement_id, g.reference, g.terms_id, t.device_id, d.serial, \
         dm.name AS model, d.model_id, t.starts, t.due, \
         EXISTS (SELECT 1 FROM hold h WHERE h.deadline_id = t.id AND h.ends IS NULL) AS held, \
         (SELECT MAX(h.ends) FROM hold h WHERE h.deadline_id = t.id) AS held_until, \
         (SELECT h.state FROM swap w JOIN charge h ON h.id = w.charge_id WHERE w.id = t.subject_id) AS charge_state, \
         (SELECT i.issued FROM swap w JOIN charge h ON h.id = w.charge_id JOIN invoice i ON i.id = h.invoice_id \
         WHERE w.id = t.subject_id) AS invoiced \
         FROM agreement g \
         JOIN deadline t ON t.agreement_id = g.id AND t.met IS NULL LEFT JOIN device d ON d.id = t.device_id \
         LEFT JOIN device_model dm ON dm.id = d.model_id \
         WHERE g.merchant_id = {of}{merchant}{sites} ORDER BY t.due, t.rule, t.id LIMIT {BESIDE}"
    );
    Ok(rows(source, &sql, bound.values).await?)
}
