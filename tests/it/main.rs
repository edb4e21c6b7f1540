//! The one integration binary: folders mirror `src`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cli;
mod domain;
mod service;
mod simulate;
mod support;
mod web;
mod web_desk;
mod web_portal;
