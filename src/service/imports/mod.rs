//! Taking over agreements that run already: from a CSV file, or from whoever has the values.
//!
//! All or nothing: whatever is wrong is told at once, by line and column, and then nothing is taken.

mod check;
mod compare;
mod csv;
mod devices;
pub(in crate::service) mod faults;
pub(in crate::service) mod form;
mod merchants;
mod parsed;
mod plan;
mod row;
#[cfg(test)]
mod tests;
mod write;

pub(in crate::service) use csv::line_of;
pub(in crate::service) use form::is_unprintable as unprintable;
pub use parsed::{Column, ParsedAgreement, ParsedLine, ParsedMerchant, ParsedSite, Unread, language_of};

use self::faults::Faults;
use self::plan::{Plan, plan};
use super::{Context, InputError, ServiceResult};
use crate::store::company::{Company, company_list};

/// How a file is taken.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// Does everything, and takes it back at the end.
    pub dry_run: bool,
    /// Who imports.
    pub actor: String,
}

/// What an import did, or would have done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// New agreements.
    pub agreements: usize,
    /// New lines, each with its licence.
    pub lines: usize,
    /// New merchants.
    pub merchants: usize,
    /// New devices.
    pub devices: usize,
    /// Agreements that are in the database just as the file says.
    pub unchanged: usize,
    /// What somebody should look at.
    pub warnings: Vec<InputError>,
}

impl ImportReport {
    fn count(&mut self, plan: &Plan<'_>) {
        self.agreements += plan.agreements.len();
        self.merchants += plan.merchants.count_new();
        self.unchanged += plan.unchanged;
        for lines in plan.agreements.iter().map(|agreement| &agreement.lines) {
            self.lines += lines.len();
            self.devices += lines.iter().filter(|line| line.row.is_some()).count();
        }
    }
}

/// Takes over the agreements of a CSV file, one row a leased device.
///
/// # Errors
/// [`ServiceError::Input`](super::ServiceError::Input) with everything that is wrong; nothing is written then.
pub async fn agreements(cx: &Context, body: &[u8], options: ImportOptions) -> ServiceResult<ImportReport> {
    let companies = company_list(&cx.db).await?;
    let mut faults = Faults::default();
    let found = csv::read(body, &companies, &mut faults);
    let batches = found.into_iter().map(|of| (of.company, of.agreements)).collect();
    run(cx, batches, faults, &options).await
}

/// Takes over agreements of a company whose values are at hand.
///
/// # Errors
/// As of [`agreements`]; the line of an error is the one that the agreement or its device names.
pub async fn take(
    cx: &Context,
    company: &Company,
    rows: Vec<ParsedAgreement>,
    actor: &str,
) -> ServiceResult<ImportReport> {
    let options = ImportOptions { dry_run: false, actor: actor.to_owned() };
    run(cx, vec![(company, rows)], Faults::default(), &options).await
}

async fn run(
    cx: &Context,
    batches: Vec<(&Company, Vec<ParsedAgreement>)>,
    mut faults: Faults,
    options: &ImportOptions,
) -> ServiceResult<ImportReport> {
    let tx = cx.db.begin().await?;
    let mut plans = Vec::with_capacity(batches.len());
    for (company, rows) in batches {
        plans.push(plan(&tx, cx, company, rows, &mut faults).await?);
    }
    let mut report = ImportReport { warnings: faults.settle()?, ..ImportReport::default() };
    let mut written = Vec::with_capacity(plans.len());
    for plan in plans {
        report.count(&plan);
        written.push(write::rows(&tx, cx, plan).await?);
    }
    for (company, seals) in written {
        write::seal(&tx, cx, company, seals, &options.actor).await?;
    }
    if !options.dry_run {
        tx.commit().await?;
    }
    Ok(report)
}
