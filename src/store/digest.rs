//! Hashes over canonical text: fields in a fixed order, each ended by a unit separator, so that no two values share a text.

use std::fmt::{Display, Write};

use sha2::{Digest, Sha256};

/// Text under way to its hash.
#[derive(Clone, Debug, Default)]
pub struct Canonical(String);

impl Canonical {
    /// A text that begins with what it is.
    #[must_use]
    pub fn of(kind: &str) -> Self {
        Self::default().with(kind)
    }

    /// Adds a field.
    #[must_use]
    pub fn with(mut self, field: impl Display) -> Self {
        self.push(field);
        self
    }

    /// Adds a field.
    pub fn push(&mut self, field: impl Display) {
        let start = self.0.len();
        let _ = write!(self.0, "{field}");
        // A separator within a field would let two texts be one.
        if self.0[start..].contains(['\u{1e}', '\u{1f}']) {
            let clean = self.0[start..].replace(['\u{1e}', '\u{1f}'], "\u{fffd}");
            self.0.truncate(start);
            self.0.push_str(&clean);
        }
        self.0.push('\u{1f}');
    }

    /// Adds a field that may be absent: absent and empty differ.
    pub fn push_opt(&mut self, field: Option<impl Display>) {
        match field {
            Some(value) => self.push(value),
            None => self.0.push_str("\u{1e}\u{1f}"),
        }
    }

    /// The hash of the text.
    #[must_use]
    pub fn hash(&self) -> String {
        sha256(self.0.as_bytes())
    }
}

/// SHA-256 in hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_do_not_run_together() {
        assert_ne!(Canonical::of("a").with("b").hash(), Canonical::of("ab").hash());
        let absent = |field: Option<&str>| {
            let mut text = Canonical::of("x");
            text.push_opt(field);
            text.hash()
        };
        assert_ne!(absent(None), absent(Some("")));
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
