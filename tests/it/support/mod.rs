//! What the tests stand on: throwaway databases of both kinds, a wired program, and a small lessor.

pub mod accounts;
pub mod app;
pub mod browser;
pub mod oracles;
pub mod page;
pub mod people;
pub mod provider;
pub mod smtp;

pub use app::{TestApp, both, told};
