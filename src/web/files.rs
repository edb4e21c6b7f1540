//! A document's files, as they were kept: a file whose bytes are not those that were noted is not handed out.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use entity::types::FileKind;

use super::{Web, WebError, WebResult};
use crate::gateways::files::FilesError;
use crate::store::attachment::Attachment;
use crate::store::digest::sha256;
use crate::store::page::invoice::FileRow;

/// What a browser may do with a file: show it.
const POLICY: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// The name of a file, without where it lies.
pub(super) fn name_of(file: &FileRow) -> &str {
    file.path.rsplit('/').next().unwrap_or(&file.path)
}

/// A PDF that was made for whoever asks, to be shown. `name`: what a browser calls it if it is kept.
pub(super) fn pdf_shown(name: &str, bytes: Vec<u8>) -> Response {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CONTENT_DISPOSITION, format!("inline; filename=\"{plain}.pdf\"")),
        (CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    (headers, bytes).into_response()
}

/// Hands out the file of a kind (`pdf`, `peppol`, `oioubl`): a PDF to be shown, an e-invoice to be kept.
///
/// # Errors
/// No such file, a file store that is away, a file that is gone or changed.
pub(super) async fn hand_out(web: &Web, files: &[FileRow], kind: &str) -> WebResult<Response> {
    let kind: FileKind = kind.parse().map_err(|_| WebError::NotFound)?;
    let file = files.iter().find(|file| file.kind == kind).ok_or(WebError::NotFound)?;
    let bytes = unchanged(web, &file.path, &file.sha256).await?;
    // Names of our own making: letters, digits, `.`, `-` and `_`.
    let how = if kind == FileKind::Pdf { "inline" } else { "attachment" };
    let headers = [
        (CONTENT_TYPE, file.media_type.clone()),
        (CONTENT_DISPOSITION, format!("{how}; filename=\"{}\"", name_of(file))),
        (CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// What somebody gave as evidence may do nothing in a browser.
const ATTACHED: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Hands out a file that somebody gave: always to be kept, never to be shown.
///
/// # Errors
/// A file store that is away, a file that is gone or changed.
pub(super) async fn attached(web: &Web, file: &Attachment) -> WebResult<Response> {
    let bytes = unchanged(web, &file.path, &file.sha256).await?;
    let plain: String =
        file.name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '_' }).collect();
    let whole: String = file
        .name
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b == b'.' { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    let headers = [
        (CONTENT_TYPE, file.media.to_string()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")),
        (CONTENT_SECURITY_POLICY, ATTACHED.to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// The bytes of a file, if they are those that were noted.
async fn unchanged(web: &Web, path: &str, hash: &str) -> WebResult<Vec<u8>> {
    let bytes = web.cx().files.get(path).await.map_err(|error| match error {
        FilesError::Missing(path) => WebError::Fault(format!("{path} is noted and not in the file store")),
        FilesError::Store(cause) => {
            tracing::warn!(%cause, "the file store is away");
            WebError::Unavailable
        }
    })?;
    if sha256(&bytes) != hash {
        return Err(WebError::Fault(format!("{path} is not the file that was kept")));
    }
    Ok(bytes)
}
