//! Words, money and dates in a reader's language.

use entity::types::Language;

use crate::domain::explain::Explanation;
use crate::domain::invoice::DocumentLine;

/// Every text of every language.
pub struct Texts;

impl Texts {
    /// What a line is, in a few words: `Leje, PAX A920`.
    #[must_use]
    pub fn line_title(&self, _language: Language, line: &DocumentLine) -> String {
        line.code.to_string()
    }

    /// Why a line is charged, in a sentence or two.
    #[must_use]
    pub fn why(&self, _language: Language, why: &Explanation) -> String {
        format!("{why:?}")
    }
}
