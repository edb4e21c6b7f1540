//! The form of texts and numbers that files bring in. Messages never repeat a number: it may be personal.

use entity::types::{Country, Date};

use crate::domain::numbers::{Cvr, Gln, Kvk, Orgnr};

/// The longest text that is taken, in characters.
const LONGEST: usize = 200;

/// The longest reference, key, number or serial.
const LONGEST_KEY: usize = 60;

/// A value in its stored form, or why it is refused.
pub(in crate::service) type Checked<T> = Result<T, String>;

/// Nothing of what we handle is older, and a date before it is a slip.
pub(in crate::service) const FIRST_YEAR: i32 = 2000;

/// Whether a text can stand in the database and on a document.
pub(in crate::service) fn text(value: &str) -> Checked<()> {
    if let Some(odd) = value.chars().find(|c| is_unprintable(*c)) {
        return Err(format!("holds the character U+{:04X}, which cannot be printed: take it out", u32::from(odd)));
    }
    let length = value.chars().count();
    if length > LONGEST {
        return Err(format!("has {length} characters: write at most {LONGEST}"));
    }
    Ok(())
}

/// A text that others refer to: shorter than others.
pub(in crate::service) fn key_text(value: &str) -> Checked<()> {
    text(value)?;
    let length = value.chars().count();
    if length > LONGEST_KEY {
        return Err(format!("has {length} characters: write at most {LONGEST_KEY}"));
    }
    Ok(())
}

/// Controls, line separators, marks that turn the direction of writing, and the sign of a spoilt encoding.
pub(in crate::service) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
}

/// A short name that files use.
pub(in crate::service) fn key(value: &str) -> Checked<()> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    // A company's key names a folder: it must not be `..`.
    let begins = value.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    if value.len() <= LONGEST_KEY && begins && value.chars().all(plain) {
        Ok(())
    } else {
        Err(format!("write at most {LONGEST_KEY} of a to z, 0 to 9, - _ and ., with a letter or digit first"))
    }
}

/// An e-mail address, as far as its shape tells.
pub(in crate::service) fn email(value: &str) -> Checked<()> {
    text(value)?;
    let shaped = value.split_once('@').is_some_and(|(local, host)| {
        let labels = host.split('.').all(|l| !l.is_empty() && !l.starts_with('-') && !l.ends_with('-'));
        let hostly = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
        let locally = |c: char| !c.is_whitespace() && !matches!(c, '@' | ',' | ';' | '<' | '>' | '"' | '(' | ')');
        let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
        !local.is_empty()
            && dots
            && local.chars().all(locally)
            && host.contains('.')
            && labels
            && host.chars().all(hostly)
    });
    if shaped { Ok(()) } else { Err("this is no e-mail address: write one, as post@example.com".to_owned()) }
}

/// A telephone number: digits and what people put between them.
pub(in crate::service) fn phone(value: &str) -> Checked<()> {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let rest = value.strip_prefix('+').unwrap_or(value);
    let plain = rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.'));
    if plain && (4..=15).contains(&digits) && value.len() <= 30 {
        Ok(())
    } else {
        Err("this is no telephone number: write 4 to 15 digits, with the country's code first, as +45 00 12 34 56"
            .to_owned())
    }
}

/// A company number of somebody else: bare digits, and whether only the Danish check digit does not fit.
pub(in crate::service) fn registration(country: Country, value: &str) -> Checked<(String, bool)> {
    let found = match country {
        Country::Dk => Cvr::parse(value).map(|n| (n.as_str().to_owned(), !n.is_mod11())),
        Country::No => Orgnr::parse(value).map(|n| (n.as_str().to_owned(), false)),
        Country::Nl => Kvk::parse(value).map(|n| (n.as_str().to_owned(), false)),
    };
    found.map_err(|e| e.to_string())
}

