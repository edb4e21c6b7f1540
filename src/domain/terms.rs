//! A terms version as typed parameters: every amount, day count, clause and VAT code that the engine uses.
//!
//! The TOML files in `terms/` seed dated rows; the program reads the rows. An agreement pins the version it was signed under.

use std::collections::BTreeMap;

use entity::types::{ChargeCode, Country, Currency, Date, Money, Percent, VatCategory, VatKey};
use serde::Deserialize;

/// A dated version of a terms profile.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The profile, as `dk-loomis`.
    pub profile: String,
    /// First day in force.
    #[serde(deserialize_with = "toml_date")]
    pub valid_from: Date,
    /// The country whose calendar and numbers apply.
    pub country: Country,
    /// The currency of every amount.
    pub currency: Currency,
    /// What the order confirmation says unless it says otherwise.
    pub lease: LeaseTerms,
    /// How recurring prices are billed.
    pub billing: BillingTerms,
    /// How faulty devices are exchanged.
    #[serde(default)]
    pub swap: SwapTerms,
    /// The standard VAT rate.
    #[serde(deserialize_with = "percent")]
    pub vat_standard: Percent,
    /// What can be charged, by code.
    pub charges: BTreeMap<ChargeCode, ChargeTerms>,
}

/// Defaults of an order confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaseTerms {
    /// Months of the term (R050).
    pub term_months: u32,
    /// Months without ordinary notice (R013).
    pub binding_months: u32,
    /// Months of notice (R014).
    pub notice_months: u32,
    /// Days from issue to the due date (R037).
    pub payment_days: u32,
}

/// How recurring prices are billed (R016, A03).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BillingTerms {
    /// Months in a billing period; quarters are the only rhythm so far, so 3.
    pub months: i64,
    /// A change of an amount against the last document beyond this share is shown as an anomaly, in percent.
    pub anomaly_percent: i64,
}

/// How faulty devices are exchanged, tested and charged for. Terms that do not say otherwise have the readings of A17 to A19.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SwapTerms {
    /// Hours from approval until the replacement leaves, rolled to a business day (R080, A17).
    pub dispatch_hours: u32,
    /// Business days from dispatch until the faulty device must be back (R085, A18).
    pub return_days: u32,
    /// Days before the end of that time on which the merchant is reminded.
    pub remind_days: Vec<u32>,
    /// Business days by which a proof of posting puts the charge off (A18).
    pub posted_days: u32,
    /// Business days from the return scan until it is known whether the fault is covered (R082).
    pub test_days: u32,
    /// Days after a charge's invoice within which a device that is found gives the charge back.
    pub found_days: u32,
    /// Business days after delivery after which a device is presumed to be in good order (R026, A06).
    pub presumed_days: u32,
    /// Days for which a quote stands.
    pub quote_days: u32,
    /// Hours after the discovery within which an incident is to be reported (R216).
    pub incident_hours: u32,
    /// The fee for a report that the agreement does not cover (R093), in minor units; none: as [`Terms::fee`] says.
    pub fee: Option<i64>,
}

impl Default for SwapTerms {
    fn default() -> Self {
        Self {
            dispatch_hours: 24,
            return_days: 10,
            remind_days: vec![5, 2, 0],
            posted_days: 5,
            test_days: 1,
            found_days: 30,
            presumed_days: 5,
            quote_days: 30,
            incident_hours: 24,
            fee: None,
        }
    }
}

/// How one kind of charge is billed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChargeTerms {
    /// The deciding rule.
    pub rule: String,
    /// Further rules and readings that it rests on.
    #[serde(default)]
    pub also: Vec<String>,
    /// The clause as printed, `§ 5`.
    pub clause: String,
    /// The VAT category (A12).
    pub vat: VatCategory,
}

/// Why a terms file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// Not the TOML we want.
    #[error("{0}")]
    Malformed(String),
    /// A rhythm that is not built.
    #[error("billing.months is {0}: only 3 (calendar quarters) is served")]
    Rhythm(i64),
    /// A number out of its range.
    #[error("{key} is {value}: it must lie between {least} and {most}")]
    Range {
        /// The key.
        key: &'static str,
        /// What it says.
        value: u32,
        /// Least allowed.
        least: u32,
        /// Most allowed.
        most: u32,
    },
    /// A charge without which nothing can be billed.
    #[error("charges.{0} is missing")]
    Missing(ChargeCode),
}

