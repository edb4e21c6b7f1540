//! Use cases on both databases.

mod append_only;
mod charges;
mod desk;
mod documents;
mod runs;
mod verify;
