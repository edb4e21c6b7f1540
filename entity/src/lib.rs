//! The tables, one a file: columns and relations, nothing else. The shared vocabulary is in [`types`].

pub mod types;
