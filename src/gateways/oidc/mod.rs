//! Single sign-on by OpenID Connect: the authorization-code flow with PKCE, state and nonce.
//!
//! What the provider says of itself is fetched when it is first needed, so that a provider that is away stops nothing else. It is
//! fetched again after an hour, after a failure, and when a token is signed with a key that we do not know.

mod wire;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant as Stopwatch};

use entity::types::Instant;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreErrorResponseType, CoreIdToken, CoreIdTokenClaims,
    CoreJwsSigningAlgorithm as Algorithm, CoreProviderMetadata, CoreUserInfoClaims,
};
use openidconnect::{
    AccessToken, AuthType, AuthenticationContextClass, AuthorizationCode, ClaimsVerificationError, ClientId,
    ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError,
    TokenResponse,
};

use self::wire::{Wire, is_near, is_safe, plain};
use crate::config::OidcConfig;

/// How long the whole of a step may take.
const WHOLE: Duration = Duration::from_secs(20);
/// How long what the provider says of itself is believed.
const BELIEVED: Duration = Duration::from_secs(3600);
/// The way back from the provider.
pub const BACK: &str = "/sign-in/oidc/back";
/// Signatures that only the provider can make: none with a shared secret, and never none at all.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
];
/// Ways of proving oneself (RFC 8176) that are more than a password.
const SECOND: [&str; 3] = ["mfa", "otp", "hwk"];

/// Why somebody cannot be known by the provider. Holds no token, no code and no secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OidcError {
    /// A setting that makes no sense.
    #[error("{key}: {why}")]
    Setting {
        /// The key.
        key: &'static str,
        /// What is wrong, and what to write.
        why: &'static str,
    },
    /// The provider is away, refuses us, or says what nobody understands.
    #[error("the identity provider is away: {0}")]
    Away(String),
    /// The provider does not take the code: it is old, was used, or is not its own.
    #[error("the identity provider does not take the code: {0}")]
    Code(String),
    /// The provider's token is not for us, not from it, or not of now.
    #[error("the identity provider's token is refused: {0}")]
    Token(String),
}

/// What a way to the provider and back must bear. Each is new for each way.
#[derive(Clone, PartialEq, Eq)]
pub struct Passage {
    /// Comes back in the address: the same browser asked.
    pub state: String,
    /// Comes back in the token: it was made for this passage.
    pub nonce: String,
    /// Stays here and proves that the code is ours (PKCE); 43 letters or more.
    pub verifier: String,
}

/// Somebody whom the provider knows.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider and its name for the person: what an account is tied to.
    pub subject: String,
    /// E-mail address, if the provider has made sure of it.
    pub email: Option<String>,
    /// Whether the provider asked for a second factor.
    pub second_factor: bool,
}

/// An identity provider. Cheap to clone.
#[derive(Clone)]
pub struct Provider(Arc<Inner>);

struct Inner {
    issuer: IssuerUrl,
    client: ClientId,
    secret: ClientSecret,
    acr: Option<AuthenticationContextClass>,
    back: RedirectUrl,
    known: Mutex<Option<Known>>,
}

/// What the provider says of itself, and what it is asked by.
#[derive(Clone)]
struct Known {
    metadata: CoreProviderMetadata,
    wire: Wire,
    since: Stopwatch,
}

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Provider").field(&self.0.issuer.as_str()).finish()
    }
}

const fn setting(key: &'static str, why: &'static str) -> OidcError {
    OidcError::Setting { key, why }
}

impl Provider {
    /// As the settings say; none without any. `address` is the one under which people reach us.
    ///
    /// # Errors
    /// Settings that make no sense; the error names the key.
    pub fn of(config: &OidcConfig, address: Option<&str>) -> Result<Option<Self>, OidcError> {
        let filled = |value: &Option<String>| value.clone().filter(|value| !value.trim().is_empty());
        let (issuer, client, secret) =
            (filled(&config.issuer), filled(&config.client_id), filled(&config.client_secret));
        if issuer.is_none() && client.is_none() && secret.is_none() {
            return Ok(None);
        }
        let issuer =
            issuer.ok_or(setting("oidc.issuer", "is missing: write the address by which the provider calls itself"))?;
        let client = client.ok_or(setting("oidc.client_id", "is missing: write our name at the provider"))?;
        let secret = secret.ok_or(setting("oidc.client_secret", "is missing: write our secret at the provider"))?;
        let wrong = setting("oidc.issuer", "is no address of a provider: write https://HOST/PATH, without ? and #");
        let issuer = IssuerUrl::new(issuer).map_err(|_| wrong.clone())?;
        let url = issuer.url();
        if !(is_safe(url) || is_near(url)) || url.query().is_some() || url.fragment().is_some() {
            return Err(wrong);
        }
        let missing = "is missing or no address: the provider sends people back to it, as https://lease.example.dk";
        let address = address.ok_or(setting("web.address", missing))?;
        let back = RedirectUrl::new(format!("{}{BACK}", address.trim_end_matches('/')));
        let back = back.map_err(|_| setting("web.address", missing))?;
        let acr = filled(&config.acr).map(AuthenticationContextClass::new);
        let (client, secret) = (ClientId::new(client), ClientSecret::new(secret));
        Ok(Some(Self(Arc::new(Inner { issuer, client, secret, acr, back, known: Mutex::new(None) }))))
    }

