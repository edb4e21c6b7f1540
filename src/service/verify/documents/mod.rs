//! Documents: their numbers, what their event says of them, and everything that hangs on them.

mod credit;
mod files;
mod lines;
mod money;
mod origin;

use std::collections::HashMap;

use entity::types::{ChargeId, DocumentKind, EntryId, InvoiceId, RunItemId, SeriesId};
use uuid::Uuid;

use super::report::Report;
use super::{FILES_JOB, PAGE, Work, group, read_facts};
use crate::domain::reference::payment_reference;
use crate::service::ServiceResult;
use crate::service::facts::{self, DocumentFacts};
use crate::store::audit::{
    Allocated, AllocationRow, Below, FilesJob, PostingRow, ReceivableRow, Span, Told, VatRow, audit_below,
    audit_corrected, audit_invoices, audit_series,
};
use crate::store::charge::Charge;
use crate::store::company::Company;
use crate::store::digest::sha256;
use crate::store::invoice::{InvoiceRow, LineRow, NewEntry};
use crate::store::run::RunItem;
use crate::store::series::{NewSeries, Series};
use crate::store::stored::StoredDocument;
use credit::Credits;
pub(super) use lines::{postings, whose};

/// What hangs on a page of documents, by document.
struct Page {
    lines: HashMap<InvoiceId, Vec<LineRow>>,
    vat: HashMap<InvoiceId, Vec<VatRow>>,
    entries: HashMap<Option<InvoiceId>, Vec<NewEntry>>,
    postings: HashMap<EntryId, Vec<PostingRow>>,
    receivables: HashMap<InvoiceId, Vec<ReceivableRow>>,
    allocated: HashMap<Uuid, Allocated>,
    allocations: HashMap<Uuid, Vec<AllocationRow>>,
    told: HashMap<Uuid, Vec<Told>>,
    charges: HashMap<Option<InvoiceId>, HashMap<ChargeId, Charge>>,
    credited: HashMap<(InvoiceId, i64), i64>,
    items: HashMap<RunItemId, RunItem>,
    files: HashMap<InvoiceId, Vec<StoredDocument>>,
    jobs: HashMap<Uuid, FilesJob>,
}

impl From<Below> for Page {
    fn from(below: Below) -> Self {
        let charges = group(below.charges, |c| c.invoice_id);
        let by_id = |(at, rows): (_, Vec<Charge>)| (at, rows.into_iter().map(|c| (c.id, c)).collect());
        Self {
            lines: group(below.lines, |l| l.invoice_id),
            vat: group(below.vat, |v| v.invoice_id),
            entries: group(below.entries, |e| e.invoice_id),
            postings: group(below.postings, |p| p.entry_id),
            receivables: group(below.receivables, |r| r.invoice_id),
            allocated: below.allocated.into_iter().map(|a| (a.invoice_id, a)).collect(),
            allocations: group(below.allocations, |a| a.source_id.0),
            told: group(below.told, |t| t.subject_id),
            charges: charges.into_iter().map(by_id).collect(),
            credited: below.credited.into_iter().map(|c| ((c.corrects_id, c.corrects_line), c.net)).collect(),
            items: below.items.into_iter().map(|i| (i.id, i)).collect(),
            files: group(below.files, |f| f.invoice_id),
            jobs: below.jobs.into_iter().map(|j| (j.subject_id, j)).collect(),
        }
    }
}

/// A document with whose it is: what every check of it needs.
struct Document<'a> {
    row: &'a InvoiceRow,
    company: &'a Company,
    /// What its event says, if there is one that reads.
    told: Option<DocumentFacts>,
    lines: &'a [LineRow],
}

