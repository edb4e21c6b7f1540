//! A form with files that our own page sent: its fields as of any other form, and the files beside them.

use axum::body::{Body, HttpBody};
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;

use super::form::{Form, Posted};
use super::routes::MOST_BYTES as MOST_OF_A_FORM;
use super::visit::{Visitor, is_cross_site};
use super::{Web, WebError};
use crate::domain::attachment::{MOST_BYTES, MOST_TOGETHER};
use crate::service::attachments::Given;
use crate::store::digest::sha256;

/// The largest body: files, and what stands around them.
pub(super) const LARGEST: usize = MOST_TOGETHER + 64 * 1024;
/// The most parts of a body.
const PARTS: usize = 64;
/// The longest field that is no file, in bytes.
const FIELD: usize = 8 * 1024;

/// A form with files, of whoever the visitor is.
pub(super) struct Upload {
    /// Its fields, and the key by which it has one effect.
    pub posted: Posted,
    /// The files, the empty ones left out. One that is larger than a file may be has one byte more than that, and no others.
    pub files: Vec<Given>,
    /// Whether it is more than is taken at a time, and was not read to its end.
    pub too_large: bool,
}

/// Whether a body is a form with files.
pub(super) fn is_upload(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|t| t.to_str().ok()).unwrap_or("");
    kind.starts_with("multipart/form-data")
}

impl FromRequest<Web> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        if !is_upload(request.headers()) {
            // A form without a file may be sent as any other is; it is no larger than those.
            if request.body().size_hint().lower() > MOST_OF_A_FORM as u64 {
                return Err(StatusCode::PAYLOAD_TOO_LARGE.into_response());
            }
            let posted = Posted::from_request(request, web).await?;
            return Ok(Self { posted, files: Vec::new(), too_large: false });
        }
        let visitor = request.extensions().get::<Visitor>().cloned();
        let visitor = visitor.ok_or_else(|| WebError::Fault("a form outside of visit".to_owned()).into_response())?;
        if is_cross_site(request.headers()) {
            return Err(WebError::FormToken.into_response());
        }
        let path = request.uri().path().to_owned();
        let (parts, body) = request.into_parts();
        let (bytes, too_large) = up_to(body, LARGEST).await.map_err(IntoResponse::into_response)?;
        let request = Request::from_parts(parts, Body::from(bytes));
        let multipart = Multipart::from_request(request, web).await.map_err(IntoResponse::into_response)?;
        let read = Read::of(multipart, too_large).await.map_err(IntoResponse::into_response)?;
        if !web.cx().secrets.is_form_token(visitor.form_key(), read.form.value("csrf")) {
            return Err(WebError::FormToken.into_response());
        }
        let once = read.form.value("once").parse().ok();
        // What stands between the parts is another each time: the same form is one with the same fields and files.
        let mut said = path;
        for file in &read.files {
            said += &format!("\n{}\n{}", file.name, sha256(&file.bytes));
        }
        let digest = crate::secrets::fingerprint(&said);
        let posted = Posted { form: read.form, once, digest };
        Ok(Self { posted, files: read.files, too_large })
    }
}

/// What of a body is read so far.
struct Read {
    form: Form,
    files: Vec<Given>,
}

/// A body up to so many bytes, and whether there are more. What stands first in it, as the token, is there whatever follows. What is
/// too much is read and forgotten as long as it is not very much: a browser reads no answer before it has sent all.
async fn up_to(body: Body, most: usize) -> Result<(Vec<u8>, bool), WebError> {
    let (mut bytes, mut all, mut pieces) = (Vec::new(), 0_usize, body.into_data_stream());
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| WebError::Malformed)?;
        all = all.saturating_add(piece.len());
        let left = most.saturating_sub(bytes.len());
        bytes.extend_from_slice(piece.get(..left).unwrap_or(&piece));
        if all > most.saturating_mul(4) {
            break;
        }
    }
    Ok((bytes, all > most))
}

impl Read {
    /// Reads the parts of a body, which may be cut off.
    async fn of(mut multipart: Multipart, cut: bool) -> Result<Self, WebError> {
        let mut read = Self { form: Form::new(), files: Vec::new() };
        for _ in 0..PARTS {
            let taken = match multipart.next_field().await {
                Ok(Some(field)) => read.take(field).await,
                Ok(None) => return Ok(read),
                Err(_) => Err(WebError::Malformed),
            };
            match taken {
                Ok(()) => {}
                // Whoever sends too much is told so on the page, if it was ours.
                Err(_) if cut => return Ok(read),
                Err(error) => return Err(error),
            }
        }
        Err(WebError::Malformed)
    }

    /// Takes a part of the body, to its end.
    async fn take(&mut self, mut field: Field<'_>) -> Result<(), WebError> {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let most = if file.is_some() { MOST_BYTES + 1 } else { FIELD };
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|_| WebError::Malformed)? {
            let left = most.saturating_sub(bytes.len());
            bytes.extend_from_slice(chunk.get(..left).unwrap_or(&chunk));
        }
        match file {
            Some(name) if !bytes.is_empty() => {
                self.files.push(Given { name: name.chars().take(200).collect(), bytes });
            }
            None if matches!(name.as_str(), "csrf" | "once") => {
                let value = String::from_utf8(bytes).map_err(|_| WebError::Malformed)?;
                self.form = std::mem::take(&mut self.form).with(&name, value);
            }
            Some(_) | None => {}
        }
        Ok(())
    }
}
