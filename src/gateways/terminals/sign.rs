//! How a call is signed: HMAC-SHA256 over what it is about, when it was made and what it says.

use std::sync::Arc;

use entity::types::Instant;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The header of the time that a call was made at, in seconds since 1970.
pub const TIMESTAMP: &str = "x-tillhold-timestamp";
/// The header of a call's signature: `v1=` and 64 hexadecimal digits.
pub const SIGNATURE: &str = "x-tillhold-signature";
/// How old, or young, a call may be, in seconds.
pub const AGE_SECONDS: i64 = 300;

/// The fewest letters of a key.
const LEAST: usize = 32;

/// A key that both sides have. `Debug` does not show it.
#[derive(Clone)]
pub struct Key(Arc<[u8]>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

/// What of a call is signed.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// GET or POST.
    pub method: &'a str,
    /// Its path, as it is sent.
    pub path: &'a str,
    /// When it was made, in seconds since 1970.
    pub timestamp: i64,
    /// What it says.
    pub body: &'a [u8],
}

impl Key {
    /// Of the text in the settings; none if it is shorter than 32 letters.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        (text.chars().count() >= LEAST).then(|| Self(text.as_bytes().into()))
    }

    /// The signature of a call.
    #[must_use]
    pub fn sign(&self, call: &Signed<'_>) -> String {
        let mut text = String::from("v1=");
        if let Some(mac) = self.mac(call) {
            for byte in mac.finalize().into_bytes() {
                text.push_str(&format!("{byte:02x}"));
            }
        }
        text
    }

    /// Whether a signature is a call's; takes the same time whatever it is.
    #[must_use]
    pub fn is_signed(&self, call: &Signed<'_>, signature: &str) -> bool {
        let given = signature.strip_prefix("v1=").and_then(bytes);
        match (self.mac(call), given) {
            (Some(mac), Some(given)) => mac.verify_slice(&given).is_ok(),
            _ => false,
        }
    }

    /// Nothing before the body holds a line's end, so that no two calls have the same text.
    fn mac(&self, call: &Signed<'_>) -> Option<Hmac<Sha256>> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).ok()?;
        mac.update(format!("v1\n{}\n{}\n{}\n", call.method, call.path, call.timestamp).as_bytes());
        mac.update(call.body);
        Some(mac)
    }
}

/// Whether a time is of now, give or take [`AGE_SECONDS`].
pub(super) fn is_of_now(timestamp: i64, now: Instant) -> bool {
    timestamp.checked_sub(now.timestamp()).is_some_and(|gap| gap.unsigned_abs() <= AGE_SECONDS.unsigned_abs())
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    if hex.len() != 64 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..32).map(|at| hex.get(at * 2..at * 2 + 2).and_then(|two| u8::from_str_radix(two, 16).ok())).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const KEY: &str = "0123456789abcdef0123456789abcdef";

    fn call<'a>(path: &'a str, timestamp: i64, body: &'a [u8]) -> Signed<'a> {
        Signed { method: "POST", path, timestamp, body }
    }

    /// `printf 'v1\nPOST\n/v1/connect\n1767265200\n{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef`
    const BY_OPENSSL: &str = "6a4c23173815ad8f3bcc57bca19f2b920698a8ce755f2086d206fd1a5d7e1385";

    #[test]
    fn a_signature_is_what_openssl_makes_of_the_same_text() {
        let key = Key::of(KEY).unwrap();
        let made = key.sign(&call("/v1/connect", 1_767_265_200, b"{\"a\":1}"));
        assert_eq!(made, format!("v1={BY_OPENSSL}"));
    }

    #[test]
    fn nothing_of_a_call_can_be_another() {
        let key = Key::of(KEY).unwrap();
        let signed = call("/v1/connect", 7, b"{}");
        let signature = key.sign(&signed);
        assert!(key.is_signed(&signed, &signature));
        for other in [
            call("/v1/disconnect", 7, b"{}"),
            call("/v1/connect", 8, b"{}"),
            call("/v1/connect", 7, b"{} "),
            Signed { method: "GET", ..signed },
        ] {
            assert!(!key.is_signed(&other, &signature), "{other:?}");
        }
        assert!(!Key::of(&KEY.replace('0', "1")).unwrap().is_signed(&signed, &signature));
        for wrong in ["", "v1=", "v1=00", &signature[3..], &signature.replace("v1", "v2"), &signature[..66], "v1=æøå"]
        {
            assert!(!key.is_signed(&signed, wrong), "{wrong}");
        }
    }

    #[test]
    fn a_key_is_long_and_a_time_is_of_now() {
        assert!(Key::of(&KEY[1..]).is_none());
        let now = Instant::from_timestamp(1_000_000, 0).unwrap();
        assert!(is_of_now(1_000_300, now) && is_of_now(999_700, now));
        assert!(!is_of_now(1_000_301, now) && !is_of_now(999_699, now) && !is_of_now(i64::MIN, now));
    }
}
