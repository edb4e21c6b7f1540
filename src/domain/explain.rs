//! Why a line is charged: the rules, the inputs, and the steps from the inputs to the amount.
//!
//! The explanation is stored with the line when it is previewed. [`Explanation::recomputed`] makes the amount again from the
//! inputs alone, which is what `verify` and the tests do; `text` puts it into words.

use entity::types::{Date, Money, MoneyError, Period};
use serde::{Deserialize, Serialize};

/// Why a line is charged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The rules it rests on, the deciding one first: `["R016", "R012"]`.
    pub rules: Vec<String>,
    /// The formula and its inputs.
    pub inputs: Inputs,
    /// From the inputs to the amount, one operation a step.
    pub steps: Vec<Step>,
}

/// A formula with its inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "formula", rename_all = "snake_case")]
pub enum Inputs {
    /// A whole quarter: the monthly price times the months of the quarter (R016).
    Quarter {
        /// The price a month, ex VAT.
        monthly: Money,
        /// Months billed: 3.
        months: i64,
        /// The quarter.
        period: Period,
    },
    /// A quarter that was joined on its way: the quarter's amount times the days left over the days of the quarter (R012, A03).
    Stub {
        /// The price a month, ex VAT.
        monthly: Money,
        /// Months in the whole quarter: 3.
        months: i64,
        /// From the start date to the quarter's end.
        period: Period,
        /// The whole quarter.
        quarter: Period,
    },
    /// Amounts that are simply added, each with what it is.
    Sum {
        /// What happened, on which day.
        on: Date,
        /// What each amount is (a key of the locales, as `new-price`) and the amount.
        parts: Vec<(String, Money)>,
    },
    /// What is charged because a device is not back in time: amounts of the price list, with the deadline and the days within it
    /// that did not count (R085).
    Return {
        /// The day on which it is charged.
        on: Date,
        /// The day after which days count: the dispatch.
        since: Date,
        /// How many business days there were.
        days: i64,
        /// The last day.
        due: Date,
        /// The days in between that did not count; with the public holiday's key, if it is one.
        skipped: Vec<(Date, Option<String>)>,
        /// What each amount is, as in a sum.
        parts: Vec<(String, Money)>,
    },
    /// A line of a credit note: what of an issued line is given back.
    Credit {
        /// The number of the invoice that is corrected.
        invoice: String,
        /// The line of that invoice.
        line: i64,
        /// What was left of the line before.
        remaining: Money,
        /// What is given back of it.
        credited: Money,
    },
}

/// One operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// `of` × `by` = `makes`.
    Times {
        /// The amount.
        of: Money,
        /// How many times.
        by: i64,
        /// The product.
        makes: Money,
    },
    /// `of` × `days` ÷ `of_days` = `makes`, rounded once, half away from zero.
    Share {
        /// The amount.
        of: Money,
        /// The days that count.
        days: i64,
        /// The days there are.
        of_days: i64,
        /// The share.
        makes: Money,
    },
    /// The sum of amounts.
    Add {
        /// What is added.
        parts: Vec<Money>,
        /// The sum.
        makes: Money,
    },
}

impl Step {
    /// What the step makes.
    #[must_use]
    pub const fn makes(&self) -> Money {
        match self {
            Self::Times { makes, .. } | Self::Share { makes, .. } | Self::Add { makes, .. } => *makes,
        }
    }
}

impl Inputs {
    /// The steps from these inputs to the amount.
    ///
    /// # Errors
    /// An amount larger than an amount can be, or amounts in two currencies.
    pub fn steps(&self) -> Result<Vec<Step>, MoneyError> {
        match self {
            Self::Quarter { monthly, months, .. } => {
                Ok(vec![Step::Times { of: *monthly, by: *months, makes: monthly.times(*months)? }])
            }
            Self::Stub { monthly, months, period, quarter } => {
                let whole = monthly.times(*months)?;
                let (days, of_days) = (period.days(), quarter.days());
                Ok(vec![
                    Step::Times { of: *monthly, by: *months, makes: whole },
                    Step::Share { of: whole, days, of_days, makes: whole.share(days, of_days)? },
                ])
            }
            Self::Sum { parts, .. } | Self::Return { parts, .. } => {
                let amounts: Vec<Money> = parts.iter().map(|(_, amount)| *amount).collect();
                let currency = amounts.first().ok_or_else(|| MoneyError::NotAnAmount(String::new()))?.currency();
                let makes = Money::sum(currency, amounts.iter().copied())?;
                Ok(vec![Step::Add { parts: amounts, makes }])
            }
            Self::Credit { credited, .. } => Ok(vec![Step::Add { parts: vec![*credited], makes: *credited }]),
        }
    }
}

impl Explanation {
    /// An explanation with its steps worked out.
    ///
    /// # Errors
    /// As [`Inputs::steps`].
    pub fn new(rules: &[&str], inputs: Inputs) -> Result<Self, MoneyError> {
        let steps = inputs.steps()?;
        Ok(Self { rules: rules.iter().map(|r| (*r).to_owned()).collect(), inputs, steps })
    }

    /// The amount as it was worked out: what the last step makes.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.steps.last().map(Step::makes)
    }

    /// The amount, made again from the inputs alone.
    ///
    /// # Errors
    /// As [`Inputs::steps`].
    pub fn recomputed(&self) -> Result<Option<Money>, MoneyError> {
        Ok(self.inputs.steps()?.last().map(Step::makes))
    }
}
