//! Percentages and VAT categories.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::words::word_enum;

/// A percentage in hundredths of a percent: 25 % is 2500. An integer in the database, so that nothing passes through a float.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sea_orm::DeriveValueType,
)]
#[serde(transparent)]
pub struct Percent(pub i64);

/// `25`, `8.05`: without trailing noughts.
impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match part {
            0 => write!(f, "{sign}{whole}"),
            p if p % 10 == 0 => write!(f, "{sign}{whole}.{}", p / 10),
            p => write!(f, "{sign}{whole}.{p:02}"),
        }
    }
}

impl FromStr for Percent {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is not a percentage: write digits and at most two decimals, as 25 or 8.05");
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        if part.len() > 2
            || part.is_empty()
            || whole.len() > 3
            || !(whole.to_owned() + part).bytes().all(|b| b.is_ascii_digit())
        {
            return Err(wrong());
        }
        let whole: i64 = whole.parse().map_err(|_| wrong())?;
        let part: i64 = format!("{part:0<2}").parse().map_err(|_| wrong())?;
        let value = whole * 100 + part;
        Ok(Self(if negative { -value } else { value }))
    }
}

word_enum! {
    /// VAT categories by their UNCL 5305 code, as e-invoices name them.
    VatCategory {
        /// Standard rate.
        Standard = "S",
        /// Zero rated.
        Zero = "Z",
        /// Exempt.
        Exempt = "E",
        /// Reverse charge: the buyer accounts for the tax.
        ReverseCharge = "AE",
        /// Outside the scope of VAT.
        Outside = "O",
    }
}

/// What VAT is summed by on a document: category and rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct VatKey {
    /// The category.
    pub category: VatCategory,
    /// The rate, nought unless the category is standard.
    pub rate: Percent,
}
