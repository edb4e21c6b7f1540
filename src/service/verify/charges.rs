//! Charges: nothing is billed twice, everything is billed as far as it says, and what was decided once is as its event says.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entity::types::{ChargeId, ChargeState, SubjectId};
use uuid::Uuid;

use super::report::Report;
use super::{PAGE, Work, group, read_facts};
use crate::domain::explain::{Explanation, Inputs};
use crate::service::ServiceResult;
use crate::service::facts::{self, ChargeFacts, Sealed};
use crate::service::invoices::charge_hash;
use crate::store::audit::{Recurs, Subject, Told, audit_one_off, audit_subjects};
use crate::store::charge::Charge;

impl Work<'_> {
    /// Lines and licences, with the charges that bill them.
    pub(super) async fn recurring(&mut self) -> ServiceResult<()> {
        for what in [Recurs::Line, Recurs::Licence] {
            let (mut after, mut count) = (SubjectId(Uuid::nil()), 0);
            loop {
                let (page, charges, told) = audit_subjects(self.at, what, after, PAGE, facts::AGREEMENT_SET).await?;
                let Some(last) = page.last() else { break };
                after = last.id;
                count += page.len();
                let charges = group(charges, |c| c.subject_id);
                let imported = self.imported(&told);
                for subject in &page {
                    let charges = charges.get(&subject.id).map_or(&[][..], Vec::as_slice);
                    let imported = imported.contains(&subject.agreement_id.0);
                    billed(what, subject, charges, imported, &mut self.report);
                }
                (self.progress)(&format!("{count} rows of {} with their charges", what.table()));
            }
        }
        Ok(())
    }

    /// Agreements that came by an import: they may be billed up to a day that we have no charge for.
    fn imported(&mut self, told: &[Told]) -> HashSet<Uuid> {
        let report = &mut self.report;
        let mut is = |event: &&Told| read_facts::<Sealed>(event, report).is_some_and(|s| s.what == "imported");
        told.iter().filter(|event| is(event)).map(|event| event.subject_id).collect()
    }

    /// One-off charges, with their events.
    pub(super) async fn one_off(&mut self) -> ServiceResult<()> {
        let (mut after, mut count) = (ChargeId(Uuid::nil()), 0);
        loop {
            let (page, told) = audit_one_off(self.at, after, PAGE, facts::CHARGE_SET).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.id;
            count += page.len();
            let told = group(told, |t| t.subject_id);
            for charge in &page {
                decided(charge, told.get(&charge.id.0).map_or(&[][..], Vec::as_slice), &mut self.report);
            }
            (self.progress)(&format!("{count} one-off charges"));
        }
    }
}

/// No two charges of one generation share a day, and the last one says how far the subject is billed.
fn billed(what: Recurs, subject: &Subject, charges: &[Charge], imported: bool, report: &mut Report) {
    let name = format!("{} line {}", subject.reference, subject.number);
    let mut through: HashMap<i64, NaiveDate> = HashMap::new();
    for charge in charges {
        let row = format!("{name} {} from {}", charge.code, charge.starts);
        let Some(ends) = charge.ends.filter(|ends| *ends >= charge.starts) else {
            report.add("charge", row, "a charge that comes back every quarter must have a last day");
            continue;
        };
        let billed = through.entry(charge.generation).or_insert(NaiveDate::MIN);
        if charge.starts <= *billed {
            report.add("charge", row, "its days are billed already by another charge of the same subject");
        }
        *billed = ends.max(*billed);
    }
    let now = subject.generation;
    let says = |what_for: String| format!("generation is {now}, {what_for}");
    if let Some(odd) = charges.iter().find(|c| c.generation > now || c.generation < 0) {
        let row = format!("{name} {} from {}", odd.code, odd.starts);
        let what_for = format!("generation is {}, what it bills is in {now}", odd.generation);
        report.add("charge", row, what_for);
    }
    if through.keys().any(|g| *g > now) {
        report.add(what.table(), &name, says("a charge has a later one".to_owned()));
    } else if now < 0 || (now > 0 && !through.contains_key(&(now - 1))) {
        report.add(what.table(), &name, says("and nothing was billed in the one before".to_owned()));
    } else if let Some(last) = through.get(&now) {
        let is = subject.billed_through;
        report.same_opt(what.table(), &name, "billed_through", is, "its last charge", Some(*last));
    } else if now > 0 {
        // Billed again from an earlier day on.
        if subject.billed_through >= through.get(&(now - 1)).copied() {
            report.add(what.table(), &name, says("and what was billed before is still billed".to_owned()));
        }
    } else if !imported {
        let is = subject.billed_through;
        report.same_opt(what.table(), &name, "billed_through", is, "that it has no charge", None);
    }
}

/// A one-off charge is what its events say.
fn decided(charge: &Charge, told: &[Told], report: &mut Report) {
    let name = format!("{} of {} {}", charge.code, charge.starts, charge.id);
    let t = "charge";
    let (Some(event), Some(first)) = (told.last(), told.first()) else {
        report.add(t, &name, "no event tells of it");
        return;
    };
    if first.company_id != charge.company_id {
        report.add(t, &name, "its company is not that of its event");
    }
    let Some(last) = read_facts::<ChargeFacts>(event, report) else { return };
    report.same(t, &name, "code", charge.code.to_string(), "its event", last.code);
    report.same(t, &name, "starts", charge.starts, "its event", last.on);
    report.same(t, &name, "net", charge.net, "its event", last.net);
    if charge_hash(charge) != last.hash {
        report.add(t, &name, "agreement, subject, device, explanation or evidence are not what its event says");
    }
    // Credited in full is said by the credit note.
    let state = if charge.state == ChargeState::Credited { ChargeState::Invoiced } else { charge.state };
    report.same(t, &name, "state", state.to_string(), "its last event", last.state);
    let on_document = matches!(charge.state, ChargeState::Invoiced | ChargeState::Credited);
    if on_document != charge.invoice_id.is_some() {
        report.add(
            t,
            &name,
            format!("it is {} and names {} document", charge.state, if on_document { "no" } else { "a" }),
        );
    }
    let decisions = [ChargeState::Approved, ChargeState::Waived].map(|s| s.to_string());
    let decided =
        told.iter().rev().find(|e| read_facts::<ChargeFacts>(e, report).is_some_and(|f| decisions.contains(&f.state)));
    let by = decided.map(|e| e.actor.clone());
    report.same_opt(t, &name, "decided_by", charge.decided_by.clone(), "its event", by);
    if charge.ends.is_some() {
        report.add(t, &name, "a one-off charge has no last day");
    }
    explained(charge, &name, report);
}

/// The explanation of a one-off charge makes its amount.
fn explained(charge: &Charge, name: &str, report: &mut Report) {
    let text = charge.explanation.as_deref().unwrap_or_default();
    let Ok(why) = serde_json::from_str::<Explanation>(text) else {
        report.add("charge", name, "its explanation does not read");
        return;
    };
    let amount = why.recomputed().ok().flatten();
    if amount.map(|a| (a.minor(), a.currency())) != Some((charge.net, charge.currency)) {
        report.add("charge", name, "its explanation makes another amount");
    }
    if let Inputs::Sum { on, .. } | Inputs::Return { on, .. } = why.inputs {
        report.same("charge", name, "starts", charge.starts, "its explanation", on);
    }
}
