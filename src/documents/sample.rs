//! Documents for tests, whose amounts add up.

#![allow(clippy::unwrap_used)]

use entity::types::{
    ChargeCode, Country, Currency, Date, DocumentKind, Language, Money, Percent, Period, Quarter, VatCategory,
};

use crate::domain::explain::{Explanation, Inputs};
use crate::domain::invoice::{
    Address, Buyer, Correction, Document, DocumentDevice, DocumentLine, Endpoint, PaymentReference, Seller, VatGroup,
};
use crate::text::Texts;

/// The texts of every language.
pub fn texts() -> Texts {
    Texts::load().unwrap()
}

/// A day.
pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A Danish invoice for a whole quarter: two devices and a licence.
pub fn invoice() -> Document {
    invoice_of(Country::Dk)
}

/// A Danish credit note for a part of [`invoice`].
pub fn credit_note() -> Document {
    credit_note_of(Country::Dk)
}

/// An invoice for a whole quarter of the company of a country.
pub fn invoice_of(country: Country) -> Document {
    let (currency, language, payment) = match country {
        Country::Dk => {
            let fik = PaymentReference::Fik { id: "026840149965328".to_owned(), creditor: "81234567".to_owned() };
            (Currency::Dkk, Language::Da, fik)
        }
        Country::No => (Currency::Nok, Language::Nb, PaymentReference::Kid("2345676".to_owned())),
        Country::Nl => (Currency::Eur, Language::Nl, PaymentReference::Rf("RF18539007547034".to_owned())),
    };
    let document = Document {
        kind: DocumentKind::Invoice,
        number: "10001".to_owned(),
        issued: day("2026-01-01"),
        due: day("2026-01-15"),
        currency,
        language,
        seller: seller(country),
        buyer: buyer(country),
        agreement: "A-1001".to_owned(),
        terms: "dk-standard@2026-01-01".to_owned(),
        payment: Some(payment),
        corrects: None,
        lines: Vec::new(),
        vat: Vec::new(),
        net: Money::zero(currency),
        vat_total: Money::zero(currency),
        gross: Money::zero(currency),
    };
    let vat = standard_vat(country);
    let lines = vec![
        rent(1, Money::new(24_900, currency), vat),
        rent(2, Money::new(19_950, currency), vat),
        DocumentLine { code: ChargeCode::Gwl, device: None, ..rent(3, Money::new(5_905, currency), vat) },
    ];
    with_lines(document, lines)
}

/// A credit note for a part of [`invoice_of`].
pub fn credit_note_of(country: Country) -> Document {
    let invoice = invoice_of(country);
    let (currency, vat) = (invoice.currency, standard_vat(country));
    let credited = Money::new(12_345, currency);
    let inputs = Inputs::Credit { invoice: "10001".to_owned(), line: 1, remaining: invoice.lines[0].net, credited };
    let line = DocumentLine {
        why: Explanation::new(&["R016"], inputs).unwrap(),
        device: invoice.lines[0].device.clone(),
        period: invoice.lines[0].period,
        ..one_off(1, ChargeCode::Rent, credited, vat)
    };
    let document = Document {
        kind: DocumentKind::CreditNote,
        number: "20001".to_owned(),
        issued: day("2026-02-03"),
        due: day("2026-02-03"),
        payment: None,
        corrects: Some(Correction {
            number: "10001".to_owned(),
            issued: day("2026-01-01"),
            reason: "Terminalen blev leveret for sent".to_owned(),
        }),
        ..invoice
    };
    with_lines(document, vec![line])
}

/// The document with these lines, and with the VAT and the sums that follow from them.
pub fn with_lines(mut document: Document, lines: Vec<DocumentLine>) -> Document {
    let mut keys: Vec<(VatCategory, Percent)> = lines.iter().map(|line| (line.vat_category, line.vat_rate)).collect();
    keys.sort_unstable();
    keys.dedup();
    let sum = |amounts: Vec<Money>| Money::sum(document.currency, amounts).unwrap();
    document.vat = keys
        .into_iter()
        .map(|(category, rate)| {
            let own = lines.iter().filter(|line| (line.vat_category, line.vat_rate) == (category, rate));
            let base = sum(own.map(|line| line.net).collect());
            VatGroup { category, rate, base, vat: base.share(rate.0, 10_000).unwrap() }
        })
        .collect();
    document.net = sum(lines.iter().map(|line| line.net).collect());
    document.vat_total = sum(document.vat.iter().map(|group| group.vat).collect());
    document.gross = document.net.plus(document.vat_total).unwrap();
    document.lines = lines;
    document
}

