//! Figures over everything, for charts and the tables beside them.

use entity::types::{ChargeCode, CompanyId, Date, DeviceState, Money, Quarter};
use sea_orm::FromQueryResult;

use super::bound::Bound;
use super::company::Company;
use super::{Source, StoreResult, rows};

/// Quarters that a chart of revenue shows.
pub const QUARTERS: usize = 8;

/// What was invoiced of a kind in a quarter, less what was credited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revenue {
    /// The quarter in which it was issued.
    pub quarter: Quarter,
    /// What was charged.
    pub code: ChargeCode,
    /// Ex VAT.
    pub net: Money,
}

/// The last [`QUARTERS`] quarters up to one, oldest first.
#[must_use]
pub fn quarters_to(last: Quarter) -> Vec<Quarter> {
    let mut quarters = vec![last];
    while let Some(first) = quarters.last().filter(|_| quarters.len() < QUARTERS) {
        quarters.push(first.previous());
    }
    quarters.reverse();
    quarters
}

/// Revenue of a company over the last [`QUARTERS`] quarters up to one, by quarter and charge; a charge that a quarter does not
/// have is left out.
///
/// # Errors
/// A database that does not answer.
pub async fn revenue_by_quarter<S: Source>(source: &S, company: &Company, last: Quarter) -> StoreResult<Vec<Revenue>> {
    #[derive(FromQueryResult)]
    struct Row {
        issued: Date,
        code: ChargeCode,
        net: i64,
    }
    let quarters = quarters_to(last);
    let first = quarters.first().copied().unwrap_or(last);
    let sql = "SELECT i.issued, l.code, \
               CAST(SUM(CASE WHEN i.kind = 'credit_note' THEN -l.net ELSE l.net END) AS bigint) AS net \
               FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id \
               WHERE i.company_id = $1 AND i.issued BETWEEN $2 AND $3 GROUP BY i.issued, l.code";
    let values = [company.id.into(), first.first_day().into(), last.last_day().into()];
    let mut sums: std::collections::BTreeMap<(Quarter, ChargeCode), i64> = std::collections::BTreeMap::new();
    for row in rows::<_, Row>(source, sql, values).await? {
        *sums.entry((Quarter::of(row.issued), row.code)).or_default() += row.net;
    }
    let money = |minor| Money::new(minor, company.currency);
    Ok(sums.into_iter().map(|((quarter, code), net)| Revenue { quarter, code, net: money(net) }).collect())
}

/// How many devices are in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct DevicesIn {
    /// The state.
    pub state: DeviceState,
    /// How many.
    pub count: i64,
}

/// Devices of a company by state, in the order of a device's life; a state without devices is left out.
///
/// # Errors
/// A database that does not answer.
pub async fn devices_by_state<S: Source>(source: &S, company: &Company) -> StoreResult<Vec<DevicesIn>> {
    let sql = "SELECT state, COUNT(*) AS count FROM device WHERE company_id = $1 GROUP BY state";
    let mut found: Vec<DevicesIn> = rows(source, sql, [company.id.into()]).await?;
    found.sort_by_key(|d| d.state);
    Ok(found)
}

/// How many devices of a company are in each of some states; a state without devices is left out.
///
/// # Errors
/// A database that does not answer.
pub async fn devices_in<S: Source>(
    source: &S,
    company: CompanyId,
    states: &[DeviceState],
) -> StoreResult<Vec<DevicesIn>> {
    let mut bound = Bound::default();
    let (company, states) = (bound.bind(company), bound.bind_all(states.iter().copied()));
    let sql = format!(
        "SELECT state, COUNT(*) AS count FROM device WHERE company_id = {company} AND state IN ({states}) GROUP BY state"
    );
    Ok(rows(source, &sql, bound.values).await?)
}
