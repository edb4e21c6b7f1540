//! The order confirmations of a story.

use entity::types::{Date, Money};

use super::Names;
use super::read::{Fields, Kind, Spec, Table};
use crate::domain::lease::MOST_A_MONTH;
use crate::simulate::story::{Line, Order};

const ORDER: &[Spec] = &[
    ("merchant", Kind::Text),
    ("signed", Kind::Date),
    ("kyc_approved", Kind::DateOrFalse),
    ("binding_months", Kind::Number(0, 600)),
    ("notice_months", Kind::Number(0, 60)),
    ("payment_days", Kind::Number(0, 365)),
    ("approve", Kind::Word(approve_word)),
    ("line", Kind::Tables),
];

const LINE: &[Spec] =
    &[("device", Kind::Text), ("model", Kind::Text), ("rent", Kind::Amount), ("licence", Kind::Amount)];

fn approve_word(word: &str) -> Result<(), String> {
    match word {
        "auto" | "manual" => Ok(()),
        _ => Err(format!("\"{word}\" is not allowed here: write \"auto\" or \"manual\"")),
    }
}

/// Reads the orders; their devices become names of the story.
pub(super) fn orders(file: Table<'_, '_>, names: &mut Names, until: Date) -> Vec<Order> {
    let tables = file.tables("order", "order");
    if tables.is_empty() {
        file.wrong("order", "is missing: write a table [order] with [[order.line]] below it");
    }
    let mut orders: Vec<Order> = Vec::new();
    for table in tables {
        let Some(order) = order(table, names, until) else { continue };
        if orders.iter().any(|o| o.merchant == order.merchant) {
            table.wrong("order", "this merchant has an order already: a merchant of a story has one");
        }
        orders.push(order);
    }
    orders
}

fn order(table: Table<'_, '_>, names: &mut Names, until: Date) -> Option<Order> {
    let fields = table.read(ORDER);
    fields.require(&["signed"]);
    let tables = table.tables("line", "order.line");
    if tables.is_empty() {
        table.wrong("line", "is missing: write [[order.line]] with device, model, rent and licence");
    }
    let mut lines = Vec::new();
    for table in tables {
        let fields = table.read(LINE);
        fields.require(&["device", "model", "rent", "licence"]);
        for key in ["rent", "licence"] {
            if fields.amount(key).is_some_and(|amount| amount.minor() <= 0) {
                fields.wrong(key, "must be more than 0.00");
            }
        }
        if let Some(device) = fields.text("device") {
            if let Some(before) = names.devices.get(&device) {
                let before = table.source.line(*before);
                let message =
                    format!("\"{device}\" is on the line of line {before} already: a device is on one line only");
                fields.wrong("device", message);
            } else {
                names.devices.insert(device, fields.at("device"));
            }
        }
        lines.extend(line(&fields));
    }
    let merchant = names.merchant(&fields, true);
    let signed = fields.date("signed")?;
    if signed > until {
        fields.wrong("signed", format!("is after the story's end: write {until} or earlier"));
    }
    let kyc_approved =
        if fields.is_nothing("kyc_approved") { None } else { Some(fields.date("kyc_approved").unwrap_or(signed)) };
    Some(Order {
        line: table.source.line(table.at),
        merchant: merchant?,
        signed,
        kyc_approved,
        binding_months: fields.number("binding_months"),
        notice_months: fields.number("notice_months"),
        payment_days: fields.number("payment_days"),
        approve_at_once: fields.text("approve").as_deref() != Some("manual"),
        lines,
    })
}

/// The device of an order's line or of `line.add`.
pub(super) fn line(fields: &Fields<'_, '_>) -> Option<Line> {
    for key in ["rent", "licence"] {
        if let Some(amount) = fields.amount(key).filter(|amount| amount.minor() > MOST_A_MONTH) {
            let most = Money::new(MOST_A_MONTH, amount.currency());
            fields.wrong(key, format!("must be at most {most}"));
        }
    }
    Some(Line {
        device: fields.text("device")?,
        model: fields.text("model")?,
        rent: fields.amount("rent")?,
        licence: fields.amount("licence")?,
    })
}
