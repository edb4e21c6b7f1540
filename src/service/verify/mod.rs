//! `tillhold verify`: every hash, total, balance and number is made again from what is stored, and each row that does not fit is
//! named. What is checked, and what cannot be, is in docs/verify.md.
//!
//! Everything is read in pages, of one moment: memory does not grow with the database, and work may go on meanwhile.

mod attachments;
mod batches;
mod chain;
mod charges;
mod devices;
mod documents;
mod papers;
mod payments;
mod report;
mod runs;
mod sealed;
mod stock;

pub use report::Finding;

use std::collections::HashMap;
use std::hash::Hash;

use report::Report;

use super::facts;
use super::{Context, ServiceResult};
use crate::gateways::files::Files;
use crate::store::audit::{
    Odd, Snapshot, Told, audit_balances, audit_companies, audit_entries, audit_job_kinds, audit_readable,
    audit_references, audit_rules, audit_told_about_nothing,
};
use crate::store::company::Company;
use crate::store::mail::MAIL_SEND;

/// Rows that a page reads.
const PAGE: i64 = 1000;

/// Kinds of jobs that a worker knows (`jobs`, which services cannot see).
const JOBS: [&str; 11] = [
    crate::service::papers::FILE_JOB,
    crate::service::deadlines::LOOK,
    crate::service::deadlines::SWEEP,
    FILES_JOB,
    MAIL_SEND,
    "charges_of_day",
    "quarter_preview",
    crate::service::runs::ISSUE,
    crate::service::runs::PREVIEW,
    crate::service::terminals::ORDER,
    crate::service::terminals::POLL,
];

/// The job that makes a document's files.
const FILES_JOB: &str = "document_files";

/// What every check works with.
struct Work<'a> {
    at: &'a Snapshot,
    files: &'a Files,
    companies: Vec<Company>,
    report: Report,
    progress: &'a dyn Fn(&str),
}

/// Checks everything of every company, and says what does not fit. Nothing is changed.
///
/// # Errors
/// A database that does not answer; what it holds is never an error, but a finding.
pub async fn verify(cx: &Context, progress: &dyn Fn(&str)) -> ServiceResult<Vec<Finding>> {
    let at = Snapshot::of(&cx.db).await?;
    let companies = audit_companies(&at).await?;
    let mut work = Work { at: &at, files: &cx.files, companies, report: Report::default(), progress };
    work.everything().await?;
    let mut report = work.report;
    for broken in at.broken() {
        report.add(broken.table, broken.row, format!("does not read: {}", broken.what));
    }
    at.release().await?;
    Ok(report.findings())
}

impl Work<'_> {
    async fn everything(&mut self) -> ServiceResult<()> {
        self.chains().await?;
        self.terms().await?;
        self.parties().await?;
        self.sealed_companies().await?;
        self.merchants().await?;
        self.agreements().await?;
        self.devices().await?;
        self.incidents().await?;
        self.papers().await?;
        self.stock().await?;
        self.attachments().await?;
        self.documents().await?;
        self.payments().await?;
        self.recurring().await?;
        self.one_off().await?;
        self.runs().await?;
        self.batches().await?;
        self.tables().await
    }

    /// What one statement finds out about a whole table.
    async fn tables(&mut self) -> ServiceResult<()> {
        (self.progress)("references between tables");
        audit_readable(self.at, PAGE).await?;
        let mut odd: Vec<Odd> = audit_references(self.at).await?;
        (self.progress)("rows that must fit other rows");
        odd.extend(audit_rules(self.at).await?);
        (self.progress)("journal and balances");
        odd.extend(audit_entries(self.at).await?);
        odd.extend(audit_job_kinds(self.at, &JOBS).await?);
        for (kind, table) in [
            (facts::COMPANY_SET, "company"),
            (facts::MERCHANT_SET, "merchant"),
            (facts::AGREEMENT_SET, "agreement"),
            (facts::RUN_PREVIEWED, "billing_run"),
            (facts::RUN_APPROVED, "billing_run"),
            (facts::RUN_DISCARDED, "billing_run"),
            (facts::RUN_ISSUED, "billing_run"),
            (facts::DOCUMENT_ISSUED, "invoice"),
            (facts::FILES_STORED, "invoice"),
            (facts::CHARGE_SET, "charge"),
            (facts::PAYMENT_BOOKED, "payment"),
            (facts::EXPORT_SEALED, "export_batch"),
            (facts::DEVICE_SET, "device"),
            (facts::TICKET_SET, "ticket"),
            (facts::SWAP_SET, "swap"),
            (facts::QUOTE_SET, "quote"),
            (facts::INCIDENT_SET, "incident"),
            (facts::PAPER_SET, "paper"),
            (facts::PLACE_SET, "stock_place"),
            (facts::TAKE_SET, "stock_take"),
            (facts::TAKE_SCANNED, "stock_take"),
            (facts::CHECK_SET, "ticket_check"),
            (facts::ATTACHMENT_SET, "attachment"),
            (facts::TERMINAL_SET, "terminal_order"),
        ] {
            odd.extend(audit_told_about_nothing(self.at, kind, table).await?);
        }
        for odd in odd {
            self.report.add(odd.table, odd.row, odd.what);
        }
        for wrong in audit_balances(self.at).await? {
            let what = format!(
                "the journal says that the merchant owes {}, its open documents and credit say {} (minor units)",
                wrong.posted, wrong.open
            );
            self.report.add("posting", format_args!("{} merchant {}", wrong.company, wrong.merchant), what);
        }
        Ok(())
    }
}

/// Rows by a key.
fn group<K: Eq + Hash, T>(rows: impl IntoIterator<Item = T>, key: impl Fn(&T) -> K) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// Reads an event's facts; what does not read is a finding.
fn read_facts<T: serde::de::DeserializeOwned>(told: &Told, report: &mut Report) -> Option<T> {
    serde_json::from_str(&told.facts)
        .map_err(|error| {
            report.add("event", format_args!("event {}", told.sequence), format!("its facts do not read: {error}"));
        })
        .ok()
}
