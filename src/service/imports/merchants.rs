//! The merchants and sites that a file is about: those that are known, and those to be written.

use std::collections::HashMap;

use entity::types::{Country, MerchantId, SiteId};

use super::faults::Faults;
use super::form;
use super::parsed::{Column, ParsedAgreement, ParsedMerchant, ParsedSite, Unread};
use crate::service::{Context, ServiceResult};
use crate::store::Source;
use crate::store::company::Company;
use crate::store::known::{merchants_known, sites_known};
use crate::store::merchant::{NewMerchant, NewSite};

/// A merchant with its sites.
pub(super) struct Planned {
    /// The line that it was first met on; `None`: in the database.
    line: Option<u64>,
    pub(super) row: NewMerchant,
    pub(super) sites: Vec<NewSite>,
    /// How many of the sites are in the database.
    pub(super) known_sites: usize,
}

impl Planned {
    /// Whether it is to be written.
    pub(super) const fn is_new(&self) -> bool {
        self.line.is_some()
    }

    /// Whether anything of it is to be written.
    pub(super) fn is_changed(&self) -> bool {
        self.is_new() || self.sites.len() > self.known_sites
    }
}

/// Where a merchant stands in [`Merchants`].
pub(super) type At = usize;

/// The merchants of a file, by customer number.
pub(super) struct Merchants {
    by_number: HashMap<String, At>,
    all: Vec<Planned>,
}

/// Where something is wrong, and which cells there could not be read.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) line: u64,
    pub(super) unread: Unread,
}

