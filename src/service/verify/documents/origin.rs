//! Where a document comes from: the charges on its lines, and the item of a run.

use entity::types::ChargeState;

use super::{Document, Page, Report};
use crate::store::charge::Charge;
use crate::store::invoice::LineRow;

impl Document<'_> {
    /// The charges of an invoice are on its lines, each on one, and say the same.
    pub(super) fn charges(&self, page: &Page, report: &mut Report) {
        let charges = page.charges.get(&Some(self.row.id));
        for line in self.lines {
            if self.lines.iter().any(|l| l.number < line.number && l.charge_id == line.charge_id) {
                report.add("invoice_line", self.line(line), "its charge is on another line as well");
            }
            match charges.and_then(|c| c.get(&line.charge_id)) {
                Some(charge) => self.charge(line, charge, page, report),
                None => {
                    report.add("charge", self.line(line), "the charge of the line is not on this document");
                    report.add("invoice_line", self.line(line), "its charge is not on this document");
                }
            }
        }
        let lines = self.lines.len();
        let found = charges.map_or(0, |c| c.keys().filter(|id| self.lines.iter().any(|l| l.charge_id == **id)).count());
        if found != lines || charges.map_or(0, |c| c.len()) != lines {
            let all = charges.map_or(0, |c| c.len());
            report.add(
                "charge",
                &self.row.number,
                format!("{all} charges say they are on the document, it has {lines} lines"),
            );
        }
    }

    fn charge(&self, line: &LineRow, charge: &Charge, page: &Page, report: &mut Report) {
        let (name, says) = (self.line(line), "the line");
        report.same("charge", &name, "code", charge.code, says, line.code);
        report.same("charge", &name, "net", charge.net, says, line.net);
        report.same("charge", &name, "currency", charge.currency, says, line.currency);
        if charge.device_id != line.device_id {
            report.add("charge", &name, "its device is not that of the line");
            report.add("invoice_line", &name, "its device is not that of the charge");
        }
        if line.code.is_recurring() {
            report.same_opt("charge", &name, "starts", Some(charge.starts), says, line.period_from);
            report.same_opt("charge", &name, "ends", charge.ends, says, line.period_to);
            if charge.explanation.is_some() || charge.evidence.is_some() || charge.decided_by.is_some() {
                report.add(
                    "charge",
                    &name,
                    "what comes back every quarter has no explanation, evidence or decision of its own",
                );
            }
        } else if charge.explanation.as_ref() != Some(&line.explanation) {
            report.add("charge", &name, "its explanation is not that of the line");
        }
        let owner = (charge.company_id, charge.merchant_id, charge.agreement_id);
        if owner != (self.row.company_id, self.row.merchant_id, self.row.agreement_id) {
            report.add("charge", &name, "its company, merchant or agreement is not the document's");
        }
        let given = page.credited.get(&(self.row.id, line.number)).copied().unwrap_or(0);
        let whole = line.net != 0 && given == line.net;
        let state = if whole { ChargeState::Credited } else { ChargeState::Invoiced };
        report.same("charge", &name, "state", charge.state, "what is credited of it", state);
    }

    /// A document that a run issued is its item.
    pub(super) fn item(&self, page: &Page, report: &mut Report) {
        let (row, name, says) = (self.row, self.row.number.as_str(), "its run item");
        let Some(id) = row.item_id else { return };
        let Some(item) = page.items.get(&id) else {
            report.add("invoice", name, "the item of the run that it was issued from is missing");
            return;
        };
        for (column, is, wanted) in
            [("net", row.net, item.net), ("vat", row.vat, item.vat), ("gross", row.gross, item.gross)]
        {
            report.same("invoice", name, column, is, says, wanted);
        }
        report.same("invoice", name, "currency", row.currency, says, item.currency);
        report.same("invoice", name, "buyer_hash", row.buyer_hash.clone(), says, item.buyer_hash.clone());
        if (row.merchant_id, row.agreement_id) != (item.merchant_id, item.agreement_id) {
            report.add("invoice", name, "merchant or agreement is not that of its run item");
        }
        if self.told.as_ref().is_some_and(|told| told.lines != item.lines_hash) {
            report.add("run_item", name, "the document was issued with other lines than were previewed");
        }
    }
}
