//! Use cases on both databases.

mod append_only;
mod charges;
mod documents;
mod exports;
mod facts;
mod orders;
mod runs;
mod verify;
