//! Around every request: who it is, in what language; afterwards the page of an error, headers, figures, a line in the log.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant as Stopwatch};

use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_TYPE, HOST, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use entity::types::{Language, SessionId};

use super::error::{Problem, of_status};
use super::form::{self, LONGEST_WAY};
use super::frame::Frame;
use super::token::{self, GRACE_US, REFRESH_US, cookie, cookie_name};
use super::{Web, WebError, WebResult, upload};
use crate::domain::access::{Person, Scope, is_merchants};
use crate::service::people;
use crate::store::session::{Live, session_live, session_refresh};

/// Somebody who has signed in.
#[derive(Clone, Debug)]
pub(super) struct Signed {
    /// What they may do and reach.
    pub person: Person,
    /// The session.
    pub session: SessionId,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// The name of the merchant as whom they look at the portal.
    pub viewing: Option<String>,
    /// Whether the second factor was given, or none is asked for.
    pub complete: bool,
    /// Whether the second factor is set up.
    pub totp_confirmed: bool,
}

/// Whoever makes a request. Also an extractor: handlers take it.
#[derive(Clone, Debug)]
pub(super) struct Visitor(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    signed: Option<Signed>,
    language: Language,
    form_key: String,
    address: String,
    request: String,
    path: String,
    query: String,
    cookies: Mutex<Vec<String>>,
    sent: Mutex<Vec<(String, String)>>,
}

impl Visitor {
    /// Who has signed in, with the second factor where one is needed.
    pub(super) fn signed(&self) -> Option<&Signed> {
        self.0.signed.as_ref().filter(|s| s.complete)
    }

    /// Who has given a password; the second factor may be missing.
    pub(super) fn half_signed(&self) -> Option<&Signed> {
        self.0.signed.as_ref()
    }

    /// Who has signed in; otherwise the way to the door.
    pub(super) fn who(&self) -> WebResult<&Signed> {
        self.signed().ok_or_else(|| WebError::SignIn(self.0.path.clone()))
    }

    /// The language to answer in.
    pub(super) fn language(&self) -> Language {
        self.0.language
    }

    /// What the forms of this visitor are bound to.
    pub(super) fn form_key(&self) -> &str {
        &self.0.form_key
    }

    /// Where they come from.
    pub(super) fn address(&self) -> &str {
        &self.0.address
    }

    /// The request's id.
    pub(super) fn request(&self) -> &str {
        &self.0.request
    }

    /// The path that was asked for.
    pub(super) fn path(&self) -> &str {
        &self.0.path
    }

    /// The path that was asked for with what was asked after its `?`, but for what was said: the way back to this page.
    pub(super) fn way_back(&self) -> String {
        let asked = form_urlencoded::parse(self.0.query.as_bytes()).filter(|(name, _)| name != "said");
        let asked = form_urlencoded::Serializer::new(String::new()).extend_pairs(asked).finish();
        // A way that a form would not take is left at the path.
        let way = format!("{}?{asked}", self.0.path);
        if asked.is_empty() || way.len() >= LONGEST_WAY { self.0.path.clone() } else { way }
    }

    /// Keeps what a form said, so that it can be sent again when the database is back.
    pub(super) fn keep(&self, sent: Vec<(String, String)>) {
        *self.0.sent.lock().unwrap_or_else(PoisonError::into_inner) = sent;
    }

    /// What the form said that was sent.
    pub(super) fn kept(&self) -> Vec<(String, String)> {
        self.0.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sends a cookie with the answer.
    pub(super) fn send_cookie(&self, header: String) {
        self.0.cookies.lock().unwrap_or_else(PoisonError::into_inner).push(header);
    }
}

impl FromRequestParts<Web> for Visitor {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> WebResult<Self> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| WebError::Fault("a route outside of visit".to_owned()))
    }
}

/// The cookie that binds the forms of somebody who has not signed in.
const DOOR: &str = "door";
/// The cookie of a session.
pub(super) const SESSION: &str = "session";
/// The cookie that remembers the language of somebody who has not signed in.
pub(super) const LANGUAGE: &str = "language";

/// How long a visitor waits to be known again, before the database counts as away.
pub(super) const PATIENCE: Duration = Duration::from_secs(6);
/// How long a visitor waits for an answer altogether. What streams has begun by then, and what must be finished goes on by itself.
const LONGEST: Duration = Duration::from_secs(15);

