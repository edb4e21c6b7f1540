//! A form that was sent: its fields, what is wrong with them, the token that says that our page sent it.

use std::collections::BTreeMap;
use std::str::FromStr;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use chrono::{Datelike, NaiveTime};
use entity::types::{Currency, Date, Money};

use super::visit::{Visitor, is_cross_site};
use super::{Web, WebError, WebResult};

/// The longest text of a field that has no limit of its own.
const LONGEST: usize = 2_000;

/// Fields that bear a list, and how long it may be.
const LISTS: [&str; 2] = ["list", "serials"];
const LONGEST_LIST: usize = 1_000_000;

/// The longest path of ours that a form leads on to, in bytes.
pub(super) const LONGEST_WAY: usize = 300;

/// The fields of a form as they were typed, and what is wrong with them, so that the page can be shown again.
#[derive(Clone, Debug, Default)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    errors: BTreeMap<String, String>,
}

impl Form {
    /// An empty form.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With a value to begin with.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.insert(name.to_owned(), vec![value.into()]);
        self
    }

    /// What was typed into a field.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).and_then(|v| v.first()).map_or("", String::as_str)
    }

    /// Everything that was chosen under a name.
    #[must_use]
    pub fn values(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a value was chosen under a name.
    #[must_use]
    pub fn chose(&self, name: &str, value: &str) -> bool {
        self.values(name).iter().any(|v| v == value)
    }

    /// All fields, unless one of them is a secret: what a page can bear.
    fn open(&self) -> Vec<(String, String)> {
        if ["password", "again", "code"].iter().any(|secret| self.values.contains_key(*secret)) {
            return Vec::new();
        }
        self.values.iter().flat_map(|(name, values)| values.iter().map(|value| (name.clone(), value.clone()))).collect()
    }

    /// What is wrong with a field: a locale key; empty if nothing is.
    #[must_use]
    pub fn error(&self, name: &str) -> &str {
        self.errors.get(name).map_or("", String::as_str)
    }

    /// Says what is wrong with a field, by a locale key.
    pub fn wrong(&mut self, name: &str, key: &str) {
        self.errors.entry(name.to_owned()).or_insert_with(|| key.to_owned());
    }

    /// With another word on what is wrong with a field.
    #[must_use]
    pub fn instead(mut self, name: &str, key: &str) -> Self {
        self.errors.insert(name.to_owned(), key.to_owned());
        self
    }

    /// Whether anything is wrong.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        !self.errors.is_empty()
    }

    /// A path of ours to go on to; anything else is nothing.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<&str> {
        let path = self.value(name);
        let odd = |c: char| c == '\\' || c.is_control() || is_odd(c);
        let ours = path.starts_with('/') && !path.starts_with("//") && !path.contains(odd);
        (ours && path.len() < LONGEST_WAY).then_some(path)
    }

    /// A text that must be there, of at most `most` letters.
    pub fn text(&mut self, name: &str, most: usize) -> String {
        let text = self.value(name).trim().to_owned();
        if text.is_empty() {
            self.wrong(name, "form-missing");
        } else if text.chars().count() > most {
            self.wrong(name, "form-too-long");
        }
        text
    }

    /// A text that may be left out.
    pub fn optional(&mut self, name: &str, most: usize) -> Option<String> {
        let text = self.value(name).trim().to_owned();
        if text.chars().count() > most {
            self.wrong(name, "form-too-long");
        }
        (!text.is_empty()).then_some(text)
    }

    /// One of some words.
    pub fn choice<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let found = self.value(name).trim().parse().ok();
        if found.is_none() {
            self.wrong(name, if self.value(name).trim().is_empty() { "form-missing" } else { "form-choice" });
        }
        found
    }

    /// A box that is ticked, by `yes`, or not.
    pub fn ticked(&mut self, name: &str) -> bool {
        match self.value(name) {
            "" => false,
            "yes" => true,
            _ => {
                self.wrong(name, "form-choice");
                false
            }
        }
    }

    /// One of some words that a list is filtered by; left out, it is none. An unknown one is marked.
    pub fn filter<T: FromStr>(&mut self, name: &str) -> Option<T> {
        if self.value(name).is_empty() { None } else { self.choice(name) }
    }

    /// What a field of choices has that is not among them.
    #[must_use]
    pub fn stranger(&self, name: &str) -> Option<&str> {
        (self.error(name) == "form-choice").then(|| self.value(name)).filter(|value| !value.is_empty())
    }

    /// A day, as a browser's date field sends it or as people write it: `2026-04-14`, `14.4.2026`, `14-04-2026`.
    pub fn date(&mut self, name: &str) -> Option<Date> {
        let text = self.value(name).trim();
        let parts: Vec<&str> = text.split(['-', '.', '/']).map(str::trim).collect();
        let day = match parts.as_slice() {
            [y, m, d] if y.len() == 4 => ymd(y, m, d),
            [d, m, y] if y.len() == 4 => ymd(y, m, d),
            _ => None,
        };
        if day.is_none() {
            self.wrong(name, if self.value(name).trim().is_empty() { "form-missing" } else { "form-date" });
        }
        day
    }

    /// A time of day, as a browser's field sends it or as people write it: `14:05`, `14.05`.
    pub fn time(&mut self, name: &str) -> Option<NaiveTime> {
        let text = self.value(name).trim();
        let part = |text: &str| text.parse::<u32>().ok().filter(|_| matches!(text.len(), 1 | 2));
        let time = text.split_once([':', '.']).and_then(|(h, m)| NaiveTime::from_hms_opt(part(h)?, part(m)?, 0));
        if time.is_none() {
            self.wrong(name, if self.value(name).trim().is_empty() { "form-missing" } else { "form-time" });
        }
        time
    }

    /// An amount above nought, as people write it: `1.245,50`, `1 245,50`, `1245.5`.
    pub fn money(&mut self, name: &str, currency: Currency) -> Option<Money> {
        let minor = minor(self.value(name)).filter(|m| *m > 0);
        if minor.is_none() {
            self.wrong(name, if self.value(name).trim().is_empty() { "form-missing" } else { "form-amount" });
        }
        minor.map(|m| Money::new(m, currency))
    }
}

