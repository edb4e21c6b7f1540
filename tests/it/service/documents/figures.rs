//! The figures of an e-invoice, read from its XML and added up as a reader of the file would.

use tillhold::domain::invoice::Document;

/// Every amount of an element within a piece of XML, in minor units.
fn amounts(xml: &str, element: &str) -> Vec<i64> {
    let (open, close) = (format!("<cbc:{element} "), format!("</cbc:{element}>"));
    let text = |part: &str| part.split(&close).next().unwrap().split('>').nth(1).unwrap().to_owned();
    xml.split(&open).skip(1).map(|part| minor(&text(part))).collect()
}

/// `12.75` as 1275; refuses more than two decimals.
fn minor(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, "00"));
    assert_eq!(part.len(), 2, "{text}");
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    whole.parse::<i64>().unwrap() * 100 + sign * part.parse::<i64>().unwrap()
}

fn plain(xml: &str, element: &str) -> String {
    let part = xml.split(&format!("<cbc:{element}")).nth(1).unwrap();
    part.split("</").next().unwrap().split('>').nth(1).unwrap().to_owned()
}

/// Whether lines, VAT groups and totals add up to the øre, and to the document's own amounts.
pub(super) fn add_up(xml: &str, d: &Document) {
    let (head, rest) = xml.split_once("<cac:LegalMonetaryTotal>").unwrap();
    let (totals, lines) = rest.split_once("</cac:LegalMonetaryTotal>").unwrap();
    let line = if d.corrects.is_some() { "<cac:CreditNoteLine>" } else { "<cac:InvoiceLine>" };
    let mut net = 0;
    for part in lines.split(line).skip(1) {
        let quantity = plain(part, if d.corrects.is_some() { "CreditedQuantity" } else { "InvoicedQuantity" });
        let amount = amounts(part, "LineExtensionAmount")[0];
        assert_eq!(amounts(part, "PriceAmount")[0] * quantity.parse::<i64>().unwrap(), amount, "{}", d.number);
        net += amount;
    }
    assert_eq!(lines.split(line).count() - 1, d.lines.len(), "{}", d.number);
    let tax = head.split_once("<cac:TaxTotal>").unwrap().1;
    let (total, groups) = tax.split_once("<cac:TaxSubtotal>").unwrap();
    let (mut base, mut vat) = (0, 0);
    for group in groups.split("<cac:TaxSubtotal>") {
        let (of, amount) = (amounts(group, "TaxableAmount")[0], amounts(group, "TaxAmount")[0]);
        let rate = plain(group, "Percent");
        let exact = of * if rate.contains('.') { minor(&rate) } else { rate.parse::<i64>().unwrap() * 100 };
        // A part that is credited takes the rounding of what remains: it may be one øre off its own rate.
        let slack = i64::from(d.corrects.is_some());
        assert!((amount - (exact + 5_000).div_euclid(10_000)).abs() <= slack, "{}: {amount} of {of}", d.number);
        (base, vat) = (base + of, vat + amount);
    }
    assert_eq!((net, base), (d.net.minor(), net), "{}", d.number);
    assert_eq!((amounts(total, "TaxAmount")[0], vat), (vat, d.vat_total.minor()), "{}", d.number);
    assert_eq!(amounts(totals, "LineExtensionAmount"), [net], "{}", d.number);
    assert_eq!(amounts(totals, "TaxInclusiveAmount"), [net + vat], "{}", d.number);
    assert_eq!(amounts(totals, "PayableAmount"), [d.gross.minor()], "{}", d.number);
}
