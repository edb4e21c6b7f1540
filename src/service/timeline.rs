//! A merchant's timeline in words: what happened, to what, and who did it.

use entity::types::{ChargeCode, Language, MerchantId};

use crate::domain::access::Scope;
use crate::store::page::timeline::{Happened, SubjectKind, actor_names, timeline as read};
use crate::store::{Source, StoreResult};
use crate::text::Texts;

/// An entry of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The event: when, who, what, to what, its facts.
    pub happened: Happened,
    /// What happened, in words.
    pub words: String,
    /// Who did it: a person's name, or what it was.
    pub actor: String,
}

/// A page of a timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// The key of the next page: what `before` is then. None: this is the last.
    pub next: Option<(i64, i64)>,
}

/// A page of a merchant's timeline within a scope. None: no such merchant.
///
/// # Errors
/// A database that does not answer.
pub async fn timeline<S: Source>(
    source: &S,
    (texts, language): (&Texts, Language),
    scope: &Scope,
    merchant: MerchantId,
    before: Option<(i64, i64)>,
    limit: i64,
) -> StoreResult<Option<Timeline>> {
    let Some(mut found) = read(source, scope, merchant, before, limit.saturating_add(1)).await? else {
        return Ok(None);
    };
    let limit = usize::try_from(limit).unwrap_or(0);
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|last| (last.at_us, last.sequence));
    let names = actor_names(source, scope.company, found.iter().map(|h| h.actor.as_str())).await?;
    let entry = |happened: Happened| Entry {
        words: texts.event(language, &happened.kind, detail(&happened).as_deref(), &label(texts, language, &happened)),
        actor: names.get(&happened.actor).cloned().unwrap_or_else(|| texts.actor(language, &happened.actor)),
        happened,
    };
    Ok(Some(Timeline { entries: found.into_iter().map(entry).collect(), next }))
}

/// What people call the subject of an event; a charge by what it is for.
fn label(texts: &Texts, language: Language, happened: &Happened) -> String {
    match happened.label.parse::<ChargeCode>() {
        Ok(code) if happened.subject_kind == SubjectKind::Charge => texts.charge_name(language, code),
        _ => happened.label.clone(),
    }
}

/// What came of an event, as its facts say: what was sealed, what was issued, the state afterwards.
fn detail(happened: &Happened) -> Option<String> {
    let facts: serde_json::Value = serde_json::from_str(&happened.facts).ok()?;
    let key = match happened.kind.as_str() {
        "document.issued" => "kind",
        "charge.set" | "dispute.decided" => "state",
        kind if kind.ends_with(".set") => "what",
        _ => return None,
    };
    facts.get(key)?.as_str().map(str::to_owned)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Texts in quotes in our services that read as kinds of events.
    fn kinds(folder: &Path, found: &mut Vec<String>) {
        const OF: [&str; 11] = [
            "company",
            "merchant",
            "agreement",
            "run",
            "document",
            "charge",
            "payment",
            "files",
            "dispute",
            "account",
            "export",
        ];
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                kinds(&path, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            found.extend(text.split('"').skip(1).step_by(2).filter_map(|word| {
                let (subject, what) = word.split_once('.')?;
                let plain = !what.is_empty() && what.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
                // `company.account` and its like are keys of a setup file.
                let is_key = what == "toml" || (subject == "company" && what != "set");
                (plain && OF.contains(&subject) && !is_key).then(|| word.to_owned())
            }));
        }
    }

    #[test]
    fn every_kind_of_event_has_words_in_every_language() {
        let mut found = Vec::new();
        kinds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/service"), &mut found);
        found.sort();
        found.dedup();
        assert!(found.len() >= 20, "{found:?}");
        let texts = Texts::load().unwrap();
        for language in Language::ALL {
            for kind in &found {
                assert_ne!(texts.event(*language, kind, None, "X"), *kind, "{language}: {kind} has no words");
            }
        }
        let words = texts.event(Language::Da, "document.issued", Some("credit_note"), "K-7");
        assert_eq!(words, "Kreditnota K-7 blev udstedt");
        assert_eq!(texts.event(Language::En, "unheard.of", None, "X"), "unheard.of");
        assert_eq!(texts.actor(Language::En, "schedule"), "Schedule");
    }
}
