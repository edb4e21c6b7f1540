//! Charges: the recurring ones by what they bill, the one-off ones with their events.

use entity::types::{AgreementId, ChargeCode, ChargeId, CompanyId, Date, MerchantId, SubjectId};
use sea_orm::{FromQueryResult, Value};

use super::{Snapshot, TOLD, Told};
use crate::store::StoreResult;
use crate::store::charge::Charge;

/// What is billed every quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recurs {
    /// The rent of a line.
    Line,
    /// A licence.
    Licence,
}

impl Recurs {
    /// Its table.
    #[must_use]
    pub const fn table(self) -> &'static str {
        match self {
            Self::Line => "agreement_line",
            Self::Licence => "gateway_licence",
        }
    }
}

/// A line or licence, and how far it is billed.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Subject {
    /// Its id.
    pub id: SubjectId,
    /// Its company.
    pub company_id: CompanyId,
    /// Its agreement.
    pub agreement_id: AgreementId,
    /// Who pays.
    pub merchant_id: MerchantId,
    /// The agreement's reference.
    pub reference: String,
    /// The line's number.
    pub number: i64,
    /// Billed up to and including this day.
    pub billed_through: Option<Date>,
    /// Billed for the how-many-th time.
    pub generation: i64,
}

/// Lines or licences after an id, with their charges in order, and the events that sealed their agreements.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_subjects(
    at: &Snapshot,
    what: Recurs,
    after: SubjectId,
    limit: i64,
    kind: &str,
) -> StoreResult<(Vec<Subject>, Vec<Charge>, Vec<Told>)> {
    let table = what.table();
    let number = match what {
        Recurs::Line => "s.number",
        Recurs::Licence => "(SELECT l.number FROM agreement_line l WHERE l.id = s.line_id)",
    };
    let sql = format!(
        "SELECT s.id, s.company_id, s.agreement_id, g.merchant_id, g.reference, COALESCE({number}, 0) AS number, \
         s.billed_through, s.generation FROM {table} s JOIN agreement g ON g.id = s.agreement_id \
         WHERE s.id > $1 ORDER BY s.id LIMIT $2"
    );
    let subjects: Vec<Subject> = at.read(table, &sql, [after.into(), limit.into()]).await?;
    let Some(last) = subjects.last() else { return Ok((subjects, Vec::new(), Vec::new())) };
    let values = || -> Vec<Value> { vec![after.into(), last.id.into()] };
    let sql = format!(
        "SELECT * FROM charge WHERE subject_id IN (SELECT id FROM {table} WHERE id > $1 AND id <= $2) \
         ORDER BY subject_id, generation, starts"
    );
    let charges = at.read("charge", &sql, values()).await?;
    let sql = format!(
        "{TOLD} WHERE kind = $3 AND subject_id IN (SELECT agreement_id FROM {table} WHERE id > $1 AND id <= $2) \
         ORDER BY sequence"
    );
    let told = at.read("event", &sql, values().into_iter().chain([kind.into()])).await?;
    Ok((subjects, charges, told))
}

/// One-off charges after an id, with their events.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_one_off(
    at: &Snapshot,
    after: ChargeId,
    limit: i64,
    kind: &str,
) -> StoreResult<(Vec<Charge>, Vec<Told>)> {
    let sql =
        format!("SELECT * FROM charge WHERE id > $1 AND code NOT IN ({}) ORDER BY id LIMIT $2", recurring_codes());
    let charges: Vec<Charge> = at.read("charge", &sql, [after.into(), limit.into()]).await?;
    let Some(last) = charges.last() else { return Ok((charges, Vec::new())) };
    let sql = format!(
        "{TOLD} WHERE kind = $3 AND subject_id IN (SELECT id FROM charge WHERE id > $1 AND id <= $2 \
         AND code NOT IN ({})) ORDER BY sequence",
        recurring_codes()
    );
    let told = at.read("event", &sql, [after.into(), last.id.into(), kind.into()]).await?;
    Ok((charges, told))
}

/// `'RENT','GWL','GWL-POST'`.
pub(super) fn recurring_codes() -> String {
    let codes = ChargeCode::ALL.iter().filter(|c| c.is_recurring());
    codes.map(|c| format!("'{c}'")).collect::<Vec<_>>().join(",")
}
