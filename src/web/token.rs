//! The cookie of a session: a signed token (JWT) that names the session's row and the number of the token.
//!
//! The row decides: a token of an ended session, or one before the last but one, is worth nothing. A token is replaced after a
//! while, so that a stolen one is soon noticed; the one before it is still taken for a moment, since a browser asks for several
//! things at once.

use entity::types::{Instant, SessionId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use crate::secrets::Secrets;

/// After how long a token is replaced.
pub(super) const REFRESH_US: i64 = 15 * 60_000_000;
/// How long the token before it is still taken.
pub(super) const GRACE_US: i64 = 60_000_000;

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Claims {
    /// The session.
    pub sid: uuid::Uuid,
    /// The number of the token.
    pub generation: i64,
    /// When it ends, in seconds since 1970.
    pub exp: i64,
    /// Who made it.
    pub iss: String,
}

const ISSUER: &str = "tillhold";

/// A session's token; none if it cannot be signed.
pub(super) fn sign(secrets: &Secrets, session: SessionId, generation: i64, expires: Instant) -> Option<String> {
    let claims = Claims { sid: session.0, generation, exp: expires.timestamp(), iss: ISSUER.to_owned() };
    encode(&Header::new(Algorithm::HS256), &claims, &EncodingKey::from_secret(secrets.token_key())).ok()
}

/// What a token says, if we signed it and it has not run out.
pub(super) fn read(secrets: &Secrets, token: &str, now: Instant) -> Option<Claims> {
    let mut validation = Validation::new(Algorithm::HS256);
    // The time of day is ours, not the library's.
    validation.validate_exp = false;
    validation.set_issuer(&[ISSUER]);
    let claims = decode::<Claims>(token, &DecodingKey::from_secret(secrets.token_key()), &validation).ok()?.claims;
    (claims.exp > now.timestamp()).then_some(claims)
}

/// The name of a cookie: with https, one that no other host can set.
pub(super) fn cookie_name(secure: bool, name: &str) -> String {
    if secure { format!("__Host-tillhold-{name}") } else { format!("tillhold-{name}") }
}

/// A cookie of ours as a header: not for scripts, not for other sites. No seconds: it ends with the browser; nought: now.
pub(super) fn cookie(secure: bool, name: &str, value: &str, seconds: Option<i64>) -> String {
    let name = cookie_name(secure, name);
    let age = seconds.map_or_else(String::new, |s| format!("; Max-Age={s}"));
    let only = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{only}")
}
