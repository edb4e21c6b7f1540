//! FIK: the line at the foot of a Danish payment slip (girokort), by which a payment finds its document.

use std::fmt;

use super::check::{bare, is_digits, luhn_digit, luhn_holds};
use super::{NumberError, Scheme, parsed_from_text, shown_as_text};

/// The card types that carry an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FikCard {
    /// `+71<`: 15 digits.
    Card71,
    /// `+75<`: 16 digits, and the payer may add a text.
    Card75,
}

impl FikCard {
    /// As printed: `71`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Card71 => "71",
            Self::Card75 => "75",
        }
    }

    /// How many digits the id has, check digit included.
    #[must_use]
    pub const fn id_len(self) -> usize {
        match self {
            Self::Card71 => 15,
            Self::Card75 => 16,
        }
    }

    const fn scheme(self) -> Scheme {
        match self {
            Self::Card71 => Scheme::Fik71,
            Self::Card75 => Scheme::Fik75,
        }
    }

    fn of_code(code: &str) -> Option<Self> {
        [Self::Card71, Self::Card75].into_iter().find(|card| card.code() == code)
    }
}

/// A payment id; its last digit is a Luhn check digit (giro-kort.dk; CPAN Business-DK-FI agrees).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FikId {
    card: FikCard,
    digits: String,
}

impl FikId {
    /// The id of card type 71 for a number of ours, up to 14 digits.
    ///
    /// # Errors
    /// More than 14 digits.
    pub fn build(payload: u64) -> Result<Self, NumberError> {
        if payload > 99_999_999_999_999 {
            return Err(NumberError::Payload(Scheme::Fik71));
        }
        let payload = format!("{payload:014}");
        let check = luhn_digit(&payload);
        Ok(Self { card: FikCard::Card71, digits: format!("{payload}{check}") })
    }

    /// The digits as printed, check digit last; spaces or not.
    ///
    /// # Errors
    /// Not as many digits as the card type has, or the check digit does not fit.
    pub fn parse(card: FikCard, text: &str) -> Result<Self, NumberError> {
        let digits = bare(text, &[]);
        if !is_digits(&digits, card.id_len()) {
            Err(NumberError::Form(card.scheme()))
        } else if luhn_holds(&digits) {
            Ok(Self { card, digits })
        } else {
            Err(NumberError::CheckDigit(card.scheme()))
        }
    }

    /// The id in a bank's statement: `71/0000…` in camt, with any number of zeros before it, or the digits alone, which are
    /// then taken for card type 71, the one we print (Danske Bank's sample file).
    ///
    /// # Errors
    /// Not of that form, nothing but zeros, or the check digit does not fit.
    pub fn parse_bank_reference(text: &str) -> Result<Self, NumberError> {
        let bare = bare(text, &[]);
        let (card, digits) = match bare.split_once('/') {
            Some((code, digits)) => (FikCard::of_code(code).ok_or(NumberError::Form(Scheme::Fik71))?, digits),
            None => (FikCard::Card71, bare.as_str()),
        };
        let significant = digits.trim_start_matches('0');
        if significant.is_empty() {
            return Err(NumberError::Form(card.scheme()));
        }
        Self::parse(card, &format!("{significant:0>width$}", width = card.id_len()))
    }

    /// Its card type.
    #[must_use]
    pub const fn card(&self) -> FikCard {
        self.card
    }

    /// All digits, check digit last.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.digits
    }

    /// The number of ours that it was built from.
    #[must_use]
    pub fn payload(&self) -> u64 {
        self.digits.get(..self.digits.len() - 1).and_then(|digits| digits.parse().ok()).unwrap_or_default()
    }
}

impl fmt::Display for FikId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.digits)
    }
}

/// The number of who is paid: 8 digits, as a rule beginning with 8.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FikCreditor(String);

shown_as_text!(FikCreditor);
parsed_from_text!(FikCreditor);

impl FikCreditor {
    /// Eight digits, spaces or not. It has no check digit that is known.
    ///
    /// # Errors
    /// Not eight digits.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let digits = bare(text, &[]);
        if is_digits(&digits, 8) { Ok(Self(digits)) } else { Err(NumberError::Form(Scheme::FikCreditor)) }
    }
}

