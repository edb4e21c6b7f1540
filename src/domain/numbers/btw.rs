//! The Dutch VAT identification number.

use super::check::{bare, mod97_in_order, weighted_sum};
use super::{NumberError, Scheme, parsed_from_text, shown_as_text};

/// A Dutch VAT identification number: `NL`, 9 digits, `B`, 2 digits.
///
/// Two kinds are alive and look alike (python-stdnum `nl.btw`): of legal persons the nine digits are the RSIN, which passes
/// the eleven test; since 2020 of sole traders the whole number leaves 1 modulo 97, `N`, `L` and `B` standing for 23, 21 and 11.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BtwId(String);

shown_as_text!(BtwId);
parsed_from_text!(BtwId);

/// The ninth digit counts −1 in the eleven test; 10 is the same modulo 11.
const RSIN_WEIGHTS: [u32; 9] = [9, 8, 7, 6, 5, 4, 3, 2, 10];

impl BtwId {
    /// Spaces, dots and hyphens may be there; leading zeros of the nine digits may be missing.
    ///
    /// # Errors
    /// Not of that form, or neither check fits.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let bare = bare(text, &['.', '-']).to_ascii_uppercase();
        let (digits, suffix) =
            bare.strip_prefix("NL").and_then(|rest| rest.split_once('B')).ok_or(NumberError::Form(Scheme::Btw))?;
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()) && text.bytes().any(|b| b != b'0');
        if !is_number(digits) || digits.len() > 9 || !is_number(suffix) || suffix.len() != 2 {
            return Err(NumberError::Form(Scheme::Btw));
        }
        let number = format!("NL{digits:0>9}B{suffix}");
        if passes_eleven_test(&format!("{digits:0>9}")) || mod97_in_order(&number) {
            Ok(Self(number))
        } else {
            Err(NumberError::CheckDigit(Scheme::Btw))
        }
    }

    /// A made-up number of a legal person from the first eight digits of its RSIN, for demo and tests.
    ///
    /// # Errors
    /// More than eight digits or all zero, a suffix outside 1 to 99, or a check digit of 10.
    pub fn build(first_eight: u32, suffix: u32) -> Result<Self, NumberError> {
        if !(1..=99_999_999).contains(&first_eight) || !(1..=99).contains(&suffix) {
            return Err(NumberError::Payload(Scheme::Btw));
        }
        let payload = format!("{first_eight:08}");
        match weighted_sum(&payload, &RSIN_WEIGHTS) % 11 {
            10 => Err(NumberError::NotIssued(Scheme::Btw)),
            check => Ok(Self(format!("NL{payload}{check}B{suffix:02}"))),
        }
    }
}

fn passes_eleven_test(nine_digits: &str) -> bool {
    weighted_sum(nine_digits, &RSIN_WEIGHTS).is_multiple_of(11)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::check::mistyped::{slip, with_slip};
    use super::*;

    #[test]
    fn both_kinds_are_read() {
        assert_eq!(BtwId::parse("NL0044.95.445.B.01").unwrap().as_str(), "NL004495445B01");
        assert_eq!(BtwId::parse("nl4495445b01").unwrap().as_str(), "NL004495445B01");
        assert_eq!(BtwId::parse("NL 000099998 B57").unwrap().as_str(), "NL000099998B57");
        assert_eq!(BtwId::build(12_345_678, 1).unwrap().as_str(), "NL123456782B01");
    }

    #[test]
    fn what_is_neither_is_refused() {
        assert_eq!(BtwId::parse("NL123456789B01"), Err(NumberError::CheckDigit(Scheme::Btw)));
        for bad in
            ["", "NL", "123456782B01", "NL123456782B00", "NL123456782B1", "NL1234567820B01", "NLB01", "NL000000000B01"]
        {
            assert_eq!(BtwId::parse(bad), Err(NumberError::Form(Scheme::Btw)), "{bad}");
        }
    }

    proptest! {
        // With two checks that both may pass, a slip need not be caught; each check alone catches it.
        #[test]
        fn what_is_built_is_valid_and_the_eleven_test_catches_a_slip(eight in 1_u32..=99_999_999, suffix in 1_u32..=99, slip in slip()) {
            match BtwId::build(eight, suffix) {
                Ok(number) => {
                    prop_assert_eq!(BtwId::parse(number.as_str()), Ok(number.clone()));
                    prop_assert!(!passes_eleven_test(&with_slip(&number.as_str()[2..11], slip)));
                }
                Err(error) => prop_assert_eq!(error, NumberError::NotIssued(Scheme::Btw)),
            }
        }
    }
}
