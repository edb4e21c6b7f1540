//! What contested lines hold back, as amounts with VAT.

use entity::types::{InvoiceId, Money};

use crate::domain::credit::{CreditError, Creditable, held};
use crate::service::ServiceResult;
use crate::service::invoices::left;
use crate::store::dispute::{holding_list, holding_set, open_of, open_of_locked};
use crate::store::{Source, Tx};

/// Works out again what each contested line of a document holds back: one was contested, one is decided, or something was credited.
/// The document's money is locked until the transaction ends.
///
/// # Errors
/// Amounts that do not combine, or a database that does not answer.
pub(crate) async fn hold(tx: &Tx, invoice: InvoiceId) -> ServiceResult<()> {
    let open = open_of_locked(tx, invoice).await?;
    let holding = holding_list(tx, invoice).await?;
    if holding.is_empty() {
        return Ok(());
    }
    let lines = left(tx, invoice).await?;
    let contested: Vec<i64> = holding.iter().map(|of| of.line).collect();
    for (of, amount) in holding.iter().zip(amounts(&lines, &contested, open)?) {
        if of.gross != amount.minor() {
            holding_set(tx, of.id, amount).await?;
        }
    }
    Ok(())
}

/// What a line would hold back if it were contested now.
///
/// # Errors
/// Amounts that do not combine, or a database that does not answer.
pub async fn would_hold<S: Source>(source: &S, invoice: InvoiceId, line: i64) -> ServiceResult<i64> {
    let open = open_of(source, invoice).await?;
    let lines = left(source, invoice).await?;
    let mut contested: Vec<i64> = holding_list(source, invoice).await?.iter().map(|of| of.line).collect();
    contested.push(line);
    Ok(amounts(&lines, &contested, open)?.last().map_or(0, |amount| amount.minor()))
}

/// Whether all of a line is credited.
pub(super) fn is_credited(lines: &[Creditable], number: i64) -> bool {
    lines.iter().any(|line| line.number == number && line.remaining.is_zero())
}

fn amounts(lines: &[Creditable], contested: &[i64], open: i64) -> Result<Vec<Money>, CreditError> {
    let Some(line) = lines.first() else { return Ok(Vec::new()) };
    held(lines, contested, Money::new(open, line.remaining.currency()))
}