fn ymd(y: &str, m: &str, d: &str) -> Option<Date> {
    let day = Date::from_ymd_opt(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)?;
    (2000..2200).contains(&day.year()).then_some(day)
}

/// A day that an address of ours says, as a place of a list: of a year that both databases know.
pub(super) fn day_of(text: &str) -> Option<Date> {
    text.parse().ok().filter(|day: &Date| (1..=9_999).contains(&day.year()))
}

/// Hundredths of an amount. The last `,` or `.` before one or two figures is the decimal mark; what stands between thousands is
/// left out; anything else is no amount.
fn minor(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{a0}').collect();
    let (whole, part) = match text.rfind([',', '.']) {
        Some(at) if matches!(text.len() - at - 1, 1 | 2) => (text.get(..at)?, text.get(at + 1..)?),
        _ => (text.as_str(), ""),
    };
    let mark = text.rfind([',', '.']).and_then(|at| text.chars().nth(at)).filter(|_| !part.is_empty());
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    let grouped = groups.len() > 1;
    let wrong_group =
        grouped && (groups[0].is_empty() || groups[0].len() > 3 || groups[1..].iter().any(|g| g.len() != 3));
    let same_mark = grouped && mark.is_some_and(|mark| whole.contains(mark));
    let digits: String = groups.concat();
    if wrong_group || same_mark || digits.is_empty() || digits.len() > 11 {
        return None;
    }
    if !digits.bytes().all(|b| b.is_ascii_digit()) || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = digits.parse().ok()?;
    let part: i64 = match part.len() {
        0 => 0,
        1 => part.parse::<i64>().ok()? * 10,
        _ => part.parse().ok()?,
    };
    whole.checked_mul(100)?.checked_add(part)
}

/// A list with its filter: 422 if something in the filter is wrong.
pub(super) fn filtered(form: &Form, html: String) -> Response {
    let status = if form.is_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    (status, Html(html)).into_response()
}

/// What an address asks for after its `?`.
pub struct Asked(pub Form);

impl FromRequestParts<Web> for Asked {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, WebError> {
        read(parts.uri.query().unwrap_or("").as_bytes()).map(Self).ok_or(WebError::Malformed)
    }
}

/// A form that our own page sent, of whoever the visitor is.
pub struct Posted {
    /// Its fields.
    pub form: Form,
    /// The key by which it has one effect.
    pub once: Option<uuid::Uuid>,
    /// Of where it was sent and what it said.
    pub digest: String,
}

impl FromRequest<Web> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let visitor = request.extensions().get::<Visitor>().cloned();
        let visitor = visitor.ok_or_else(|| WebError::Fault("a form outside of visit".to_owned()).into_response())?;
        if is_cross_site(request.headers()) {
            return Err(WebError::FormToken.into_response());
        }
        if !is_form(request.headers()) {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let path = request.uri().path().to_owned();
        let bytes = Bytes::from_request(request, web).await.map_err(IntoResponse::into_response)?;
        Self::of(web, &visitor, &path, &bytes).map_err(IntoResponse::into_response)
    }
}

impl Posted {
    /// A form from its body.
    pub(super) fn of(web: &Web, visitor: &Visitor, path: &str, bytes: &[u8]) -> WebResult<Self> {
        let form = read(bytes).ok_or(WebError::Malformed)?;
        if !web.cx().secrets.is_form_token(visitor.form_key(), form.value("csrf")) {
            return Err(WebError::FormToken);
        }
        visitor.keep(form.open());
        let once = form.value("once").parse().ok();
        let digest = crate::secrets::fingerprint(&format!("{path}\n{}", String::from_utf8_lossy(bytes)));
        Ok(Self { form, once, digest })
    }
}

