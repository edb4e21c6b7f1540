//! The parameters of terms in words.

use entity::types::{ChargeCode, Date, Language, Percent};

use super::{Arg, Texts};

impl Texts {
    /// A parameter of terms by its key, as `lease.term_months` or `charges.RENT.vat`: what it is, and what it says with its unit. A
    /// key that we have no words for has none, and its value stays as it is.
    #[must_use]
    pub fn parameter(&self, language: Language, key: &str, value: &str) -> (Option<String>, String) {
        if let Some((code, field)) = key.strip_prefix("charges.").and_then(|rest| rest.rsplit_once('.')) {
            return self.parameter_of_charge(language, code, field, value);
        }
        let name = self.try_say(language, &format!("terms-{}", key.replace(['.', '_'], "-")), &[]);
        let said = name.as_ref().and_then(|_| self.parameter_value(language, key, value));
        (name, said.unwrap_or_else(|| value.to_owned()))
    }

    fn parameter_of_charge(
        &self,
        language: Language,
        code: &str,
        field: &str,
        value: &str,
    ) -> (Option<String>, String) {
        let what = self.try_say(language, &format!("terms-charge-{field}"), &[]);
        let name = code.parse().ok().zip(what).map(|(code, what): (ChargeCode, String)| {
            let charge = self.charge_name(language, code);
            self.say(language, "terms-charge", &[("charge", Arg::Text(&charge)), ("what", Arg::Text(&what))])
        });
        let said = match field {
            "vat" => self.try_say(language, &format!("terms-vat-{value}"), &[]),
            _ => None,
        };
        (name, said.unwrap_or_else(|| value.to_owned()))
    }

    /// A value with its unit, where it has one.
    fn parameter_value(&self, language: Language, key: &str, value: &str) -> Option<String> {
        let counted = |unit: &str| Some(self.say(language, unit, &[("count", Arg::Count(value.parse().ok()?))]));
        match key {
            "valid_from" => Some(self.date(language, value.parse::<Date>().ok()?)),
            "country" => self.try_say(language, &format!("country-{value}"), &[]),
            "vat_standard" | "billing.anomaly_percent" => Some(self.percent(language, value.parse::<Percent>().ok()?)),
            "billing.months" => counted("of-months"),
            key if key.ends_with("_months") => counted("of-months"),
            key if key.ends_with("_days") => counted("of-days"),
            _ => None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::terms::parameters;

    #[test]
    fn every_parameter_of_our_terms_is_said_in_every_language() {
        let texts = Texts::load().unwrap();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/terms");
        let mut seen = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let body = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for (key, value) in parameters(&body).unwrap() {
                for language in Language::ALL {
                    let (name, said) = texts.parameter(*language, &key, &value);
                    let name = name.unwrap_or_default();
                    let fits = !name.is_empty() && !name.contains("terms-") && !said.contains("terms-");
                    assert!(fits, "{language}: {key}: {name}: {said}");
                }
                seen += 1;
            }
        }
        assert!(seen > 100, "{seen}");
    }

    #[test]
    fn a_parameter_has_its_unit_and_an_unknown_one_its_key() {
        let texts = Texts::load().unwrap();
        let said = |key: &str, value: &str| {
            let (name, said) = texts.parameter(Language::Da, key, value);
            (name.unwrap_or_default(), said.replace('\u{a0}', " "))
        };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(said("lease.term_months", "24"), pair("Lejeperiode", "24 måneder"));
        assert_eq!(said("lease.notice_months", "1"), pair("Opsigelsesvarsel", "1 måned"));
        assert_eq!(said("lease.payment_days", "14"), pair("Betalingsfrist", "14 dage"));
        assert_eq!(said("vat_standard", "25"), pair("Momssats", "25 %"));
        assert_eq!(said("valid_from", "2020-01-01"), pair("Gælder fra", "1. januar 2020"));
        assert_eq!(said("charges.RENT.vat", "S"), pair("Leje: moms", "Almindelig moms"));
        assert_eq!(said("charges.RENT.clause", "§ 5"), pair("Leje: bestemmelse", "§ 5"));
        assert_eq!(said("lease.colour", "red"), pair("", "red"));
        assert_eq!(said("charges.RENT.colour", "red"), pair("", "red"));
        assert_eq!(said("charges.NOPE.vat", "S").0, "");
    }
}
