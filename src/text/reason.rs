//! Reasons in words.

use std::sync::LazyLock;

use entity::types::Language;

use super::{Arg, Texts};
use crate::domain::reason::{Reason, Told};

/// The texts that the command line speaks from, and errors where no reader is known.
static TEXTS: LazyLock<Option<Texts>> = LazyLock::new(|| Texts::load().ok());

/// A reason in English: for the command line and the log.
#[must_use]
pub fn english(reason: &Reason) -> String {
    let said = TEXTS.as_ref().map(|texts| texts.reason(Language::En, reason));
    said.unwrap_or_else(|| reason.key.clone())
}

impl Texts {
    /// A reason in words.
    #[must_use]
    pub fn reason(&self, language: Language, reason: &Reason) -> String {
        let words: Vec<String> = reason.args.iter().map(|(_, told)| self.told(language, told)).collect();
        let args: Vec<(&str, Arg<'_>)> = reason
            .args
            .iter()
            .zip(&words)
            .map(|((name, told), words)| match told {
                Told::Count(count) => (name.as_str(), Arg::Count(*count)),
                _ => (name.as_str(), Arg::Text(words)),
            })
            .collect();
        self.say(language, &reason.key, &args)
    }

    fn told(&self, language: Language, told: &Told) -> String {
        match told {
            Told::Text(text) => text.clone(),
            Told::Key(key) => self.say(language, key, &[]),
            Told::Count(_) => String::new(),
            Told::Money(money) => self.money(language, *money),
            Told::Date(date) => self.date(language, *date),
            Told::Reasons(reasons) => {
                reasons.iter().map(|reason| self.reason(language, reason)).collect::<Vec<_>>().join("\n")
            }
        }
    }
}
