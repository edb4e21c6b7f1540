//! The licence that a device is served under, and what of it is overdue.

use entity::types::{CompanyId, Date, DeviceId, LicenceId, LicenceState};
use sea_orm::FromQueryResult;

use super::{Source, StoreResult, row};

/// The licence of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LicenceNow {
    /// The licence.
    pub id: LicenceId,
    /// Whether it is suspended.
    pub suspended: bool,
}

/// The licence of the line that a device is on, if it runs on a day.
///
/// # Errors
/// A database that does not answer.
pub async fn licence_now<S: Source>(
    source: &S,
    company: CompanyId,
    device: DeviceId,
    day: Date,
) -> StoreResult<Option<LicenceNow>> {
    #[derive(FromQueryResult)]
    struct Found {
        id: LicenceId,
        state: LicenceState,
    }
    let sql = "SELECT y.id, y.state FROM assignment p JOIN gateway_licence y ON y.line_id = p.line_id \
               WHERE p.company_id = $1 AND p.device_id = $2 AND p.released IS NULL AND y.state <> 'ended' \
               AND y.starts <= $3 AND (y.ends IS NULL OR y.ends >= $3) ORDER BY y.state LIMIT 1";
    let found = row::<_, Found>(source, sql, [company.into(), device.into(), day.into()]).await?;
    Ok(found.map(|f| LicenceNow { id: f.id, suspended: f.state == LicenceState::Suspended }))
}

/// Since when something of a licence has been due on a day: the oldest due date of a document with it that is not paid, and on which
/// nobody contests a line.
///
/// # Errors
/// A database that does not answer.
pub async fn licence_overdue<S: Source>(source: &S, licence: LicenceId, day: Date) -> StoreResult<Option<Date>> {
    #[derive(FromQueryResult)]
    struct Found {
        due: Option<Date>,
    }
    let sql = "SELECT MIN(r.due) AS due FROM charge c JOIN receivable r ON r.invoice_id = c.invoice_id \
               WHERE c.subject_id = $1 AND r.due < $2 AND r.gross - r.paid - r.credited > 0 \
               AND NOT EXISTS (SELECT 1 FROM dispute t WHERE t.invoice_id = r.invoice_id AND t.state = 'open')";
    Ok(row::<_, Found>(source, sql, [licence.into(), day.into()]).await?.and_then(|f| f.due))
}
