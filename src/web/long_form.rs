//! A form that bears a list, typed or as a file. Without a file it is sent as any other form.

use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};

use super::form::Posted;
use super::upload::is_upload;
use super::visit::{Visitor, is_cross_site};
use super::{Web, WebError};

/// The field that the file stands for.
const LIST: &str = "list";

/// A form whose field `list` is what was typed there, or the file that was chosen.
pub(super) struct Uploaded(pub Posted);

impl FromRequest<Web> for Uploaded {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        if !is_upload(request.headers()) {
            return Posted::from_request(request, web).await.map(Self);
        }
        let visitor = request.extensions().get::<Visitor>().cloned();
        let visitor = visitor.ok_or_else(|| WebError::Fault("a form outside of visit".to_owned()).into_response())?;
        if is_cross_site(request.headers()) {
            return Err(WebError::FormToken.into_response());
        }
        let path = request.uri().path().to_owned();
        let parts = Multipart::from_request(request, web).await.map_err(IntoResponse::into_response)?;
        let body = as_form(parts).await.map_err(IntoResponse::into_response)?;
        Posted::of(web, &visitor, &path, &body).map(Self).map_err(IntoResponse::into_response)
    }
}

/// The parts as an ordinary form, so that everything else is read and refused as there. Bytes that are no UTF-8 stay what they are.
async fn as_form(mut parts: Multipart) -> Result<Vec<u8>, MultipartError> {
    let (mut fields, mut file) = (Vec::new(), None);
    while let Some(part) = parts.next_field().await? {
        let (name, is_file) = (part.name().unwrap_or_default().to_owned(), part.file_name().is_some());
        let bytes = part.bytes().await?;
        if !is_file {
            fields.push((name, bytes));
        } else if !bytes.is_empty() {
            file = Some(bytes);
        }
    }
    if let Some(file) = file {
        fields.retain(|(name, _)| name != LIST);
        fields.push((LIST.to_owned(), file));
    }
    let encoded = |bytes: &[u8]| form_urlencoded::byte_serialize(bytes).collect::<String>();
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", encoded(name.as_bytes()), encoded(value)));
    Ok(pairs.collect::<Vec<_>>().join("&").into_bytes())
}
