//! Who sends what is bad: somebody whom a route lets in, in each language in turn; and what it must not change.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use entity::types::{Language, Role};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use tillhold::service::Context;
use tillhold::service::people::Invitation;
use tillhold::web::routes::{Of, Route, Who, table};
use tillhold::web::{Options, TimeMachine, Web};

use crate::support::TestApp;
use crate::support::accounts::PASSWORD;
use crate::support::browser::Browser;
use crate::support::page::Page;
use crate::web::access::{World, one_of_everything};
use crate::web::reading::Reading;

/// The doors with everything that a path can name, and somebody of each side for each language.
pub struct Doors<'a> {
    app: &'a TestApp,
    pub web: Web,
    pub world: World,
    pub routes: Vec<Route>,
    reading: Reading,
    pub rows: Rows,
    pub signed: BTreeMap<(bool, Language), Browser>,
    pub turn: usize,
    wrong: Vec<String>,
}

/// How many rows each table has, but for those that count visits.
pub struct Rows(DatabaseConnection, Vec<String>);

impl Rows {
    pub async fn open(app: &TestApp) -> Self {
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

    pub async fn count(&self) -> BTreeMap<String, i64> {
        let each = self.1.iter().map(|name| format!("SELECT '{name}' AS name, COUNT(*) AS n FROM {name}"));
        let sql = each.collect::<Vec<_>>().join(" UNION ALL ");
        let found = self.0.query_all_raw(Statement::from_string(self.0.get_database_backend(), sql)).await.unwrap();
        found.iter().map(|row| (row.try_get("", "name").unwrap(), row.try_get("", "n").unwrap())).collect()
    }
}

impl<'a> Doors<'a> {
    pub async fn open(app: &'a TestApp) -> Self {
        let world = one_of_everything(app).await;
        let options = Options { demo: Some(TimeMachine::default()), ..Options::default() };
        // A label's code leads somewhere.
        let cx = Context { address: Some("https://leje.example.dk".into()), ..app.cx.clone() };
        let web = Web::new(cx, app.cx.clock.clone(), options);
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
    pub async fn sign_in(&self, merchants: bool, language: Language) -> Browser {
        let merchant = merchants.then_some(self.world.merchant);
        let role = if merchants { Role::Owner } else { Role::Admin };
        let mut browser = self.app.signed_in_at(&self.web, role, merchant).await;
        let page = browser.get("/account").await;
        let chosen = browser.send(&page, "/language", &[("language", language.as_str())]).await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER);
        browser
    }

    /// Somebody whom a route lets in, in the next language; and a page with the token of their forms.
    pub async fn visitor(&mut self, route: &Route) -> (Browser, Language, Page) {
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
    pub async fn half(&self, language: Language, enrolled: bool) -> (Browser, Page) {
        let invitation = Invitation { language, ..self.app.invitation(Role::Admin, None).await };
        let id = self.app.with_password(&invitation).await;
        if enrolled {
            self.app.enrol(id).await;
        }
        let mut browser = Browser::of(&self.web, language.as_str().as_bytes());
        let door = browser.get("/sign-in").await;
        let typed = [("email", invitation.email.as_str()), ("password", PASSWORD)];
        assert_eq!(browser.send(&door, "/sign-in", &typed).await.status, StatusCode::SEE_OTHER);
        let page = browser.get(if enrolled { "/sign-in/second" } else { "/sign-in/enrol" }).await;
        (browser, page)
    }

    /// The path of a route to the reader's own, and of a link to one that opens.
    pub async fn path(&self, route: &Route) -> String {
        if route.of != Of::Link {
            return self.world.path(route);
        }
        let (_, secret) = self.app.invited(&self.app.invitation(Role::Support, None).await).await;
        route.path.replace("{id}", &secret)
    }

    pub fn complain(&mut self, route: &Route, what: &str, why: impl AsRef<str>) {
        self.wrong.push(format!("{} {}: {what}: {}", route.method, route.path, why.as_ref()));
    }

    /// Checks what every answer must be.
    pub fn check(&mut self, route: &Route, what: &str, page: &Page, language: Language) {
        if let Some(wrong) = self.reading.wrong(page, language) {
            self.complain(route, what, format!("{} in {language}: {wrong}", page.status));
        }
    }

    pub fn done(self) {
        assert!(self.wrong.is_empty(), "{} wrong:\n{}", self.wrong.len(), self.wrong.join("\n"));
    }

    pub fn posts(&self) -> Vec<Route> {
        self.routes.iter().filter(|r| r.method == Method::POST && r.who != Who::Signed).cloned().collect()
    }
}
