//! What every agreement must fulfil by itself, wherever its values come from. Numbers are brought into their stored form.

use chrono::Days;
use entity::types::{Date, MerchantKind, Money, Quarter};

use super::faults::Faults;
use super::form::{self, Checked, EndpointFault};
use super::parsed::{Column, ParsedAgreement, ParsedLine, ParsedMerchant, Unread};
use super::plan::Dates;
use crate::domain::lease::MOST_A_MONTH;
use crate::store::company::Company;

/// How far ahead of today an old system can have invoiced.
const BILLED_AHEAD: Days = Days::new(366);

/// A place in the file and where to tell what is wrong with it.
struct At<'f> {
    line: u64,
    unread: Unread,
    faults: &'f mut Faults,
}

impl At<'_> {
    /// Notes an error, unless the cell could not even be read.
    fn fault(&mut self, column: Column, message: impl Into<String>) {
        if !self.unread.has(&[column]) {
            self.faults.error(self.line, column, message);
        }
    }

    fn must(&mut self, column: Column, checked: Checked<()>) {
        if let Err(message) = checked {
            self.fault(column, message);
        }
    }

    fn needed(&mut self, column: Column, value: &str, form: fn(&str) -> Checked<()>) {
        let checked = if value.is_empty() { Err("is empty".to_owned()) } else { form(value) };
        self.must(column, checked);
    }
}

/// Checks an agreement with its merchant and devices.
pub(super) fn agreement(
    parsed: &mut ParsedAgreement,
    dates: &Dates,
    company: &Company,
    today: Date,
    faults: &mut Faults,
) {
    let mut at = At { line: parsed.line, unread: parsed.unread, faults };
    at.needed(Column::Reference, &parsed.reference, form::key_text);
    merchant(&mut parsed.merchant, &mut at);
    let counts = [
        (Column::TermMonths, dates.term_months, 1, 600),
        (Column::BindingMonths, dates.binding_months, 0, 600),
        (Column::NoticeMonths, dates.notice_months, 0, 60),
        (Column::PaymentDays, dates.payment_days, 0, 365),
    ];
    for (column, count, least, most) in counts {
        if !(least..=most).contains(&count) {
            at.fault(column, format!("is {count}: it must lie between {least} and {most}"));
        }
    }
    days(parsed, dates, today, &mut at);
    if parsed.lines.is_empty() {
        at.faults.error(parsed.line, Column::Device, "the agreement has no device");
    }
    for line in &parsed.lines {
        let mut at = At { line: line.line, unread: line.unread, faults: &mut *faults };
        device(line, company, &mut at);
        billed(line, parsed.unread, dates, today, &mut at);
    }
}

fn merchant(m: &mut ParsedMerchant, at: &mut At<'_>) {
    at.needed(Column::CustomerNumber, &m.number, form::key_text);
    for (column, value) in
        [(Column::Name, &m.name), (Column::Street, &m.street), (Column::Postcode, &m.postcode), (Column::City, &m.city)]
    {
        at.needed(column, value, form::text);
    }
    for (column, value, form) in [
        (Column::Email, &m.email, form::email as fn(&str) -> Checked<()>),
        (Column::Phone, &m.phone, form::phone),
        (Column::BuyerReference, &m.buyer_reference, form::text),
    ] {
        if let Some(value) = value {
            at.must(column, form(value));
        }
    }
    registration(m, at);
    match (&m.endpoint_scheme, &mut m.endpoint_id) {
        (None, None) => {}
        (Some(_), None) => at.fault(Column::EndpointId, "is empty: write scheme and identifier, or neither"),
        (None, Some(_)) => at.fault(Column::EndpointScheme, "is empty: write scheme and identifier, or neither"),
        (Some(scheme), Some(id)) => match form::endpoint(scheme, id) {
            Ok(bare) => *id = bare,
            Err(EndpointFault::Scheme(message)) => at.fault(Column::EndpointScheme, message),
            Err(EndpointFault::Id(message)) => at.fault(Column::EndpointId, message),
        },
    }
}

fn registration(m: &mut ParsedMerchant, at: &mut At<'_>) {
    if at.unread.has(&[Column::Kind, Column::Country]) {
        return;
    }
    match (m.kind, &mut m.registration) {
        (MerchantKind::Private, None) => {}
        (MerchantKind::Private, Some(_)) => {
            let what =
                "a private person has no company number, and a personal one does not belong here: leave it empty";
            at.fault(Column::Registration, what);
        }
        (MerchantKind::Business, None) => at.fault(Column::Registration, "is empty: a business has a company number"),
        (MerchantKind::Business, Some(number)) => match form::registration(m.country, number) {
            Ok((bare, _)) => *number = bare,
            Err(message) => at.fault(Column::Registration, message),
        },
    }
}

