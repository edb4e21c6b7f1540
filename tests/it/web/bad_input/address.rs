//! Addresses that make no sense, and what is not there.

use axum::http::{Method, StatusCode};
use entity::types::Language;
use tillhold::web::routes::Route;

use super::doors::Doors;
use crate::support::both;
use crate::support::browser::Browser;
use crate::web::reading::Reading;

/// What an address asks for that makes no sense, or that nobody asks for.
fn queries() -> Vec<String> {
    let named = [
        "page=-1",
        "after=%FF",
        "after=%00",
        "after=99999999999999999999",
        "after=-9223372036854775808",
        "after=9223372036854775807",
        "after=2026-01-01,invoice,%FF",
        "after=-9223372036854775808_00000000-0000-0000-0000-000000000000",
        "before=9223372036854775807_x",
        "before=9223372036854775807_00000000-0000-0000-0000-000000000000",
        "before=0001-01-01_00000000-0000-0000-0000-000000000000",
        "before=-262143-01-01_00000000-0000-0000-0000-000000000000",
        "before=-1",
        "at=2026-02-30",
        "at=0001-01-01",
        "at=2000-01-01",
        "at=9999999999999999999_x",
        "date=2026-02-30",
        "from=2026-02-30&to=x",
        "from=2000-01-01&to=2199-12-31",
        "from=31.12.9999",
        "lang=xx",
        "language=%FF",
        "q=%FF%FE",
        "q=%25%27%22%5C_*",
        "serial=%00",
        "state=odd&kind=odd&which=odd",
        "state=%FF",
        "line=x",
        "line=-1",
        "said=%3Cscript%3E",
        "said=said-",
        "next=%2F%2Fb.org",
        "next=%2Fa%0Ab",
        "%",
        "&&==;",
        "a[]=1&a[b]=2",
    ];
    let long = ["q", "after", "serial", "state", "from", "next"].map(|name| format!("{name}={}", "a".repeat(10_000)));
    named.into_iter().map(str::to_owned).chain(long).collect()
}

#[test]
fn an_address_that_makes_no_sense_is_a_page() {
    both(async |app| {
        let mut doors = Doors::open(&app).await;
        let gets: Vec<Route> = doors.routes.iter().filter(|r| r.method == Method::GET).cloned().collect();
        assert!(gets.len() > 40, "{}", gets.len());
        for route in gets {
            let path = doors.path(&route).await;
            let (half, half_language, _) = doors.visitor(&route).await;
            for query in std::iter::once(String::new()).chain(queries()) {
                let (mut browser, language) = match route.path {
                    "/sign-in/second" | "/sign-in/enrol" => (half.clone(), half_language),
                    _ => {
                        let (browser, language, _) = doors.visitor(&route).await;
                        (browser, language)
                    }
                };
                let page = browser.get(&format!("{path}?{query}")).await;
                let what = query.get(..70).unwrap_or(&query);
                doors.check(&route, what, &page, language);
                // Measurements and the provider are not set up here.
                let off = route.path == "/metrics" || route.path.starts_with("/sign-in/oidc");
                if query.is_empty() && page.status.is_client_error() && !off {
                    doors.complain(&route, what, format!("{}", page.status));
                }
            }
            if !route.path.contains('{') {
                continue;
            }
            let nobodys = app.cx.ids.next::<uuid::Uuid>().to_string();
            let long = "a".repeat(5_000);
            for id in ["x", "%FF", "%00", "..%2F..", "%20", "-1", "99999999999999999999", &nobodys, &long] {
                let (mut browser, language, _) = doors.visitor(&route).await;
                let whole = route.path.replace("{id}", id).replace("{name}", "pdf").replace("{line}", "1");
                let page = browser.get(&whole).await;
                doors.check(&route, &format!("{id:.40}"), &page, language);
                let unread = id == "%FF" && page.status == StatusCode::BAD_REQUEST;
                if page.status != StatusCode::NOT_FOUND && !unread {
                    doors.complain(&route, &format!("{id:.40}"), format!("{}", page.status));
                }
                for (part, wild) in [("/files/pdf", "/files/"), ("/contest/2", "/contest/")] {
                    if path.ends_with(part) {
                        let page = browser.get(&path.replace(part, &format!("{wild}{id}"))).await;
                        doors.check(&route, &format!("{wild}{id:.40}"), &page, language);
                        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path} {id:.40}");
                    }
                }
            }
        }
        doors.done();
    });
}

#[test]
fn a_method_or_a_path_that_is_not_there_is_a_page() {
    both(async |app| {
        let mut doors = Doors::open(&app).await;
        for route in doors.routes.clone() {
            let path = doors.world.path(&route);
            let (mut browser, language, _) = doors.visitor(&route).await;
            for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"] {
                let page = browser.ask(method.parse().unwrap(), &path, None, Vec::new()).await;
                doors.check(&route, method, &page, language);
                if page.status != StatusCode::METHOD_NOT_ALLOWED {
                    doors.complain(&route, method, format!("{}", page.status));
                }
            }
            let other = if route.method == Method::GET { Method::POST } else { Method::GET };
            if !doors.routes.iter().any(|r| r.path == route.path && r.method == other) {
                let page = browser.ask(other.clone(), &path, None, Vec::new()).await;
                doors.check(&route, other.as_str(), &page, language);
                if page.status != StatusCode::METHOD_NOT_ALLOWED {
                    doors.complain(&route, other.as_str(), format!("{}", page.status));
                }
            }
        }
        let long = format!("/{}", "a/".repeat(4_000));
        let paths = ["/nope", "/office/nope", "/portal/%FF", "/%00", "//", "/office/", "/office//runs", "/.env", &long];
        let (web, reading) = (doors.web.clone(), Reading::load());
        for language in Language::ALL {
            let signed = doors.signed[&(false, *language)].clone();
            for mut browser in [signed, Browser::of(&web, language.as_str().as_bytes())] {
                for path in paths {
                    for method in [Method::GET, Method::POST, Method::DELETE] {
                        let page = browser.ask(method.clone(), path, None, Vec::new()).await;
                        assert_eq!(page.status, StatusCode::NOT_FOUND, "{method} {path:.40}");
                        assert_eq!(reading.wrong(&page, *language), None, "{method} {path:.40}");
                    }
                }
            }
        }
        // Whatever a browser says about languages, it is answered in one of ours.
        for (says, language) in [
            (&b"nb-NO,nb;q=0.9"[..], Language::Nb),
            (b"no", Language::Nb),
            (b"nn", Language::Nb),
            (b"xx, nl-BE;q=0.5", Language::Nl),
            (b"en-GB", Language::En),
            (b"xx", Language::Da),
            (b"\xff\xfe", Language::Da),
            (b";;q=,,", Language::Da),
        ] {
            let page = Browser::of(&web, says).get("/nope").await;
            assert_eq!(reading.wrong(&page, language), None, "{says:?}");
        }
        doors.done();
    });
}
