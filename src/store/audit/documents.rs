//! Documents of a series with everything that hangs on them, a span of numbers at a time.

use entity::types::{CompanyId, InvoiceId, JobState, SeriesId};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{Snapshot, TOLD, Told};
use crate::store::StoreResult;
use crate::store::charge::Charge;
use crate::store::invoice::{InvoiceRow, LineRow, NewEntry};
use crate::store::run::RunItem;
use crate::store::series::NewSeries;
use crate::store::stored::StoredDocument;

/// VAT of a document.
pub type VatRow = entity::invoice_vat::Model;
/// A posting.
pub type PostingRow = entity::posting::Model;
/// What is open of a document.
pub type ReceivableRow = entity::receivable::Model;
/// What pays what.
pub type AllocationRow = entity::allocation::Model;

/// Documents of a series after one number up to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The series.
    pub series: SeriesId,
    /// After this number.
    pub after: i64,
    /// Up to and including this one.
    pub to: i64,
}

/// What allocations add up to on a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Allocated {
    /// The document.
    pub invoice_id: Uuid,
    /// By payments.
    pub paid: i64,
    /// By credit notes.
    pub credited: i64,
}

/// What credit notes gave back of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct CreditedLine {
    /// The invoice.
    pub corrects_id: InvoiceId,
    /// Its line.
    pub corrects_line: i64,
    /// How much, net.
    pub net: i64,
}

/// The job that makes a document's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct FilesJob {
    /// The document.
    pub subject_id: Uuid,
    /// Whose it is.
    pub company_id: Option<CompanyId>,
    /// Its state.
    pub state: JobState,
}

/// All that a document is checked against.
#[derive(Clone, Debug, Default)]
pub struct Below {
    /// Lines, by document and number.
    pub lines: Vec<LineRow>,
    /// VAT.
    pub vat: Vec<VatRow>,
    /// Journal entries.
    pub entries: Vec<NewEntry>,
    /// Postings, by entry and number.
    pub postings: Vec<PostingRow>,
    /// What is open.
    pub receivables: Vec<ReceivableRow>,
    /// What pays them.
    pub allocated: Vec<Allocated>,
    /// What they, being credit notes, pay.
    pub allocations: Vec<AllocationRow>,
    /// Events about them.
    pub told: Vec<Told>,
    /// Charges that say they are on them.
    pub charges: Vec<Charge>,
    /// What was credited of their lines.
    pub credited: Vec<CreditedLine>,
    /// Run items that they were issued from.
    pub items: Vec<RunItem>,
    /// Files.
    pub files: Vec<StoredDocument>,
    /// Jobs for their files.
    pub jobs: Vec<FilesJob>,
}

/// What credit notes of a span correct.
#[derive(Clone, Debug, Default)]
pub struct Corrected {
    /// The invoices.
    pub invoices: Vec<InvoiceRow>,
    /// Their lines.
    pub lines: Vec<LineRow>,
    /// What was given back before the span.
    pub before: Vec<CreditedLine>,
}

const IDS: &str = "(SELECT id FROM invoice WHERE series_id = $1 AND sequence > $2 AND sequence <= $3)";
const CORRECTED: &str = "(SELECT corrects_id FROM invoice WHERE series_id = $1 AND sequence > $2 AND sequence <= $3)";

impl Span {
    fn values(self) -> Vec<Value> {
        vec![self.series.into(), self.after.into(), self.to.into()]
    }
}

/// Every number series.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_series(at: &Snapshot) -> StoreResult<Vec<NewSeries>> {
    at.read("number_series", "SELECT * FROM number_series ORDER BY company_id, kind", []).await
}

/// Documents of a series after a number, in order.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_invoices(at: &Snapshot, series: SeriesId, after: i64, limit: i64) -> StoreResult<Vec<InvoiceRow>> {
    let sql = "SELECT * FROM invoice WHERE series_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3";
    at.read("invoice", sql, [series.into(), after.into(), limit.into()]).await
}

