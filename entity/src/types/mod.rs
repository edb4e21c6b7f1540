//! The shared vocabulary: ids, money, periods and the words that states are written in.

mod cases;
mod ids;
mod money;
mod period;
mod rate;
mod words;

pub use cases::*;
pub use ids::*;
pub use money::{Currency, Money, MoneyError};
pub use period::{Month, Period, PeriodError, Quarter};
pub use rate::{Percent, VatCategory, VatKey};
pub use words::*;

/// A local calendar date of the company (Copenhagen, Oslo or Amsterdam).
pub type Date = chrono::NaiveDate;

/// An instant in UTC, in whole microseconds.
pub type Instant = chrono::DateTime<chrono::Utc>;
