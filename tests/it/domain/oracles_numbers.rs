//! Every number in the oracles is judged as its file says.

use tillhold::domain::numbers::*;

use crate::support::oracles::{truth, vectors};

/// Judges the rows of a file by a predicate.
fn judge(test: &str, file: &str, columns: [&str; 2], accepts: impl Fn(&str) -> bool) {
    let Some(rows) = vectors(test, file, columns) else { return };
    for [number, valid] in rows {
        assert_eq!(accepts(&number), truth(&valid), "{file}: {number}");
    }
}

#[test]
fn cvr() {
    let Some(rows) = vectors("cvr", "dk_cvr.csv", ["cvr", "valid", "origin"]) else { return };
    for [number, valid, _] in rows {
        assert_eq!(Cvr::parse_own(&number).is_ok(), truth(&valid), "{number}");
        // From outside the same number passes unless it begins with 0, and says itself whether its check digit fits.
        match Cvr::parse(&number) {
            Ok(read) => assert_eq!(read.is_mod11(), truth(&valid), "{number}"),
            Err(error) => assert!(number.starts_with('0') && error == NumberError::Form(Scheme::Cvr), "{number}"),
        }
        if truth(&valid) {
            assert_eq!(Cvr::build(number[..7].parse().unwrap()).unwrap().as_str(), number);
        }
    }
}

#[test]
fn orgnr() {
    let Some(rows) = vectors("orgnr", "no_orgnr.csv", ["orgnr", "valid", "origin"]) else { return };
    for [number, valid, _] in rows {
        assert_eq!(Orgnr::parse(&number).is_ok(), truth(&valid), "{number}");
        if truth(&valid) {
            assert_eq!(Orgnr::build(number[..8].parse().unwrap()).unwrap().as_str(), number);
            // All are valid in this file; every other check digit must be refused.
            let check: u32 = number[8..].parse().unwrap();
            for wrong in (0..10).filter(|digit| *digit != check) {
                assert!(Orgnr::parse(&format!("{}{wrong}", &number[..8])).is_err(), "{number} with {wrong}");
            }
        }
    }
}

#[test]
fn mva() {
    judge("mva", "no_mva.csv", ["text", "valid"], |text| MvaNumber::parse(text).is_ok());
}

#[test]
fn norwegian_account() {
    judge("norwegian_account", "no_kontonr.csv", ["kontonr", "valid"], |number| {
        NorwegianAccount::parse(number).is_ok()
    });
}

#[test]
fn btw() {
    judge("btw", "nl_btw.csv", ["btw", "valid"], |number| BtwId::parse(number).is_ok());
}

#[test]
fn gln() {
    judge("gln", "gln13.csv", ["gln", "valid"], |number| Gln::parse(number).is_ok());
}

#[test]
fn fik() {
    let Some(rows) = vectors("fik", "dk_fik_id.csv", ["card_type", "payment_id", "valid", "origin"]) else { return };
    for [card, id, valid, _] in rows {
        let card = match card.as_str() {
            "71" => FikCard::Card71,
            "75" => FikCard::Card75,
            other => panic!("card type {other}"),
        };
        assert_eq!(FikId::parse(card, &id).is_ok(), truth(&valid), "{card:?} {id}");
        let (payload, check) = id.split_at(card.id_len() - 1);
        if card == FikCard::Card71 {
            assert_eq!(FikId::build(payload.parse().unwrap()).unwrap().as_str(), id);
            assert_eq!(FikId::parse_bank_reference(&format!("71/0000{id}")).unwrap().as_str(), id);
        }
        // All are valid in this file; every other check digit must be refused.
        for wrong in (0..10).filter(|digit| check != digit.to_string()) {
            assert!(FikId::parse(card, &format!("{payload}{wrong}")).is_err(), "{id} with {wrong}");
        }
    }
}

#[test]
fn kid() {
    let Some(rows) = vectors("kid", "no_kid.csv", ["base", "mod10_check", "mod11_check"]) else { return };
    for [base, mod10, mod11] in rows {
        for (check, character) in [(KidCheck::Mod10, mod10), (KidCheck::Mod11, mod11)] {
            let kid = format!("{base}{character}");
            assert_eq!(Kid::build(&base, check).unwrap().as_str(), kid, "{check:?}");
            for other in "0123456789-".chars() {
                let text = format!("{base}{other}");
                assert_eq!(Kid::parse(&text, check).is_ok(), text == kid, "{check:?} {text}");
            }
        }
    }
}

#[test]
fn iban() {
    let Some(rows) = vectors("iban", "iban.csv", ["iban", "valid_mod97_and_length"]) else { return };
    for [number, valid] in rows {
        assert_eq!(Iban::parse(&number).is_ok(), truth(&valid), "{number}");
        let (country, check, account) = (&number[..2], &number[2..4], &number[4..]);
        assert_eq!(Iban::build(country, account).unwrap().as_str() == number, truth(&valid), "{number}");
        // All are valid in this file; every other pair of check digits must be refused.
        for wrong in (0..100).map(|digits| format!("{digits:02}")).filter(|digits| digits != check) {
            assert!(Iban::parse(&format!("{country}{wrong}{account}")).is_err(), "{number} with {wrong}");
        }
    }
}

#[test]
fn rf() {
    let Some(rows) = vectors("rf", "iso11649_rf.csv", ["rf", "valid"]) else { return };
    for [reference, valid] in rows {
        assert_eq!(RfReference::parse(&reference).is_ok(), truth(&valid), "{reference}");
        let rebuilt = RfReference::build(&reference[4..]).unwrap();
        assert_eq!(rebuilt.as_str() == reference, truth(&valid), "{reference}");
    }
}

#[test]
fn creditor_id() {
    let Some(rows) = vectors("creditor_id", "sepa_creditor_id.csv", ["creditor_id", "valid"]) else { return };
    for [id, valid] in rows {
        assert_eq!(CreditorId::parse(&id).is_ok(), truth(&valid), "{id}");
        if id.starts_with("NL") {
            let kvk = Kvk::parse(&id[7..15]).unwrap();
            assert_eq!(CreditorId::of_kvk(&kvk).as_str(), id);
        }
    }
}
