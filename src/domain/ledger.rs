//! Journal entries: what is posted for an invoice, a credit note and a payment. Every entry sums to nought.

use std::collections::BTreeMap;

use entity::types::{Account, ChargeCode, Money, MoneyError, VatKey};

use super::invoice::VatGroup;

/// Whether an account is one of income: it begins each calendar year at nought, and what it came to goes into the result.
#[must_use]
pub const fn is_income(account: Account) -> bool {
    match account {
        Account::RevenueRent | Account::RevenueLicence | Account::RevenueOther => true,
        Account::Receivables | Account::VatOutput | Account::Bank => false,
    }
}

/// One side of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The account.
    pub account: Account,
    /// Debit positive, credit negative.
    pub amount: Money,
    /// The VAT that the amount bears, or is.
    pub vat: Option<VatKey>,
}

/// The income account of a kind of charge.
#[must_use]
pub const fn income(code: ChargeCode) -> Account {
    match code {
        ChargeCode::Rent => Account::RevenueRent,
        ChargeCode::Gwl | ChargeCode::GwlPost => Account::RevenueLicence,
        _ => Account::RevenueOther,
    }
}

/// An invoice: the merchant owes the gross amount; income by account and VAT; VAT by group. Nought is not posted.
///
/// # Errors
/// Amounts that do not combine.
pub fn invoice<'a>(
    lines: impl IntoIterator<Item = (ChargeCode, VatKey, Money)>,
    vat: impl IntoIterator<Item = &'a VatGroup>,
    gross: Money,
) -> Result<Vec<Posting>, MoneyError> {
    let mut incomes: BTreeMap<(Account, VatKey), Money> = BTreeMap::new();
    for (code, key, net) in lines {
        let at = (income(code), key);
        let sum = incomes.get(&at).copied().unwrap_or(Money::zero(net.currency()));
        incomes.insert(at, sum.plus(net)?);
    }
    let mut postings = vec![Posting { account: Account::Receivables, amount: gross, vat: None }];
    for ((account, key), net) in incomes {
        postings.push(Posting { account, amount: net.negated(), vat: Some(key) });
    }
    for group in vat {
        let vat = Some(VatKey { category: group.category, rate: group.rate });
        postings.push(Posting { account: Account::VatOutput, amount: group.vat.negated(), vat });
    }
    postings.retain(|p| !p.amount.is_zero());
    Ok(postings)
}

/// A credit note: an invoice the other way round.
///
/// # Errors
/// As [`invoice`].
pub fn credit_note<'a>(
    lines: impl IntoIterator<Item = (ChargeCode, VatKey, Money)>,
    vat: impl IntoIterator<Item = &'a VatGroup>,
    gross: Money,
) -> Result<Vec<Posting>, MoneyError> {
    let mut postings = invoice(lines, vat, gross)?;
    for posting in &mut postings {
        posting.amount = posting.amount.negated();
    }
    Ok(postings)
}

/// Money that arrived: into the bank, off what the merchant owes.
#[must_use]
pub fn payment(amount: Money) -> Vec<Posting> {
    vec![
        Posting { account: Account::Bank, amount, vat: None },
        Posting { account: Account::Receivables, amount: amount.negated(), vat: None },
    ]
}

/// What the postings sum to: nought, or the entry is wrong.
///
/// # Errors
/// Amounts that do not combine.
pub fn balance(postings: &[Posting]) -> Result<i64, MoneyError> {
    let Some(first) = postings.first() else { return Ok(0) };
    Ok(Money::sum(first.amount.currency(), postings.iter().map(|p| p.amount))?.minor())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use entity::types::{Currency, Percent, VatCategory};
    use proptest::prelude::*;

    use super::*;
    use crate::domain::vat;

    proptest! {
        #[test]
        fn every_entry_balances(nets in prop::collection::vec((0_usize..3, 0_i64..10_000_000), 1..8)) {
            let codes = [ChargeCode::Rent, ChargeCode::Gwl, ChargeCode::Interest];
            let lines: Vec<_> = nets
                .iter()
                .map(|(code, net)| {
                    let rate = if *code == 2 { 0 } else { 2500 };
                    let category = if *code == 2 { VatCategory::Outside } else { VatCategory::Standard };
                    (codes[*code], VatKey { category, rate: Percent(rate) }, Money::new(*net, Currency::Dkk))
                })
                .collect();
            let groups = vat::groups(lines.iter().map(|l| (l.1, l.2))).unwrap();
            let sum = groups.iter().map(|g| g.base.minor() + g.vat.minor()).sum::<i64>();
            let gross = Money::new(sum, Currency::Dkk);
            prop_assert_eq!(balance(&invoice(lines.clone(), &groups, gross).unwrap()).unwrap(), 0);
            prop_assert_eq!(balance(&credit_note(lines, &groups, gross).unwrap()).unwrap(), 0);
            prop_assert_eq!(balance(&payment(gross)).unwrap(), 0);
        }
    }
}
