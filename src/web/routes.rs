//! Every route with who may take it and what it is about: the router is made of this table, and the access test reads it.

use std::convert::Infallible;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::SizeAbove;
use tower_http::compression::{CompressionLayer, CompressionLevel, DefaultPredicate, Predicate};

use super::upload::LARGEST;
use super::visit::{Visitor, visit};
use super::{Web, WebError, assets, desk, door, health, office, passport, portal, terminals};
use crate::domain::access::Act;
use crate::gateways::terminals::CALL_BACK;

/// Who may take a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody.
    Anyone,
    /// Another program that signs what it sends: it has no session, and its call is no form of ours.
    Signed,
    /// Whoever has given a password; the second factor may be missing.
    Half,
    /// Whoever has signed in.
    SignedIn,
    /// Whoever may do this.
    May(Act),
    /// Whoever may do this, in a demo only.
    Demo(Act),
}

/// What the `{id}` of a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Of {
    /// The path names nothing.
    Nothing,
    /// The secret of a link.
    Link,
    /// An asset.
    Asset,
    /// A merchant.
    Merchant,
    /// An agreement.
    Agreement,
    /// An invoice or credit note.
    Invoice,
    /// A device.
    Device,
    /// A device, by its serial number.
    Serial,
    /// An offer after a test.
    Quote,
    /// A billing run.
    Run,
    /// A job.
    Job,
    /// A letter.
    Mail,
    /// An account of the company's people.
    Staff,
    /// An account of a merchant's people.
    Colleague,
    /// A contested line.
    Dispute,
    /// A swap.
    Swap,
    /// A reported fault.
    Ticket,
    /// A reported loss, theft, damage or tampering.
    Incident,
    /// A file of a report, a swap or an incident.
    Attachment,
    /// A proposed charge.
    Charge,
    /// A paper about a device.
    Paper,
    /// A count of what lies at a place.
    StockTake,
    /// A terms version.
    Terms,
    /// A ledger account.
    LedgerAccount,
    /// An entry of the journal.
    Entry,
    /// A sealed export.
    Batch,
}

/// A route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// Path, with `{id}` where something is named.
    pub path: &'static str,
    /// Who may take it.
    pub who: Who,
    /// What it is about.
    pub of: Of,
}

/// The router on its way, with the table of what is in it.
pub(super) struct Doors {
    web: Web,
    router: Router<Web>,
    routes: Vec<Route>,
}

impl Doors {
    /// Adds a page.
    pub(super) fn get<H, T>(self, path: &'static str, who: Who, of: Of, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add(Method::GET, path, who, of, get(handler))
    }

    /// Adds what changes something.
    pub(super) fn post<H, T>(self, path: &'static str, who: Who, of: Of, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add(Method::POST, path, who, of, post(handler))
    }

    /// Adds what changes something, by a form that may bear a long list.
    pub(super) fn post_list<H, T>(self, path: &'static str, who: Who, of: Of, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        let roomy = post(handler).layer(DefaultBodyLimit::max(MOST_LIST_BYTES));
        self.add(Method::POST, path, who, of, roomy)
    }

    /// Adds what takes files: its body may be larger than that of other forms.
    pub(super) fn upload<H, T>(self, path: &'static str, who: Who, of: Of, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        let larger = post(handler).layer::<_, Infallible>(DefaultBodyLimit::max(LARGEST));
        self.add(Method::POST, path, who, of, larger)
    }

    fn add(mut self, method: Method, path: &'static str, who: Who, of: Of, handler: MethodRouter<Web>) -> Self {
        let gated = handler
            .layer::<_, Infallible>(from_fn(gate))
            .layer::<_, Infallible>(Extension((who, self.web.options().demo.is_some())));
        self.router = self.router.route(path, gated);
        self.routes.push(Route { method, path, who, of });
        self
    }
}

/// Lets in who may.
async fn gate(
    Extension((who, demo)): Extension<(Who, bool)>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
    next: Next,
) -> Response {
    let act = match who {
        Who::Anyone | Who::Signed => return next.run(request).await,
        Who::Half if visitor.half_signed().is_some() => return next.run(request).await,
        Who::Demo(_) if !demo => return WebError::NotFound.into_response(),
        Who::Half | Who::SignedIn => None,
        Who::May(act) | Who::Demo(act) => Some(act),
    };
    match (visitor.signed(), visitor.half_signed()) {
        (None, Some(_)) => WebError::SecondFactor.into_response(),
        (None, None) => visitor.who().err().unwrap_or(WebError::Forbidden).into_response(),
        (Some(signed), _) if act.is_none_or(|act| signed.person.may(act)) => next.run(request).await,
        (Some(signed), _) if signed.person.viewing.is_some() => WebError::Viewing.into_response(),
        (Some(_), _) => WebError::Forbidden.into_response(),
    }
}

fn doors(web: &Web) -> Doors {
    let doors = Doors { web: web.clone(), router: Router::new(), routes: Vec::new() };
    let doors = doors
        .get("/health", Who::Anyone, Of::Nothing, health::health)
        .get("/ready", Who::Anyone, Of::Nothing, health::ready)
        .get("/metrics", Who::Anyone, Of::Nothing, health::metrics)
        .get("/assets/{id}/{name}", Who::Anyone, Of::Asset, assets::asset)
        // The code on a label: service::papers::DEVICE_PATH.
        .get("/d/{id}", Who::SignedIn, Of::Serial, passport::lead)
        .post(CALL_BACK, Who::Signed, Of::Nothing, terminals::confirmation);
    desk::doors(portal::doors(office::doors(door::doors(doors))))
}

/// Every route there is.
#[must_use]
pub fn table(web: &Web) -> Vec<Route> {
    doors(web).routes
}

/// The largest body of a form.
pub(super) const MOST_BYTES: usize = 256 * 1024;

/// The largest body of a form that bears a list: ten thousand devices.
const MOST_LIST_BYTES: usize = 2 * 1024 * 1024;

/// An answer of so many bytes arrives in the first ten segments that a connection sends (RFC 6928) as soon as a smaller one would: to
/// pack it takes longer than it saves.
const AT_ONCE: u16 = 12 * 1024;

/// The router.
pub fn router(web: &Web) -> Router {
    doors(web)
        .router
        .fallback(nothing)
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(web.clone(), visit))
        // The highest level takes longer than most pages, and saves a tenth.
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(DefaultPredicate::new().and(SizeAbove::new(AT_ONCE))),
        )
        .with_state(web.clone())
}

async fn nothing(State(_): State<Web>) -> StatusCode {
    StatusCode::NOT_FOUND
}
