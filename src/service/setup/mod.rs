//! Setting companies up from a file, and changing what may change of them.
//!
//! All or nothing: whatever is wrong is told at once, by line and key, and then nothing is taken.

mod file;
mod own;
mod plan;
mod reader;
mod terms;
#[cfg(test)]
pub(in crate::service) mod tests;

use std::fmt;

use entity::types::SubjectId;

pub use self::terms::seed_terms;

use super::facts::{self, Sealed};
use super::imports::faults::Faults;
use super::{Context, ServiceResult};
use crate::store::company::company_hash;
use crate::store::event::{NewEvent, event_append};
use crate::store::terms::terms_book;

/// Who set a company up, in its chain of events.
const ACTOR: &str = "setup";

/// What became of a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It was not there.
    New,
    /// Its details changed, or something was added to it.
    Updated,
    /// It was there just as the file says.
    Unchanged,
}

/// How many rows were added to a company.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Number series.
    pub series: usize,
    /// Accounts of the ledger.
    pub accounts: usize,
    /// Models.
    pub models: usize,
    /// Prices.
    pub prices: usize,
}

/// A company of a setup file, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanySet {
    /// Its key.
    pub key: String,
    /// What became of it.
    pub changed: Changed,
    /// What was added to it.
    pub added: Added,
}

/// What a setup file did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetupReport {
    /// Its companies, in the order of the file.
    pub companies: Vec<CompanySet>,
}

/// One line a company.
impl fmt::Display for SetupReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, set) in self.companies.iter().enumerate() {
            let what = match set.changed {
                Changed::New => "new",
                Changed::Updated => "updated",
                Changed::Unchanged => "unchanged",
            };
            let Added { series, accounts, models, prices } = set.added;
            let end = if n + 1 < self.companies.len() { "\n" } else { "" };
            write!(
                f,
                "{}: {what}; added {series} number series, {accounts} accounts, {models} models, {prices} prices{end}",
                set.key
            )?;
        }
        Ok(())
    }
}

/// Sets up the companies of a file, after the shipped terms.
///
/// # Errors
/// [`ServiceError::Input`](super::ServiceError::Input) with everything that is wrong; no company is written then.
pub async fn import(cx: &Context, file_name: &str, body: &str) -> ServiceResult<SetupReport> {
    seed_terms(cx).await?;
    let mut faults = Faults::default();
    let drafts = file::read(file_name, body, &mut faults);
    let tx = cx.db.begin().await?;
    let book = terms_book(&tx).await?;
    let mut plans = Vec::with_capacity(drafts.len());
    for draft in drafts {
        plans.extend(plan::plan(&tx, cx, &book, draft, &mut faults).await?);
    }
    faults.settle()?;
    let mut report = SetupReport::default();
    for plan in &plans {
        plan.write(&tx).await?;
        report.companies.push(CompanySet { key: plan.row.key.clone(), changed: plan.changed, added: plan.added() });
    }
    for plan in plans.iter().filter(|plan| plan.changed != Changed::Unchanged) {
        let hash = company_hash(&tx, plan.row.id).await?;
        let event = NewEvent {
            id: cx.ids.next(),
            at: cx.clock.now(),
            actor: ACTOR.to_owned(),
            kind: facts::COMPANY_SET,
            subject: SubjectId(plan.row.id.0),
            facts: facts::json(&Sealed { what: "set up".to_owned(), hash }),
        };
        event_append(&tx, plan.row.id, vec![event]).await?;
    }
    tx.commit().await?;
    Ok(report)
}
