//! What was decided about the fee in like cases, for whoever decides about the next (R093).

use entity::types::{ChargeState, Date, MerchantId};
use sea_orm::FromQueryResult;

use crate::domain::access::Scope;
use crate::store::bound::Bound;
use crate::store::{Source, StoreResult, rows};

/// How often the fee was charged, and how often it was not, for one point of what is not covered.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct LikeCases {
    /// The point, as fees and tests name it.
    pub point: String,
    /// Fees that were charged or proposed.
    pub charged: i64,
    /// Those of them that the reader decided.
    pub own: i64,
    /// Tests that found the point, and after which no fee was charged.
    pub spared: i64,
}

/// A like case.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct LikeCase {
    /// Its day.
    pub day: Date,
    /// The point.
    pub point: String,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name.
    pub merchant: String,
    /// What proves it.
    pub evidence: Option<String>,
    /// How its fee stands; none: none was charged.
    pub state: Option<ChargeState>,
}

/// How many like cases are shown one by one.
const SHOWN: i64 = 6;

/// Fees with the point that their evidence begins with, and tests without a fee; since the day that `{since}` names.
fn decided(company: &str, since: &str) -> String {
    format!(
        "SELECT c.starts AS day, SUBSTR(c.evidence, 1, 4) AS point, c.merchant_id, SUBSTR(c.evidence, 7) AS evidence, c.state, \
         COALESCE(c.proposed_by, c.decided_by) AS actor FROM charge c \
         WHERE c.company_id = {company} AND c.code = 'ADMIN-495' AND c.starts >= {since} AND c.state <> 'waived' \
         UNION ALL SELECT w.decided AS day, w.exclusion AS point, w.merchant_id, w.evidence, NULL AS state, NULL AS actor FROM swap w \
         WHERE w.company_id = {company} AND w.covered = FALSE AND w.decided >= {since} AND NOT EXISTS (SELECT 1 FROM charge c \
         WHERE c.code = 'ADMIN-495' AND c.state <> 'waived' AND c.subject_id IN (w.id, w.ticket_id))"
    )
}

/// What was decided about the fee since a day: by point, and the latest one by one.
///
/// # Errors
/// A database that does not answer.
pub async fn like_cases<S: Source>(
    source: &S,
    scope: &Scope,
    (since, actor): (Date, &str),
) -> StoreResult<(Vec<LikeCases>, Vec<LikeCase>)> {
    let mut bound = Bound::default();
    let (company, since_at, own) = (bound.bind(scope.company), bound.bind(since), bound.bind(actor.to_owned()));
    let sql = format!(
        "SELECT x.point, SUM(CASE WHEN x.state IS NULL THEN 0 ELSE 1 END) AS charged, \
         SUM(CASE WHEN x.actor = {own} THEN 1 ELSE 0 END) AS own, SUM(CASE WHEN x.state IS NULL THEN 1 ELSE 0 END) AS spared \
         FROM ({}) x GROUP BY x.point ORDER BY x.point",
        decided(&company, &since_at)
    );
    let by_point = rows(source, &sql, bound.values).await?;
    let mut bound = Bound::default();
    let (company, since) = (bound.bind(scope.company), bound.bind(since));
    let sql = format!(
        "SELECT x.day, x.point, x.merchant_id, m.name AS merchant, x.evidence, x.state FROM ({}) x \
         JOIN merchant m ON m.id = x.merchant_id ORDER BY x.day DESC, x.merchant_id, x.point LIMIT {SHOWN}",
        decided(&company, &since)
    );
    Ok((by_point, rows(source, &sql, bound.values).await?))
}
