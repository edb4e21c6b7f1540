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
mod pages;
mod papers;
mod runs;
mod search;
mod swaps;
mod verify;
