//! Use cases: a folder a capability, a file a verb. The transaction begins and ends here.

use std::sync::Arc;

use crate::clock::{Clock, Ids};
use crate::gateways::files::Files;
use crate::gateways::mail::Mailer;
use crate::gateways::terminals::Terminals;
use crate::secrets::Secrets;
use crate::store::Db;
use crate::text::Texts;

mod again;
pub mod attachments;
pub mod costs;
pub mod custody;
pub mod deadlines;
pub mod delivery;
pub mod disputes;
pub mod documents;
pub mod entitlement;
mod error;
pub mod exports;
pub mod facts;
pub mod forecast;
pub mod imports;
pub mod incidents;
pub mod invoices;
pub mod leaks;
pub mod mails;
pub mod orders;
pub mod papers;
pub mod payments;
pub mod people;
pub mod portal;
pub mod relocations;
pub mod runs;
pub mod search;
pub mod setup;
pub mod stock;
pub mod swaps;
pub mod terminals;
pub mod timeline;
pub mod verify;

pub use again::jobs_again;
pub use error::{InputError, ServiceError, ServiceResult};

/// What use cases work with.
#[derive(Clone)]
pub struct Context {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The source of ids.
    pub ids: Ids,
    /// Every text.
    pub texts: Arc<Texts>,
    /// The file store.
    pub files: Files,
    /// The program's secret.
    pub secrets: Secrets,
    /// What sends letters.
    pub mailer: Mailer,
    /// What connects and disconnects terminals.
    pub terminals: Terminals,
    /// The address under which people reach us, without a slash at its end; what links in letters begin with.
    pub address: Option<Arc<str>>,
}
