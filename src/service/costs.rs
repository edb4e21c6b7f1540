//! What something would cost a merchant, said before it does: by the price list in force and the terms of the agreement (A12).

use entity::types::{ChargeCode, CompanyId, Date, ModelId, Money, QuoteKind, TermsId};

use super::ServiceResult;
use crate::domain::calendar::Calendar;
use crate::domain::swap::{charge_day, return_due};
use crate::domain::terms::Terms;
use crate::domain::vat::tax;
use crate::store::Source;
use crate::store::company::{Price, price_list};
use crate::store::terms::{TermsBook, terms_book};

/// What something would cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The day whose price list it goes by, and on which it is charged.
    pub on: Date,
    /// What each amount is, as in an explanation, and how much; ex VAT.
    pub parts: Vec<(&'static str, Money)>,
    /// Ex VAT.
    pub net: Money,
    /// With VAT.
    pub gross: Money,
}

/// Price lists and terms: read once for everything that a page says.
#[derive(Clone, Debug)]
pub struct Costs {
    list: Vec<Price>,
    book: TermsBook,
}

impl Costs {
    /// Reads a company's price lists and the terms.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn read<S: Source>(source: &S, company: CompanyId) -> ServiceResult<Self> {
        Ok(Self { list: price_list(source, company).await?, book: terms_book(source).await? })
    }

    /// Terms by their id.
    ///
    /// # Errors
    /// An agreement that pins a version that is not there.
    pub fn terms(&self, id: TermsId) -> ServiceResult<&Terms> {
        Ok(self.book.get(id)?)
    }

    /// A faulty device that is not back by the last day of its deadline, or of what holds it: new price and shipping (R085). None: no
    /// price list has the model, or the terms do not charge it.
    #[must_use]
    pub fn not_returned(&self, terms: TermsId, model: ModelId, (last, today): (Date, Date)) -> Option<Cost> {
        let terms = self.book.get(terms).ok()?;
        let on = charge_day(Calendar::of(terms.country), last).max(today);
        let price = self.in_force(model, on)?;
        cost(terms, ChargeCode::NonretSwap, on, vec![("new-price", price.new_price), ("shipping", price.shipping)])
    }

    /// A faulty device whose replacement leaves on a day: the day by which it has to be back, and what it costs if it is not (R085).
    #[must_use]
    pub fn at_stake(&self, terms: TermsId, model: ModelId, day: Date) -> Option<(Date, Cost)> {
        let of = self.book.get(terms).ok()?;
        let due = return_due(&of.swap, Calendar::of(of.country), day);
        Some((due, self.not_returned(terms, model, (due, day))?))
    }

    /// A device that is lost or stolen: its value in the price list, without shipping (R011).
    #[must_use]
    pub fn lost(&self, terms: TermsId, model: ModelId, on: Date) -> Option<Cost> {
        let price = self.in_force(model, on)?;
        cost(self.book.get(terms).ok()?, ChargeCode::Loss, on, vec![("list-value", price.new_price)])
    }

    /// What was offered (R084, R087).
    #[must_use]
    pub fn quoted(&self, terms: TermsId, (kind, net): (QuoteKind, Money), on: Date) -> Option<Cost> {
        let (code, part) = match kind {
            QuoteKind::Repair => (ChargeCode::Repair, "repair"),
            QuoteKind::SwapPrice => (ChargeCode::SwapPrice, "swap-price"),
        };
        cost(self.book.get(terms).ok()?, code, on, vec![(part, net)])
    }

    /// The fee that may be charged for a report that the agreement does not cover (R093).
    #[must_use]
    pub fn fee(&self, terms: TermsId, on: Date) -> Option<Cost> {
        let terms = self.book.get(terms).ok()?;
        cost(terms, ChargeCode::Admin495, on, vec![("fee", terms.fee()?)])
    }

    fn in_force(&self, model: ModelId, day: Date) -> Option<&Price> {
        self.list.iter().filter(|p| p.model == model && p.valid_from <= day).max_by_key(|p| p.valid_from)
    }
}

fn cost(terms: &Terms, code: ChargeCode, on: Date, parts: Vec<(&'static str, Money)>) -> Option<Cost> {
    let net = Money::sum(parts.first()?.1.currency(), parts.iter().map(|(_, amount)| *amount)).ok()?;
    let gross = net.plus(tax(net, terms.vat(code).ok()?).ok()?).ok()?;
    Some(Cost { on, parts, net, gross })
}
