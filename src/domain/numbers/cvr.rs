//! CVR: the Danish company number. SE numbers have the same form.

use super::check::{bare, is_digits, mod11_digit, weighted_sum};
use super::{NumberError, Scheme, parsed_from_text, shown_as_text};

/// A Danish company number: 8 digits, the first not 0.
///
/// Weights 2 7 6 5 4 3 2 1, the sum divisible by 11 (erhvervsstyrelsen.dk, "modulus 11"). Of somebody else's number that is
/// only a warning: numbers that fail it are in use, the official OIOUBL sample has one, and the register is the judge.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cvr(String);

shown_as_text!(Cvr);
parsed_from_text!(Cvr);

const WEIGHTS: [u32; 8] = [2, 7, 6, 5, 4, 3, 2, 1];

impl Cvr {
    /// A number from outside: spaces and the prefix `DK` may be there; only the form is judged, see [`Cvr::is_mod11`].
    ///
    /// # Errors
    /// Not 8 digits, or a 0 first.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let bare = bare(text, &[]).to_ascii_uppercase();
        let digits = bare.strip_prefix("DK").unwrap_or(&bare);
        if is_digits(digits, 8) && !digits.starts_with('0') {
            Ok(Self(digits.to_owned()))
        } else {
            Err(NumberError::Form(Scheme::Cvr))
        }
    }

    /// A number that we answer for, our own: the check digit has to fit as well.
    ///
    /// # Errors
    /// As [`Cvr::parse`], or the check digit does not fit.
    pub fn parse_own(text: &str) -> Result<Self, NumberError> {
        let number = Self::parse(text)?;
        if number.is_mod11() { Ok(number) } else { Err(NumberError::CheckDigit(Scheme::Cvr)) }
    }

    /// Whether the check digit fits. Where it does not: warn, and have the number looked up in the register.
    #[must_use]
    pub fn is_mod11(&self) -> bool {
        weighted_sum(&self.0, &WEIGHTS).is_multiple_of(11)
    }

    /// A made-up number from its first seven digits, for demo and tests.
    ///
    /// # Errors
    /// Not seven digits with a first that is not 0; or the check digit would be 10.
    pub fn build(first_seven: u32) -> Result<Self, NumberError> {
        if !(1_000_000..=9_999_999).contains(&first_seven) {
            return Err(NumberError::Payload(Scheme::Cvr));
        }
        let payload = first_seven.to_string();
        let check = mod11_digit(&payload, &WEIGHTS).ok_or(NumberError::NotIssued(Scheme::Cvr))?;
        Ok(Self(format!("{payload}{check}")))
    }

    /// As a VAT number: `DK13748136`.
    #[must_use]
    pub fn vat_number(&self) -> String {
        format!("DK{}", self.0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::check::mistyped::{slip, with_slip};
    use super::*;

    #[test]
    fn a_number_of_others_may_fail_mod_11_and_is_told_apart() {
        // The official OIOUBL sample's number.
        let sample = Cvr::parse("16356706").unwrap();
        assert!(!sample.is_mod11());
        assert_eq!(Cvr::parse_own("16356706"), Err(NumberError::CheckDigit(Scheme::Cvr)));
        assert!(Cvr::parse_own("13748136").unwrap().is_mod11());
    }

    #[test]
    fn written_as_people_write_it() {
        for text in ["13748136", " 13 74 81 36 ", "DK13748136", "dk 13748136"] {
            assert_eq!(Cvr::parse(text).unwrap().vat_number(), "DK13748136", "{text}");
        }
        for bad in ["", "1374813", "137481366", "03748136", "1374813x", "DKDK1374", "SE13748136", "１3748136"] {
            assert_eq!(Cvr::parse(bad), Err(NumberError::Form(Scheme::Cvr)), "{bad}");
        }
    }

    #[test]
    fn built_as_the_worked_example() {
        assert_eq!(Cvr::build(1_374_813).unwrap().as_str(), "13748136");
        assert_eq!(Cvr::build(999_999), Err(NumberError::Payload(Scheme::Cvr)));
        assert_eq!(Cvr::build(10_000_000), Err(NumberError::Payload(Scheme::Cvr)));
        assert!((1_000_000..1_000_100).any(|seven| Cvr::build(seven) == Err(NumberError::NotIssued(Scheme::Cvr))));
    }

    proptest! {
        #[test]
        fn what_is_built_is_valid_and_a_slip_is_caught(seven in 1_000_000_u32..=9_999_999, slip in slip()) {
            match Cvr::build(seven) {
                Ok(number) => {
                    prop_assert_eq!(Cvr::parse_own(number.as_str()), Ok(number.clone()));
                    prop_assert!(Cvr::parse_own(&with_slip(number.as_str(), slip)).is_err());
                }
                Err(error) => prop_assert_eq!(error, NumberError::NotIssued(Scheme::Cvr)),
            }
        }
    }
}
