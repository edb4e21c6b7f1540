//! One row: its cells as types.

use std::str::FromStr;

use csv::StringRecord;
use entity::types::{Country, Currency, Date, MerchantKind, Money};

use super::csv::Places;
use super::faults::Faults;
use super::form;
use super::parsed::{Column, ParsedAgreement, ParsedLine, ParsedMerchant, ParsedSite, Unread, language_of};
use crate::store::company::Company;

/// A row under way.
pub(super) struct Row<'r> {
    line: u64,
    cells: &'r StringRecord,
    places: &'r Places,
    faults: &'r mut Faults,
    unread: Unread,
}

impl<'r> Row<'r> {
    /// A row at a line of the file.
    pub(super) fn new(line: u64, cells: &'r StringRecord, places: &'r Places, faults: &'r mut Faults) -> Self {
        Self { line, cells, places, faults, unread: Unread::default() }
    }

    /// Notes what is wrong with a cell.
    pub(super) fn fault(&mut self, column: Column, message: impl Into<String>) {
        self.unread.add(column);
        self.faults.error(self.line, column, message);
    }

    /// The place of the row's company among some.
    pub(super) fn company<'c>(&mut self, mut companies: impl Iterator<Item = &'c Company> + Clone) -> Option<usize> {
        let key = self.needed(Column::Company);
        let at = companies.clone().position(|c| c.key == key);
        if at.is_none() && !key.is_empty() {
            let known: Vec<&str> = companies.by_ref().map(|c| c.key.as_str()).collect();
            let known = if known.is_empty() { "none yet: set one up first".to_owned() } else { known.join(", ") };
            self.fault(Column::Company, format!("there is no company \"{}\": there is {known}", shown(key)));
        }
        at
    }

    /// The row's device. An amount of a company that does not exist is read all the same.
    pub(super) fn line(&mut self, currency: Option<Currency>) -> ParsedLine {
        let currency = currency.unwrap_or(Currency::Dkk);
        let device = self.needed(Column::Device).to_owned();
        let model = self.needed(Column::Model).to_owned();
        let site = self.site();
        let (rent, licence) = (self.amount(Column::Rent, currency), self.amount(Column::Licence, currency));
        let (sim, billed_through) = (self.owned(Column::Sim), self.date(Column::BilledThrough));
        ParsedLine { line: self.line, unread: self.unread, site, device, sim, model, rent, licence, billed_through }
    }

    /// The row's agreement, without devices.
    pub(super) fn agreement(&mut self) -> ParsedAgreement {
        let reference = self.needed(Column::Reference).to_owned();
        let merchant = self.merchant();
        let signed = self.date(Column::Signed);
        if signed.is_none() && !self.unread.has(&[Column::Signed]) {
            self.fault(Column::Signed, "is empty: write the day of signature, as 2026-01-31");
        }
        let (kyc_approved, notice) = (self.date(Column::KycApproved), self.date(Column::Notice));
        let term_months = self.count(Column::TermMonths);
        let binding_months = self.count(Column::BindingMonths);
        let notice_months = self.count(Column::NoticeMonths);
        let payment_days = self.count(Column::PaymentDays);
        ParsedAgreement {
            line: self.line,
            unread: self.unread,
            reference,
            merchant,
            signed: signed.unwrap_or_default(),
            kyc_approved,
            term_months,
            binding_months,
            notice_months,
            payment_days,
            notice,
            lines: Vec::new(),
        }
    }

    fn merchant(&mut self) -> ParsedMerchant {
        let country = self.word(Column::Country, Country::Dk);
        let kind = self.word(Column::Kind, MerchantKind::Business);
        let language = if self.cell(Column::Language).is_empty() {
            language_of(country)
        } else {
            self.word(Column::Language, language_of(country))
        };
        ParsedMerchant {
            number: self.needed(Column::CustomerNumber).to_owned(),
            name: self.needed(Column::Name).to_owned(),
            kind,
            country,
            registration: self.owned(Column::Registration),
            street: self.needed(Column::Street).to_owned(),
            postcode: self.needed(Column::Postcode).to_owned(),
            city: self.needed(Column::City).to_owned(),
            email: self.owned(Column::Email),
            phone: self.owned(Column::Phone),
            language,
            buyer_reference: self.owned(Column::BuyerReference),
            endpoint_scheme: self.owned(Column::EndpointScheme),
            endpoint_id: self.owned(Column::EndpointId),
        }
    }

    fn site(&mut self) -> Option<ParsedSite> {
        const ADDRESS: [Column; 3] = [Column::SiteStreet, Column::SitePostcode, Column::SiteCity];
        const MERCHANTS: [Column; 3] = [Column::Street, Column::Postcode, Column::City];
        let name = self.cell(Column::Site);
        let own = ADDRESS.map(|c| self.cell(c));
        if own.iter().all(|part| part.is_empty()) {
            let [street, postcode, city] = MERCHANTS.map(|c| self.cell(c).to_owned());
            return (!name.is_empty()).then(|| ParsedSite { name: name.to_owned(), street, postcode, city });
        }
        for (column, _) in ADDRESS.into_iter().zip(own).filter(|(_, part)| part.is_empty()) {
            self.fault(column, "is empty: write street, postcode and city of the site, or none of them");
        }
        let [street, postcode, city] = own.map(str::to_owned);
        let name = if name.is_empty() { street.clone() } else { name.to_owned() };
        Some(ParsedSite { name, street, postcode, city })
    }

    /// A cell without the blanks around it; empty if the file has no such column.
    fn cell(&self, column: Column) -> &'r str {
        self.places[column as usize].and_then(|at| self.cells.get(at)).unwrap_or_default().trim()
    }

    fn owned(&self, column: Column) -> Option<String> {
        let cell = self.cell(column);
        (!cell.is_empty()).then(|| cell.to_owned())
    }

    fn needed(&mut self, column: Column) -> &'r str {
        let cell = self.cell(column);
        if cell.is_empty() {
            self.fault(column, "is empty");
        }
        cell
    }

    fn word<T: FromStr<Err: ToString>>(&mut self, column: Column, stand_in: T) -> T {
        let cell = self.needed(column);
        cell.parse().unwrap_or_else(|error: T::Err| {
            if !cell.is_empty() {
                self.fault(column, error.to_string());
            }
            stand_in
        })
    }

    fn date(&mut self, column: Column) -> Option<Date> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        form::date(cell).map_err(|message| self.fault(column, message)).ok()
    }

    fn amount(&mut self, column: Column, currency: Currency) -> Money {
        let cell = self.needed(column);
        Money::parse(cell, currency).unwrap_or_else(|error| {
            if !cell.is_empty() {
                self.fault(column, error.to_string());
            }
            Money::zero(currency)
        })
    }

    fn count(&mut self, column: Column) -> Option<u32> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        // `parse` alone would take +3.
        let plain = cell.bytes().all(|b| b.is_ascii_digit());
        let count = cell.parse().ok().filter(|_| plain);
        if count.is_none() {
            self.fault(column, format!("\"{}\" is no whole number: write digits, as 24", shown(cell)));
        }
        count
    }
}

