//! Chains of custody and what is told of faults, swaps, quotes and incidents: each is what its last event sealed.

use entity::types::TerminalOrderState;

use super::{PAGE, Work, read_facts};
use crate::domain::custody::Standing;
use crate::service::ServiceResult;
use crate::service::custody::chain_hash;
use crate::service::facts::{self, Sealed};
use crate::service::swaps::{check_hash, incident_hash, quote_hash, swap_hash, ticket_hash};
use crate::service::terminals::row_hash;
use crate::store::audit::{Told, audit_chains, audit_sealed};
use crate::store::check::Check;
use crate::store::custody::Custody;
use crate::store::swap::{Incident, Quote, Swap, Ticket};
use crate::store::terminal::TerminalOrder;

/// The actor of the links that stand for what was before chains were kept.
const MIGRATION: &str = "migration";

impl Work<'_> {
    pub(super) async fn devices(&mut self) -> ServiceResult<()> {
        (self.progress)("chains of custody");
        for company in self.companies.clone() {
            let mut after = String::new();
            loop {
                let (page, told) = audit_chains(self.at, company.id, &after, PAGE, facts::DEVICE_SET).await?;
                let Some((last, _)) = page.last() else { break };
                after.clone_from(&last.serial);
                for (device, chain) in page {
                    let name = format!("{} {}", company.key, device.serial);
                    self.chain(&name, &chain);
                    let told = told.iter().rfind(|t| t.subject_id == device.id.0 && t.company_id == company.id);
                    if told.is_none() && chain.len() == 1 && chain[0].actor == MIGRATION {
                        continue;
                    }
                    self.seal("custody", &name, &chain_hash(&chain), told);
                }
            }
        }
        Ok(())
    }

    /// Each link follows from the one before.
    fn chain(&mut self, name: &str, chain: &[Custody]) {
        let mut at = None;
        for link in chain {
            let kept = Standing { state: link.state, custodian: link.custodian, connected: link.connected };
            let begins = link.actor == MIGRATION && link.sequence == 1;
            if !begins && Standing::after(at, link.step) != Ok(kept) {
                let what = format!("link {} does not follow from the one before", link.sequence);
                self.report.add("custody", name, what);
            }
            at = Some(kept);
        }
    }

    pub(super) async fn incidents(&mut self) -> ServiceResult<()> {
        (self.progress)("faults, swaps, quotes and incidents");
        let at = self.at;
        for (row, told) in audit_sealed::<Ticket>(at, "ticket", facts::TICKET_SET).await? {
            self.seal("ticket", &row.id.to_string(), &ticket_hash(&row), told.as_ref());
        }
        for (row, told) in audit_sealed::<Check>(at, "ticket_check", facts::CHECK_SET).await? {
            self.seal("ticket_check", &row.id.to_string(), &check_hash(&row), told.as_ref());
        }
        for (row, told) in audit_sealed::<Swap>(at, "swap", facts::SWAP_SET).await? {
            self.seal("swap", &row.id.to_string(), &swap_hash(&row), told.as_ref());
        }
        for (row, told) in audit_sealed::<Quote>(at, "quote", facts::QUOTE_SET).await? {
            self.seal("quote", &row.id.to_string(), &quote_hash(&row), told.as_ref());
        }
        for (row, told) in audit_sealed::<Incident>(at, "incident", facts::INCIDENT_SET).await? {
            self.seal("incident", &row.id.to_string(), &incident_hash(&row), told.as_ref());
        }
        for (row, told) in audit_sealed::<TerminalOrder>(at, "terminal_order", facts::TERMINAL_SET).await? {
            // An order that nobody has confirmed is told of by the step that wanted it.
            if told.is_some() || row.state == TerminalOrderState::Confirmed {
                self.seal("terminal_order", &row.id.to_string(), &row_hash(&row), told.as_ref());
            }
            if told.is_some() && matches!(row.state, TerminalOrderState::Wanted | TerminalOrderState::Sent) {
                self.report.add("terminal_order", row.id, "an event tells that it is confirmed".to_owned());
            }
        }
        Ok(())
    }

    /// A row is what the last event about it sealed.
    pub(super) fn seal(&mut self, table: &'static str, row: &str, is: &str, told: Option<&Told>) {
        let Some(told) = told else {
            self.report.add(table, row, "no event tells of it");
            return;
        };
        let Some(sealed) = read_facts::<Sealed>(told, &mut self.report) else { return };
        if sealed.hash != is {
            let what = format!("it is not what event {} sealed", told.sequence);
            self.report.add(table, row, what);
        }
    }
}
