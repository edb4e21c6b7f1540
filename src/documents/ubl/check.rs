//! What must hold before a file is written.
//!
//! The public validators allow VAT to be wrong by almost a krone, so nothing that comes later would find a wrong amount.

use std::collections::BTreeSet;

use entity::types::{Country, DocumentKind, Money, VatCategory, VatKey};

use super::UblError;
use super::xml::clean;
use crate::domain::invoice::{Document, DocumentLine, PaymentReference, VatGroup};

/// Refuses a document that is no bill, lacks what the formats demand, or does not add up.
pub(super) fn check(document: &Document) -> Result<(), UblError> {
    match document.kind {
        DocumentKind::Invoice => {}
        DocumentKind::CreditNote if document.corrects.is_some() => {}
        DocumentKind::CreditNote => return Err(UblError::Missing("what the credit note corrects")),
        DocumentKind::Reminder => return Err(UblError::NotABill(document.kind.to_string())),
    }
    mandatory(document)?;
    payment(document)?;
    let mut numbers = BTreeSet::new();
    if let Some(line) = document.lines.iter().find(|line| !numbers.insert(line.number)) {
        return Err(UblError::Sums(format!("the line number {} occurs twice", line.number)));
    }
    document.lines.iter().try_for_each(|line| line_adds_up(document, line))?;
    vat_adds_up(document)?;
    totals_add_up(document)
}

fn mandatory(document: &Document) -> Result<(), UblError> {
    let (seller, buyer) = (&document.seller, &document.buyer);
    let corrected = document.corrects.as_ref().map_or("-", |c| c.number.as_str());
    let fields = [
        ("the document number", document.number.as_str()),
        ("the seller's name", &seller.name),
        ("the seller's registration number", &seller.registration),
        ("the seller's VAT number", &seller.vat_number),
        ("the seller's electronic address", &seller.endpoint.id),
        ("the seller's street", &seller.address.street),
        ("the seller's postcode", &seller.address.postcode),
        ("the seller's city", &seller.address.city),
        ("the buyer's number", &buyer.number),
        ("the buyer's name", &buyer.name),
        ("the buyer's street", &buyer.address.street),
        ("the buyer's postcode", &buyer.address.postcode),
        ("the buyer's city", &buyer.address.city),
        ("the agreement's reference", &document.agreement),
        ("the number of the corrected invoice", corrected),
    ];
    if let Some((what, _)) = fields.iter().find(|(_, text)| clean(text).is_empty()) {
        return Err(UblError::Missing(what));
    }
    if document.lines.is_empty() { Err(UblError::Missing("a line")) } else { Ok(()) }
}

/// A reference belongs to one country's payments; with another seller the payer's bank would refuse it.
fn payment(document: &Document) -> Result<(), UblError> {
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
    let country = document.seller.country;
    let wrong = |what: &str| Err(UblError::Payment(what.to_owned()));
    match &document.payment {
        Some(PaymentReference::Fik { id, creditor }) if !digits(id, 15) || !digits(creditor, 8) => {
            wrong("a FIK line has 15 digits and a creditor number of 8")
        }
        Some(PaymentReference::Fik { .. }) if country != Country::Dk => wrong("FIK is for Danish sellers"),
        Some(PaymentReference::Kid(_)) if country != Country::No => wrong("KID is for Norwegian sellers"),
        Some(PaymentReference::Kid(text) | PaymentReference::Rf(text)) if clean(text).is_empty() => {
            Err(UblError::Missing("the payment reference"))
        }
        _ => Ok(()),
    }
}

fn line_adds_up(document: &Document, line: &DocumentLine) -> Result<(), UblError> {
    let wrong = |what: String| Err(UblError::Sums(format!("line {}: {what}", line.number)));
    if line.net.currency() != document.currency {
        return wrong(format!("it is in {}, the document in {}", line.net.currency(), document.currency));
    }
    if line.quantity == 0 {
        return wrong("the quantity is nought".to_owned());
    }
    if line.unit_price.times(line.quantity)? != line.net {
        return wrong(format!("{} x {} is not {}", line.quantity, line.unit_price, line.net));
    }
    let fits = if line.vat_category == VatCategory::Standard { line.vat_rate.0 > 0 } else { line.vat_rate.0 == 0 };
    if !fits {
        return wrong(format!("category {} cannot have {} % VAT", line.vat_category, line.vat_rate));
    }
    Ok(())
}

fn vat_adds_up(document: &Document) -> Result<(), UblError> {
    let of_group = |group: &VatGroup| VatKey { category: group.category, rate: group.rate };
    let of_line = |line: &DocumentLine| VatKey { category: line.vat_category, rate: line.vat_rate };
    let mut seen = BTreeSet::new();
    for group in &document.vat {
        let wrong = |what: String| Err(UblError::Sums(format!("VAT {} {} %: {what}", group.category, group.rate)));
        if !seen.insert(of_group(group)) {
            return wrong("the group occurs twice".to_owned());
        }
        let mut lines = document.lines.iter().filter(|line| of_line(line) == of_group(group)).peekable();
        if lines.peek().is_none() {
            return wrong("no line has it".to_owned());
        }
        let base = Money::sum(document.currency, lines.map(|line| line.net))?;
        if base != group.base {
            return wrong(format!("the lines make {base}, the group says {}", group.base));
        }
        let vat = base.share(group.rate.0, 10_000)?;
        // A credit note's VAT is what remained before less what remains after: it may be one unit off the tax on its own base.
        let slack = i64::from(document.kind == DocumentKind::CreditNote);
        if vat.minus(group.vat)?.minor().abs() > slack {
            return wrong(format!("the tax on {base} is {vat}, the group says {}", group.vat));
        }
    }
    match document.lines.iter().find(|line| !seen.contains(&of_line(line))) {
        Some(line) => Err(UblError::Sums(format!("line {} is in no VAT group", line.number))),
        None => Ok(()),
    }
}

fn totals_add_up(document: &Document) -> Result<(), UblError> {
    let net = Money::sum(document.currency, document.lines.iter().map(|line| line.net))?;
    let vat = Money::sum(document.currency, document.vat.iter().map(|group| group.vat))?;
    let totals =
        [("net", net, document.net), ("VAT", vat, document.vat_total), ("gross", net.plus(vat)?, document.gross)];
    for (what, ours, theirs) in totals {
        if ours != theirs {
            return Err(UblError::Sums(format!("{what} is {ours}, the document says {theirs}")));
        }
    }
    if document.gross.minor() < 0 {
        return Err(UblError::Sums(format!("{} is owed: write a credit note with positive amounts", document.gross)));
    }
    Ok(())
}
