//! Issued documents: writing one as a whole, and reading it back as the value that everything is printed from.

use std::collections::HashMap;

use entity::types::{
    AgreementId, ChargeId, ChargeState, CompanyId, Currency, Date, DocumentKind, EntryId, InvoiceId, Language,
    MerchantId, Money, Percent, Period, VatCategory,
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Value};

use super::bulk::insert_all;
use super::{Source, StoreError, StoreResult, Tx, execute, row, rows};
use crate::domain::explain::Explanation;
use crate::domain::invoice::{
    Buyer, Correction, Document, DocumentDevice, DocumentLine, PaymentReference, Seller, VatGroup,
};
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

/// Which documents are wanted.
#[derive(Clone, Debug)]
pub enum Documents {
    /// One.
    One(InvoiceId),
    /// Those of a company issued from one day to another, after a place in the order of kind and number.
    Issued {
        /// The company.
        company: CompanyId,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
        /// The last kind and sequence of the page before.
        after: (String, i64),
        /// How many.
        limit: i64,
    },
    /// Those of a merchant.
    Merchant(MerchantId),
    /// Those with these ids.
    These(Vec<InvoiceId>),
}

/// A document with its id and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub id: InvoiceId,
    /// Its company.
    pub company: CompanyId,
    /// The company's short name.
    pub company_key: String,
    /// The merchant.
    pub merchant: MerchantId,
    /// The agreement.
    pub agreement: AgreementId,
    /// Its place in its series.
    pub sequence: i64,
    /// What has been paid of it.
    pub paid: Money,
    /// What has been credited of it.
    pub credited: Money,
    /// The document.
    pub document: Document,
}

#[derive(FromQueryResult)]
struct Head {
    id: InvoiceId,
    company_id: CompanyId,
    merchant_id: MerchantId,
    agreement_id: AgreementId,
    kind: DocumentKind,
    sequence: i64,
    number: String,
    issued: Date,
    due: Date,
    currency: Currency,
    net: i64,
    vat: i64,
    gross: i64,
    reference: Option<String>,
    language: Language,
    reason: Option<String>,
    seller: String,
    buyer: String,
    agreement: String,
    terms: String,
    terms_from: Date,
    company_key: String,
    corrects_number: Option<String>,
    corrects_issued: Option<Date>,
    paid: Option<i64>,
    credited: Option<i64>,
}

#[derive(FromQueryResult)]
struct VatRow {
    invoice_id: InvoiceId,
    category: VatCategory,
    rate: Percent,
    base: i64,
    vat: i64,
    currency: Currency,
}

impl Documents {
    fn condition(&self) -> (String, Vec<Value>) {
        match self {
            Self::One(id) => ("i.id = $1".to_owned(), vec![(*id).into()]),
            Self::Merchant(id) => ("i.merchant_id = $1".to_owned(), vec![(*id).into()]),
            Self::These(ids) => {
                let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
                let places = if places.is_empty() { "NULL".to_owned() } else { places.join(", ") };
                (format!("i.id IN ({places})"), ids.iter().map(|id| (*id).into()).collect())
            }
            Self::Issued { company, from, to, after, limit } => (
                "i.id IN (SELECT x.id FROM invoice x WHERE x.company_id = $1 AND x.issued BETWEEN $2 AND $3 \
                 AND (x.kind > $4 OR (x.kind = $4 AND x.sequence > $5)) ORDER BY x.kind, x.sequence LIMIT $6)"
                    .to_owned(),
                vec![
                    (*company).into(),
                    (*from).into(),
                    (*to).into(),
                    after.0.clone().into(),
                    after.1.into(),
                    (*limit).into(),
                ],
            ),
        }
    }
}

