//! Sealed exports: what their event says, what their file is, what their entries add up to.

use std::collections::HashMap;

use entity::types::BatchId;

use super::{PAGE, Work, read_facts};
use crate::gateways::files::FilesError;
use crate::service::exports::{batch_facts, batch_path};
use crate::service::facts::{self, BatchFacts};
use crate::service::{ServiceError, ServiceResult};
use crate::store::audit::{BatchSums, Told, audit_batch_entries, audit_batch_sums, audit_batches};
use crate::store::company::Company;
use crate::store::digest::sha256;
use crate::store::export::BatchRow;

/// The table of all findings here.
const T: &str = "export_batch";

type Sums = HashMap<BatchId, (BatchSums, i64, i64)>;

impl Work<'_> {
    pub(super) async fn batches(&mut self) -> ServiceResult<()> {
        let sums = audit_batch_sums(self.at).await?;
        for company in self.companies.clone() {
            (self.progress)(&format!("{}: sealed exports", company.key));
            let mut after = 0;
            loop {
                let (page, told) = audit_batches(self.at, company.id, after, PAGE, facts::EXPORT_SEALED).await?;
                if page.is_empty() {
                    break;
                }
                for row in page {
                    let name = format!("{} batch {}", company.key, row.number);
                    self.report.same(T, &name, "number", row.number, "the one before", after + 1);
                    after = row.number;
                    let told: Vec<&Told> = told.iter().filter(|t| t.subject_id == row.id.0).collect();
                    self.batch(&company, &row, &name, &told).await?;
                    self.batch_sums(&row, &name, &sums);
                    self.batch_file(&row, &name).await?;
                }
            }
        }
        Ok(())
    }

    async fn batch(&mut self, company: &Company, row: &BatchRow, name: &str, told: &[&Told]) -> ServiceResult<()> {
        let report = &mut self.report;
        report.same(T, name, "path", row.path.as_str(), "its number", &batch_path(&company.key, row.number));
        let [event] = told else {
            report.add(T, name, format!("{} events tell of it, not one", told.len()));
            return Ok(());
        };
        if event.company_id != row.company_id {
            report.add(T, name, "its company is not that of its event");
        }
        report.same(T, name, "made_by", row.made_by.as_str(), "its event", &event.actor);
        report.same(T, name, "made_at_us", row.made_at_us, "its event", event.at_us);
        let Some(told) = read_facts::<BatchFacts>(event, report) else { return Ok(()) };
        let entries = audit_batch_entries(self.at, row.repeats_id.unwrap_or(row.id)).await?;
        let is = batch_facts(row, &entries);
        if is.hash != told.hash {
            self.report.add("export_entry", name, "its entries are not those that its event says");
        }
        if (BatchFacts { hash: told.hash.clone(), ..is }) != told {
            self.report.add(T, name, "its row is not what its event says");
        }
        Ok(())
    }

    fn batch_sums(&mut self, row: &BatchRow, name: &str, sums: &Sums) {
        let report = &mut self.report;
        if row.repeats_id.is_some() && sums.contains_key(&row.id) {
            report.add("export_entry", name, "it repeats another batch, and has entries of its own");
        }
        let Some((sums, debit, credit)) = sums.get(&row.repeats_id.unwrap_or(row.id)) else {
            report.add("export_entry", name, "it has no entries");
            return;
        };
        for (column, is, wanted) in [
            ("entries", row.entries, sums.entries),
            ("documents", row.documents, sums.documents),
            ("debit", row.debit, *debit),
            ("credit", row.credit, *credit),
        ] {
            report.same(T, name, column, is, "the journal", wanted);
        }
        if sums.strange > 0 {
            let what = format!("{} entries are of another company, or of a day outside its period", sums.strange);
            report.add("export_entry", name, what);
        }
    }

    async fn batch_file(&mut self, row: &BatchRow, name: &str) -> ServiceResult<()> {
        match self.files.get(&row.path).await {
            Ok(bytes) => {
                let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
                self.report.same(T, name, "size", row.size, "the file", size);
                self.report.same(T, name, "sha256", row.sha256.clone(), "the file", sha256(&bytes));
                Ok(())
            }
            Err(FilesError::Missing(_)) => {
                self.report.add(T, name, format!("{} is not in the file store", row.path));
                Ok(())
            }
            Err(FilesError::Store(why)) => Err(ServiceError::Files(why)),
        }
    }
}
