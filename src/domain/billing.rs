//! Recurring billing: which documents an agreement is due, and each line of them with its reason.
//!
//! The preview, the stub of a new line and the catch-up of missed quarters all call [`drafts`]: a pure function of the terms and
//! of what is billed so far.

use chrono::Days;
use entity::types::{ChargeCode, Date, DeviceId, Money, MoneyError, Period, Quarter, SubjectId, VatKey};

use super::explain::{Explanation, Inputs};
use super::invoice::VatGroup;
use super::lease::part_of_quarter;
use super::reason::{Reason, Told};
use super::terms::{Terms, TermsError};
use super::vat;

/// Something that is billed every quarter: the rent of a line, or a licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurring {
    /// The line or licence.
    pub subject: SubjectId,
    /// RENT, GWL or GWL-POST.
    pub code: ChargeCode,
    /// The device that it is for at the moment.
    pub device: Option<BilledDevice>,
    /// Price a month, ex VAT.
    pub monthly: Money,
    /// First day; `None` until the agreement starts.
    pub starts: Option<Date>,
    /// Last day, a quarter's end.
    pub ends: Option<Date>,
    /// Last day that is on an invoice.
    pub billed_through: Option<Date>,
    /// Counts credit-and-bill-again.
    pub generation: i64,
}

/// A device as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BilledDevice {
    /// The device.
    pub id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// Its model, as people call it.
    pub model: String,
}

/// One document to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The quarter that it bills.
    pub quarter: Quarter,
    /// Its lines.
    pub lines: Vec<DraftLine>,
    /// VAT by group.
    pub vat: Vec<VatGroup>,
    /// Net sum.
    pub net: Money,
    /// VAT sum.
    pub vat_total: Money,
    /// Net plus VAT.
    pub gross: Money,
}

/// One line to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    /// What is billed.
    pub recurring: Recurring,
    /// For which days.
    pub period: Period,
    /// 3 for a whole quarter, 1 for a part of one.
    pub quantity: i64,
    /// Whether the quantity counts months.
    pub by_month: bool,
    /// Price of one.
    pub unit_price: Money,
    /// Amount, ex VAT.
    pub net: Money,
    /// VAT category and rate.
    pub vat: VatKey,
    /// The deciding rule.
    pub rule: String,
    /// The clause.
    pub clause: String,
    /// Why.
    pub why: Explanation,
}

/// Why an agreement cannot be billed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BillingError {
    /// The terms lack something.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// Amounts that do not combine.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl From<&BillingError> for Reason {
    fn from(error: &BillingError) -> Self {
        match error {
            BillingError::Terms(TermsError::Missing(code)) => {
                Self::of("reason-terms-missing").with("charge", Told::Key(format!("charge-{code}")))
            }
            BillingError::Terms(other) => Self::of("reason-terms-file").with("cause", other.to_string()),
            BillingError::Money(error) => error.into(),
        }
    }
}

impl Recurring {
    /// The part of a quarter that is still to be billed.
    #[must_use]
    pub fn unbilled(&self, quarter: Quarter) -> Option<Period> {
        let starts = self.starts?;
        let from = match self.billed_through {
            Some(through) => starts.max(through.checked_add_days(Days::new(1))?),
            None => starts,
        };
        part_of_quarter(quarter, from, self.ends)
    }

    /// The line that bills a part of a quarter (R016; a part by its days, R012 and A03).
    ///
    /// # Errors
    /// [`BillingError`].
    pub fn line(&self, terms: &Terms, quarter: Quarter, period: Period) -> Result<DraftLine, BillingError> {
        let charge = terms.charge(self.code)?;
        let months = terms.billing.months;
        let whole = period == quarter.period();
        let inputs = if whole {
            Inputs::Quarter { monthly: self.monthly, months, period }
        } else {
            Inputs::Stub { monthly: self.monthly, months, period, quarter: quarter.period() }
        };
        let mut rules: Vec<&str> = vec![&charge.rule];
        if !whole {
            rules.extend(["R012", "A03"]);
        }
        rules.extend(charge.also.iter().map(String::as_str));
        let why = Explanation::new(&rules, inputs)?;
        let net = why.amount().unwrap_or(Money::zero(self.monthly.currency()));
        let (quantity, unit_price) = if whole { (months, self.monthly) } else { (1, net) };
        Ok(DraftLine {
            recurring: self.clone(),
            period,
            quantity,
            by_month: whole,
            unit_price,
            net,
            vat: terms.vat(self.code)?,
            rule: charge.rule.clone(),
            clause: charge.clause.clone(),
            why,
        })
    }
}

/// The documents that are due for some recurring things, through a quarter: one a quarter, oldest first.
///
/// # Errors
/// [`BillingError`]: nothing of the agreement is billed then.
pub fn drafts(terms: &Terms, recurring: &[Recurring], through: Quarter) -> Result<Vec<Draft>, BillingError> {
    let first = recurring.iter().filter_map(|r| r.starts.map(|s| r.billed_through.map_or(s, |b| s.max(b)))).min();
    let Some(first) = first else { return Ok(Vec::new()) };
    let mut quarter = Quarter::of(first);
    let mut drafts = Vec::new();
    while quarter <= through {
        let lines = recurring
            .iter()
            .filter_map(|r| r.unbilled(quarter).map(|period| r.line(terms, quarter, period)))
            .collect::<Result<Vec<_>, _>>()?;
        if !lines.is_empty() {
            drafts.push(draft(terms, quarter, lines)?);
        }
        quarter = quarter.next();
    }
    Ok(drafts)
}

