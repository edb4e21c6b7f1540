//! Terminal management over HTTP: JSON, each call signed, each order with an idempotency key.
//!
//! `POST /v1/connect` and `/v1/disconnect` take an order and answer 200 (it is done), 202 (it will be), 409 (a later order is known)
//! or 404 (no such terminal); `POST /v1/status` takes serial numbers. What is confirmed comes to [`super::CALL_BACK`].

use std::time::Duration;

use entity::types::{Instant, TerminalOrderId};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sign::is_of_now;
use super::{
    Answer, Asking, Call, Confirmation, Key, Order, SIGNATURE, Signed, Status, TIMESTAMP, TerminalError,
    TerminalManagement, TimeOfDay, Unheard,
};
use crate::config::TerminalsConfig;

/// How long the connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// How long an answer may take, in seconds, if the settings do not say. Stays below the time for which a worker has its job.
const ANSWER_SECONDS: u64 = 10;
/// The longest that the settings may say.
const MOST_SECONDS: u64 = 120;
/// The largest answer.
const MOST_BYTES: usize = 1024 * 1024;

/// Terminal management over HTTP.
pub struct Http {
    client: Client,
    /// Without a slash at its end.
    address: Url,
    key: Key,
    now: TimeOfDay,
}

impl std::fmt::Debug for Http {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Http").field(&self.address.as_str()).finish()
    }
}

/// An order as it travels.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Ordered {
    order: TerminalOrderId,
    serial: String,
    sequence: i64,
}

/// The answer to an order that came too late.
#[derive(Debug, Deserialize)]
struct Later {
    sequence: i64,
}

#[derive(Debug, Serialize)]
struct Asked<'a> {
    serials: &'a [&'a str],
}

#[derive(Debug, Deserialize)]
struct Told {
    terminals: Vec<Stands>,
}

#[derive(Debug, Deserialize)]
struct Stands {
    serial: String,
    connected: bool,
    #[serde(default)]
    sequence: i64,
    #[serde(default)]
    seen_at: Option<Instant>,
}

/// A confirmation as it travels.
#[derive(Debug, Deserialize)]
struct Confirmed {
    id: Uuid,
    order: TerminalOrderId,
    serial: String,
    sequence: i64,
    connected: bool,
}

const fn setting(key: &'static str, why: &'static str) -> TerminalError {
    TerminalError::Setting { key, why }
}

fn later(why: impl Into<String>) -> TerminalError {
    TerminalError::Later(why.into())
}

impl From<reqwest::Error> for TerminalError {
    fn from(error: reqwest::Error) -> Self {
        let late = if error.is_timeout() { "no answer in time: " } else { "" };
        // The reasons lie below one another; the first one only says that there are some.
        let mut deepest: &dyn std::error::Error = &error;
        while let Some(below) = deepest.source() {
            deepest = below;
        }
        later(format!("{late}{}", plain(&deepest.to_string())))
    }
}

impl Http {
    /// As the settings say; none without an address.
    ///
    /// # Errors
    /// Settings that make no sense; the error names the key.
    pub fn of(config: &TerminalsConfig, now: TimeOfDay) -> Result<Option<Self>, TerminalError> {
        let filled = |value: &Option<String>| value.clone().filter(|value| !value.trim().is_empty());
        let Some(address) = filled(&config.address) else { return Ok(None) };
        const FORM: TerminalError = setting(
            "terminals.address",
            "is no address of terminal management: write https://HOST/PATH, without ? and #",
        );
        let mut address = Url::parse(address.trim_end_matches('/')).map_err(|_| FORM)?;
        let near = matches!(address.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        let safe = address.scheme() == "https" || (address.scheme() == "http" && near);
        let bare = address.query().is_none() && address.fragment().is_none() && address.username().is_empty();
        if !safe || !bare || address.cannot_be_a_base() {
            return Err(FORM);
        }
        let path = address.path().trim_end_matches('/').to_owned();
        address.set_path(&path);
        let key = filled(&config.key).and_then(|key| Key::of(&key)).ok_or(setting(
            "terminals.key",
            "is missing or too short: write the key that terminal management has as well, at least 32 random letters",
        ))?;
        let seconds = config.timeout_seconds.unwrap_or(ANSWER_SECONDS);
        if !(1..=MOST_SECONDS).contains(&seconds) {
            return Err(setting("terminals.timeout_seconds", "is out of range: write 1 to 120"));
        }
        let whole = Duration::from_secs(seconds);
        let client = Client::builder().redirect(Policy::none()).connect_timeout(CONNECT).timeout(whole).build()?;
        Ok(Some(Self { client, address, key, now }))
    }

    /// Sends a signed call. `once` is by what the other side knows it again.
    async fn ask(
        &self,
        path: &str,
        body: Vec<u8>,
        once: Option<TerminalOrderId>,
    ) -> Result<(StatusCode, Vec<u8>), TerminalError> {
        let mut url = self.address.clone();
        url.set_path(&format!("{}{path}", self.address.path().trim_end_matches('/')));
        let timestamp = (self.now)().timestamp();
        let signature = self.key.sign(&Signed { method: "POST", path: url.path(), timestamp, body: &body });
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(HeaderName::from_static(TIMESTAMP), HeaderValue::from(timestamp));
        let text = |text: &str| HeaderValue::from_str(text).map_err(|_| later("a header cannot be made"));
        headers.insert(HeaderName::from_static(SIGNATURE), text(&signature)?);
        if let Some(once) = once {
            headers.insert(HeaderName::from_static("idempotency-key"), text(&once.to_string())?);
        }
        let mut answer = self.client.post(url).headers(headers).body(body).send().await?;
        let status = answer.status();
        let mut said = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if said.len() + chunk.len() > MOST_BYTES {
                return Err(later("the answer is too large"));
            }
            said.extend_from_slice(&chunk);
        }
        Ok((status, said))
    }

