//! The contract as code. Pure: no database, no network, no clock.

pub mod explain;
pub mod invoice;
