//! An agreement that is in the database already: an import changes nothing of it, and says where the file says otherwise.

use std::fmt::Display;

use entity::types::{DeviceId, Money};

use super::faults::Faults;
use super::merchants::{Planned as Merchant, own_address};
use super::parsed::{Column, ParsedAgreement, ParsedLine, Unread};
use super::plan::{Dates, Known};
use crate::store::agreement::{AgreementRows, NewAgreement, NewAssignment};
use crate::store::merchant::NewDevice;

/// Where differences are told.
struct Against<'f> {
    reference: &'f str,
    line: u64,
    unread: Unread,
    faults: &'f mut Faults,
}

impl Against<'_> {
    fn same<T: PartialEq + Display>(&mut self, column: Column, now: &Option<T>, was: &Option<T>) {
        if now == was || self.unread.has(&[column]) {
            return;
        }
        let was = was.as_ref().map_or_else(|| "nothing".to_owned(), ToString::to_string);
        self.differs(column, format!("the database has {was} for agreement {}", self.reference));
    }

    fn differs(&mut self, column: Column, message: String) {
        self.faults.error(self.line, column, message);
    }
}

/// Compares an agreement with its rows.
pub(super) fn compare(
    parsed: &ParsedAgreement,
    dates: &Dates,
    merchant: &Merchant,
    known: &Known,
    (row, below): &(NewAgreement, AgreementRows),
    faults: &mut Faults,
) {
    let mut against =
        Against { reference: &row.reference, line: parsed.line, unread: parsed.unread, faults: &mut *faults };
    if row.merchant_id != merchant.row.id && !parsed.unread.has(&[Column::CustomerNumber]) {
        against.differs(
            Column::CustomerNumber,
            format!("agreement {} is another customer's in the database", row.reference),
        );
    }
    for (column, now, was) in [
        (Column::Signed, Some(parsed.signed), Some(row.signed)),
        (Column::KycApproved, parsed.kyc_approved, row.kyc_approved),
        (Column::Notice, parsed.notice, row.notice_on),
    ] {
        against.same(column, &now, &was);
    }
    for (column, now, was) in [
        (Column::TermMonths, dates.term_months, row.term_months),
        (Column::BindingMonths, dates.binding_months, row.binding_months),
        (Column::NoticeMonths, dates.notice_months, row.notice_months),
        (Column::PaymentDays, dates.payment_days, row.payment_days),
    ] {
        against.same(column, &Some(i64::from(now)), &Some(was));
    }
    for line in &parsed.lines {
        let mut against =
            Against { reference: &row.reference, line: line.line, unread: line.unread, faults: &mut *faults };
        compare_line(line, merchant, known, below, &mut against);
    }
}

fn compare_line(
    now: &ParsedLine,
    merchant: &Merchant,
    known: &Known,
    below: &AgreementRows,
    against: &mut Against<'_>,
) {
    let device = known.devices.get(&now.device);
    let Some((device, place)) = device.and_then(|d| Some((d, place_of(below, d.id)?))) else {
        let message = format!(
            "agreement {} is in the database without device {}: add the device in the system, not by a file",
            against.reference, now.device
        );
        against.differs(Column::Device, message);
        return;
    };
    // A device that is on another lease by now has its place and its card there.
    if place.released.is_none() {
        compare_device(now, device, merchant, known, against);
    }
    let at = place.line_id;
    let Some(line) = below.lines.iter().find(|l| l.id == at) else { return };
    let amount = |minor| Money::new(minor, line.currency);
    against.same(Column::Rent, &Some(now.rent), &Some(amount(line.rent)));
    let licence = below.licences.iter().find(|l| l.line_id == at);
    against.same(Column::Licence, &Some(now.licence), &licence.map(|l| amount(l.monthly)));
    // What has been billed since the file was taken is no difference; a file that is ahead of us is.
    let billed = licence.map_or(line.billed_through, |l| l.billed_through.min(line.billed_through));
    if now.billed_through > billed {
        against.same(Column::BilledThrough, &now.billed_through, &billed);
    }
}

/// The place of a device, if it is the last one of its line: places are in the order of line and day.
fn place_of(below: &AgreementRows, device: DeviceId) -> Option<&NewAssignment> {
    let place = below.places.iter().rev().find(|p| p.device_id == device)?;
    let last = below.places.iter().rev().find(|p| p.line_id == place.line_id)?;
    (last.device_id == device).then_some(place)
}

fn compare_device(now: &ParsedLine, was: &NewDevice, merchant: &Merchant, known: &Known, against: &mut Against<'_>) {
    let model = known.models.iter().find(|(_, id)| **id == was.model_id).map(|(key, _)| key);
    if known.models.contains_key(&now.model) {
        against.same(Column::Model, &Some(&now.model), &model);
    }
    against.same(Column::Sim, &now.sim, &was.sim_serial);
    let Some(site) = merchant.sites.iter().find(|s| Some(s.id) == was.site_id) else {
        // Added in the system without a place. A site of somebody else is told as another customer.
        if was.site_id.is_none() {
            against.same(Column::Site, &now.site.as_ref().map(|s| &s.name), &None);
        }
        return;
    };
    let wanted = now.site.clone().unwrap_or_else(|| own_address(&merchant.row));
    against.same(Column::Site, &Some(&wanted.name), &Some(&site.name));
    if site.name == wanted.name {
        against.same(Column::SiteStreet, &Some(&wanted.street), &Some(&site.street));
        against.same(Column::SitePostcode, &Some(&wanted.postcode), &Some(&site.postcode));
        against.same(Column::SiteCity, &Some(&wanted.city), &Some(&site.city));
    }
}
