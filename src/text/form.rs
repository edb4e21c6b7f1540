//! The form of amounts, dates and rates in each language.

use chrono::Datelike;
use entity::types::{Currency, Date, Language, Money, Percent, Period};

use super::{Arg, Texts};

/// Between the figures of an amount, and between an amount and its currency: a space at which no line breaks.
const SPACE: char = '\u{a0}';

/// The minus sign, as wide as a figure; a hyphen is too short and too low.
const MINUS: char = '\u{2212}';

impl Texts {
    /// An amount with its currency: `1.245,00 kr.` in Danish, `1 245,00 kr` in Norwegian, `€ 1.245,00` in Dutch and
    /// `DKK 1,245.00` in English. A foreign currency goes by its code: `1.245,00 EUR`.
    ///
    /// The spaces are no-break spaces and a negative amount has a true minus sign.
    #[must_use]
    pub fn money(&self, language: Language, money: Money) -> String {
        let amount = self.amount(language, money);
        let currency = money.currency();
        match (language, currency) {
            (Language::Da, Currency::Dkk) => format!("{amount}{SPACE}kr."),
            (Language::Nb, Currency::Nok) => format!("{amount}{SPACE}kr"),
            (Language::Nl, Currency::Eur) => format!("€{SPACE}{amount}"),
            (Language::Da | Language::Nb, _) => format!("{amount}{SPACE}{currency}"),
            (Language::En | Language::Nl, _) => format!("{currency}{SPACE}{amount}"),
        }
    }

    /// An amount without its currency, for a column whose heading names it: `1.245,00`.
    #[must_use]
    pub fn amount(&self, language: Language, money: Money) -> String {
        let (thousands, decimal) = marks(language);
        let minor = money.minor().unsigned_abs();
        let sign = if money.minor() < 0 { MINUS.to_string() } else { String::new() };
        format!("{sign}{}{decimal}{:02}", grouped(minor / 100, thousands), minor % 100)
    }

    /// A day: `14. april 2026`.
    #[must_use]
    pub fn date(&self, language: Language, date: Date) -> String {
        let (day, month, year) = (date.day().to_string(), self.month(language, date), date.year().to_string());
        let args = [("day", Arg::Text(&day)), ("month", Arg::Text(&month)), ("year", Arg::Text(&year))];
        self.say(language, "date", &args)
    }

    /// A day with its weekday: `tirsdag den 14. april 2026`.
    #[must_use]
    pub fn day_in_words(&self, language: Language, date: Date) -> String {
        let weekday = self.say(language, &format!("weekday-{}", date.weekday().number_from_monday()), &[]);
        self.say(language, "day-in-words", &[("weekday", Arg::Text(&weekday)), ("date", Arg::Date(date))])
    }

    /// From a day to a day, saying month and year no oftener than needed: `1. januar – 31. marts 2026`.
    #[must_use]
    pub fn period(&self, language: Language, period: Period) -> String {
        let Period { from, to } = period;
        if from == to {
            return self.date(language, from);
        }
        if from.year() != to.year() {
            return self.say(language, "period-across-years", &[("from", Arg::Date(from)), ("to", Arg::Date(to))]);
        }
        let (first, last, year) = (from.day().to_string(), to.day().to_string(), to.year().to_string());
        let (from_month, month) = (self.month(language, from), self.month(language, to));
        let args = [
            ("from", Arg::Text(&first)),
            ("to", Arg::Text(&last)),
            ("from-month", Arg::Text(&from_month)),
            ("month", Arg::Text(&month)),
            ("year", Arg::Text(&year)),
        ];
        let key = if from.month() == to.month() { "period-in-month" } else { "period-in-year" };
        self.say(language, key, &args)
    }

    /// A percentage: `25 %`, `8,05 %`; in English and Dutch `25%`.
    #[must_use]
    pub fn percent(&self, language: Language, percent: Percent) -> String {
        let (_, decimal) = marks(language);
        let digits = percent.to_string().replace('-', &MINUS.to_string()).replace('.', &decimal.to_string());
        match language {
            Language::Da | Language::Nb => format!("{digits}{SPACE}%"),
            Language::En | Language::Nl => format!("{digits}%"),
        }
    }

    /// The size of a file: `1,4 MB`, `38 kB`, `512 byte`.
    #[must_use]
    pub fn size(&self, language: Language, bytes: i64) -> String {
        let (thousands, decimal) = marks(language);
        let bytes = bytes.unsigned_abs();
        // From where on a thousand of a unit would be written.
        match bytes {
            0..1_000 => self.say(language, "size-bytes", &[("size", Arg::Text(&bytes.to_string()))]),
            1_000..999_500 => format!("{}{SPACE}kB", (bytes + 500) / 1_000),
            _ => {
                let tenths = (bytes + 50_000) / 100_000;
                format!("{}{decimal}{}{SPACE}MB", grouped(tenths / 10, thousands), tenths % 10)
            }
        }
    }

    fn month(&self, language: Language, date: Date) -> String {
        self.say(language, &format!("month-{}", date.month()), &[])
    }
}

/// What parts thousands, and what stands before the decimals.
const fn marks(language: Language) -> (char, char) {
    match language {
        Language::Da | Language::Nl => ('.', ','),
        Language::Nb => (SPACE, ','),
        Language::En => (',', '.'),
    }
}

fn grouped(whole: u64, mark: char) -> String {
    let digits = whole.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}
