//! Credit notes: what of each line is given back, and its VAT.

use entity::types::{Money, MoneyError, VatKey};

use super::invoice::VatGroup;
use super::reason::Reason;
use super::vat;

/// An issued line as far as it is not credited yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Creditable {
    /// Number of the line.
    pub number: i64,
    /// Its VAT.
    pub vat: VatKey,
    /// What is left of its net amount.
    pub remaining: Money,
}

/// What is to be credited of an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All that is left.
    All,
    /// All that is left of some lines, by number.
    Lines(Vec<i64>),
    /// A net amount, spread over the lines in proportion to what is left of each.
    Net(Money),
}

/// A credit note's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// By line of the invoice: what was left of it, and what is credited (never nought).
    pub lines: Vec<(Creditable, Money)>,
    /// VAT by group.
    pub vat: Vec<VatGroup>,
    /// Net sum.
    pub net: Money,
    /// VAT sum.
    pub vat_total: Money,
    /// Net plus VAT.
    pub gross: Money,
}

/// Why a credit is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditError {
    /// More than is left.
    #[error("{wanted} cannot be credited: {left} is left of the document (net)")]
    TooMuch {
        /// What was wanted.
        wanted: Money,
        /// What is left.
        left: Money,
    },
    /// Nothing, or less than nothing.
    #[error("a credit must be more than 0.00")]
    NotPositive,
    /// The document is credited in full.
    #[error("nothing is left to credit: the document is credited in full")]
    NothingLeft,
    /// No such line, or nothing is left of it.
    #[error("line {0} cannot be credited: the document has no such line, or nothing is left of it")]
    Line(i64),
    /// Amounts that do not combine.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl From<&CreditError> for Reason {
    fn from(error: &CreditError) -> Self {
        match error {
            CreditError::TooMuch { wanted, left } => {
                Self::of("reason-credit-too-much").with("wanted", *wanted).with("left", *left)
            }
            CreditError::NotPositive => Self::of("reason-credit-not-positive"),
            CreditError::NothingLeft => Self::of("reason-credit-nothing-left"),
            CreditError::Line(line) => Self::of("reason-credit-line").with("line", *line),
            CreditError::Money(error) => error.into(),
        }
    }
}

/// Works out a credit (R024 leaves goodwill to an authorised credit note; RULES section 3, CREDIT).
///
/// # Errors
/// [`CreditError`], and nothing is credited.
pub fn credit(lines: &[Creditable], wanted: &Wanted) -> Result<Credit, CreditError> {
    let currency = lines.first().ok_or(CreditError::NothingLeft)?.remaining.currency();
    let left = Money::sum(currency, lines.iter().map(|l| l.remaining))?;
    if left.is_zero() {
        return Err(CreditError::NothingLeft);
    }
    let amounts: Vec<Money> = match wanted {
        Wanted::All => lines.iter().map(|l| l.remaining).collect(),
        Wanted::Lines(numbers) => by_line(lines, numbers)?,
        Wanted::Net(net) if net.minor() <= 0 => return Err(CreditError::NotPositive),
        Wanted::Net(net) if net.currency() != currency => {
            return Err(MoneyError::Currencies(net.currency(), currency).into());
        }
        Wanted::Net(net) if *net > left => return Err(CreditError::TooMuch { wanted: *net, left }),
        Wanted::Net(net) => spread(lines, *net, left)?,
    };
    let keyed: Vec<_> = lines.iter().zip(&amounts).map(|(l, a)| (l.vat, l.remaining, *a)).collect();
    let vat = vat::credit_groups(&keyed)?;
    let net = Money::sum(currency, amounts.iter().copied())?;
    let vat_total = Money::sum(currency, vat.iter().map(|g| g.vat))?;
    let lines = lines.iter().copied().zip(amounts).filter(|(_, amount)| !amount.is_zero()).collect();
    Ok(Credit { lines, vat, net, vat_total, gross: net.plus(vat_total)? })
}

/// What contested lines hold back of a document, each in its turn: with VAT what a credit of it would be after those before it, and
/// never more than what is open still. A line of which nothing is left holds nothing.
///
/// # Errors
/// Amounts that do not combine.
pub fn held(lines: &[Creditable], contested: &[i64], open: Money) -> Result<Vec<Money>, CreditError> {
    let nought = Money::zero(open.currency());
    let (mut left, mut open, mut amounts) = (lines.to_vec(), open.max(nought), Vec::new());
    for number in contested {
        let gross = match credit(&left, &Wanted::Lines(vec![*number])) {
            Ok(credit) => credit.gross,
            Err(CreditError::Line(_) | CreditError::NothingLeft) => nought,
            Err(error) => return Err(error),
        };
        let amount = gross.min(open);
        open = open.minus(amount)?;
        amounts.push(amount);
        left.iter_mut().filter(|line| line.number == *number).for_each(|line| line.remaining = nought);
    }
    Ok(amounts)
}

