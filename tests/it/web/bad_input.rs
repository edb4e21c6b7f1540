//! Bad input, for every route of the router: what is missing, too long, of the wrong kind or in no encoding, of another type, too
//! large, without its token, sent twice; addresses that make no sense. The answer is a page in the reader's language, never a fault;
//! what was typed is kept, and what is refused has no effect.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use entity::types::{AccountId, Language, Role};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use tillhold::documents::pdf::PdfWriter;
use tillhold::jobs::Worker;
use tillhold::service::people::{self, Invitation};
use tillhold::service::runs::quiet;
use tillhold::web::routes::{Of, Route, Who, table};
use tillhold::web::{Options, TimeMachine, Web};

use super::access::{World, one_of_everything};
use super::browser::{Browser, FORM, Page};
use super::forms::{Field, Shown, fields};
use super::reading::{Reading, field, plain, said_of, text_of};
use crate::support::{TestApp, both};

/// The doors with everything that a path can name, and somebody of each side for each language.
struct Doors<'a> {
    app: &'a TestApp,
    web: Web,
    world: World,
    routes: Vec<Route>,
    reading: Reading,
    rows: Rows,
    signed: BTreeMap<(bool, Language), Browser>,
    turn: usize,
    wrong: Vec<String>,
}

/// How many rows each table has, but for those that count visits.
struct Rows(DatabaseConnection, Vec<String>);

impl Rows {
    async fn open(app: &TestApp) -> Self {
        let db = Database::connect(&app.url).await.unwrap();
        let sql = match db.get_database_backend() {
            DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
            _ => "SELECT CAST(tablename AS text) AS name FROM pg_tables WHERE schemaname = 'public'",
        };
        let found = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        let names = found.iter().map(|row| row.try_get::<String>("", "name").unwrap());
        let visits = ["form_once", "session", "attempt", "seaql_migrations"];
        Self(db, names.filter(|name| !visits.contains(&name.as_str())).collect())
    }

    async fn count(&self) -> BTreeMap<String, i64> {
        let each = self.1.iter().map(|name| format!("SELECT '{name}' AS name, COUNT(*) AS n FROM {name}"));
        let sql = each.collect::<Vec<_>>().join(" UNION ALL ");
        let found = self.0.query_all_raw(Statement::from_string(self.0.get_database_backend(), sql)).await.unwrap();
        found.iter().map(|row| (row.try_get("", "name").unwrap(), row.try_get("", "n").unwrap())).collect()
    }
}

impl<'a> Doors<'a> {
    async fn open(app: &'a TestApp) -> Self {
        let world = one_of_everything(app).await;
        let options = Options { demo: Some(TimeMachine::default()), ..Options::default() };
        let web = Web::new(app.cx.clone(), app.cx.clock.clone(), options);
        let mut doors = Self {
            routes: table(&web),
            reading: Reading::load(),
            rows: Rows::open(app).await,
            signed: BTreeMap::new(),
            turn: 0,
            wrong: Vec::new(),
            app,
            web,
            world,
        };
        for language in Language::ALL {
            for merchants in [false, true] {
                let browser = doors.sign_in(merchants, *language).await;
                doors.signed.insert((merchants, *language), browser);
            }
        }
        doors
    }

