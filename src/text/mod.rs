//! Words, money and dates in a reader's language. Every word that a person reads stands in `locales/`.

mod event;
mod form;
mod reason;
mod terms;
mod voice;
mod why;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use entity::types::{
    AgreementState, ChargeCode, ChargeState, Date, DocumentKind, Language, Money, Percent, Period, RunState,
};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::invoice::DocumentLine;

pub use reason::english;
pub use voice::Voice;
pub(crate) use why::ended;

/// The files of one language, each with its name.
type Sources = &'static [(&'static str, &'static str)];

/// Embeds files of `locales/` for every language. A new file is one more word here.
macro_rules! locale_files {
    ($($file:literal),+ $(,)?) => {
        /// The files that a language's texts are read from.
        const fn sources(language: Language) -> Sources {
            match language {
                Language::Da => &[$(($file, include_str!(concat!("../../locales/da/", $file)))),+],
                Language::En => &[$(($file, include_str!(concat!("../../locales/en/", $file)))),+],
                Language::Nb => &[$(($file, include_str!(concat!("../../locales/nb/", $file)))),+],
                Language::Nl => &[$(($file, include_str!(concat!("../../locales/nl/", $file)))),+],
            }
        }
    };
}

locale_files!(
    "case.ftl",
    "desk.ftl",
    "device_office.ftl",
    "device_papers.ftl",
    "device_portal.ftl",
    "dispute.ftl",
    "document.ftl",
    "form.ftl",
    "journal.ftl",
    "mail.ftl",
    "names.ftl",
    "office.ftl",
    "office_pages.ftl",
    "portal.ftl",
    "reason.ftl",
    "stock.ftl",
    "terminal.ftl",
    "timeline.ftl",
    "web.ftl",
    "why.ftl",
);

/// Every text of every language. Made once; shared by all threads.
pub struct Texts {
    /// In the order of [`Language::ALL`].
    bundles: Vec<Bundle>,
}

/// The texts of a language.
struct Bundle {
    texts: FluentBundle<FluentResource>,
    /// Those into which nothing is put, as they are: most of what a page says.
    plain: HashMap<Box<str>, Box<str>>,
}

/// Why the texts cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// A file is not written in Fluent's grammar.
    #[error("locales/{language}/{file} cannot be read: {reason}")]
    Grammar {
        /// The language.
        language: Language,
        /// The file.
        file: &'static str,
        /// What is wrong and where.
        reason: String,
    },
    /// A text is given twice in one language.
    #[error("locales/{language}/{file} gives a text that is there already: {reason}")]
    Twice {
        /// The language.
        language: Language,
        /// The second file.
        file: &'static str,
        /// Which text.
        reason: String,
    },
    /// A language's name is not one that Fluent knows.
    #[error("\"{0}\" is not the name of a language")]
    Language(Language),
}

/// What is put into a text. Amounts, dates and rates take the form of the reader's language.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    /// Text as it is: never read as markup.
    Text(&'a str),
    /// How many; decides between one and several.
    Count(i64),
    /// An amount with its currency.
    Money(Money),
    /// A day.
    Date(Date),
    /// From a day to a day.
    Period(Period),
    /// A percentage.
    Percent(Percent),
}

impl Texts {
    /// Reads the texts of all languages.
    ///
    /// # Errors
    /// A file that is not Fluent, or a text that is given twice.
    pub fn load() -> Result<Self, TextError> {
        let bundles = Language::ALL.iter().map(|language| bundle(*language)).collect::<Result<_, _>>()?;
        Ok(Self { bundles })
    }

    /// The text `key` in a language, with what is put into it. A missing text is said in English, and failing that the
    /// key stands for it, so that a gap is seen and nothing breaks.
    #[must_use]
    pub fn say(&self, language: Language, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.try_say(language, key, args).unwrap_or_else(|| key.to_owned())
    }

    /// As [`Texts::say`], but `None` if no language has the text.
    #[must_use]
    pub fn try_say(&self, language: Language, key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        self.say_in(language, key, args).or_else(|| self.say_in(Language::En, key, args))
    }

    /// What is charged, in a few words.
    #[must_use]
    pub fn charge_name(&self, language: Language, code: ChargeCode) -> String {
        self.say(language, &format!("charge-{code}"), &[])
    }

    /// What a document is: invoice, credit note, reminder.
    #[must_use]
    pub fn document_name(&self, language: Language, kind: DocumentKind) -> String {
        self.say(language, &format!("document-{kind}"), &[])
    }

    /// Where an agreement stands.
    #[must_use]
    pub fn agreement_state(&self, language: Language, state: AgreementState) -> String {
        self.say(language, &format!("agreement-{state}"), &[])
    }

    /// Where a charge stands.
    #[must_use]
    pub fn charge_state(&self, language: Language, state: ChargeState) -> String {
        self.say(language, &format!("charge-state-{state}"), &[])
    }

    /// Where a billing run stands.
    #[must_use]
    pub fn run_state(&self, language: Language, state: RunState) -> String {
        self.say(language, &format!("run-{state}"), &[])
    }

    /// What a line is, in a few words: `Leje, PAX A920 (SN 1234)`, or `Leje` where there is no device.
    #[must_use]
    pub fn line_title(&self, language: Language, line: &DocumentLine) -> String {
        let what = self.charge_name(language, line.code);
        let Some(device) = &line.device else { return what };
        let args =
            [("what", Arg::Text(&what)), ("model", Arg::Text(&device.model)), ("serial", Arg::Text(&device.serial))];
        self.say(language, "line-with-device", &args)
    }

    fn say_in(&self, language: Language, key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        let bundle = self.bundles.get(language as usize)?;
        if let Some(text) = bundle.plain.get(key) {
            return Some(text.to_string());
        }
        let bundle = &bundle.texts;
        let pattern = bundle.get_message(key)?.value()?;
        let mut given = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            given.set((*name).to_owned(), self.value(language, *arg));
        }
        Some(bundle.format_pattern(pattern, Some(&given), &mut Vec::new()).into_owned())
    }

    fn value<'a>(&self, language: Language, arg: Arg<'a>) -> FluentValue<'a> {
        match arg {
            Arg::Text(text) => text.into(),
            Arg::Count(count) => count.into(),
            Arg::Money(money) => self.money(language, money).into(),
            Arg::Date(date) => self.date(language, date).into(),
            Arg::Period(period) => self.period(language, period).into(),
            Arg::Percent(percent) => self.percent(language, percent).into(),
        }
    }
}

fn bundle(language: Language) -> Result<Bundle, TextError> {
    let id: LanguageIdentifier = language.as_str().parse().map_err(|_| TextError::Language(language))?;
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // The marks around what is put in would end up in files, mails and PDFs; all four languages read from left to right.
    bundle.set_use_isolating(false);
    for &(file, source) in sources(language) {
        let resource = FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| TextError::Grammar {
            language,
            file,
            reason: listed(&errors),
        })?;
        bundle.add_resource(resource).map_err(|errors| TextError::Twice { language, file, reason: listed(&errors) })?;
    }
    let keys = sources(language).iter().flat_map(|(_, source)| source.lines()).filter_map(|line| line.split_once(" ="));
    let plain = keys.filter_map(|(key, _)| {
        let mut missing = Vec::new();
        let text = bundle.format_pattern(bundle.get_message(key)?.value()?, None, &mut missing).into_owned();
        missing.is_empty().then(|| (key.into(), text.into()))
    });
    Ok(Bundle { plain: plain.collect(), texts: bundle })
}

fn listed<E: std::fmt::Display>(errors: &[E]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
