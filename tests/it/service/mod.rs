//! Use cases on both databases.

mod append_only;
mod charges;
mod disputes;
mod documents;
mod pages;
mod runs;
mod search;
mod verify;