/// As much of a cell as an error shows.
fn shown(cell: &str) -> String {
    cell.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// The columns by which two rows of one agreement differ, as far as both could be read.
pub(super) fn differing(first: &ParsedAgreement, again: &ParsedAgreement) -> Vec<Column> {
    let (a, b) = (&first.merchant, &again.merchant);
    let same = [
        (Column::CustomerNumber, a.number == b.number),
        (Column::Name, a.name == b.name),
        (Column::Kind, a.kind == b.kind),
        (Column::Country, a.country == b.country),
        (Column::Registration, a.registration == b.registration),
        (Column::Street, a.street == b.street),
        (Column::Postcode, a.postcode == b.postcode),
        (Column::City, a.city == b.city),
        (Column::Email, a.email == b.email),
        (Column::Phone, a.phone == b.phone),
        (Column::Language, a.language == b.language),
        (Column::BuyerReference, a.buyer_reference == b.buyer_reference),
        (Column::EndpointScheme, a.endpoint_scheme == b.endpoint_scheme),
        (Column::EndpointId, a.endpoint_id == b.endpoint_id),
        (Column::Signed, first.signed == again.signed),
        (Column::KycApproved, first.kyc_approved == again.kyc_approved),
        (Column::TermMonths, first.term_months == again.term_months),
        (Column::BindingMonths, first.binding_months == again.binding_months),
        (Column::NoticeMonths, first.notice_months == again.notice_months),
        (Column::PaymentDays, first.payment_days == again.payment_days),
        (Column::Notice, first.notice == again.notice),
    ];
    let read = |column: Column| !first.unread.has(&[column]) && !again.unread.has(&[column]);
    same.into_iter().filter(|(column, same)| !same && read(*column)).map(|(column, _)| column).collect()
}
