//! Papers that are made when somebody asks for them: the evidence of a swap, and labels. What they show is on record that day.

use axum::extract::State;
use axum::response::Response;
use entity::types::{DeviceId, SwapId};

use super::files::pdf_shown;
use super::own::{Own, Owned, scope_of};
use super::visit::Visitor;
use super::{Web, WebError, WebResult};
use crate::domain::access::Scope;
use crate::service::papers::{evidence, labels};
use crate::store::page::evidence::swap_in;

/// A swap within a scope, in the back office and in the portal.
pub(super) struct SwapOf(SwapId);

impl Owned for SwapOf {
    type Id = SwapId;

    async fn load(web: &Web, scope: &Scope, id: SwapId) -> WebResult<Option<Self>> {
        Ok(swap_in(&web.cx().db, scope, id).await?.map(|swap| Self(swap.id)))
    }
}

/// What there is to know of a swap, as one PDF.
pub(super) async fn swap_evidence(
    State(web): State<Web>,
    visitor: Visitor,
    Own(SwapOf(swap)): Own<SwapOf>,
) -> WebResult<Response> {
    let (pdf, scope) = (web.pdf().await?, scope_of(&visitor)?);
    let bytes = evidence(web.cx(), pdf, &scope, swap, visitor.language()).await?.ok_or(WebError::NotFound)?;
    Ok(pdf_shown(&format!("swap-{swap}"), bytes))
}

/// Labels of devices within the reader's scope, one a page; a stranger's is not there.
pub(super) async fn labels_of(web: &Web, visitor: &Visitor, devices: &[DeviceId], name: &str) -> WebResult<Response> {
    let (pdf, scope) = (web.pdf().await?, scope_of(visitor)?);
    let bytes = labels(web.cx(), pdf, &scope, devices, visitor.language()).await?.ok_or(WebError::NotFound)?;
    Ok(pdf_shown(name, bytes))
}
