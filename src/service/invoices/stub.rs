//! The first stub: what starts is invoiced from its first day to the quarter's end, at once (R012, A03).

use std::collections::HashMap;

use entity::types::{ChargeState, Date, DocumentKind, Quarter, SubjectId};

use super::issue::{Line, ToIssue, issue};
use crate::domain::billing::{DraftLine, drafts};
use crate::service::{Context, ServiceResult};
use crate::store::Tx;
use crate::store::agreement::{BillingFacts, billed_through_set};
use crate::store::charge::{Charge, charge_insert_many};
use crate::store::company::Company;
use crate::store::event::NewEvent;
use crate::store::terms::TermsBook;

/// Issues what some recurring things of an agreement are due through the quarter of a day: a document a quarter, oldest first.
///
/// The events are for the caller to append last. `only`: nothing but these lines and licences; `None`: all of the agreement.
///
/// # Errors
/// The agreement cannot be billed, or the database; the transaction is to be dropped then.
pub(crate) async fn issue_stub(
    tx: &Tx,
    cx: &Context,
    company: &Company,
    book: &TermsBook,
    facts: &BillingFacts,
    only: Option<&[SubjectId]>,
    day: Date,
    actor: &str,
) -> ServiceResult<Vec<NewEvent>> {
    let terms = book.get(facts.agreement.terms_id)?;
    let wanted = |s: &SubjectId| only.is_none_or(|only| only.contains(s));
    let recurring: Vec<_> = facts.recurring.iter().filter(|r| wanted(&r.subject)).cloned().collect();
    let (mut issued, mut billed) = (Vec::new(), HashMap::new());
    for draft in drafts(terms, &recurring, Quarter::of(day))? {
        let charges: Vec<Charge> = draft.lines.iter().map(|l| charge_row(cx, facts, l)).collect();
        charge_insert_many(tx, &charges).await?;
        let lines = draft.lines.iter().zip(&charges).map(|(l, c)| line(l, c)).collect();
        let document = ToIssue {
            company,
            kind: DocumentKind::Invoice,
            merchant: &facts.merchant,
            agreement: facts.agreement.id,
            day,
            payment_days: facts.agreement.payment_days,
            lines,
            vat: draft.vat,
            corrects: None,
            actor,
        };
        let (row, event) = issue(tx, cx, document).await?;
        for (line, charge) in draft.lines.iter().zip(&charges) {
            crate::store::charge::charge_on_invoice(tx, charge.id, row.id).await?;
            let r = &line.recurring;
            let before = billed.insert(r.subject, line.period.to).or(r.billed_through);
            billed_through_set(tx, r.subject, r.code, before, line.period.to).await?;
        }
        issued.push(event);
    }
    Ok(issued)
}

fn charge_row(cx: &Context, facts: &BillingFacts, line: &DraftLine) -> Charge {
    let r = &line.recurring;
    Charge {
        id: cx.ids.next(),
        company_id: facts.agreement.company_id,
        merchant_id: facts.merchant.merchant_id,
        agreement_id: facts.agreement.id,
        code: r.code,
        subject_id: r.subject,
        device_id: r.device.as_ref().map(|d| d.id),
        starts: line.period.from,
        ends: Some(line.period.to),
        generation: r.generation,
        net: line.net.minor(),
        currency: line.net.currency(),
        state: ChargeState::Invoiced,
        explanation: None,
        evidence: None,
        proposed_by: None,
        decided_by: None,
        invoice_id: None,
    }
}

fn line(line: &DraftLine, charge: &Charge) -> Line {
    Line {
        charge: charge.id,
        code: line.recurring.code,
        device: line.recurring.device.clone(),
        period: Some(line.period),
        quantity: line.quantity,
        by_month: line.by_month,
        unit_price: line.unit_price,
        net: line.net,
        vat: line.vat,
        rule: line.rule.clone(),
        clause: line.clause.clone(),
        why: line.why.clone(),
        corrects_line: None,
    }
}
