//! What a reader may be shown: a page in their language, whose every text stands in `locales/`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use axum::http::StatusCode;
use entity::types::Language;

use crate::support::page::{Page, plain};

/// The texts of every language, as they stand in `locales/`.
pub struct Reading {
    keys: BTreeSet<String>,
    /// By language: whole sentences, and the pieces around what is put in.
    whole: BTreeMap<Language, BTreeSet<String>>,
    pieces: BTreeMap<Language, BTreeSet<String>>,
}

/// Words that stand in English sentences and in none of the others' pages.
const ENGLISH: [&str; 9] =
    [" the ", " cannot ", " must be ", " there is ", " is not ", " has been ", " is a ", " and ", " with "];

impl Reading {
    /// Reads `locales/`.
    pub fn load() -> Self {
        let mut reading = Self { keys: BTreeSet::new(), whole: BTreeMap::new(), pieces: BTreeMap::new() };
        for language in Language::ALL {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language.as_str());
            for entry in std::fs::read_dir(folder).unwrap() {
                reading.take(*language, &std::fs::read_to_string(entry.unwrap().path()).unwrap());
            }
        }
        reading
    }

    fn take(&mut self, language: Language, file: &str) {
        for line in file.lines() {
            let Some((key, text)) = line.split_once(" = ") else { continue };
            if !key.starts_with([' ', '#', '[', '*']) && key.contains('-') {
                self.keys.insert(key.to_owned());
            }
            let parts: Vec<&str> = text.split(['{', '}']).step_by(2).map(str::trim).collect();
            if let [whole] = parts.as_slice() {
                self.whole.entry(language).or_default().insert((*whole).to_owned());
            } else {
                let long = parts.into_iter().filter(|p| p.len() > 15 && p.split(' ').count() > 2).map(str::to_owned);
                self.pieces.entry(language).or_default().extend(long);
            }
        }
    }

    /// What is wrong with an answer, whatever was asked: no page, another language, a text that is missing.
    pub fn wrong(&self, page: &Page, language: Language) -> Option<String> {
        if page.status.is_server_error() {
            return Some(format!("{}: {}", page.status, text_of(&page.text())));
        }
        let html = page.header("content-type").starts_with("text/html");
        if page.status.is_client_error() && !html {
            return Some(format!("{} is no page: {:?}", page.status, page.header("content-type")));
        }
        let text = page.text();
        // A letter is in the language of whoever it went to, and says so; its page frames it.
        let letter = page.header("content-security-policy").contains("sandbox");
        if !html || letter || page.status == StatusCode::SEE_OTHER {
            return None;
        }
        if !text.contains(&format!("<html lang=\"{language}\">")) {
            return Some(format!("not in {language}: {}", text.get(..60).unwrap_or(&text)));
        }
        self.foreign(&text, language)
    }

    /// What of a page is not in its language.
    pub fn foreign(&self, page: &str, language: Language) -> Option<String> {
        let other = if language == Language::En { Language::Da } else { Language::En };
        let (theirs, ours) = (&self.whole[&other], &self.whole[&language]);
        for node in nodes(page) {
            if self.keys.contains(&node) {
                return Some(format!("the key {node} is shown"));
            }
            if node.contains(' ') && theirs.contains(&node) && !ours.contains(&node) {
                return Some(format!("in {other}: {node}"));
            }
            let padded = format!(" {} ", node.to_lowercase());
            if language != Language::En && ENGLISH.iter().any(|words| padded.contains(words)) {
                return Some(format!("in English: {node}"));
            }
        }
        let text = nodes(page).join(" ");
        let foreign = self.pieces[&other].iter().filter(|piece| !self.pieces[&language].contains(*piece));
        foreign.into_iter().find(|piece| text.contains(*piece)).map(|piece| format!("in {other}: {piece}"))
    }
}

/// What stands between the tags of a page, but for what people typed and what says that it is in a language of its own.
fn nodes(page: &str) -> Vec<String> {
    let mut nodes = Vec::new();
    let mut skipped = None;
    for part in page.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else { continue };
        let name = tag.split(' ').next().unwrap_or("");
        match skipped {
            Some(own) if name.strip_prefix('/') == Some(own) => skipped = None,
            Some(_) => continue,
            None if name == "textarea" || (name != "html" && tag.contains(" lang=\"")) => {
                skipped = Some(name);
                continue;
            }
            None => {}
        }
        let node = plain(text.trim());
        if !node.is_empty() {
            nodes.push(node);
        }
    }
    nodes
}

/// The words of a page's main part.
pub fn text_of(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap_or(page);
    nodes(main).join(" | ")
}

/// What stands in a field of a page: none if there is no such field.
pub fn field(page: &str, name: &str) -> Option<String> {
    if let Some(area) =
        page.split(&format!("name=\"{name}\"")).nth(1).filter(|_| page.contains(&format!("<textarea id=\"{name}\"")))
    {
        return Some(plain(area.split_once('>')?.1.split("</textarea>").next()?));
    }
    let mut tags = page.split('<').filter(|tag| tag.starts_with("input ") && tag.contains(&format!("name=\"{name}\"")));
    let tag = tags.find(|tag| !tag.contains("type=\"radio\"") && !tag.contains("type=\"checkbox\""))?;
    Some(plain(tag.split(" value=\"").nth(1)?.split('"').next()?))
}

/// What a page says is wrong with a field.
pub fn said_of(page: &str, name: &str) -> Option<String> {
    let error = page.split(&format!("id=\"{name}-error\">")).nth(1)?;
    Some(plain(error.split('<').next()?))
}
