//! Use cases on both databases.

mod append_only;
mod charges;
mod documents;
mod mails;
mod runs;
mod verify;
