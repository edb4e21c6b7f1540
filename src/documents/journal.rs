//! What a sealed export holds: the journal as CSV, and the figures to check it by. docs/exports.md describes both.

use entity::types::{Currency, Date, DocumentKind, Money, VatKey};
use serde::Serialize;

/// The columns of `journal.csv`.
pub const JOURNAL_COLUMNS: &[&str] = &[
    "entry",
    "booked",
    "account",
    "account_name",
    "text",
    "kind",
    "document",
    "customer",
    "debit",
    "credit",
    "currency",
    "vat_category",
    "vat_rate",
];

/// A posting as the journal says it.
#[derive(Clone, Debug)]
pub struct JournalRow<'a> {
    /// What the postings of one entry have in common: number of the batch and of the entry in it.
    pub entry: &'a str,
    /// The day.
    pub booked: Date,
    /// The account's number.
    pub account: &'a str,
    /// The account's name.
    pub account_name: &'a str,
    /// In words.
    pub text: &'a str,
    /// What the document is.
    pub kind: Option<DocumentKind>,
    /// The document's number.
    pub document: Option<&'a str>,
    /// The merchant's number.
    pub customer: &'a str,
    /// Debit positive, credit negative.
    pub amount: Money,
    /// The VAT that the amount bears, or is.
    pub vat: Option<VatKey>,
}

/// A posting as a row of `journal.csv`.
#[must_use]
pub fn journal_row(row: &JournalRow<'_>) -> Vec<String> {
    let is_debit = row.amount.minor() > 0;
    let (debit, credit) = if is_debit { (Some(row.amount), None) } else { (None, Some(row.amount.negated())) };
    let amount = |m: Option<Money>| m.map(|m| m.to_string()).unwrap_or_default();
    vec![
        row.entry.to_owned(),
        row.booked.to_string(),
        row.account.to_owned(),
        row.account_name.to_owned(),
        row.text.to_owned(),
        row.kind.map(|k| k.to_string()).unwrap_or_default(),
        row.document.unwrap_or_default().to_owned(),
        row.customer.to_owned(),
        amount(debit),
        amount(credit),
        row.amount.currency().to_string(),
        row.vat.map(|v| v.category.to_string()).unwrap_or_default(),
        row.vat.map(|v| v.rate.to_string()).unwrap_or_default(),
    ]
}

/// The last member of a sealed export: what the others must add up to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Control {
    /// The version of this description.
    pub format: &'static str,
    /// The company's short name.
    pub company: String,
    /// The company's registration number.
    pub registration: String,
    /// The batch's number.
    pub batch: i64,
    /// Number of the batch that it says again.
    pub repeats: Option<i64>,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// The currency of all amounts.
    pub currency: Currency,
    /// Journal entries.
    pub entries: i64,
    /// Rows of `journal.csv`.
    pub postings: i64,
    /// Rows of `documents.csv`.
    pub documents: i64,
    /// Sum of the column `debit`.
    pub debit: String,
    /// Sum of the column `credit`.
    pub credit: String,
    /// The documents by series.
    pub series: Vec<Span>,
    /// The other members, in their order.
    pub members: Vec<Member>,
}

/// The documents of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// What they are.
    pub kind: DocumentKind,
    /// How many.
    pub count: i64,
    /// The first number.
    pub first: String,
    /// The last number.
    pub last: String,
}

/// A member of the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: usize,
    /// Its SHA-256.
    pub sha256: String,
}

/// `control.json`.
///
/// # Errors
/// Nothing that can happen: every value is text or a whole number.
pub fn control_json(control: &Control) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(control)?;
    bytes.push(b'\n');
    Ok(bytes)
}
