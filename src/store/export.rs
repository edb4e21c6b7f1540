//! Sealed exports: which entries are in which batch.

use entity::types::{BatchId, CompanyId, Date, DocumentKind, EntryId, InvoiceId, Period};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Value};

use super::bulk::insert_all;
use super::ledger::{EntryPosting, POSTINGS, PostingRow};
use super::{Source, StoreResult, Tx, row, rows};

/// A batch's row.
pub type BatchRow = entity::export_batch::Model;

/// Which entries a batch holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entries {
    /// Those of a period that no batch has yet.
    New(Period),
    /// Those of a batch.
    Of(BatchId),
}

impl Entries {
    /// A condition on `e`, with its values; `$1` is the company.
    fn condition(self, company: CompanyId) -> (&'static str, Vec<Value>) {
        match self {
            Self::New(period) => (
                "e.booked BETWEEN $2 AND $3 AND NOT EXISTS (SELECT 1 FROM export_entry x WHERE x.entry_id = e.id)",
                vec![company.into(), period.from.into(), period.to.into()],
            ),
            Self::Of(batch) => (
                "e.id IN (SELECT x.entry_id FROM export_entry x WHERE x.batch_id = $2)",
                vec![company.into(), batch.into()],
            ),
        }
    }
}

/// An entry to be exported, with what it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ExportEntry {
    /// Its id.
    pub id: EntryId,
    /// Its day.
    pub booked: Date,
    /// The document.
    pub invoice_id: Option<InvoiceId>,
    /// What the document is.
    pub kind: Option<DocumentKind>,
    /// The document's number.
    pub document: Option<String>,
    /// Its place in its series.
    pub sequence: Option<i64>,
    /// What the payer quoted.
    pub quoted: Option<String>,
    /// The merchant's number.
    pub merchant: String,
}

/// Entries to be exported: by day, kind and number; payments of a day by merchant and amount.
///
/// # Errors
/// A database that does not answer.
pub async fn export_entries<S: Source>(
    source: &S,
    company: CompanyId,
    which: Entries,
) -> StoreResult<Vec<ExportEntry>> {
    let (condition, values) = which.condition(company);
    let sql = format!(
        "SELECT e.id, e.booked, e.invoice_id, i.kind, i.number AS document, i.sequence, y.reference AS quoted, \
         m.number AS merchant FROM journal_entry e LEFT JOIN invoice i ON i.id = e.invoice_id \
         LEFT JOIN payment y ON y.id = e.payment_id JOIN merchant m ON m.id = COALESCE(i.merchant_id, y.merchant_id) \
         WHERE e.company_id = $1 AND {condition} \
         ORDER BY e.booked, COALESCE(i.kind, 'payment'), COALESCE(i.sequence, 0), m.number, COALESCE(y.amount, 0), e.id"
    );
    Ok(rows(source, &sql, values).await?)
}

/// Entries of a kind in figures.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ExportKind {
    /// What the documents are; none: payments.
    pub kind: Option<DocumentKind>,
    /// How many entries.
    pub entries: i64,
    /// Number of the first document in its series.
    pub first: Option<String>,
    /// Number of the last document in its series.
    pub last: Option<String>,
    /// What is debited, in minor units.
    pub debit: i64,
}

