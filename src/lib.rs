//! Tillhold leases payment terminals and bills for them, exactly as the contract says.

pub mod clock;
pub mod documents;
pub mod domain;
pub mod gateways;
pub mod service;
pub mod store;
pub mod text;
