//! Bad input, for every route of the router: what is missing, too long, of the wrong kind or in no encoding, of another type, too
//! large, without its token, sent twice; addresses that make no sense. The answer is a page in the reader's language, never a fault;
//! what was typed is kept, and what is refused has no effect.

mod address;
mod again;
mod doors;

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use entity::types::Language;

use self::doors::Doors;
use super::forms::{Field, Shown, fields};
use super::reading::{Reading, field, said_of, text_of};
use crate::support::browser::FORM;
use crate::support::page::{Page, plain};
use crate::support::{TestApp, both};

/// The token of a page's forms.
fn token(page: &Page) -> String {
    let text = page.text();
    text.split("name=\"csrf\" value=\"").nth(1).and_then(|t| t.split('"').next()).unwrap_or_default().to_owned()
}

/// A form as it is sent, with one field replaced by bytes of any kind, or left out.
fn body(app: &TestApp, csrf: &str, fields: &[Field], other: Option<(&str, Option<&[u8]>)>) -> Vec<u8> {
    let once = app.cx.ids.next::<uuid::Uuid>().to_string();
    let mut body = format!("csrf={csrf}&once={once}").into_bytes();
    for (name, good, _, _) in fields {
        let value: Vec<u8> = match other {
            Some((wrong, None)) if wrong == *name => continue,
            Some((wrong, Some(bytes))) if wrong == *name => bytes.to_vec(),
            _ if good.is_empty() => continue,
            _ => form_urlencoded::byte_serialize(good.as_bytes()).collect::<String>().into_bytes(),
        };
        body.extend(format!("&{name}=").as_bytes());
        body.extend(value);
    }
    body
}

fn encoded(text: &str) -> Vec<u8> {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().into_bytes()
}

/// What becomes of a field in turn: what it is, what is sent, whether it must be refused.
fn spoilt() -> Vec<(&'static str, Option<Vec<u8>>, bool)> {
    vec![
        ("is missing", None, true),
        ("is empty", Some(Vec::new()), true),
        ("is spaces", Some(b"+%20+".to_vec()), true),
        ("is far too long", Some(vec![b'x'; 100_000]), true),
        ("is no UTF-8", Some(b"s%F8r%FF".to_vec()), true),
        ("has a NUL", Some(b"a%00b".to_vec()), true),
        ("has bare bytes", Some(vec![b's', 0xff, 0xfe]), true),
        ("is words", Some(encoded("tolv kroner & mere")), false),
        ("is negative", Some(b"-1".to_vec()), false),
        ("is a number without end", Some(vec![b'9'; 40]), false),
        ("is no day", Some(b"2026-02-30".to_vec()), false),
        ("is code", Some(encoded("\"><script>alert('x')</script>")), false),
        ("has lines", Some(encoded("/a\r\nSet-Cookie: b=c\r\n")), false),
        ("is broken off", Some(b"%".to_vec()), false),
        ("is a picture", Some(encoded("\u{1F600}\u{202E}")), false),
    ]
}

#[test]
fn a_spoilt_field_is_named_and_what_was_typed_is_kept() {
    both(async |app| {
        let mut doors = Doors::open(&app).await;
        for route in doors.posts() {
            let form = fields(route.path);
            for (name, _, shown, required) in &form {
                for (what, sent, must) in spoilt() {
                    // A password may be made of spaces.
                    let must = must && !(*shown == Shown::Secret && what == "is spaces");
                    let must = must && (*required || sent.as_ref().is_some_and(|s| s.len() > 3 && !s.contains(&b'+')));
                    let path = doors.path(&route).await;
                    let (mut browser, language, page) = doors.visitor(&route).await;
                    let before = if must { doors.rows.count().await } else { BTreeMap::new() };
                    let body = body(&app, &token(&page), &form, Some((name, sent.as_deref())));
                    let answer = browser.ask(Method::POST, &path, Some(FORM), body).await;
                    let what = format!("{name} {what}");
                    doors.check(&route, &what, &answer, language);
                    if must && !answer.status.is_client_error() {
                        doors.complain(&route, &what, format!("{}", answer.status));
                    }
                    if must && before != doors.rows.count().await {
                        doors.complain(&route, &what, "was refused and had an effect");
                    }
                    let text = answer.text();
                    let again = answer.status == StatusCode::UNPROCESSABLE_ENTITY;
                    let dead = *shown == Shown::Hidden && answer.status == StatusCode::BAD_REQUEST;
                    if must && !again && !dead {
                        doors.complain(&route, &what, format!("{}: {}", answer.status, text_of(&text)));
                    }
                    if !again {
                        continue;
                    }
                    if must && *shown != Shown::Hidden && said_of(&text, name).is_none() {
                        doors.complain(&route, &what, format!("is not said at the field: {}", text_of(&text)));
                    }
                    for (name, good, _, _) in form.iter().filter(|(n, _, shown, _)| n != name && *shown == Shown::Typed)
                    {
                        let kept = field(&text, name);
                        if kept.as_deref() != Some(*good) {
                            doors.complain(&route, &what, format!("{name} is not kept: {kept:?}"));
                        }
                    }
                    let typed = sent.filter(|_| *shown == Shown::Typed);
                    let typed = typed.map(|sent| {
                        let text =
                            form_urlencoded::parse(&[b"a=", sent.as_slice()].concat()).next().unwrap().1.into_owned();
                        text.replace("\r\n", "\n").replace('\0', "\u{fffd}")
                    });
                    if let Some(typed) = typed {
                        let kept = field(&text, name).unwrap_or_default();
                        // A day that is left out is filled with the usual one.
                        if kept != typed && !(typed.trim().is_empty() && route.path == "/desk/exports") {
                            doors.complain(&route, &what, format!("kept as {:.80?}", kept));
                        }
                    }
                }
            }
        }
        doors.done();
    });
}

