//! A stand-in for terminal management: it keeps terminals in memory, checks and makes signatures, and can be told to be down, to be
//! slow, to call back twice, in the wrong order, or not at all.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use entity::types::{Instant, TerminalOrderId};
use reqwest::{Client, Url};
use serde::Deserialize;
use serde_json::json;
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::clock::{Clock, Ids};
use crate::gateways::terminals::{AGE_SECONDS, Key, SIGNATURE, Signed, TIMESTAMP};

/// How long a call-back is held back for a later one to go before it.
const HELD: Duration = Duration::from_millis(1500);
/// How often a call-back is tried.
const TRIES: u32 = 6;

/// How it behaves.
#[derive(Clone, Debug, Default)]
pub struct Manners {
    /// So many calls are answered with 503 first.
    pub down_first: u64,
    /// An answer to an order takes so long; what is ordered is done before.
    pub slow: Duration,
    /// Each call-back goes out three times: the same one again, and once with another id.
    pub twice: bool,
    /// A call-back waits for a later one to go before it.
    pub out_of_order: bool,
    /// No call-backs.
    pub silent: bool,
    /// Serial numbers that it does not know.
    pub unknown: HashSet<String>,
    /// Terminals that are connected and never online.
    pub offline: HashSet<String>,
}

/// A terminal as it knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terminal {
    /// Whether it is connected.
    pub connected: bool,
    /// The last order's sequence.
    pub sequence: i64,
    /// The last order.
    pub order: Option<TerminalOrderId>,
    /// How many orders were carried out.
    pub switched: u64,
    /// When it was last online.
    pub seen: Option<Instant>,
}

/// The stand-in. Cheap to clone.
#[derive(Clone)]
pub struct StandIn(Arc<Inner>);

struct Inner {
    key: Key,
    call_back: Option<Url>,
    clock: Clock,
    ids: Ids,
    client: Client,
    manners: Mutex<Manners>,
    known: Mutex<HashMap<String, Terminal>>,
    held: Mutex<Option<String>>,
}

impl std::fmt::Debug for StandIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StandIn")
    }
}

#[derive(Debug, Deserialize)]
struct Ordered {
    order: TerminalOrderId,
    serial: String,
    sequence: i64,
}

