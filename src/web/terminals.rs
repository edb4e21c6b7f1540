//! Terminal management calls us back: an order is done. No session and no form: the call is signed, of now, and heard once.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{Web, WebError, WebResult};
use crate::gateways::terminals::{CALL_BACK, Call, SIGNATURE, TIMESTAMP, Unheard};
use crate::service::{ServiceError, terminals};

/// A confirmation. 204: heard, now or before; otherwise why not, in a line.
pub(super) async fn confirmation(State(web): State<Web>, headers: HeaderMap, body: Bytes) -> WebResult<Response> {
    let management = web.cx().terminals.get().ok_or(WebError::NotFound)?;
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let call =
        Call { path: CALL_BACK, timestamp: text(TIMESTAMP), signature: text(SIGNATURE), body: &body, at: web.now() };
    let told = match management.heard(&call) {
        Ok(told) => told,
        Err(why @ (Unheard::Unsigned | Unheard::Late)) => return Ok(short(StatusCode::UNAUTHORIZED, &why.to_string())),
        Err(why @ Unheard::Malformed) => return Ok(short(StatusCode::BAD_REQUEST, &why.to_string())),
    };
    match terminals::confirm(web.cx(), &told).await {
        Ok(_) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(ServiceError::Refused(_)) => {
            tracing::warn!(order = %told.order, "terminal management confirms what was not ordered");
            Ok(short(StatusCode::UNPROCESSABLE_ENTITY, "there is no such order"))
        }
        Err(error) => Err(error.into()),
    }
}

/// A line for a program; no page is put in its place.
fn short(status: StatusCode, why: &str) -> Response {
    (status, [(CONTENT_TYPE, "text/html; charset=utf-8")], format!("{why}\n")).into_response()
}
