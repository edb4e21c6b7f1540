//! Use cases on both databases.

mod append_only;
mod charges;
mod desk;
mod disputes;
mod documents;
mod exports;
mod facts;
mod mails;
mod orders;
mod papers;
mod pages;
mod runs;
mod search;
mod swaps;
mod verify;