fn days(parsed: &ParsedAgreement, dates: &Dates, today: Date, at: &mut At<'_>) {
    let signed = parsed.signed;
    at.must(Column::Signed, form::in_our_time(signed));
    if signed > today {
        at.fault(Column::Signed, format!("{signed} lies in the future: today is {today}"));
    }
    if let Some(approved) = parsed.kyc_approved {
        at.must(Column::KycApproved, form::in_our_time(approved));
        if approved > today {
            at.fault(
                Column::KycApproved,
                format!(
                    "{approved} lies in the future (today is {today}): leave it empty until the identity is approved"
                ),
            );
        }
    }
    let Some(notice) = parsed.notice else { return };
    if notice > today {
        at.fault(Column::Notice, format!("{notice} lies in the future: today is {today}"));
    }
    if notice < signed && !at.unread.has(&[Column::Signed]) {
        at.fault(Column::Notice, format!("{notice} lies before the signature on {signed}"));
    }
    if parsed.kyc_approved.is_none() && !at.unread.has(&[Column::KycApproved]) {
        let what = "the agreement has not started, because kyc_approved is empty: there is nothing to end yet (R006)";
        at.fault(Column::Notice, what);
    }
    let of_dates = [Column::Signed, Column::KycApproved, Column::NoticeMonths, Column::BindingMonths];
    if let Some((term, ends)) = dates.term.zip(dates.ends).filter(|(term, ends)| ends < &term.start)
        && notice >= signed
        && !at.unread.has(&of_dates)
    {
        let what = format!("{notice} would end the agreement on {ends}, before it starts on {}", term.start);
        at.fault(Column::Notice, what);
    }
}

fn device(line: &ParsedLine, company: &Company, at: &mut At<'_>) {
    at.needed(Column::Device, &line.device, form::key_text);
    at.needed(Column::Model, &line.model, form::text);
    if let Some(sim) = &line.sim {
        at.must(Column::Sim, form::key_text(sim));
    }
    if let Some(site) = &line.site {
        let parts = [
            (Column::Site, &site.name),
            (Column::SiteStreet, &site.street),
            (Column::SitePostcode, &site.postcode),
            (Column::SiteCity, &site.city),
        ];
        // Parts taken over from an address that is incomplete are told where the address stands.
        for (column, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
            at.must(column, form::text(part));
        }
    }
    for (column, amount) in [(Column::Rent, line.rent), (Column::Licence, line.licence)] {
        at.must(column, monthly(amount, company));
    }
}

fn monthly(amount: Money, company: &Company) -> Checked<()> {
    let currency = company.currency;
    match amount.minor() {
        _ if amount.currency() != currency => {
            Err(format!("is in {}, and {} bills in {currency}", amount.currency(), company.key))
        }
        ..=0 => Err(format!("is {amount}: it must be more than 0.00")),
        MOST_A_MONTH.. if amount.minor() > MOST_A_MONTH => {
            Err(format!("is {amount} a month: more than 100000.00 {currency} is taken for a slip"))
        }
        _ => Ok(()),
    }
}

fn billed(line: &ParsedLine, unread: Unread, dates: &Dates, today: Date, at: &mut At<'_>) {
    let Some(through) = line.billed_through else { return };
    if Quarter::of(through).last_day() != through {
        at.fault(
            Column::BilledThrough,
            format!("{through} is no quarter's end: write the last day of the last quarter invoiced, as 2025-12-31"),
        );
    }
    if today.checked_add_days(BILLED_AHEAD).is_some_and(|most| through > most) {
        at.fault(Column::BilledThrough, format!("{through} lies more than a year ahead of today, {today}"));
    }
    let of_start = [Column::Signed, Column::KycApproved];
    if unread.has(&of_start) {
        return;
    }
    match dates.term {
        None => {
            let what =
                "the agreement has not started, because kyc_approved is empty: nothing of it can be invoiced (R006)";
            at.fault(Column::BilledThrough, what);
        }
        Some(term) if through < term.start => {
            at.fault(Column::BilledThrough, format!("{through} lies before the start on {}", term.start));
        }
        Some(_) => {}
    }
    if let Some(ends) = dates.ends.filter(|ends| through > *ends) {
        let of_end = [Column::Notice, Column::NoticeMonths, Column::BindingMonths];
        if !unread.has(&of_end) {
            at.fault(Column::BilledThrough, format!("{through} lies after the agreement's end on {ends}"));
        }
    }
}
