//! The contract as code. Pure: no database, no network, no clock.

pub mod access;
pub mod attachment;
pub mod billing;
pub mod calendar;
pub mod checklist;
pub mod credit;
pub mod custody;
pub mod explain;
pub mod invoice;
pub mod lease;
pub mod ledger;
pub mod numbers;
pub mod paper;
pub mod payment;
pub mod reason;
pub mod reference;
pub mod rma;
pub mod search;
pub mod stock;
pub mod support;
pub mod swap;
pub mod terms;
pub mod vat;