/// Whether a body is a form.
fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|t| t.to_str().ok()).unwrap_or("");
    kind.starts_with("application/x-www-form-urlencoded")
}

/// What a form said that nobody could take; nothing if it came from elsewhere or says too much.
pub(super) async fn sent(request: Request) -> Vec<(String, String)> {
    if request.method() != Method::POST || is_cross_site(request.headers()) || !is_form(request.headers()) {
        return Vec::new();
    }
    let bytes = axum::body::to_bytes(request.into_body(), super::routes::MOST_BYTES).await.unwrap_or_default();
    read(&bytes).map_or_else(Vec::new, |form| form.open())
}

/// What our pages put into a form beside what is typed: nobody sees a field that could be marked.
const HIDDEN: [&str; 8] = ["back", "csrf", "entries", "next", "once", "pending", "seen", "session"];

/// What no keyboard types, or what was not UTF-8.
fn is_odd(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// The fields of a body. What no keyboard types is replaced and the field marked, so that the rest of what was typed is kept. None if
/// a name or what a page itself hides in its form is not ours, or there are more fields than any form has.
fn read(bytes: &[u8]) -> Option<Form> {
    let mut form = Form::new();
    for (name, value) in form_urlencoded::parse(bytes) {
        if name.chars().any(is_odd) || form.values.len() > 500 {
            return None;
        }
        // A browser sends two signs for a new line.
        let value = value.replace("\r\n", "\n");
        let longest = if LISTS.contains(&name.as_ref()) { LONGEST_LIST } else { LONGEST };
        let wrong = [("form-odd", value.chars().any(is_odd)), ("form-too-long", value.chars().count() > longest)];
        for (key, _) in wrong.into_iter().filter(|(_, is_so)| *is_so) {
            if HIDDEN.contains(&name.as_ref()) {
                return None;
            }
            form.wrong(&name, key);
        }
        let value = value.replace(is_odd, "\u{fffd}");
        form.values.entry(name.into_owned()).or_default().push(value);
    }
    Some(form)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let right = [
            ("1.245,50", 124_550),
            ("1 245,5", 124_550),
            ("1245.50", 124_550),
            ("12", 1_200),
            ("1,245", 124_500),
            ("0,05", 5),
        ];
        for (text, wanted) in right {
            assert_eq!(minor(text), Some(wanted), "{text}");
        }
        for text in ["", "-5", "1,2,3", "1.24.5", "12,345,6,7", "1e5", "12 kr", "123456789012", ",5x", "1.245.50"] {
            assert_eq!(minor(text), None, "{text}");
        }
    }

    #[test]
    fn a_form_keeps_what_was_typed_and_says_what_is_wrong() {
        let mut form = read(b"day=31.2.2026&name=+&amount=x&site=a&site=b").unwrap();
        assert_eq!(
            (form.date("day"), form.text("name", 10), form.money("amount", Currency::Dkk)),
            (None, String::new(), None)
        );
        assert_eq!(
            (form.error("day"), form.error("name"), form.error("amount")),
            ("form-date", "form-missing", "form-amount")
        );
        assert_eq!((form.value("day"), form.values("site").len()), ("31.2.2026", 2));
        for (body, kept) in [(&b"name=s%f8r"[..], "s\u{fffd}r"), (b"name=a%00b", "a\u{fffd}b")] {
            let mut form = read(body).unwrap();
            assert_eq!((form.text("name", 10).as_str(), form.error("name")), (kept, "form-odd"));
        }
        assert!(read(b"na%00me=a").is_none());
        assert!(read(b"next=/a%00").is_none(), "nobody types what a page hides");
        let form = read(b"to=/a%0ab&on=/a%3Fb&away=//b.org&back=/%5Cb.org").unwrap();
        let paths = ["to", "on", "away", "back", "none"].map(|name| form.path(name));
        assert_eq!(paths, [None, Some("/a?b"), None, None, None]);
        let mut form = read(b"day=14.04.2026&a=14:05&b=8.3&c=24.00&d=12&e=1:2:3&f=+7.05").unwrap();
        assert_eq!(form.date("day"), Date::from_ymd_opt(2026, 4, 14));
        let at = |h, m| NaiveTime::from_hms_opt(h, m, 0);
        let times = ["a", "b", "c", "d", "e", "f"].map(|name| form.time(name));
        assert_eq!(times, [at(14, 5), at(8, 3), None, None, None, at(7, 5)]);
        assert_eq!(form.time("none"), None);
        assert_eq!((form.error("c"), form.error("none")), ("form-time", "form-missing"));
    }
}