/// The whole line: `+71<004040400000669+12345678<`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FikLine {
    /// What is paid. `None` is card type 73: no id, the payer writes a text.
    pub id: Option<FikId>,
    /// Who is paid.
    pub creditor: FikCreditor,
}

parsed_from_text!(FikLine);

impl FikLine {
    /// The line as printed, spaces or not.
    ///
    /// # Errors
    /// Not of that form, or the id or the creditor number is not right.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let form = NumberError::Form(Scheme::FikLine);
        let bare = bare(text, &[]);
        let (code, rest) = bare.strip_prefix('+').and_then(|rest| rest.split_once('<')).ok_or(form)?;
        let (id, creditor) = rest.strip_suffix('<').and_then(|rest| rest.split_once('+')).ok_or(form)?;
        let id = match FikCard::of_code(code) {
            Some(card) => Some(FikId::parse(card, id)?),
            None if code == "73" && id.is_empty() => None,
            None => return Err(form),
        };
        Ok(Self { id, creditor: FikCreditor::parse(creditor)? })
    }
}

impl fmt::Display for FikLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.id {
            Some(id) => write!(f, "+{}<{id}+{}<", id.card().code(), self.creditor),
            None => write!(f, "+73<+{}<", self.creditor),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::check::mistyped::{slip, with_slip};
    use super::*;

    #[test]
    fn built_as_published() {
        assert_eq!(FikId::build(1).unwrap().as_str(), "000000000000018");
        assert_eq!(FikId::build(2).unwrap().as_str(), "000000000000026");
        let id = FikId::build(404_040_000_066).unwrap();
        assert_eq!((id.as_str(), id.payload(), id.card()), ("004040400000669", 404_040_000_066, FikCard::Card71));
        assert_eq!(FikId::build(100_000_000_000_000), Err(NumberError::Payload(Scheme::Fik71)));
    }

    #[test]
    fn printed_line_is_read_back() {
        let line = FikLine::parse("+71< 004040400000669 +12345678<").unwrap();
        assert_eq!(line.to_string(), "+71<004040400000669+12345678<");
        assert_eq!(FikLine::parse("+73<  +12345678<").unwrap().to_string(), "+73<+12345678<");
        assert_eq!(FikLine::parse("+75<0004040400000669+12345678<").unwrap().id.unwrap().card(), FikCard::Card75);
        let faults = [
            ("", NumberError::Form(Scheme::FikLine)),
            ("+71<004040400000669+12345678", NumberError::Form(Scheme::FikLine)),
            ("+72<004040400000669+12345678<", NumberError::Form(Scheme::FikLine)),
            ("+73<004040400000669+12345678<", NumberError::Form(Scheme::FikLine)),
            ("+75<004040400000669+12345678<", NumberError::Form(Scheme::Fik75)),
            ("+71<004040400000668+12345678<", NumberError::CheckDigit(Scheme::Fik71)),
            ("+71<004040400000669+1234567<", NumberError::Form(Scheme::FikCreditor)),
        ];
        for (text, fault) in faults {
            assert_eq!(FikLine::parse(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn a_banks_reference_has_zeros_before_it() {
        let id = FikId::build(404_040_000_066).unwrap();
        for text in ["71/0000004040400000669", "71/4040400000669", "004040400000669", "4040400000669"] {
            assert_eq!(FikId::parse_bank_reference(text).as_ref(), Ok(&id), "{text}");
        }
        assert_eq!(FikId::parse_bank_reference("75/0004040400000669").unwrap().card(), FikCard::Card75);
        for bad in ["", "71/", "71/0000000000000000000", "73/004040400000669", "71/1234567890123456", "71/40404x"] {
            assert!(matches!(FikId::parse_bank_reference(bad), Err(NumberError::Form(_))), "{bad}");
        }
        assert_eq!(FikId::parse_bank_reference("71/4040400000668"), Err(NumberError::CheckDigit(Scheme::Fik71)));
    }

    proptest! {
        #[test]
        fn what_is_built_is_valid_and_a_slip_is_caught(payload in 0_u64..=99_999_999_999_999, slip in slip()) {
            let id = FikId::build(payload).unwrap();
            prop_assert_eq!(FikId::parse(FikCard::Card71, id.as_str()), Ok(id.clone()));
            prop_assert_eq!(id.payload(), payload);
            prop_assert!(FikId::parse(FikCard::Card71, &with_slip(id.as_str(), slip)).is_err());
        }
    }
}
