//! Why a number is refused. The text says what is wrong and what to write, and never repeats the number: it may be personal.

use std::fmt;

/// The kinds of numbers that are read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Danish company number.
    Cvr,
    /// Danish personal number.
    Cpr,
    /// Norwegian organisation number.
    Orgnr,
    /// Norwegian VAT number.
    Mva,
    /// Norwegian bank account number.
    NorwegianAccount,
    /// Dutch chamber of commerce number.
    Kvk,
    /// Dutch VAT identification number.
    Btw,
    /// Id on a Danish payment slip, card type 71.
    Fik71,
    /// Id on a Danish payment slip, card type 75.
    Fik75,
    /// Creditor number on a Danish payment slip.
    FikCreditor,
    /// The whole line at the foot of a Danish payment slip.
    FikLine,
    /// Norwegian customer identification of a payment.
    Kid,
    /// Global location number.
    Gln,
    /// International bank account number.
    Iban,
    /// ISO 11649 creditor reference.
    Rf,
    /// SEPA creditor identifier.
    CreditorId,
}

impl Scheme {
    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cvr => "CVR number",
            Self::Cpr => "CPR number",
            Self::Orgnr => "Norwegian organisation number",
            Self::Mva => "Norwegian VAT number",
            Self::NorwegianAccount => "Norwegian account number",
            Self::Kvk => "KvK number",
            Self::Btw => "Dutch VAT number",
            Self::Fik71 => "FIK id of card type 71",
            Self::Fik75 => "FIK id of card type 75",
            Self::FikCreditor => "FIK creditor number",
            Self::FikLine => "FIK payment line",
            Self::Kid => "KID",
            Self::Gln => "GLN",
            Self::Iban => "IBAN",
            Self::Rf => "creditor reference (RF)",
            Self::CreditorId => "SEPA creditor id",
        }
    }

    /// How it is written.
    #[must_use]
    pub const fn form(self) -> &'static str {
        match self {
            Self::Cvr => "8 digits, the first not 0",
            Self::Cpr => "day, month, year and 4 digits, as DDMMYY-SSSS",
            Self::Orgnr => "9 digits",
            Self::Mva => "NO, 9 digits and MVA",
            Self::NorwegianAccount => "11 digits",
            Self::Kvk => "8 digits",
            Self::Btw => "NL, 9 digits, B and 2 digits that are not 00",
            Self::Fik71 => "15 digits, the last a check digit",
            Self::Fik75 => "16 digits, the last a check digit",
            Self::FikCreditor => "8 digits",
            Self::FikLine => "+71< or +75<, the id, + and the creditor number, <; or +73<+ and the creditor number, <",
            Self::Kid => "2 to 25 digits, the last a check digit, which is - for some numbers with modulus 11",
            Self::Gln => "13 digits",
            Self::Iban => "2 letters, 2 digits and the account: in all 18 characters in DK and NL, 15 in NO",
            Self::Rf => "RF, 2 digits and 1 to 21 letters or digits",
            Self::CreditorId => {
                "country, 2 digits, 3 letters or digits and the national id; in NL ZZZ, the KvK number and 4 digits"
            }
        }
    }

    /// A number that is right, where showing one can harm nobody.
    #[must_use]
    pub const fn example(self) -> Option<&'static str> {
        Some(match self {
            // No example: whatever passes may be the number of a living person.
            Self::Cpr => return None,
            Self::Cvr => "13748136",
            Self::Orgnr => "123456785",
            Self::Mva => "NO123456785MVA",
            Self::NorwegianAccount => "12345678903",
            Self::Kvk | Self::FikCreditor => "12345678",
            Self::Btw => "NL123456782B01",
            Self::Fik71 => "004040400000669",
            Self::Fik75 => "0004040400000669",
            Self::FikLine => "+71<004040400000669+12345678<",
            Self::Kid => "2345676",
            Self::Gln => "5798009811578",
            Self::Iban => "NO9386011117947",
            Self::Rf => "RF18539007547034",
            Self::CreditorId => "NL39ZZZ342838400000",
        })
    }
}

/// Why a text is no number of its kind, or why none can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberError {
    /// Wrong length or wrong characters.
    Form(Scheme),
    /// The form is right, the check digits are not: something is mistyped.
    CheckDigit(Scheme),
    /// The date in it does not exist.
    Date(Scheme),
    /// To build one: what is given is empty, too long or of the wrong characters.
    Payload(Scheme),
    /// To build one: the check digit would be 10, and such numbers are not issued.
    NotIssued(Scheme),
}

impl NumberError {
    /// Which kind of number was expected.
    #[must_use]
    pub const fn scheme(self) -> Scheme {
        match self {
            Self::Form(scheme)
            | Self::CheckDigit(scheme)
            | Self::Date(scheme)
            | Self::Payload(scheme)
            | Self::NotIssued(scheme) => scheme,
        }
    }
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.scheme();
        let (name, form) = (scheme.name(), scheme.form());
        match self {
            Self::Form(_) => write!(f, "this is no {name}: write {form}")?,
            Self::CheckDigit(_) => {
                write!(
                    f,
                    "the check digits of this {name} do not fit, so a character is wrong: compare it with the source"
                )?;
            }
            Self::Date(_) => return write!(f, "this {name} begins with a date that does not exist: write {form}"),
            Self::Payload(_) => return write!(f, "no {name} can be made of this: it is {form}"),
            Self::NotIssued(_) => {
                return write!(
                    f,
                    "a {name} that begins so would need the check digit 10 and is not issued: take another"
                );
            }
        }
        scheme.example().map_or(Ok(()), |example| write!(f, " (a right one: {example})"))
    }
}

impl std::error::Error for NumberError {}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::domain::numbers::*;

    #[test]
    fn every_example_that_an_error_shows_is_right() {
        let shown = |scheme: Scheme| scheme.example().unwrap();
        assert!(Cvr::parse_own(shown(Scheme::Cvr)).is_ok());
        assert!(Orgnr::parse(shown(Scheme::Orgnr)).is_ok());
        assert!(MvaNumber::parse(shown(Scheme::Mva)).is_ok());
        assert!(NorwegianAccount::parse(shown(Scheme::NorwegianAccount)).is_ok());
        assert!(Kvk::parse(shown(Scheme::Kvk)).is_ok());
        assert!(BtwId::parse(shown(Scheme::Btw)).is_ok());
        assert!(FikId::parse(FikCard::Card71, shown(Scheme::Fik71)).is_ok());
        assert!(FikId::parse(FikCard::Card75, shown(Scheme::Fik75)).is_ok());
        assert!(FikCreditor::parse(shown(Scheme::FikCreditor)).is_ok());
        assert!(FikLine::parse(shown(Scheme::FikLine)).is_ok());
        assert!(Kid::parse(shown(Scheme::Kid), KidCheck::Mod10).is_ok());
        assert!(Gln::parse(shown(Scheme::Gln)).is_ok());
        assert!(Iban::parse(shown(Scheme::Iban)).is_ok());
        assert!(RfReference::parse(shown(Scheme::Rf)).is_ok());
        assert!(CreditorId::parse(shown(Scheme::CreditorId)).is_ok());
        assert_eq!(Scheme::Cpr.example(), None);
    }

    #[test]
    fn an_error_says_what_to_write_and_not_what_was_typed() {
        let text = Cvr::parse("0987").unwrap_err().to_string();
        assert_eq!(text, "this is no CVR number: write 8 digits, the first not 0 (a right one: 13748136)");
        let text = Cpr::parse("320157-5000").unwrap_err().to_string();
        assert!(text.contains("a date that does not exist") && !text.contains("320157"), "{text}");
    }
}
