//! The SEPA creditor identifier, under which direct debits are collected.

use super::check::{bare, is_digits, mod97_digits, mod97_holds};
use super::{Kvk, NumberError, Scheme, parsed_from_text, shown_as_text};

/// A SEPA creditor identifier (EPC262-08): country, two check digits, a business code of three, the national id.
///
/// The business code, `ZZZ` where none is chosen, stays out of the check: modulus 97 over the rest, turned round as an IBAN.
/// In the Netherlands the national id is the KvK number and four digits, as a rule `0000`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditorId(String);

shown_as_text!(CreditorId);
parsed_from_text!(CreditorId);

impl CreditorId {
    /// The identifier in any case, spaces or not.
    ///
    /// # Errors
    /// Not of the country's form, or the check digits do not fit.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let text = bare(text, &[]).to_ascii_uppercase();
        let form = NumberError::Form(Scheme::CreditorId);
        let (head, rest) = text.split_at_checked(4).ok_or(form)?;
        let (country, check) = head.split_at_checked(2).ok_or(form)?;
        let (business, national) = rest.split_at_checked(3).ok_or(form)?;
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
        let is_national = if country == "NL" {
            is_digits(national, 12)
        } else {
            (1..=28).contains(&national.len()) && plain(national)
        };
        if !country.bytes().all(|b| b.is_ascii_uppercase()) || !is_digits(check, 2) || !plain(business) || !is_national
        {
            Err(form)
        } else if mod97_holds(head, national) {
            Ok(Self(text))
        } else {
            Err(NumberError::CheckDigit(Scheme::CreditorId))
        }
    }

    /// The Dutch identifier of a company: its KvK number and `0000`.
    #[must_use]
    pub fn of_kvk(kvk: &Kvk) -> Self {
        let national = format!("{kvk}0000");
        Self(format!("NL{:02}ZZZ{national}", mod97_digits("NL", &national)))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::check::mistyped::{slip, with_slip};
    use super::*;

    #[test]
    fn the_business_code_stays_out_of_the_check() {
        let id = CreditorId::of_kvk(&Kvk::parse("34283840").unwrap());
        assert_eq!(id.as_str(), "NL39ZZZ342838400000");
        assert!(CreditorId::parse("nl39 AB1 342838400000").is_ok());
        assert!(CreditorId::parse("DE98ZZZ09999999999").is_ok());
        assert_eq!(CreditorId::parse("NL38ZZZ342838400000"), Err(NumberError::CheckDigit(Scheme::CreditorId)));
        for bad in [
            "",
            "NL39ZZZ",
            "NL39ZZZ34283840000",
            "NL39ZZZ3428384A0000",
            "3939ZZZ342838400000",
            "DE98ZZZ",
            "DE9",
            "ÆØ98ZZZ099",
        ] {
            assert_eq!(CreditorId::parse(bad), Err(NumberError::Form(Scheme::CreditorId)), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_built_is_valid_and_a_slip_is_caught(kvk in "[0-9]{8}", slip in slip()) {
            let id = CreditorId::of_kvk(&Kvk::parse(&kvk).unwrap());
            prop_assert_eq!(CreditorId::parse(id.as_str()), Ok(id.clone()));
            prop_assert!(CreditorId::parse(&with_slip(id.as_str(), slip)).is_err());
        }
    }
}
