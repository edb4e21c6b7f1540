//! How the provider is asked: by https, within a while, without following where it points, and never more than a page of answer.

use std::time::Duration;

use openidconnect::{DiscoveryError, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;
use reqwest::{Client, Request, Url};

/// How long the connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// How long an answer may take.
const ANSWER: Duration = Duration::from_secs(10);
/// The largest answer.
const MOST_BYTES: usize = 1024 * 1024;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum WireError {
    #[error("{0} is no address that is asked: it must be https")]
    Address(String),
    #[error("the answer is too large")]
    Large,
    #[error("{0}")]
    Broken(String),
}

impl From<reqwest::Error> for WireError {
    fn from(error: reqwest::Error) -> Self {
        let late = if error.is_timeout() { "no answer in time: " } else { "" };
        // The reasons lie below one another; the first one only says that there are some.
        let mut deepest: &dyn std::error::Error = &error;
        while let Some(below) = deepest.source() {
            deepest = below;
        }
        Self::Broken(format!("{late}{}", plain(&deepest.to_string())))
    }
}

/// What a provider is asked by. Cheap to clone.
#[derive(Clone)]
pub(super) struct Wire {
    client: Client,
    /// Whether the provider is on this machine, and may be asked without encryption.
    near: bool,
}

impl Wire {
    pub(super) fn new(issuer: &Url) -> Result<Self, WireError> {
        let client = Client::builder().redirect(Policy::none()).connect_timeout(CONNECT).timeout(ANSWER).build()?;
        Ok(Self { client, near: is_near(issuer) })
    }

    /// Whether an address may be one of the provider's.
    pub(super) fn reaches(&self, url: &Url) -> bool {
        is_safe(url) || (self.near && is_near(url))
    }

    pub(super) async fn ask(self, request: HttpRequest) -> Result<HttpResponse, WireError> {
        let request = Request::try_from(request)?;
        if !self.reaches(request.url()) {
            return Err(WireError::Address(plain(request.url().as_str())));
        }
        let mut answer = self.client.execute(request).await?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > MOST_BYTES {
                return Err(WireError::Large);
            }
            body.extend_from_slice(&chunk);
        }
        let mut made = HttpResponse::new(body);
        *made.status_mut() = answer.status();
        *made.headers_mut() = answer.headers().clone();
        Ok(made)
    }
}

/// Whether an address is one of this machine, without encryption.
pub(super) fn is_near(url: &Url) -> bool {
    url.scheme() == "http" && matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

/// Whether what is sent to an address is encrypted.
pub(super) fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" && url.host_str().is_some_and(|host| !host.is_empty())
}

/// Why the provider does not say what it is, without what it answered.
pub(super) fn told(error: &DiscoveryError<WireError>) -> String {
    match error {
        DiscoveryError::Request(error) => error.to_string(),
        DiscoveryError::Response(status, _, _) => format!("it answers {status} when asked what it is"),
        DiscoveryError::Parse(error) => format!("what it says of itself makes no sense: {}", plain(&error.to_string())),
        other => plain(&other.to_string()),
    }
}

/// One short line of what somebody else wrote.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect()
}
