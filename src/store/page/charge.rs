//! Charges that wait for somebody's approval.

use entity::types::{AgreementId, ChargeCode, ChargeId, Currency, Date, MerchantId, SwapId};
use sea_orm::FromQueryResult;

use super::amounts;
use crate::domain::access::Scope;
use crate::domain::explain::Explanation;
use crate::store::bound::Bound;
use crate::store::{Source, StoreError, StoreResult, rows};

/// A charge that is proposed.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ProposedRow {
    /// The charge.
    pub id: ChargeId,
    /// What it is for.
    pub code: ChargeCode,
    /// Its day.
    pub day: Date,
    /// How much, ex VAT, in minor units.
    pub net: i64,
    /// The currency.
    pub currency: Currency,
    /// What proves it.
    pub evidence: Option<String>,
    /// Who proposed it, if somebody else has to approve it.
    pub proposed_by: Option<String>,
    /// Why, as stored.
    pub explanation: Option<String>,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name.
    pub merchant: String,
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The agreement's reference.
    pub reference: String,
    /// The device's serial number.
    pub serial: Option<String>,
    /// The swap that it is about.
    pub swap_id: Option<SwapId>,
}
amounts!(ProposedRow: net);

impl ProposedRow {
    /// Why, and how the amount comes about. None: nothing was stored.
    ///
    /// # Errors
    /// An explanation that no longer reads.
    pub fn why(&self) -> StoreResult<Option<Explanation>> {
        let read = |text: &String| {
            serde_json::from_str(text).map_err(|e| StoreError::impossible("charge", "explanation", self.id, e))
        };
        self.explanation.as_ref().map(read).transpose()
    }
}

/// Which proposed charges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// One, which may be decided by now.
    One(ChargeId),
    /// All, oldest first, after one.
    After(Option<(Date, ChargeId)>, i64),
}

/// Proposed charges within a scope, or one of its charges.
///
/// # Errors
/// A database that does not answer.
pub async fn proposed_list<S: Source>(source: &S, scope: &Scope, which: Proposed) -> StoreResult<Vec<ProposedRow>> {
    let mut bound = Bound::default();
    let company = bound.bind(scope.company);
    let merchant = bound.merchant(scope, "c.merchant_id");
    let (condition, limit) = match which {
        Proposed::One(id) => (format!("c.id = {}", bound.bind(id)), 1),
        Proposed::After(None, limit) => ("c.state = 'proposed'".to_owned(), limit),
        Proposed::After(Some((day, id)), limit) => {
            let after = format!("(c.starts, c.id) > ({}, {})", bound.bind(day), bound.bind(id));
            (format!("c.state = 'proposed' AND {after}"), limit)
        }
    };
    let sql = format!(
        "SELECT c.id, c.code, c.starts AS day, c.net, c.currency, c.evidence, c.proposed_by, c.explanation, c.merchant_id, m.name AS merchant, \
         c.agreement_id, g.reference, d.serial, COALESCE((SELECT w.id FROM swap w WHERE w.id = c.subject_id), \
         (SELECT w.id FROM swap w WHERE w.company_id = c.company_id AND w.device_id = c.device_id AND w.ticket_id = c.subject_id LIMIT 1)) \
         AS swap_id FROM charge c JOIN merchant m ON m.id = c.merchant_id \
         JOIN agreement g ON g.id = c.agreement_id LEFT JOIN device d ON d.id = c.device_id \
         WHERE c.company_id = {company}{merchant} AND {condition} ORDER BY c.starts, c.id LIMIT {limit}"
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// How many charges of a company are proposed, and the day of the oldest.
///
/// # Errors
/// A database that does not answer.
pub async fn proposed_count<S: Source>(source: &S, scope: &Scope) -> StoreResult<(i64, Option<Date>)> {
    #[derive(FromQueryResult)]
    struct Counted {
        count: i64,
        oldest: Option<Date>,
    }
    let sql =
        "SELECT COUNT(*) AS count, MIN(starts) AS oldest FROM charge WHERE company_id = $1 AND state = 'proposed'";
    let found: Vec<Counted> = rows(source, sql, [scope.company.into()]).await?;
    Ok(found.first().map_or((0, None), |c| (c.count, c.oldest)))
}
