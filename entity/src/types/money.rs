//! Amounts in whole minor units (øre, cents) of one currency.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::words::word_enum;

word_enum! {
    /// The currencies of the markets we serve. All have two decimals.
    Currency {
        /// Danish krone.
        Dkk = "DKK",
        /// Norwegian krone.
        Nok = "NOK",
        /// Euro.
        Eur = "EUR",
    }
}

/// An amount in minor units (øre, cents) of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Why two amounts cannot be combined, or a text is no amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// Amounts of two currencies were combined.
    Currencies(Currency, Currency),
    /// The result is larger than an amount can be.
    TooLarge,
    /// A text is not an amount with at most two decimals.
    NotAnAmount(String),
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Currencies(a, b) => write!(f, "an amount in {a} cannot be combined with one in {b}"),
            Self::TooLarge => f.write_str("the amount is too large"),
            Self::NotAnAmount(text) => {
                write!(f, "\"{text}\" is not an amount: write digits, a point and two decimals, as 249.00")
            }
        }
    }
}

impl std::error::Error for MoneyError {}

impl Money {
    /// An amount of `minor` units (øre, cents).
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing at all, in a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Whole minor units (øre, cents).
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency of the amount.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whether the amount is nought.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Reads `249`, `249.5` or `-249.00`: at most two decimals, a point, no thousands separator.
    ///
    /// # Errors
    /// [`MoneyError::NotAnAmount`], or [`MoneyError::TooLarge`] beyond 10^15 minor units.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        const MOST: u64 = 1_000_000_000_000_000;
        let minor = Self::read(text)?;
        if minor.unsigned_abs() >= MOST { Err(MoneyError::TooLarge) } else { Ok(Self::new(minor, currency)) }
    }

    /// Minor units of a text, as many as an amount can hold.
    fn read(text: &str) -> Result<i64, MoneyError> {
        let wrong = || MoneyError::NotAnAmount(text.chars().take(40).collect());
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let digits_only = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        if !digits_only(whole) || !digits_only(part) || part.len() > 2 {
            return Err(wrong());
        }
        // Every digit with its sign, because the least number of all is one further from nought than the largest.
        let sign = if negative { "-" } else { "" };
        format!("{sign}{whole}{part:0<2}").parse().map_err(|_| MoneyError::TooLarge)
    }

    /// The sum of two amounts.
    ///
    /// # Errors
    /// Two currencies, or more than an amount can hold.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.same(other)?;
        self.minor.checked_add(other.minor).map(|m| Self::new(m, self.currency)).ok_or(MoneyError::TooLarge)
    }

    /// This amount less another.
    ///
    /// # Errors
    /// Two currencies, or more than an amount can hold.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.same(other)?;
        self.minor.checked_sub(other.minor).map(|m| Self::new(m, self.currency)).ok_or(MoneyError::TooLarge)
    }

    /// The amount with its sign turned.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self::new(self.minor.saturating_neg(), self.currency)
    }

    /// The amount a whole number of times.
    ///
    /// # Errors
    /// More than an amount can hold.
    pub fn times(self, n: i64) -> Result<Self, MoneyError> {
        self.minor.checked_mul(n).map(|m| Self::new(m, self.currency)).ok_or(MoneyError::TooLarge)
    }

    /// The share `numerator / denominator` of the amount, rounded once, half away from zero (A03).
    ///
    /// # Errors
    /// More than an amount can hold, or a denominator of nought.
    pub fn share(self, numerator: i64, denominator: i64) -> Result<Self, MoneyError> {
        if denominator == 0 {
            return Err(MoneyError::TooLarge);
        }
        let product = i128::from(self.minor) * i128::from(numerator);
        let by = i128::from(denominator);
        let (product, by) = if by < 0 { (-product, -by) } else { (product, by) };
        let rounded = (2 * product.abs() + by) / (2 * by) * product.signum();
        i64::try_from(rounded).map(|m| Self::new(m, self.currency)).map_err(|_| MoneyError::TooLarge)
    }

    /// The sum of amounts in one currency; nothing summed is nought.
    ///
    /// # Errors
    /// Two currencies, or more than an amount can hold.
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::plus)
    }

    fn same(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::Currencies(self.currency, other.currency))
        }
    }
}

/// `249.00`: the form of files and of `--json`, without the currency.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let abs = self.minor.unsigned_abs();
        write!(f, "{sign}{}.{:02}", abs / 100, abs % 100)
    }
}

/// `249.00 DKK`, so that a stored explanation names its currency.
impl Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{self} {}", self.currency))
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let text = String::deserialize(from)?;
        let (amount, currency) =
            text.split_once(' ').ok_or_else(|| D::Error::custom("an amount is written as 249.00 DKK"))?;
        let currency = Currency::from_str(currency).map_err(D::Error::custom)?;
        // What was written is read again, also beyond what a person may write.
        let minor = Self::read(amount).map_err(D::Error::custom)?;
        Ok(Self::new(minor, currency))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn dkk(text: &str) -> Money {
        Money::parse(text, Currency::Dkk).unwrap()
    }

    #[test]
    fn amounts_are_read_and_written_exactly() {
        assert_eq!(dkk("249.5").minor(), 24_950);
        assert_eq!(dkk("-0.05").to_string(), "-0.05");
        for bad in ["", "1,00", "1.234", "1.", ".5", "+1", " 1", "1e3", "--1", "NaN"] {
            assert!(Money::parse(bad, Currency::Dkk).is_err(), "{bad:?}");
        }
        assert_eq!(Money::parse("99999999999999", Currency::Dkk), Err(MoneyError::TooLarge));
    }

    fn read(text: &str) -> Result<Money, serde::de::value::Error> {
        Money::deserialize(serde::de::value::StrDeserializer::new(text))
    }

    #[test]
    fn what_was_written_is_read_again_however_large() {
        for minor in [0, -5, 24_900, 1_000_000_000_000_000, -1_000_000_000_000_001, i64::MAX, i64::MIN] {
            let amount = Money::new(minor, Currency::Nok);
            assert_eq!(read(&format!("{amount} NOK")).unwrap(), amount);
        }
        assert!(read("92233720368547758.08 NOK").is_err());
        assert_eq!(Money::parse("9999999999999.99", Currency::Dkk).unwrap().minor(), 999_999_999_999_999);
        assert_eq!(Money::parse("-10000000000000.00", Currency::Dkk), Err(MoneyError::TooLarge));
        assert_eq!(dkk("0").minus(Money::new(i64::MIN, Currency::Dkk)), Err(MoneyError::TooLarge));
    }

    #[test]
    fn a_share_is_rounded_half_away_from_zero() {
        assert_eq!(dkk("0.01").share(1, 2).unwrap(), dkk("0.01"));
        assert_eq!(dkk("-0.01").share(1, 2).unwrap(), dkk("-0.01"));
        assert_eq!(dkk("0.01").share(49, 100).unwrap(), dkk("0.00"));
        // 747.00 x 48 / 92 = 389.739...
        assert_eq!(dkk("747.00").share(48, 92).unwrap(), dkk("389.74"));
    }

    #[test]
    fn two_currencies_do_not_add() {
        assert!(dkk("1").plus(Money::new(1, Currency::Nok)).is_err());
    }
}
