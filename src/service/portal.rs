//! The portal's first page with what comes next: what is owed, what is to be done, what there is and what it will cost.

use std::collections::HashMap;

use entity::types::{Date, DeviceId, MerchantId};

use super::forecast::{Forecast, NextCharge, forecast_of_head, forecast_of_merchant};
use super::{ServiceError, ServiceResult};
use crate::domain::access::Scope;
use crate::domain::swap::is_found_in_time;
use crate::store::Source;
use crate::store::page::portal::{PortalHome, portal_home};
use crate::store::terms::terms_book;

/// The portal's first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// What stands in the books today.
    pub page: PortalHome,
    /// What each agreement will cost through the next quarter.
    pub forecasts: Vec<Forecast>,
    /// The next charges of each device: its rent, its licence.
    pub next: HashMap<DeviceId, Vec<NextCharge>>,
}

/// The portal's first page of a merchant within a scope. None: no such merchant.
///
/// # Errors
/// A database that does not answer.
pub async fn home<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: MerchantId,
    today: Date,
) -> ServiceResult<Option<Home>> {
    let Some(mut page) = portal_home(source, scope, merchant, today).await? else { return Ok(None) };
    if page.deadlines.iter().any(|deadline| deadline.invoiced.is_some()) {
        // A device that was charged for so long ago that finding it gives nothing back is no task any more.
        let book = terms_book(source).await?;
        let in_time = |on, terms| book.get(terms).is_ok_and(|terms| is_found_in_time(&terms.swap, on, today));
        page.deadlines.retain(|deadline| deadline.invoiced.is_none_or(|on| in_time(on, deadline.terms_id)));
    }
    let forecasts = or_nothing(forecast_of_head(source, scope, &page.merchant, today, 1).await, merchant)?;
    let mut next: HashMap<DeviceId, Vec<NextCharge>> = HashMap::new();
    for charge in forecasts.iter().flat_map(Forecast::next_charges) {
        if let Some(device) = charge.device {
            next.entry(device).or_default().push(charge);
        }
    }
    Ok(Some(Home { page, forecasts, next }))
}

/// What each agreement of a merchant within a scope will cost through the next quarter. Nothing is foreseen where a run would
/// set something aside: what the merchant owes and has is shown all the same.
///
/// # Errors
/// A database that does not answer.
pub async fn foreseen<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: MerchantId,
    today: Date,
) -> ServiceResult<Vec<Forecast>> {
    let found = forecast_of_merchant(source, scope, merchant, today, 1).await;
    or_nothing(found.map(Option::unwrap_or_default), merchant)
}

/// What is foreseen, or nothing where a run would set something aside.
fn or_nothing(found: ServiceResult<Vec<Forecast>>, merchant: MerchantId) -> ServiceResult<Vec<Forecast>> {
    match found {
        Ok(forecasts) => Ok(forecasts),
        Err(ServiceError::Store(error)) => Err(error.into()),
        Err(error) => {
            tracing::warn!(%error, %merchant, "what an agreement will cost cannot be said");
            Ok(Vec::new())
        }
    }
}
