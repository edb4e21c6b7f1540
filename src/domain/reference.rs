//! What the payer quotes, made from a document's place in its series.

use entity::types::Country;

use super::numbers::{FikId, Kid, KidCheck, NumberError, RfReference};

/// The payment reference of the document at a place in its series: FIK +71 (DK), KID with mod 10 (NO), RF (NL).
///
/// A company has one series of invoices, so that the place alone identifies the document.
///
/// # Errors
/// A place that has more digits than the reference can hold.
pub fn payment_reference(country: Country, sequence: i64) -> Result<String, NumberError> {
    let place = u64::try_from(sequence).unwrap_or(0);
    match country {
        Country::Dk => FikId::build(place).map(|id| id.as_str().to_owned()),
        Country::No => Kid::build(&format!("{place:011}"), KidCheck::Mod10).map(|kid| kid.as_str().to_owned()),
        Country::Nl => RfReference::build(&format!("{place:010}")).map(|rf| rf.as_str().to_owned()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn references_bear_check_digits() {
        // giro-kort.dk: number 1 gives ...18.
        assert_eq!(payment_reference(Country::Dk, 1).unwrap(), "000000000000018");
        // Luhn of 00000001234: 1234 gives 4.
        assert_eq!(payment_reference(Country::No, 1234).unwrap(), "000000012344");
        assert!(payment_reference(Country::Nl, 1).unwrap().starts_with("RF"));
        assert!(payment_reference(Country::Dk, 100_000_000_000_000).is_err());
    }
}
