//! The outside world behind small interfaces.

pub mod files;
pub mod mail;
pub mod oidc;
pub mod terminals;
