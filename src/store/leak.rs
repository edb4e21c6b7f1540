//! What is billed and is not there, is there and is not billed, or is online and must not be.

use entity::types::{AgreementId, CompanyId, Currency, Date, DeviceId, Instant, LeakKind, MerchantId, Money};
use sea_orm::FromQueryResult;

use super::{Source, StoreResult, rows};

/// A leak.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct LeakRow {
    /// What leaks.
    pub kind: LeakKind,
    /// The device.
    pub device_id: Option<DeviceId>,
    /// Its serial number.
    pub serial: Option<String>,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name.
    pub merchant: String,
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The agreement's reference.
    pub reference: String,
    /// The line's number.
    pub line: i64,
    /// Since when: a day.
    pub since_day: Option<Date>,
    /// Since when: an instant, in microseconds. It goes before the day.
    pub since_us: Option<i64>,
    /// What is at stake a quarter, ex VAT, in minor units.
    pub quarterly: i64,
    /// The currency.
    pub currency: Currency,
}

impl LeakRow {
    /// What is at stake a quarter, ex VAT.
    #[must_use]
    pub const fn cost(&self) -> Money {
        Money::new(self.quarterly, self.currency)
    }
}

/// What leaks are measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Today.
    pub today: Date,
    /// A terminal that was not online since is unseen.
    pub unseen_before: Instant,
    /// A device that has been on its line since a later day is too new to be missed.
    pub placed_until: Date,
    /// A terminal that was online since is online.
    pub online_since: Instant,
    /// An exchange of a later day may still have both ends online.
    pub exchanged_until: Date,
}

/// Columns of [`LeakRow`] of a device `d` on a line `l` that runs, with its licence `y` that serves, if there is one.
const ON_LINE: &str = "FROM agreement g JOIN merchant m ON m.id = g.merchant_id \
     JOIN agreement_line l ON l.agreement_id = g.id AND l.starts <= $2 AND (l.ends IS NULL OR l.ends >= $2) \
     JOIN assignment p ON p.line_id = l.id AND p.released IS NULL JOIN device d ON d.id = p.device_id \
     LEFT JOIN gateway_licence y ON y.line_id = l.id AND y.state <> 'ended' AND y.starts <= $2 AND (y.ends IS NULL OR y.ends >= $2)";

/// What leaks of a company, the first of it in no order.
///
/// # Errors
/// A database that does not answer.
pub async fn leak_list<S: Source>(
    source: &S,
    company: CompanyId,
    by: &Measure,
    limit: i64,
) -> StoreResult<Vec<LeakRow>> {
    let pick = |kind: LeakKind, device: &str, since: &str, cost: &str| {
        format!(
            "SELECT '{kind}' AS kind, {device}, m.id AS merchant_id, m.name AS merchant, g.id AS agreement_id, g.reference, \
             l.number AS line, {since}, {cost} AS quarterly, l.currency"
        )
    };
    let (on_device, whole) = ("d.id AS device_id, d.serial", "3 * (l.rent + COALESCE(y.monthly, 0))");
    let day = |of: &str| format!("{of} AS since_day, CAST(NULL AS bigint) AS since_us");
    let chain = "(SELECT MAX(c.day) FROM custody c WHERE c.device_id = d.id)";
    let returned = format!(
        "{} {ON_LINE} WHERE g.company_id = $1 AND d.state IN ('stock', 'reserved', 'received', 'inspecting', 'repair')",
        pick(LeakKind::Returned, on_device, &day(chain), whole)
    );
    let unseen = format!(
        "{} {ON_LINE} JOIN terminal t ON t.device_id = d.id WHERE g.company_id = $1 AND d.connected AND t.asked_at_us IS NOT NULL \
         AND COALESCE(t.seen_at_us, -1) < $3 AND p.assigned <= $4",
        pick(LeakKind::Unseen, on_device, "p.assigned AS since_day, t.seen_at_us AS since_us", whole)
    );
    let unlicensed = format!(
        "{} {ON_LINE} WHERE g.company_id = $1 AND y.id IS NULL AND d.state NOT IN ('lost', 'written_off')",
        pick(
            LeakKind::Unlicensed,
            on_device,
            &day("COALESCE((SELECT MAX(z.ends) FROM gateway_licence z WHERE z.line_id = l.id), l.starts)"),
            "3 * COALESCE((SELECT MAX(z.monthly) FROM gateway_licence z WHERE z.line_id = l.id), 0)"
        )
    );
    let lost = format!(
        "{} {ON_LINE} WHERE g.company_id = $1 AND y.id IS NOT NULL AND d.state IN ('lost', 'written_off')",
        pick(LeakKind::Alone, on_device, &day(chain), "3 * y.monthly")
    );
    // What was bought out has its licence alone: that is no leak.
    let alone = format!(
        "{} FROM gateway_licence y JOIN agreement_line l ON l.id = y.line_id JOIN agreement g ON g.id = l.agreement_id \
         JOIN merchant m ON m.id = g.merchant_id WHERE y.company_id = $1 AND y.code = 'GWL' AND y.state <> 'ended' \
         AND y.starts <= $2 AND (y.ends IS NULL OR y.ends >= $2) \
         AND NOT EXISTS (SELECT 1 FROM assignment p WHERE p.line_id = l.id AND p.released IS NULL)",
        pick(
            LeakKind::Alone,
            "NULL AS device_id, NULL AS serial",
            &day("COALESCE((SELECT MAX(p.released) FROM assignment p WHERE p.line_id = l.id), y.starts)"),
            "3 * y.monthly"
        )
    );
    let both = format!(
        "{} FROM swap w JOIN terminal t ON t.device_id = w.device_id AND t.seen_at_us >= $5 \
         JOIN terminal n ON n.device_id = w.replacement_id AND n.seen_at_us >= $5 JOIN device d ON d.id = w.device_id \
         JOIN agreement_line l ON l.id = w.line_id JOIN agreement g ON g.id = l.agreement_id \
         JOIN merchant m ON m.id = g.merchant_id LEFT JOIN gateway_licence y ON y.line_id = l.id AND y.state <> 'ended' \
         WHERE w.company_id = $1 AND w.dispatched <= $6 AND w.received IS NULL",
        pick(LeakKind::BothOnline, on_device, &day("w.dispatched"), whole)
    );
    // The first of them says what a column is of, where another has nothing in it.
    let parts = [returned, both, unseen, lost, alone, unlicensed];
    let sql = format!("SELECT * FROM ({}) x LIMIT {limit}", parts.join(" UNION ALL "));
    let values = [
        company.into(),
        by.today.into(),
        by.unseen_before.timestamp_micros().into(),
        by.placed_until.into(),
        by.online_since.timestamp_micros().into(),
        by.exchanged_until.into(),
    ];
    Ok(rows(source, &sql, values).await?)
}
