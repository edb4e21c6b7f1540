//! Loads what a path is about, within what the reader may reach: anything else is not there.

use std::collections::HashMap;
use std::str::FromStr;

use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::response::Response;
use entity::types::{FileKind, IncidentId, InvoiceId, PaperId};

use super::visit::Visitor;
use super::{Web, WebError, WebResult, files};
use crate::domain::access::Scope;
use crate::service::papers;
use crate::store::page::incident::{IncidentRow, Incidents, incident_list};
use crate::store::page::invoice::{FileRow, InvoicePage, invoice_page};

/// Something that a path names by its id.
pub(super) trait Owned: Sized + Send {
    /// Its id.
    type Id: FromStr + Send;

    /// Loads it, if it lies within the scope.
    fn load(web: &Web, scope: &Scope, id: Self::Id) -> impl Future<Output = WebResult<Option<Self>>> + Send;
}

/// What `{id}` of the path names, within the reader's scope: in the portal their merchant's (or that of the merchant they look
/// as), elsewhere their company's.
pub(super) struct Own<T>(pub T);

impl<T: Owned> FromRequestParts<Web> for Own<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> WebResult<Self> {
        let visitor = Visitor::from_request_parts(parts, web).await?;
        let id = path_value(parts, web, "id").await?.parse().map_err(|_| WebError::NotFound)?;
        T::load(web, &scope_of(&visitor)?, id).await?.map(Self).ok_or(WebError::NotFound)
    }
}

/// The scope in which a visitor reads the pages of a path.
pub(super) fn scope_of(visitor: &Visitor) -> WebResult<Scope> {
    let person = &visitor.who()?.person;
    Ok(if visitor.path().starts_with("/portal") { person.portal_scope() } else { person.scope.clone() })
}

/// A value of the path by its name.
pub(super) async fn path_value(parts: &mut Parts, web: &Web, name: &str) -> WebResult<String> {
    let values = Path::<HashMap<String, String>>::from_request_parts(parts, web).await;
    values.ok().and_then(|Path(mut values)| values.remove(name)).ok_or(WebError::NotFound)
}

/// A document, in the back office and in the portal.
pub(super) struct Invoice(pub InvoicePage);

impl Owned for Invoice {
    type Id = InvoiceId;

    async fn load(web: &Web, scope: &Scope, id: InvoiceId) -> WebResult<Option<Self>> {
        let mut page = invoice_page(&web.cx().db.reading().await?, scope, id).await?;
        if let Some(page) = &mut page {
            // What people read first.
            page.files.sort_by_key(|file| file.kind != FileKind::Pdf);
        }
        Ok(page.map(Self))
    }
}

/// A reported incident, in the back office and in the portal.
pub(super) struct Incident(pub IncidentRow);

impl Owned for Incident {
    type Id = IncidentId;

    async fn load(web: &Web, scope: &Scope, id: IncidentId) -> WebResult<Option<Self>> {
        let reading = web.cx().db.reading_of_one().await?;
        Ok(incident_list(&reading, scope, Incidents::One(id)).await?.into_iter().next().map(Self))
    }
}

/// The file of a paper about a device.
pub(super) struct Paper(FileRow);

impl Owned for Paper {
    type Id = PaperId;

    async fn load(web: &Web, scope: &Scope, id: PaperId) -> WebResult<Option<Self>> {
        Ok(papers::read(&web.cx().db, scope, id).await?.map(Self))
    }
}

/// A paper as it was printed: bytes that are no longer those are not handed out.
pub(super) async fn paper_file(State(web): State<Web>, Own(Paper(file)): Own<Paper>) -> WebResult<Response> {
    files::hand_out(&web, &[file], FileKind::Pdf.as_str()).await
}

/// A file of a document as it was made: bytes that are no longer those are not handed out.
pub(super) async fn invoice_file(
    State(web): State<Web>,
    Own(Invoice(page)): Own<Invoice>,
    Path((_, name)): Path<(String, String)>,
) -> WebResult<Response> {
    files::hand_out(&web, &page.files, &name).await
}