fn by_line(lines: &[Creditable], numbers: &[i64]) -> Result<Vec<Money>, CreditError> {
    if numbers.is_empty() {
        return Err(CreditError::NotPositive);
    }
    for number in numbers {
        if !lines.iter().any(|l| l.number == *number && !l.remaining.is_zero()) {
            return Err(CreditError::Line(*number));
        }
    }
    Ok(lines
        .iter()
        .map(|l| if numbers.contains(&l.number) { l.remaining } else { Money::zero(l.remaining.currency()) })
        .collect())
}

/// Pro rata; the largest line takes the odd øre, as far as it has room, then the next largest.
fn spread(lines: &[Creditable], net: Money, left: Money) -> Result<Vec<Money>, MoneyError> {
    let mut amounts =
        lines.iter().map(|l| net.share(l.remaining.minor(), left.minor())).collect::<Result<Vec<_>, _>>()?;
    let mut by_size: Vec<usize> = (0..lines.len()).collect();
    by_size.sort_by_key(|i| std::cmp::Reverse(lines[*i].remaining));
    for i in by_size {
        let odd = net.minus(Money::sum(net.currency(), amounts.iter().copied())?)?;
        let room = if odd.minor() > 0 { lines[i].remaining.minus(amounts[i])? } else { amounts[i] };
        let moved = odd.minor().signum() * odd.minor().abs().min(room.minor());
        amounts[i] = amounts[i].plus(Money::new(moved, net.currency()))?;
    }
    Ok(amounts)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use entity::types::{Currency, Percent, VatCategory};
    use proptest::prelude::*;

    use super::*;

    const S25: VatKey = VatKey { category: VatCategory::Standard, rate: Percent(2500) };

    fn dkk(minor: i64) -> Money {
        Money::new(minor, Currency::Dkk)
    }

    fn lines(remaining: &[i64]) -> Vec<Creditable> {
        (1..).zip(remaining).map(|(number, r)| Creditable { number, vat: S25, remaining: dkk(*r) }).collect()
    }

    #[test]
    fn the_largest_line_takes_the_odd_oere() {
        // 1.00 over 7.47, 2.97 and 7.47: 0.417, 0.166, 0.417 round to 0.42, 0.17, 0.42 = 1.01; the first largest gives 0.01.
        let credit = credit(&lines(&[747, 297, 747]), &Wanted::Net(dkk(100))).unwrap();
        assert_eq!(credit.lines.iter().map(|l| l.1.minor()).collect::<Vec<_>>(), [41, 17, 42]);
        assert_eq!((credit.net, credit.gross), (dkk(100), dkk(125)));
    }

    #[test]
    fn never_more_than_what_is_left() {
        assert!(matches!(credit(&lines(&[100]), &Wanted::Net(dkk(101))), Err(CreditError::TooMuch { .. })));
        assert_eq!(credit(&lines(&[0]), &Wanted::All), Err(CreditError::NothingLeft));
        assert_eq!(credit(&lines(&[100, 0]), &Wanted::Lines(vec![2])), Err(CreditError::Line(2)));
        assert_eq!(credit(&lines(&[100]), &Wanted::Net(dkk(0))), Err(CreditError::NotPositive));
    }

    #[test]
    fn what_lines_hold_adds_up_to_what_crediting_them_would_give() {
        // Three lines of 0.03 bear 25 % of 0.09: 0.0225, so 0.02. Without one 25 % of 0.06 is 0.015, so 0.02: the first holds
        // 0.03. Without two 25 % of 0.03 is 0.0075, so 0.01: the second holds 0.04. The last holds 0.04: 0.11 in all.
        let lines = lines(&[3, 3, 3]);
        assert_eq!(held(&lines, &[2, 1, 3], dkk(11)).unwrap(), [dkk(3), dkk(4), dkk(4)]);
        // No more than what is open: 0.05 of the 0.07 that two of them come to.
        assert_eq!(held(&lines, &[1, 2], dkk(5)).unwrap(), [dkk(3), dkk(2)]);
        assert_eq!(held(&lines, &[1], dkk(0)).unwrap(), [dkk(0)]);
        assert_eq!(held(&lines, &[1], dkk(-1)).unwrap(), [dkk(0)]);
        // A line is held once, and one that is not there holds nothing.
        assert_eq!(held(&lines, &[1, 1, 9], dkk(11)).unwrap(), [dkk(3), dkk(0), dkk(0)]);
    }

    proptest! {
        #[test]
        fn a_spread_is_exact_and_stays_within_each_line(remaining in prop::collection::vec(0_i64..100_000, 1..9), part in 1_i64..=1000) {
            let left: i64 = remaining.iter().sum();
            let net = left * part / 1000;
            prop_assume!(net > 0);
            let lines = lines(&remaining);
            let credit = credit(&lines, &Wanted::Net(dkk(net))).unwrap();
            prop_assert_eq!(credit.net, dkk(net));
            for (line, amount) in credit.lines {
                prop_assert!(amount.minor() > 0 && amount <= line.remaining);
            }
        }
    }
}
