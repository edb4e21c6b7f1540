//! Why a use case did not happen, in words that a person can act on.

use std::fmt;

use entity::types::MoneyError;

use crate::domain::billing::BillingError;
use crate::domain::credit::CreditError;
use crate::domain::reason::Reason;
use crate::gateways::mail::MailError;
use crate::gateways::terminals::TerminalError;
use crate::store::StoreError;
use crate::text::english;

/// The result of a use case.
pub type ServiceResult<T> = Result<T, ServiceError>;

/// A place in a file that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputError {
    /// The line, from 1; 0 if it concerns the whole file.
    pub line: u64,
    /// The column or key.
    pub column: String,
    /// What is wrong and what to write instead.
    pub message: String,
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}, ", self.line)?;
        }
        write!(f, "{}: {}", self.column, self.message)
    }
}

/// Why a use case did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The contract or the state of things does not allow it.
    #[error("{}", english(.0))]
    Refused(Reason),
    /// The same in an English sentence: for the command line only.
    #[error("{0}")]
    Said(String),
    /// A file that cannot be used; nothing was taken from it.
    #[error("{}", list(.0))]
    Input(Vec<InputError>),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An agreement cannot be billed.
    #[error(transparent)]
    Billing(#[from] BillingError),
    /// A credit that is not allowed.
    #[error(transparent)]
    Credit(#[from] CreditError),
    /// Amounts that do not combine.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The file store.
    #[error("the file store: {0}")]
    Files(String),
    /// A kept file that is gone or was changed.
    #[error("{0}")]
    Spoilt(String),
    /// A letter that was not sent.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// Terminal management.
    #[error(transparent)]
    Terminals(#[from] TerminalError),
    /// A file on this machine that cannot be read or written.
    #[error("{0}")]
    File(String),
    /// Something of ours that cannot be.
    #[error("{0}")]
    Broken(String),
    /// A document that cannot be made.
    #[error("the document cannot be made: {0}")]
    Document(String),
}

impl ServiceError {
    /// A refusal.
    pub fn refused(why: impl Into<Reason>) -> Self {
        Self::Refused(why.into())
    }

    /// A refusal that only the command line shows, in an English sentence.
    pub fn said(why: impl Into<String>) -> Self {
        Self::Said(why.into())
    }

    /// Something of ours that cannot be.
    pub fn broken(cause: impl fmt::Display) -> Self {
        Self::Broken(cause.to_string())
    }

    /// Why, so that it can be kept and said in any language.
    #[must_use]
    pub fn reason(&self) -> Reason {
        let cause = |key: &str, cause: &dyn fmt::Display| Reason::of(key).with("cause", cause.to_string());
        match self {
            Self::Refused(reason) => reason.clone(),
            Self::Billing(error) => error.into(),
            Self::Credit(error) => error.into(),
            Self::Money(error) => error.into(),
            Self::Store(StoreError::Affected { .. }) => Reason::of("error-changed-meanwhile"),
            Self::Store(error) => cause("reason-database", error),
            Self::Files(error) => cause("reason-files", error),
            Self::Spoilt(_) => Reason::of("error-file-spoilt"),
            Self::Mail(error) => cause("reason-mail", error),
            Self::Terminals(error) => cause("reason-terminals", error),
            Self::Document(error) => cause("reason-document", error),
            Self::Broken(error) | Self::File(error) => cause("reason-fault", error),
            Self::Said(_) | Self::Input(_) => Reason::told(self.to_string()),
        }
    }

    /// Whether it is about the agreement that was being billed, so that others can go on without it.
    #[must_use]
    pub const fn is_about_agreement(&self) -> bool {
        match self {
            Self::Store(error) => error.is_about_rows(),
            Self::Billing(_) | Self::Credit(_) | Self::Money(_) => true,
            Self::Mail(_)
            | Self::Terminals(_)
            | Self::Refused(_)
            | Self::Said(_)
            | Self::Broken(_)
            | Self::Input(_)
            | Self::Files(_)
            | Self::Spoilt(_)
            | Self::File(_)
            | Self::Document(_) => false,
        }
    }

    /// Whether doing the same again cannot help.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        match self {
            Self::Mail(error) => error.is_permanent(),
            Self::Terminals(error) => error.is_permanent(),
            _ => false,
        }
    }
}

fn list(errors: &[InputError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
