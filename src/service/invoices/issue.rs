//! Issuing one document: number, reference, postings, what is open, event and job in one transaction.

use chrono::Days;
use entity::types::{
    AgreementId, ChargeCode, ChargeId, Date, DocumentKind, EntryId, InvoiceId, MerchantId, Money, Period, SubjectId,
    VatKey,
};

use crate::domain::billing::BilledDevice;
use crate::domain::explain::Explanation;
use crate::domain::invoice::VatGroup;
use crate::domain::ledger;
use crate::domain::payment::allocate;
use crate::domain::reference::payment_reference;
use crate::service::facts::{self, DocumentFacts};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Tx;
use crate::store::company::Company;
use crate::store::digest::sha256;
use crate::store::event::NewEvent;
use crate::store::invoice::{InvoiceRow, LineRow, NewInvoice, invoice_insert};
use crate::store::job::{NewJob, job_enqueue};
use crate::store::merchant::{Merchant, Party, party_keep};
use crate::store::payment as store;
use crate::store::run::{HashedLine, lines_hash};
use crate::store::series::{series_lock, series_take};

/// A line to be issued.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its charge.
    pub charge: ChargeId,
    /// What is charged.
    pub code: ChargeCode,
    /// For which device.
    pub device: Option<BilledDevice>,
    /// For which days.
    pub period: Option<Period>,
    /// How many.
    pub quantity: i64,
    /// Whether they are months.
    pub by_month: bool,
    /// Price of one.
    pub unit_price: Money,
    /// Amount.
    pub net: Money,
    /// VAT.
    pub vat: VatKey,
    /// The deciding rule.
    pub rule: String,
    /// The clause.
    pub clause: String,
    /// Why.
    pub why: Explanation,
    /// Of a credit note: the line that it corrects.
    pub corrects_line: Option<i64>,
}

/// A document to be issued.
#[derive(Clone, Debug)]
pub(crate) struct ToIssue<'a> {
    /// Who issues it.
    pub company: &'a Company,
    /// Invoice or credit note.
    pub kind: DocumentKind,
    /// Who gets it.
    pub merchant: &'a Merchant,
    /// Under which agreement.
    pub agreement: AgreementId,
    /// Day of issue.
    pub day: Date,
    /// Days until it is due.
    pub payment_days: i64,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Its VAT.
    pub vat: Vec<VatGroup>,
    /// The document that it corrects, and why.
    pub corrects: Option<(InvoiceId, String)>,
    /// Who issues it.
    pub actor: &'a str,
}

/// Issues a document, and returns it with the event that the caller appends last: the head of the chain is the last lock.
///
/// # Errors
/// Amounts that do not combine, or the database; the transaction is to be dropped then.
pub(crate) async fn issue(tx: &Tx, cx: &Context, new: ToIssue<'_>) -> ServiceResult<(InvoiceRow, NewEvent)> {
    let company = new.company;
    let series = series_lock(tx, company.id, new.kind).await?;
    series_take(tx, &series, 1).await?;
    let net = Money::sum(company.currency, new.lines.iter().map(|l| l.net))?;
    let vat = Money::sum(company.currency, new.vat.iter().map(|g| g.vat))?;
    let gross = net.plus(vat)?;
    let (seller, buyer) = (Party::of(&company.seller), Party::of(&new.merchant.buyer()));
    let reference = match new.kind {
        DocumentKind::CreditNote => None,
        _ => Some(payment_reference(company.country, series.next).map_err(ServiceError::broken)?),
    };
    let days = Days::new(u64::try_from(new.payment_days).unwrap_or(0));
    let row = InvoiceRow {
        id: cx.ids.next(),
        company_id: company.id,
        series_id: series.id,
        kind: new.kind,
        sequence: series.next,
        number: series.printed(series.next),
        merchant_id: new.merchant.merchant_id,
        agreement_id: new.agreement,
        item_id: None,
        issued: new.day,
        due: new.day.checked_add_days(days).unwrap_or(new.day),
        currency: company.currency,
        net: net.minor(),
        vat: vat.minor(),
        gross: gross.minor(),
        reference,
        language: new.merchant.language,
        seller_hash: seller.hash.clone(),
        buyer_hash: buyer.hash.clone(),
        corrects_id: new.corrects.as_ref().map(|c| c.0),
        reason: new.corrects.as_ref().map(|c| c.1.clone()),
    };
    let keyed = new.lines.iter().map(|l| (l.code, l.vat, l.net));
    let postings = match new.kind {
        DocumentKind::CreditNote => ledger::credit_note(keyed, &new.vat, gross)?,
        _ => ledger::invoice(keyed, &new.vat, gross)?,
    };
    let lines: Vec<LineRow> = (1..).zip(&new.lines).map(|(n, l)| line_row(&row, n, l)).collect();
    let hashed: Vec<HashedLine> = lines.iter().map(HashedLine::from).collect();
    let hash = lines_hash(&hashed, &new.vat, &postings);
    party_keep(tx, vec![seller, buyer]).await?;
    // The journal entry of a document bears the document's id.
    let entry = EntryId(row.id.0);
    let document = NewInvoice { row, lines, vat: new.vat, entry, postings };
    invoice_insert(tx, &document).await?;
    let row = document.row;
    let event = NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: new.actor.to_owned(),
        kind: facts::DOCUMENT_ISSUED,
        subject: SubjectId(row.id.0),
        facts: facts::json(&document_facts(&row, hash)),
    };
    job_enqueue(tx, cx.clock.now(), vec![files_job(cx, &row)]).await?;
    if row.kind != DocumentKind::CreditNote {
        use_credit(tx, company, row.merchant_id, new.day).await?;
    }
    Ok((row, event))
}

