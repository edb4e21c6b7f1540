//! Issuing a run: chunk by chunk, each in a transaction of its own, so that a run that is killed goes on where it was.

use std::collections::HashMap;

use chrono::Days;
use entity::types::{AgreementId, Date, DocumentKind, Quarter, RunState, SubjectId};

use super::{CHUNK, Progress, already_issued, begun, current, event, of_quarter};
use crate::domain::reason::Reason;
use crate::domain::reference::payment_reference;
use crate::service::facts::{self, DocumentFacts};
use crate::service::invoices::use_credit;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::agreement::{BillingFacts, Which, agreement_facts};
use crate::store::company::Company;
use crate::store::event::{NewEvent, event_append};
use crate::store::job::{NewJob, job_enqueue};
use crate::store::merchant::Party;
use crate::store::payment::unspent_for_documents;
use crate::store::run::{
    Progress as RunAt, Run, RunItem, SetAside, run_advance, run_item_page, run_move, run_progress, run_set_aside,
};
use crate::store::run_issue::{Chunk, Issued, issue as store_issue, lock_agreements};
use crate::store::series::{Series, series_lock, series_take};
use crate::store::{StoreError, Tx};

/// What a run issued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IssueReport {
    /// Documents issued by this call.
    pub issued: i64,
    /// Documents set aside by this call.
    pub set_aside: i64,
}

/// Issues the approved run of a quarter, or goes on with one that was interrupted. Documents are dated on the day of the call.
///
/// # Errors
/// A run that is not approved, a quarter that has not begun, company details that changed since the preview, or the database:
/// what is committed stays, and the next call goes on.
pub async fn issue(
    cx: &Context,
    company: &Company,
    quarter: Quarter,
    actor: &str,
    progress: Progress<'_>,
) -> ServiceResult<IssueReport> {
    let run = current(cx, company, quarter).await?;
    issue_run(cx, company, &run, actor, progress).await
}

/// As [`issue`], exactly this run, whatever has been previewed since.
///
/// # Errors
/// As [`issue`], or a run that is replaced or discarded.
pub async fn issue_run(
    cx: &Context,
    company: &Company,
    run: &Run,
    actor: &str,
    progress: Progress<'_>,
) -> ServiceResult<IssueReport> {
    let quarter: Quarter = run.quarter.parse().map_err(|_| ServiceError::broken("the run names no quarter"))?;
    match run.state {
        RunState::Approved | RunState::Issuing => {}
        RunState::Previewed => {
            return Err(ServiceError::refused(of_quarter("reason-run-not-approved", quarter)));
        }
        RunState::Issued => return Err(already_issued(quarter)),
        RunState::Superseded => return Err(ServiceError::refused(of_quarter("reason-run-gone", quarter))),
    }
    let today = begun(cx, company, quarter)?;
    // A run that was interrupted goes on as it was previewed.
    if run.state == RunState::Approved && Party::of(&company.seller).hash != run.seller_hash {
        return Err(ServiceError::refused(of_quarter("reason-run-company-changed", quarter)));
    }
    let work = Work { cx, company, run, today, actor };
    let mut report = IssueReport::default();
    loop {
        let step = match work.chunk(CHUNK.unsigned_abs()).await {
            Ok(step) => step,
            // Something of the chunk cannot be issued: agreement by agreement, so that only that one is set aside.
            Err(failed) if failed.blames().is_some() => work.one_by_one().await?,
            Err(failed) => return Err(failed.error),
        };
        report.issued += step.issued;
        report.set_aside += step.set_aside;
        progress(u64::try_from(step.position).unwrap_or(0), u64::try_from(run.documents).unwrap_or(0));
        if step.finished {
            return Ok(report);
        }
    }
}

/// What a transaction did.
struct Done {
    issued: i64,
    set_aside: i64,
    position: i64,
    finished: bool,
}

/// Why a transaction did nothing, and how far the run was when it began, if it came so far.
struct Failed {
    after: Option<i64>,
    error: ServiceError,
}

impl Failed {
    /// The position after which the agreement stands that is to blame, if one is.
    fn blames(&self) -> Option<i64> {
        self.after.filter(|_| self.error.is_about_agreement())
    }
}

struct Work<'a> {
    cx: &'a Context,
    company: &'a Company,
    run: &'a Run,
    today: Date,
    actor: &'a str,
}