impl Merchants {
    /// Reads those of a file that the company has.
    pub(super) async fn load<S: Source>(
        source: &S,
        company: &Company,
        parsed: &[ParsedAgreement],
    ) -> ServiceResult<Self> {
        let mut numbers: Vec<&str> = parsed.iter().map(|a| a.merchant.number.as_str()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let known = merchants_known(source, company.id, &numbers).await?;
        let ids: Vec<MerchantId> = known.values().map(|row| row.id).collect();
        let mut sites = sites_known(source, &ids).await?;
        let mut merchants = Self { by_number: HashMap::new(), all: Vec::new() };
        for (number, row) in known {
            let sites = sites.remove(&row.id).unwrap_or_default();
            merchants.by_number.insert(number, merchants.all.len());
            merchants.all.push(Planned { line: None, known_sites: sites.len(), row, sites });
        }
        Ok(merchants)
    }

    /// The merchant at a place.
    pub(super) fn get(&self, at: At) -> &Planned {
        &self.all[at]
    }

    /// All of which something is to be written, in the order of the file.
    pub(super) fn into_changed(self) -> Vec<Planned> {
        self.all.into_iter().filter(Planned::is_changed).collect()
    }

    /// How many are new.
    pub(super) fn count_new(&self) -> usize {
        self.all.iter().filter(|m| m.is_new()).count()
    }

    /// Finds a merchant or adds it. One that is known must be as it is known.
    pub(super) fn take(
        &mut self,
        cx: &Context,
        company: &Company,
        place: Place,
        parsed: ParsedMerchant,
        faults: &mut Faults,
    ) -> At {
        if let Some(at) = self.by_number.get(&parsed.number) {
            let known = &self.all[*at];
            for (column, was) in differences(&parsed, &known.row) {
                if !place.unread.has(&[column]) {
                    let source = known.line.map_or_else(|| "the database".to_owned(), |line| format!("line {line}"));
                    let was = was.map_or_else(String::new, |was| format!(", where it is \"{was}\""));
                    let message = format!("customer {} differs from {source}{was}", known.row.number);
                    faults.error(place.line, column, message);
                }
            }
            return *at;
        }
        warn(&parsed, company, place, faults);
        let at = self.all.len();
        if !place.unread.has(&[Column::CustomerNumber]) {
            self.by_number.insert(parsed.number.clone(), at);
        }
        let row = NewMerchant {
            id: cx.ids.next(),
            company_id: company.id,
            number: parsed.number,
            name: parsed.name,
            kind: parsed.kind,
            country: parsed.country,
            registration: parsed.registration,
            street: parsed.street,
            postcode: parsed.postcode,
            city: parsed.city,
            email: parsed.email,
            phone: parsed.phone,
            language: parsed.language,
            buyer_reference: parsed.buyer_reference,
            endpoint_scheme: parsed.endpoint_scheme,
            endpoint_id: parsed.endpoint_id,
            salt: cx.ids.salt(),
            created_at_us: cx.clock.now().timestamp_micros(),
        };
        self.all.push(Planned { line: Some(place.line), row, sites: Vec::new(), known_sites: 0 });
        at
    }

    /// Finds a merchant's site or adds it. One that is known must be as it is known.
    pub(super) fn site(
        &mut self,
        cx: &Context,
        at: At,
        place: Place,
        parsed: Option<ParsedSite>,
        faults: &mut Faults,
    ) -> SiteId {
        let merchant = &mut self.all[at];
        let parsed = parsed.unwrap_or_else(|| own_address(&merchant.row));
        if let Some(known) = merchant.sites.iter().find(|site| site.name == parsed.name) {
            let parts = [
                (Column::SiteStreet, &parsed.street, &known.street),
                (Column::SitePostcode, &parsed.postcode, &known.postcode),
                (Column::SiteCity, &parsed.city, &known.city),
            ];
            for (column, _, was) in parts.into_iter().filter(|(_, now, was)| now != was) {
                let number = &merchant.row.number;
                let message = format!("site \"{}\" of customer {number} has \"{was}\" elsewhere", known.name);
                faults.error(place.line, column, message);
            }
            return known.id;
        }
        let id = cx.ids.next();
        merchant.sites.push(NewSite {
            id,
            company_id: merchant.row.company_id,
            merchant_id: merchant.row.id,
            name: parsed.name,
            street: parsed.street,
            postcode: parsed.postcode,
            city: parsed.city,
        });
        id
    }
}

/// A merchant's own address as a site, called after its street.
pub(super) fn own_address(row: &NewMerchant) -> ParsedSite {
    ParsedSite {
        name: row.street.clone(),
        street: row.street.clone(),
        postcode: row.postcode.clone(),
        city: row.city.clone(),
    }
}

fn warn(parsed: &ParsedMerchant, company: &Company, place: Place, faults: &mut Faults) {
    if parsed.country == Country::Dk
        && parsed.registration.as_ref().is_some_and(|n| form::registration(Country::Dk, n).is_ok_and(|(_, odd)| odd))
    {
        let what =
            "the check digit of this CVR number does not fit. Such numbers are in use: look it up in the register";
        faults.warning(place.line, Column::Registration, what);
    }
    if parsed.country != company.country {
        let message =
            format!("customer {} is abroad, and is billed with the VAT of {}", parsed.number, company.country);
        faults.warning(place.line, Column::Country, message);
    }
}

/// The columns by which a merchant differs from its row, with the row's value where showing it harms nobody.
fn differences<'k>(now: &ParsedMerchant, was: &'k NewMerchant) -> Vec<(Column, Option<&'k str>)> {
    let shown = [
        (Column::Name, now.name.as_str(), was.name.as_str()),
        (Column::Kind, now.kind.as_str(), was.kind.as_str()),
        (Column::Country, now.country.as_str(), was.country.as_str()),
        (Column::Street, &now.street, &was.street),
        (Column::Postcode, &now.postcode, &was.postcode),
        (Column::City, &now.city, &was.city),
        (Column::Language, now.language.as_str(), was.language.as_str()),
    ];
    let hidden = [
        (Column::Registration, &now.registration, &was.registration),
        (Column::Email, &now.email, &was.email),
        (Column::Phone, &now.phone, &was.phone),
        (Column::BuyerReference, &now.buyer_reference, &was.buyer_reference),
        (Column::EndpointScheme, &now.endpoint_scheme, &was.endpoint_scheme),
        (Column::EndpointId, &now.endpoint_id, &was.endpoint_id),
    ];
    let shown = shown.into_iter().filter(|(_, now, was)| now != was).map(|(column, _, was)| (column, Some(was)));
    let hidden = hidden.into_iter().filter(|(_, now, was)| now != was).map(|(column, ..)| (column, None));
    shown.chain(hidden).collect()
}
