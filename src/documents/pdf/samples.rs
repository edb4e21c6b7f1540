//! Documents to try the page with: one of each country, any number of lines, and a credit note.

use entity::types::{ChargeCode, Country, Currency, Date, DocumentKind, Language, Money, Percent, Period, VatCategory};

use crate::domain::explain::{Explanation, Inputs};
use crate::domain::invoice::{
    Address, Buyer, Correction, Document, DocumentDevice, DocumentLine, Endpoint, PaymentReference, Seller, VatGroup,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn period(from: &str, to: &str) -> Period {
    Period::new(day(from), day(to)).unwrap()
}

fn address(street: &str, postcode: &str, city: &str) -> Address {
    Address { street: street.to_owned(), postcode: postcode.to_owned(), city: city.to_owned() }
}

fn line(number: i64, currency: Currency, rate: Percent) -> DocumentLine {
    let money = |minor| Money::new(minor, currency);
    let device = DocumentDevice { serial: format!("18{:08}", 20_470 + 37 * number), model: "PAX A920".to_owned() };
    let (quarter, last) = (period("2026-01-01", "2026-03-31"), period("2025-10-01", "2025-12-31"));
    let joined = period("2025-11-15", "2025-12-31");
    let (code, rules, clause, period, inputs): (_, &[&str], _, _, _) = match number % 5 {
        1 => {
            let inputs = Inputs::Quarter { monthly: money(24_900), months: 3, period: quarter };
            (ChargeCode::Rent, &["R016"], "§ 5", Some(quarter), inputs)
        }
        2 => {
            let inputs = Inputs::Quarter { monthly: money(9_900), months: 3, period: quarter };
            (ChargeCode::Gwl, &["R029", "R062"], "§ 8", Some(quarter), inputs)
        }
        3 => {
            let inputs = Inputs::Stub { monthly: money(24_900), months: 3, period: joined, quarter: last };
            (ChargeCode::Rent, &["R016", "R012", "A03"], "§ 5", Some(joined), inputs)
        }
        4 => {
            let parts = vec![("new-price".to_owned(), money(400_000)), ("shipping".to_owned(), money(9_000))];
            (ChargeCode::NonretSwap, &["R085"], "Bilag § 3", None, Inputs::Sum { on: day("2025-12-17"), parts })
        }
        _ => {
            let inputs = Inputs::Quarter { monthly: money(9_900), months: 3, period: quarter };
            (ChargeCode::GwlPost, &["R019"], "§ 5", Some(quarter), inputs)
        }
    };
    let why = Explanation::new(rules, inputs).unwrap();
    let net = why.amount().unwrap();
    let (by_month, quantity, unit_price) = match &why.inputs {
        Inputs::Quarter { monthly, months, .. } => (true, *months, *monthly),
        _ => (false, 1, net),
    };
    DocumentLine {
        number,
        code,
        device: Some(device),
        period,
        quantity,
        by_month,
        unit_price,
        net,
        vat_category: VatCategory::Standard,
        vat_rate: rate,
        rule: rules[0].to_owned(),
        clause: clause.to_owned(),
        why,
    }
}

fn seller(country: Country) -> Seller {
    let (name, registration, vat_number, address, phone, iban, bic, account, scheme) = match country {
        Country::Dk => (
            "Tillhold Danmark ApS",
            "13748136",
            "DK13748136",
            address("Litauen Alle 1", "2630", "Taastrup"),
            "+45 70 00 00 00",
            "DK5000400440116243",
            "NDEADKKK",
            Some("00400440116243"),
            "0184",
        ),
        Country::No => (
            "Tillhold Norge AS",
            "123456785",
            "NO123456785MVA",
            address("Karl Johans gate 1", "0154", "Oslo"),
            "+47 22 00 00 00",
            "NO9386011117947",
            "DNBANOKK",
            Some("86011117947"),
            "0192",
        ),
        Country::Nl => (
            "Tillhold Nederland B.V.",
            "34283840",
            "NL123456782B01",
            address("Keizersgracht 1", "1015 CC", "Amsterdam"),
            "+31 20 000 00 00",
            "NL91ABNA0417164300",
            "ABNANL2A",
            None,
            "0106",
        ),
    };
    Seller {
        name: name.to_owned(),
        country,
        registration: registration.to_owned(),
        vat_number: vat_number.to_owned(),
        address,
        email: "faktura@tillhold.example".to_owned(),
        phone: phone.to_owned(),
        iban: iban.to_owned(),
        bic: bic.to_owned(),
        account: account.map(str::to_owned),
        endpoint: Endpoint { scheme: scheme.to_owned(), id: registration.to_owned() },
        fik_creditor: None,
    }
}

fn buyer(country: Country) -> Buyer {
    let (name, registration, address) = match country {
        Country::Dk => ("Café Nørreport ApS", "25313763", address("Nørregade 12, st. tv.", "1165", "København K")),
        Country::No => ("Blåbær Kafé AS", "987654325", address("Storgata 8", "9008", "Tromsø")),
        Country::Nl => ("Bakkerij De Zoete IJssel", "27124700", address("Oude Gracht 45", "3511 AB", "Utrecht")),
    };
    Buyer {
        number: "K-10042".to_owned(),
        name: name.to_owned(),
        country,
        registration: Some(registration.to_owned()),
        address,
        endpoint: None,
        reference: Some("Butik 3 / Mette".to_owned()),
    }
}

/// An invoice of a country with so many lines.
pub fn invoice(country: Country, language: Language, lines: i64) -> Document {
    let (currency, rate, payment) = match country {
        Country::Dk => {
            let fik = PaymentReference::Fik { id: "026840149965328".to_owned(), creditor: "89123456".to_owned() };
            (Currency::Dkk, Percent(2500), fik)
        }
        Country::No => (Currency::Nok, Percent(2500), PaymentReference::Kid("00004202600012".to_owned())),
        Country::Nl => (Currency::Eur, Percent(2100), PaymentReference::Rf("RF18539007547034".to_owned())),
    };
    let lines: Vec<DocumentLine> = (1..=lines).map(|number| line(number, currency, rate)).collect();
    let net = Money::sum(currency, lines.iter().map(|line| line.net)).unwrap();
    let vat = net.share(rate.0, 10_000).unwrap();
    Document {
        kind: DocumentKind::Invoice,
        number: "2026-000123".to_owned(),
        issued: day("2026-01-01"),
        due: day("2026-01-15"),
        currency,
        language,
        seller: seller(country),
        buyer: buyer(country),
        agreement: "OB-2025-0417".to_owned(),
        terms: "dk-loomis@2020-01-01".to_owned(),
        payment: Some(payment),
        corrects: None,
        lines,
        vat: vec![VatGroup { category: VatCategory::Standard, rate, base: net, vat }],
        net,
        vat_total: vat,
        gross: net.plus(vat).unwrap(),
    }
}

/// A Danish credit note over one line.
pub fn credit_note() -> Document {
    let mut document = invoice(Country::Dk, Language::Da, 1);
    let money = |minor| Money::new(minor, Currency::Dkk);
    let line = &mut document.lines[0];
    let inputs = Inputs::Credit {
        invoice: "2026-000123".to_owned(),
        line: 4,
        remaining: money(409_000),
        credited: money(409_000),
    };
    line.code = ChargeCode::NonretSwap;
    line.period = None;
    (line.by_month, line.quantity) = (false, 1);
    (line.unit_price, line.net) = (money(409_000), money(409_000));
    line.rule = "R085".to_owned();
    line.clause = "Bilag § 3".to_owned();
    line.why = Explanation::new(&["R085"], inputs).unwrap();
    document.kind = DocumentKind::CreditNote;
    document.number = "2026-900007".to_owned();
    document.issued = day("2026-01-20");
    document.due = document.issued;
    document.payment = None;
    document.corrects = Some(Correction {
        number: "2026-000123".to_owned(),
        issued: day("2026-01-01"),
        reason: "Terminalen er scannet ind den 19. januar 2026, inden for 30 dage efter fakturaen.".to_owned(),
    });
    let (net, vat) = (money(409_000), money(102_250));
    document.vat[0].base = net;
    document.vat[0].vat = vat;
    (document.net, document.vat_total, document.gross) = (net, vat, net.plus(vat).unwrap());
    document
}
