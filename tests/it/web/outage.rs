//! A database that goes away, and comes back: pages say so within seconds, in the reader's language; what was sent meanwhile is not
//! lost and has at most one effect; nobody starts the program anew.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use entity::types::{Language, Role};
use sea_orm::{ConnectionTrait, Database, Statement, TransactionTrait};
use tillhold::service::Context;
use tillhold::store::Db;
use tillhold::web::{Options, Web};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::reading::{Reading, field, text_of};
use crate::support::browser::Browser;
use crate::support::page::Page;
use crate::support::{TestApp, oracles};

/// What a wire does with what passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wire {
    /// Hands it on.
    Whole,
    /// Breaks every connection, and takes no new one.
    Cut,
    /// Takes connections and says nothing: a machine that hangs.
    Silent,
}

/// A wire to a database that can be cut.
struct Proxy {
    port: u16,
    state: Arc<watch::Sender<Wire>>,
}

impl Proxy {
    async fn to(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(watch::channel(Wire::Whole).0);
        let wire = state.clone();
        tokio::spawn(async move {
            loop {
                let Ok((stream, _)) = listener.accept().await else { return };
                tokio::spawn(carry(stream, server.clone(), wire.subscribe()));
            }
        });
        Self { port, state }
    }

    fn set(&self, wire: Wire) {
        self.state.send_replace(wire);
    }
}

async fn carry(mut from: TcpStream, server: String, mut wire: watch::Receiver<Wire>) {
    if *wire.borrow() == Wire::Whole {
        let Ok(mut to) = TcpStream::connect(&server).await else { return };
        tokio::select! {
            _ = copy_bidirectional(&mut from, &mut to) => return,
            _ = wire.wait_for(|wire| *wire != Wire::Whole) => {}
        }
    }
    // Silent: what is under way stays open, and nothing comes.
    if *wire.borrow() == Wire::Silent {
        let _ = wire.wait_for(|wire| *wire != Wire::Silent).await;
    }
}

/// How long an answer may take while the database is away.
const SOON: Duration = Duration::from_secs(8);

async fn timed(browser: &mut Browser, path: &str) -> (Page, Duration) {
    let began = Instant::now();
    let page = browser.get(path).await;
    (page, began.elapsed())
}

