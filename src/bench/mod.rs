//! What `tillhold bench` and `make bench` measure. Figures are ratios inside one run, on one database.

pub mod billing;
pub mod documents;
mod memory;
mod portfolio;
pub mod sweep;
pub mod web;

use std::sync::Arc;

use chrono::NaiveTime;
use entity::types::{Country, Date};

use crate::clock::{Clock, Ids, local};
use crate::gateways::files::Files;
use crate::gateways::mail::Mailer;
use crate::gateways::terminals::Terminals;
use crate::secrets::Secrets;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::{Db, migrate};
use crate::text::Texts;

/// Noon of a day in Copenhagen.
fn noon(day: Date) -> entity::types::Instant {
    local(Country::Dk, day, NaiveTime::from_hms_opt(12, 0, 0).unwrap_or(NaiveTime::MIN))
}

/// What use cases work with, on a database of its own and at noon of a day. Nothing is sent, and files are kept in memory.
async fn context(db: Db, day: Date, ids: impl FnOnce(&Clock) -> Ids) -> ServiceResult<Context> {
    let clock = Clock::set_to(noon(day));
    migrate(&db).await?;
    let texts = Texts::load().map_err(|e| ServiceError::Document(e.to_string()))?;
    let ids = ids(&clock);
    Ok(Context {
        db,
        clock,
        ids,
        texts: Arc::new(texts),
        files: Files::memory(),
        secrets: Secrets::throwaway("bench"),
        mailer: Mailer::Kept,
        terminals: Terminals::NONE,
        address: None,
    })
}
