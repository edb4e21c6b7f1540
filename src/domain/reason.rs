//! Why something is refused, set aside or worth a look: a text of the locales with what is put into it. It is kept as it is, and said
//! in the reader's language by `text`.

use entity::types::{Date, Money, MoneyError};
use serde::{Deserialize, Serialize};

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The key of its text.
    pub key: String,
    /// What is put into it, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, Told)>,
}

/// What is put into a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// Text as it is.
    Text(String),
    /// Another text of the locales, by its key.
    Key(String),
    /// How many.
    Count(i64),
    /// An amount.
    Money(Money),
    /// A day.
    Date(Date),
    /// Other reasons.
    Reasons(Vec<Reason>),
}

impl Reason {
    /// A reason by the key of its text.
    #[must_use]
    pub fn of(key: &str) -> Self {
        Self { key: key.to_owned(), args: Vec::new() }
    }

    /// With something put into it.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Told>) -> Self {
        self.args.push((name.to_owned(), value.into()));
        self
    }

    /// A sentence that stands in no locale: what another program said.
    #[must_use]
    pub fn told(words: impl Into<String>) -> Self {
        Self::of("reason-as-told").with("words", words.into())
    }

    /// A reason with what it is about before it.
    #[must_use]
    pub fn about(self, what: &str) -> Self {
        Self::of("reason-about").with("what", what).with("why", vec![self])
    }

    /// As it is kept.
    #[must_use]
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| self.key.clone())
    }

    /// As it was kept; what was kept as a sentence is told as it is.
    #[must_use]
    pub fn read(kept: &str) -> Self {
        serde_json::from_str(kept).unwrap_or_else(|_| Self::told(kept))
    }
}

impl From<&str> for Reason {
    fn from(key: &str) -> Self {
        Self::of(key)
    }
}

impl From<&MoneyError> for Reason {
    fn from(error: &MoneyError) -> Self {
        match error {
            MoneyError::Currencies(a, b) => {
                Self::of("reason-money-currencies").with("one", a.as_str()).with("other", b.as_str())
            }
            MoneyError::TooLarge => Self::of("reason-money-large"),
            MoneyError::NotAnAmount(text) => Self::of("reason-money-none").with("text", text.as_str()),
        }
    }
}

macro_rules! told {
    ($($from:ty => $variant:ident),+ $(,)?) => {
        $(impl From<$from> for Told {
            fn from(value: $from) -> Self {
                Self::$variant(value.into())
            }
        })+
    };
}

told!(&str => Text, String => Text, &String => Text, i64 => Count, Money => Money, Date => Date, Vec<Reason> => Reasons);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use entity::types::Currency;

    use super::*;

    #[test]
    fn a_reason_is_kept_and_read() {
        let reason = Reason::of("reason-x")
            .with("reference", "A \"1\"")
            .with("amount", Money::new(100, Currency::Dkk))
            .with("day", "2026-04-01".parse::<Date>().unwrap())
            .about("B");
        assert_eq!(Reason::read(&reason.written()), reason);
        assert_eq!(Reason::of("reason-x").written(), "{\"key\":\"reason-x\"}");
        let old = "the agreement is in EUR, its terms in DKK";
        assert_eq!(Reason::read(old), Reason::told(old));
    }
}
