//! The number of the Dutch chamber of commerce.

use super::check::{bare, is_digits};
use super::{NumberError, Scheme, parsed_from_text, shown_as_text};

/// A KvK number: 8 digits, no check digit; leading zeros belong to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kvk(String);

shown_as_text!(Kvk);
parsed_from_text!(Kvk);

impl Kvk {
    /// Eight digits, spaces or not.
    ///
    /// # Errors
    /// Not eight digits.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let digits = bare(text, &[]);
        if is_digits(&digits, 8) { Ok(Self(digits)) } else { Err(NumberError::Form(Scheme::Kvk)) }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn eight_digits() {
        assert_eq!(Kvk::parse("0123 4567").unwrap().as_str(), "01234567");
        for bad in ["", "1234567", "123456789", "1234567a"] {
            assert_eq!(Kvk::parse(bad), Err(NumberError::Form(Scheme::Kvk)), "{bad}");
        }
    }
}
