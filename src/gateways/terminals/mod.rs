//! Terminal management: who connects terminals to the gateway and disconnects them, and says when it last saw them.
//!
//! An order has an id by which it is done once, however often it is sent, and a sequence by which the latest of a terminal wins,
//! in whatever turn orders arrive. That it is done is confirmed later, by a call-back; where none comes, we ask.

mod http;
mod sign;

use std::sync::Arc;

use entity::types::{Instant, TerminalOrderId};
use futures::future::BoxFuture;
use uuid::Uuid;

pub use self::http::Http;
pub use self::sign::{AGE_SECONDS, Key, SIGNATURE, Signed, TIMESTAMP};
use crate::config::TerminalsConfig;

/// The path under which terminal management calls us back.
pub const CALL_BACK: &str = "/terminals/confirmations";

/// The time of day, by which calls are signed: the other side's clock is no simulated one.
pub type TimeOfDay = Arc<dyn Fn() -> Instant + Send + Sync>;

/// What is asked of terminal management, when it answers.
pub type Asking<'a, T> = BoxFuture<'a, Result<T, TerminalError>>;

/// A terminal is to be connected, or disconnected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// By which it is done once.
    pub id: TerminalOrderId,
    /// Which terminal.
    pub serial: String,
    /// Its place among the orders of that terminal: a later one wins.
    pub sequence: i64,
}

/// What terminal management says to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is done.
    Done,
    /// It will be done, and confirmed.
    Accepted,
    /// It knows a later order of that terminal, of this sequence.
    Overtaken(i64),
}

/// How a terminal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Which terminal.
    pub serial: String,
    /// Whether it is connected.
    pub connected: bool,
    /// The order that made it so; nought: none of ours.
    pub sequence: i64,
    /// When it was last online.
    pub seen: Option<Instant>,
}

/// A terminal is as an order wanted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The call's own id: the same call has one effect.
    pub id: Uuid,
    /// The order that is done.
    pub order: TerminalOrderId,
    /// Which terminal.
    pub serial: String,
    /// The order's sequence.
    pub sequence: i64,
    /// Whether it is connected.
    pub connected: bool,
}

/// A call that came in.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The path that it came to.
    pub path: &'a str,
    /// Its header [`TIMESTAMP`].
    pub timestamp: Option<&'a str>,
    /// Its header [`SIGNATURE`].
    pub signature: Option<&'a str>,
    /// What it says.
    pub body: &'a [u8],
    /// When it came, by the time of day.
    pub at: Instant,
}

/// Why an order did not get through, or what was asked was not answered. Names no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TerminalError {
    /// A setting that makes no sense.
    #[error("{key}: {why}")]
    Setting {
        /// The key.
        key: &'static str,
        /// What is wrong, and what to write.
        why: &'static str,
    },
    /// Trying later may help.
    #[error("terminal management does not answer as it should: {0}")]
    Later(String),
    /// It refuses; trying again does not help.
    #[error("terminal management refuses: {0}")]
    Refused(String),
    /// It does not know the terminal.
    #[error("terminal management does not know the terminal {0}")]
    Unknown(String),
}

impl TerminalError {
    /// Whether trying again does not help.
    #[must_use]
    pub const fn is_permanent(&self) -> bool {
        !matches!(self, Self::Later(_))
    }
}

/// Why a call is not heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unheard {
    /// It is not signed with our key.
    #[error("the signature is not right")]
    Unsigned,
    /// It is older, or younger, than five minutes.
    #[error("the timestamp is not of now")]
    Late,
    /// It says what nobody understands.
    #[error("the body is not a confirmation")]
    Malformed,
}

/// Terminal management. An adapter speaks its language, both ways.
pub trait TerminalManagement: Send + Sync {
    /// Connects a terminal.
    ///
    /// # Errors
    /// One that does not answer, refuses, or does not know the terminal.
    fn connect<'a>(&'a self, order: &'a Order) -> Asking<'a, Answer>;

    /// Disconnects a terminal.
    ///
    /// # Errors
    /// As connecting.
    fn disconnect<'a>(&'a self, order: &'a Order) -> Asking<'a, Answer>;

    /// How terminals stand; one that is not known is left out.
    ///
    /// # Errors
    /// One that does not answer or refuses.
    fn status<'a>(&'a self, serials: &'a [&'a str]) -> Asking<'a, Vec<Status>>;

    /// What a call confirms, if it is terminal management's and of now.
    ///
    /// # Errors
    /// A call that is somebody else's, too old, or makes no sense.
    fn heard(&self, call: &Call<'_>) -> Result<Confirmation, Unheard>;
}

/// The terminal management of the settings; none where none is set. Cheap to clone.
#[derive(Clone)]
pub struct Terminals(Option<Arc<dyn TerminalManagement>>);

impl std::fmt::Debug for Terminals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "Terminals" } else { "None" })
    }
}

impl Terminals {
    /// None: nothing is sent, and nobody confirms anything.
    pub const NONE: Self = Self(None);

    /// As the settings say; none without an address.
    ///
    /// # Errors
    /// Settings that make no sense; the error names the key.
    pub fn of(config: &TerminalsConfig, now: TimeOfDay) -> Result<Self, TerminalError> {
        Ok(Self(Http::of(config, now)?.map(|http| Arc::new(http) as Arc<dyn TerminalManagement>)))
    }

    /// One of one's own.
    #[must_use]
    pub fn by(management: Arc<dyn TerminalManagement>) -> Self {
        Self(Some(management))
    }

    /// The terminal management, if one is set.
    #[must_use]
    pub fn get(&self) -> Option<&dyn TerminalManagement> {
        self.0.as_deref()
    }
}
