//! The stylesheet and our few scripts. They are in the program; their address bears their hash, so that a browser keeps them.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{WebError, WebResult};
use crate::secrets::fingerprint;

struct Asset {
    name: &'static str,
    kind: &'static str,
    body: &'static str,
}

const ASSETS: [Asset; 7] = [
    Asset { name: "style.css", kind: "text/css; charset=utf-8", body: include_str!("assets/style.css") },
    Asset { name: "search.js", kind: "text/javascript; charset=utf-8", body: include_str!("assets/search.js") },
    Asset { name: "countdown.js", kind: "text/javascript; charset=utf-8", body: include_str!("assets/countdown.js") },
    Asset { name: "progress.js", kind: "text/javascript; charset=utf-8", body: include_str!("assets/progress.js") },
    Asset { name: "page.js", kind: "text/javascript; charset=utf-8", body: include_str!("assets/page.js") },
    Asset { name: "scan.js", kind: "text/javascript; charset=utf-8", body: include_str!("assets/scan.js") },
    Asset { name: "icon.svg", kind: "image/svg+xml", body: include_str!("assets/icon.svg") },
];

static HASHES: LazyLock<Vec<String>> =
    LazyLock::new(|| ASSETS.iter().map(|a| fingerprint(a.body).chars().take(12).collect()).collect());

/// The address of an asset, as `/assets/0123456789ab/style.css`.
pub(super) fn address(name: &str) -> String {
    let at = ASSETS.iter().position(|a| a.name == name);
    at.and_then(|at| HASHES.get(at)).map_or_else(String::new, |hash| format!("/assets/{hash}/{name}"))
}

/// An asset. One of another program's hash is served too, but not kept.
pub(super) async fn asset(Path((hash, name)): Path<(String, String)>, headers: HeaderMap) -> WebResult<Response> {
    let at = ASSETS.iter().position(|a| a.name == name).ok_or(WebError::NotFound)?;
    let (asset, ours) = (&ASSETS[at], &HASHES[at]);
    let tag = format!("\"{ours}\"");
    let keep = if hash == *ours { "public, max-age=31536000, immutable" } else { "no-cache" };
    if headers.get(IF_NONE_MATCH).is_some_and(|given| given.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, tag), (CACHE_CONTROL, keep.to_owned())]).into_response());
    }
    let headers = [(CONTENT_TYPE, asset.kind.to_owned()), (ETAG, tag), (CACHE_CONTROL, keep.to_owned())];
    Ok((headers, asset.body).into_response())
}
