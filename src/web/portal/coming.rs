//! What will be charged next, in words.

use std::collections::{HashMap, HashSet};

use entity::types::{ChargeCode, DeviceId};

use crate::domain::billing::DraftLine;
use crate::service::forecast::{Coming, Forecast};
use crate::web::frame::Frame;

/// A charge to come, in words.
pub(super) struct Next {
    /// What is charged.
    pub what: String,
    /// The serial number of its device; empty without one.
    pub serial: String,
    /// For which days.
    pub period: String,
    /// Ex VAT.
    pub net: String,
    /// When it will be issued at the earliest.
    pub issued: String,
    /// The clause.
    pub clause: String,
    /// What is charged, as the anchor of the clause's sentence says it.
    pub code: ChargeCode,
    /// Why, and how the amount comes about.
    pub why: String,
}

impl Next {
    fn of(f: &Frame, coming: &Coming, line: &DraftLine) -> Self {
        Self {
            what: f.charge(&line.recurring.code),
            serial: line.recurring.device.as_ref().map_or_else(String::new, |d| d.serial.clone()),
            period: f.period(&line.period),
            net: f.money(&line.net),
            issued: f.date(&coming.issued),
            clause: line.clause.clone(),
            code: line.recurring.code,
            why: f.texts().why_plain(f.language, &line.why),
        }
    }
}

/// A document to be, in words.
pub(super) struct Document {
    /// The quarter that it bills, in days.
    pub period: String,
    /// When it will be issued at the earliest.
    pub issued: String,
    /// When it will be due then.
    pub due: String,
    /// Its lines.
    pub lines: Vec<Next>,
    /// Ex VAT.
    pub net: String,
    /// VAT.
    pub vat: String,
    /// With VAT.
    pub gross: String,
}

/// The documents to be of an agreement, oldest first.
pub(super) fn documents(f: &Frame, forecast: &Forecast) -> Vec<Document> {
    let of = |coming: &Coming| Document {
        period: f.period(&coming.draft.quarter.period()),
        issued: f.date(&coming.issued),
        due: f.date(&coming.due),
        lines: coming.draft.lines.iter().map(|line| Next::of(f, coming, line)).collect(),
        net: f.money(&coming.draft.net),
        vat: f.money(&coming.draft.vat_total),
        gross: f.money(&coming.draft.gross),
    };
    forecast.documents.iter().map(of).collect()
}

/// The next charge of each line and licence, by device.
pub(super) fn by_device(f: &Frame, forecasts: &[Forecast]) -> HashMap<DeviceId, Vec<Next>> {
    let (mut seen, mut found) = (HashSet::new(), HashMap::<DeviceId, Vec<Next>>::new());
    for coming in forecasts.iter().flat_map(|forecast| &forecast.documents) {
        for line in &coming.draft.lines {
            let Some(device) = line.recurring.device.as_ref().map(|d| d.id) else { continue };
            if seen.insert(line.recurring.subject) {
                found.entry(device).or_default().push(Next::of(f, coming, line));
            }
        }
    }
    found
}
