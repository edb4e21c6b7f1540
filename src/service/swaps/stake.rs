//! What a merchant pays if a device does not come back, said before it happens.

use entity::types::{AgreementId, ChargeCode, Date, DeviceId, Money};

use super::{Bench, prices};
use crate::domain::billing::BillingError;
use crate::domain::swap::return_due;
use crate::domain::vat::tax;
use crate::service::{ServiceError, ServiceResult};
use crate::store::Source;

/// What a device that does not come back costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtStake {
    /// The new price by the list in force, ex VAT (R085).
    pub new_price: Money,
    /// Shipping by the list in force, ex VAT.
    pub shipping: Money,
    /// Both, ex VAT.
    pub net: Money,
    /// Both, with the VAT that such a charge bears.
    pub gross: Money,
    /// The day by which it has to be back, if its replacement leaves today.
    pub due: Date,
}

/// What a device costs that does not come back, by the prices of a day. None: no list has a price of its model.
///
/// # Errors
/// Terms without such a charge, amounts beyond what fits, or the database.
pub async fn at_stake<S: Source>(
    source: &S,
    agreement: AgreementId,
    device: DeviceId,
    day: Date,
) -> ServiceResult<Option<AtStake>> {
    let bench = Bench::of(source, agreement).await?;
    let price = match prices(source, bench.agreement.company_id, device, day).await {
        Ok(price) => price,
        Err(ServiceError::Refused(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let net = price.new_price.plus(price.shipping)?;
    let vat = tax(net, bench.terms.vat(ChargeCode::NonretSwap).map_err(BillingError::from)?)?;
    Ok(Some(AtStake {
        new_price: price.new_price,
        shipping: price.shipping,
        net,
        gross: net.plus(vat)?,
        due: return_due(bench.swap(), bench.calendar, day),
    }))
}
