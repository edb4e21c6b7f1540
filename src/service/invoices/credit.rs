//! Credit notes: whole, by line or by amount, never more than what is left.

use entity::types::{ChargeId, ChargeState, Date, DocumentKind, InvoiceId, Money, SubjectId, VatKey};

use super::issue::{Line, ToIssue, issue, use_credit};
use crate::domain::billing::BilledDevice;
use crate::domain::credit::{Credit, Creditable, Wanted, credit as work_out};
use crate::domain::explain::{Explanation, Inputs};
use crate::service::{Context, ServiceError, ServiceResult, disputes};
use crate::store::agreement::{Which, agreement_facts};
use crate::store::company::Company;
use crate::store::event::{NewEvent, event_append};
use crate::store::invoice::{InvoiceRow, LineLeft, charge_mark, invoice_find, lines_left};
use crate::store::payment as store;
use crate::store::series::series_lock;
use crate::store::{Source, Tx};

/// A credit that somebody decided.
#[derive(Clone, Debug)]
pub struct CreditOrder {
    /// The document.
    pub invoice: InvoiceId,
    /// What of it.
    pub wanted: Wanted,
    /// Why; printed on the credit note.
    pub reason: String,
    /// Day of the credit note.
    pub day: Date,
    /// Who decided.
    pub actor: String,
}

/// A credit as it would be: nothing is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditPreview {
    /// Its figures.
    pub figures: Credit,
    /// Its lines, each with the words that stand on the credit note.
    pub lines: Vec<CreditLine>,
}

/// A line of a credit note as it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditLine {
    /// The line of the invoice.
    pub number: i64,
    /// What is credited of it, ex VAT.
    pub amount: Money,
    /// Why, as it would be printed.
    pub why: Explanation,
}

/// What is left of each line of a document, by number.
///
/// # Errors
/// Amounts that do not combine, or a database that does not answer.
pub async fn left<S: Source>(source: &S, invoice: InvoiceId) -> ServiceResult<Vec<Creditable>> {
    lines_left(source, invoice).await?.iter().map(creditable).collect()
}

/// Works a credit out without writing anything, as [`credit`] would.
///
/// # Errors
/// More than is left, or a document that cannot be credited.
pub async fn preview<S: Source>(source: &S, invoice: InvoiceId, wanted: &Wanted) -> ServiceResult<CreditPreview> {
    let missing = || ServiceError::refused("reason-document-gone");
    let corrected = invoice_find(source, invoice).await?.ok_or_else(missing)?;
    let left = lines_left(source, invoice).await?;
    let creditable: Vec<Creditable> = left.iter().map(creditable).collect::<ServiceResult<_>>()?;
    let figures = work_out(&creditable, wanted)?;
    let mut lines = Vec::new();
    for (of, amount) in &figures.lines {
        let Some(original) = left.iter().find(|l| l.row.number == of.number) else { continue };
        let why = line(&corrected, original, of, *amount)?.why;
        lines.push(CreditLine { number: of.number, amount: *amount, why });
    }
    Ok(CreditPreview { figures, lines })
}

/// Issues a credit note. What was paid of the credited amount becomes the merchant's credit.
///
/// # Errors
/// More than is left, a document that cannot be credited, a missing reason; nothing has changed then.
pub async fn credit(cx: &Context, company: &Company, order: &CreditOrder) -> ServiceResult<InvoiceRow> {
    let tx = cx.db.begin().await?;
    let (row, event) = credited(&tx, cx, company, order).await?;
    event_append(&tx, company.id, vec![event]).await?;
    tx.commit().await?;
    Ok(row)
}

