//! What only a real browser shows: Chromium, driven through chromedriver against a server that listens.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use chrono::TimeDelta;
use entity::types::{MerchantId, Role};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tillhold::web::{self, Options, Web};
use tokio::sync::oneshot;

use crate::support::TestApp;
use crate::support::accounts::PASSWORD;
use crate::support::provider::absent_provider;

/// A server and a browser in front of it.
pub struct Chrome {
    pub client: Client,
    pub address: String,
    driver: Child,
    stop: Option<oneshot::Sender<()>>,
    _profile: tempfile::TempDir,
}

/// How the browser is set up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setup {
    /// Whether scripts run.
    pub without_script: bool,
    /// The window's width in pixels; 0: 1280.
    pub width: u32,
    /// Whether people may sign in by an identity provider, which is never asked.
    pub with_provider: bool,
}

/// Whether there is a browser to test with; otherwise says that it is left out.
pub fn is_there() -> bool {
    let there = |program: &str| {
        Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
    };
    let both = there("chromedriver") && there("chromium");
    if !both {
        crate::support::oracles::left_out("a browser: chromium and chromedriver are not installed");
    }
    both
}

impl Chrome {
    /// Serves the program and opens a browser.
    pub async fn open(app: &TestApp, setup: Setup) -> Self {
        let provider = setup.with_provider.then(absent_provider);
        let options = Options { provider, ..Options::default() };
        let web = Web::new(app.cx.clone(), app.cx.clock.clone(), options);
        let serving = web::serve(web, "127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", serving.address().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(async move { serving.run(async { drop(stopped.await) }).await.unwrap() });
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut driver = Command::new("chromedriver");
        driver.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        let driver = driver.spawn().unwrap();
        let profile = tempfile::tempdir().unwrap();
        let width = if setup.width == 0 { 1280 } else { setup.width };
        let mut args = vec![
            "--headless".to_owned(),
            "--no-sandbox".into(),
            "--disable-gpu".into(),
            "--disable-dev-shm-usage".into(),
            "--disable-quic".into(),
            "--no-first-run".into(),
            "--disable-background-networking".into(),
            "--disable-component-update".into(),
            "--disable-sync".into(),
            format!("--window-size={width},900"),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        if setup.without_script {
            args.push("--blink-settings=scriptEnabled=false".into());
        }
        let wanted = json!({ "goog:chromeOptions": { "args": args, "binary": "/usr/bin/chromium" } });
        let client = Self::connect(port, wanted.as_object().unwrap().clone()).await;
        Self { client, address, driver, stop: Some(stop), _profile: profile }
    }

    async fn connect(port: u16, wanted: serde_json::Map<String, serde_json::Value>) -> Client {
        let mut last = None;
        for _ in 0..100 {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder.capabilities(wanted.clone()).connect(&format!("http://127.0.0.1:{port}")).await {
                Ok(client) => return client,
                Err(error) => last = Some(error),
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("chromedriver: {last:?}");
    }

    /// Goes to a path.
    pub async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.address)).await.unwrap();
    }

    /// Types into a field.
    pub async fn fill(&self, field: &str, text: &str) {
        let found = self.client.wait().for_element(Locator::Css(&format!("#{field}"))).await.unwrap();
        found.clear().await.unwrap();
        found.send_keys(text).await.unwrap();
    }

    /// Clicks what a selector finds, and waits for the page that follows.
    pub async fn click(&self, css: &str) {
        let found = self.client.wait().for_element(Locator::Css(css)).await;
        found.unwrap_or_else(|e| panic!("{css}: {e}")).click().await.unwrap();
    }

    /// The text of the page's main part.
    pub async fn text(&self) -> String {
        let main = self.client.wait().for_element(Locator::Css("main")).await.unwrap();
        // The page may change between finding and reading: whoever waits for words asks again.
        main.text().await.unwrap_or_default().replace('\u{a0}', " ")
    }

    /// Waits until the main part says something.
    pub async fn says(&self, words: &str) -> String {
        for _ in 0..400 {
            let text = self.text().await;
            if text.contains(words) {
                return text;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{} does not say {words:?}:\n{}", self.path().await, self.text().await);
    }

    /// The path of the page.
    pub async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_owned()
    }

    /// Signs somebody of a role in, as they do it themselves. Returns their address.
    pub async fn sign_in(&self, app: &TestApp, role: Role, merchant: Option<MerchantId>) -> String {
        // A step later than before: a code opens once.
        app.cx.clock.move_to(app.cx.clock.now() + TimeDelta::seconds(60));
        let (_, email) = app.account(role, merchant).await;
        self.go("/sign-in").await;
        self.fill("email", &email).await;
        self.fill("password", PASSWORD).await;
        self.click("main form button.main").await;
        if merchant.is_none() {
            self.client.wait().for_element(Locator::Css("#code")).await.unwrap();
            self.fill("code", &app.code(&email).await).await;
            self.click("main form button.main").await;
        }
        self.client.wait().for_element(Locator::Css("nav.places")).await.unwrap();
        email
    }

    /// What axe-core finds on this page that is serious: rule and where.
    pub async fn axe(&self, script: &str) -> Vec<String> {
        let run = "const done = arguments[arguments.length - 1]; axe.run(document, { resultTypes: ['violations'] })\
                   .then(r => done(r.violations.filter(v => ['serious', 'critical'].includes(v.impact))\
                   .map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', '))));";
        self.client.execute(script, vec![]).await.unwrap();
        let found = self.client.execute_async(run, vec![]).await.unwrap();
        serde_json::from_value(found).unwrap()
    }

    /// Closes the browser and stops the server.
    pub async fn close(mut self) {
        let _ = self.client.clone().close().await;
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

impl Drop for Chrome {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
