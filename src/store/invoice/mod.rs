//! Issued documents: writing one as a whole, its row, and what is credited of it.

mod document;

use entity::types::{ChargeId, ChargeState, CompanyId, Date, DocumentKind, EntryId, InvoiceId, MerchantId, Money};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter};

pub use document::{Documents, Found, document_find, document_list};

use super::bulk::insert_all;
use super::{Source, StoreError, StoreResult, Tx, execute, row, rows};
use crate::domain::invoice::VatGroup;
use crate::domain::ledger::Posting;

/// An invoice row.
pub type InvoiceRow = entity::invoice::Model;
/// A journal entry to be written.
pub type NewEntry = entity::journal_entry::Model;
/// A line's row.
pub type LineRow = entity::invoice_line::Model;

/// A document to be written with all below it.
#[derive(Clone, Debug)]
pub struct NewInvoice {
    /// Its row.
    pub row: InvoiceRow,
    /// Its lines.
    pub lines: Vec<LineRow>,
    /// Its VAT.
    pub vat: Vec<VatGroup>,
    /// Its journal entry.
    pub entry: EntryId,
    /// Its postings.
    pub postings: Vec<Posting>,
}

/// Writes a document, its journal entry and, unless it is a credit note, what is open of it.
///
/// # Errors
/// A database that does not answer, or a number that is taken.
pub async fn invoice_insert(tx: &Tx, new: &NewInvoice) -> StoreResult<()> {
    let row = &new.row;
    insert_all::<entity::invoice::Entity>(tx, std::slice::from_ref(row)).await?;
    insert_all::<entity::invoice_line::Entity>(tx, &new.lines).await?;
    let vat = new.vat.iter().map(|g| entity::invoice_vat::Model {
        invoice_id: row.id,
        category: g.category,
        rate: g.rate,
        base: g.base.minor(),
        vat: g.vat.minor(),
        currency: row.currency,
    });
    insert_all::<entity::invoice_vat::Entity>(tx, &vat.collect::<Vec<_>>()).await?;
    let entry = entity::journal_entry::Model {
        id: new.entry,
        company_id: row.company_id,
        booked: row.issued,
        invoice_id: Some(row.id),
        payment_id: None,
    };
    entry_insert(tx, entry, row.merchant_id, &new.postings).await?;
    if row.kind != DocumentKind::CreditNote {
        let open = entity::receivable::Model {
            invoice_id: row.id,
            company_id: row.company_id,
            merchant_id: row.merchant_id,
            due: row.due,
            sequence: row.sequence,
            gross: row.gross,
            paid: 0,
            credited: 0,
            currency: row.currency,
        };
        insert_all::<entity::receivable::Entity>(tx, &[open]).await?;
    }
    Ok(())
}

/// Writes a journal entry with its postings.
///
/// # Errors
/// An entry that does not balance, or a database that does not answer.
pub async fn entry_insert(tx: &Tx, entry: NewEntry, merchant: MerchantId, postings: &[Posting]) -> StoreResult<()> {
    let sum: i64 = postings.iter().map(|p| p.amount.minor()).sum();
    if sum != 0 {
        return Err(StoreError::impossible("journal_entry", "id", entry.id, format!("does not balance: {sum}")));
    }
    let rows: Vec<_> = (1..)
        .zip(postings)
        .map(|(number, p)| entity::posting::Model {
            entry_id: entry.id,
            number,
            account: p.account,
            merchant_id: Some(merchant),
            amount: p.amount.minor(),
            currency: p.amount.currency(),
            vat_category: p.vat.map(|v| v.category),
            vat_rate: p.vat.map(|v| v.rate),
        })
        .collect();
    insert_all::<entity::journal_entry::Entity>(tx, &[entry]).await?;
    insert_all::<entity::posting::Entity>(tx, &rows).await
}

/// A document's row.
///
/// # Errors
/// A database that does not answer.
pub async fn invoice_find<S: Source>(source: &S, id: InvoiceId) -> StoreResult<Option<InvoiceRow>> {
    Ok(entity::invoice::Entity::find_by_id(id).one(source.conn()).await?)
}

/// A document's row by its number.
///
/// # Errors
/// A database that does not answer.
pub async fn invoice_by_number<S: Source>(
    source: &S,
    company: CompanyId,
    kind: DocumentKind,
    number: &str,
) -> StoreResult<Option<InvoiceRow>> {
    use entity::invoice::{Column, Entity};
    let query = Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::Kind.eq(kind));
    Ok(query.filter(Column::Number.eq(number)).one(source.conn()).await?)
}

/// A line's row with what has been credited of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineLeft {
    /// The line.
    pub row: LineRow,
    /// What credit notes have given back of it.
    pub credited: Money,
}

/// A document's lines with what has been credited of each.
///
/// # Errors
/// A database that does not answer.
pub async fn lines_left<S: Source>(source: &S, id: InvoiceId) -> StoreResult<Vec<LineLeft>> {
    #[derive(FromQueryResult)]
    struct Credited {
        corrects_line: i64,
        net: i64,
    }
    let lines: Vec<LineRow> =
        rows(source, "SELECT * FROM invoice_line WHERE invoice_id = $1 ORDER BY number", [id.into()]).await?;
    let sql = "SELECT l.corrects_line, CAST(SUM(l.net) AS bigint) AS net FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id \
               WHERE i.corrects_id = $1 AND l.corrects_line IS NOT NULL GROUP BY l.corrects_line";
    let credited: Vec<Credited> = rows(source, sql, [id.into()]).await?;
    Ok(lines
        .into_iter()
        .map(|row| {
            let minor = credited.iter().find(|c| c.corrects_line == row.number).map_or(0, |c| c.net);
            LineLeft { credited: Money::new(minor, row.currency), row }
        })
        .collect())
}

/// Marks charges as credited in full.
///
/// # Errors
/// A database that does not answer.
pub async fn charge_mark(tx: &Tx, charges: &[ChargeId], state: ChargeState) -> StoreResult<()> {
    for id in charges {
        execute(tx, "UPDATE charge SET state = $1 WHERE id = $2", [state.into(), (*id).into()]).await?;
    }
    Ok(())
}

/// How many documents a company has issued from one day to another.
///
/// # Errors
/// A database that does not answer.
pub async fn invoice_count<S: Source>(source: &S, company: CompanyId, from: Date, to: Date) -> StoreResult<i64> {
    #[derive(FromQueryResult)]
    struct Count {
        n: i64,
    }
    let sql = "SELECT COUNT(*) AS n FROM invoice WHERE company_id = $1 AND issued BETWEEN $2 AND $3";
    let found: Option<Count> = row(source, sql, [company.into(), from.into(), to.into()]).await?;
    Ok(found.map_or(0, |c| c.n))
}