    /// Somebody who may take every route of a side, in a language.
    async fn sign_in(&self, merchants: bool, language: Language) -> Browser {
        let merchant = merchants.then_some(self.world.merchant);
        let role = if merchants { Role::Owner } else { Role::Admin };
        let mut browser = self.app.signed_in_at(&self.web, role, merchant).await;
        let page = browser.get("/account").await;
        let chosen = browser.send(&page, "/language", &[("language", language.as_str())]).await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER);
        browser
    }

    /// Somebody whom a route lets in, in the next language; and a page with the token of their forms.
    async fn visitor(&mut self, route: &Route) -> (Browser, Language, Page) {
        self.turn += 1;
        let language = Language::ALL[self.turn % Language::ALL.len()];
        match route.path {
            "/sign-in/second" | "/sign-in/enrol" => {
                let enrolled = route.path == "/sign-in/second";
                let (browser, page) = self.half(language, enrolled).await;
                (browser, language, page)
            }
            "/sign-out" | "/account/sign-out-everywhere" | "/office/merchants/{id}/view-as" => {
                let mut browser = self.sign_in(false, language).await;
                let page = browser.get("/account").await;
                (browser, language, page)
            }
            _ if route.who == Who::Anyone => {
                let mut browser = Browser::of(&self.web, language.as_str().as_bytes());
                let page = browser.get("/sign-in").await;
                (browser, language, page)
            }
            path => {
                let mut browser = self.signed[&(path.starts_with("/portal"), language)].clone();
                let page = browser.get("/account").await;
                (browser, language, page)
            }
        }
    }

    /// Somebody who has given a password only.
    async fn half(&self, language: Language, enrolled: bool) -> (Browser, Page) {
        let invitation = Invitation {
            company: self.app.company().await.id,
            merchant: None,
            email: format!("halv-{}@example.org", self.app.cx.ids.salt()),
            name: "Halv Inde".to_owned(),
            role: Role::Admin,
            language,
            sites: Vec::new(),
        };
        let (cx, now) = (&self.app.cx, self.app.cx.clock.now());
        let (id, secret) = people::invite(cx, AccountId(uuid::Uuid::nil()), &invitation, now).await.unwrap();
        people::set_password(cx, &secret, super::browser::PASSWORD.to_owned(), now).await.unwrap().unwrap().unwrap();
        if enrolled {
            people::enrol(cx, id).await.unwrap();
            let account = tillhold::store::account::account_find(&cx.db, id).await.unwrap().unwrap();
            let then = now - TimeDelta::minutes(10);
            let code = people::code_of_moment(cx, &account, then).unwrap().unwrap();
            let tx = cx.db.begin().await.unwrap();
            let (session, _) = people::start(cx, &tx, &account, false, then).await.unwrap();
            tx.commit().await.unwrap();
            people::enrol_confirm(cx, id, session, &code, then).await.unwrap().unwrap();
        }
        let mut browser = Browser::of(&self.web, language.as_str().as_bytes());
        let door = browser.get("/sign-in").await;
        let typed = [("email", invitation.email.as_str()), ("password", super::browser::PASSWORD)];
        assert_eq!(browser.send(&door, "/sign-in", &typed).await.status, StatusCode::SEE_OTHER);
        let page = browser.get(if enrolled { "/sign-in/second" } else { "/sign-in/enrol" }).await;
        (browser, page)
    }

    /// The path of a route to the reader's own, and of a link to one that opens.
    async fn path(&self, route: &Route) -> String {
        if route.of != Of::Link {
            return self.world.path(route);
        }
        let invitation = Invitation {
            company: self.app.company().await.id,
            merchant: None,
            email: format!("ny-{}@example.org", self.app.cx.ids.salt()),
            name: "Ny Kollega".to_owned(),
            role: Role::Support,
            language: Language::Da,
            sites: Vec::new(),
        };
        let nobody = AccountId(uuid::Uuid::nil());
        let (_, secret) = people::invite(&self.app.cx, nobody, &invitation, self.app.cx.clock.now()).await.unwrap();
        route.path.replace("{id}", &secret)
    }

    fn complain(&mut self, route: &Route, what: &str, why: impl AsRef<str>) {
        self.wrong.push(format!("{} {}: {what}: {}", route.method, route.path, why.as_ref()));
    }

    /// Checks what every answer must be.
    fn check(&mut self, route: &Route, what: &str, page: &Page, language: Language) {
        if let Some(wrong) = self.reading.wrong(page, language) {
            self.complain(route, what, format!("{} in {language}: {wrong}", page.status));
        }
    }

    fn done(self) {
        assert!(self.wrong.is_empty(), "{} wrong:\n{}", self.wrong.len(), self.wrong.join("\n"));
    }

    fn posts(&self) -> Vec<Route> {
        self.routes.iter().filter(|r| r.method == Method::POST).cloned().collect()
    }
}

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
                    for (name, good, _, _) in form.iter().filter(|(n, _, shown, _)| n != name && *shown == Shown::Typed) {
                        let kept = field(&text, name);
                        if kept.as_deref() != Some(*good) {
                            doors.complain(&route, &what, format!("{name} is not kept: {kept:?}"));
                        }
                    }
                    let typed = sent.filter(|_| *shown == Shown::Typed);
                    let typed = typed.map(|sent| {
                        let text = form_urlencoded::parse(&[b"a=", sent.as_slice()].concat()).next().unwrap().1.into_owned();
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
            let large = vec![b'a'; 300 * 1024];
            let multipart = "multipart/form-data; boundary=x";
            let part = b"--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na\r\n--x--\r\n".to_vec();
            let bodies: Vec<(&str, Option<&str>, Vec<u8>, StatusCode)> = vec![
                ("json", Some("application/json"), b"{\"reason\":1}".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
                ("text", Some("text/plain"), b"reason=1".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
                ("multipart", Some(multipart), part, StatusCode::UNSUPPORTED_MEDIA_TYPE),
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
            if !ends_sessions.contains(&route.path) && !half.contains(&route.path) && doors.rows.count().await != before {
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
fn a_form_sent_again_has_one_effect_and_the_same_answer() {
    both(async |app| {
        let mut doors = Doors::open(&app).await;
        let mut done = Vec::new();
        let mut posts = doors.posts();
        // What is approved is issued, and what is credited is exported.
        posts.sort_by_key(|r| (r.path == "/desk/exports", !r.path.ends_with("/approve")));
        for route in posts {
            if matches!(route.who, Who::Anyone | Who::Half) || route.path.starts_with("/account") {
                continue;
            }
            let path = doors.path(&route).await;
            let (mut browser, language, page) = doors.visitor(&route).await;
            let mut form = fields(route.path);
            if route.path.ends_with("/confirm") {
                let credit = path.trim_end_matches("/confirm");
                let body = body(&app, &token(&page), &form, None);
                let shown = browser.ask(Method::POST, credit, Some(FORM), body).await.text();
                let seen = shown.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
                form.iter_mut().filter(|f| f.0 == "seen").for_each(|f| f.1 = seen.clone().leak());
            }
            form.iter_mut().filter(|f| f.0 == "email").for_each(|f| f.1 = format!("a{}@butik.dk", done.len()).leak());
            if route.path == "/desk/exports" {
                // What was asked for too early fails; files are made.
                let worker = Worker::new(app.cx.clone(), Arc::new(PdfWriter::new().unwrap()));
                worker.drain(&quiet).await.unwrap();
            }
            let before = doors.rows.count().await;
            let body = body(&app, &token(&page), &form, None);
            let once = || String::from_utf8(body.clone()).unwrap().split("&once=").nth(1).unwrap()[..36].to_owned();
            // Two at the same moment, then once more.
            let (mut twin, key) = (browser.clone(), once());
            let (first, second) = tokio::join!(
                browser.ask(Method::POST, &path, Some(FORM), body.clone()),
                twin.ask(Method::POST, &path, Some(FORM), body.clone())
            );
            let after = doors.rows.count().await;
            let third = browser.ask(Method::POST, &path, Some(FORM), body.clone()).await;
            for page in [&first, &second, &third] {
                doors.check(&route, "sent again", page, language);
            }
            if first.status != StatusCode::SEE_OTHER && second.status != StatusCode::SEE_OTHER {
                if first.status != third.status || after != before {
                    doors.complain(&route, "refused", format!("{} then {}", first.status, third.status));
                }
                continue;
            }
            done.push(route.path);
            let went = [&first, &second].into_iter().find(|p| p.status == StatusCode::SEE_OTHER).unwrap();
            // Who looks as a merchant changes nothing until they end it.
            if route.path.ends_with("/view-as") {
                continue;
            }
            for page in [&first, &second, &third] {
                let same = page.status == StatusCode::SEE_OTHER && page.location() == went.location();
                if !same && (page.status != StatusCode::CONFLICT || std::ptr::eq(page, &third)) {
                    doors.complain(&route, "sent again", format!("{}: {}", page.status, text_of(&page.text())));
                }
            }
            if after == before && !["/office/clock"].contains(&route.path) {
                doors.complain(&route, "sent", "had no effect");
            }
            if doors.rows.count().await != after {
                doors.complain(&route, "sent again", "had another effect");
            }
            for (table, n) in &after {
                let limit = if table.contains("line") || table.contains("posting") || table.contains("entry") { 9 } else { 4 };
                if n - before[table] > limit {
                    doors.complain(&route, "sent twice", format!("{} rows of {table}", n - before[table]));
                }
            }
            // The same key for something else.
            let other = format!("csrf={}&once={key}&name=anden", token(&page)).into_bytes();
            let other = browser.ask(Method::POST, &path, Some(FORM), other).await;
            doors.check(&route, "another form", &other, language);
            if other.status != StatusCode::BAD_REQUEST {
                doors.complain(&route, "another form", format!("{}", other.status));
            }
        }
        // A letter and a job that did not fail are not tried again.
        assert_eq!(done.len(), 16, "{done:?}");
        doors.done();
    });
}

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
                if query.is_empty() && page.status.is_client_error() && route.path != "/metrics" {
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
