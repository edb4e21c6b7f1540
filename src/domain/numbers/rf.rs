//! The structured creditor reference of ISO 11649, quoted with SEPA payments.

use super::check::{bare, mod97_digits, mod97_holds};
use super::{NumberError, Scheme, parsed_from_text, shown_as_text};

/// A creditor reference: `RF`, two check digits, 1 to 21 letters or digits; turned round it leaves 1 modulo 97, as an IBAN.
///
/// Zeros before the payload change nothing in the check but do make another reference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RfReference(String);

shown_as_text!(RfReference);
parsed_from_text!(RfReference);

impl RfReference {
    /// The reference for a payload of ours, letters in any case.
    ///
    /// # Errors
    /// Not 1 to 21 letters (A to Z) or digits.
    pub fn build(payload: &str) -> Result<Self, NumberError> {
        let payload = payload.to_ascii_uppercase();
        if !is_payload(&payload) {
            return Err(NumberError::Payload(Scheme::Rf));
        }
        Ok(Self(format!("RF{:02}{payload}", mod97_digits("RF", &payload))))
    }

    /// The reference in any case, spaces or not.
    ///
    /// # Errors
    /// Not of that form, or the check digits do not fit.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let text = bare(text, &[]).to_ascii_uppercase();
        let form = NumberError::Form(Scheme::Rf);
        let (head, payload) = text.split_at_checked(4).ok_or(form)?;
        let is_head = head.strip_prefix("RF").is_some_and(|check| check.bytes().all(|b| b.is_ascii_digit()));
        if !is_head || !is_payload(payload) {
            Err(form)
        } else if mod97_holds(head, payload) {
            Ok(Self(text))
        } else {
            Err(NumberError::CheckDigit(Scheme::Rf))
        }
    }

    /// What follows the check digits.
    #[must_use]
    pub fn payload(&self) -> &str {
        self.0.get(4..).unwrap_or_default()
    }
}

fn is_payload(text: &str) -> bool {
    (1..=21).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::check::mistyped::{slip, with_slip};
    use super::*;

    #[test]
    fn built_and_read_back() {
        assert_eq!(RfReference::build("539007547034").unwrap().as_str(), "RF18539007547034");
        assert_eq!(RfReference::build("c2h5oh").unwrap().as_str(), "RF97C2H5OH");
        assert_eq!(RfReference::parse("rf18 5390 0754 7034").unwrap().payload(), "539007547034");
        assert_eq!(RfReference::parse("RF19539007547034"), Err(NumberError::CheckDigit(Scheme::Rf)));
        for bad in
            ["", "RF", "RF18", "18539007547034", "RFX8539007547034", "RF18539-07547034", "RF181234567890123456789012"]
        {
            assert_eq!(RfReference::parse(bad), Err(NumberError::Form(Scheme::Rf)), "{bad}");
        }
        for bad in ["", "2026-17", "ø", "1234567890123456789012"] {
            assert_eq!(RfReference::build(bad), Err(NumberError::Payload(Scheme::Rf)), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_built_is_valid_and_a_slip_is_caught(payload in "[0-9A-Z]{1,21}", slip in slip()) {
            let reference = RfReference::build(&payload).unwrap();
            prop_assert_eq!(RfReference::parse(reference.as_str()), Ok(reference.clone()));
            prop_assert!(RfReference::parse(&with_slip(reference.as_str(), slip)).is_err());
        }
    }
}
