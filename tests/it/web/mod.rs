//! The doors over HTTP, in this process; and in a real browser.

mod access;
mod browser;
mod chrome;
mod journeys;
mod lessor;
mod office;
mod queries;
