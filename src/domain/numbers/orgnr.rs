//! The Norwegian organisation number and the VAT number made of it.

use super::check::{bare, is_digits, mod11_digit, weighted_sum};
use super::{NumberError, Scheme, parsed_from_text, shown_as_text};

/// A Norwegian organisation number: 9 digits.
///
/// Weights 3 2 7 6 5 4 3 2 and 1 for the check digit, the sum divisible by 11; a check digit 10 is not issued (Brønnøysund
/// register centre, "organisasjonsnummeret"; python-stdnum agrees).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Orgnr(String);

shown_as_text!(Orgnr);
parsed_from_text!(Orgnr);

const WEIGHTS: [u32; 9] = [3, 2, 7, 6, 5, 4, 3, 2, 1];

impl Orgnr {
    /// Nine digits, spaces or not.
    ///
    /// # Errors
    /// Not nine digits, or the check digit does not fit.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let digits = bare(text, &[]);
        if !is_digits(&digits, 9) {
            Err(NumberError::Form(Scheme::Orgnr))
        } else if weighted_sum(&digits, &WEIGHTS).is_multiple_of(11) {
            Ok(Self(digits))
        } else {
            Err(NumberError::CheckDigit(Scheme::Orgnr))
        }
    }

    /// A made-up number from its first eight digits, for demo and tests.
    ///
    /// # Errors
    /// More than eight digits, or the check digit would be 10.
    pub fn build(first_eight: u32) -> Result<Self, NumberError> {
        if first_eight > 99_999_999 {
            return Err(NumberError::Payload(Scheme::Orgnr));
        }
        let payload = format!("{first_eight:08}");
        let check = mod11_digit(&payload, &WEIGHTS).ok_or(NumberError::NotIssued(Scheme::Orgnr))?;
        Ok(Self(format!("{payload}{check}")))
    }

    /// The VAT number of the same organisation, if it is registered for VAT.
    #[must_use]
    pub fn mva(&self) -> MvaNumber {
        MvaNumber(format!("NO{}MVA", self.0))
    }

    /// For people: `123 456 785`.
    #[must_use]
    pub fn printed(&self) -> String {
        let (head, tail) = self.0.split_at(6);
        let (first, second) = head.split_at(3);
        format!("{first} {second} {tail}")
    }
}

/// A Norwegian VAT number: `NO`, an organisation number, `MVA` (Peppol NO-R-001).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MvaNumber(String);

shown_as_text!(MvaNumber);
parsed_from_text!(MvaNumber);

impl MvaNumber {
    /// `NO` may be missing, as in Norway itself; `MVA` may not: without it the number does not say that VAT is paid.
    ///
    /// # Errors
    /// Not of that form, or the organisation number's check digit does not fit.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let bare = bare(text, &[]).to_ascii_uppercase();
        let digits = bare.strip_suffix("MVA").ok_or(NumberError::Form(Scheme::Mva))?;
        match Orgnr::parse(digits.strip_prefix("NO").unwrap_or(digits)) {
            Ok(orgnr) => Ok(orgnr.mva()),
            Err(NumberError::CheckDigit(_)) => Err(NumberError::CheckDigit(Scheme::Mva)),
            Err(_) => Err(NumberError::Form(Scheme::Mva)),
        }
    }

    /// The organisation number in it.
    #[must_use]
    pub fn orgnr(&self) -> Orgnr {
        Orgnr(self.0.chars().filter(char::is_ascii_digit).collect())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::check::mistyped::{slip, with_slip};
    use super::*;

    #[test]
    fn organisation_number() {
        let number = Orgnr::parse("988 077 917").unwrap();
        assert_eq!(number.as_str(), "988077917");
        assert_eq!(number.printed(), "988 077 917");
        assert_eq!(Orgnr::build(98_807_791).unwrap(), number);
        assert_eq!(Orgnr::parse("988077918"), Err(NumberError::CheckDigit(Scheme::Orgnr)));
        for bad in ["", "98807791", "9880779170", "98807791A", "NO988077917"] {
            assert_eq!(Orgnr::parse(bad), Err(NumberError::Form(Scheme::Orgnr)), "{bad}");
        }
        assert_eq!(Orgnr::build(100_000_000), Err(NumberError::Payload(Scheme::Orgnr)));
    }

    #[test]
    fn vat_number() {
        let number = MvaNumber::parse("no 988 077 917 mva").unwrap();
        assert_eq!(number.to_string(), "NO988077917MVA");
        assert_eq!(number.orgnr().as_str(), "988077917");
        assert_eq!(MvaNumber::parse("NO988077918MVA"), Err(NumberError::CheckDigit(Scheme::Mva)));
        assert_eq!(MvaNumber::parse("NO988077917"), Err(NumberError::Form(Scheme::Mva)));
        assert_eq!(MvaNumber::parse("NOMVA"), Err(NumberError::Form(Scheme::Mva)));
    }

    proptest! {
        #[test]
        fn what_is_built_is_valid_and_a_slip_is_caught(eight in 0_u32..=99_999_999, slip in slip()) {
            match Orgnr::build(eight) {
                Ok(number) => {
                    prop_assert_eq!(Orgnr::parse(number.as_str()), Ok(number.clone()));
                    let vat = number.mva();
                    prop_assert_eq!(MvaNumber::parse(vat.as_str()), Ok(vat.clone()));
                    prop_assert!(Orgnr::parse(&with_slip(number.as_str(), slip)).is_err());
                }
                Err(error) => prop_assert_eq!(error, NumberError::NotIssued(Scheme::Orgnr)),
            }
        }
    }
}
