//! GLN: the global location number, in Denmark also called EAN number, by which public bodies receive e-invoices.

use super::check::{bare, is_digits, weighted_sum};
use super::{NumberError, Scheme, parsed_from_text, shown_as_text};

/// A global location number: 13 digits, weights 1 3 1 3 … from the left, the sum divisible by 10 (GS1 General Specifications).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gln(String);

shown_as_text!(Gln);
parsed_from_text!(Gln);

const WEIGHTS: [u32; 13] = [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1];

impl Gln {
    /// Thirteen digits, spaces or not.
    ///
    /// # Errors
    /// Not thirteen digits, or the check digit does not fit.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let digits = bare(text, &[]);
        if !is_digits(&digits, 13) {
            Err(NumberError::Form(Scheme::Gln))
        } else if weighted_sum(&digits, &WEIGHTS).is_multiple_of(10) {
            Ok(Self(digits))
        } else {
            Err(NumberError::CheckDigit(Scheme::Gln))
        }
    }

    /// A made-up number from its first twelve digits, for demo and tests.
    ///
    /// # Errors
    /// More than twelve digits.
    pub fn build(first_twelve: u64) -> Result<Self, NumberError> {
        if first_twelve > 999_999_999_999 {
            return Err(NumberError::Payload(Scheme::Gln));
        }
        let payload = format!("{first_twelve:012}");
        let check = (10 - weighted_sum(&payload, &WEIGHTS) % 10) % 10;
        Ok(Self(format!("{payload}{check}")))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::check::mistyped::{slip, with_slip};
    use super::*;

    #[test]
    fn thirteen_digits_with_a_check_digit() {
        let number = Gln::parse("57 98009 81157 8").unwrap();
        assert_eq!(number.as_str(), "5798009811578");
        assert_eq!(Gln::build(579_800_981_157).unwrap(), number);
        assert_eq!(Gln::parse("5798009811579"), Err(NumberError::CheckDigit(Scheme::Gln)));
        assert_eq!(Gln::parse("579800981157"), Err(NumberError::Form(Scheme::Gln)));
        assert_eq!(Gln::build(1_000_000_000_000), Err(NumberError::Payload(Scheme::Gln)));
    }

    proptest! {
        #[test]
        fn what_is_built_is_valid_and_a_slip_is_caught(twelve in 0_u64..=999_999_999_999, slip in slip()) {
            let number = Gln::build(twelve).unwrap();
            prop_assert_eq!(Gln::parse(number.as_str()), Ok(number.clone()));
            prop_assert!(Gln::parse(&with_slip(number.as_str(), slip)).is_err());
        }
    }
}
