//! Tillhold leases payment terminals and bills for them, exactly as the contract says.

pub mod app;
pub mod bench;
pub mod clock;
pub mod config;
pub mod demo;
pub mod documents;
pub mod domain;
pub mod gateways;
pub mod jobs;
pub mod secrets;
pub mod service;
pub mod simulate;
pub mod stand_in;
pub mod store;
pub mod text;
pub mod web;