impl Work<'_> {
    pub(super) async fn documents(&mut self) -> ServiceResult<()> {
        for series in audit_series(self.at).await? {
            let Some(company) = self.companies.iter().find(|c| c.id == series.company_id).cloned() else { continue };
            self.series(&series, &company).await?;
        }
        Ok(())
    }

    /// Walks through a series from its first number to its last.
    async fn series(&mut self, series: &NewSeries, company: &Company) -> ServiceResult<()> {
        let name = format!("{} {}", company.key, series.kind);
        let (mut read, mut last) = (i64::MIN, series.first - 1);
        loop {
            let page = audit_invoices(self.at, series.id, read, PAGE).await?;
            let Some(end) = page.last() else { break };
            let span = Span { series: series.id, after: read, to: end.sequence };
            read = end.sequence;
            for row in &page {
                if row.sequence != last + 1 {
                    let what = format!("after {last} comes {}: numbers are missing", row.sequence);
                    self.report.add("invoice", &row.number, what);
                }
                last = row.sequence;
            }
            self.page(series, company, span, &page).await?;
            (self.progress)(&format!("{name}: {} documents", last - series.first + 1));
        }
        self.report.same("number_series", &name, "next", series.next, "the last document", last + 1);
        Ok(())
    }

    async fn page(
        &mut self,
        series: &NewSeries,
        company: &Company,
        span: Span,
        rows: &[InvoiceRow],
    ) -> ServiceResult<()> {
        let kinds = [facts::DOCUMENT_ISSUED, facts::FILES_STORED];
        let page = Page::from(audit_below(self.at, span, kinds, FILES_JOB).await?);
        let mut credits = Credits::of(audit_corrected(self.at, span).await?);
        let report = &mut self.report;
        for row in rows {
            let told = issued(row, company, &page, report);
            let lines = page.lines.get(&row.id).map_or(&[][..], Vec::as_slice);
            let document = Document { row, company, told, lines };
            document.number(series, report);
            document.says(report);
            let groups = if row.kind == DocumentKind::CreditNote {
                document.credit(&mut credits, report)
            } else {
                document.charges(&page, report);
                document.groups()
            };
            document.totals(&page, groups, report);
            document.item(&page, report);
            document.money(&page, report);
            document.job(&page, report);
        }
        self.files(rows, &page).await
    }
}

/// What the event of a document says of it.
fn issued(row: &InvoiceRow, company: &Company, page: &Page, report: &mut Report) -> Option<DocumentFacts> {
    let told = page.told.get(&row.id.0).map_or(&[][..], Vec::as_slice);
    let mut issued = told.iter().filter(|t| t.kind == facts::DOCUMENT_ISSUED);
    let Some(first) = issued.next() else {
        report.add("invoice", &row.number, "no event tells that it was issued");
        return None;
    };
    if issued.next().is_some() {
        report.add("invoice", &row.number, "more than one event tells that it was issued");
    }
    if first.company_id != company.id {
        report.add("invoice", &row.number, "it was issued by another company");
    }
    read_facts(first, report)
}

impl Document<'_> {
    /// Its number, reference and days are what its place in its series makes them.
    fn number(&self, series: &NewSeries, report: &mut Report) {
        let (row, name) = (self.row, self.row.number.as_str());
        let printed = printed(series, row.sequence);
        report.same("invoice", name, "number", row.number.clone(), "its place in the series", printed);
        report.same("invoice", name, "kind", row.kind, "its series", series.kind);
        report.same("invoice", name, "currency", row.currency, "its company", self.company.currency);
        if row.company_id != series.company_id {
            report.add("invoice", name, "its series is another company's");
        }
        let reference = match row.kind {
            DocumentKind::CreditNote => None,
            _ => payment_reference(self.company.country, row.sequence).ok(),
        };
        report.same_opt("invoice", name, "reference", row.reference.clone(), "its place in the series", reference);
        if row.due < row.issued {
            report.add("invoice", name, format!("it is due on {}, before it was issued on {}", row.due, row.issued));
        }
    }

    /// Every column is as the event says.
    fn says(&self, report: &mut Report) {
        let (row, name, event) = (self.row, self.row.number.as_str(), "its event");
        let Some(told) = &self.told else { return };
        let t = "invoice";
        report.same(t, name, "kind", row.kind, event, told.kind);
        report.same(t, name, "number", row.number.clone(), event, told.number.clone());
        report.same(t, name, "sequence", row.sequence, event, told.sequence);
        report.same(t, name, "issued", row.issued, event, told.issued);
        report.same(t, name, "due", row.due, event, told.due);
        report.same(t, name, "currency", row.currency, event, told.currency);
        report.same(t, name, "language", row.language, event, told.language);
        for (column, is, wanted) in
            [("net", row.net, told.net), ("vat", row.vat, told.vat), ("gross", row.gross, told.gross)]
        {
            report.same(t, name, column, is, event, wanted);
        }
        report.same_opt(t, name, "reference", row.reference.clone(), event, told.reference.clone());
        report.same(t, name, "merchant", row.merchant_id.0, event, told.merchant);
        report.same(t, name, "agreement", row.agreement_id.0, event, told.agreement);
        report.same(t, name, "seller_hash", row.seller_hash.clone(), event, told.seller.clone());
        report.same(t, name, "buyer_hash", row.buyer_hash.clone(), event, told.buyer.clone());
        report.same_opt(t, name, "corrects", row.corrects_id.map(|c| c.0), event, told.corrects);
        let reason = row.reason.as_ref().map(|text| sha256(text.as_bytes()));
        if reason != told.reason {
            report.add(t, name, "reason is not what its event says");
        }
    }
}

fn printed(series: &NewSeries, sequence: i64) -> String {
    let row = series.clone();
    let id: SeriesId = row.id;
    let series = Series { id, kind: row.kind, prefix: row.prefix, width: row.width, first: row.first, next: row.next };
    series.printed(sequence)
}
