//! Says things in one language.

use entity::types::Language;

use super::{Arg, Texts};

/// The texts with the language of whoever reads them.
#[derive(Clone, Copy)]
pub struct Voice<'a> {
    /// The texts.
    pub texts: &'a Texts,
    /// The language.
    pub language: Language,
}

impl Voice<'_> {
    /// A text with what is put into it.
    #[must_use]
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.texts.say(self.language, key, args)
    }

    /// A text by itself.
    #[must_use]
    pub fn label(&self, key: &str) -> String {
        self.say(key, &[])
    }
}
