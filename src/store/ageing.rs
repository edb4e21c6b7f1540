//! What merchants owe by how long it is overdue, beside the credit that they have. The two together are the debtor account.

use entity::types::{Currency, Date, MerchantId, Money};
use sea_orm::{FromQueryResult, Value};

use super::company::Company;
use super::{Source, StoreResult, row, rows};

/// What is aged, and the day that overdue days are counted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeingAt {
    /// What is open as it stands now, whatever its date.
    Now(Date),
    /// What was open at the end of a day, worked out from documents, payments and what they paid. A payment counts from when
    /// all of it is there: the document, the money and the day on which the one was set against the other.
    EndOf(Date),
}

impl AgeingAt {
    const fn day(self) -> Date {
        match self {
            Self::Now(day) | Self::EndOf(day) => day,
        }
    }

    /// One row a thing that is owed or kept: merchant, due, open, credit. `$1` is the company, `$2` the day.
    fn items(self, of: &str) -> String {
        match self {
            Self::Now(_) => format!(
                "SELECT r.merchant_id, r.due, r.gross - r.paid - r.credited AS owed, 0 AS kept FROM receivable r {of} \
                 WHERE r.company_id = $1 AND r.gross > r.paid + r.credited UNION ALL \
                 SELECT r.merchant_id, r.received, 0, r.amount FROM unspent r {of} WHERE r.company_id = $1"
            ),
            // Each set-off twice: off what is owed, and off what is kept.
            Self::EndOf(_) => {
                let offset = "FROM allocation r JOIN invoice i ON i.id = r.invoice_id \
                              LEFT JOIN payment y ON y.id = r.source_id LEFT JOIN invoice n ON n.id = r.source_id \
                              WHERE r.company_id = $1 AND r.allocated <= $2 AND i.issued <= $2 \
                              AND COALESCE(y.received, n.issued) <= $2";
                format!(
                    "SELECT r.merchant_id, r.due, r.gross AS owed, 0 AS kept FROM invoice r \
                     WHERE r.company_id = $1 AND r.issued <= $2 AND r.kind <> 'credit_note' UNION ALL \
                     SELECT r.merchant_id, r.due, 0, r.gross FROM invoice r \
                     WHERE r.company_id = $1 AND r.issued <= $2 AND r.kind = 'credit_note' UNION ALL \
                     SELECT r.merchant_id, r.received, 0, r.amount FROM payment r \
                     WHERE r.company_id = $1 AND r.received <= $2 UNION ALL \
                     SELECT r.merchant_id, i.due, -r.amount, -r.amount {offset}"
                )
            }
        }
    }

    /// The company, the day, and the first due dates of what is 1-30, 31-60 and 61-90 days overdue.
    fn values(self, company: &Company) -> Vec<Value> {
        let back = |days| self.day().checked_sub_days(chrono::Days::new(days)).unwrap_or(Date::MIN);
        vec![company.id.into(), self.day().into(), back(30).into(), back(60).into(), back(90).into()]
    }
}

/// The sums over items `x`.
const SUMS: &str = "CAST(SUM(CASE WHEN x.due >= $2 THEN x.owed ELSE 0 END) AS bigint) AS not_due, \
     CAST(SUM(CASE WHEN x.due < $2 AND x.due >= $3 THEN x.owed ELSE 0 END) AS bigint) AS to_30, \
     CAST(SUM(CASE WHEN x.due < $3 AND x.due >= $4 THEN x.owed ELSE 0 END) AS bigint) AS to_60, \
     CAST(SUM(CASE WHEN x.due < $4 AND x.due >= $5 THEN x.owed ELSE 0 END) AS bigint) AS to_90, \
     CAST(SUM(CASE WHEN x.due < $5 THEN x.owed ELSE 0 END) AS bigint) AS over_90, \
     CAST(SUM(x.kept) AS bigint) AS credit";

/// What is owed, by how many days it is overdue, and the credit beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aged {
    /// Not due yet, or due on the day.
    pub not_due: Money,
    /// 1 to 30 days overdue.
    pub to_30: Money,
    /// 31 to 60 days overdue.
    pub to_60: Money,
    /// 61 to 90 days overdue.
    pub to_90: Money,
    /// More than 90 days overdue.
    pub over_90: Money,
    /// Money that pays nothing yet.
    pub credit: Money,
}