#[derive(Debug, Deserialize)]
struct Asked {
    serials: Vec<String>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl StandIn {
    /// One that calls back at an address; without one it calls nobody.
    #[must_use]
    pub fn new(key: Key, call_back: Option<Url>, clock: Clock, manners: Manners) -> Self {
        Self(Arc::new(Inner {
            key,
            call_back,
            ids: Ids::random(&clock),
            clock,
            client: Client::new(),
            manners: Mutex::new(manners),
            known: Mutex::default(),
            held: Mutex::default(),
        }))
    }

    /// Behaves otherwise from now on.
    pub fn behave(&self, manners: Manners) {
        *lock(&self.0.manners) = manners;
    }

    /// A terminal as it knows it.
    #[must_use]
    pub fn terminal(&self, serial: &str) -> Terminal {
        lock(&self.0.known).get(serial).cloned().unwrap_or_default()
    }

    /// Switches a terminal by hand, as its own people might.
    pub fn switch(&self, serial: &str, connected: bool) {
        lock(&self.0.known).entry(serial.to_owned()).or_default().connected = connected;
    }

    /// Carries out an order that somebody else gives.
    pub fn order(&self, serial: &str, sequence: i64, connected: bool) {
        let mut known = lock(&self.0.known);
        let terminal = known.entry(serial.to_owned()).or_default();
        (terminal.sequence, terminal.connected, terminal.order) = (sequence, connected, None);
    }

    /// A terminal was last online at an instant.
    pub fn see(&self, serial: &str, seen: Option<Instant>) {
        lock(&self.0.known).entry(serial.to_owned()).or_default().seen = seen;
    }

    /// Serves until told to stop; what is under way then is given up.
    ///
    /// # Errors
    /// A listener that breaks.
    pub async fn serve(self, listener: TcpListener, stop: impl Future<Output = ()> + Send) -> std::io::Result<()> {
        let router = Router::new()
            .route("/v1/connect", post(order))
            .route("/v1/disconnect", post(order))
            .route("/v1/status", post(status))
            .with_state(self);
        tokio::select! {
            done = async { axum::serve(listener, router).await } => done,
            () = stop => Ok(()),
        }
    }

    /// Whether a call is ours and of now.
    fn is_signed(&self, path: &str, headers: &HeaderMap, body: &[u8]) -> bool {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let Ok(timestamp) = text(TIMESTAMP).parse::<i64>() else { return false };
        let now = self.0.clock.now().timestamp();
        (timestamp - now).abs() <= AGE_SECONDS
            && self.0.key.is_signed(&Signed { method: "POST", path, timestamp, body }, text(SIGNATURE))
    }

    /// Whether it is down for this call.
    fn is_down(&self) -> bool {
        let mut manners = lock(&self.0.manners);
        let down = manners.down_first > 0;
        manners.down_first = manners.down_first.saturating_sub(1);
        down
    }

    /// Carries an order out. The answer, and what is to be called back.
    fn carry_out(&self, ordered: &Ordered, connected: bool) -> (StatusCode, serde_json::Value, Option<String>) {
        let manners = lock(&self.0.manners).clone();
        if manners.unknown.contains(&ordered.serial) {
            return (StatusCode::NOT_FOUND, json!({ "error": "no such terminal" }), None);
        }
        let mut known = lock(&self.0.known);
        let terminal = known.entry(ordered.serial.clone()).or_default();
        if terminal.order == Some(ordered.order) {
            return (StatusCode::OK, json!({ "state": "done" }), None);
        }
        if ordered.sequence <= terminal.sequence {
            return (StatusCode::CONFLICT, json!({ "sequence": terminal.sequence }), None);
        }
        terminal.connected = connected;
        terminal.sequence = ordered.sequence;
        terminal.order = Some(ordered.order);
        terminal.switched += 1;
        if connected && !manners.offline.contains(&ordered.serial) {
            terminal.seen = Some(self.0.clock.now());
        }
        let told = json!({
            "id": self.0.ids.next::<Uuid>(),
            "order": ordered.order,
            "serial": ordered.serial,
            "sequence": ordered.sequence,
            "connected": connected,
        });
        (StatusCode::ACCEPTED, json!({ "state": "accepted" }), Some(told.to_string()))
    }

    /// Calls back, as its manners are.
    async fn call_back(self, told: String) {
        let manners = lock(&self.0.manners).clone();
        if manners.silent {
            return;
        }
        if !manners.out_of_order {
            return self.tell(&told, manners.twice).await;
        }
        let before = lock(&self.0.held).take();
        if let Some(before) = before {
            self.tell(&told, manners.twice).await;
            return self.tell(&before, manners.twice).await;
        }
        *lock(&self.0.held) = Some(told.clone());
        tokio::time::sleep(HELD).await;
        let still = lock(&self.0.held).take_if(|held| *held == told);
        if still.is_some() {
            self.tell(&told, manners.twice).await;
        }
    }

    async fn tell(&self, told: &str, twice: bool) {
        self.send(told).await;
        if twice {
            self.send(told).await;
            if let Ok(mut other) = serde_json::from_str::<serde_json::Value>(told) {
                other["id"] = json!(self.0.ids.next::<Uuid>());
                self.send(&other.to_string()).await;
            }
        }
    }

    /// Sends a call-back until it is taken, or refused.
    async fn send(&self, told: &str) {
        let Some(url) = &self.0.call_back else { return };
        for attempt in 0..TRIES {
            let timestamp = self.0.clock.now().timestamp();
            let signed = Signed { method: "POST", path: url.path(), timestamp, body: told.as_bytes() };
            let request = self
                .0
                .client
                .post(url.clone())
                .header("content-type", "application/json")
                .header(TIMESTAMP, timestamp)
                .header(SIGNATURE, self.0.key.sign(&signed))
                .body(told.to_owned());
            match request.send().await {
                Ok(answer) if answer.status().is_server_error() => {}
                Ok(answer) => {
                    tracing::info!(status = answer.status().as_u16(), told, "called back");
                    return;
                }
                Err(error) => tracing::info!(%error, "nobody to call back"),
            }
            tokio::time::sleep(Duration::from_millis(200 << attempt)).await;
        }
    }
}

async fn order(State(standin): State<StandIn>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    if !standin.is_signed(uri.path(), &headers, &body) {
        return (StatusCode::UNAUTHORIZED, "not signed\n").into_response();
    }
    if standin.is_down() {
        return (StatusCode::SERVICE_UNAVAILABLE, "down\n").into_response();
    }
    let Ok(ordered) = serde_json::from_slice::<Ordered>(&body) else {
        return (StatusCode::BAD_REQUEST, "no order\n").into_response();
    };
    let (status, answer, told) = standin.carry_out(&ordered, uri.path() == "/v1/connect");
    tracing::info!(
        path = uri.path(),
        serial = ordered.serial,
        sequence = ordered.sequence,
        status = status.as_u16(),
        "order"
    );
    if let Some(told) = told {
        tokio::spawn(standin.clone().call_back(told));
    }
    let slow = lock(&standin.0.manners).slow;
    tokio::time::sleep(slow).await;
    (status, answer.to_string()).into_response()
}

async fn status(State(standin): State<StandIn>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    if !standin.is_signed(uri.path(), &headers, &body) {
        return (StatusCode::UNAUTHORIZED, "not signed\n").into_response();
    }
    if standin.is_down() {
        return (StatusCode::SERVICE_UNAVAILABLE, "down\n").into_response();
    }
    let Ok(asked) = serde_json::from_slice::<Asked>(&body) else {
        return (StatusCode::BAD_REQUEST, "no question\n").into_response();
    };
    let known = lock(&standin.0.known);
    let terminals: Vec<_> = asked
        .serials
        .iter()
        .filter_map(|serial| known.get(serial).map(|terminal| (serial, terminal)))
        .map(|(serial, t)| {
            json!({ "serial": serial, "connected": t.connected, "sequence": t.sequence, "seen_at": t.seen, "switched": t.switched })
        })
        .collect();
    (StatusCode::OK, json!({ "terminals": terminals }).to_string()).into_response()
}

/// Listens at an address, and serves until told to stop.
///
/// # Errors
/// An address that is taken or is not this machine's.
pub async fn listen(
    standin: StandIn,
    address: &str,
    stop: impl Future<Output = ()> + Send,
    at: impl FnOnce(SocketAddr),
) -> std::io::Result<()> {
    let listener = TcpListener::bind(address).await?;
    at(listener.local_addr()?);
    standin.serve(listener, stop).await
}
