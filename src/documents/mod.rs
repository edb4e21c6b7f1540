//! Value in, bytes out: PDF, e-invoices, CSV.

#[cfg(test)]
pub mod sample;
pub mod ubl;
