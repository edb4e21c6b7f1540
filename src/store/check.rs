//! Steps of troubleshooting that were taken for a reported fault.

use entity::types::TicketId;

use super::bulk::insert_all;
use super::{Source, StoreResult, Tx, rows};

/// A step that was taken.
pub type Check = entity::ticket_check::Model;

/// The steps that were taken for a report, in the order in which they were noted.
///
/// # Errors
/// A database that does not answer.
pub async fn checks_of<S: Source>(source: &S, ticket: TicketId) -> StoreResult<Vec<Check>> {
    let sql = "SELECT * FROM ticket_check WHERE ticket_id = $1 ORDER BY at_us, step";
    Ok(rows(source, sql, [ticket.into()]).await?)
}

/// Notes steps.
///
/// # Errors
/// One that is noted already, or a database that does not answer.
pub async fn check_insert_many(tx: &Tx, checks: &[Check]) -> StoreResult<()> {
    insert_all::<entity::ticket_check::Entity>(tx, checks).await
}