impl Aged {
    /// The five amounts, not due first.
    #[must_use]
    pub const fn buckets(&self) -> [Money; 5] {
        [self.not_due, self.to_30, self.to_60, self.to_90, self.over_90]
    }

    /// Everything that is open.
    #[must_use]
    pub fn open(&self) -> Money {
        Money::new(self.buckets().iter().map(|m| m.minor()).sum(), self.credit.currency())
    }

    /// What is open less the credit: what the debtor account says.
    #[must_use]
    pub fn balance(&self) -> Money {
        Money::new(self.open().minor() - self.credit.minor(), self.credit.currency())
    }
}

#[derive(FromQueryResult)]
struct AgedRow {
    not_due: Option<i64>,
    to_30: Option<i64>,
    to_60: Option<i64>,
    to_90: Option<i64>,
    over_90: Option<i64>,
    credit: Option<i64>,
}

impl AgedRow {
    fn aged(&self, currency: Currency) -> Aged {
        let money = |minor: Option<i64>| Money::new(minor.unwrap_or(0), currency);
        Aged {
            not_due: money(self.not_due),
            to_30: money(self.to_30),
            to_60: money(self.to_60),
            to_90: money(self.to_90),
            over_90: money(self.over_90),
            credit: money(self.credit),
        }
    }
}

/// A merchant with what it owes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeingRow {
    /// The merchant.
    pub merchant: MerchantId,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// What it owes.
    pub aged: Aged,
}

#[derive(FromQueryResult)]
struct MerchantRow {
    id: MerchantId,
    merchant: String,
    merchant_name: String,
    #[sea_orm(nested)]
    sums: AgedRow,
}

/// Merchants that owe something or have credit, after a number, by number.
///
/// # Errors
/// A database that does not answer.
pub async fn ageing_page<S: Source>(
    source: &S,
    company: &Company,
    at: AgeingAt,
    after: &str,
    limit: i64,
) -> StoreResult<Vec<AgeingRow>> {
    let mut values = at.values(company);
    values.extend([after.to_owned().into(), limit.into()]);
    let (with, of) = match at {
        // The merchants first, so that a page reads no more than its own rows.
        AgeingAt::Now(_) => (
            "WITH page AS (SELECT m.id FROM merchant m WHERE m.company_id = $1 AND m.number > $6 AND (\
             EXISTS (SELECT 1 FROM receivable r WHERE r.company_id = $1 AND r.merchant_id = m.id \
             AND r.gross > r.paid + r.credited) \
             OR EXISTS (SELECT 1 FROM unspent u WHERE u.company_id = $1 AND u.merchant_id = m.id)) \
             ORDER BY m.number LIMIT $7) ",
            "JOIN page ON page.id = r.merchant_id",
        ),
        AgeingAt::EndOf(_) => ("", ""),
    };
    let sql = format!(
        "{with}SELECT m.id, m.number AS merchant, m.name AS merchant_name, {SUMS} FROM ({}) x \
         JOIN merchant m ON m.id = x.merchant_id WHERE m.number > $6 GROUP BY m.id, m.number, m.name \
         HAVING SUM(x.owed) <> 0 OR SUM(x.kept) <> 0 \
         ORDER BY m.number LIMIT $7",
        at.items(of)
    );
    let found: Vec<MerchantRow> = rows(source, &sql, values).await?;
    Ok(found
        .into_iter()
        .map(|r| AgeingRow {
            merchant: r.id,
            number: r.merchant,
            name: r.merchant_name,
            aged: r.sums.aged(company.currency),
        })
        .collect())
}

/// What all merchants of a company owe.
///
/// # Errors
/// A database that does not answer.
pub async fn ageing_totals<S: Source>(source: &S, company: &Company, at: AgeingAt) -> StoreResult<Aged> {
    let sql = format!("SELECT {SUMS} FROM ({}) x", at.items(""));
    let found: Option<AgedRow> = row(source, &sql, at.values(company)).await?;
    let none = AgedRow { not_due: None, to_30: None, to_60: None, to_90: None, over_90: None, credit: None };
    Ok(found.unwrap_or(none).aged(company.currency))
}
