//! Somebody with a browser, as far as the server can tell: a connection that stays open, cookies, an answer that is taken in whole.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use entity::types::{AccountId, CompanyId, Language, MerchantId, Role};
use reqwest::header::{ACCEPT_ENCODING, COOKIE, HeaderMap, SET_COOKIE};
use reqwest::{Response, StatusCode, redirect};

use crate::domain::access::is_merchants;
use crate::service::people::{self, Invitation};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::account::account_find;

/// The password of everybody in the bench.
const PASSWORD: &str = "skilte-lampe-fjord";

/// Somebody at the server.
#[derive(Clone, Debug)]
pub(super) struct Client {
    http: reqwest::Client,
    base: String,
    cookies: BTreeMap<String, String>,
}

fn wrong(error: &reqwest::Error) -> ServiceError {
    ServiceError::said(format!("bench: {error:?}"))
}

impl Client {
    /// Somebody who has not signed in, with connections of their own.
    pub(super) fn new(base: &str) -> ServiceResult<Self> {
        // What is compressed is taken as it comes: to unpack it is no part of a page's time.
        let http = reqwest::Client::builder().redirect(redirect::Policy::none()).tcp_nodelay(true);
        let http = http.tls_certs_only([]).build();
        Ok(Self { http: http.map_err(|e| wrong(&e))?, base: base.to_owned(), cookies: BTreeMap::new() })
    }

    /// The same person at another machine: with the session, on a connection of their own.
    pub(super) fn again(&self) -> ServiceResult<Self> {
        Ok(Self { cookies: self.cookies.clone(), ..Self::new(&self.base)? })
    }

    /// Somebody else at the machine of another one: on their connection.
    pub(super) fn at(&self, other: &Self) -> Self {
        Self { cookies: self.cookies.clone(), ..other.clone() }
    }

    /// Somebody who has not signed in, on the same connections.
    pub(super) fn nobody(&self) -> Self {
        Self { cookies: BTreeMap::new(), ..self.clone() }
    }

    /// Asks for a page and takes it in; says its size as sent.
    pub(super) async fn get(&self, path: &str) -> ServiceResult<usize> {
        let response = self.ask(path).await?;
        let status = response.status();
        let bytes = response.bytes().await.map_err(|e| wrong(&e))?;
        if status != StatusCode::OK {
            return Err(ServiceError::said(format!("bench: {path} answers {status}")));
        }
        Ok(bytes.len())
    }

    async fn ask(&self, path: &str) -> ServiceResult<Response> {
        let request = self.http.get(format!("{}{path}", self.base)).header(ACCEPT_ENCODING, "gzip");
        request.header(COOKIE, self.cookie()).send().await.map_err(|e| wrong(&e))
    }

    fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
            if let Some((name, rest)) = cookie.split_once('=') {
                self.cookies.insert(name.to_owned(), rest.split(';').next().unwrap_or_default().to_owned());
            }
        }
    }

    /// Sends the form of a page with what is typed.
    async fn send(&mut self, path: &str, typed: &[(&str, &str)]) -> ServiceResult<()> {
        let page = self.http.get(format!("{}{path}", self.base)).header(COOKIE, self.cookie()).send().await;
        let page = page.map_err(|e| wrong(&e))?;
        self.keep(page.headers());
        let page = page.text().await.map_err(|e| wrong(&e))?;
        let token =
            page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf", token).extend_pairs(typed);
        let request = self.http.post(format!("{}{path}", self.base)).header(COOKIE, self.cookie());
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body.finish());
        let answer = request.send().await.map_err(|e| wrong(&e))?;
        if answer.status() != StatusCode::SEE_OTHER {
            return Err(ServiceError::said(format!("bench: the form of {path} answers {}", answer.status())));
        }
        self.keep(answer.headers());
        Ok(())
    }

    /// Somebody new of a role, who signs in as people do: with a password, and the company's own with a second factor.
    pub(super) async fn signed_in(
        base: &str,
        cx: &Context,
        company: CompanyId,
        (role, merchant): (Role, Option<MerchantId>),
    ) -> ServiceResult<Self> {
        let email = account(cx, company, role, merchant).await?;
        let mut client = Self::new(base)?;
        client.send("/sign-in", &[("email", &email.1), ("password", PASSWORD)]).await?;
        if !is_merchants(role) {
            let code = code(cx, email.0, cx.clock.now()).await?;
            client.send("/sign-in/second", &[("code", &code)]).await?;
        }
        Ok(client)
    }
}

async fn code(cx: &Context, id: AccountId, at: entity::types::Instant) -> ServiceResult<String> {
    let none = || ServiceError::said("bench: an account without a second factor");
    let account = account_find(&cx.db, id).await?.ok_or_else(none)?;
    people::code_of_moment(cx, &account, at)?.ok_or_else(none)
}

async fn account(
    cx: &Context,
    company: CompanyId,
    role: Role,
    merchant: Option<MerchantId>,
) -> ServiceResult<(AccountId, String)> {
    let now = cx.clock.now();
    let email = format!("{role}-{}@example.org", cx.ids.salt());
    let (name, language) = (format!("Bench {role}"), Language::Da);
    let invitation = Invitation { company, merchant, email: email.clone(), name, role, language, sites: Vec::new() };
    let (id, secret) = people::invite(cx, AccountId(uuid::Uuid::nil()), &invitation, now).await?;
    let refused = || ServiceError::said("bench: an account is refused");
    let set = people::set_password(cx, &secret, PASSWORD.to_owned(), now).await?;
    set.map_err(|_| refused())?.map_err(|_| refused())?;
    if !is_merchants(role) {
        people::enrol(cx, id).await?;
        // By a code of a while ago, so that the one of now is not used up.
        let then = now - TimeDelta::minutes(10);
        let account = account_find(&cx.db, id).await?.ok_or_else(refused)?;
        let tx = cx.db.begin().await?;
        let (session, _) = people::start(cx, &tx, &account, false, then).await?;
        tx.commit().await?;
        let code = code(cx, id, then).await?;
        people::enrol_confirm(cx, id, session, &code, then).await?.ok_or_else(refused)?;
    }
    Ok((id, email))
}