/// The identifier of an electronic address, bare. `Err` names which of the two is wrong.
pub(in crate::service) fn endpoint(scheme: &str, id: &str) -> Result<String, EndpointFault> {
    let found = match scheme {
        "0088" => Gln::parse(id).map(|n| n.as_str().to_owned()),
        "0184" => Cvr::parse(id).map(|n| n.as_str().to_owned()),
        "0192" => Orgnr::parse(id).map(|n| n.as_str().to_owned()),
        "0106" => Kvk::parse(id).map(|n| n.as_str().to_owned()),
        _ => {
            let what = "is no scheme that we send to: write 0088 (GLN), 0184 (CVR), 0192 (orgnr) or 0106 (KvK)";
            return Err(EndpointFault::Scheme(what.to_owned()));
        }
    };
    found.map_err(|e| EndpointFault::Id(e.to_string()))
}

/// Which half of an electronic address is wrong.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::service) enum EndpointFault {
    /// The scheme.
    Scheme(String),
    /// The identifier.
    Id(String),
}

/// A date as files write it, `2026-01-31`, and not a slip of a century.
pub(in crate::service) fn date(value: &str) -> Checked<Date> {
    let digits = |from: usize, to: usize| value.as_bytes()[from..to].iter().all(u8::is_ascii_digit);
    let bytes = value.as_bytes();
    let shaped =
        bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-' && digits(0, 4) && digits(5, 7) && digits(8, 10);
    let shown: String = value.chars().take(20).collect();
    if !shaped {
        return Err(format!("\"{shown}\" is no date: write year, month and day, as 2026-01-31"));
    }
    let day: Date =
        value.parse().map_err(|_| format!("{shown} does not exist: write a day of the calendar, as 2026-01-31"))?;
    in_our_time(day)?;
    Ok(day)
}

/// Whether a date lies in the years that can be meant.
pub(in crate::service) fn in_our_time(day: Date) -> Checked<()> {
    use chrono::Datelike;
    match day.year() {
        ..FIRST_YEAR => Err(format!("{day} lies before {FIRST_YEAR}: correct the year")),
        2200.. => Err(format!("{day} lies after 2199: correct the year")),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_cannot_be_printed_are_refused() {
        assert_eq!(text("Café Æblegård & \"Søn\" ApS"), Ok(()));
        for odd in ["a\u{1}b", "a\nb", "a\u{85}b", "a\u{2028}b", "a\u{202e}b", "a\u{fffd}b"] {
            assert!(text(odd).unwrap_err().contains("U+"), "{odd:?}");
        }
        assert!(text(&"å".repeat(200)).is_ok());
        assert!(text(&"å".repeat(201)).unwrap_err().contains("201 characters"));
        assert!(key_text(&"a".repeat(61)).is_err());
    }

    #[test]
    fn addresses_have_a_shape() {
        for good in ["post@example.com", "a.b+c@mail.example.dk", "æble@blåbær.example"] {
            assert_eq!(email(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "post",
            "post@",
            "@example.com",
            "a b@example.com",
            "a@b@example.com",
            "a@example",
            "a@.com",
            "a@b..c",
            ".a@b.c",
            "a..b@c.d",
            "a@-b.c",
            "a@b.c,d@e.f",
        ] {
            assert!(email(bad).is_err(), "{bad}");
        }
        for good in ["+45 00 12 34 56", "0012 3456", "(0)12-3456"] {
            assert_eq!(phone(good), Ok(()), "{good}");
        }
        for bad in ["", "123", "+45 00 12 34 56 ext 7", "1234567890123456", "45+0012"] {
            assert!(phone(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn endpoints_follow_their_scheme() {
        assert_eq!(endpoint("0088", "57 98009 81157 8").unwrap(), "5798009811578");
        assert_eq!(endpoint("0184", "DK13748136").unwrap(), "13748136");
        assert!(matches!(endpoint("0088", "5798009811579"), Err(EndpointFault::Id(_))));
        assert!(matches!(endpoint("0192", "123456784"), Err(EndpointFault::Id(_))));
        assert!(matches!(endpoint("GLN", "5798009811578"), Err(EndpointFault::Scheme(_))));
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert!(date("2024-02-29").is_ok());
        for bad in [
            "",
            "2026-02-30",
            "2026-2-3",
            "30-01-2026",
            "2026/01/30",
            "+026-01-30",
            "20260130",
            "1999-12-31",
            "2200-01-01",
            "2026-01-3é",
        ] {
            assert!(date(bad).is_err(), "{bad}");
        }
        assert!(date("2026-02-30").unwrap_err().contains("does not exist"));
    }
}
