//! KID: the customer identification that a Norwegian payer copies from the invoice.

use super::check::{bare, luhn_digit, weighted_sum};
use super::{NumberError, Scheme, shown_as_text};

/// Which check digit the agreement with the bank prescribes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KidCheck {
    /// Luhn, also called modulus 10.
    Mod10,
    /// Weights 2 to 7 from the right, over and over; 11 less the rest, where 11 is written 0 and 10 is written `-`.
    Mod11,
}

impl KidCheck {
    /// The check character behind `base`, which is digits only (norwegian-numbers agrees: 1234 gives 4 and 3).
    fn character(self, base: &str) -> char {
        let digit = match self {
            Self::Mod10 => luhn_digit(base),
            Self::Mod11 => {
                let reversed: String = base.chars().rev().collect();
                (11 - weighted_sum(&reversed, &KID_WEIGHTS) % 11) % 11
            }
        };
        char::from_digit(digit, 10).unwrap_or('-')
    }
}

/// 2 3 4 5 6 7 repeated over the 24 places that can stand before the check digit.
const KID_WEIGHTS: [u32; 24] = [2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6, 7];

/// A KID: 2 to 25 characters, digits but for the last, which is a check digit. Leading zeros belong to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kid(String);

shown_as_text!(Kid);

impl Kid {
    /// The KID for 1 to 24 digits of ours. All KID of one structure should have the same length: pad with zeros.
    ///
    /// # Errors
    /// Not 1 to 24 digits.
    pub fn build(base: &str, check: KidCheck) -> Result<Self, NumberError> {
        if !is_base(base) {
            return Err(NumberError::Payload(Scheme::Kid));
        }
        Ok(Self(format!("{base}{}", check.character(base))))
    }

    /// The KID as printed or as the bank reports it, spaces or not.
    ///
    /// # Errors
    /// Not 2 to 25 digits (the last may be `-` with modulus 11), or the check digit does not fit.
    pub fn parse(text: &str, check: KidCheck) -> Result<Self, NumberError> {
        let text = bare(text, &[]);
        let form = NumberError::Form(Scheme::Kid);
        let last = text.chars().last().ok_or(form)?;
        let base = text.strip_suffix(last).ok_or(form)?;
        if !is_base(base) || !(last.is_ascii_digit() || (last == '-' && check == KidCheck::Mod11)) {
            Err(form)
        } else if check.character(base) == last {
            Ok(Self(text))
        } else {
            Err(NumberError::CheckDigit(Scheme::Kid))
        }
    }
}

fn is_base(base: &str) -> bool {
    (1..=KID_WEIGHTS.len()).contains(&base.len()) && base.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::check::mistyped::{slip, with_slip};
    use super::*;

    #[test]
    fn built_as_published() {
        let built = |base, check| Kid::build(base, check).unwrap().to_string();
        assert_eq!(built("1234", KidCheck::Mod10), "12344");
        assert_eq!(built("1234", KidCheck::Mod11), "12343");
        assert_eq!(built("234567", KidCheck::Mod10), "2345676");
        assert_eq!(built("31", KidCheck::Mod11), "310");
        assert_eq!(built("40", KidCheck::Mod11), "40-");
    }

    #[test]
    fn the_hyphen_is_a_check_digit_of_modulus_11_only() {
        assert_eq!(Kid::parse("40 -", KidCheck::Mod11).unwrap().as_str(), "40-");
        assert_eq!(Kid::parse("40-", KidCheck::Mod10), Err(NumberError::Form(Scheme::Kid)));
        assert_eq!(Kid::parse("31-", KidCheck::Mod11), Err(NumberError::CheckDigit(Scheme::Kid)));
        for bad in ["", "7", "-", "4-0", "12a4", "12345678901234567890123456", "124å"] {
            assert_eq!(Kid::parse(bad, KidCheck::Mod11), Err(NumberError::Form(Scheme::Kid)), "{bad}");
        }
        for bad in ["", "40-", "1 2", "1234567890123456789012345"] {
            assert_eq!(Kid::build(bad, KidCheck::Mod10), Err(NumberError::Payload(Scheme::Kid)), "{bad}");
        }
        assert!(Kid::build("123456789012345678901234", KidCheck::Mod11).is_ok());
    }

    proptest! {
        #[test]
        fn what_is_built_is_valid_and_a_slip_is_caught(base in "[0-9]{1,24}", slip in slip()) {
            for check in [KidCheck::Mod10, KidCheck::Mod11] {
                let kid = Kid::build(&base, check).unwrap();
                prop_assert_eq!(Kid::parse(kid.as_str(), check), Ok(kid.clone()));
                prop_assert!(Kid::parse(&with_slip(kid.as_str(), slip), check).is_err());
            }
        }
    }
}
