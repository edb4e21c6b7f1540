//! What `tillhold bench` and `make bench` measure. Figures are ratios inside one run, on one database.

pub mod billing;
pub mod documents;
mod memory;
mod portfolio;
pub mod web;
