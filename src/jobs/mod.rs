//! Background work: a worker claims jobs, does them, and retries what fails.
//!
//! One list of what there is to do: [`perform`]. A clock job (`schedule`) only selects what is due and enqueues or does one item each.

mod schedule;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use entity::types::{DeadlineId, InvoiceId, MailId, PaperId, Quarter, RunId, RunState, TerminalOrderId};
use futures::StreamExt;

use crate::documents::pdf::PdfWriter;
use crate::service::{
    Context, ServiceError, ServiceResult, deadlines, documents, invoices, mails, papers, runs, terminals,
};
use crate::store::company::{Company, company_list};
use crate::store::job::{Claimed, job_claim, job_done, job_failed};
use crate::store::mail::MAIL_SEND;
use crate::store::run::{run_find, run_last};

/// How long a worker has a job before another one may take it.
const CLAIM_MINUTES: i64 = 10;
/// Jobs that a worker claims at once.
const BATCH: i64 = 32;
/// Attempts until a person has to look.
const ATTEMPTS: i64 = 6;
/// The same for what goes to another's server: it may be away for half a day.
const OUTSIDE_ATTEMPTS: i64 = 12;

/// A worker.
#[derive(Clone)]
pub struct Worker {
    cx: Context,
    pdf: Arc<PdfWriter>,
    name: String,
}

/// What a worker did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drained {
    /// Jobs done.
    pub done: u64,
    /// Attempts that failed.
    pub failed: u64,
}

impl Worker {
    /// A worker with a name that no other worker bears.
    #[must_use]
    pub fn new(cx: Context, pdf: Arc<PdfWriter>) -> Self {
        let name = cx.ids.next::<uuid::Uuid>().to_string();
        Self { cx, pdf, name }
    }