/// Entries to be exported in figures, by kind and series.
///
/// # Errors
/// A database that does not answer.
pub async fn export_kinds<S: Source>(source: &S, company: CompanyId, which: Entries) -> StoreResult<Vec<ExportKind>> {
    let (condition, values) = which.condition(company);
    let sql = format!(
        // The entries are looked for once; their debits beside them: to add up each entry's by itself takes twice as long.
        "WITH n AS MATERIALIZED (SELECT e.id, i.kind, i.series_id, i.sequence FROM journal_entry e \
         LEFT JOIN invoice i ON i.id = e.invoice_id WHERE e.company_id = $1 AND {condition}) \
         SELECT k.kind, k.entries, a.number AS first, b.number AS last, k.debit FROM (\
         SELECT q.kind, q.series_id, CAST(SUM(q.entries) AS bigint) AS entries, MIN(q.sequence) AS low, MAX(q.sequence) AS high, \
         CAST(SUM(q.debit) AS bigint) AS debit FROM (\
         SELECT n.kind, n.series_id, 1 AS entries, n.sequence, 0 AS debit FROM n UNION ALL \
         SELECT n.kind, n.series_id, 0, NULL, p.amount FROM n JOIN posting p ON p.entry_id = n.id AND p.amount > 0) q \
         GROUP BY q.kind, q.series_id) k \
         LEFT JOIN invoice a ON a.series_id = k.series_id AND a.sequence = k.low \
         LEFT JOIN invoice b ON b.series_id = k.series_id AND b.sequence = k.high \
         ORDER BY COALESCE(k.kind, 'payment'), a.number"
    );
    Ok(rows(source, &sql, values).await?)
}

/// The first day that has an entry which is in no batch.
///
/// # Errors
/// A database that does not answer.
pub async fn export_oldest<S: Source>(source: &S, company: CompanyId) -> StoreResult<Option<Date>> {
    #[derive(FromQueryResult)]
    struct Oldest {
        booked: Date,
    }
    // In the order of the index: it ends at the first one.
    let sql = "SELECT e.booked FROM journal_entry e WHERE e.company_id = $1 \
               AND NOT EXISTS (SELECT 1 FROM export_entry x WHERE x.entry_id = e.id) ORDER BY e.booked, e.id LIMIT 1";
    Ok(row::<_, Oldest>(source, sql, [company.into()]).await?.map(|found| found.booked))
}

/// How many entries before a day are in no batch.
///
/// # Errors
/// A database that does not answer.
pub async fn export_older<S: Source>(source: &S, company: CompanyId, before: Date) -> StoreResult<i64> {
    #[derive(FromQueryResult)]
    struct Count {
        n: i64,
    }
    let sql = "SELECT COUNT(*) AS n FROM journal_entry e WHERE e.company_id = $1 AND e.booked < $2 \
               AND NOT EXISTS (SELECT 1 FROM export_entry x WHERE x.entry_id = e.id)";
    Ok(row::<_, Count>(source, sql, [company.into(), before.into()]).await?.map_or(0, |found| found.n))
}

/// What stands beside the new entries of a period.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ExportBeside {
    /// Entries of the period that are in a batch already.
    pub sealed: i64,
    /// Number of a document among the new ones that has no files yet.
    pub lacking: Option<String>,
}

/// What stands beside the new entries of a period: those that are in a batch, and a document that cannot be exported yet.
///
/// # Errors
/// A database that does not answer.
pub async fn export_beside<S: Source>(source: &S, company: CompanyId, period: Period) -> StoreResult<ExportBeside> {
    let (condition, values) = Entries::New(period).condition(company);
    let sql = format!(
        // A batch that lies within the period holds entries of it alone: only what others hold is looked at one by one.
        "SELECT (SELECT CAST(COALESCE(SUM(b.entries), 0) AS bigint) FROM export_batch b WHERE b.company_id = $1 \
         AND b.repeats_id IS NULL AND b.first >= $2 AND b.last <= $3) + \
         (SELECT COUNT(*) FROM export_batch b JOIN export_entry x ON x.batch_id = b.id JOIN journal_entry e ON e.id = x.entry_id \
         WHERE b.company_id = $1 AND b.first <= $3 AND b.last >= $2 AND (b.first < $2 OR b.last > $3) \
         AND e.booked BETWEEN $2 AND $3) AS sealed, \
         (SELECT MIN(i.number) FROM journal_entry e JOIN invoice i ON i.id = e.invoice_id \
         WHERE e.company_id = $1 AND {condition} \
         AND NOT EXISTS (SELECT 1 FROM stored_document s WHERE s.invoice_id = i.id)) AS lacking"
    );
    Ok(row(source, &sql, values).await?.unwrap_or(ExportBeside { sealed: 0, lacking: None }))
}

