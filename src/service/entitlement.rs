//! What a device is entitled to: support follows a paid licence (R076).
//!
//! Without a licence that serves, a fault report or a swap is refused. What is overdue of the licence is a person's to weigh: nothing in
//! the contract says how many days late is "not paid", so it is told and never refused.

use entity::types::{CompanyId, Date, DeviceId};

use super::ServiceResult;
use crate::store::Source;
use crate::store::entitlement::{LicenceNow, licence_now, licence_overdue};

/// What a device is entitled to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// Everything of the appendix.
    Entitled,
    /// The same; but of its licence something has been due since a day, and nobody contests it.
    Overdue(Date),
    /// Nothing: its licence is suspended.
    Suspended,
    /// Nothing: it is on no line, or has no licence.
    None,
}

impl Support {
    /// Whether a fault report or a swap is taken.
    #[must_use]
    pub const fn is_given(self) -> bool {
        matches!(self, Self::Entitled | Self::Overdue(_))
    }
}

/// What a device of a company is entitled to on a day.
///
/// # Errors
/// A database that does not answer.
pub async fn support<S: Source>(source: &S, company: CompanyId, device: DeviceId, day: Date) -> ServiceResult<Support> {
    Ok(match licence_now(source, company, device, day).await? {
        None => Support::None,
        Some(LicenceNow { suspended: true, .. }) => Support::Suspended,
        Some(licence) => licence_overdue(source, licence.id, day).await?.map_or(Support::Entitled, Support::Overdue),
    })
}
