//! What came back to a test's browser.

use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};

/// An answer.
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

/// As text without marks.
pub fn plain(html: &str) -> String {
    html.replace("&#34;", "\"").replace("&#39;", "'").replace("&#60;", "<").replace("&#62;", ">").replace("&#38;", "&")
}

impl Page {
    /// As text, with ordinary spaces.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).replace('\u{a0}', " ")
    }

    /// Where it leads.
    #[track_caller]
    pub fn location(&self) -> &str {
        self.headers.get(LOCATION).unwrap_or_else(|| panic!("{}: {}", self.status, self.text())).to_str().unwrap()
    }

    /// A header; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Whether it is a page of ours, and not a letter that one frames.
    pub fn is_ours(&self) -> bool {
        let letter = self.header("content-security-policy").contains("sandbox");
        self.header("content-type").starts_with("text/html") && !letter
    }

    /// It says all of this.
    #[track_caller]
    pub fn holds(&self, words: &[&str]) {
        let text = plain(&self.text());
        for word in words {
            assert!(text.contains(word), "{}: {word} is not in\n{text}", self.status);
        }
    }

    /// It says nothing of this.
    #[track_caller]
    pub fn lacks(&self, words: &[&str]) {
        let text = plain(&self.text());
        for word in words {
            assert!(!text.contains(word), "{}: {word} is in\n{text}", self.status);
        }
    }

    /// What the form that leads to `action` hides, and what is typed into it.
    #[track_caller]
    pub fn form(&self, action: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
        let text = self.text();
        // A filter asks for the same address as the form that changes something.
        let at = text.find(&format!("method=\"post\" action=\"{action}\""));
        let at = at.or_else(|| text.find(&format!("action=\"{action}\"")));
        let at = at.unwrap_or_else(|| panic!("no form to {action} in {text}"));
        let form = text[at..].split("</form>").next().unwrap();
        let mut fields = Vec::new();
        for input in form.split("<input type=\"hidden\" name=\"").skip(1) {
            let (name, rest) = input.split_once("\" value=\"").unwrap();
            fields.push((name.to_owned(), plain(rest.split_once('"').unwrap().0)));
        }
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        fields
    }

    /// What the form that leads to `action` hides under a name.
    #[track_caller]
    pub fn hidden(&self, action: &str, name: &str) -> String {
        let fields = self.form(action, &[]);
        let found = fields.iter().find(|(n, _)| n == name);
        found.unwrap_or_else(|| panic!("no {name} in {fields:?}")).1.clone()
    }

    /// The token of the page's forms, if it has one.
    pub fn token(&self) -> Option<String> {
        let text = self.text();
        Some(text.split_once("name=\"csrf\" value=\"")?.1.split('"').next().unwrap().to_owned())
    }

    /// The words of the table row that has some text.
    #[track_caller]
    pub fn row(&self, has: &str) -> String {
        let text = self.text();
        let row = text.split("<tr>").skip(1).map(|r| r.split("</tr>").next().unwrap()).find(|r| r.contains(has));
        let row = row.unwrap_or_else(|| panic!("no row has {has}: {text}"));
        let words: Vec<&str> = row.split('<').map(|part| part.split_once('>').map_or(part, |(_, t)| t)).collect();
        words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The first address in the page that begins like this.
    #[track_caller]
    pub fn link(&self, begins: &str) -> String {
        let text = self.text();
        let links: Vec<&str> = text.split("href=\"").skip(1).map(|l| l.split('"').next().unwrap()).collect();
        let found = links.iter().find(|l| l.starts_with(begins)).unwrap_or_else(|| panic!("{begins}: {links:?}"));
        plain(&found.replace("&amp;", "&"))
    }
}