impl Terms {
    /// Reads a terms file.
    ///
    /// # Errors
    /// What is wrong, in words that name the key.
    pub fn parse(body: &str) -> Result<Self, TermsError> {
        let terms: Self = toml::from_str(body).map_err(|e| TermsError::Malformed(e.to_string()))?;
        if terms.billing.months != 3 {
            return Err(TermsError::Rhythm(terms.billing.months));
        }
        let range = |key, value, least, most| {
            if (least..=most).contains(&value) { Ok(()) } else { Err(TermsError::Range { key, value, least, most }) }
        };
        range("lease.term_months", terms.lease.term_months, 1, 600)?;
        range("lease.binding_months", terms.lease.binding_months, 0, 600)?;
        range("lease.notice_months", terms.lease.notice_months, 0, 60)?;
        range("lease.payment_days", terms.lease.payment_days, 0, 365)?;
        range("swap.dispatch_hours", terms.swap.dispatch_hours, 1, 720)?;
        range("swap.return_days", terms.swap.return_days, 1, 250)?;
        range("swap.posted_days", terms.swap.posted_days, 0, 250)?;
        range("swap.test_days", terms.swap.test_days, 1, 250)?;
        range("swap.found_days", terms.swap.found_days, 0, 3650)?;
        range("swap.presumed_days", terms.swap.presumed_days, 1, 250)?;
        range("swap.quote_days", terms.swap.quote_days, 1, 365)?;
        range("swap.incident_hours", terms.swap.incident_hours, 1, 720)?;
        for code in [ChargeCode::Rent, ChargeCode::Gwl] {
            terms.charge(code)?;
        }
        Ok(terms)
    }

    /// How a kind of charge is billed.
    ///
    /// # Errors
    /// [`TermsError::Missing`] if these terms do not know the charge.
    pub fn charge(&self, code: ChargeCode) -> Result<&ChargeTerms, TermsError> {
        self.charges.get(&code).ok_or(TermsError::Missing(code))
    }

    /// The fee for a report that the agreement does not cover (R093); the document's 495 kr. hold where nothing else is said, and in
    /// no other currency.
    #[must_use]
    pub fn fee(&self) -> Option<Money> {
        let danish = (self.currency == Currency::Dkk).then_some(49_500);
        self.swap.fee.or(danish).map(|minor| Money::new(minor, self.currency))
    }

    /// VAT of a kind of charge: its category, and the standard rate where that is what it is.
    ///
    /// # Errors
    /// [`TermsError::Missing`] if these terms do not know the charge.
    pub fn vat(&self, code: ChargeCode) -> Result<VatKey, TermsError> {
        let category = self.charge(code)?.vat;
        let rate = if category == VatCategory::Standard { self.vat_standard } else { Percent(0) };
        Ok(VatKey { category, rate })
    }

    /// `dk-loomis@2020-01-01`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}@{}", self.profile, self.valid_from)
    }
}

/// The parameters of a terms file as rows, by key as `charges.RENT.clause`, in the order of their keys.
///
/// # Errors
/// [`TermsError::Malformed`].
pub fn parameters(body: &str) -> Result<Vec<(String, String)>, TermsError> {
    let table: toml::Table = toml::from_str(body).map_err(|e| TermsError::Malformed(e.to_string()))?;
    let mut rows = Vec::new();
    flatten("", &toml::Value::Table(table), &mut rows);
    // What stands by itself first, then the groups.
    rows.sort_by_key(|(key, _)| key.contains('.'));
    Ok(rows)
}

fn flatten(key: &str, value: &toml::Value, rows: &mut Vec<(String, String)>) {
    match value {
        toml::Value::Table(table) => {
            for (name, value) in table {
                let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                flatten(&key, value, rows);
            }
        }
        toml::Value::Array(list) => {
            let words = list.iter().map(plain).collect::<Vec<_>>().join(", ");
            rows.push((key.to_owned(), words));
        }
        other => rows.push((key.to_owned(), plain(other))),
    }
}

fn plain(value: &toml::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn toml_date<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    use serde::de::Error;
    let value = toml::value::Datetime::deserialize(from)?;
    value.to_string().parse().map_err(|_| D::Error::custom("write a date, as 2020-01-01"))
}

fn percent<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Percent, D::Error> {
    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const DK: &str = include_str!("../../terms/dk-loomis@2020-01-01.toml");

    #[test]
    fn the_shipped_terms_say_what_the_document_says() {
        let terms = Terms::parse(DK).unwrap();
        assert_eq!(terms.lease.term_months, 24, "R050");
        assert_eq!(terms.vat(ChargeCode::Rent).unwrap().rate, Percent(2500));
        assert_eq!(terms.vat(ChargeCode::Interest).unwrap().rate, Percent(0), "R038: interest is outside VAT");
        assert_eq!(terms.key(), "dk-loomis@2020-01-01");
        assert!(Terms::parse(include_str!("../../terms/no-lease@2020-01-01.toml")).is_ok());
        assert!(Terms::parse(include_str!("../../terms/nl-lease@2020-01-01.toml")).is_ok());
    }

    #[test]
    fn parameters_are_rows() {
        let rows = parameters(DK).unwrap();
        let row = |key: &str| rows.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str());
        assert_eq!(row("lease.term_months"), Some("24"));
        assert_eq!(row("charges.RENT.clause"), Some("§ 5"));
        assert_eq!(row("charges.REPAIR.also"), Some("R083, R106"));
        assert_eq!(row("valid_from"), Some("2020-01-01"));
        assert!(!rows[0].0.contains('.') && rows.last().unwrap().0.contains('.'));
    }

    #[test]
    fn a_wrong_key_is_named() {
        let wrong = DK.replace("payment_days", "payment_day");
        assert!(Terms::parse(&wrong).unwrap_err().to_string().contains("payment_day"));
        let wrong = DK.replace("term_months = 24", "term_months = 0");
        assert!(Terms::parse(&wrong).unwrap_err().to_string().contains("term_months is 0"));
    }
}
