//! Papers about devices on their way, as values: everything that is printed on them. A paper is kept as this value when it is
//! written; its file is made from it, later and always alike.

use entity::types::{Date, Language, Money, MoneyError, PaperKind, Percent, VatCategory, VatKey};
use serde::{Deserialize, Serialize};

use super::invoice::{Address, Buyer, Seller};
use super::vat;

/// A paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Who sends it.
    pub seller: Seller,
    /// Who receives it.
    pub buyer: Buyer,
    /// The merchant's language.
    pub language: Language,
    /// Our agreement's reference.
    pub agreement: String,
    /// Key of the terms version, as `dk-loomis@2020-01-01`.
    pub terms: String,
    /// The device that goes back.
    pub device: Printed,
    /// Which paper about that device it is, from 1.
    pub number: i64,
    /// Its day.
    pub day: Date,
    /// The number by which the device moves (R210); none on a paper from before there were any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rma: Option<String>,
    /// What it tells.
    pub tells: Tells,
}

/// What a paper tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "tells", rename_all = "kebab-case")]
pub enum Tells {
    /// A replacement has left (R080, R085).
    SwapAdvice(Box<Advice>),
    /// A device has come back.
    ReturnReceipt(Receipt),
}

/// A device as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// Its serial number.
    pub serial: String,
    /// Its model, as people call it.
    pub model: String,
}

/// A replacement that has left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// The device that takes the line over.
    pub replacement: Printed,
    /// The site that it goes to.
    pub site: Option<String>,
    /// Who carries it.
    pub carrier: Option<String>,
    /// By which number it is followed.
    pub tracking: Option<String>,
    /// What must come back; none: nothing must, for it is back already or was lost.
    pub back: Option<Back>,
}

/// The return of a faulty device (R085, A18).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    /// The last day on which it can be scanned in.
    pub due: Date,
    /// How many business days that is after the dispatch.
    pub days: i64,
    /// The days in between that do not count; with the public holiday's key, if it is one.
    pub skipped: Vec<(Date, Option<String>)>,
    /// To whom it is to be sent; none: the seller.
    #[serde(default)]
    pub name: Option<String>,
    /// Where it is to be sent.
    pub address: Address,
    /// The day on which it is charged otherwise.
    pub charged_on: Date,
    /// What is charged then by the list of today; none: the list has no price of the model.
    pub charge: Option<Amounts>,
    /// The last day of the hold that a proof of posting makes.
    pub held_until: Date,
    /// Days after the charge's invoice within which a device that is found gives the charge back (A15).
    pub found_days: i64,
    /// The clause, as `Bilag § 3`.
    pub clause: String,
}

/// An amount with its parts and its VAT.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    /// What each amount is (a key of the locales, as `new-price`) and the amount, ex VAT.
    pub parts: Vec<(String, Money)>,
    /// Their sum.
    pub net: Money,
    /// The VAT category.
    pub category: VatCategory,
    /// The VAT rate.
    pub rate: Percent,
    /// The VAT.
    pub vat: Money,
    /// Net and VAT.
    pub gross: Money,
}

/// A device that has come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The time of day, as `14:05`, local.
    pub time: String,
    /// By when it is tested (R082); none: it is not tested.
    pub test_due: Option<Date>,
    /// What comes of what would be, or was, charged for it.
    pub outcome: Outcome,
}

/// What a return does to the charge of a device that was not back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// Nothing was charged, and nothing will be.
    Nothing,
    /// What was proposed is dropped.
    Dropped,
    /// It was charged; that is to be credited, once somebody has looked at it.
    Credited {
        /// How much, ex VAT.
        net: Money,
        /// The number of its invoice; none: it is on none yet.
        invoice: Option<String>,
    },
    /// It was charged, and found too late for that to be given back (A15).
    TooLate {
        /// How much, ex VAT.
        net: Money,
        /// The number of its invoice.
        invoice: Option<String>,
    },
}

impl Paper {
    /// What kind of paper it is.
    #[must_use]
    pub const fn kind(&self) -> PaperKind {
        match self.tells {
            Tells::SwapAdvice(_) => PaperKind::SwapAdvice,
            Tells::ReturnReceipt(_) => PaperKind::ReturnReceipt,
        }
    }
}

impl Amounts {
    /// Parts with their sum and its VAT.
    ///
    /// # Errors
    /// No part, an amount larger than an amount can be, or two currencies.
    pub fn of(parts: Vec<(String, Money)>, key: VatKey) -> Result<Self, MoneyError> {
        let first = parts.first().ok_or_else(|| MoneyError::NotAnAmount(String::new()))?.1;
        let net = Money::sum(first.currency(), parts.iter().map(|(_, amount)| *amount))?;
        let vat = vat::tax(net, key)?;
        Ok(Self { parts, net, category: key.category, rate: key.rate, vat, gross: net.plus(vat)? })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use entity::types::Currency;

    use super::*;

    #[test]
    fn r085_new_price_and_shipping_with_vat() {
        let dkk = |minor| Money::new(minor, Currency::Dkk);
        let key = VatKey { category: VatCategory::Standard, rate: Percent(2500) };
        let parts = vec![("new-price".to_owned(), dkk(399_500)), ("shipping".to_owned(), dkk(9_500))];
        let made = Amounts::of(parts, key).unwrap();
        assert_eq!((made.net, made.vat, made.gross), (dkk(409_000), dkk(102_250), dkk(511_250)));
        assert!(Amounts::of(Vec::new(), key).is_err());
    }
}
