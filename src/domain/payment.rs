//! Which document a payment pays: the one it names first, then the oldest due date, then the number. The rest is credit.

use entity::types::{Date, InvoiceId, Money, MoneyError};

/// A document with something open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// The document.
    pub invoice: InvoiceId,
    /// Its due date.
    pub due: Date,
    /// Its place in its series.
    pub sequence: i64,
    /// What is open: gross less paid less credited.
    pub open: Money,
}

/// Spreads an amount over open documents. What is left over is returned last: it is the merchant's credit.
///
/// # Errors
/// Amounts in two currencies.
pub fn allocate(
    amount: Money,
    named: Option<InvoiceId>,
    open: &[Open],
) -> Result<(Vec<(InvoiceId, Money)>, Money), MoneyError> {
    let mut in_turn: Vec<&Open> = open.iter().filter(|o| o.open.minor() > 0).collect();
    in_turn.sort_by_key(|o| (Some(o.invoice) != named, o.due, o.sequence));
    let mut left = amount;
    let mut paid = Vec::new();
    for document in in_turn {
        if left.minor() <= 0 {
            break;
        }
        let part = left.min(document.open);
        left = left.minus(part)?;
        paid.push((document.invoice, part));
    }
    Ok((paid, left))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use entity::types::Currency;

    use super::*;

    fn dkk(minor: i64) -> Money {
        Money::new(minor, Currency::Dkk)
    }

    fn open(n: u8, due: &str, sequence: i64, amount: i64) -> Open {
        let invoice = InvoiceId(format!("{n:032}").parse().unwrap());
        Open { invoice, due: due.parse().unwrap(), sequence, open: dkk(amount) }
    }

    #[test]
    fn the_named_document_comes_first_then_the_oldest() {
        let documents = [open(1, "2026-01-15", 1, 100), open(2, "2026-01-10", 2, 100), open(3, "2026-01-10", 3, 100)];
        let order = |named: Option<usize>, amount| {
            let (paid, left) = allocate(dkk(amount), named.map(|i| documents[i].invoice), &documents).unwrap();
            let places: Vec<(i64, i64)> = paid
                .iter()
                .map(|(id, part)| (documents.iter().find(|d| d.invoice == *id).unwrap().sequence, part.minor()))
                .collect();
            (places, left.minor())
        };
        assert_eq!(order(None, 150), (vec![(2, 100), (3, 50)], 0));
        assert_eq!(order(Some(0), 150), (vec![(1, 100), (2, 50)], 0));
        assert_eq!(order(None, 400), (vec![(2, 100), (3, 100), (1, 100)], 100));
    }
}
