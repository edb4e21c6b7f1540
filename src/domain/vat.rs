//! VAT by rate group: the group's sum times the rate, rounded once (EN 16931, LAW 1.1).

use std::collections::BTreeMap;

use entity::types::{Money, MoneyError, VatKey};

use super::invoice::VatGroup;

/// The tax on a base: base × rate, rounded once, half away from zero.
///
/// # Errors
/// An amount larger than an amount can be.
pub fn tax(base: Money, key: VatKey) -> Result<Money, MoneyError> {
    base.share(key.rate.0, 10_000)
}

/// Sums lines by category and rate, in that order, and taxes each group.
///
/// # Errors
/// An amount larger than an amount can be, or two currencies.
pub fn groups(lines: impl IntoIterator<Item = (VatKey, Money)>) -> Result<Vec<VatGroup>, MoneyError> {
    bases(lines)?
        .into_iter()
        .map(|(key, base)| Ok(VatGroup { category: key.category, rate: key.rate, base, vat: tax(base, key)? }))
        .collect()
}

/// VAT of a credit: by group, the tax of what remained before less the tax of what remains after, so that the credits of an
/// invoice add up to exactly its VAT.
///
/// Each line is its VAT key, what remained of it, and what is credited.
///
/// # Errors
/// An amount larger than an amount can be, or two currencies.
pub fn credit_groups(lines: &[(VatKey, Money, Money)]) -> Result<Vec<VatGroup>, MoneyError> {
    let before = bases(lines.iter().map(|(key, remaining, _)| (*key, *remaining)))?;
    let credited = bases(lines.iter().filter(|line| !line.2.is_zero()).map(|(key, _, credited)| (*key, *credited)))?;
    credited
        .into_iter()
        .map(|(key, base)| {
            let remaining = before.get(&key).copied().unwrap_or(base);
            let vat = tax(remaining, key)?.minus(tax(remaining.minus(base)?, key)?)?;
            Ok(VatGroup { category: key.category, rate: key.rate, base, vat })
        })
        .collect()
}

fn bases(lines: impl IntoIterator<Item = (VatKey, Money)>) -> Result<BTreeMap<VatKey, Money>, MoneyError> {
    let mut sums: BTreeMap<VatKey, Money> = BTreeMap::new();
    for (key, net) in lines {
        let sum = sums.get(&key).copied().unwrap_or(Money::zero(net.currency()));
        sums.insert(key, sum.plus(net)?);
    }
    Ok(sums)
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

    #[test]
    fn vat_is_rounded_once_a_group() {
        // Three lines of 0.01: 25 % of 0.03 is 0.0075, so 0.01; line by line it would be nought.
        let groups = groups([(S25, dkk(1)), (S25, dkk(1)), (S25, dkk(1))]).unwrap();
        assert_eq!((groups[0].base, groups[0].vat), (dkk(3), dkk(1)));
        // 0.02 at 25 % is 0.005: half away from zero.
        assert_eq!(tax(dkk(2), S25).unwrap(), dkk(1));
    }

    #[test]
    fn groups_are_kept_apart() {
        let outside = VatKey { category: VatCategory::Outside, rate: Percent(0) };
        let groups = groups([(outside, dkk(100)), (S25, dkk(100)), (outside, dkk(50))]).unwrap();
        assert_eq!(groups.len(), 2);
        assert_eq!((groups[1].base, groups[1].vat), (dkk(150), dkk(0)));
    }

    proptest! {
        #[test]
        fn credits_of_an_invoice_add_up_to_its_vat(
            nets in prop::collection::vec(1_i64..1_000_000, 1..6), cuts in prop::collection::vec(0_i64..=100, 1..5),
        ) {
            let whole = groups(nets.iter().map(|net| (S25, dkk(*net)))).unwrap()[0].vat;
            let mut left: Vec<i64> = nets;
            let mut credited = dkk(0);
            for cut in cuts.into_iter().chain([100]) {
                let lines: Vec<_> = left.iter().map(|l| (S25, dkk(*l), dkk(l * cut / 100))).collect();
                for group in credit_groups(&lines).unwrap() {
                    credited = credited.plus(group.vat).unwrap();
                }
                left = lines.iter().map(|(_, l, c)| l.minor() - c.minor()).collect();
            }
            prop_assert_eq!(credited, whole);
        }
    }
}
