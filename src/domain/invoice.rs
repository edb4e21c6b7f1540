//! A numbered document as a value: everything that is printed on it and written into its e-invoice.

use entity::types::{ChargeCode, Country, Currency, Date, DocumentKind, Language, Money, Percent, Period, VatCategory};

use serde::{Deserialize, Serialize};

use super::explain::Explanation;

/// An issued invoice or credit note, complete: what the PDF, the e-invoice and the CSV are made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Invoice or credit note.
    pub kind: DocumentKind,
    /// The number, gap-free in its series.
    pub number: String,
    /// The day of issue, also the tax point.
    pub issued: Date,
    /// When it is to be paid; a credit note has the day of issue.
    pub due: Date,
    /// The one currency of all its amounts.
    pub currency: Currency,
    /// The merchant's language.
    pub language: Language,
    /// Who sends it.
    pub seller: Seller,
    /// Who receives it.
    pub buyer: Buyer,
    /// Our agreement's reference, as it stands on the order confirmation.
    pub agreement: String,
    /// Key of the terms version that it is billed under, as `dk-loomis@2020-01-01`.
    pub terms: String,
    /// How it is to be paid; `None` on a credit note.
    pub payment: Option<PaymentReference>,
    /// Of a credit note: what it corrects, and why.
    pub corrects: Option<Correction>,
    /// The lines, numbered from 1. Amounts of a credit note are positive.
    pub lines: Vec<DocumentLine>,
    /// VAT by category and rate, in that order.
    pub vat: Vec<VatGroup>,
    /// Sum of the lines, ex VAT.
    pub net: Money,
    /// Sum of the VAT groups.
    pub vat_total: Money,
    /// What is to be paid: net plus VAT.
    pub gross: Money,
}

/// The lessor, as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// Registered name.
    pub name: String,
    /// Country, which decides calendars, numbers and e-invoice rules.
    pub country: Country,
    /// CVR, organisasjonsnummer or KvK, digits only.
    pub registration: String,
    /// VAT number as written on invoices: `DK12345678`, `NO123456785MVA`, `NL123456782B01`.
    pub vat_number: String,
    /// Postal address.
    pub address: Address,
    /// Where questions go.
    pub email: String,
    /// Telephone, with country code.
    pub phone: String,
    /// Account for payments: IBAN, no spaces.
    pub iban: String,
    /// BIC of the bank.
    pub bic: String,
    /// National account number where there is one: DK registration number 4 + account 10, NO 11 digits.
    pub account: Option<String>,
    /// Electronic address.
    pub endpoint: Endpoint,
    /// Creditor number of Danish payment slips (FIK).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fik_creditor: Option<String>,
}

/// The merchant, as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    /// Our customer number.
    pub number: String,
    /// Registered name.
    pub name: String,
    /// Country.
    pub country: Country,
    /// CVR, organisasjonsnummer or KvK; a private person has none.
    pub registration: Option<String>,
    /// Postal address.
    pub address: Address,
    /// Electronic address; `None`: the document goes out as PDF only and the e-invoice names the registration number.
    pub endpoint: Option<Endpoint>,
    /// What the buyer wants quoted: a person or order reference.
    pub reference: Option<String>,
}

/// A postal address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
}

/// An electronic address: EAS scheme (0088 GLN, 0184 CVR, 0192 orgnr, 0106 KvK) and identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// EAS code.
    pub scheme: String,
    /// Identifier in that scheme.
    pub id: String,
}

/// What the payer quotes so that the money finds its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentReference {
    /// Danish girokort, card type 71.
    Fik {
        /// 15 digits, the last a check digit.
        id: String,
        /// The creditor number, 8 digits.
        creditor: String,
    },
    /// Norwegian KID, paid to the seller's account.
    Kid(String),
    /// ISO 11649 creditor reference, paid to the seller's IBAN.
    Rf(String),
}

impl PaymentReference {
    /// A reference as a seller's country writes it. None: Danish, and the seller has no creditor number.
    #[must_use]
    pub fn of(reference: String, seller: &Seller) -> Option<Self> {
        match seller.country {
            Country::Dk => seller.fik_creditor.clone().map(|creditor| Self::Fik { id: reference, creditor }),
            Country::No => Some(Self::Kid(reference)),
            Country::Nl => Some(Self::Rf(reference)),
        }
    }
}

/// What a credit note corrects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Number of the invoice.
    pub number: String,
    /// Its day of issue.
    pub issued: Date,
    /// Why, in the words of who decided it.
    pub reason: String,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLine {
    /// Numbered from 1.
    pub number: i64,
    /// What is charged.
    pub code: ChargeCode,
    /// For which device, if for one.
    pub device: Option<DocumentDevice>,
    /// For which days; one-off charges have none.
    pub period: Option<Period>,
    /// Months for a whole quarter, otherwise 1.
    pub quantity: i64,
    /// Whether the quantity counts months.
    pub by_month: bool,
    /// Price of one, ex VAT. `quantity` × `unit_price` = `net`, exactly.
    pub unit_price: Money,
    /// The line's amount, ex VAT.
    pub net: Money,
    /// VAT category.
    pub vat_category: VatCategory,
    /// VAT rate.
    pub vat_rate: Percent,
    /// The rule it rests on, as `R016`.
    pub rule: String,
    /// The clause of the terms, as `§ 5`.
    pub clause: String,
    /// Why, and how the amount comes about.
    pub why: Explanation,
}

/// A device on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentDevice {
    /// Serial number.
    pub serial: String,
    /// Model, as people call it.
    pub model: String,
}

/// VAT of one category and rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VatGroup {
    /// Category.
    pub category: VatCategory,
    /// Rate.
    pub rate: Percent,
    /// Sum of the lines, ex VAT.
    pub base: Money,
    /// The tax: base × rate, rounded once for the group.
    pub vat: Money,
}
