//! The Norwegian bank account number.

use super::check::{bare, is_digits, mod11_digit, weighted_sum};
use super::{NumberError, Scheme, parsed_from_text, shown_as_text};

/// A Norwegian account number: 11 digits, the bank's register number first.
///
/// Weights 5 4 3 2 7 6 5 4 3 2 and 1 for the check digit, the sum divisible by 11 (python-stdnum `no.kontonr`). The
/// seven-digit giro numbers of the former postal bank, which it also reads, are not in use any more and not read here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NorwegianAccount(String);

shown_as_text!(NorwegianAccount);
parsed_from_text!(NorwegianAccount);

const WEIGHTS: [u32; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

impl NorwegianAccount {
    /// Eleven digits; spaces and the dots of `1234.56.78903` may be there.
    ///
    /// # Errors
    /// Not eleven digits, or the check digit does not fit.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let digits = bare(text, &['.']);
        if !is_digits(&digits, 11) {
            Err(NumberError::Form(Scheme::NorwegianAccount))
        } else if weighted_sum(&digits, &WEIGHTS).is_multiple_of(11) {
            Ok(Self(digits))
        } else {
            Err(NumberError::CheckDigit(Scheme::NorwegianAccount))
        }
    }

    /// A made-up number from its first ten digits, for demo and tests.
    ///
    /// # Errors
    /// More than ten digits, or the check digit would be 10.
    pub fn build(first_ten: u64) -> Result<Self, NumberError> {
        if first_ten > 9_999_999_999 {
            return Err(NumberError::Payload(Scheme::NorwegianAccount));
        }
        let payload = format!("{first_ten:010}");
        let check = mod11_digit(&payload, &WEIGHTS).ok_or(NumberError::NotIssued(Scheme::NorwegianAccount))?;
        Ok(Self(format!("{payload}{check}")))
    }

    /// For people: `1234.56.78903`.
    #[must_use]
    pub fn printed(&self) -> String {
        let (bank, rest) = self.0.split_at(4);
        let (group, number) = rest.split_at(2);
        format!("{bank}.{group}.{number}")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::check::mistyped::{slip, with_slip};
    use super::*;

    #[test]
    fn read_as_it_is_printed() {
        let account = NorwegianAccount::parse("1234.56.78903").unwrap();
        assert_eq!(account.as_str(), "12345678903");
        assert_eq!(account.printed(), "1234.56.78903");
        assert_eq!(NorwegianAccount::build(1_234_567_890).unwrap(), account);
        assert_eq!(NorwegianAccount::parse("12345678904"), Err(NumberError::CheckDigit(Scheme::NorwegianAccount)));
        assert_eq!(NorwegianAccount::parse("1234567890"), Err(NumberError::Form(Scheme::NorwegianAccount)));
    }

    proptest! {
        #[test]
        fn what_is_built_is_valid_and_a_slip_is_caught(ten in 0_u64..=9_999_999_999, slip in slip()) {
            match NorwegianAccount::build(ten) {
                Ok(number) => {
                    prop_assert_eq!(NorwegianAccount::parse(&number.printed()), Ok(number.clone()));
                    prop_assert!(NorwegianAccount::parse(&with_slip(number.as_str(), slip)).is_err());
                }
                Err(error) => prop_assert_eq!(error, NumberError::NotIssued(Scheme::NorwegianAccount)),
            }
        }
    }
}
