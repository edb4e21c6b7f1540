//! A document's page: what is printed, what is paid, credited and open, what pays it, its files, and what of it is contested.

use entity::types::{
    AgreementId, Currency, Date, DisputeState, DocumentKind, FileKind, InvoiceId, MerchantId, Money, StoredDocumentId,
    SubjectId,
};
use sea_orm::FromQueryResult;

use super::amounts;
use crate::domain::access::Scope;
use crate::domain::invoice::{Document, DocumentLine};
use crate::store::bound::Bound;
use crate::store::dispute::{Contested, Disputes, dispute_list};
use crate::store::invoice::{Found, document_find};
use crate::store::{Source, StoreResult, row, rows};

/// A document's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoicePage {
    /// What is printed, with what is paid and credited of it, and its ids.
    pub found: Found,
    /// What is open of it; nought of a credit note.
    pub open: Money,
    /// What of that is held, because lines are contested.
    pub held: Money,
    /// What is credited of its lines, by line and credit note.
    pub credited: Vec<LineCredited>,
    /// Of a credit note: the document that it corrects.
    pub corrects: Option<InvoiceId>,
    /// What pays it, oldest first; of a credit note: what it pays.
    pub allocations: Vec<Allocated>,
    /// The credit notes that correct it, oldest first.
    pub credit_notes: Vec<DocumentRow>,
    /// Its files.
    pub files: Vec<FileRow>,
    /// What of it is or was contested, by line.
    pub disputes: Vec<Contested>,
}

impl InvoicePage {
    /// What is to be paid now: what is open and not held.
    #[must_use]
    pub const fn payable(&self) -> Money {
        Money::new(self.open.minor() - self.held.minor(), self.open.currency())
    }

    /// The document.
    #[must_use]
    pub const fn document(&self) -> &Document {
        &self.found.document
    }

    /// A line by its number.
    #[must_use]
    pub fn line(&self, number: i64) -> Option<&DocumentLine> {
        self.document().lines.iter().find(|line| line.number == number)
    }

    /// Whether all of a line is credited.
    #[must_use]
    pub fn is_credited(&self, line: &DocumentLine) -> bool {
        let credited: i64 = self.credited.iter().filter(|c| c.line == line.number).map(|c| c.net).sum();
        credited > 0 && credited >= line.net.minor()
    }

    /// How a line that was contested was decided last, unless it is contested again.
    #[must_use]
    pub fn decided(&self, line: i64) -> Option<&Contested> {
        let last = self.disputes.iter().rfind(|d| d.line == line)?;
        Some(last).filter(|d| d.state != DisputeState::Open)
    }

    /// What of a line is contested and not decided.
    #[must_use]
    pub fn contested(&self, line: i64) -> Option<&Contested> {
        self.disputes.iter().find(|d| d.line == line && d.state == DisputeState::Open)
    }
}

/// What a credit note gives back of a line.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct LineCredited {
    /// The line.
    pub line: i64,
    /// The credit note.
    pub id: InvoiceId,
    /// Its number.
    pub number: String,
    /// How much of the line's amount, ex VAT, in minor units.
    pub net: i64,
}

/// A part of a payment or credit note that pays a document.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Allocated {
    /// The payment or credit note.
    pub source_id: SubjectId,
    /// The document that it pays.
    pub invoice_id: InvoiceId,
    /// The number of the document that it pays.
    pub invoice_number: String,
    /// If the source is a credit note, its number.
    pub credit_note: Option<String>,
    /// If the source is a payment, the day on which it arrived.
    pub received: Option<Date>,
    /// If the source is a payment, what was quoted.
    pub reference: Option<String>,
    /// On which day.
    pub allocated: Date,
    /// How much, in minor units; negative takes back.
    pub amount: i64,
    /// The currency.
    pub currency: Currency,
}
amounts!(Allocated: amount);

/// A document in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct DocumentRow {
    /// The document.
    pub id: InvoiceId,
    /// What it is.
    pub kind: DocumentKind,
    /// Its number.
    pub number: String,
    /// Its agreement.
    pub agreement_id: AgreementId,
    /// Day of issue.
    pub issued: Date,
    /// When it is due.
    pub due: Date,
    /// What the payer quotes.
    pub reference: Option<String>,
    /// What it comes to, in minor units.
    pub gross: i64,
    /// What is open of it, in minor units.
    pub open: i64,
    /// What of that is held, because lines are contested, in minor units.
    pub held: i64,
    /// How many of its lines are contested and not decided.
    pub contested: i64,
    /// The currency.
    pub currency: Currency,
}
amounts!(DocumentRow: gross, open, held);

impl DocumentRow {
    /// What is to be paid now: what is open and not held.
    #[must_use]
    pub const fn payable(&self) -> Money {
        Money::new(self.open - self.held, self.currency)
    }
}

/// Columns and tables of [`DocumentRow`]; a condition on `i` follows.
pub(super) const DOCUMENTS: &str = "SELECT i.id, i.kind, i.number, i.agreement_id, i.issued, i.due, i.reference, i.gross, \
     CAST(COALESCE(r.gross - r.paid - r.credited, 0) AS bigint) AS \"open\", (SELECT CAST(CASE WHEN r.invoice_id IS NULL THEN 0 \
     WHEN SUM(t.gross) > r.gross - r.paid - r.credited THEN r.gross - r.paid - r.credited ELSE COALESCE(SUM(t.gross), 0) END AS bigint) \
     FROM dispute t WHERE t.invoice_id = i.id AND t.state = 'open') AS held, (SELECT COUNT(*) FROM dispute t WHERE t.invoice_id = i.id \
     AND t.state = 'open') AS contested, i.currency FROM invoice i LEFT JOIN receivable r ON r.invoice_id = i.id WHERE ";

