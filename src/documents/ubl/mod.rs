//! E-invoices: a [`Document`] as UBL 2.1, in the two dialects that the markets use.
//!
//! Peppol BIS Billing 3 goes to all three countries (in Norway it is called EHF); OIOUBL 2.1 is Danish only. The dialects share
//! the vocabulary and the order of elements, and differ in code lists, in a few places for the same thing, and in one trap: what
//! OIOUBL calls `TaxExclusiveAmount` is the VAT itself. What is the same is written by the same lines here; where they differ, a
//! `match` on [`Dialect`] says so.
//!
//! A document whose amounts do not add up is refused: an e-invoice that contradicts itself is worse than none.

mod check;
mod lines;
mod party;
mod payment;
mod root;
mod tax;
#[cfg(test)]
mod tests;
mod xml;

use entity::types::MoneyError;

use crate::domain::invoice::Document;
use crate::text::Texts;

/// Why no e-invoice could be written.
#[derive(Debug, thiserror::Error)]
pub enum UblError {
    /// A reminder: the formats here are for invoices and credit notes.
    #[error("a {0} is not an invoice or a credit note: there is no e-invoice of it")]
    NotABill(String),
    /// The buyer has neither an electronic address nor a registration number, as a private person: a PDF has to do.
    #[error("the buyer has no electronic address and no registration number: send a PDF")]
    NoElectronicAddress,
    /// OIOUBL for a seller that is not Danish.
    #[error("OIOUBL is for Danish sellers only: write Peppol BIS")]
    NotDanish,
    /// An electronic address of a kind that the format does not know.
    #[error("OIOUBL has no name for addresses of scheme {0}: write Peppol BIS")]
    Scheme(String),
    /// Something that the format demands is empty.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// Amounts that do not add up.
    #[error("the document does not add up: {0}")]
    Sums(String),
    /// VAT that the format cannot express.
    #[error("VAT cannot be written: {0}")]
    Vat(String),
    /// A payment reference or an account that no payer could use.
    #[error("payment cannot be written: {0}")]
    Payment(String),
    /// Amounts that cannot be combined.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The writer failed.
    #[error("the XML could not be written: {0}")]
    Write(#[from] std::io::Error),
}

/// Which dialect of UBL 2.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    /// Peppol BIS Billing 3.
    Peppol,
    /// OIOUBL 2.1.
    Oioubl,
}

/// What the parts of a file are written from.
struct Ubl<'a> {
    document: &'a Document,
    texts: &'a Texts,
    dialect: Dialect,
}

/// The document as Peppol BIS Billing 3.
///
/// # Errors
/// [`UblError`] where the document is no bill, does not add up, or has a buyer whom no electronic address leads to.
pub fn peppol_xml(document: &Document, texts: &Texts) -> Result<Vec<u8>, UblError> {
    Ubl { document, texts, dialect: Dialect::Peppol }.write()
}

/// The document as OIOUBL 2.1, for Danish sellers.
///
/// # Errors
/// As [`peppol_xml`], and [`UblError::NotDanish`], and [`UblError::Scheme`] for a buyer whose address NemHandel has no name for.
pub fn oioubl_xml(document: &Document, texts: &Texts) -> Result<Vec<u8>, UblError> {
    Ubl { document, texts, dialect: Dialect::Oioubl }.write()
}
