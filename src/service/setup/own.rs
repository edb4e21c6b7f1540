//! A company's own numbers. We answer for them, so that every check digit has to fit.

use entity::types::Country;

use super::reader::{At, Table};
use crate::domain::numbers::{BtwId, Cvr, FikCreditor, Iban, Kvk, MvaNumber, NorwegianAccount, Orgnr};
use crate::service::imports::faults::Faults;
use crate::service::imports::form::{self, Checked, EndpointFault};

/// The numbers in their stored form.
pub(super) struct Numbers {
    pub(super) registration: String,
    pub(super) vat_number: String,
    pub(super) iban: String,
    pub(super) bic: String,
    pub(super) bank_account: Option<String>,
    pub(super) fik_creditor: Option<String>,
    pub(super) endpoint_scheme: String,
    pub(super) endpoint_id: String,
}

/// Reads a company's numbers; what is wrong with them is noted.
pub(super) fn numbers(table: &Table<'_, '_>, country: Country, faults: &mut Faults) -> Option<Numbers> {
    let registration = table.text("registration", |t| registration(country, t), faults);
    let vat = table.text("vat_number", |t| vat_number(country, t), faults);
    if let (Some(registration), Some(vat)) = (&registration, &vat)
        && !fits(country, &registration.value, &vat.value)
    {
        let message = "does not fit the registration: it is made of the same digits";
        faults.error(vat.line, table.key("vat_number"), message);
    }
    let iban = table.text("iban", |t| Iban::parse(t).map_err(|e| e.to_string()), faults);
    let bic = table.text("bic", bic, faults);
    let bank_account = bank_account(table, country, iban.as_ref(), faults);
    let fik_creditor = fik_creditor(table, country, faults);
    let endpoint = endpoint(table, faults);
    let (endpoint_scheme, endpoint_id) = endpoint?;
    Some(Numbers {
        registration: registration?.value,
        vat_number: vat?.value,
        iban: iban?.value.as_str().to_owned(),
        bic: bic?.value,
        bank_account,
        fik_creditor,
        endpoint_scheme,
        endpoint_id,
    })
}

fn registration(country: Country, text: &str) -> Checked<String> {
    let found = match country {
        Country::Dk => Cvr::parse_own(text).map(|n| n.as_str().to_owned()),
        Country::No => Orgnr::parse(text).map(|n| n.as_str().to_owned()),
        Country::Nl => Kvk::parse(text).map(|n| n.as_str().to_owned()),
    };
    found.map_err(|e| e.to_string())
}

/// As invoices have it: `DK13748136`, `NO123456785MVA`, `NL123456782B01`.
fn vat_number(country: Country, text: &str) -> Checked<String> {
    let found = match country {
        Country::Dk => Cvr::parse_own(text).map(|n| n.vat_number()),
        Country::No => MvaNumber::parse(text).map(|n| n.as_str().to_owned()),
        Country::Nl => BtwId::parse(text).map(|n| n.as_str().to_owned()),
    };
    found.map_err(|e| e.to_string())
}

/// The Dutch VAT number has digits of its own.
fn fits(country: Country, registration: &str, vat: &str) -> bool {
    match country {
        Country::Dk | Country::No => vat.contains(registration),
        Country::Nl => true,
    }
}

/// A BIC: bank 4, country 2, place 2, and perhaps branch 3 (ISO 9362).
fn bic(text: &str) -> Checked<String> {
    let code = text.to_ascii_uppercase();
    let all = |from: usize, to: usize, ok: fn(&u8) -> bool| code.as_bytes()[from..to].iter().all(ok);
    let shaped = matches!(code.len(), 8 | 11)
        && all(0, 6, u8::is_ascii_uppercase)
        && all(6, code.len(), u8::is_ascii_alphanumeric);
    if shaped { Ok(code) } else { Err("this is no BIC: write 8 or 11 characters, as DABADKKK".to_owned()) }
}

/// The national account number, which the IBAN holds as well.
fn bank_account(
    table: &Table<'_, '_>,
    country: Country,
    iban: Option<&At<Iban>>,
    faults: &mut Faults,
) -> Option<String> {
    let form = |text: &str| match country {
        Country::Dk => {
            let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
            let right = digits.len() == 14 && digits.bytes().all(|b| b.is_ascii_digit());
            right.then_some(digits).ok_or_else(|| "write 14 digits: 4 of the bank and 10 of the account".to_owned())
        }
        Country::No => NorwegianAccount::parse(text).map(|n| n.as_str().to_owned()).map_err(|e| e.to_string()),
        Country::Nl => Err("leave it out: in the Netherlands the IBAN is the account number".to_owned()),
    };
    let account = table.text_opt("bank_account", form, faults)?;
    if iban.is_some_and(|iban| iban.value.country() == country.as_str() && iban.value.account() != account.value) {
        faults.error(account.line, table.key("bank_account"), "is another account than the IBAN's");
    }
    Some(account.value)
}

fn fik_creditor(table: &Table<'_, '_>, country: Country, faults: &mut Faults) -> Option<String> {
    let form = |text: &str| match country {
        Country::Dk => FikCreditor::parse(text).map(|n| n.as_str().to_owned()).map_err(|e| e.to_string()),
        Country::No | Country::Nl => Err("leave it out: payment slips (FIK) are Danish".to_owned()),
    };
    table.text_opt("fik_creditor", form, faults).map(|n| n.value)
}

fn endpoint(table: &Table<'_, '_>, faults: &mut Faults) -> Option<(String, String)> {
    let scheme = table.text("endpoint_scheme", |t| Ok(t.to_owned()), faults);
    let id = table.text("endpoint_id", |t| Ok(t.to_owned()), faults);
    let (scheme, id) = (scheme?, id?);
    let own = match scheme.value.as_str() {
        "0184" => {
            Cvr::parse_own(&id.value).map(|n| n.as_str().to_owned()).map_err(|e| EndpointFault::Id(e.to_string()))
        }
        other => form::endpoint(other, &id.value),
    };
    match own {
        Ok(bare) => Some((scheme.value, bare)),
        Err(EndpointFault::Scheme(message)) => {
            faults.error(scheme.line, table.key("endpoint_scheme"), message);
            None
        }
        Err(EndpointFault::Id(message)) => {
            faults.error(id.line, table.key("endpoint_id"), message);
            None
        }
    }
}
