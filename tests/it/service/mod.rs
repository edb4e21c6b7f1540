//! Use cases on both databases.

mod append_only;
mod charges;
mod desk;
mod documents;
mod exports;
mod facts;
mod orders;
mod mails;
mod disputes;
mod pages;
mod runs;
mod search;
mod verify;