/// Everything that hangs on a span of documents; `kinds` are the events wanted, `job` is the kind of their files' job.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_below(at: &Snapshot, span: Span, kinds: [&str; 2], job: &str) -> StoreResult<Below> {
    let all = |table: &str, order: &str| format!("SELECT * FROM {table} WHERE invoice_id IN {IDS}{order}");
    let values = || span.values();
    let lines = all("invoice_line", " ORDER BY invoice_id, number");
    let postings = format!(
        "SELECT p.* FROM posting p JOIN journal_entry e ON e.id = p.entry_id WHERE e.invoice_id IN {IDS} \
         ORDER BY p.entry_id, p.number"
    );
    let allocated = format!(
        "SELECT a.invoice_id, CAST(SUM(CASE WHEN p.id IS NULL THEN 0 ELSE a.amount END) AS bigint) AS paid, \
         CAST(SUM(CASE WHEN n.id IS NULL THEN 0 ELSE a.amount END) AS bigint) AS credited FROM allocation a \
         LEFT JOIN payment p ON p.id = a.source_id LEFT JOIN invoice n ON n.id = a.source_id \
         WHERE a.invoice_id IN {IDS} GROUP BY a.invoice_id"
    );
    let allocations = format!("SELECT * FROM allocation WHERE source_id IN {IDS} ORDER BY source_id, number");
    let told = format!("{TOLD} WHERE subject_id IN {IDS} AND kind IN ($4, $5) ORDER BY sequence");
    let credited = format!(
        "SELECT n.corrects_id, l.corrects_line, CAST(SUM(l.net) AS bigint) AS net FROM invoice n \
         JOIN invoice_line l ON l.invoice_id = n.id WHERE n.corrects_id IN {IDS} AND l.corrects_line IS NOT NULL \
         GROUP BY n.corrects_id, l.corrects_line"
    );
    let items = "SELECT x.* FROM run_item x JOIN invoice i ON i.item_id = x.id \
                 WHERE i.series_id = $1 AND i.sequence > $2 AND i.sequence <= $3";
    let jobs = format!("SELECT subject_id, company_id, state FROM job WHERE kind = $4 AND subject_id IN {IDS}");
    let events = values().into_iter().chain(kinds.map(Value::from));
    Ok(Below {
        lines: at.read("invoice_line", &lines, values()).await?,
        vat: at.read("invoice_vat", &all("invoice_vat", ""), values()).await?,
        entries: at.read("journal_entry", &all("journal_entry", ""), values()).await?,
        postings: at.read("posting", &postings, values()).await?,
        receivables: at.read("receivable", &all("receivable", ""), values()).await?,
        allocated: at.read("allocation", &allocated, values()).await?,
        allocations: at.read("allocation", &allocations, values()).await?,
        told: at.read("event", &told, events).await?,
        charges: at.read("charge", &all("charge", ""), values()).await?,
        credited: at.read("invoice_line", &credited, values()).await?,
        items: at.read("run_item", items, values()).await?,
        files: at.read("stored_document", &all("stored_document", " ORDER BY kind"), values()).await?,
        jobs: at.read("job", &jobs, values().into_iter().chain([job.into()])).await?,
    })
}

/// What the credit notes of a span correct.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_corrected(at: &Snapshot, span: Span) -> StoreResult<Corrected> {
    let invoices = format!("SELECT * FROM invoice WHERE id IN {CORRECTED}");
    let lines = format!("SELECT * FROM invoice_line WHERE invoice_id IN {CORRECTED} ORDER BY invoice_id, number");
    let before = format!(
        "SELECT n.corrects_id, l.corrects_line, CAST(SUM(l.net) AS bigint) AS net FROM invoice n \
         JOIN invoice_line l ON l.invoice_id = n.id WHERE n.corrects_id IN {CORRECTED} AND n.series_id = $1 \
         AND n.sequence <= $2 AND l.corrects_line IS NOT NULL GROUP BY n.corrects_id, l.corrects_line"
    );
    Ok(Corrected {
        invoices: at.read("invoice", &invoices, span.values()).await?,
        lines: at.read("invoice_line", &lines, span.values()).await?,
        before: at.read("invoice_line", &before, span.values()).await?,
    })
}