#[test]
fn a_body_that_is_no_form_of_ours_is_refused() {
    both(async |app| {
        let mut doors = Doors::open(&app).await;
        for route in doors.posts() {
            let form = fields(route.path);
            let path = doors.path(&route).await;
            // A list may be long, and come as a file.
            let (lists, file) =
                (route.path.starts_with("/office/stock/receive"), route.path == "/office/stock/receive");
            let large = vec![b'a'; if lists { 3 * 1024 * 1024 } else { 300 * 1024 }];
            let unsigned = if file { StatusCode::FORBIDDEN } else { StatusCode::UNSUPPORTED_MEDIA_TYPE };
            let multipart = "multipart/form-data; boundary=x";
            // Where files are taken, a body in parts is read, and needs its token.
            let takes = route.path.ends_with("/files");
            let in_parts = if takes { StatusCode::FORBIDDEN } else { StatusCode::UNSUPPORTED_MEDIA_TYPE };
            let part = b"--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na\r\n--x--\r\n".to_vec();
            let bodies: Vec<(&str, Option<&str>, Vec<u8>, StatusCode)> = vec![
                ("json", Some("application/json"), b"{\"reason\":1}".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
                ("text", Some("text/plain"), b"reason=1".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
                ("multipart", Some(multipart), part, if takes { in_parts } else { unsigned }),
                ("no type", None, b"reason=1".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
                ("too large", Some(FORM), large.clone(), StatusCode::PAYLOAD_TOO_LARGE),
                ("a large field", Some(FORM), [b"reason=".to_vec(), large].concat(), StatusCode::PAYLOAD_TOO_LARGE),
                ("empty", Some(FORM), Vec::new(), StatusCode::FORBIDDEN),
                ("without its token", Some(FORM), body(&app, "", &form, None), StatusCode::FORBIDDEN),
                ("with a forged token", Some(FORM), body(&app, &"A".repeat(43), &form, None), StatusCode::FORBIDDEN),
                ("an odd name", Some(FORM), b"%FF%00=1".to_vec(), StatusCode::BAD_REQUEST),
                ("a thousand fields", Some(FORM), many(), StatusCode::BAD_REQUEST),
                ("signs", Some(FORM), b"&&==&=;%&%zz=%".to_vec(), StatusCode::FORBIDDEN),
            ];
            let before = doors.rows.count().await;
            let (browser, _, _) = doors.visitor(&route).await;
            for (what, kind, body, status) in bodies {
                let (mut browser, language) = match route.path {
                    // A new browser for each of them costs too much.
                    "/sign-in/second" | "/sign-in/enrol" => (browser.clone(), Language::ALL[doors.turn % 4]),
                    _ => {
                        let (browser, language, _) = doors.visitor(&route).await;
                        (browser, language)
                    }
                };
                let answer = browser.ask(Method::POST, &path, kind, body).await;
                doors.check(&route, what, &answer, language);
                if answer.status != status {
                    doors.complain(&route, what, format!("{}: {}", answer.status, text_of(&answer.text())));
                }
            }
            let ends_sessions = ["/sign-out", "/account/sign-out-everywhere", "/office/merchants/{id}/view-as"];
            let half = ["/sign-in/second", "/sign-in/enrol"];
            if !ends_sessions.contains(&route.path) && !half.contains(&route.path) && doors.rows.count().await != before
            {
                doors.complain(&route, "refused", "had an effect");
            }
        }
        doors.done();
    });
}

fn many() -> Vec<u8> {
    (0..1_000).map(|n| format!("a{n}=1")).collect::<Vec<_>>().join("&").into_bytes()
}

#[test]
fn these_tests_see_what_is_wrong() {
    let reading = Reading::load();
    let page = |html: &str| Page {
        status: StatusCode::OK,
        headers: [("content-type".parse().unwrap(), "text/html".parse().unwrap())].into_iter().collect(),
        bytes: html.as_bytes().to_vec(),
    };
    let said = |html: &str| reading.wrong(&page(html), Language::Da);
    assert_eq!(said("<html lang=\"da\"><main><p>Siden findes ikke</p></main>"), None);
    for wrong in [
        "<html lang=\"en\"><main></main>",
        "<html lang=\"da\"><p>form-missing</p>",
        "<html lang=\"da\"><p>agreement A has no line, and there is none</p><p>it is not the first</p>",
        "<html lang=\"da\"><p>That page does not exist</p><p>You may not do that, or the page is not here.</p>",
    ] {
        assert!(said(wrong).is_some(), "{wrong}");
    }
    assert_eq!(plain("&#60;a&#38;"), "<a&");
    assert_eq!(field("<input id=\"a\" name=\"a\" type=\"text\" value=\"x &#34;y\">", "a").as_deref(), Some("x \"y"));
    assert_eq!(said_of("<p class=\"error\" id=\"a-error\">Mangler</p>", "a").as_deref(), Some("Mangler"));
}
