//! The preview of a quarter: every document that is due, computed and kept as it will be issued.

use entity::types::{MoneyError, Quarter, RunState};

use super::{CHUNK, Progress, event, of_quarter, within_reach};
use crate::domain::billing::{Draft, drafts};
use crate::domain::ledger::{self, Posting};
use crate::domain::reason::{Reason, Told};
use crate::domain::terms::Terms;
use crate::service::facts;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::agreement::{BillingFacts, Which, agreement_due_count, agreement_facts};
use crate::store::company::Company;
use crate::store::event::event_append;
use crate::store::merchant::{Party, party_keep};
use crate::store::run::{
    FingerprintChain, HashedLine, NewItems, Run, RunItem, RunLine, RunPosting, RunVat, SetAside, lines_hash,
    run_complete, run_fingerprint, run_insert, run_item_insert_many, run_last, run_move, run_set_aside,
};
use crate::store::terms::{TermsBook, terms_book};

/// What a preview found.
#[derive(Clone, Debug)]
pub struct PreviewReport {
    /// The run.
    pub run: Run,
    /// Agreements that could not be computed.
    pub set_aside: i64,
}

/// A preview under way.
struct Work<'a> {
    cx: &'a Context,
    run: Run,
    quarter: Quarter,
    chain: FingerprintChain,
    set_aside: i64,
}

/// The last run of a quarter, and how many agreements are due through it, if it can be previewed.
///
/// # Errors
/// As [`preview`].
pub(super) async fn previewable(
    cx: &Context,
    company: &Company,
    quarter: Quarter,
) -> ServiceResult<(Option<Run>, i64)> {
    within_reach(cx, company, quarter)?;
    let last = run_last(&cx.db, company.id, &quarter.to_string()).await?;
    let due = agreement_due_count(&cx.db, company.id, quarter.last_day()).await?;
    match last.as_ref().map(|run| run.state) {
        Some(RunState::Issuing) => Err(ServiceError::refused(of_quarter("reason-run-issuing", quarter))),
        Some(RunState::Issued) if due == 0 => {
            Err(ServiceError::refused(of_quarter("reason-run-nothing-left", quarter)))
        }
        _ => Ok((last, due)),
    }
}

/// Computes what is due through a quarter. An earlier preview of which nothing is issued is replaced, approved or not.
///
/// # Errors
/// A quarter that lies too far ahead, a run of it that is being issued, or nothing left to bill of a quarter that is issued.
pub async fn preview(
    cx: &Context,
    company: &Company,
    quarter: Quarter,
    actor: &str,
    progress: Progress<'_>,
) -> ServiceResult<PreviewReport> {
    let (last, due) = previewable(cx, company, quarter).await?;
    let book = terms_book(&cx.db).await?;
    let seller = Party::of(&company.seller);
    let run = Run {
        id: cx.ids.next(),
        company_id: company.id,
        quarter: quarter.to_string(),
        sequence: last.as_ref().map_or(1, |r| r.sequence + 1),
        state: RunState::Previewed,
        run_on: cx.clock.today(company.country),
        seller_hash: seller.hash.clone(),
        fingerprint: String::new(),
        documents: 0,
        position: 0,
        created_at_us: cx.clock.now().timestamp_micros(),
        approved_by: None,
        discarded_by: None,
    };
    let chain = run_fingerprint([], &seller.hash);
    let mut work = Work { cx, run, quarter, chain, set_aside: 0 };
    // One transaction: a preview is there as a whole or not at all.
    let tx = cx.db.begin().await?;
    party_keep(&tx, vec![seller]).await?;
    // An approval was of the figures that are replaced now: it goes with them.
    if let Some(last) = last.filter(|r| matches!(r.state, RunState::Previewed | RunState::Approved)) {
        run_move(&tx, last.id, last.state, RunState::Superseded, None).await?;
    }
    run_insert(&tx, work.run.clone()).await?;
    let (mut after, mut done) = (String::new(), 0);
    loop {
        let which = Which::Due { company: company.id, through: quarter.last_day(), after, limit: CHUNK };
        let page = agreement_facts(&tx, &which).await?;
        let Some(end) = page.last() else { break };
        after = end.agreement.reference.clone();
        done += page.len() as u64;
        let (items, parties, aside) = work.page(&book, &page);
        party_keep(&tx, parties).await?;
        run_item_insert_many(&tx, &items).await?;
        run_set_aside(&tx, &aside).await?;
        progress(done, u64::try_from(due).unwrap_or(0));
    }
    work.run.fingerprint.clone_from(&work.chain.0);
    run_complete(&tx, &work.run).await?;
    let event = event(cx, &work.run, facts::RUN_PREVIEWED, work.run.documents, work.set_aside, actor);
    event_append(&tx, company.id, vec![event]).await?;
    tx.commit().await?;
    Ok(PreviewReport { run: work.run, set_aside: work.set_aside })
}

