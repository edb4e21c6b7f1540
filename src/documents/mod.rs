//! Value in, bytes out: PDF, e-invoices, CSV, charts, archives.

pub mod archive;
pub mod charts;
pub mod csv;
pub mod journal;
pub mod pdf;
#[cfg(test)]
pub mod sample;
pub mod ubl;
