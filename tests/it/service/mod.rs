//! Use cases on both databases.

mod append_only;
mod charges;
mod desk;
mod disputes;
mod documents;
mod entitlement;
mod exports;
mod facts;
mod leaks;
mod mails;
mod orders;
mod pages;
mod papers;
mod runs;
mod search;
mod stock;
mod stock_takes;
mod swaps;
mod terminals;
mod verify;