impl Work<'_> {
    fn page(&mut self, book: &TermsBook, page: &[BillingFacts]) -> (NewItems, Vec<Party>, Vec<SetAside>) {
        let (mut new, mut parties, mut aside) = (NewItems::default(), Vec::new(), Vec::new());
        for facts in page {
            let made = book.get(facts.agreement.terms_id).map_err(ServiceError::from).and_then(|terms| {
                check(terms, facts)?;
                Ok(drafts(terms, &facts.recurring, self.quarter)?)
            });
            match made {
                Ok(drafts) => {
                    let buyer = Party::of(&facts.merchant.buyer());
                    let inputs = facts.inputs_hash();
                    // All of an agreement's documents or none: a later quarter is never billed before an earlier one.
                    match drafts.iter().map(|d| Ok((d, postings(d)?))).collect::<Result<Vec<_>, MoneyError>>() {
                        Ok(drafts) => {
                            for (draft, postings) in &drafts {
                                self.item(facts, draft, postings, (&buyer.hash, &inputs), &mut new);
                            }
                            parties.push(buyer);
                        }
                        Err(error) => aside.push(self.aside(facts, &(&error).into())),
                    }
                }
                Err(error) => aside.push(self.aside(facts, &error.reason())),
            }
        }
        self.set_aside += i64::try_from(aside.len()).unwrap_or(0);
        (new, parties, aside)
    }

    fn aside(&self, facts: &BillingFacts, reason: &Reason) -> SetAside {
        SetAside {
            run_id: self.run.id,
            agreement_id: facts.agreement.id,
            quarter: self.quarter.to_string(),
            stage: "preview".to_owned(),
            reason: reason.written(),
        }
    }

    fn item(
        &mut self,
        facts: &BillingFacts,
        draft: &Draft,
        postings: &[Posting],
        (buyer, inputs): (&str, &str),
        new: &mut NewItems,
    ) {
        let id = self.cx.ids.next();
        let currency = facts.agreement.currency;
        let mut hashed = Vec::with_capacity(draft.lines.len());
        for (number, line) in (1..).zip(&draft.lines) {
            let r = &line.recurring;
            let row = RunLine {
                item_id: id,
                number,
                charge_id: self.cx.ids.next(),
                code: r.code,
                subject_id: r.subject,
                device_id: r.device.as_ref().map(|d| d.id),
                serial: r.device.as_ref().map(|d| d.serial.clone()),
                model: r.device.as_ref().map(|d| d.model.clone()),
                generation: r.generation,
                period_from: line.period.from,
                period_to: line.period.to,
                quantity: line.quantity,
                by_month: line.by_month,
                unit_price: line.unit_price.minor(),
                net: line.net.minor(),
                currency,
                vat_category: line.vat.category,
                vat_rate: line.vat.rate,
                rule: line.rule.clone(),
                clause: line.clause.clone(),
                explanation: facts::json(&line.why),
                billed_from: r.billed_through,
            };
            hashed.push(HashedLine::from(&row));
            new.lines.push(row);
        }
        new.vat.extend(draft.vat.iter().map(|g| RunVat {
            item_id: id,
            category: g.category,
            rate: g.rate,
            base: g.base.minor(),
            vat: g.vat.minor(),
            currency,
        }));
        new.postings.extend((1..).zip(postings).map(|(number, p)| RunPosting {
            item_id: id,
            number,
            account: p.account,
            amount: p.amount.minor(),
            currency,
            vat_category: p.vat.map(|v| v.category),
            vat_rate: p.vat.map(|v| v.rate),
        }));
        self.run.documents += 1;
        let item = RunItem {
            id,
            run_id: self.run.id,
            position: self.run.documents,
            agreement_id: facts.agreement.id,
            merchant_id: facts.merchant.merchant_id,
            quarter: draft.quarter.to_string(),
            currency,
            net: draft.net.minor(),
            vat: draft.vat_total.minor(),
            gross: draft.gross.minor(),
            line_count: i64::try_from(draft.lines.len()).unwrap_or(0),
            buyer_hash: buyer.to_owned(),
            inputs_hash: inputs.to_owned(),
            lines_hash: lines_hash(&hashed, &draft.vat, postings),
        };
        self.chain.push(&item);
        new.items.push(item);
    }
}

fn postings(draft: &Draft) -> Result<Vec<Posting>, MoneyError> {
    ledger::invoice(draft.lines.iter().map(|l| (l.recurring.code, l.vat, l.net)), &draft.vat, draft.gross)
}

/// What must not be billed without a person looking at it.
fn check(terms: &Terms, facts: &BillingFacts) -> ServiceResult<()> {
    if terms.currency != facts.agreement.currency {
        let why = Reason::of("reason-aside-currency").with("agreement", facts.agreement.currency.as_str());
        let why = why.with("terms", terms.currency.as_str());
        return Err(ServiceError::refused(why));
    }
    match facts.recurring.iter().find(|r| r.monthly.minor() < 0) {
        Some(r) => {
            let charge = Told::Key(format!("charge-{}", r.code));
            Err(ServiceError::refused(Reason::of("reason-aside-price").with("charge", charge)))
        }
        None => Ok(()),
    }
}
