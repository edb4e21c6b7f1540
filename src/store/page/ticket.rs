//! Reported faults as agents work on them.

use entity::types::{AgreementId, Date, DeviceId, DeviceState, FaultKind, MerchantId, SwapId, TicketId, TicketState};
use sea_orm::FromQueryResult;

use crate::domain::access::Scope;
use crate::store::bound::Bound;
use crate::store::{Source, StoreResult, row, rows};

/// A reported fault.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct TicketRow {
    /// The report.
    pub id: TicketId,
    /// What it is about.
    pub kind: FaultKind,
    /// Where it stands.
    pub state: TicketState,
    /// What the merchant says is wrong.
    pub description: String,
    /// Whether the manual was tried.
    pub tried_manual: bool,
    /// Its day.
    pub reported: Date,
    /// When it was reported, in microseconds.
    pub reported_at_us: i64,
    /// Who reported it, as events say it.
    pub actor: String,
    /// The device.
    pub device_id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// Its model.
    pub model: String,
    /// What it is doing now.
    pub device_state: DeviceState,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name.
    pub merchant: String,
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The agreement's reference.
    pub reference: String,
    /// The swap that came of it.
    pub swap_id: Option<SwapId>,
    /// How many files it has.
    pub files: i64,
}

/// Which reports a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tickets {
    /// One.
    One(TicketId),
    /// Those of a device, newest first.
    Device(DeviceId),
    /// Those that are not over, oldest first, after one.
    Open {
        /// The place of the one before.
        after: Option<(i64, TicketId)>,
        /// How many at most.
        limit: i64,
    },
}

/// Reports within a scope.
///
/// # Errors
/// A database that does not answer.
pub async fn ticket_list<S: Source>(source: &S, scope: &Scope, which: Tickets) -> StoreResult<Vec<TicketRow>> {
    let mut bound = Bound::default();
    let company = bound.bind(scope.company);
    let within = bound.merchant(scope, "t.merchant_id") + &bound.sites(scope, "d.site_id");
    let (condition, order) = match which {
        Tickets::One(id) => (format!(" AND t.id = {}", bound.bind(id)), "t.id".to_owned()),
        Tickets::Device(id) => {
            (format!(" AND t.device_id = {}", bound.bind(id)), "t.reported_at_us DESC, t.id DESC LIMIT 20".to_owned())
        }
        Tickets::Open { after, limit } => {
            let after = after.map_or_else(String::new, |(at, id)| {
                format!(" AND (t.reported_at_us, t.id) > ({}, {})", bound.bind(at), bound.bind(id))
            });
            (format!(" AND t.state <> 'closed'{after}"), format!("t.reported_at_us, t.id LIMIT {limit}"))
        }
    };
    let sql = format!(
        "SELECT t.id, t.kind, t.state, t.description, t.tried_manual, t.reported, t.reported_at_us, t.actor, t.device_id, d.serial, \
         dm.name AS model, d.state AS device_state, t.merchant_id, m.name AS merchant, t.agreement_id, g.reference, \
         (SELECT w.id FROM swap w WHERE w.device_id = t.device_id AND w.ticket_id = t.id LIMIT 1) AS swap_id, \
         (SELECT COUNT(*) FROM attachment a WHERE a.subject_id = t.id) AS files \
         FROM ticket t JOIN device d ON d.id = t.device_id JOIN device_model dm ON dm.id = d.model_id \
         JOIN merchant m ON m.id = t.merchant_id JOIN agreement g ON g.id = t.agreement_id \
         WHERE t.company_id = {company}{within}{condition} ORDER BY {order}"
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// How many of a company's reports are not over, and when the oldest was made, in microseconds.
///
/// # Errors
/// A database that does not answer.
pub async fn tickets_open<S: Source>(source: &S, scope: &Scope) -> StoreResult<(i64, Option<i64>)> {
    #[derive(FromQueryResult)]
    struct Open {
        count: i64,
        oldest: Option<i64>,
    }
    let sql = "SELECT COUNT(*) AS count, MIN(reported_at_us) AS oldest FROM ticket WHERE company_id = $1 AND state <> 'closed'";
    Ok(row::<_, Open>(source, sql, [scope.company.into()]).await?.map_or((0, None), |open| (open.count, open.oldest)))
}
