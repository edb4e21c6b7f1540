//! An explanation in words: the clause, what it was applied to, and the arithmetic.

use entity::types::{Date, Language, Money};

use super::{Arg, Texts};
use crate::domain::explain::{Explanation, Inputs, Step};

/// What the sentence on a first, partial quarter says by itself; these rules need no sentence of their own there.
const SAID_BY_A_STUB: [&str; 3] = ["R012", "A01", "A03"];

/// The rules on gateway licences: where one of them decides, it is the licence that began.
const OF_A_LICENCE: [&str; 3] = ["R019", "R029", "R062"];

impl Texts {
    /// Why a line is charged: what each rule says, with its number, then the dates and the arithmetic.
    #[must_use]
    pub fn why(&self, language: Language, why: &Explanation) -> String {
        self.explained(language, why, true)
    }

    /// The same without the numbers of the rules, as a merchant reads it.
    #[must_use]
    pub fn why_plain(&self, language: Language, why: &Explanation) -> String {
        self.explained(language, why, false)
    }

    fn explained(&self, language: Language, why: &Explanation, numbered: bool) -> String {
        let is_stub = matches!(why.inputs, Inputs::Stub { .. });
        let (within, alone): (Vec<&str>, Vec<&str>) =
            why.rules.iter().map(String::as_str).partition(|rule| is_stub && SAID_BY_A_STUB.contains(rule));
        let said = |rule: &&str| match numbered {
            true => Some(self.rule(language, rule)),
            false => self.rule_plain(language, rule),
        };
        let mut sentences: Vec<String> = alone.iter().filter_map(said).collect();
        sentences.push(ended(self.inputs(language, why, if numbered { &within } else { &[] })));
        sentences.join(" ")
    }

    /// What a rule says, with its number: `Leje betales kvartalsvis forud (R016).`
    #[must_use]
    pub fn rule(&self, language: Language, rule: &str) -> String {
        let number = ("rules", Arg::Text(rule));
        match self.try_say(language, &format!("rule-{rule}"), &[]) {
            Some(sentence) => self.say(language, "why-rule", &[("sentence", Arg::Text(&sentence)), number]),
            None => self.say(language, "why-rule-alone", &[number]),
        }
    }

    /// What a rule says, without its number. None: nobody put it into words.
    #[must_use]
    pub fn rule_plain(&self, language: Language, rule: &str) -> Option<String> {
        self.try_say(language, &format!("rule-{rule}"), &[]).map(ended)
    }

    fn inputs(&self, language: Language, why: &Explanation, within: &[&str]) -> String {
        match &why.inputs {
            Inputs::Quarter { period, .. } => {
                let steps = self.steps(language, &why.steps);
                self.say(language, "why-quarter", &[("period", Arg::Period(*period)), ("steps", Arg::Text(&steps))])
            }
            Inputs::Stub { period, .. } => {
                let steps = self.steps(language, &why.steps);
                let rules = if within.is_empty() { String::new() } else { format!(" ({})", within.join(", ")) };
                let of_a_licence = why.rules.first().is_some_and(|rule| OF_A_LICENCE.contains(&rule.as_str()));
                let args = [
                    ("subject", Arg::Text(if of_a_licence { "licence" } else { "agreement" })),
                    ("start", Arg::Date(period.from)),
                    ("rules", Arg::Text(&rules)),
                    ("steps", Arg::Text(&steps)),
                ];
                self.say(language, "why-stub", &args)
            }
            Inputs::Sum { on, parts } => {
                let steps = self.sum(language, parts, why);
                self.say(language, "why-sum", &[("on", Arg::Date(*on)), ("steps", Arg::Text(&steps))])
            }
            Inputs::Return { on, since, days, due, skipped, parts } => {
                let free = self.not_counted(language, skipped);
                let steps = self.sum(language, parts, why);
                let args = [
                    ("on", Arg::Date(*on)),
                    ("since", Arg::Date(*since)),
                    ("days", Arg::Count(*days)),
                    ("due", Arg::Date(*due)),
                    ("count", Arg::Count(i64::try_from(skipped.len()).unwrap_or(0))),
                    ("skipped", Arg::Text(&free)),
                    ("steps", Arg::Text(&steps)),
                ];
                self.say(language, "why-return", &args)
            }
            Inputs::Credit { invoice, line, remaining, credited } => {
                let left = remaining.minus(*credited).unwrap_or(*remaining);
                let args = [
                    ("credited", Arg::Money(*credited)),
                    ("line", Arg::Count(*line)),
                    ("invoice", Arg::Text(invoice)),
                    ("remaining", Arg::Money(*remaining)),
                    ("left", Arg::Money(left)),
                ];
                self.say(language, "why-credit", &args)
            }
        }
    }

    /// Days that a deadline does not count, each public holiday with its name.
    #[must_use]
    pub fn not_counted(&self, language: Language, days: &[(Date, Option<String>)]) -> String {
        let day = |(day, holiday): &(Date, Option<String>)| match holiday {
            Some(key) => format!("{} ({})", self.date(language, *day), self.say(language, key, &[])),
            None => self.date(language, *day),
        };
        days.iter().map(day).collect::<Vec<_>>().join(", ")
    }

    /// Amounts with what each is, and their sum.
    fn sum(&self, language: Language, parts: &[(String, Money)], why: &Explanation) -> String {
        let named: Vec<String> = parts
            .iter()
            .map(|(what, amount)| format!("{} {}", self.part(language, what), self.money(language, *amount)))
            .collect();
        let mut steps = named.join(" + ");
        if let (true, Some(total)) = (named.len() > 1, why.amount()) {
            steps = format!("{steps} = {}", self.money(language, total));
        }
        tied(&steps)
    }

    fn steps(&self, language: Language, steps: &[Step]) -> String {
        tied(&steps.iter().map(|step| self.step(language, step)).collect::<Vec<_>>().join("; "))
    }

    fn step(&self, language: Language, step: &Step) -> String {
        match step {
            Step::Times { of, by, makes } => {
                let args = [("of", Arg::Money(*of)), ("by", Arg::Count(*by)), ("makes", Arg::Money(*makes))];
                self.say(language, "step-times", &args)
            }
            Step::Share { of, days, of_days, makes } => {
                let args = [
                    ("of", Arg::Money(*of)),
                    ("days", Arg::Count(*days)),
                    ("of-days", Arg::Count(*of_days)),
                    ("makes", Arg::Money(*makes)),
                ];
                self.say(language, "step-share", &args)
            }
            Step::Add { parts, makes } => {
                let parts: Vec<String> = parts.iter().map(|part| self.money(language, *part)).collect();
                format!("{} = {}", parts.join(" + "), self.money(language, *makes))
            }
        }
    }

    /// What an amount of a sum is; without a name, as it was called.
    pub(crate) fn part(&self, language: Language, what: &str) -> String {
        self.try_say(language, &format!("part-{what}"), &[]).unwrap_or_else(|| what.to_owned())
    }
}

/// With no-break spaces, so that no line begins or ends in a sign of multiplication, and none ends in `=` or `+`.
fn tied(steps: &str) -> String {
    steps.replace(" × ", "\u{a0}×\u{a0}").replace(" = ", " =\u{a0}").replace(" + ", " +\u{a0}")
}

/// With a full stop, unless the sentence ends in one already (`747,00 kr.`).
pub(crate) fn ended(sentence: String) -> String {
    if sentence.ends_with('.') { sentence } else { sentence + "." }
}
