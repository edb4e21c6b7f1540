//! Rows that an event seals: companies, merchants and agreements; and rows that carry their own hash: terms and parties.

use super::{PAGE, Work, read_facts};
use crate::domain::terms::Terms;
use crate::service::facts::{self, Sealed};
use crate::service::verify::report::Report;
use crate::service::{ServiceError, ServiceResult};
use crate::store::agreement::{AGREEMENT_PARTS, agreement_hash};
use crate::store::audit::{Told, audit_agreements, audit_merchants, audit_parties, audit_terms, audit_told_company};
use crate::store::company::{COMPANY_PARTS, Company, account_map, company_hash, model_list, price_list};
use crate::store::digest::sha256;
use crate::store::merchant::{MERCHANT_PARTS, merchant_hash};
use crate::store::series::series_list;
use crate::store::{StoreError, StoreResult};

impl Work<'_> {
    pub(super) async fn terms(&mut self) -> ServiceResult<()> {
        for row in audit_terms(self.at).await? {
            let name = format!("{}@{}", row.profile, row.valid_from);
            if sha256(row.body.as_bytes()) != row.sha256 {
                self.report.add("terms_version", &name, "the text does not have the hash that is stored with it");
            }
            match Terms::parse(&row.body) {
                Ok(terms) => {
                    self.report.same(
                        "terms_version",
                        &name,
                        "profile and first day",
                        name.clone(),
                        "the text",
                        terms.key(),
                    );
                }
                Err(error) => self.report.add("terms_version", &name, format!("the text does not read: {error}")),
            }
        }
        Ok(())
    }

    pub(super) async fn parties(&mut self) -> ServiceResult<()> {
        let mut after = String::new();
        loop {
            let page = audit_parties(self.at, &after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after.clone_from(&last.hash);
            for party in page {
                if sha256(party.body.as_bytes()) != party.hash {
                    self.report.add("party", &party.hash, "the text does not have this hash: it was changed");
                }
            }
        }
    }

    pub(super) async fn sealed_companies(&mut self) -> ServiceResult<()> {
        for company in self.companies.clone() {
            (self.progress)(&format!("{}: company, merchants and agreements", company.key));
            let Some(hash) = self.company_seal(&company).await? else { continue };
            let told = audit_told_company(self.at, company.id, facts::COMPANY_SET).await?;
            compare(&mut self.report, &COMPANY_PARTS, &company.key, &hash, told.last());
        }
        Ok(())
    }

    /// The seal of a company, or none if some of its rows do not read.
    async fn company_seal(&mut self, company: &Company) -> ServiceResult<Option<String>> {
        let key = &company.key;
        let reads = [
            self.reads("ledger_account", key, account_map(self.at, company.id).await)?,
            self.reads("device_model", key, model_list(self.at, company.id).await)?,
            self.reads("price", key, price_list(self.at, company.id).await)?,
            self.reads("number_series", key, series_list(self.at, company.id).await)?,
        ];
        if reads.contains(&false) {
            return Ok(None);
        }
        Ok(Some(company_hash(self.at, company.id).await?))
    }

    fn reads<T>(&mut self, table: &'static str, row: &str, read: StoreResult<T>) -> ServiceResult<bool> {
        match read {
            Ok(_) => Ok(true),
            Err(error @ (StoreError::Away(_) | StoreError::Full(_))) => Err(ServiceError::Store(error)),
            Err(error) => {
                self.report.add(table, row, format!("does not read: {error}"));
                Ok(false)
            }
        }
    }

    pub(super) async fn merchants(&mut self) -> ServiceResult<()> {
        for company in self.companies.clone() {
            let mut after = String::new();
            loop {
                let (page, mut sites, told) =
                    audit_merchants(self.at, company.id, &after, PAGE, facts::MERCHANT_SET).await?;
                let Some(last) = page.last() else { break };
                after.clone_from(&last.number);
                for row in page {
                    let sites = sites.remove(&row.id).unwrap_or_default();
                    let name = format!("{} {}", company.key, row.number);
                    let told = told.iter().rfind(|t| t.subject_id == row.id.0 && t.company_id == company.id);
                    compare(&mut self.report, &MERCHANT_PARTS, &name, &merchant_hash(&row, &sites), told);
                }
            }
        }
        Ok(())
    }

    pub(super) async fn agreements(&mut self) -> ServiceResult<()> {
        for company in self.companies.clone() {
            let mut after = String::new();
            loop {
                let (page, told) = audit_agreements(self.at, company.id, &after, PAGE, facts::AGREEMENT_SET).await?;
                let Some((last, _)) = page.last() else { break };
                after.clone_from(&last.reference);
                for (row, below) in page {
                    let told = told.iter().rfind(|t| t.subject_id == row.id.0 && t.company_id == company.id);
                    let hash = agreement_hash(&row, &below);
                    compare(&mut self.report, &AGREEMENT_PARTS, &row.reference, &hash, told);
                }
            }
        }
        Ok(())
    }
}

/// Compares a seal with the last event about the subject, table by table.
pub(super) fn compare(report: &mut Report, parts: &[&'static str], row: &str, is: &str, told: Option<&Told>) {
    let Some(told) = told else {
        report.add(parts[0], row, "no event tells of it");
        return;
    };
    let Some(sealed) = read_facts::<Sealed>(told, report) else { return };
    for (place, table) in parts.iter().enumerate() {
        if is.split('.').nth(place) != sealed.hash.split('.').nth(place) {
            let what = format!("its rows are not what event {} sealed", told.sequence);
            report.add(table, row, what);
        }
    }
}
