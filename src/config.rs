//! Settings: a TOML file, overridden by the environment, overridden by the command line. Errors name the key.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// All settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// `sqlite://FILE` or `postgres://…`.
    pub database: Option<String>,
    /// Where documents are kept.
    pub files: FilesConfig,
    /// The web side.
    pub web: WebConfig,
    /// How letters are sent.
    pub mail: MailConfig,
    /// The identity provider of the company's people.
    pub oidc: OidcConfig,
    /// Who connects and disconnects terminals.
    pub terminals: TerminalsConfig,
}

/// The web side.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WebConfig {
    /// At least 32 random letters; everything that is signed or sealed hangs on it.
    pub secret: Option<String>,
    /// The address under which people reach us, as `https://lease.example.dk`. With https, cookies are sent by https only.
    pub address: Option<String>,
    /// Whether a proxy stands before us whose `X-Forwarded-For` tells where people come from.
    pub behind_proxy: bool,
}

impl std::fmt::Debug for WebConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebConfig").field("address", &self.address).finish_non_exhaustive()
    }
}

/// How letters are sent. Without a server they are kept and shown in the outbox.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailConfig {
    /// `smtp://USER:PASSWORD@HOST:PORT?tls=required`, `smtps://…`, or `smtp://HOST:PORT` for a server without encryption.
    pub server: Option<String>,
    /// Whom letters are from, as `Leasing A/S <faktura@example.dk>`.
    pub from: Option<String>,
}

impl std::fmt::Debug for MailConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailConfig").field("from", &self.from).finish_non_exhaustive()
    }
}

/// The identity provider by which the company's people may sign in.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OidcConfig {
    /// Its address, under which `/.well-known/openid-configuration` lies.
    pub issuer: Option<String>,
    /// Our name there.
    pub client_id: Option<String>,
    /// Our secret there.
    pub client_secret: Option<String>,
    /// The class of sign-in (`acr`) that counts as a second factor; it is asked for. Ways that are known (`amr`) count anyway.
    pub acr: Option<String>,
}

impl std::fmt::Debug for OidcConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OidcConfig").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// Terminal management. Without an address nothing is sent to it, and nobody confirms anything.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TerminalsConfig {
    /// Its address, under which `/v1/connect` lies.
    pub address: Option<String>,
    /// The key that calls are signed with, both ways: at least 32 random letters.
    pub key: Option<String>,
    /// How long an answer may take; 10 seconds if nothing is said.
    pub timeout_seconds: Option<u64>,
}

impl std::fmt::Debug for TerminalsConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TerminalsConfig").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Where documents are kept: a folder, or an S3 bucket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FilesConfig {
    /// A local folder; without a setting it stands beside the database.
    pub folder: Option<PathBuf>,
    /// An S3 bucket; keys and region come from the usual AWS environment variables.
    pub s3_bucket: Option<String>,
    /// Another endpoint than Amazon's.
    pub s3_endpoint: Option<String>,
}

/// A setting that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{file}: {why}")]
    File {
        /// The file.
        file: String,
        /// Why.
        why: String,
    },
    /// Two settings exclude one another.
    #[error("files.folder and files.s3_bucket are both set: write one of them")]
    TwoStores,
}

impl Config {
    /// Reads a settings file and the environment (`TILLHOLD_DATABASE`, `TILLHOLD_FILES`, `TILLHOLD_S3_BUCKET`,
    /// `TILLHOLD_S3_ENDPOINT`, `TILLHOLD_SECRET`, `TILLHOLD_ADDRESS`, `TILLHOLD_SMTP`, `TILLHOLD_MAIL_FROM`, `TILLHOLD_OIDC_…`,
    /// `TILLHOLD_TERMINALS`, `TILLHOLD_TERMINALS_KEY`).
    ///
    /// # Errors
    /// A file that is missing or wrong: the error names line and key.
    pub fn read(file: Option<&Path>, env: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut config = match file {
            Some(file) => {
                let name = file.display().to_string();
                let wrong = |why: String| ConfigError::File { file: name.clone(), why };
                let body = std::fs::read_to_string(file).map_err(|e| wrong(e.to_string()))?;
                toml::from_str(&body).map_err(|e| wrong(e.to_string()))?
            }
            None => Self::default(),
        };
        let set = |key: &str| env(key).filter(|value| !value.is_empty());
        config.database = set("TILLHOLD_DATABASE").or(config.database);
        config.files.folder = set("TILLHOLD_FILES").map(PathBuf::from).or(config.files.folder);
        config.files.s3_bucket = set("TILLHOLD_S3_BUCKET").or(config.files.s3_bucket);
        config.files.s3_endpoint = set("TILLHOLD_S3_ENDPOINT").or(config.files.s3_endpoint);
        config.web.secret = set("TILLHOLD_SECRET").or(config.web.secret);
        config.web.address = set("TILLHOLD_ADDRESS").or(config.web.address);
        config.mail.server = set("TILLHOLD_SMTP").or(config.mail.server);
        config.mail.from = set("TILLHOLD_MAIL_FROM").or(config.mail.from);
        config.oidc.issuer = set("TILLHOLD_OIDC_ISSUER").or(config.oidc.issuer);
        config.oidc.client_id = set("TILLHOLD_OIDC_CLIENT_ID").or(config.oidc.client_id);
        config.oidc.client_secret = set("TILLHOLD_OIDC_CLIENT_SECRET").or(config.oidc.client_secret);
        config.oidc.acr = set("TILLHOLD_OIDC_ACR").or(config.oidc.acr);
        config.terminals.address = set("TILLHOLD_TERMINALS").or(config.terminals.address);
        config.terminals.key = set("TILLHOLD_TERMINALS_KEY").or(config.terminals.key);
        if config.files.folder.is_some() && config.files.s3_bucket.is_some() {
            return Err(ConfigError::TwoStores);
        }
        Ok(config)
    }

    /// The database to use: what is set, or `tillhold.db` in this folder.
    #[must_use]
    pub fn database(&self) -> String {
        self.database.clone().unwrap_or_else(|| "sqlite://tillhold.db".to_owned())
    }

    /// The folder of documents: what is set, or one beside the database.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        match (&self.files.folder, self.database().strip_prefix("sqlite://")) {
            (Some(folder), _) => folder.clone(),
            (None, Some(file)) => PathBuf::from(format!("{}.files", file.split('?').next().unwrap_or(file))),
            (None, None) => PathBuf::from("tillhold.files"),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_goes_before_the_file_and_wrong_keys_are_named() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("t.toml");
        std::fs::write(&file, "database = \"sqlite://a.db\"\n[files]\nfolder = \"docs\"\n").unwrap();
        let config = Config::read(Some(&file), |_| None).unwrap();
        assert_eq!((config.database(), config.folder()), ("sqlite://a.db".into(), "docs".into()));
        let config = Config::read(Some(&file), |k| (k == "TILLHOLD_DATABASE").then(|| "sqlite://b.db".into())).unwrap();
        assert_eq!(config.database(), "sqlite://b.db");
        std::fs::write(&file, "databse = \"x\"\n").unwrap();
        let error = Config::read(Some(&file), |_| None).unwrap_err().to_string();
        assert!(error.contains("databse") && error.contains("line 1"), "{error}");
        assert_eq!(Config::default().folder(), PathBuf::from("tillhold.db.files"));
    }
}