/// What an event says of a document.
pub(crate) fn document_facts(row: &InvoiceRow, lines: String) -> DocumentFacts {
    DocumentFacts {
        kind: row.kind,
        number: row.number.clone(),
        sequence: row.sequence,
        issued: row.issued,
        due: row.due,
        currency: row.currency,
        net: row.net,
        vat: row.vat,
        gross: row.gross,
        reference: row.reference.clone(),
        merchant: row.merchant_id.0,
        agreement: row.agreement_id.0,
        seller: row.seller_hash.clone(),
        buyer: row.buyer_hash.clone(),
        language: row.language,
        corrects: row.corrects_id.map(|c| c.0),
        reason: row.reason.as_ref().map(|text| sha256(text.as_bytes())),
        lines,
    }
}

/// The job that makes a document's files.
pub(crate) fn files_job(cx: &Context, row: &InvoiceRow) -> NewJob {
    NewJob {
        id: cx.ids.next(),
        company: Some(row.company_id),
        kind: "document_files",
        subject: SubjectId(row.id.0),
        payload: String::new(),
        run_at: cx.clock.now(),
    }
}

fn line_row(invoice: &InvoiceRow, number: i64, line: &Line) -> LineRow {
    LineRow {
        invoice_id: invoice.id,
        number,
        charge_id: line.charge,
        code: line.code,
        device_id: line.device.as_ref().map(|d| d.id),
        serial: line.device.as_ref().map(|d| d.serial.clone()),
        model: line.device.as_ref().map(|d| d.model.clone()),
        period_from: line.period.map(|p| p.from),
        period_to: line.period.map(|p| p.to),
        quantity: line.quantity,
        by_month: line.by_month,
        unit_price: line.unit_price.minor(),
        net: line.net.minor(),
        currency: invoice.currency,
        vat_category: line.vat.category,
        vat_rate: line.vat.rate,
        rule: line.rule.clone(),
        clause: line.clause.clone(),
        explanation: facts::json(&line.why),
        corrects_line: line.corrects_line,
    }
}

/// Lets a merchant's credit pay what is open, oldest due date first: a surplus is used by the next document.
///
/// # Errors
/// The database.
pub(crate) async fn use_credit(tx: &Tx, company: &Company, merchant: MerchantId, day: Date) -> ServiceResult<()> {
    // Receivables are locked before payments, here and wherever both are touched.
    let mut open = store::open_lock(tx, merchant).await?;
    for part in store::unspent_lock(tx, merchant).await? {
        let (paid, _) = allocate(Money::new(part.amount, company.currency), None, &open)?;
        if paid.is_empty() {
            break;
        }
        let payment = store::payment_find(tx, part.payment_id).await?;
        for (invoice, amount) in paid {
            let source = SubjectId(payment.id.0);
            let allocation = store::NewAllocation { source, invoice, amount, is_credit: false };
            store::allocate(tx, company.id, merchant, day, &[allocation]).await?;
            store::unspent_change(tx, &payment, -amount.minor()).await?;
            for document in open.iter_mut().filter(|o| o.invoice == invoice) {
                document.open = document.open.minus(amount)?;
            }
        }
    }
    Ok(())
}