/// Asks until the page is there again.
async fn back(browser: &mut Browser, path: &str) -> Duration {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(30) {
        if browser.get(path).await.status == StatusCode::OK {
            return began.elapsed();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{path} is not back");
}

/// A web side whose database lies behind a wire.
async fn behind(app: &TestApp, proxy: &Proxy) -> Web {
    let (before, name) = app.url.rsplit_once('/').unwrap();
    let who = before.rsplit_once('@').map_or("postgres://", |(who, _)| who);
    let url = format!("{who}@127.0.0.1:{}/{name}", proxy.port);
    let cx = Context { db: Db::connect(&url).await.unwrap(), ..app.cx.clone() };
    Web::new(cx, app.cx.clock.clone(), Options::default())
}

async fn invited(app: &TestApp, email: &str) -> i64 {
    let db = Database::connect(&app.url).await.unwrap();
    let sql = format!("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM account WHERE email = '{email}'");
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    db.close().await.unwrap();
    row.try_get("", "n").unwrap()
}

/// Somebody of each language who has signed in.
async fn readers(app: &TestApp, web: &Web) -> Vec<(Language, Browser)> {
    let mut readers = Vec::new();
    for language in Language::ALL {
        let mut browser = app.signed_in_at(web, Role::Admin, None).await;
        let page = browser.get("/account").await;
        browser.send(&page, "/language", &[("language", language.as_str())]).await;
        readers.push((*language, browser));
    }
    readers
}

fn invitation(email: &str) -> [(&'static str, String); 4] {
    [("name", "Ellen \"Juhl\"".into()), ("email", email.into()), ("role", "support".into()), ("language", "nl".into())]
}

fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(TestApp, Proxy) -> F) {
    let Ok(server) = std::env::var("TILLHOLD_TEST_POSTGRES") else {
        return oracles::left_out("PostgreSQL: TILLHOLD_TEST_POSTGRES is not set");
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let app = TestApp::postgres(&server).await;
        let host = server.split('@').next_back().unwrap().split('/').next().unwrap().to_owned();
        let (url, proxy) = (app.url.clone(), Proxy::to(host).await);
        test(app, proxy).await;
        let _ = tillhold::store::twin::database_drop(&server, url.rsplit('/').next().unwrap()).await;
    });
}

/// The page of a database that is away, in a language, soon.
fn is_away(reading: &Reading, what: &str, page: &Page, took: Duration, language: Language) {
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{what}: {}", text_of(&page.text()));
    assert!(took < SOON, "{what} took {took:?}");
    assert!(page.text().contains(&format!("<html lang=\"{language}\">")), "{what} in {language}");
    assert_eq!(reading.foreign(&page.text(), language), None, "{what} in {language}");
}

#[test]
fn a_database_that_goes_away_is_a_page_and_comes_back() {
    on_postgres(async |app, proxy| {
        let (web, reading) = (behind(&app, &proxy).await, Reading::load());
        let mut readers = readers(&app, &web).await;
        let mut stranger = Browser::of(&web, b"nl");
        assert_eq!(stranger.get("/ready").await.status, StatusCode::OK);
        for wire in [Wire::Cut, Wire::Silent] {
            proxy.set(wire);
            for (language, browser) in &mut readers {
                for path in ["/office", "/office/people"] {
                    let (page, took) = timed(browser, path).await;
                    is_away(&reading, &format!("{wire:?} {path}"), &page, took, *language);
                }
            }
            // The door needs no database; what is behind it does, and says so.
            let door = stranger.get("/sign-in").await;
            assert_eq!(door.status, StatusCode::OK);
            let began = Instant::now();
            let typed = [("email", "a@b.dk"), ("password", "en-to-tre-fire")];
            let page = stranger.send(&door, "/sign-in", &typed).await;
            is_away(&reading, "/sign-in", &page, began.elapsed(), Language::Nl);
            assert!(!page.text().contains("en-to-tre-fire"), "a password is not shown");
            let (ready, took) = timed(&mut stranger, "/ready").await;
            assert!(ready.status == StatusCode::SERVICE_UNAVAILABLE && took < SOON, "{} {took:?}", ready.status);
            assert_eq!(stranger.get("/health").await.status, StatusCode::OK, "the program lives");
            assert_eq!(stranger.get("/metrics").await.status, StatusCode::NOT_FOUND);
            proxy.set(Wire::Whole);
            for (_, browser) in &mut readers {
                let took = back(browser, "/office").await;
                assert!(took < Duration::from_secs(5), "{wire:?}: back after {took:?}");
            }
            assert_eq!(stranger.get("/ready").await.status, StatusCode::OK);
        }
    });
}

#[test]
fn what_is_sent_while_the_database_is_away_is_kept_and_done_once() {
    on_postgres(async |app, proxy| {
        let (web, reading) = (behind(&app, &proxy).await, Reading::load());
        for (language, mut browser) in readers(&app, &web).await {
            let email = format!("ellen.{language}@butik.dk");
            let page = browser.get("/office/people").await;
            let typed = invitation(&email);
            let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let form = page.form("/office/people", &typed);
            proxy.set(Wire::Cut);
            let began = Instant::now();
            let away = browser.post("/office/people", &form).await;
            is_away(&reading, "a form", &away, began.elapsed(), language);
            // All that was typed is in the page, ready to be sent again: by hand, or by its button.
            assert_eq!(field(&away.text(), "name").as_deref(), Some("Ellen \"Juhl\""));
            let kept = away.form("/office/people", &[]);
            let sorted = |mut fields: Vec<(String, String)>| {
                fields.sort();
                fields
            };
            assert_eq!(sorted(kept.clone()), sorted(form));
            let again = browser.post("/office/people", &kept).await;
            assert_eq!(again.status, StatusCode::SERVICE_UNAVAILABLE);
            proxy.set(Wire::Whole);
            back(&mut browser, "/office/people").await;
            assert_eq!(invited(&app, &email).await, 0);
            let done = browser.post("/office/people", &kept).await.location().to_owned();
            assert_eq!(browser.post("/office/people", &kept).await.location(), done);
            assert_eq!(invited(&app, &email).await, 1);
        }
        // One that came from elsewhere is not put into a page of ours.
        proxy.set(Wire::Cut);
        let mut browser = Browser::of(&web, b"da");
        let page = browser.ask(Method::POST, "/office/people", Some("text/plain"), b"name=a".to_vec()).await;
        assert!(!page.text().contains("name=\"name\""));
    });
}

/// Cuts the wire at every moment of a form's work: it is done wholly or not at all, and never twice.
#[test]
fn a_form_whose_wire_is_cut_at_any_moment_has_at_most_one_effect() {
    on_postgres(async |app, proxy| {
        let web = behind(&app, &proxy).await;
        let mut browser = app.signed_in_at(&web, Role::Admin, None).await;
        let (mut done, mut away) = (0, 0);
        for n in 0..24_u32 {
            let email = format!("nr{n}@butik.dk");
            let page = browser.get("/office/people").await;
            let typed = invitation(&email);
            let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let form = page.form("/office/people", &typed);
            let mut other = browser.clone();
            let (answer, ()) = tokio::join!(other.post("/office/people", &form), async {
                tokio::time::sleep(Duration::from_millis(u64::from(n) * 3)).await;
                proxy.set(Wire::Cut);
            });
            let took = invited(&app, &email).await;
            let led = answer.status == StatusCode::SEE_OTHER;
            assert!(led || answer.status == StatusCode::SERVICE_UNAVAILABLE, "{n}: {}", answer.status);
            assert!(!led || took == 1, "{n}: it led on without its effect");
            done += u32::from(led);
            away += u32::from(!led);
            proxy.set(Wire::Whole);
            back(&mut browser, "/office/people").await;
            // Pressed again until there is an answer.
            let began = Instant::now();
            loop {
                let page = browser.post("/office/people", &form).await;
                let over = page.status == StatusCode::SEE_OTHER || (page.status == StatusCode::CONFLICT && took == 1);
                if over {
                    break;
                }
                assert!(began.elapsed() < Duration::from_secs(20), "{n}: {} {}", page.status, text_of(&page.text()));
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            assert_eq!(invited(&app, &email).await, 1, "{n}");
        }
        assert!(done > 0 && away > 0, "cut too early or too late: {done} done, {away} away");
    });
}

#[test]
fn a_file_that_is_locked_or_gone_is_a_database_that_is_away() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let (app, reading) = (TestApp::sqlite().await, Reading::load());
        let web = app.web();
        let mut readers = readers(&app, &web).await;
        let (language, browser) = &mut readers[0];
        // Somebody else writes and does not end.
        let page = browser.get("/office/people").await;
        let typed = invitation("ellen@butik.dk");
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let form = page.form("/office/people", &typed);
        let other = Database::connect(&app.url).await.unwrap();
        let lock = other.begin().await.unwrap();
        lock.execute_unprepared("UPDATE company SET key = key").await.unwrap();
        assert_eq!(browser.get("/office").await.status, StatusCode::OK, "what is read is not locked");
        let began = Instant::now();
        let away = browser.post("/office/people", &form).await;
        assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
        is_away(&reading, "locked", &away, Duration::ZERO, *language);
        lock.rollback().await.unwrap();
        other.close().await.unwrap();
        assert_eq!(
            browser.post("/office/people", &away.form("/office/people", &[])).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(invited(&app, "ellen@butik.dk").await, 1);
        // The file is moved away: nothing is written into the void.
        let file = app.url.trim_start_matches("sqlite://").to_owned();
        let aside = format!("{file}.aside");
        std::fs::rename(&file, &aside).unwrap();
        for (language, browser) in &mut readers {
            let (page, took) = timed(browser, "/office/people").await;
            is_away(&reading, "gone", &page, took, *language);
        }
        let mut stranger = Browser::of(&web, b"en");
        let door = stranger.get("/sign-in").await;
        let page = stranger.send(&door, "/sign-in", &[("email", "a@b.dk"), ("password", "en-to-tre-fire")]).await;
        is_away(&reading, "gone", &page, Duration::ZERO, Language::En);
        assert_eq!(stranger.get("/ready").await.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(!std::path::Path::new(&file).exists(), "no empty file takes its place");
        // Another file in its place is not taken for it.
        std::fs::write(&file, b"").unwrap();
        assert_eq!(stranger.get("/ready").await.status, StatusCode::SERVICE_UNAVAILABLE);
        std::fs::rename(&aside, &file).unwrap();
        for (_, browser) in &mut readers {
            assert_eq!(browser.get("/office/people").await.status, StatusCode::OK);
        }
        assert_eq!(stranger.get("/ready").await.status, StatusCode::OK);
    });
}
