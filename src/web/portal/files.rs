//! A document's files, as they were kept: a file whose bytes are not those that were noted is not handed out.

use axum::extract::{FromRequestParts, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use entity::types::FileKind;

use super::invoice::Paper;
use crate::gateways::files::FilesError;
use crate::store::digest::sha256;
use crate::web::own::{Own, path_value};
use crate::web::{Web, WebError, WebResult};

/// Which file a path names.
pub(super) struct Named(FileKind);

impl FromRequestParts<Web> for Named {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> WebResult<Self> {
        path_value(parts, web, "name").await?.parse().map(Self).map_err(|_| WebError::NotFound)
    }
}

pub(super) async fn file(State(web): State<Web>, Own(paper): Own<Paper>, Named(kind): Named) -> WebResult<Response> {
    let row = paper.0.files.iter().find(|file| file.kind == kind).ok_or(WebError::NotFound)?;
    let bytes = web.cx().files.get(&row.path).await.map_err(|error| match error {
        FilesError::Missing(path) => WebError::Fault(format!("{path} is noted and not in the file store")),
        FilesError::Store(cause) => {
            tracing::warn!(%cause, "the file store is away");
            WebError::Unavailable
        }
    })?;
    if sha256(&bytes) != row.sha256 {
        return Err(WebError::Fault(format!("{} is not the file that was kept", row.path)));
    }
    // Names of our own making: letters, digits, `.`, `-` and `_`.
    let name = row.path.rsplit('/').next().unwrap_or("document");
    let how = if kind == FileKind::Pdf { "inline" } else { "attachment" };
    let headers =
        [(CONTENT_TYPE, row.media_type.clone()), (CONTENT_DISPOSITION, format!("{how}; filename=\"{name}\""))];
    Ok((headers, bytes).into_response())
}
