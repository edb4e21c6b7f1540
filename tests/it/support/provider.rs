//! A real identity provider beside the test: `tests/oidc/provider.mjs`, in a process of its own; and somebody at its door.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};
use tillhold::config::OidcConfig;
use tillhold::gateways::oidc::Provider;

/// Where people reach the program of the tests.
pub const ADDRESS: &str = "http://tillhold.test";

/// A provider that is never asked: its button stands at the door and leads nowhere.
pub fn absent_provider() -> Provider {
    let set = |text: &str| Some(text.to_owned());
    let issuer = set("http://127.0.0.1:1");
    let config = OidcConfig { issuer, client_id: set("tillhold"), client_secret: set("secret"), acr: None };
    Provider::of(&config, Some(ADDRESS)).unwrap().unwrap()
}

/// A running provider; ends with the test.
pub struct RealProvider {
    /// Its port on this machine.
    pub port: u16,
    elsewhere: bool,
    process: Child,
}

/// Whom somebody at the provider's door says they are.
#[derive(Clone, Debug)]
pub struct Says<'a> {
    /// The provider's name for them.
    pub sub: &'a str,
    /// Their e-mail address.
    pub email: &'a str,
    /// Whether the provider has made sure of it.
    pub verified: bool,
    /// How they proved it.
    pub amr: &'a str,
    /// The class of their sign-in.
    pub acr: &'a str,
}

impl<'a> Says<'a> {
    /// Somebody with a password and a code, whose address is sure.
    pub fn of(sub: &'a str, email: &'a str) -> Self {
        Self { sub, email, verified: true, amr: "pwd otp", acr: "" }
    }
}

impl RealProvider {
    /// Starts one that writes addresses into its tokens. `None`, and said so, where there is none.
    pub fn start(test: &str) -> Option<Self> {
        Self::start_at(test, 0, false)
    }

    /// Starts one that tells addresses only when it is asked for them.
    pub fn start_discreet(test: &str) -> Option<Self> {
        Self::start_at(test, 0, true)
    }

    fn start_at(test: &str, port: u16, elsewhere: bool) -> Option<Self> {
        let left_out = |why: &str| super::oracles::left_out(&format!("{test}: {why}"));
        let folder =
            std::env::var("TILLHOLD_OIDC").ok().filter(|folder| Path::new(folder).join("node_modules").is_dir());
        let Some(folder) = folder else {
            left_out("TILLHOLD_OIDC names no folder with oidc-provider");
            return None;
        };
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oidc/provider.mjs");
        let mut command = Command::new("node");
        command.arg(script).args([&folder, &port.to_string(), &format!("{ADDRESS}/sign-in/oidc/back")]);
        command.args(["tillhold", "a secret of ours"]).args(elsewhere.then_some("claims-elsewhere"));
        let Ok(mut process) = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn() else {
            left_out("node is not installed");
            return None;
        };
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().strip_prefix("listening ").unwrap_or_else(|| panic!("the provider says {line:?}"));
        Some(Self { port: port.parse().unwrap(), elsewhere, process })
    }

    /// What the program asks it by; with the class of sign-in that counts as a second factor.
    pub fn gateway(&self, acr: Option<&str>) -> Provider {
        let config = OidcConfig {
            issuer: Some(format!("http://127.0.0.1:{}", self.port)),
            client_id: Some("tillhold".to_owned()),
            client_secret: Some("a secret of ours".to_owned()),
            acr: acr.map(str::to_owned),
        };
        Provider::of(&config, Some(ADDRESS)).unwrap().unwrap()
    }

    /// Stops it.
    pub fn stop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Starts it again where it was, with other keys.
    pub fn again(&mut self) {
        *self = Self::start_at("again", self.port, self.elsewhere).unwrap();
    }

    /// Goes where the program sends somebody, says at the door who they are, and returns the path by which they come back.
    pub async fn pass(&self, there: &str, says: &Says<'_>) -> String {
        let (sub, email, amr, acr) = (says.sub, says.email, says.amr, says.acr);
        let verified = if says.verified { "true" } else { "false" };
        self.door(there, &[("sub", sub), ("email", email), ("verified", verified), ("amr", amr), ("acr", acr)]).await
    }

    /// As [`RealProvider::pass`], but does not want to after all.
    pub async fn refuse(&self, there: &str) -> String {
        self.door(there, &[("refuse", "yes")]).await
    }

    async fn door(&self, there: &str, typed: &[(&str, &str)]) -> String {
        let mut walker = Walker::new();
        let door = walker.walk(there, None).await;
        let typed = form_urlencoded::Serializer::new(String::new()).extend_pairs(typed).finish();
        let back = walker.walk(&door, Some(typed)).await;
        back.strip_prefix(ADDRESS).unwrap_or_else(|| panic!("not back with us: {back}")).to_owned()
    }
}

impl Drop for RealProvider {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A browser at the provider's.
struct Walker {
    client: Client,
    cookies: BTreeMap<String, String>,
}

impl Walker {
    fn new() -> Self {
        Self { client: Client::builder().redirect(Policy::none()).build().unwrap(), cookies: BTreeMap::new() }
    }

    /// Follows until a page is shown or the way leads to us; returns where that is.
    async fn walk(&mut self, from: &str, mut typed: Option<String>) -> String {
        let mut at = Url::parse(from).unwrap();
        for _ in 0..10 {
            let answer = self.ask(&at, typed.take()).await;
            let Some(next) = answer.headers().get(LOCATION) else {
                let (status, text) = (answer.status(), answer.text().await.unwrap());
                assert!(status.is_success(), "{at}: {status} {text}");
                return at.to_string();
            };
            at = at.join(next.to_str().unwrap()).unwrap();
            if at.as_str().starts_with(ADDRESS) {
                return at.to_string();
            }
        }
        panic!("round and round at {at}");
    }

    async fn ask(&mut self, at: &Url, typed: Option<String>) -> Response {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = match typed {
            None => self.client.get(at.clone()),
            Some(body) => {
                self.client.post(at.clone()).header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body)
            }
        };
        let answer = request.header(COOKIE, cookies.join("; ")).send().await.unwrap();
        for cookie in answer.headers().get_all(SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
        }
        answer
    }
}
