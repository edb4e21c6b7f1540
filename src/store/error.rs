//! What goes wrong with a database, in words.

use std::fmt::Display;

use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Not an address of a database that we know.
    #[error("\"{0}\" is not a database: write sqlite://FILE or postgres://USER:PASSWORD@HOST/NAME")]
    Address(String),
    /// Nobody answers, or the connection broke.
    #[error("the database does not answer: {0}")]
    Away(String),
    /// No room for what was to be written.
    #[error("the disk of the database is full; nothing was written: {0}")]
    Full(String),
    /// A row with that key exists.
    #[error("this exists already: {0}")]
    Exists(String),
    /// A value that a column's check does not let in.
    #[error("the database does not take this: {0}")]
    Check(String),
    /// A row that must not be, or whose parts do not fit.
    #[error("{table} {id}: column {column} {what}")]
    Impossible {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row.
        id: String,
        /// What is wrong with it.
        what: String,
    },
    /// An update touched another number of rows than it must.
    #[error("{table}: {wanted} rows were to change, {found} did: somebody else changed them")]
    Affected {
        /// The table.
        table: &'static str,
        /// How many rows should change.
        wanted: u64,
        /// How many did.
        found: u64,
    },
    /// A database that a newer program has changed.
    #[error("the database has the step \"{0}\", which this program does not know: use a newer program")]
    Newer(String),
    /// A database that has not been made yet.
    #[error("the database is not up to date: run `tillhold migrate`")]
    Older,
    /// Anything else that the database says.
    #[error("the database refused: {0}")]
    Refused(String),
}

impl StoreError {
    /// An impossible row.
    pub(super) fn impossible(table: &'static str, column: &'static str, id: impl Display, what: impl Display) -> Self {
        Self::Impossible { table, column, id: id.to_string(), what: what.to_string() }
    }

    /// Checks how many rows an update changed.
    pub(super) fn affected(table: &'static str, wanted: u64, found: u64) -> Result<(), Self> {
        if wanted == found { Ok(()) } else { Err(Self::Affected { table, wanted, found }) }
    }

    /// Whether it is about the rows that were read or written. Anything else (nobody answers, no room, a lock that was not to be
    /// had, two that waited for one another, a disk that fails) says nothing about them: the same may go well later.
    #[must_use]
    pub const fn is_about_rows(&self) -> bool {
        matches!(self, Self::Exists(_) | Self::Check(_) | Self::Impossible { .. } | Self::Affected { .. })
    }

    /// Whether trying now cannot help: the database is away or has no room.
    #[must_use]
    pub const fn is_outage(&self) -> bool {
        matches!(self, Self::Away(_) | Self::Full(_))
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(what)) = error.sql_err() {
            return Self::Exists(what);
        }
        let text = error.to_string();
        let lower = text.to_lowercase();
        let plain = [
            ("file is not a database", "this file is no SQLite database: name another one, or restore a backup"),
            ("unable to open database file", "the file cannot be opened: is its folder there, and is it a file?"),
            (
                "attempt to write a readonly database",
                "the file or its folder cannot be written: an SQLite database needs both",
            ),
            ("disk image is malformed", "the file is damaged: restore a backup"),
            ("database is locked", "another program holds it: is a copy being made, or is something still writing?"),
            ("pool timed out", "nobody answers at its address: is the server running, and is the address right?"),
        ];
        if let Some((_, words)) = plain.iter().find(|(sign, _)| lower.contains(sign)) {
            return Self::Away((*words).to_owned());
        }
        if lower.contains("check constraint failed") || lower.contains("violates check constraint") {
            return Self::Check(text);
        }
        if lower.contains("disk is full") || lower.contains("no space left") || lower.contains("(code: 13)") {
            return Self::Full(text);
        }
        let broken = matches!(&error, DbErr::Conn(_) | DbErr::ConnectionAcquire(_))
            || lower.contains("terminating connection")
            || lower.contains("error communicating with database")
            || lower.contains("broken pipe")
            || lower.contains("connection reset")
            || lower.contains("connection refused")
            || lower.contains("the database system is")
            || lower.contains("too many clients")
            || lower.contains("remaining connection slots")
            || lower.contains("expected to read")
            || lower.contains("attempted to acquire a connection on a closed pool");
        match error {
            _ if broken => Self::Away(text),
            DbErr::Exec(RuntimeErr::Internal(inner)) | DbErr::Query(RuntimeErr::Internal(inner)) => {
                Self::Refused(inner)
            }
            _ => Self::Refused(text),
        }
    }
}
