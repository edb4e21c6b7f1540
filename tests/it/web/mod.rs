//! The doors over HTTP, in this process.

mod browser;
mod office;
