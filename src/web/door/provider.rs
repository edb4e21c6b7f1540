//! Signing in by the identity provider: the way there, and the way back.
//!
//! What the way back must bear lies sealed in a cookie of that browser for ten minutes, and opens once.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use entity::types::Instant;
use serde::{Deserialize, Serialize};

use super::home;
use super::sign_in::open;
use crate::gateways::oidc::{OidcError, Passage, Provider};
use crate::service::people;
use crate::web::form::Asked;
use crate::web::token::{cookie, cookie_name};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// The cookie of a way to the provider and back.
const COOKIE: &str = "passage";
/// How long somebody may take at the provider.
const SECONDS: i64 = 600;

/// What the cookie holds.
#[derive(Serialize, Deserialize)]
struct Kept {
    state: String,
    nonce: String,
    verifier: String,
    next: String,
    until: i64,
}

fn provider(web: &Web) -> WebResult<&Provider> {
    web.options().provider.as_ref().ok_or(WebError::NotFound)
}

async fn knock(web: &Web, visitor: &Visitor) -> WebResult<()> {
    let let_in = people::knock(web.cx(), visitor.address(), web.now()).await?;
    if let_in { Ok(()) } else { Err(WebError::TooMany) }
}

pub(super) async fn begin(State(web): State<Web>, visitor: Visitor, Asked(asked): Asked) -> WebResult<Response> {
    let provider = provider(&web)?;
    if visitor.half_signed().is_some() {
        return Ok(Redirect::to(home(&visitor)).into_response());
    }
    knock(&web, &visitor).await?;
    let salt = || web.cx().ids.salt();
    let passage = Passage { state: salt() + &salt(), nonce: salt() + &salt(), verifier: salt() + &salt() };
    let there = provider.begin(&passage).await?;
    let Passage { state, nonce, verifier } = passage;
    let next = asked.path("next").unwrap_or("").to_owned();
    let kept = Kept { state, nonce, verifier, next, until: web.now().timestamp() + SECONDS };
    let fault = |what: String| WebError::Fault(what);
    let text = serde_json::to_string(&kept).map_err(|e| fault(e.to_string()))?;
    let sealed = web.cx().secrets.seal(&text, &(salt() + &salt())).map_err(|e| fault(e.to_string()))?;
    visitor.send_cookie(cookie(web.is_secure(), COOKIE, &sealed, Some(SECONDS)));
    Ok(Redirect::to(&there).into_response())
}

/// What this browser's cookie holds, if it was sealed by us, has not run out and belongs to the state that came back.
fn kept(web: &Web, jar: &CookieJar, state: &str, now: Instant) -> Option<Kept> {
    let sealed = jar.get(&cookie_name(web.is_secure(), COOKIE))?;
    let text = web.cx().secrets.open(sealed.value()).ok()?;
    let kept: Kept = serde_json::from_str(&text).ok()?;
    (kept.state == state && kept.until > now.timestamp()).then_some(kept)
}

pub(super) async fn back(
    State(web): State<Web>,
    visitor: Visitor,
    jar: CookieJar,
    headers: HeaderMap,
    Asked(asked): Asked,
) -> WebResult<Response> {
    let provider = provider(&web)?;
    if visitor.half_signed().is_some() {
        return Ok(Redirect::to(home(&visitor)).into_response());
    }
    knock(&web, &visitor).await?;
    if ["state", "code", "error", "iss"].iter().any(|name| asked.error(name) == "form-odd") {
        return Err(WebError::Malformed);
    }
    let kept = kept(&web, &jar, asked.value("state"), web.now()).ok_or(WebError::PassageOver)?;
    visitor.send_cookie(cookie(web.is_secure(), COOKIE, "", Some(0)));
    let from = asked.value("iss");
    if !people::passage_use(web.cx(), &kept.state, web.now()).await? || !(from.is_empty() || provider.is_issuer(from)) {
        return Err(WebError::PassageOver);
    }
    match asked.value("error") {
        "" => {}
        "server_error" | "temporarily_unavailable" => return Err(WebError::ProviderAway),
        _ => return Err(WebError::ProviderRefused),
    }
    let code = asked.value("code");
    if code.is_empty() {
        return Err(WebError::PassageOver);
    }
    let Kept { state, nonce, verifier, next, .. } = kept;
    let known = provider.finish(&Passage { state, nonce, verifier }, code.to_owned(), web.now()).await?;
    match people::sign_in_by_provider(web.cx(), &known, visitor.address(), web.now()).await? {
        Ok(signed) => open(&web, &visitor, &headers, &signed, &next).await,
        Err(people::NotInvited) => {
            tracing::info!(id = visitor.request(), "single sign-on: whom nobody invited");
            Err(WebError::NotInvited)
        }
    }
}

impl From<OidcError> for WebError {
    fn from(error: OidcError) -> Self {
        tracing::warn!(%error, "single sign-on");
        match error {
            OidcError::Away(_) => Self::ProviderAway,
            OidcError::Code(_) | OidcError::Token(_) => Self::PassageOver,
            OidcError::Setting { .. } => Self::Fault(error.to_string()),
        }
    }
}
