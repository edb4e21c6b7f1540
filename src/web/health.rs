//! Whether the program lives, whether it can serve, and its figures.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::visit::PATIENCE;
use super::{Web, WebError, WebResult};
use crate::store::job::job_counts;

/// The program lives.
pub(super) async fn health() -> &'static str {
    "ok\n"
}

/// The database answers.
pub(super) async fn ready(State(web): State<Web>) -> Response {
    let asked = async {
        web.cx().db.is_there()?;
        job_counts(&web.cx().db).await
    };
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(_)) => "ready\n".into_response(),
        late => {
            let error = late.ok().and_then(Result::err).map_or_else(|| "no answer".to_owned(), |e| e.to_string());
            tracing::warn!(error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, [(CONTENT_TYPE, "text/html; charset=utf-8")], "not ready\n")
                .into_response()
        }
    }
}

/// Figures for Prometheus: for this machine and its network only.
pub(super) async fn metrics(
    State(web): State<Web>,
    peer: Result<ConnectInfo<SocketAddr>, axum::extract::rejection::ExtensionRejection>,
) -> WebResult<Response> {
    let near = peer.is_ok_and(|ConnectInfo(peer)| match peer.ip() {
        std::net::IpAddr::V4(ip) => ip.is_loopback() || ip.is_private(),
        std::net::IpAddr::V6(ip) => ip.is_loopback(),
    });
    // Behind a proxy everybody is near.
    if !near || web.options().behind_proxy {
        return Err(WebError::NotFound);
    }
    let jobs: Vec<_> = job_counts(&web.cx().db).await?.into_iter().map(|c| (c.state.to_string(), c.n)).collect();
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(CONTENT_TYPE, kind)], web.metrics().text(&jobs)).into_response())
}
