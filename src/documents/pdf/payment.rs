//! How a document is paid, and the customary grouping of long numbers.

use entity::types::{Country, Language};
use serde::Serialize;

use crate::domain::invoice::{Document, PaymentReference, Seller};
use crate::text::Texts;

/// A way to pay, or a part of it: a label and what to write.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Way {
    /// What it is.
    pub label: String,
    /// What to write.
    pub value: String,
    /// In a type with letters of one width, to be copied sign by sign.
    pub mono: bool,
}

/// What a payer fills in, the shortest way first.
#[must_use]
pub fn ways(document: &Document, texts: &Texts) -> Vec<Way> {
    let language = document.language;
    let seller = &document.seller;
    let account = account(seller, texts, language);
    let mut ways = Vec::with_capacity(4);
    // Without a payment number there is still the account, and the document's number to quote.
    let quoted = document.payment.as_ref().map(|payment| Way {
        label: texts.say(language, line_key(payment), &[]),
        value: line(payment),
        mono: true,
    });
    match &document.payment {
        Some(PaymentReference::Kid(_)) => ways.extend(account.into_iter().chain(quoted)),
        _ => ways.extend(quoted.into_iter().chain(account)),
    }
    ways.extend(international(seller, texts, language));
    ways
}

/// The seller's account alone, at home and from abroad.
#[must_use]
pub fn accounts(seller: &Seller, texts: &Texts, language: Language) -> Vec<Way> {
    account(seller, texts, language).into_iter().chain(international(seller, texts, language)).collect()
}

/// What the payer copies sign by sign: `+71<…+…<`, the KID, the RF reference in groups.
#[must_use]
pub fn line(payment: &PaymentReference) -> String {
    match payment {
        PaymentReference::Fik { id, creditor } => format!("+71<{id}+{creditor}<"),
        PaymentReference::Kid(kid) => kid.clone(),
        PaymentReference::Rf(reference) => in_fours(reference),
    }
}

/// The text that says what [`line`] is.
#[must_use]
pub const fn line_key(payment: &PaymentReference) -> &'static str {
    match payment {
        PaymentReference::Fik { .. } => "pay-fik",
        PaymentReference::Kid(_) => "pay-kid",
        PaymentReference::Rf(_) => "pay-rf",
    }
}

fn international(seller: &Seller, texts: &Texts, language: Language) -> [Way; 2] {
    let way = |key: &str, value: String| Way { label: texts.say(language, key, &[]), value, mono: false };
    [way("pay-iban", in_fours(&seller.iban)), way("pay-bic", seller.bic.clone())]
}

/// The text about what to quote.
#[must_use]
pub const fn note_key(payment: Option<&PaymentReference>) -> &'static str {
    match payment {
        None | Some(PaymentReference::Fik { .. }) => "pay-quote-number",
        Some(PaymentReference::Kid(_)) => "pay-quote-kid",
        Some(PaymentReference::Rf(_)) => "pay-quote-reference",
    }
}

fn account(seller: &Seller, texts: &Texts, language: Language) -> Option<Way> {
    let account = seller.account.as_deref()?;
    let (key, value) = match seller.country {
        Country::Dk => ("pay-account-registration", split(account, &[4], " ")),
        Country::No => ("pay-account", split(account, &[4, 6], ".")),
        Country::Nl => ("pay-account", account.to_owned()),
    };
    Some(Way { label: texts.say(language, key, &[]), value, mono: false })
}

/// A registration number in its customary groups: CVR `12 34 56 78`, organisasjonsnummer `123 456 785`.
#[must_use]
pub fn registration(country: Country, number: &str) -> String {
    match country {
        Country::Dk => split(number, &[2, 4, 6], "\u{a0}"),
        Country::No => split(number, &[3, 6], "\u{a0}"),
        Country::Nl => number.to_owned(),
    }
}

/// `DK50 0040 0440 1162 43`: the printed form of IBAN and RF.
#[must_use]
pub fn in_fours(text: &str) -> String {
    let signs: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    signs.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("\u{a0}")
}

/// With `mark` after so many signs.
fn split(text: &str, after: &[usize], mark: &str) -> String {
    let mut made = String::with_capacity(text.len() + after.len());
    for (at, sign) in text.chars().enumerate() {
        if after.contains(&at) {
            made.push_str(mark);
        }
        made.push(sign);
    }
    made
}
