//! Wiring only: what the program is made of.

use std::sync::Arc;

use crate::clock::{Clock, Ids};
use crate::config::Config;
use crate::documents::pdf::PdfWriter;
use crate::gateways::files::Files;
use crate::gateways::mail::Mailer;
use crate::gateways::terminals::Terminals;
use crate::jobs::Worker;
use crate::secrets::Secrets;
use crate::service::{Context, ServiceError, ServiceResult, search};
use crate::store::{Db, migrate, schema_is_current};
use crate::text::Texts;

/// The program, wired.
#[derive(Clone)]
pub struct App {
    /// What use cases work with.
    pub cx: Context,
    /// The settings.
    pub config: Config,
}

/// How a database is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// Its tables are made or updated.
    Migrate,
    /// Its tables must be those that this program knows; a new SQLite file is made.
    AsItIs,
    /// As before, but the file must be there: what only reads or goes on has nothing to do with a new one.
    Existing,
}

impl App {
    /// Opens the database and the file store of the settings.
    ///
    /// # Errors
    /// A database or file store that does not answer, or a database of another version.
    pub async fn open(config: Config, clock: Clock, open: Open) -> ServiceResult<Self> {
        let url = config.database();
        let new = url.strip_prefix("sqlite://").is_some_and(|file| !std::path::Path::new(file).exists());
        if new && open == Open::Existing {
            let why = format!("there is no database at {url}: `tillhold import setup` or `tillhold migrate` makes one");
            return Err(ServiceError::said(why));
        }
        let db = Db::connect(&url).await?;
        if open == Open::Migrate || new || url == "sqlite::memory:" {
            migrate(&db).await?;
        } else {
            schema_is_current(&db).await?;
        }
        let files = match &config.files.s3_bucket {
            Some(bucket) => Files::s3(bucket, config.files.s3_endpoint.as_deref()),
            None => Files::folder(&config.folder()),
        };
        let files = files.map_err(|e| ServiceError::Files(e.to_string()))?;
        let texts = Texts::load().map_err(|e| ServiceError::Document(e.to_string()))?;
        let ids = Ids::random(&clock);
        let secrets = match &config.web.secret {
            Some(secret) => Secrets::of(secret).map_err(|e| ServiceError::said(e.to_string()))?,
            None => Secrets::throwaway(&(ids.salt() + &ids.salt())),
        };
        let mailer = Mailer::of(&config.mail).map_err(|e| ServiceError::said(e.to_string()))?;
        // Calls are signed by the time of day, whatever day the business believes it is.
        let terminals = Terminals::of(&config.terminals, Arc::new(|| Clock::system().now()));
        let terminals = terminals.map_err(|e| ServiceError::said(e.to_string()))?;
        let address = config.web.address.as_deref().map(|address| Arc::from(address.trim_end_matches('/')));
        let cx = Context { db, clock, ids, texts: Arc::new(texts), files, secrets, mailer, terminals, address };
        if open == Open::Migrate {
            search::fill(&cx).await?;
        }
        Ok(Self { cx, config })
    }

    /// A worker.
    ///
    /// # Errors
    /// A program that was built without its fonts.
    pub fn worker(&self) -> ServiceResult<Worker> {
        let pdf = PdfWriter::new().map_err(|e| ServiceError::Document(e.to_string()))?;
        Ok(Worker::new(self.cx.clone(), Arc::new(pdf)))
    }
}
