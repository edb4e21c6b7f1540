//! SQLite's file: whether it still is the one that was opened.

use std::fs::{Metadata, OpenOptions};
use std::path::PathBuf;
use std::str::FromStr;

use sea_orm::sqlx::sqlite::SqliteConnectOptions;

use super::{StoreError, StoreResult};

/// A file that was opened, and which one it was.
#[derive(Clone, Debug)]
pub(super) struct DbFile {
    path: PathBuf,
    which: Option<(u64, u64)>,
}

#[cfg(unix)]
fn which(file: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn which(_: &Metadata) -> Option<(u64, u64)> {
    None
}

impl DbFile {
    /// The file that an address names, made if it is missing. What cannot be made is for SQLite to complain about.
    pub(super) fn made(url: &str) -> Option<PathBuf> {
        let path = SqliteConnectOptions::from_str(url).ok()?.get_filename().to_owned();
        let _ = OpenOptions::new().create(true).append(true).open(&path);
        Some(path)
    }

    /// The file at a path as it is now.
    pub(super) fn at(path: PathBuf) -> Option<Self> {
        let which = which(&std::fs::metadata(&path).ok()?);
        Some(Self { path, which })
    }

    /// Whether it still lies where it was.
    pub(super) fn is_there(&self) -> StoreResult<()> {
        match std::fs::metadata(&self.path) {
            Ok(now) if which(&now) == self.which => Ok(()),
            Ok(_) => Err(StoreError::Away(
                "another file lies in the place of the one that is open: start the program anew".to_owned(),
            )),
            Err(error) => Err(StoreError::Away(format!("{}: {error}", self.path.display()))),
        }
    }
}
