//! Stories.

mod stories;
mod verdicts;
