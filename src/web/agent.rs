//! What browser somebody has, in a word or two: enough to know it again in a list, too little to tell people apart.

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;

/// What a browser says of itself by which it is known; the first that fits counts: most call themselves by the names of others too.
const BROWSERS: [(&str, &str); 11] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

/// The same for what it runs on.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// The browser's family and what it runs on, as `Firefox, Windows`; none where neither is known.
pub(super) fn browser_of(headers: &HeaderMap) -> Option<String> {
    let agent = headers.get(USER_AGENT)?.to_str().ok()?;
    let known =
        |names: &[(&str, &'static str)]| names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    let found: Vec<&str> = [known(&BROWSERS), known(&SYSTEMS)].into_iter().flatten().collect();
    (!found.is_empty()).then(|| found.join(", "))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_known_by_its_family_and_nothing_more() {
        let of = |agent: &str| browser_of(&[(USER_AGENT, agent.parse().unwrap())].into_iter().collect());
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
        assert_eq!(of(windows).as_deref(), Some("Chrome, Windows"));
        assert_eq!(of(&format!("{windows} Edg/126.0.2592.87")).as_deref(), Some("Edge, Windows"));
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1";
        assert_eq!(of(phone).as_deref(), Some("Safari, iPhone"));
        assert_eq!(
            of("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0").as_deref(),
            Some("Firefox, Linux")
        );
        assert_eq!(of("<script>"), None);
        assert_eq!(browser_of(&HeaderMap::new()), None);
    }
}
