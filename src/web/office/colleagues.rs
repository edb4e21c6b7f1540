//! The people of a merchant, from its page: invitations sent again, accounts closed and opened again.

use axum::extract::State;
use axum::response::Response;
use entity::types::{AccountId, MerchantId};

use crate::domain::access::Scope;
use crate::store::account::{AccountRow, account_find};
use crate::web::form::Posted;
use crate::web::own::{Own, Owned};
use crate::web::people::{again_to, disable_to};
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// One of the people of a merchant of the company.
pub(super) struct Colleague(AccountRow, MerchantId);

impl Owned for Colleague {
    type Id = AccountId;

    async fn load(web: &Web, scope: &Scope, id: AccountId) -> WebResult<Option<Self>> {
        let found = account_find(&web.cx().db, id).await?.filter(|a| a.company_id == scope.company);
        Ok(found.and_then(|account| account.merchant_id.map(|merchant| Self(account, merchant))))
    }
}

/// Sends somebody's invitation again; an account that is closed is opened again by one.
pub(super) async fn again(
    State(web): State<Web>,
    visitor: Visitor,
    Own(Colleague(account, merchant)): Own<Colleague>,
    posted: Posted,
) -> WebResult<Response> {
    again_to(&web, &visitor, &posted, (&account, &format!("/office/merchants/{merchant}"))).await
}

/// Closes somebody's account.
pub(super) async fn disable(
    State(web): State<Web>,
    visitor: Visitor,
    Own(Colleague(account, merchant)): Own<Colleague>,
    posted: Posted,
) -> WebResult<Response> {
    disable_to(&web, &visitor, &posted, (&account, &format!("/office/merchants/{merchant}"))).await
}
