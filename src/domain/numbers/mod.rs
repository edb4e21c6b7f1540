//! Numbers that identify companies, accounts and payments, each a type of its own made from text.
//!
//! Parsing takes the number as people write it (spaces always, and dots, hyphens or a prefix where that is the habit) and
//! keeps the bare form; `Display` and `as_str` give that form back, and `printed`, where there is one, the form for people.
//! The formulas stand with each type. No type here looks a number up: a number that passes may still belong to nobody.

mod account;
mod btw;
mod check;
mod cpr;
mod creditor_id;
mod cvr;
mod error;
mod fik;
mod gln;
mod iban;
mod kid;
mod kvk;
mod orgnr;
mod rf;

pub use account::NorwegianAccount;
pub use btw::BtwId;
pub use cpr::Cpr;
pub use creditor_id::CreditorId;
pub use cvr::Cvr;
pub use error::{NumberError, Scheme};
pub use fik::{FikCard, FikCreditor, FikId, FikLine};
pub use gln::Gln;
pub use iban::Iban;
pub use kid::{Kid, KidCheck};
pub use kvk::Kvk;
pub use orgnr::{MvaNumber, Orgnr};
pub use rf::RfReference;

/// What every number kept as text can do. CPR is left out on purpose: it must not print itself.
macro_rules! shown_as_text {
    ($name:ident) => {
        impl $name {
            /// The bare form, as it is stored and compared.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
use shown_as_text;

/// `"...".parse()` for the types whose text alone says what they are.
macro_rules! parsed_from_text {
    ($name:ident) => {
        impl std::str::FromStr for $name {
            type Err = $crate::domain::numbers::NumberError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }
    };
}
use parsed_from_text;