/// Reads documents, by kind and number.
///
/// # Errors
/// A row that cannot be printed any more, or a database that does not answer.
pub async fn document_list<S: Source>(source: &S, which: &Documents) -> StoreResult<Vec<Found>> {
    let (condition, values) = which.condition();
    let sql = format!(
        "SELECT i.id, i.company_id, i.merchant_id, i.agreement_id, i.kind, i.sequence, i.number, i.issued, i.due, i.currency, \
         i.net, i.vat, i.gross, i.reference, i.language, i.reason, s.body AS seller, b.body AS buyer, \
         g.reference AS agreement, t.profile AS terms, t.valid_from AS terms_from, c.key AS company_key, \
         k.number AS corrects_number, k.issued AS corrects_issued, r.paid, r.credited \
         FROM invoice i JOIN party s ON s.hash = i.seller_hash JOIN party b ON b.hash = i.buyer_hash \
         JOIN agreement g ON g.id = i.agreement_id JOIN terms_version t ON t.id = g.terms_id \
         JOIN company c ON c.id = i.company_id LEFT JOIN invoice k ON k.id = i.corrects_id \
         LEFT JOIN receivable r ON r.invoice_id = i.id WHERE {condition} ORDER BY i.kind, i.sequence"
    );
    let heads: Vec<Head> = rows(source, &sql, values.clone()).await?;
    let sql = format!(
        "SELECT l.* FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id WHERE {condition} ORDER BY l.invoice_id, l.number"
    );
    let mut lines: HashMap<InvoiceId, Vec<LineRow>> = HashMap::new();
    for line in rows::<_, LineRow>(source, &sql, values.clone()).await? {
        lines.entry(line.invoice_id).or_default().push(line);
    }
    let sql = format!(
        "SELECT v.invoice_id, v.category, v.rate, v.base, v.vat, v.currency FROM invoice_vat v \
         JOIN invoice i ON i.id = v.invoice_id WHERE {condition}"
    );
    let mut vat: HashMap<InvoiceId, Vec<VatGroup>> = HashMap::new();
    for v in rows::<_, VatRow>(source, &sql, values).await? {
        let money = |minor| Money::new(minor, v.currency);
        let group = VatGroup { category: v.category, rate: v.rate, base: money(v.base), vat: money(v.vat) };
        vat.entry(v.invoice_id).or_default().push(group);
    }
    heads
        .into_iter()
        .map(|head| {
            let lines = lines.remove(&head.id).unwrap_or_default();
            let vat = vat.remove(&head.id).unwrap_or_default();
            head.found(lines, vat)
        })
        .collect()
}

/// Reads one document.
///
/// # Errors
/// As [`document_list`].
pub async fn document_find<S: Source>(source: &S, id: InvoiceId) -> StoreResult<Option<Found>> {
    Ok(document_list(source, &Documents::One(id)).await?.into_iter().next())
}

impl Head {
    fn found(self, lines: Vec<LineRow>, mut vat: Vec<VatGroup>) -> StoreResult<Found> {
        let wrong = |column: &'static str, e: serde_json::Error| StoreError::impossible("invoice", column, self.id, e);
        vat.sort_by_key(|g| (g.category, g.rate));
        let seller: Seller = serde_json::from_str(&self.seller).map_err(|e| wrong("seller_hash", e))?;
        let buyer: Buyer = serde_json::from_str(&self.buyer).map_err(|e| wrong("buyer_hash", e))?;
        let money = |minor| Money::new(minor, self.currency);
        let corrects = self.corrects_number.zip(self.corrects_issued).map(|(number, issued)| Correction {
            number,
            issued,
            reason: self.reason.clone().unwrap_or_default(),
        });
        let payment = self.reference.and_then(|reference| PaymentReference::of(reference, &seller));
        let document = Document {
            kind: self.kind,
            number: self.number,
            issued: self.issued,
            due: self.due,
            currency: self.currency,
            language: self.language,
            seller,
            buyer,
            agreement: self.agreement,
            terms: format!("{}@{}", self.terms, self.terms_from),
            payment,
            corrects,
            lines: lines.into_iter().map(document_line).collect::<StoreResult<_>>()?,
            vat,
            net: money(self.net),
            vat_total: money(self.vat),
            gross: money(self.gross),
        };
        Ok(Found {
            id: self.id,
            company: self.company_id,
            company_key: self.company_key,
            merchant: self.merchant_id,
            agreement: self.agreement_id,
            sequence: self.sequence,
            paid: money(self.paid.unwrap_or(0)),
            credited: money(self.credited.unwrap_or(0)),
            document,
        })
    }
}

fn document_line(row: LineRow) -> StoreResult<DocumentLine> {
    let wrong = |e| StoreError::impossible("invoice_line", "explanation", row.invoice_id, e);
    let why: Explanation = serde_json::from_str(&row.explanation).map_err(wrong)?;
    let money = |minor| Money::new(minor, row.currency);
    Ok(DocumentLine {
        number: row.number,
        code: row.code,
        device: row.serial.zip(row.model).map(|(serial, model)| DocumentDevice { serial, model }),
        period: row.period_from.zip(row.period_to).map(|(from, to)| Period { from, to }),
        quantity: row.quantity,
        by_month: row.by_month,
        unit_price: money(row.unit_price),
        net: money(row.net),
        vat_category: row.vat_category,
        vat_rate: row.vat_rate,
        rule: row.rule,
        clause: row.clause,
        why,
    })
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
