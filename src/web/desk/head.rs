//! What the pages of the desk begin with.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::domain::access::Scope;
use crate::store::company::Company;
use crate::web::form::{Asked, Form};
use crate::web::frame::Frame;
use crate::web::office::company;
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// Who reads a page, of which company, in what frame, and what its filter asks for.
pub(super) struct Desk {
    pub web: Web,
    pub scope: Scope,
    pub company: Company,
    pub f: Frame,
    pub form: Form,
}

impl FromRequestParts<Web> for Desk {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> WebResult<Self> {
        let visitor = Visitor::from_request_parts(parts, web).await?;
        let f = Frame::from_request_parts(parts, web).await?;
        let Asked(form) = Asked::from_request_parts(parts, web).await?;
        let scope = visitor.who()?.person.scope.clone();
        let company = company(web, &visitor).await?;
        Ok(Self { web: web.clone(), scope, company, f, form })
    }
}
