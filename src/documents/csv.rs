//! Lists of documents and their lines as CSV: UTF-8, comma or semicolon, a header, amounts with a point.

use entity::types::Language;

use crate::domain::invoice::{Document, PaymentReference};
use crate::text::Texts;

/// A CSV file under way.
pub struct Sheet(csv::Writer<Vec<u8>>);

/// A file that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the CSV could not be written: {0}")]
pub struct CsvError(String);

impl From<csv::Error> for CsvError {
    fn from(error: csv::Error) -> Self {
        Self(error.to_string())
    }
}

impl Sheet {
    /// A file with a header.
    ///
    /// # Errors
    /// Memory that is full.
    pub fn with(header: &[&str]) -> Result<Self, CsvError> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(header)?;
        Ok(Self(writer))
    }

    /// A file with a header, its cells parted by semicolons.
    ///
    /// # Errors
    /// Memory that is full.
    pub fn with_semicolons(header: &[&str]) -> Result<Self, CsvError> {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        writer.write_record(header)?;
        Ok(Self(writer))
    }

    /// Adds a row.
    ///
    /// # Errors
    /// A row of another width.
    pub fn row<T: AsRef<[u8]>>(&mut self, cells: &[T]) -> Result<(), CsvError> {
        Ok(self.0.write_record(cells)?)
    }

    /// The file.
    ///
    /// # Errors
    /// Memory that is full.
    pub fn bytes(self) -> Result<Vec<u8>, CsvError> {
        self.0.into_inner().map_err(|e| CsvError(e.to_string()))
    }
}

/// A text that no spreadsheet takes for a formula.
#[must_use]
pub fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// The columns of [`document_row`].
pub const DOCUMENT_COLUMNS: &[&str] = &[
    "kind",
    "number",
    "issued",
    "due",
    "customer",
    "name",
    "registration",
    "country",
    "agreement",
    "terms",
    "currency",
    "net",
    "vat",
    "gross",
    "reference",
    "corrects",
    "reason",
];

/// A document as a row of a list.
#[must_use]
pub fn document_row(d: &Document) -> Vec<String> {
    let reference = match &d.payment {
        Some(PaymentReference::Fik { id, creditor }) => format!("+71<{id}+{creditor}<"),
        Some(PaymentReference::Kid(text) | PaymentReference::Rf(text)) => text.clone(),
        None => String::new(),
    };
    vec![
        d.kind.to_string(),
        d.number.clone(),
        d.issued.to_string(),
        d.due.to_string(),
        d.buyer.number.clone(),
        d.buyer.name.clone(),
        d.buyer.registration.clone().unwrap_or_default(),
        d.buyer.country.to_string(),
        d.agreement.clone(),
        d.terms.clone(),
        d.currency.to_string(),
        d.net.to_string(),
        d.vat_total.to_string(),
        d.gross.to_string(),
        reference,
        d.corrects.as_ref().map(|c| c.number.clone()).unwrap_or_default(),
        d.corrects.as_ref().map(|c| c.reason.clone()).unwrap_or_default(),
    ]
}

/// The columns of [`line_rows`].
pub const LINE_COLUMNS: &[&str] = &[
    "kind",
    "number",
    "line",
    "code",
    "serial",
    "model",
    "from",
    "to",
    "quantity",
    "unit",
    "unit_price",
    "net",
    "vat_category",
    "vat_rate",
    "rule",
    "clause",
    "why",
];

/// A document's lines as rows of a list, the reason of each in a language.
#[must_use]
pub fn line_rows(d: &Document, texts: &Texts, language: Language) -> Vec<Vec<String>> {
    let row = |l: &crate::domain::invoice::DocumentLine| {
        vec![
            d.kind.to_string(),
            d.number.clone(),
            l.number.to_string(),
            l.code.to_string(),
            l.device.as_ref().map(|v| v.serial.clone()).unwrap_or_default(),
            l.device.as_ref().map(|v| v.model.clone()).unwrap_or_default(),
            l.period.map(|p| p.from.to_string()).unwrap_or_default(),
            l.period.map(|p| p.to.to_string()).unwrap_or_default(),
            l.quantity.to_string(),
            if l.by_month { "month" } else { "piece" }.to_owned(),
            l.unit_price.to_string(),
            l.net.to_string(),
            l.vat_category.to_string(),
            l.vat_rate.to_string(),
            l.rule.clone(),
            l.clause.clone(),
            texts.why(language, &l.why),
        ]
    };
    d.lines.iter().map(row).collect()
}
