//! An issued document read back as the value that everything is printed from.

use std::collections::HashMap;

use entity::types::{
    AgreementId, CompanyId, Currency, Date, DocumentKind, InvoiceId, Language, MerchantId, Money, Percent, Period,
    VatCategory,
};
use sea_orm::{FromQueryResult, Value};

use super::LineRow;
use crate::domain::explain::Explanation;
use crate::domain::invoice::{
    Buyer, Correction, Document, DocumentDevice, DocumentLine, PaymentReference, Seller, VatGroup,
};
use crate::store::{Source, StoreError, StoreResult, rows};

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
