//! What several pages say: the colour of a state, a line with its reason.

use entity::types::{
    AgreementState, ChargeCode, DeviceState, DisputeState, LicenceState, MailState, Percent, Period, VatCategory,
};

use crate::domain::billing::DraftLine;
use crate::domain::explain::{Explanation, Inputs};
use crate::domain::invoice::DocumentLine;
use crate::text::Arg;
use crate::web::frame::Frame;

/// Who carried something, and under what number.
pub(super) fn carriage(carrier: &Option<String>, tracking: &Option<String>) -> Option<String> {
    let parts: Vec<&str> = [carrier, tracking].into_iter().filter_map(|part| part.as_deref()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The colour of an agreement's state.
pub(super) const fn agreement_tone(state: AgreementState) -> &'static str {
    match state {
        AgreementState::Active | AgreementState::Rolling => "good",
        AgreementState::Pending | AgreementState::Ending => "wait",
        AgreementState::Rescinded => "bad",
        AgreementState::Ended => "plain",
    }
}

/// The colour of what a device is doing.
pub(super) const fn device_tone(state: DeviceState) -> &'static str {
    match state {
        DeviceState::Installed => "good",
        DeviceState::Reserved
        | DeviceState::Dispatched
        | DeviceState::Received
        | DeviceState::Inspecting
        | DeviceState::Repair => "wait",
        DeviceState::Overdue | DeviceState::Lost => "bad",
        DeviceState::Stock | DeviceState::WrittenOff | DeviceState::Sold => "plain",
    }
}

/// The colour of a licence's state.
pub(super) const fn licence_tone(state: LicenceState) -> &'static str {
    match state {
        LicenceState::Active => "good",
        LicenceState::Suspended => "bad",
        LicenceState::Ended => "plain",
    }
}

/// The colour of where a contested line stands.
pub(super) const fn dispute_tone(state: DisputeState) -> &'static str {
    match state {
        DisputeState::Open => "wait",
        DisputeState::Upheld => "good",
        DisputeState::Rejected => "plain",
    }
}

/// The colour of where a letter stands.
pub(super) const fn mail_tone(state: MailState) -> &'static str {
    match state {
        MailState::Queued => "wait",
        MailState::Sent => "good",
        MailState::Kept => "plain",
        MailState::Failed => "bad",
    }
}

/// A line of a document, or of one to be, with its reason: every word in its final form.
pub(super) struct Reasoned {
    pub number: i64,
    pub title: String,
    pub when: String,
    pub price: String,
    pub vat: String,
    pub amount: String,
    pub clause: String,
    pub why: String,
}

/// What a line is, in a few words: `Leje, PAX A920 (SN 1234)`.
pub(super) fn title(f: &Frame, code: ChargeCode, device: Option<(&str, &str)>) -> String {
    let what = f.charge(&code);
    let Some((model, serial)) = device else { return what };
    let args = [("what", Arg::Text(&what)), ("model", Arg::Text(model)), ("serial", Arg::Text(serial))];
    f.texts().say(f.language, "line-with-device", &args)
}

fn when(f: &Frame, period: Option<Period>, why: &Explanation) -> String {
    match (period, &why.inputs) {
        (Some(period), _) => f.period(&period),
        (None, Inputs::Sum { on, .. } | Inputs::Return { on, .. }) => f.date(on),
        (None, _) => String::new(),
    }
}

fn price(f: &Frame, by_month: bool, quantity: i64, price: entity::types::Money) -> String {
    let key = if by_month { "quantity-months" } else { "quantity-pieces" };
    let price = f.texts().amount(f.language, price);
    f.texts().say(f.language, key, &[("count", Arg::Count(quantity)), ("price", Arg::Text(&price))])
}

fn vat(f: &Frame, category: VatCategory, rate: Percent) -> String {
    f.texts().say(f.language, &format!("vat-short-{category}"), &[("rate", Arg::Percent(rate))])
}

impl Reasoned {
    /// A line that was issued.
    pub(super) fn issued(f: &Frame, line: &DocumentLine) -> Self {
        let device = line.device.as_ref().map(|d| (d.model.as_str(), d.serial.as_str()));
        Self {
            number: line.number,
            title: title(f, line.code, device),
            when: when(f, line.period, &line.why),
            price: price(f, line.by_month, line.quantity, line.unit_price),
            vat: vat(f, line.vat_category, line.vat_rate),
            amount: f.money(&line.net),
            clause: format!("{} · {}", line.clause, line.rule),
            why: f.texts().why(f.language, &line.why),
        }
    }

    /// A line to be, by its place.
    pub(super) fn coming(f: &Frame, number: i64, line: &DraftLine) -> Self {
        let device = line.recurring.device.as_ref().map(|d| (d.model.as_str(), d.serial.as_str()));
        Self {
            number,
            title: title(f, line.recurring.code, device),
            when: when(f, Some(line.period), &line.why),
            price: price(f, line.by_month, line.quantity, line.unit_price),
            vat: vat(f, line.vat.category, line.vat.rate),
            amount: f.money(&line.net),
            clause: format!("{} · {}", line.clause, line.rule),
            why: f.texts().why(f.language, &line.why),
        }
    }
}
