//! Value in, bytes out: PDF, e-invoices, CSV.

pub mod csv;
pub mod pdf;
#[cfg(test)]
pub mod sample;
pub mod ubl;