/// A device's rent for the first quarter of 2026.
pub fn rent(number: i64, monthly: Money, vat: (VatCategory, Percent)) -> DocumentLine {
    let period = Quarter::of(day("2026-01-01")).period();
    let why = Explanation::new(&["R016"], Inputs::Quarter { monthly, months: 3, period }).unwrap();
    DocumentLine {
        number,
        code: ChargeCode::Rent,
        device: Some(DocumentDevice { serial: format!("18500{number:05}"), model: "PAX A920".to_owned() }),
        period: Some(period),
        quantity: 3,
        by_month: true,
        unit_price: monthly,
        net: monthly.times(3).unwrap(),
        vat_category: vat.0,
        vat_rate: vat.1,
        rule: "R016".to_owned(),
        clause: "§ 5".to_owned(),
        why,
    }
}

/// A device's rent from a day to the end of the first quarter of 2026.
pub fn stub(number: i64, monthly: Money, from: &str, vat: (VatCategory, Percent)) -> DocumentLine {
    let quarter = Quarter::of(day("2026-01-01")).period();
    let period = Period::new(day(from), quarter.to).unwrap();
    let why = Explanation::new(&["R012"], Inputs::Stub { monthly, months: 3, period, quarter }).unwrap();
    let net = why.amount().unwrap();
    DocumentLine {
        period: Some(period),
        quantity: 1,
        by_month: false,
        unit_price: net,
        net,
        why,
        ..rent(number, monthly, vat)
    }
}

/// A charge that comes once.
pub fn one_off(number: i64, code: ChargeCode, price: Money, vat: (VatCategory, Percent)) -> DocumentLine {
    let inputs = Inputs::Sum { on: day("2026-01-01"), parts: vec![("new-price".to_owned(), price)] };
    DocumentLine {
        code,
        device: None,
        period: None,
        quantity: 1,
        by_month: false,
        unit_price: price,
        net: price,
        why: Explanation::new(&["R059"], inputs).unwrap(),
        ..rent(number, price, vat)
    }
}

/// Category and rate of ordinary supplies in a country.
pub const fn standard_vat(country: Country) -> (VatCategory, Percent) {
    match country {
        Country::Dk | Country::No => (VatCategory::Standard, Percent(2500)),
        Country::Nl => (VatCategory::Standard, Percent(2100)),
    }
}

/// The company of a country.
pub fn seller(country: Country) -> Seller {
    let [name, registration, vat_number, iban, bic, account, street, postcode, city, scheme] = match country {
        Country::Dk => [
            "Eksempel Terminaler A/S",
            "13748136",
            "DK13748136",
            "DK5000400440116243",
            "DABADKKK",
            "00400440116243",
            "Prøvevej 1",
            "2100",
            "København Ø",
            "0184",
        ],
        Country::No => [
            "Eksempel Terminaler AS",
            "988077917",
            "NO988077917MVA",
            "NO9386011117947",
            "DNBANOKK",
            "86011117947",
            "Prøveveien 2",
            "0150",
            "Oslo",
            "0192",
        ],
        Country::Nl => [
            "Voorbeeld Terminals B.V.",
            "34283840",
            "NL004495445B01",
            "NL91ABNA0417164300",
            "ABNANL2A",
            "",
            "Proefstraat 3",
            "1011 AB",
            "Amsterdam",
            "0106",
        ],
    };
    Seller {
        name: name.to_owned(),
        country,
        registration: registration.to_owned(),
        vat_number: vat_number.to_owned(),
        address: Address { street: street.to_owned(), postcode: postcode.to_owned(), city: city.to_owned() },
        email: "faktura@example.com".to_owned(),
        phone: "+4570000000".to_owned(),
        iban: iban.to_owned(),
        bic: bic.to_owned(),
        account: Some(account.to_owned()).filter(|account| !account.is_empty()),
        endpoint: Endpoint { scheme: scheme.to_owned(), id: registration.to_owned() },
        fik_creditor: None,
    }
}

/// A merchant of a country, with a registration number and no electronic address.
pub fn buyer(country: Country) -> Buyer {
    let [name, registration, street, postcode, city] = match country {
        Country::Dk => ["Kiosken på Hjørnet ApS", "16356706", "Torvet 4", "8000", "Aarhus C"],
        Country::No => ["Kiosken på Hjørnet AS", "995525828", "Torget 4", "5014", "Bergen"],
        Country::Nl => ["Kiosk op de Hoek B.V.", "84732192", "Plein 4", "3511 AA", "Utrecht"],
    };
    Buyer {
        number: "C-4711".to_owned(),
        name: name.to_owned(),
        country,
        registration: Some(registration.to_owned()),
        address: Address { street: street.to_owned(), postcode: postcode.to_owned(), city: city.to_owned() },
        endpoint: None,
        reference: None,
    }
}
