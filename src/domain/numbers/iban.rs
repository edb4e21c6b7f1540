//! IBAN: the international bank account number.

use super::check::{bare, mod97_digits, mod97_holds};
use super::{NumberError, Scheme, parsed_from_text, shown_as_text};

/// An IBAN (ISO 13616): two letters, two check digits, the national account; turned round it leaves 1 modulo 97 (ISO 7064).
///
/// Our three countries have their length and form checked, DK 18 and NO 15 all digits, NL 18 with the bank's four letters;
/// of others only that the length lies between 15 and 34.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iban(String);

shown_as_text!(Iban);
parsed_from_text!(Iban);

impl Iban {
    /// The number in any case, spaces or not.
    ///
    /// # Errors
    /// Not of the country's form, or the check digits do not fit.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let number = bare(text, &[]).to_ascii_uppercase();
        let form = NumberError::Form(Scheme::Iban);
        let (head, account) = number.split_at_checked(4).ok_or(form)?;
        let (country, check) = head.split_at_checked(2).ok_or(form)?;
        if !check.bytes().all(|b| b.is_ascii_digit()) || !is_account_of(country, account) {
            Err(form)
        } else if mod97_holds(head, account) {
            Ok(Self(number))
        } else {
            Err(NumberError::CheckDigit(Scheme::Iban))
        }
    }

    /// The IBAN of a national account, as `DK` and `00400440116243`.
    ///
    /// # Errors
    /// The account is not of the country's form.
    pub fn build(country: &str, account: &str) -> Result<Self, NumberError> {
        let (country, account) = (country.to_ascii_uppercase(), bare(account, &[]).to_ascii_uppercase());
        if !is_account_of(&country, &account) {
            return Err(NumberError::Payload(Scheme::Iban));
        }
        Ok(Self(format!("{country}{:02}{account}", mod97_digits(&country, &account))))
    }

    /// The country's two letters.
    #[must_use]
    pub fn country(&self) -> &str {
        self.0.get(..2).unwrap_or_default()
    }

    /// The national account: in Denmark registration number 4 and account 10, in Norway the account number.
    #[must_use]
    pub fn account(&self) -> &str {
        self.0.get(4..).unwrap_or_default()
    }

    /// For people, in groups of four: `DK50 0040 0440 1162 43`.
    #[must_use]
    pub fn printed(&self) -> String {
        let mut printed = String::with_capacity(self.0.len() + self.0.len() / 4);
        for (place, c) in self.0.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                printed.push(' ');
            }
            printed.push(c);
        }
        printed
    }
}

fn is_account_of(country: &str, account: &str) -> bool {
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    match country {
        "DK" => account.len() == 14 && all_digits(account),
        "NO" => account.len() == 11 && all_digits(account),
        "NL" => account.len() == 14 && is_dutch_account(account),
        _ => {
            country.len() == 2
                && country.bytes().all(|b| b.is_ascii_uppercase())
                && (11..=30).contains(&account.len())
                && account.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        }
    }
}

fn is_dutch_account(account: &str) -> bool {
    account.split_at_checked(4).is_some_and(|(bank, number)| {
        bank.bytes().all(|b| b.is_ascii_uppercase()) && number.bytes().all(|b| b.is_ascii_digit())
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::check::mistyped::{slip, with_slip};
    use super::*;

    #[test]
    fn read_as_people_write_it() {
        let iban = Iban::parse("dk50 0040 0440 1162 43").unwrap();
        assert_eq!((iban.country(), iban.account()), ("DK", "00400440116243"));
        assert_eq!(iban.printed(), "DK50 0040 0440 1162 43");
        assert_eq!(Iban::build("DK", iban.account()).unwrap(), iban);
        assert_eq!(Iban::parse("NL91ABNA0417164300").unwrap().printed(), "NL91 ABNA 0417 1643 00");
        assert!(Iban::parse("GB82 WEST 1234 5698 7654 32").is_ok(), "the ISO example");
    }

    #[test]
    fn lengths_and_forms_of_our_countries_are_kept() {
        // Each of these leaves 1 modulo 97, and yet is no account of its country.
        for (country, account) in
            [("DK", "0040044011624"), ("NO", "860111179470"), ("NL", "12340417164300"), ("NL", "ABNA041716430")]
        {
            let text = format!("{country}{:02}{account}", mod97_digits(country, account));
            assert_eq!(Iban::parse(&text), Err(NumberError::Form(Scheme::Iban)), "{text}");
            assert_eq!(Iban::build(country, account), Err(NumberError::Payload(Scheme::Iban)), "{text}");
        }
        for bad in ["", "DK", "DK5", "DKX000400440116243", "1K5000400440116243", "XX001234567890", "ÆØ50004004401162"]
        {
            assert_eq!(Iban::parse(bad), Err(NumberError::Form(Scheme::Iban)), "{bad}");
        }
        assert_eq!(Iban::parse("DK5000400440116244"), Err(NumberError::CheckDigit(Scheme::Iban)));
    }

    proptest! {
        #[test]
        fn what_is_built_is_valid_and_a_slip_is_caught(
            dk in "[0-9]{14}", no in "[0-9]{11}", nl in "[A-Z]{4}[0-9]{10}", slip in slip(),
        ) {
            for (country, account) in [("DK", &dk), ("NO", &no), ("NL", &nl)] {
                let iban = Iban::build(country, account).unwrap();
                prop_assert_eq!(Iban::parse(&iban.printed()), Ok(iban.clone()));
                prop_assert!(Iban::parse(&with_slip(iban.as_str(), slip)).is_err());
            }
        }
    }
}
