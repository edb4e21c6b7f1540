//! The program's own secret, and what is derived from it: keys to sign with, keys to seal with, hashes of passwords.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// The fewest letters of a secret.
pub const LEAST: usize = 32;

/// A secret that is too short to be one, or something that was not sealed with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// Too short.
    #[error(
        "web.secret (or TILLHOLD_SECRET) is too short: write at least {LEAST} random letters, as `openssl rand -hex 32` makes them"
    )]
    Short,
    /// Not sealed with this secret, or changed since.
    #[error("something that was sealed cannot be opened: the program's secret is another one than before")]
    Sealed,
    /// A password that cannot be hashed.
    #[error("the password cannot be hashed")]
    Hash,
}

/// The program's secret. `Debug` does not show it.
#[derive(Clone)]
pub struct Secrets(Arc<Keys>);

struct Keys {
    token: [u8; 32],
    form: [u8; 32],
    seal: [u8; 32],
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets")
    }
}

impl Secrets {
    /// Of the secret in the settings.
    ///
    /// # Errors
    /// One that is too short.
    pub fn of(secret: &str) -> Result<Self, SecretError> {
        if secret.chars().count() < LEAST {
            return Err(SecretError::Short);
        }
        Ok(Self::derived(secret))
    }

    /// For a program that hands nothing out and keeps nothing sealed, such as a story or a bench.
    #[must_use]
    pub fn throwaway(salt: &str) -> Self {
        Self::derived(salt)
    }

    fn derived(secret: &str) -> Self {
        let key = |purpose: &str| mac(secret.as_bytes(), purpose);
        Self(Arc::new(Keys { token: key("tillhold token"), form: key("tillhold form"), seal: key("tillhold seal") }))
    }

    /// The key that tokens of sessions are signed with.
    #[must_use]
    pub fn token_key(&self) -> &[u8] {
        &self.0.token
    }

    /// What a form of a session must bear, so that no other page can send it.
    #[must_use]
    pub fn form_token(&self, of: &str) -> String {
        URL_SAFE_NO_PAD.encode(mac(&self.0.form, of))
    }

    /// Whether a form bears what it must; takes the same time whatever it bears.
    #[must_use]
    pub fn is_form_token(&self, of: &str, given: &str) -> bool {
        let Ok(given) = URL_SAFE_NO_PAD.decode(given) else { return false };
        let Ok(mut wanted) = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0.form) else { return false };
        wanted.update(of.as_bytes());
        wanted.verify_slice(&given).is_ok()
    }

    /// Encrypts something short. `salt` must be new each time: 48 hexadecimal digits or more.
    ///
    /// # Errors
    /// A salt that is too short.
    pub fn seal(&self, text: &str, salt: &str) -> Result<String, SecretError> {
        let nonce = nonce(salt)?;
        let sealed = self.cipher().encrypt(&nonce, text.as_bytes()).map_err(|_| SecretError::Sealed)?;
        Ok(format!("{}.{}", &salt[..48], URL_SAFE_NO_PAD.encode(sealed)))
    }

    /// What was sealed.
    ///
    /// # Errors
    /// Something that was not sealed with this secret.
    pub fn open(&self, sealed: &str) -> Result<String, SecretError> {
        let (salt, body) = sealed.split_once('.').ok_or(SecretError::Sealed)?;
        let body = URL_SAFE_NO_PAD.decode(body).map_err(|_| SecretError::Sealed)?;
        let text = self.cipher().decrypt(&nonce(salt)?, body.as_slice()).map_err(|_| SecretError::Sealed)?;
        String::from_utf8(text).map_err(|_| SecretError::Sealed)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.seal.into())
    }
}

fn mac(key: &[u8], text: &str) -> [u8; 32] {
    // HMAC takes a key of any length, so that this cannot fail.
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(key) else { return [0; 32] };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

fn nonce(salt: &str) -> Result<XNonce, SecretError> {
    let mut bytes = [0_u8; 24];
    for (at, byte) in bytes.iter_mut().enumerate() {
        let two = salt.get(at * 2..at * 2 + 2).ok_or(SecretError::Sealed)?;
        *byte = u8::from_str_radix(two, 16).map_err(|_| SecretError::Sealed)?;
    }
    Ok(XNonce::from(bytes))
}

/// The hash by which a secret that was handed out is known again: a link, a recovery code.
#[must_use]
pub fn fingerprint(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Argon2id, as OWASP's cheat sheet has it: 19 MiB, two passes, one lane.
fn argon() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash of a password as a PHC string. Takes some 20 ms: not on a thread that answers requests.
///
/// # Errors
/// A salt that is not hexadecimal.
pub fn password_hash(password: &str, salt: &str) -> Result<String, SecretError> {
    let bytes: Vec<u8> = (0..salt.len() / 2)
        .filter_map(|at| salt.get(at * 2..at * 2 + 2).and_then(|two| u8::from_str_radix(two, 16).ok()))
        .collect();
    let hash: PasswordHash =
        argon().hash_password_with_salt(password.as_bytes(), &bytes).map_err(|_| SecretError::Hash)?;
    Ok(hash.to_string())
}

/// Whether a password is the one of a hash. Without a hash it takes as long and is not.
#[must_use]
pub fn password_is(password: &str, hash: Option<&str>) -> bool {
    /// The hash of nobody's password.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$QpNKyEAXKXzTkkJOxY5y2Zm4sQxhyRM4lYkXlxFkJGk";
    let parsed = PasswordHash::new(hash.unwrap_or(NOBODY));
    let right = parsed.is_ok_and(|parsed| argon().verify_password(password.as_bytes(), &parsed).is_ok());
    right && hash.is_some()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";
    const SALT: &str = "000102030405060708090a0b0c0d0e0f1011121314151617";

    #[test]
    fn what_is_sealed_opens_with_the_same_secret_only_and_unchanged() {
        let (ours, theirs) = (Secrets::of(SECRET).unwrap(), Secrets::of(&SECRET.replace('0', "1")).unwrap());
        let sealed = ours.seal("JBSWY3DP", SALT).unwrap();
        assert!(!sealed.contains("JBSWY3DP"));
        assert_eq!(ours.open(&sealed).unwrap(), "JBSWY3DP");
        assert_eq!(theirs.open(&sealed), Err(SecretError::Sealed));
        let mut changed = sealed.clone();
        let last = changed.pop().unwrap();
        changed.push(if last == 'A' { 'B' } else { 'A' });
        assert_eq!(ours.open(&changed), Err(SecretError::Sealed));
        assert_eq!(Secrets::of("short").unwrap_err(), SecretError::Short);
    }

    #[test]
    fn a_forms_token_is_of_one_session() {
        let secrets = Secrets::of(SECRET).unwrap();
        let token = secrets.form_token("one");
        assert!(secrets.is_form_token("one", &token));
        assert!(!secrets.is_form_token("two", &token) && !secrets.is_form_token("one", ""));
    }

    #[test]
    fn a_password_is_known_by_its_hash() {
        let hash = password_hash("en lang adgangskode", &SALT[..32]).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(password_is("en lang adgangskode", Some(&hash)));
        assert!(!password_is("en anden adgangskode", Some(&hash)) && !password_is("en lang adgangskode", None));
    }
}