/// A file of a document.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct FileRow {
    /// The file.
    pub id: StoredDocumentId,
    /// What it is.
    pub kind: FileKind,
    /// Where it lies in the file store.
    pub path: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: i64,
    /// Its SHA-256.
    pub sha256: String,
}

/// Whose a document is, if it lies within a scope.
///
/// # Errors
/// A database that does not answer.
pub async fn invoice_owner<S: Source>(source: &S, scope: &Scope, id: InvoiceId) -> StoreResult<Option<MerchantId>> {
    Ok(reach(source, scope, id).await?.map(|r| r.merchant_id))
}

#[derive(FromQueryResult)]
struct Reach {
    merchant_id: MerchantId,
    corrects_id: Option<InvoiceId>,
    held: i64,
}

async fn reach<S: Source>(source: &S, scope: &Scope, id: InvoiceId) -> StoreResult<Option<Reach>> {
    let mut bound = Bound::default();
    let (company, id) = (bound.bind(scope.company), bound.bind(id));
    let within = bound.documents(scope);
    let sql = format!(
        "SELECT i.merchant_id, i.corrects_id, (SELECT CAST(COALESCE(SUM(t.gross), 0) AS bigint) FROM dispute t \
         WHERE t.invoice_id = i.id AND t.state = 'open') AS held FROM invoice i \
         WHERE i.company_id = {company} AND i.id = {id}{within}"
    );
    Ok(row(source, &sql, bound.values).await?)
}

/// What credit notes give back of a document's lines of which a condition holds.
fn credited(line: &str) -> String {
    format!(
        "SELECT l.corrects_line AS line, n.id, n.number, CAST(SUM(l.net) AS bigint) AS net FROM invoice n \
         JOIN invoice_line l ON l.invoice_id = n.id WHERE n.corrects_id = $1 AND l.corrects_line {line} \
         GROUP BY l.corrects_line, n.id, n.number, n.issued, n.sequence ORDER BY n.issued, n.sequence, l.corrects_line"
    )
}

/// What credit notes give back of a line, oldest first.
///
/// # Errors
/// A database that does not answer.
pub async fn line_credits<S: Source>(source: &S, invoice: InvoiceId, line: i64) -> StoreResult<Vec<LineCredited>> {
    Ok(rows(source, &credited("= $2"), [invoice.into(), line.into()]).await?)
}

/// A document's page.
///
/// # Errors
/// A row that cannot be printed any more, or a database that does not answer.
pub async fn invoice_page<S: Source>(source: &S, scope: &Scope, id: InvoiceId) -> StoreResult<Option<InvoicePage>> {
    let Some(reach) = reach(source, scope, id).await? else { return Ok(None) };
    let Some(found) = document_find(source, id).await? else { return Ok(None) };
    let open = match found.document.kind {
        DocumentKind::CreditNote => 0,
        _ => found.document.gross.minor() - found.paid.minor() - found.credited.minor(),
    };
    let allocations = "SELECT a.source_id, a.invoice_id, i.number AS invoice_number, n.number AS credit_note, p.received, p.reference, \
         a.allocated, a.amount, a.currency FROM (SELECT * FROM allocation WHERE invoice_id = $1 UNION ALL \
         SELECT * FROM allocation WHERE source_id = $1) a JOIN invoice i ON i.id = a.invoice_id \
         LEFT JOIN invoice n ON n.id = a.source_id LEFT JOIN payment p ON p.id = a.source_id \
         ORDER BY a.allocated, n.number, a.source_id, a.number";
    let credited = credited("IS NOT NULL");
    let notes = format!("{DOCUMENTS}i.corrects_id = $1 ORDER BY i.issued, i.sequence");
    let files =
        "SELECT id, kind, path, media_type, size, sha256 FROM stored_document WHERE invoice_id = $1 ORDER BY kind";
    Ok(Some(InvoicePage {
        open: Money::new(open, found.document.currency),
        held: Money::new(reach.held.clamp(0, open.max(0)), found.document.currency),
        credited: rows(source, &credited, [id.into()]).await?,
        corrects: reach.corrects_id,
        allocations: rows(source, allocations, [id.into()]).await?,
        credit_notes: rows(source, &notes, [id.into()]).await?,
        files: rows(source, files, [id.into()]).await?,
        disputes: dispute_list(source, scope, &Disputes::Invoice(id)).await?,
        found,
    }))
}

/// A merchant's documents within a scope, newest first, before a day and id.
///
/// # Errors
/// A database that does not answer.
pub async fn document_page<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: MerchantId,
    before: Option<(Date, InvoiceId)>,
    limit: i64,
) -> StoreResult<Vec<DocumentRow>> {
    let mut bound = Bound::default();
    let merchant = bound.merchant_of(scope, merchant);
    let within = bound.documents(scope);
    let before = before.map_or_else(String::new, |(day, id)| {
        format!(" AND (i.issued, i.id) < ({}, {})", bound.bind(day), bound.bind(id))
    });
    let sql = format!(
        "{DOCUMENTS}i.merchant_id = {merchant}{within}{before} \
         ORDER BY i.issued DESC, i.id DESC LIMIT {limit}"
    );
    Ok(rows(source, &sql, bound.values).await?)
}