    /// Where to send somebody who wants to sign in.
    ///
    /// # Errors
    /// A provider that is away.
    pub async fn begin(&self, passage: &Passage) -> Result<String, OidcError> {
        let known = in_time(self.known(false)).await?;
        let client = self.client(&known);
        let (state, nonce) = (CsrfToken::new(passage.state.clone()), Nonce::new(passage.nonce.clone()));
        let verifier = PkceCodeVerifier::new(passage.verifier.clone());
        let mut asked = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || nonce)
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if let Some(acr) = &self.0.acr {
            asked = asked.add_auth_context_value(acr.clone());
        }
        Ok(asked.url().0.to_string())
    }

    /// Whether an answer that names its sender comes from this provider (RFC 9207).
    #[must_use]
    pub fn is_issuer(&self, name: &str) -> bool {
        name == self.0.issuer.as_str()
    }

    /// Who came back with a code, at an instant.
    ///
    /// # Errors
    /// A provider that is away, a code that it does not take, a token that does not hold.
    pub async fn finish(&self, passage: &Passage, code: String, now: Instant) -> Result<Identity, OidcError> {
        let done = in_time(self.exchange(passage, code, now)).await;
        if matches!(done, Err(OidcError::Away(_))) {
            self.forget();
        }
        done
    }

    async fn exchange(&self, passage: &Passage, code: String, now: Instant) -> Result<Identity, OidcError> {
        let known = self.known(false).await?;
        let client = self.client(&known);
        let request =
            client.exchange_code(AuthorizationCode::new(code)).map_err(|_| away("it has no token endpoint"))?;
        let verifier = PkceCodeVerifier::new(passage.verifier.clone());
        let wire = |request| known.wire.clone().ask(request);
        let answer = request.set_pkce_verifier(verifier).request_async(&wire).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(said) if *said.error() == CoreErrorResponseType::InvalidGrant => {
                OidcError::Code("invalid_grant".to_owned())
            }
            RequestTokenError::ServerResponse(said) => away(&format!("it says {}", plain(said.error().as_ref()))),
            RequestTokenError::Request(error) => away(&error.to_string()),
            RequestTokenError::Parse(..) => away("it answers for the token what is none"),
            RequestTokenError::Other(why) => away(&plain(&why)),
        })?;
        let token = answer.id_token().ok_or_else(|| OidcError::Token("there is none".to_owned()))?;
        let nonce = Nonce::new(passage.nonce.clone());
        let claims = match claims_of(&client, token, &nonce, now) {
            Err(error) if is_of_the_key(&error) => {
                let renewed = self.client(&self.known(true).await?);
                claims_of(&renewed, token, &nonce, now)
            }
            done => done,
        };
        let claims = claims.map_err(|error| OidcError::Token(plain(&error.to_string())))?;
        if claims.authorized_party().is_some_and(|party| *party != self.0.client) {
            return Err(OidcError::Token("it was made for another program".to_owned()));
        }
        let email = match claims.email() {
            Some(email) => verified(claims.email_verified(), email.as_str()),
            None => self.email_elsewhere(&client, &known.wire, answer.access_token(), &claims).await?,
        };
        let subject = format!("{} {}", claims.issuer().as_str(), claims.subject().as_str());
        Ok(Identity { subject, email, second_factor: self.is_second(&claims) })
    }

    /// The e-mail address of a provider that does not write it into its tokens.
    async fn email_elsewhere(
        &self,
        client: &Client,
        wire: &Wire,
        token: &AccessToken,
        claims: &CoreIdTokenClaims,
    ) -> Result<Option<String>, OidcError> {
        // The library would panic on what no header can hold.
        if !token.secret().bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(away("its access token is none"));
        }
        let Ok(request) = client.user_info(token.clone(), Some(claims.subject().clone())) else { return Ok(None) };
        let wire = |request| wire.clone().ask(request);
        let found: Result<CoreUserInfoClaims, _> = request.request_async(&wire).await;
        let found = found.map_err(|error| away(&format!("user info: {}", plain(&error.to_string()))))?;
        Ok(found.email().and_then(|email| verified(found.email_verified(), email.as_str())))
    }

    fn is_second(&self, claims: &CoreIdTokenClaims) -> bool {
        let ways = claims.auth_method_refs().map_or(&[][..], Vec::as_slice);
        let asked = self.0.acr.is_some() && claims.auth_context_ref() == self.0.acr.as_ref();
        asked || ways.iter().any(|way| SECOND.contains(&way.as_str()))
    }

    fn client(&self, known: &Known) -> Client {
        let (client, secret) = (self.0.client.clone(), Some(self.0.secret.clone()));
        let made = CoreClient::from_provider_metadata(known.metadata.clone(), client, secret);
        let ways = known.metadata.token_endpoint_auth_methods_supported();
        let in_body = ways.is_some_and(|ways| {
            ways.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !ways.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        let made = if in_body { made.set_auth_type(AuthType::RequestBody) } else { made };
        made.set_redirect_uri(self.0.back.clone())
    }

    /// What the provider says of itself; asked anew, or as it was heard within the hour.
    async fn known(&self, anew: bool) -> Result<Known, OidcError> {
        let before = self.0.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = before.filter(|known| !anew && known.since.elapsed() < BELIEVED) {
            return Ok(known);
        }
        self.forget();
        let wire = Wire::new(self.0.issuer.url()).map_err(|error| away(&error.to_string()))?;
        let asking = |request| wire.clone().ask(request);
        let metadata = CoreProviderMetadata::discover_async(self.0.issuer.clone(), &asking).await;
        let metadata = metadata.map_err(|error| away(&wire::told(&error)))?;
        if !wire.reaches(metadata.authorization_endpoint().url()) {
            return Err(away("it sends people where nothing is encrypted"));
        }
        let known = Known { metadata, wire, since: Stopwatch::now() };
        *self.0.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }

    fn forget(&self) {
        *self.0.known.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

async fn in_time<T>(step: impl Future<Output = Result<T, OidcError>>) -> Result<T, OidcError> {
    let late = |_| away(&format!("no answer within {} seconds", WHOLE.as_secs()));
    tokio::time::timeout(WHOLE, step).await.map_err(late)?
}

fn away(why: &str) -> OidcError {
    OidcError::Away(why.to_owned())
}

fn verified(made_sure: Option<bool>, email: &str) -> Option<String> {
    (made_sure == Some(true)).then(|| email.to_owned())
}

fn claims_of(
    client: &Client,
    token: &CoreIdToken,
    nonce: &Nonce,
    now: Instant,
) -> Result<CoreIdTokenClaims, ClaimsVerificationError> {
    let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS).set_time_fn(move || now);
    token.claims(&verifier, nonce).cloned()
}

/// Whether a token may hold once the provider's keys are known anew.
const fn is_of_the_key(error: &ClaimsVerificationError) -> bool {
    use SignatureVerificationError::{AmbiguousKeyId, CryptoError, NoMatchingKey};
    let ClaimsVerificationError::SignatureVerification(error) = error else { return false };
    matches!(error, NoMatchingKey | CryptoError(_) | AmbiguousKeyId(_))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn of(issuer: &str, client: &str, secret: &str, address: Option<&str>) -> Result<Option<Provider>, OidcError> {
        let set = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let (issuer, client_id, client_secret) = (set(issuer), set(client), set(secret));
        Provider::of(&OidcConfig { issuer, client_id, client_secret, acr: None }, address)
    }

    #[test]
    fn settings_that_make_no_sense_are_named_and_no_secret_is_shown() {
        const US: Option<&str> = Some("https://leje.example.dk/");
        let all = "https://login.example.dk/realms/staff";
        assert!(of("", "", "", None).unwrap().is_none(), "nothing is set");
        let provider = of(all, "us", "hemmelig", US).unwrap().unwrap();
        assert_eq!(provider.0.back.as_str(), "https://leje.example.dk/sign-in/oidc/back");
        assert_eq!(format!("{provider:?}"), format!("Provider({all:?})"));
        assert!(of("http://127.0.0.1:9000", "us", "hemmelig", US).is_ok());
        let wrong = [
            ("", "us", "hemmelig", US, "oidc.issuer"),
            (all, "", "hemmelig", US, "oidc.client_id"),
            (all, "us", "", US, "oidc.client_secret"),
            (all, "us", " ", US, "oidc.client_secret"),
            (all, "us", "hemmelig", None, "web.address"),
            (all, "us", "hemmelig", Some("leje"), "web.address"),
            ("http://login.example.dk", "us", "hemmelig", US, "oidc.issuer"),
            ("https://login.example.dk/?a=b", "us", "hemmelig", US, "oidc.issuer"),
            ("https://login.example.dk/#a", "us", "hemmelig", US, "oidc.issuer"),
            ("login.example.dk", "us", "hemmelig", US, "oidc.issuer"),
            ("ldap://login.example.dk", "us", "hemmelig", US, "oidc.issuer"),
        ];
        for (issuer, client, secret, address, key) in wrong {
            let error = of(issuer, client, secret, address).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{key}: ")) && !error.contains("hemmelig"), "{issuer}: {error}");
        }
    }
}
