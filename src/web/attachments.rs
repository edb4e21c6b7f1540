//! Files and pictures of a report, a swap or an incident, in the back office and in the portal: who sees the case sees them, and adds
//! to them; they are handed out to be kept, never to be shown in our pages.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{AttachmentId, CaseKind, SubjectId};

use super::files;
use super::frame::Frame;
use super::once::{Outcome, once};
use super::own::{Own, Owned};
use super::upload::Upload;
use super::visit::Visitor;
use super::{Web, WebError, WebResult};
use crate::domain::access::{Act, Scope};
use crate::domain::attachment::MOST_FILES;
use crate::domain::reason::Reason;
use crate::service::ServiceError;
use crate::service::attachments::attach;
use crate::service::people::actor;
use crate::store::attachment::{Attachment, AttachmentRow, Case, attachment_in, attachments_of, case_find};
use crate::store::company::company_by_id;
use crate::store::page::timeline::actor_names;

/// Something that files can belong to, by what its path names.
pub(super) trait HasFiles: Owned + Sync {
    /// The case.
    fn case(&self) -> &Case;
}

/// Makes a case that a path names by its id.
macro_rules! cases {
    ($($(#[$doc:meta])* $name:ident = $about:ident,)+) => {$(
        $(#[$doc])*
        pub(super) struct $name(Case);

        impl Owned for $name {
            type Id = SubjectId;

            async fn load(web: &Web, scope: &Scope, id: SubjectId) -> WebResult<Option<Self>> {
                Ok(case_find(&web.cx().db.reading_of_one().await?, scope, (CaseKind::$about, id)).await?.map(Self))
            }
        }

        impl HasFiles for $name {
            fn case(&self) -> &Case {
                &self.0
            }
        }
    )+};
}

cases! {
    /// A reported fault with its files.
    OfTicket = Ticket,
    /// A swap with its files.
    OfSwap = Swap,
    /// An incident with its files.
    OfIncident = Incident,
}

#[derive(Template)]
#[template(path = "files.html")]
struct Page<'a> {
    f: &'a Frame,
    case: &'a Case,
    files: Vec<AttachmentRow>,
    names: HashMap<String, String>,
    refused: Option<String>,
}

impl Page<'_> {
    fn title(&self) -> String {
        self.f.with(&format!("files-of-{}", self.case.about), "serial", &self.case.of.serial)
    }

    fn door(&self) -> &'static str {
        if self.f.is_portal() { "/portal" } else { "/office" }
    }

    /// The case's own page.
    fn back(&self) -> String {
        let (door, id) = (self.door(), self.case.of.id);
        match self.case.about {
            // A fault stands on its device's page.
            CaseKind::Ticket if self.f.is_portal() => format!("{door}/devices/{}", self.case.of.device_id),
            CaseKind::Ticket => format!("{door}/tickets/{id}"),
            CaseKind::Swap => format!("{door}/swaps/{id}"),
            CaseKind::Incident => format!("{door}/incidents/{id}"),
        }
    }

    fn action(&self) -> String {
        format!("{}/{}s/{}/files", self.door(), self.case.about, self.case.of.id)
    }

    fn may_add(&self) -> bool {
        let act = match self.case.about {
            _ if !self.f.is_portal() => Act::Handle,
            CaseKind::Incident => Act::ReportIncident,
            CaseKind::Ticket | CaseKind::Swap => Act::ReportFault,
        };
        self.f.may(act)
    }

    fn is_full(&self) -> bool {
        self.files.len() >= MOST_FILES
    }

    /// Who added a file.
    fn who(&self, file: &AttachmentRow) -> String {
        let known = self.names.get(&file.actor).cloned();
        known.unwrap_or_else(|| self.f.texts().actor(self.f.language, &file.actor))
    }
}

async fn html(web: &Web, f: &Frame, case: &Case, refused: Option<&Reason>) -> WebResult<String> {
    let reading = web.cx().db.reading_of_one().await?;
    let files = attachments_of(&reading, &[case.of.id]).await?;
    // A merchant is not told which of the lessor's people did something.
    let actors = files.iter().map(|file| file.actor.as_str()).filter(|_| !f.is_portal());
    let names = actor_names(&reading, case.of.company_id, actors).await?;
    Ok(Page { f, case, files, names, refused: refused.map(|reason| f.reason(reason)) }.render()?)
}

/// The files of a case.
pub(super) async fn page<C: HasFiles>(State(web): State<Web>, f: Frame, Own(of): Own<C>) -> WebResult<Html<String>> {
    Ok(Html(html(&web, &f, of.case(), None).await?))
}

/// Adds files to a case.
pub(super) async fn add<C: HasFiles>(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(of): Own<C>,
    upload: Upload,
) -> WebResult<Response> {
    let Upload { posted, files, too_large } = upload;
    let case = of.case();
    if too_large {
        let page = html(&web, &f, case, Some(&Reason::of("reason-files-together"))).await?;
        return Ok((StatusCode::PAYLOAD_TOO_LARGE, Html(page)).into_response());
    }
    once(&web, &visitor, &posted, async {
        let company = company_by_id(&web.cx().db, case.of.company_id).await?.ok_or(WebError::NotFound)?;
        let who = actor(visitor.who()?.person.account);
        match attach(web.cx(), &company, case, files, &who).await {
            Ok(()) => Ok(Outcome::Done(format!("{}?said=said-files-added", visitor.path()))),
            Err(ServiceError::Refused(reason)) => {
                let status = match reason.key.as_str() {
                    "reason-file-large" => StatusCode::PAYLOAD_TOO_LARGE,
                    "reason-files-many" => StatusCode::CONFLICT,
                    _ => StatusCode::UNPROCESSABLE_ENTITY,
                };
                let page = html(&web, &f, case, Some(&reason)).await?;
                Ok(Outcome::Again((status, Html(page)).into_response()))
            }
            Err(error) => Err(error.into()),
        }
    })
    .await
}

/// A file of a case.
pub(super) struct Attached(Attachment);

impl Owned for Attached {
    type Id = AttachmentId;

    async fn load(web: &Web, scope: &Scope, id: AttachmentId) -> WebResult<Option<Self>> {
        Ok(attachment_in(&web.cx().db.reading_of_one().await?, scope, id).await?.map(Self))
    }
}

/// Hands out a file as it was kept.
pub(super) async fn file(State(web): State<Web>, Own(Attached(file)): Own<Attached>) -> WebResult<Response> {
    files::attached(&web, &file).await
}