/// How long somebody who sends files may take, on a slow line.
const LONGEST_UPLOAD: Duration = Duration::from_secs(180);

/// The middleware.
pub(super) async fn visit(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let watch = Stopwatch::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let query = request.uri().query().unwrap_or("").to_owned();
    let route = request.extensions().get::<MatchedPath>().map(|p| p.as_str().to_owned());
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
    let found = Visitor::of(&web, request.headers(), peer, (path, query)).await;
    let (visitor, mut response) = match found {
        Ok(visitor) => {
            request.extensions_mut().insert(visitor.clone());
            let longest = if upload::is_upload(request.headers()) { LONGEST_UPLOAD } else { LONGEST };
            let answer = tokio::time::timeout(longest, next.run(request)).await;
            let late = |_| {
                tracing::warn!("no answer in time");
                WebError::Unavailable.into_response()
            };
            (visitor, answer.unwrap_or_else(late))
        }
        Err((visitor, error)) => {
            visitor.keep(form::sent(request).await);
            (visitor, error.into_response())
        }
    };
    if let Some(problem) = problem_of(&response) {
        response = page_of(&web, &visitor, response.status(), &problem);
    }
    headers(&web, &visitor, &mut response);
    let (status, time) = (response.status(), watch.elapsed());
    let route = route.unwrap_or_else(|| "none".to_owned());
    web.metrics().answered(method.as_str(), &route, status.as_u16(), time);
    if route != "/health" && route != "/metrics" {
        let ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        tracing::info!(id = visitor.request(), %method, route, status = status.as_u16(), ms, "answered");
    }
    response
}

impl Visitor {
    async fn of(
        web: &Web,
        headers: &HeaderMap,
        peer: Option<IpAddr>,
        (path, query): (String, String),
    ) -> Result<Self, (Self, WebError)> {
        let jar = CookieJar::from_headers(headers);
        let value = |name: &str| jar.get(&cookie_name(web.is_secure(), name)).map(|c| c.value().to_owned());
        let live = match value(SESSION) {
            Some(token) if !path.starts_with("/assets/") => {
                let found = tokio::time::timeout(PATIENCE, session(web, &token)).await;
                found.unwrap_or(Err(WebError::Unavailable))
            }
            _ => Ok(None),
        };
        let (live, error) = match live {
            Ok(live) => (live, None),
            Err(error) => (None, Some(error)),
        };
        let mut cookies = Vec::new();
        let language = match &live {
            Some((live, _, _)) => live.language,
            None => value(LANGUAGE)
                .and_then(|l| l.parse().ok())
                .or_else(|| preferred(headers.get(ACCEPT_LANGUAGE)))
                .unwrap_or(Language::Da),
        };
        let door = value(DOOR).filter(|d| d.len() == 32 && d.bytes().all(|b| b.is_ascii_hexdigit()));
        let form_key = match (&live, door) {
            (Some((live, _, _)), _) => live.id.to_string(),
            (None, Some(door)) => door,
            (None, None) => {
                let door = web.cx().ids.salt();
                if !path.starts_with("/assets/") {
                    cookies.push(cookie(web.is_secure(), DOOR, &door, None));
                }
                door
            }
        };
        let signed = live.map(|(live, sites, refreshed)| {
            if let Some(token) = refreshed {
                cookies.push(token);
            }
            signed(live, sites)
        });
        let visitor = Self(Arc::new(Inner {
            signed,
            language,
            form_key,
            address: address(web, headers, peer),
            request: web.cx().ids.next::<uuid::Uuid>().simple().to_string(),
            path,
            query,
            cookies: Mutex::new(cookies),
            sent: Mutex::default(),
        }));
        match error {
            None => Ok(visitor),
            Some(error) => Err((visitor, error)),
        }
    }
}

type Found = Option<(Live, Vec<entity::types::SiteId>, Option<String>)>;

