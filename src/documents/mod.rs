//! Value in, bytes out: PDF, e-invoices, CSV.
