//! The three doors: portal, back office and accounting's desk, over HTTP.
//!
//! A request passes, from the outside in: [`visit`] (who is it, in what language; the page of an error; headers), the gate of
//! its route ([`routes`]: may this role do this), and the handler, whose extractors load what it is about within the reader's
//! scope ([`own`]). What changes something is a [`form`] with a token of the session and a key that has one effect ([`once`]).

mod agent;
mod assets;
mod attachments;
mod desk;
mod door;
mod error;
mod files;
mod form;
mod frame;
mod health;
mod long_form;
mod machine;
mod metrics;
mod named;
mod office;
mod once;
mod own;
mod papers;
mod passport;
mod people;
mod portal;
pub mod routes;
mod serve;
mod shared;
mod terminals;
mod token;
mod upload;
mod visit;

use std::sync::Arc;

use entity::types::Instant;

pub use error::{WebError, WebResult};
pub use machine::TimeMachine;
pub use serve::{Serving, serve};

use crate::clock::Clock;
use crate::documents::pdf::PdfWriter;
use crate::gateways::oidc::Provider;
use crate::service::Context;

/// What handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct Web(Arc<Inner>);

struct Inner {
    cx: Context,
    wall: Clock,
    options: Options,
    metrics: metrics::Metrics,
    shared: shared::Shared,
    pdf: tokio::sync::OnceCell<Arc<PdfWriter>>,
}

/// How the web side behaves.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The address under which people reach us; with `https://`, cookies are sent by https only.
    pub address: Option<String>,
    /// Whether `X-Forwarded-For` of a proxy is believed.
    pub behind_proxy: bool,
    /// The identity provider by which the company's people may sign in.
    pub provider: Option<Provider>,
    /// Of a demo: its clock can be moved, and the second factor's code is shown.
    pub demo: Option<TimeMachine>,
}

impl Web {
    /// The web side of a program. `wall` is the time of day that sessions live by; the context's clock is the business's.
    #[must_use]
    pub fn new(cx: Context, wall: Clock, options: Options) -> Self {
        let (metrics, shared) = (metrics::Metrics::new(), shared::Shared::default());
        Self(Arc::new(Inner { cx, wall, options, metrics, shared, pdf: tokio::sync::OnceCell::new() }))
    }

    /// What use cases work with.
    #[must_use]
    pub fn cx(&self) -> &Context {
        &self.0.cx
    }

    /// The time of day that sessions live by.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.0.wall.now()
    }

    /// How the web side behaves.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.0.options
    }

    /// Sums over everything, worked out once for all who ask at the same time.
    fn shared(&self) -> &shared::Shared {
        &self.0.shared
    }

    /// What sets PDFs that are made when somebody asks for them. It reads its fonts when the first is asked for.
    async fn pdf(&self) -> WebResult<Arc<PdfWriter>> {
        let made = self.0.pdf.get_or_try_init(|| async {
            let made = tokio::task::spawn_blocking(PdfWriter::new).await.map_err(|e| WebError::Fault(e.to_string()))?;
            made.map(Arc::new).map_err(|e| WebError::Fault(e.to_string()))
        });
        Ok(made.await?.clone())
    }

    fn metrics(&self) -> &metrics::Metrics {
        &self.0.metrics
    }

    /// Whether cookies are sent by https only.
    fn is_secure(&self) -> bool {
        self.0.options.address.as_ref().is_some_and(|a| a.starts_with("https://"))
    }
}