impl Work<'_> {
    /// Issues the next items up to a whole agreement in one transaction.
    async fn chunk(&self, limit: u64) -> Result<Done, Failed> {
        let begun = async {
            let tx = self.cx.db.begin().await?;
            // The number series is locked first: a second process waits here and then sees what the first has done.
            let series = series_lock(&tx, self.company.id, DocumentKind::Invoice).await?;
            let at = run_progress(&tx, self.run.id).await?;
            Ok::<_, ServiceError>((tx, series, at))
        };
        let (tx, series, at) = begun.await.map_err(|error| Failed { after: None, error })?;
        self.items(tx, &series, at, limit).await.map_err(|error| Failed { after: Some(at.position), error })
    }

    async fn items(&self, tx: Tx, series: &Series, at: RunAt, limit: u64) -> ServiceResult<Done> {
        match at.state {
            RunState::Approved => {
                run_move(&tx, self.run.id, RunState::Approved, RunState::Issuing, None).await?;
            }
            RunState::Issuing => {}
            _ => return Ok(Done { issued: 0, set_aside: 0, position: at.position, finished: true }),
        }
        let items = self.page(&tx, at.position, limit).await?;
        let Some(last) = items.last().map(|i| i.position) else {
            run_move(&tx, self.run.id, RunState::Issuing, RunState::Issued, None).await?;
            let event = event(self.cx, self.run, facts::RUN_ISSUED, self.run.documents, 0, self.actor);
            event_append(&tx, self.company.id, vec![event]).await?;
            tx.commit().await?;
            return Ok(Done { issued: 0, set_aside: 0, position: at.position, finished: true });
        };
        lock_agreements(&tx, self.run.id, at.position, last).await?;
        let which = Which::Run { run: self.run.id, after: at.position, to: last };
        let facts = agreement_facts(&tx, &which).await?;
        let facts: HashMap<AgreementId, BillingFacts> = facts.into_iter().map(|f| (f.agreement.id, f)).collect();
        let (unchanged, changed): (Vec<_>, Vec<_>) = items
            .into_iter()
            .partition(|i| facts.get(&i.agreement_id).is_some_and(|f| f.inputs_hash() == i.inputs_hash));
        let why = Reason::of("reason-aside-changed");
        let aside: Vec<SetAside> = changed.iter().map(|i| self.aside(i, &why)).collect();
        run_set_aside(&tx, &aside).await?;
        let documents = self.documents(series, &facts, unchanged)?;
        self.write(&tx, series, &documents).await?;
        run_advance(&tx, self.run.id, at.position, last).await?;
        self.events(&tx, &documents).await?;
        tx.commit().await?;
        let (issued, set_aside) = (documents.len(), aside.len());
        let count = |n: usize| i64::try_from(n).unwrap_or(0);
        Ok(Done { issued: count(issued), set_aside: count(set_aside), position: last, finished: false })
    }

    /// About as many items after a position as the limit says, of whole agreements. Empty: there are none left.
    async fn page(&self, tx: &Tx, after: i64, limit: u64) -> ServiceResult<Vec<RunItem>> {
        let mut size = limit;
        loop {
            let mut page = run_item_page(tx, self.run.id, after, size + 1).await?;
            if (page.len() as u64) <= size {
                return Ok(page);
            }
            // More may follow of the last one: it waits for the next page, unless it is the only one.
            let open = page.last().map(|i| i.agreement_id);
            let whole = page.iter().rposition(|i| Some(i.agreement_id) != open).map_or(0, |at| at + 1);
            if whole > 0 {
                page.truncate(whole);
                return Ok(page);
            }
            size *= 2;
        }
    }

    async fn write(&self, tx: &Tx, series: &Series, documents: &[Issued]) -> ServiceResult<()> {
        let (Some(first), Some(last)) = (documents.first(), documents.last()) else { return Ok(()) };
        series_take(tx, series, i64::try_from(documents.len()).unwrap_or(0)).await?;
        let chunk = Chunk {
            run: self.run.id,
            company: self.company.id,
            series: series.id,
            issued: self.today,
            seller_hash: self.run.seller_hash.clone(),
        };
        store_issue(tx, &chunk, documents).await?;
        for merchant in unspent_for_documents(tx, series.id, first.sequence, last.sequence).await? {
            use_credit(tx, self.company, merchant, self.today).await?;
        }
        let jobs = documents.iter().map(|d| NewJob {
            id: self.cx.ids.next(),
            company: Some(self.company.id),
            kind: "document_files",
            subject: SubjectId(d.invoice.0),
            payload: String::new(),
            run_at: self.cx.clock.now(),
        });
        job_enqueue(tx, self.cx.clock.now(), jobs.collect()).await?;
        Ok(())
    }

    async fn events(&self, tx: &Tx, documents: &[Issued]) -> ServiceResult<()> {
        let events = documents.iter().map(|d| NewEvent {
            id: self.cx.ids.next(),
            at: self.cx.clock.now(),
            actor: self.actor.to_owned(),
            kind: facts::DOCUMENT_ISSUED,
            subject: SubjectId(d.invoice.0),
            facts: facts::json(&self.document_facts(d)),
        });
        Ok(event_append(tx, self.company.id, events.collect()).await?)
    }

    fn document_facts(&self, d: &Issued) -> DocumentFacts {
        DocumentFacts {
            kind: DocumentKind::Invoice,
            number: d.number.clone(),
            sequence: d.sequence,
            issued: self.today,
            due: d.due,
            currency: d.item.currency,
            net: d.item.net,
            vat: d.item.vat,
            gross: d.item.gross,
            reference: Some(d.reference.clone()),
            merchant: d.item.merchant_id.0,
            agreement: d.item.agreement_id.0,
            seller: self.run.seller_hash.clone(),
            buyer: d.item.buyer_hash.clone(),
            language: d.language,
            corrects: None,
            reason: None,
            lines: d.item.lines_hash.clone(),
        }
    }

    fn documents(
        &self,
        series: &Series,
        facts: &HashMap<AgreementId, BillingFacts>,
        items: Vec<RunItem>,
    ) -> ServiceResult<Vec<Issued>> {
        let mut documents = Vec::with_capacity(items.len());
        for (sequence, item) in (series.next..).zip(items) {
            let Some(of) = facts.get(&item.agreement_id) else { continue };
            let reference = payment_reference(self.company.country, sequence);
            let days = Days::new(u64::try_from(of.agreement.payment_days).unwrap_or(0));
            documents.push(Issued {
                invoice: self.cx.ids.next(),
                sequence,
                number: series.printed(sequence),
                due: self.today.checked_add_days(days).unwrap_or(self.today),
                reference: reference.map_err(ServiceError::broken)?,
                language: of.merchant.language,
                item,
            });
        }
        Ok(documents)
    }

    /// Issues the next chunk's agreements one by one; what fails is set aside with its reason.
    async fn one_by_one(&self) -> ServiceResult<Done> {
        let mut done = Done { issued: 0, set_aside: 0, position: 0, finished: false };
        for _ in 0..CHUNK {
            let step = match self.chunk(1).await {
                Ok(step) => step,
                Err(failed) => match failed.blames() {
                    Some(after) => self.skip(after, failed.error).await?,
                    None => return Err(failed.error),
                },
            };
            done.issued += step.issued;
            done.set_aside += step.set_aside;
            (done.position, done.finished) = (step.position, step.finished);
            if done.finished {
                break;
            }
        }
        Ok(done)
    }

    /// Sets the agreement after a position aside, which failed, unless another process has dealt with it by now.
    async fn skip(&self, after: i64, error: ServiceError) -> ServiceResult<Done> {
        let why = match &error {
            ServiceError::Store(StoreError::Affected { .. } | StoreError::Exists(_)) => {
                Reason::of("reason-aside-billed")
            }
            other => other.reason(),
        };
        let tx = self.cx.db.begin().await?;
        series_lock(&tx, self.company.id, DocumentKind::Invoice).await?;
        let at = run_progress(&tx, self.run.id).await?;
        if at.position != after || !matches!(at.state, RunState::Approved | RunState::Issuing) {
            return Ok(Done { issued: 0, set_aside: 0, position: at.position, finished: false });
        }
        let items = self.page(&tx, at.position, 1).await?;
        let aside: Vec<SetAside> = items.iter().map(|i| self.aside(i, &why)).collect();
        run_set_aside(&tx, &aside).await?;
        let Some(position) = items.last().map(|i| i.position) else { return Err(error) };
        run_advance(&tx, self.run.id, at.position, position).await?;
        tx.commit().await?;
        Ok(Done { issued: 0, set_aside: i64::try_from(aside.len()).unwrap_or(0), position, finished: false })
    }

    fn aside(&self, item: &RunItem, reason: &Reason) -> SetAside {
        SetAside {
            run_id: self.run.id,
            agreement_id: item.agreement_id,
            quarter: item.quarter.clone(),
            stage: "issue".to_owned(),
            reason: reason.written(),
        }
    }
}

#[cfg(test)]
mod tests;