fn draft(terms: &Terms, quarter: Quarter, lines: Vec<DraftLine>) -> Result<Draft, BillingError> {
    let vat = vat::groups(lines.iter().map(|l| (l.vat, l.net)))?;
    let net = Money::sum(terms.currency, lines.iter().map(|l| l.net))?;
    let vat_total = Money::sum(terms.currency, vat.iter().map(|g| g.vat))?;
    Ok(Draft { quarter, lines, vat, net, vat_total, gross: net.plus(vat_total)? })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use entity::types::Currency;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn terms() -> Terms {
        Terms::parse(include_str!("../../terms/dk-loomis@2020-01-01.toml")).unwrap()
    }

    fn recurring(code: ChargeCode, monthly: i64, starts: &str) -> Recurring {
        Recurring {
            subject: SubjectId(Default::default()),
            code,
            device: None,
            monthly: Money::new(monthly, Currency::Dkk),
            starts: Some(day(starts)),
            ends: None,
            billed_through: None,
            generation: 0,
        }
    }

    fn nets(draft: &Draft) -> Vec<String> {
        draft.lines.iter().map(|l| l.net.to_string()).collect()
    }

    #[test]
    fn r016_a_quarter_is_three_months() {
        let both = [recurring(ChargeCode::Rent, 24_900, "2026-01-01"), recurring(ChargeCode::Gwl, 9_900, "2026-01-01")];
        let drafts = drafts(&terms(), &both, "2026Q1".parse().unwrap()).unwrap();
        assert_eq!(drafts.len(), 1);
        assert_eq!(nets(&drafts[0]), ["747.00", "297.00"]);
        assert_eq!((drafts[0].vat_total.to_string(), drafts[0].gross.to_string()), ("261.00".into(), "1305.00".into()));
    }

    #[test]
    fn r012_a_first_stub_is_by_days() {
        // 15 November to 31 December is 47 of 92 days: 747.00 x 47 / 92 = 381.619..., 297.00 x 47 / 92 = 151.728...
        let both = [recurring(ChargeCode::Rent, 24_900, "2025-11-15"), recurring(ChargeCode::Gwl, 9_900, "2025-11-15")];
        let drafts = drafts(&terms(), &both, "2025Q4".parse().unwrap()).unwrap();
        assert_eq!(nets(&drafts[0]), ["381.62", "151.73"]);
        // Net 533.35, VAT 133.3375.
        assert_eq!(drafts[0].vat_total.to_string(), "133.34");
    }

    #[test]
    fn a03_missed_quarters_are_documents_of_their_own_oldest_first() {
        let rent = recurring(ChargeCode::Rent, 10_000, "2025-08-15");
        let drafts = drafts(&terms(), &[rent], "2026Q1".parse().unwrap()).unwrap();
        let quarters: Vec<String> = drafts.iter().map(|d| d.quarter.to_string()).collect();
        assert_eq!(quarters, ["2025Q3", "2025Q4", "2026Q1"]);
        // 15 August to 30 September is 47 of 92 days: 300.00 x 47 / 92 = 153.260...
        assert_eq!(nets(&drafts[0]), ["153.26"]);
        assert_eq!(nets(&drafts[1]), ["300.00"]);
    }

    #[test]
    fn r015_nothing_is_billed_after_the_end_and_nothing_is_prorated_at_it() {
        let mut rent = recurring(ChargeCode::Rent, 10_000, "2025-01-01");
        rent.ends = Some(day("2025-06-30"));
        let drafts = drafts(&terms(), &[rent], "2026Q1".parse().unwrap()).unwrap();
        assert_eq!(drafts.iter().map(|d| d.net.to_string()).collect::<Vec<_>>(), ["300.00", "300.00"]);
    }

    proptest! {
        #[test]
        fn every_day_is_billed_once(offset in 0_u64..4_000, quarters in 1_usize..9, monthly in 1_i64..500_000) {
            let start = day("2000-01-01") + Days::new(offset);
            let mut through = Quarter::of(start);
            for _ in 1..quarters {
                through = through.next();
            }
            let mut rent = recurring(ChargeCode::Rent, monthly, "2000-01-01");
            rent.starts = Some(start);
            let all = drafts(&terms(), &[rent.clone()], through).unwrap();
            let mut expected = start;
            for draft in &all {
                let line = &draft.lines[0];
                prop_assert_eq!(line.period.from, expected);
                prop_assert_eq!(line.why.recomputed().unwrap(), Some(line.net));
                prop_assert_eq!(line.unit_price.times(line.quantity).unwrap(), line.net);
                expected = line.period.to + Days::new(1);
            }
            prop_assert_eq!(expected, through.next().first_day());
            rent.billed_through = Some(through.last_day());
            prop_assert!(drafts(&terms(), &[rent], through).unwrap().is_empty());
        }
    }
}
