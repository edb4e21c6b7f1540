//! The doors over HTTP, in this process; and in a real browser.

mod access;
mod bad_input;
mod cases;
mod chrome;
mod confirmations;
mod disputes;
mod exchange;
mod files;
mod forms;
mod journeys;
mod leaks;
mod lessor;
mod office;
mod once;
mod outage;
mod packing;
mod provider;
mod queries;
mod reading;
mod refusals;
mod runs;
mod stock;
mod swaps;
mod tokens;
mod troubleshooting;