/// The session of a token, and the cookie of its next token if it is time for one.
async fn session(web: &Web, given: &str) -> WebResult<Found> {
    let now = web.now();
    let Some(claims) = token::read(&web.cx().secrets, given, now) else { return Ok(None) };
    let Some((live, sites)) = session_live(&web.cx().db, SessionId(claims.sid), now).await? else { return Ok(None) };
    let age = now.timestamp_micros() - live.refreshed_at_us;
    let before = claims.generation.checked_add(1) == Some(live.generation);
    let taken = claims.generation == live.generation || (before && age < GRACE_US);
    if !taken {
        return Ok(None);
    }
    if age < REFRESH_US {
        return Ok(Some((live, sites, None)));
    }
    let expires = people::lifetime(is_merchants(live.role), now);
    let tx = web.cx().db.begin().await?;
    let refreshed = session_refresh(&tx, live.id, claims.generation, now, expires).await?;
    tx.commit().await?;
    let cookie = refreshed
        .then(|| token::sign(&web.cx().secrets, live.id, claims.generation + 1, expires))
        .flatten()
        .map(|token| cookie(web.is_secure(), SESSION, &token, Some((expires - now).num_seconds())));
    Ok(Some((live, sites, cookie)))
}

fn signed(live: Live, sites: Vec<entity::types::SiteId>) -> Signed {
    let staff = !is_merchants(live.role);
    let complete = live.second_factor || (!staff && !live.totp_confirmed);
    Signed {
        person: Person {
            account: live.account_id,
            role: live.role,
            scope: Scope { company: live.company_id, merchant: live.merchant_id, sites },
            viewing: live.viewing_id.filter(|_| staff),
        },
        session: live.id,
        viewing: live.viewing.filter(|_| staff),
        name: live.name,
        email: live.email,
        complete,
        totp_confirmed: live.totp_confirmed,
    }
}

fn address(web: &Web, headers: &HeaderMap, peer: Option<IpAddr>) -> String {
    let forwarded = headers.get("x-forwarded-for").filter(|_| web.options().behind_proxy);
    // The last entry is the one that our own proxy wrote.
    let forwarded = forwarded.and_then(|h| h.to_str().ok()).and_then(|h| h.rsplit(',').next());
    let forwarded = forwarded.and_then(|ip| IpAddr::from_str(ip.trim()).ok());
    forwarded.or(peer).map_or_else(|| "unknown".to_owned(), |ip| ip.to_string())
}

/// The first language of ours that a browser asks for.
fn preferred(header: Option<&HeaderValue>) -> Option<Language> {
    header?.to_str().ok()?.split(',').find_map(|part| {
        let tag = part.split(';').next().unwrap_or("").trim().to_lowercase();
        match tag.split('-').next().unwrap_or("") {
            "no" | "nn" => Some(Language::Nb),
            word => word.parse().ok(),
        }
    })
}

/// What the page of a failed answer has to say; none if the answer is a page already.
fn problem_of(response: &Response) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    let status = response.status();
    let page = response.headers().get(CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
    ((status.is_client_error() || status.is_server_error()) && !page).then(|| Problem::of(of_status(status)))
}

fn page_of(web: &Web, visitor: &Visitor, status: StatusCode, problem: &Problem) -> Response {
    let frame = Frame::of(web, visitor, None);
    match super::door::problem_page(&frame, status, problem, visitor) {
        Ok(body) => (status, [(CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response(),
        Err(error) => {
            tracing::error!(?error, "the page of an error");
            (status, status.to_string()).into_response()
        }
    }
}

/// What a browser may do with our pages: nothing that they do not ask for.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'";

/// The policy of a page that asks for more than the others.
pub(super) fn policy_with(more: &str) -> String {
    format!("{POLICY}; {more}")
}

fn headers(web: &Web, visitor: &Visitor, response: &mut Response) {
    let headers = response.headers_mut();
    let fixed = [
        ("content-security-policy", POLICY),
        ("x-frame-options", "DENY"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(self), microphone=(), geolocation=()"),
    ];
    // What an answer has set by itself stays: a letter is framed by its page.
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if web.is_secure() {
        let value = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(HeaderName::from_static("strict-transport-security"), value);
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Ok(id) = HeaderValue::from_str(visitor.request()) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    for cookie in visitor.0.cookies.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            headers.append(SET_COOKIE, value);
        }
    }
}

/// Whether a browser says that another site made it send this: then nothing is done.
pub(super) fn is_cross_site(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|h| h.to_str().ok());
    if matches!(text("sec-fetch-site"), Some("cross-site" | "same-site")) {
        return true;
    }
    let host = headers.get(HOST).and_then(|h| h.to_str().ok());
    match (text("origin"), host) {
        (Some("null"), _) => true,
        (Some(origin), Some(host)) => origin.split("://").nth(1) != Some(host),
        _ => false,
    }
}