/// The postings of entries, each with its entry, by entry and number.
///
/// # Errors
/// A database that does not answer.
pub async fn export_postings<S: Source>(source: &S, entries: &[EntryId]) -> StoreResult<Vec<(EntryId, EntryPosting)>> {
    let places: Vec<String> = (1..=entries.len()).map(|n| format!("${n}")).collect();
    let sql = format!("{POSTINGS} WHERE p.entry_id IN ({}) ORDER BY p.entry_id, p.number", places.join(", "));
    let found: Vec<PostingRow> = rows(source, &sql, entries.iter().map(|id| (*id).into())).await?;
    Ok(found.into_iter().map(|row| (row.entry_id, EntryPosting::from(row))).collect())
}

/// The number that a company's next batch gets.
///
/// # Errors
/// A database that does not answer.
pub async fn batch_next<S: Source>(source: &S, company: CompanyId) -> StoreResult<i64> {
    #[derive(FromQueryResult)]
    struct Next {
        n: i64,
    }
    let sql = "SELECT COALESCE(MAX(number), 0) + 1 AS n FROM export_batch WHERE company_id = $1";
    Ok(row::<_, Next>(source, sql, [company.into()]).await?.map_or(1, |next| next.n))
}

/// Keeps other exports of the company waiting until the transaction ends, and nobody else. The first lock that it takes.
///
/// # Errors
/// A database that does not answer.
pub async fn batch_lock(tx: &Tx, company: CompanyId) -> StoreResult<()> {
    #[derive(FromQueryResult)]
    struct Locked {
        #[allow(dead_code)] // only the lock is wanted
        id: CompanyId,
    }
    // Weaker than FOR UPDATE: rows that refer to the company can be written meanwhile.
    let lock = if tx.is_postgres() { " FOR NO KEY UPDATE" } else { "" };
    let sql = format!("SELECT id FROM company WHERE id = $1{lock}");
    let _: Option<Locked> = row(tx, &sql, [company.into()]).await?;
    Ok(())
}

/// Writes a batch with its entries; a batch that repeats another has none of its own.
///
/// # Errors
/// An entry or number that another batch has, or a database that does not answer.
pub async fn batch_insert(tx: &Tx, batch: BatchRow, entries: &[EntryId]) -> StoreResult<()> {
    let id = batch.id;
    insert_all::<entity::export_batch::Entity>(tx, &[batch]).await?;
    let rows: Vec<_> =
        entries.iter().map(|entry| entity::export_entry::Model { entry_id: *entry, batch_id: id }).collect();
    insert_all::<entity::export_entry::Entity>(tx, &rows).await
}

/// A company's batches before a number, the newest first. `i64::MAX` begins.
///
/// # Errors
/// A database that does not answer.
pub async fn batch_page<S: Source>(
    source: &S,
    company: CompanyId,
    before: i64,
    limit: i64,
) -> StoreResult<Vec<BatchRow>> {
    let sql = "SELECT * FROM export_batch WHERE company_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3";
    Ok(rows(source, sql, [company.into(), before.into(), limit.into()]).await?)
}

/// A batch of a company.
///
/// # Errors
/// A database that does not answer.
pub async fn batch_row<S: Source>(source: &S, company: CompanyId, id: BatchId) -> StoreResult<Option<BatchRow>> {
    use entity::export_batch::{Column, Entity};
    Ok(Entity::find_by_id(id).filter(Column::CompanyId.eq(company)).one(source.conn()).await?)
}

/// A batch of a company by its number.
///
/// # Errors
/// A database that does not answer.
pub async fn batch_by_number<S: Source>(source: &S, company: CompanyId, number: i64) -> StoreResult<Option<BatchRow>> {
    use entity::export_batch::{Column, Entity};
    let query = Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::Number.eq(number));
    Ok(query.one(source.conn()).await?)
}
