//! The lines.

use entity::types::{DocumentKind, Money, Period};

use super::xml::{Node, amount, group, leaf};
use super::{Dialect, Ubl, UblError};
use crate::domain::invoice::DocumentLine;

/// UN/ECE recommendation 20: a month.
const MONTH: &str = "MON";
/// UN/ECE recommendation 20: one of something.
const ONE: &str = "C62";

impl Ubl<'_> {
    /// The lines, in their order.
    pub(super) fn lines(&self) -> Result<Vec<Node>, UblError> {
        self.document.lines.iter().map(|line| self.line(line)).collect()
    }

    fn line(&self, line: &DocumentLine) -> Result<Node, UblError> {
        let (name, counted) = match self.document.kind {
            DocumentKind::CreditNote => ("cac:CreditNoteLine", "cbc:CreditedQuantity"),
            _ => ("cac:InvoiceLine", "cbc:InvoicedQuantity"),
        };
        let unit = if line.by_month { MONTH } else { ONE };
        let (quantity, price) = countable(line);
        let node = group(name)
            .add(leaf("cbc:ID", line.number))
            .add(leaf(counted, quantity).with("unitCode", unit))
            .add(amount("cbc:LineExtensionAmount", line.net));
        let node = match self.dialect {
            Dialect::Peppol => node.add(line.period.map(|days| period("cac:InvoicePeriod", days))),
            Dialect::Oioubl => node
                .add(line.period.map(|days| group("cac:Delivery").add(period("cac:RequestedDeliveryPeriod", days))))
                .add(self.line_tax_total(line)?),
        };
        let price = group("cac:Price")
            .add(amount("cbc:PriceAmount", price))
            .add(leaf("cbc:BaseQuantity", 1).with("unitCode", unit));
        let price = match self.dialect {
            Dialect::Peppol => price,
            Dialect::Oioubl => price.add(leaf("cbc:OrderableUnitFactorRate", 1)),
        };
        Ok(node.add(self.item(line)?).add(price))
    }

    fn item(&self, line: &DocumentLine) -> Result<Node, UblError> {
        let language = self.document.language;
        let title = leaf("cbc:Name", self.texts.line_title(language, line));
        if title.is_empty() {
            return Err(UblError::Missing("a line's title"));
        }
        let why = leaf("cbc:Description", self.texts.why(language, &line.why));
        let code = group("cac:SellersItemIdentification").add(leaf("cbc:ID", line.code));
        let terms = property("Terms", &format!("{} {}", self.document.terms, line.clause));
        let device = line.device.as_ref();
        let item = group("cac:Item").add(why).add(title);
        Ok(match self.dialect {
            Dialect::Peppol => item
                .add(code)
                .add(self.item_category(line))
                .add(device.and_then(|device| property("SerialNumber", &device.serial)))
                .add(terms),
            Dialect::Oioubl => item
                .add(device.map(|device| leaf("cbc:ModelName", &device.model)))
                .add(code)
                .add(terms)
                .add(device.map(|device| group("cac:ItemInstance").add(leaf("cbc:SerialID", &device.serial)))),
        })
    }
}

/// Quantity and price of a line. A price may not be negative (BR-27): a line that gives something back counts it as fewer.
fn countable(line: &DocumentLine) -> (i64, Money) {
    if line.unit_price.minor() < 0 {
        (-line.quantity, line.unit_price.negated())
    } else {
        (line.quantity, line.unit_price)
    }
}

fn period(name: &'static str, days: Period) -> Node {
    group(name).add(leaf("cbc:StartDate", days.from)).add(leaf("cbc:EndDate", days.to))
}

fn property(name: &str, value: &str) -> Option<Node> {
    let value = leaf("cbc:Value", value);
    // A name without a value is not allowed.
    (!value.is_empty()).then(|| group("cac:AdditionalItemProperty").add(leaf("cbc:Name", name)).add(value))
}
