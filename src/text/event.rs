//! What happened, in words: an event's kind, what came of it, and who did it.

use entity::types::Language;

use super::{Arg, Texts};

impl Texts {
    /// What happened, with what it happened to: `Faktura 100012 udstedt`. `detail` is what came of it, as the event's facts have it
    /// (`credit_note`, `line added`); a kind without words is told as it is.
    #[must_use]
    pub fn event(&self, language: Language, kind: &str, detail: Option<&str>, label: &str) -> String {
        let args = [("what", Arg::Text(label))];
        let key = format!("event-{}", kind.replace('.', "-"));
        let detailed = detail.map(|detail| format!("{key}-{}", detail.replace([' ', '_'], "-")));
        detailed
            .and_then(|key| self.try_say(language, &key, &args))
            .or_else(|| self.try_say(language, &key, &args))
            .unwrap_or_else(|| kind.to_owned())
    }

    /// Who did something, where it was no person: `schedule`, `cli`, `import`. What has no words is told as it is.
    #[must_use]
    pub fn actor(&self, language: Language, actor: &str) -> String {
        if actor.starts_with("account:") {
            return self.say(language, "actor-account", &[]);
        }
        self.try_say(language, &format!("actor-{actor}"), &[]).unwrap_or_else(|| actor.to_owned())
    }
}