/// Issues a credit note in a transaction that is under way. The event is for the caller to append last.
///
/// # Errors
/// As [`credit`].
pub(crate) async fn credited(
    tx: &Tx,
    cx: &Context,
    company: &Company,
    order: &CreditOrder,
) -> ServiceResult<(InvoiceRow, NewEvent)> {
    if order.reason.trim().is_empty() {
        return Err(ServiceError::refused("reason-credit-needs-reason"));
    }
    // The lock on the series keeps two credits of one document apart.
    series_lock(tx, company.id, DocumentKind::CreditNote).await?;
    let missing = || ServiceError::refused("reason-document-gone");
    let corrected =
        invoice_find(tx, order.invoice).await?.filter(|i| i.company_id == company.id).ok_or_else(missing)?;
    if corrected.kind != DocumentKind::Invoice {
        return Err(ServiceError::refused("reason-credit-only-invoices"));
    }
    let left = lines_left(tx, corrected.id).await?;
    let creditable: Vec<Creditable> = left.iter().map(creditable).collect::<ServiceResult<_>>()?;
    let figures = work_out(&creditable, &order.wanted)?;
    let facts = agreement_facts(tx, &Which::One(corrected.agreement_id)).await?;
    let facts = facts.into_iter().next().ok_or_else(missing)?;
    let mut lines = Vec::new();
    let mut emptied = Vec::new();
    for (of, amount) in &figures.lines {
        let Some(original) = left.iter().find(|l| l.row.number == of.number) else { continue };
        lines.push(line(&corrected, original, of, *amount)?);
        if *amount == of.remaining {
            emptied.push(original.row.charge_id);
        }
    }
    let note = ToIssue {
        company,
        kind: DocumentKind::CreditNote,
        merchant: &facts.merchant,
        agreement: corrected.agreement_id,
        day: order.day,
        payment_days: 0,
        lines,
        vat: figures.vat,
        corrects: Some((corrected.id, order.reason.clone())),
        actor: &order.actor,
    };
    let (row, event) = issue(tx, cx, note).await?;
    charge_mark(tx, &emptied, ChargeState::Credited).await?;
    settle(tx, company, &corrected, &row, order.day).await?;
    disputes::hold(tx, corrected.id).await?;
    Ok((row, event))
}

fn creditable(left: &LineLeft) -> ServiceResult<Creditable> {
    let row = &left.row;
    Ok(Creditable {
        number: row.number,
        vat: VatKey { category: row.vat_category, rate: row.vat_rate },
        remaining: Money::new(row.net, row.currency).minus(left.credited)?,
    })
}

fn line(corrected: &InvoiceRow, original: &LineLeft, of: &Creditable, amount: Money) -> ServiceResult<Line> {
    let row = &original.row;
    let inputs = Inputs::Credit {
        invoice: corrected.number.clone(),
        line: row.number,
        remaining: of.remaining,
        credited: amount,
    };
    let device = row.device_id.zip(row.serial.clone()).zip(row.model.clone());
    let charge: ChargeId = row.charge_id;
    Ok(Line {
        charge,
        code: row.code,
        device: device.map(|((id, serial), model)| BilledDevice { id, serial, model }),
        period: row.period_from.zip(row.period_to).map(|(from, to)| entity::types::Period { from, to }),
        quantity: 1,
        by_month: false,
        unit_price: amount,
        net: amount,
        vat: of.vat,
        rule: row.rule.clone(),
        clause: row.clause.clone(),
        why: Explanation::new(&[row.rule.as_str()], inputs)?,
        corrects_line: Some(row.number),
    })
}

/// Sets the credit against what is open; what was paid beyond that is freed, the last payment first, and pays what else is open.
async fn settle(tx: &Tx, company: &Company, corrected: &InvoiceRow, note: &InvoiceRow, day: Date) -> ServiceResult<()> {
    let merchant = corrected.merchant_id;
    let open = store::open_lock(tx, merchant).await?;
    let open = open.iter().find(|o| o.invoice == corrected.id).map_or(0, |o| o.open.minor());
    let mut to_free = note.gross - open;
    let money = |minor| Money::new(minor, company.currency);
    for part in store::paid_by(tx, corrected.id).await? {
        if to_free <= 0 {
            break;
        }
        let freed = to_free.min(part.amount);
        to_free -= freed;
        let source = SubjectId(part.payment_id.0);
        let back = store::NewAllocation { source, invoice: corrected.id, amount: money(-freed), is_credit: false };
        store::allocate(tx, company.id, merchant, day, &[back]).await?;
        store::unspent_change(tx, &store::payment_find(tx, part.payment_id).await?, freed).await?;
    }
    let source = SubjectId(note.id.0);
    let credit = store::NewAllocation { source, invoice: corrected.id, amount: money(note.gross), is_credit: true };
    store::allocate(tx, company.id, merchant, day, &[credit]).await?;
    use_credit(tx, company, merchant, day).await
}
