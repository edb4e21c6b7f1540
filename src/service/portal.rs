//! The portal's first page with what comes next: what is owed, what is to be done, what there is and what it will cost.

use std::collections::HashMap;

use entity::types::{Date, DeviceId, MerchantId};

use super::ServiceResult;
use super::forecast::{Forecast, NextCharge, forecast_of_merchant};
use crate::domain::access::Scope;
use crate::store::Source;
use crate::store::page::portal::{PortalHome, portal_home};

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
/// Terms or amounts that do not fit, or the database.
pub async fn home<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: MerchantId,
    today: Date,
) -> ServiceResult<Option<Home>> {
    let Some(page) = portal_home(source, scope, merchant, today).await? else { return Ok(None) };
    let forecasts = forecast_of_merchant(source, scope, merchant, today, 1).await?.unwrap_or_default();
    let mut next: HashMap<DeviceId, Vec<NextCharge>> = HashMap::new();
    for charge in forecasts.iter().flat_map(Forecast::next_charges) {
        if let Some(device) = charge.device {
            next.entry(device).or_default().push(charge);
        }
    }
    Ok(Some(Home { page, forecasts, next }))
}