    /// Works until no job is due.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn drain(&self, progress: runs::Progress<'_>) -> ServiceResult<Drained> {
        schedule::tick(&self.cx).await?;
        let mut drained = Drained::default();
        loop {
            let step = self.step().await?;
            drained.done += step.done;
            drained.failed += step.failed;
            if step == Drained::default() {
                return Ok(drained);
            }
            progress(drained.done, 0);
        }
    }

    /// Works until told to stop.
    ///
    /// # Errors
    /// None: a database that is away is asked again.
    pub async fn run(&self, stop: impl Future<Output = ()>) -> ServiceResult<()> {
        tokio::pin!(stop);
        loop {
            let drained = tokio::select! {
                () = &mut stop => return Ok(()),
                drained = self.drain(&runs::quiet) => drained,
            };
            match drained {
                Ok(drained) if drained.done + drained.failed > 0 => {
                    tracing::info!(done = drained.done, failed = drained.failed, "jobs");
                }
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "the worker tries again"),
            }
            tokio::select! {
                () = &mut stop => return Ok(()),
                () = tokio::time::sleep(Duration::from_secs(2)) => {}
            }
        }
    }

    async fn step(&self) -> ServiceResult<Drained> {
        let now = self.cx.clock.now();
        let until = now + TimeDelta::minutes(CLAIM_MINUTES);
        let claimed = job_claim(&self.cx.db, &self.name, now, until, BATCH).await?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let results: Vec<ServiceResult<bool>> =
            futures::stream::iter(&claimed).map(|job| self.attempt(job)).buffer_unordered(cores).collect().await;
        let mut drained = Drained::default();
        for result in results {
            if result? {
                drained.done += 1;
            } else {
                drained.failed += 1;
            }
        }
        Ok(drained)
    }

    async fn attempt(&self, job: &Claimed) -> ServiceResult<bool> {
        let Err(error) = self.perform(job).await else { return Ok(true) };
        if matches!(&error, ServiceError::Store(store) if store.is_outage()) {
            return Err(error);
        }
        let outside = [MAIL_SEND, terminals::ORDER, terminals::POLL].contains(&job.kind.as_str());
        let attempts = if outside { OUTSIDE_ATTEMPTS } else { ATTEMPTS };
        let again = (job.attempts < attempts && !error.is_final())
            .then(|| self.cx.clock.now() + TimeDelta::seconds(10 * (1 << job.attempts.clamp(0, 12))));
        tracing::warn!(kind = job.kind, subject = %job.subject_id, attempt = job.attempts, %error, "a job failed");
        let tx = self.cx.db.begin().await?;
        job_failed(&tx, job.id, &self.name, &error.reason().written(), again).await?;
        if job.kind == MAIL_SEND && again.is_none() {
            mails::give_up(&tx, MailId(job.subject_id.0)).await?;
        }
        tx.commit().await?;
        Ok(false)
    }

    /// Every kind of job there is.
    async fn perform(&self, job: &Claimed) -> ServiceResult<()> {
        match job.kind.as_str() {
            "document_files" => {
                let invoice = InvoiceId(job.subject_id.0);
                documents::write_files(&self.cx, self.pdf.clone(), invoice, Some((job.id, &self.name))).await
            }
            papers::FILE_JOB => {
                let paper = PaperId(job.subject_id.0);
                papers::write_file(&self.cx, self.pdf.clone(), paper, (job.id, &self.name)).await
            }
            MAIL_SEND => mails::send(&self.cx, MailId(job.subject_id.0), job.id, &self.name).await,
            "charges_of_day" => {
                let company = self.company(job).await?;
                charges_of_day(&self.cx, &company).await?;
                self.done(job).await
            }
            deadlines::SWEEP => {
                let company = self.company(job).await?;
                deadlines::sweep(&self.cx, &company).await?;
                self.done(job).await
            }
            deadlines::LOOK => {
                let company = self.company(job).await?;
                deadlines::look(&self.cx, &company, DeadlineId(job.subject_id.0), "schedule").await?;
                self.done(job).await
            }
            terminals::ORDER => terminals::bring(&self.cx, TerminalOrderId(job.subject_id.0), job.id, &self.name).await,
            terminals::POLL => {
                let company = self.company(job).await?;
                terminals::poll(&self.cx, &company).await?;
                self.done(job).await
            }
            "quarter_preview" => {
                let company = self.company(job).await?;
                quarter_preview(&self.cx, &company).await?;
                self.done(job).await
            }
            runs::PREVIEW => {
                let (company, wanted) = (self.company(job).await?, wanted(job)?);
                runs::preview(&self.cx, &company, quarter(&wanted)?, &wanted.actor, &runs::quiet).await?;
                self.done(job).await
            }
            runs::ISSUE => {
                let (company, wanted) = (self.company(job).await?, wanted(job)?);
                let run = run_find(&self.cx.db, company.id, RunId(job.subject_id.0)).await?;
                let run = run.ok_or_else(|| ServiceError::broken("the job names no run"))?;
                // What was replaced or discarded since is not issued, and nothing of the quarter in its stead.
                if run.state != RunState::Superseded {
                    runs::issue_run(&self.cx, &company, &run, &wanted.actor, &runs::quiet).await?;
                }
                self.done(job).await
            }
            other => Err(ServiceError::broken(format!("there is no work called {other}"))),
        }
    }

    async fn company(&self, job: &Claimed) -> ServiceResult<Company> {
        let companies = company_list(&self.cx.db).await?;
        let found = companies.into_iter().find(|c| Some(c.id) == job.company_id);
        found.ok_or_else(|| ServiceError::broken("the job names no company"))
    }

    async fn done(&self, job: &Claimed) -> ServiceResult<()> {
        let tx = self.cx.db.begin().await?;
        job_done(&tx, job.id, &self.name, self.cx.clock.now()).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The quarter and the person of a job that previews or issues.
fn wanted(job: &Claimed) -> ServiceResult<runs::Wanted> {
    serde_json::from_str(&job.payload).map_err(|e| ServiceError::broken(format!("the job's payload: {e}")))
}

fn quarter(wanted: &runs::Wanted) -> ServiceResult<Quarter> {
    wanted.quarter.parse().map_err(|_| ServiceError::broken(format!("{} is not a quarter", wanted.quarter)))
}

/// Invoices the approved one-off charges of a company up to today, one document an agreement.
///
/// # Errors
/// The database; or, when all others are done, the agreements that could not be invoiced, by name.
pub async fn charges_of_day(cx: &Context, company: &Company) -> ServiceResult<()> {
    invoices::of_day(cx, company, cx.clock.today(company.country), "schedule").await
}

/// Previews the quarter of today, so that it waits for a person's approval. A quarter that has been previewed is left alone.
async fn quarter_preview(cx: &Context, company: &Company) -> ServiceResult<()> {
    let quarter = Quarter::of(cx.clock.today(company.country));
    if run_last(&cx.db, company.id, &quarter.to_string()).await?.is_some() {
        return Ok(());
    }
    runs::preview(cx, company, quarter, "schedule", &runs::quiet).await?;
    Ok(())
}
