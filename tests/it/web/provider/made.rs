//! A provider that says whatever a test wants it to say.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use entity::types::Instant;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use serde_json::{Value, json};
use tillhold::config::OidcConfig;
use tillhold::gateways::oidc::Provider;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::support::provider::ADDRESS;

/// The program's secret at the provider.
pub const SECRET: &str = "a secret of ours";

/// A request that the provider got.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub authorization: String,
    pub body: String,
}

type Answers = Arc<Mutex<BTreeMap<String, (u16, String)>>>;

/// The provider.
pub struct Made {
    /// Its key.
    pub key: Key,
    port: u16,
    answers: Answers,
    asked: Arc<Mutex<Vec<Asked>>>,
    serving: Option<JoinHandle<()>>,
}

/// A key to sign tokens with.
pub struct Key(CoreEdDsaPrivateSigningKey);

impl Key {
    /// One of its own for each number, all under one name.
    pub fn new(number: u8) -> Self {
        let mut der =
            vec![0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
        der.extend([number; 32]);
        let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der));
        let name = Some(JsonWebKeyId::new("key".to_owned()));
        Self(CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, name).unwrap())
    }

    /// A signed token of claims.
    pub fn token(&self, claims: &Value) -> String {
        let bare = unsigned(&json!({ "alg": "EdDSA", "typ": "JWT", "kid": "key" }), claims);
        let signature = self.0.sign(&CoreJwsSigningAlgorithm::EdDsa, bare.as_bytes()).unwrap();
        format!("{bare}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// The list of keys with this one.
    pub fn list(&self) -> String {
        json!({ "keys": [self.0.as_verification_key()] }).to_string()
    }
}

/// Head and claims of a token, without a signature.
pub fn unsigned(head: &Value, claims: &Value) -> String {
    format!("{}.{}", URL_SAFE_NO_PAD.encode(head.to_string()), URL_SAFE_NO_PAD.encode(claims.to_string()))
}

impl Made {
    /// Starts one that is as it should be.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (answers, asked) = (Answers::default(), Arc::default());
        let mut made = Self { key: Key::new(1), port, answers, asked, serving: None };
        made.serve(listener);
        let (discovery, keys) = (made.discovery().to_string(), made.key.list());
        made.say("/.well-known/openid-configuration", 200, &discovery);
        made.say("/keys", 200, &keys);
        made
    }

    fn serve(&mut self, listener: TcpListener) {
        let router = Router::new().fallback(answer).with_state((self.answers.clone(), self.asked.clone()));
        self.serving = Some(tokio::spawn(async move { axum::serve(listener, router).await.unwrap() }));
    }

    /// Goes away.
    pub async fn stop(&mut self) {
        let serving = self.serving.take().unwrap();
        serving.abort();
        let _ = serving.await;
    }

    /// Comes back.
    pub async fn again(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
        self.serve(listener);
    }

    /// Its address.
    pub fn issuer(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What it says of itself when it is as it should be.
    pub fn discovery(&self) -> Value {
        let issuer = self.issuer();
        json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA", "none", "HS256"],
        })
    }

    /// What it answers at a path from now on; a status of 302 leads to `text`.
    pub fn say(&self, path: &str, status: u16, text: &str) {
        self.answers.lock().unwrap().insert(path.to_owned(), (status, text.to_owned()));
    }

    /// Answers for a code with a token.
    pub fn hand_out(&self, token: &str) {
        let answer = json!({ "access_token": "a", "token_type": "Bearer", "id_token": token });
        self.say("/token", 200, &answer.to_string());
    }

    /// Claims of somebody, as they should be.
    pub fn claims(&self, nonce: &str, email: &str, now: Instant) -> Value {
        json!({
            "iss": self.issuer(),
            "sub": "somebody",
            "aud": "tillhold",
            "exp": now.timestamp() + 60,
            "iat": now.timestamp(),
            "nonce": nonce,
            "email": email,
            "email_verified": true,
            "amr": ["mfa"],
        })
    }

    /// What it was asked so far at a path.
    pub fn asked(&self, path: &str) -> Vec<Asked> {
        self.asked.lock().unwrap().iter().filter(|asked| asked.path == path).cloned().collect()
    }

    /// What the program asks it by.
    pub fn gateway(&self) -> Provider {
        let config = OidcConfig {
            issuer: Some(self.issuer()),
            client_id: Some("tillhold".to_owned()),
            client_secret: Some(SECRET.to_owned()),
            acr: None,
        };
        Provider::of(&config, Some(ADDRESS)).unwrap().unwrap()
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        if let Some(serving) = &self.serving {
            serving.abort();
        }
    }
}

async fn answer(
    State((answers, asked)): State<(Answers, Arc<Mutex<Vec<Asked>>>)>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path().to_owned();
    let authorization = headers.get(header::AUTHORIZATION).map_or("", |h| h.to_str().unwrap()).to_owned();
    let body = String::from_utf8_lossy(&body).into_owned();
    asked.lock().unwrap().push(Asked { path: path.clone(), authorization, body });
    let Some((status, text)) = answers.lock().unwrap().get(&path).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let status = StatusCode::from_u16(status).unwrap();
    if status == StatusCode::FOUND {
        return (status, [(header::LOCATION, text)]).into_response();
    }
    (status, [(header::CONTENT_TYPE, "application/json")], text).into_response()
}
