//! Looking at the portal as a merchant does: read-only, on record.

use axum::extract::State;
use axum::response::Response;

use crate::domain::access::{Scope, is_merchants};
use crate::service::people;
use crate::store::account::merchant_in;
use crate::web::form::Posted;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// A merchant within the scope, by its id alone.
pub(in crate::web) struct Which(pub entity::types::MerchantId);

impl Owned for Which {
    type Id = entity::types::MerchantId;

    async fn load(web: &Web, scope: &Scope, id: Self::Id) -> WebResult<Option<Self>> {
        let within = scope.merchant.is_none_or(|own| own == id);
        Ok((within && merchant_in(&web.cx().db, scope.company, id).await?).then_some(Self(id)))
    }
}

pub(super) async fn begin(
    State(web): State<Web>,
    visitor: Visitor,
    Own(which): Own<Which>,
    posted: Posted,
) -> WebResult<Response> {
    once(&web, &visitor, &posted, async {
        let signed = visitor.who()?;
        let (company, account) = (signed.person.scope.company, signed.person.account);
        people::view_as(web.cx(), company, account, signed.session, Some(which.0)).await?;
        Ok(Outcome::Done("/portal".to_owned()))
    })
    .await
}

pub(super) async fn end(State(web): State<Web>, visitor: Visitor, posted: Posted) -> WebResult<Response> {
    let signed = visitor.who()?;
    if is_merchants(signed.person.role) {
        return Err(WebError::Forbidden);
    }
    once(&web, &visitor, &posted, async {
        let (company, account) = (signed.person.scope.company, signed.person.account);
        let back = signed.person.viewing.map_or_else(|| "/office".to_owned(), |m| format!("/office/merchants/{m}"));
        people::view_as(web.cx(), company, account, signed.session, None).await?;
        Ok(Outcome::Done(back))
    })
    .await
}