    async fn order(&self, path: &'static str, order: &Order) -> Result<Answer, TerminalError> {
        let ordered = Ordered { order: order.id, serial: order.serial.clone(), sequence: order.sequence };
        let body = serde_json::to_vec(&ordered).map_err(|_| later("the order cannot be written"))?;
        let (status, said) = self.ask(path, body, Some(order.id)).await?;
        match status {
            StatusCode::OK => Ok(Answer::Done),
            StatusCode::ACCEPTED => Ok(Answer::Accepted),
            StatusCode::CONFLICT => {
                let known: Later = read(&said)?;
                Ok(Answer::Overtaken(known.sequence))
            }
            StatusCode::NOT_FOUND => Err(TerminalError::Unknown(order.serial.clone())),
            status => Err(refusal(status)),
        }
    }

    async fn stand(&self, serials: &[&str]) -> Result<Vec<Status>, TerminalError> {
        let body = serde_json::to_vec(&Asked { serials }).map_err(|_| later("the question cannot be written"))?;
        let (status, said) = self.ask("/v1/status", body, None).await?;
        if status != StatusCode::OK {
            return Err(refusal(status));
        }
        let told: Told = read(&said)?;
        let asked = told.terminals.into_iter().filter(|t| serials.contains(&t.serial.as_str()));
        Ok(asked
            .map(|t| Status { serial: t.serial, connected: t.connected, sequence: t.sequence, seen: t.seen_at })
            .collect())
    }
}

impl TerminalManagement for Http {
    fn connect<'a>(&'a self, order: &'a Order) -> Asking<'a, Answer> {
        Box::pin(self.order("/v1/connect", order))
    }

    fn disconnect<'a>(&'a self, order: &'a Order) -> Asking<'a, Answer> {
        Box::pin(self.order("/v1/disconnect", order))
    }

    fn status<'a>(&'a self, serials: &'a [&'a str]) -> Asking<'a, Vec<Status>> {
        Box::pin(self.stand(serials))
    }

    fn heard(&self, call: &Call<'_>) -> Result<Confirmation, Unheard> {
        let timestamp: i64 = call.timestamp.and_then(|text| text.parse().ok()).ok_or(Unheard::Unsigned)?;
        let signed = Signed { method: "POST", path: call.path, timestamp, body: call.body };
        if !self.key.is_signed(&signed, call.signature.unwrap_or_default()) {
            return Err(Unheard::Unsigned);
        }
        if !is_of_now(timestamp, call.at) {
            return Err(Unheard::Late);
        }
        let told: Confirmed = serde_json::from_slice(call.body).map_err(|_| Unheard::Malformed)?;
        let Confirmed { id, order, serial, sequence, connected } = told;
        Ok(Confirmation { id, order, serial, sequence, connected })
    }
}

fn read<'a, T: Deserialize<'a>>(said: &'a [u8]) -> Result<T, TerminalError> {
    serde_json::from_slice(said)
        .map_err(|error| later(format!("its answer makes no sense: {}", plain(&error.to_string()))))
}

