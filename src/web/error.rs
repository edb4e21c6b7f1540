//! What goes wrong on the way to a page, and the one place where it becomes a status and a text.
//!
//! A handler returns a [`WebError`]; `visit` makes the page of it in the reader's language. A cause that is ours is logged under
//! the request's id and never shown.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::domain::reason::Reason;
use crate::service::ServiceError;
use crate::store::StoreError;

/// The result of a handler.
pub type WebResult<T> = Result<T, WebError>;

/// Why there is no page.
#[derive(Debug)]
pub enum WebError {
    /// Nothing is here, or nothing that this reader may know of.
    NotFound,
    /// The reader may not do this.
    Forbidden,
    /// Somebody looks at the portal as a merchant: nothing is changed then.
    Viewing,
    /// Nobody has signed in; afterwards back to a path.
    SignIn(String),
    /// The second factor is still to be given.
    SecondFactor,
    /// A form without the session's token: it is old, or another page sent it.
    FormToken,
    /// A request that makes no sense.
    Malformed,
    /// The same form is being worked on.
    Busy,
    /// A form that was sent before with something else in it, and had its effect: where that leads.
    Sent(String),
    /// A form that was worked on to its end, with an answer that was lost on the way.
    Unanswered,
    /// Too many attempts.
    TooMany,
    /// A refusal.
    Refused(Reason),
    /// The way to the identity provider and back is over: too old, gone before, or another browser's.
    PassageOver,
    /// The identity provider does not say who it is.
    ProviderRefused,
    /// Whom the identity provider knows, and nobody of ours invited.
    NotInvited,
    /// The identity provider is away.
    ProviderAway,
    /// The database or the file store is away.
    Unavailable,
    /// A fault of ours.
    Fault(String),
}

/// What the page of an error says.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    /// Locale key of the heading; the text stands under `{key}-what`.
    pub key: &'static str,
    /// What is said in place of that text.
    pub detail: Option<Reason>,
    /// Where what was done before stands.
    pub made: Option<String>,
}

impl Problem {
    /// A problem by its key.
    pub const fn of(key: &'static str) -> Self {
        Self { key, detail: None, made: None }
    }
}

impl WebError {
    /// A refusal by the key of its text.
    pub(super) fn refused(key: &str) -> Self {
        Self::Refused(Reason::of(key))
    }

    const fn parts(&self) -> (StatusCode, &'static str) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "error-not-found"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "error-forbidden"),
            Self::Viewing => (StatusCode::FORBIDDEN, "error-viewing"),
            Self::SignIn(_) | Self::SecondFactor => (StatusCode::UNAUTHORIZED, "error-sign-in"),
            Self::FormToken => (StatusCode::FORBIDDEN, "error-form-token"),
            Self::Malformed => (StatusCode::BAD_REQUEST, "error-malformed"),
            Self::Busy => (StatusCode::CONFLICT, "error-busy"),
            Self::Sent(_) => (StatusCode::CONFLICT, "error-sent"),
            Self::Unanswered => (StatusCode::CONFLICT, "error-unanswered"),
            Self::TooMany => (StatusCode::TOO_MANY_REQUESTS, "error-too-many"),
            Self::Refused(_) => (StatusCode::CONFLICT, "error-refused"),
            Self::PassageOver => (StatusCode::BAD_REQUEST, "error-passage"),
            Self::ProviderRefused => (StatusCode::FORBIDDEN, "error-provider-refused"),
            Self::NotInvited => (StatusCode::FORBIDDEN, "error-not-invited"),
            Self::ProviderAway => (StatusCode::SERVICE_UNAVAILABLE, "error-provider-away"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "error-unavailable"),
            Self::Fault(_) => (StatusCode::INTERNAL_SERVER_ERROR, "error-fault"),
        }
    }
}

/// What axum itself refused, by its status.
pub(super) const fn of_status(status: StatusCode) -> &'static str {
    match status.as_u16() {
        404 => "error-not-found",
        405 => "error-method",
        408 => "error-unavailable",
        413 => "error-too-large",
        415 => "error-malformed",
        500.. => "error-fault",
        _ => "error-malformed",
    }
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let (status, key) = self.parts();
        match self {
            Self::SignIn(next) => {
                let query: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
                Redirect::to(&format!("/sign-in?next={query}")).into_response()
            }
            Self::SecondFactor => Redirect::to("/sign-in/second").into_response(),
            Self::Fault(cause) => {
                tracing::error!(%cause, "a fault");
                (status, axum::Extension(Problem::of(key))).into_response()
            }
            Self::Refused(detail) => {
                let problem = Problem { detail: Some(detail), ..Problem::of(key) };
                (status, axum::Extension(problem)).into_response()
            }
            Self::Sent(made) => {
                let problem = Problem { made: Some(made), ..Problem::of(key) };
                (status, axum::Extension(problem)).into_response()
            }
            _ => (status, axum::Extension(Problem::of(key))).into_response(),
        }
    }
}

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> Self {
        if error.is_outage() {
            tracing::warn!(%error, "the database is away");
            return Self::Unavailable;
        }
        match error {
            StoreError::Affected { .. } | StoreError::Exists(_) => Self::refused("error-changed-meanwhile"),
            other => Self::Fault(other.to_string()),
        }
    }
}

impl From<ServiceError> for WebError {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Store(store) => store.into(),
            ServiceError::Files(cause) => {
                tracing::warn!(%cause, "the file store is away");
                Self::Unavailable
            }
            ServiceError::Spoilt(cause) => {
                tracing::error!(%cause, "a kept file is not what it was");
                Self::refused("error-file-spoilt")
            }
            ServiceError::Refused(_) | ServiceError::Billing(_) | ServiceError::Credit(_) | ServiceError::Money(_) => {
                Self::Refused(error.reason())
            }
            // What no page asks for.
            other => Self::Fault(other.to_string()),
        }
    }
}

impl From<askama::Error> for WebError {
    fn from(error: askama::Error) -> Self {
        Self::Fault(error.to_string())
    }
}