/// What a status means that is none of an order's own. Our key may be the wrong one for a while: that is no fault of the order.
fn refusal(status: StatusCode) -> TerminalError {
    let said = format!("it answers {}", status.as_u16());
    match status {
        StatusCode::UNAUTHORIZED
        | StatusCode::FORBIDDEN
        | StatusCode::REQUEST_TIMEOUT
        | StatusCode::TOO_MANY_REQUESTS => later(said),
        status if status.is_client_error() => TerminalError::Refused(said),
        _ => later(said),
    }
}

/// One short line of what somebody else wrote.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;

    use super::*;

    const KEY: &str = "0123456789abcdef0123456789abcdef";

    fn of(address: &str, key: &str, timeout_seconds: Option<u64>) -> Result<Option<Http>, TerminalError> {
        let set = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let config = TerminalsConfig { address: set(address), key: set(key), timeout_seconds };
        Http::of(&config, Arc::new(|| Instant::from_timestamp(1_767_265_200, 0).unwrap()))
    }

    #[test]
    fn a_setting_that_makes_no_sense_is_named_and_no_key_shown() {
        assert!(of("", "", None).unwrap().is_none(), "nothing is set");
        let http = of("https://tms.example.dk/api/", KEY, None).unwrap().unwrap();
        assert_eq!(format!("{http:?}"), "Http(\"https://tms.example.dk/api\")");
        assert!(of("http://127.0.0.1:9000", KEY, Some(1)).is_ok());
        let all = "https://tms.example.dk";
        for (address, key, seconds, named) in [
            ("http://tms.example.dk", KEY, None, "terminals.address"),
            ("tms.example.dk", KEY, None, "terminals.address"),
            ("https://tms.example.dk/?a=b", KEY, None, "terminals.address"),
            ("https://u:hemmelig@tms.example.dk", KEY, None, "terminals.address"),
            ("ftp://localhost", KEY, None, "terminals.address"),
            (all, "", None, "terminals.key"),
            (all, "hemmelig", None, "terminals.key"),
            (all, KEY, Some(0), "terminals.timeout_seconds"),
            (all, KEY, Some(121), "terminals.timeout_seconds"),
        ] {
            let error = of(address, key, seconds).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{named}: ")) && !error.contains("hemmelig"), "{address}: {error}");
        }
    }

    #[test]
    fn a_call_is_heard_once_it_is_signed_of_now_and_makes_sense() {
        let http = of("https://tms.example.dk", KEY, None).unwrap().unwrap();
        let at = Instant::from_timestamp(1_767_265_200, 0).unwrap();
        let body = br#"{"id":"00000000-0000-0000-0000-000000000001","order":"00000000-0000-0000-0000-000000000002",
            "serial":"S1","sequence":3,"connected":true}"#;
        let hear = |body: &[u8], path: &str, seconds: i64| {
            let key = Key::of(KEY).unwrap();
            let timestamp = at.timestamp() + seconds;
            let signature = key.sign(&Signed { method: "POST", path: super::super::CALL_BACK, timestamp, body });
            let timestamp = timestamp.to_string();
            http.heard(&Call { path, timestamp: Some(&timestamp), signature: Some(&signature), body, at })
        };
        let heard = hear(body, super::super::CALL_BACK, -300).unwrap();
        assert_eq!((heard.serial.as_str(), heard.sequence, heard.connected), ("S1", 3, true));
        assert_eq!(hear(body, super::super::CALL_BACK, -301), Err(Unheard::Late));
        assert_eq!(hear(body, super::super::CALL_BACK, 301), Err(Unheard::Late));
        assert_eq!(hear(body, "/elsewhere", 0), Err(Unheard::Unsigned));
        assert_eq!(hear(b"{}", super::super::CALL_BACK, 0), Err(Unheard::Malformed));
        let bare = Call { path: super::super::CALL_BACK, timestamp: None, signature: None, body, at };
        assert_eq!(http.heard(&bare), Err(Unheard::Unsigned));
    }

    #[test]
    fn what_may_pass_is_tried_again_and_what_will_not_is_given_up() {
        for (status, permanent) in [
            (500, false),
            (503, false),
            (301, false),
            (401, false),
            (403, false),
            (429, false),
            (400, true),
            (422, true),
        ] {
            assert_eq!(refusal(StatusCode::from_u16(status).unwrap()).is_permanent(), permanent, "{status}");
        }
    }
}
