//! Credit notes, in the order of their issue: what was left of each line before, what is given back, and the VAT of it.

use std::collections::HashMap;

use entity::types::{DocumentKind, InvoiceId, Money, VatKey};

use super::lines::Groups;
use super::{Document, Report, group};
use crate::domain::explain::{Explanation, Inputs};
use crate::domain::vat;
use crate::store::audit::Corrected;
use crate::store::invoice::{InvoiceRow, LineRow};

/// The invoices that a page of credit notes corrects, with what is left of their lines as the page goes on.
pub(super) struct Credits {
    invoices: HashMap<InvoiceId, InvoiceRow>,
    lines: HashMap<InvoiceId, Vec<LineRow>>,
    given: HashMap<(InvoiceId, i64), i64>,
}

impl Credits {
    pub(super) fn of(corrected: Corrected) -> Self {
        Self {
            invoices: corrected.invoices.into_iter().map(|i| (i.id, i)).collect(),
            lines: group(corrected.lines, |l| l.invoice_id),
            given: corrected.before.into_iter().map(|c| ((c.corrects_id, c.corrects_line), c.net)).collect(),
        }
    }
}

impl Document<'_> {
    /// Checks a credit note against what it corrects, and makes its VAT again: the tax of what remained before less the tax of
    /// what remains after.
    pub(super) fn credit(&self, credits: &mut Credits, report: &mut Report) -> Groups {
        let (row, name) = (self.row, self.row.number.as_str());
        if row.reason.as_ref().is_none_or(|r| r.trim().is_empty()) {
            report.add("invoice", name, "a credit note must have a reason");
        }
        let Some(original) = row.corrects_id.and_then(|id| credits.invoices.get(&id)) else {
            report.add("invoice", name, "a credit note must correct an invoice");
            return self.groups();
        };
        let same = (original.company_id, original.merchant_id, original.agreement_id, original.currency)
            == (row.company_id, row.merchant_id, row.agreement_id, row.currency);
        if original.kind != DocumentKind::Invoice || !same {
            let what = format!("it corrects {}, which is no invoice of the same agreement", original.number);
            report.add("invoice", name, what);
        }
        let lines = credits.lines.get(&original.id).map_or(&[][..], Vec::as_slice);
        let mut keyed = Vec::new();
        for of in lines {
            let given = credits.given.get(&(original.id, of.number)).copied().unwrap_or(0);
            let left = Money::new(of.net, of.currency).minus(Money::new(given, of.currency))?;
            let mine: Vec<&LineRow> = self.lines.iter().filter(|l| l.corrects_line == Some(of.number)).collect();
            for line in &mine {
                self.credit_line(line, of, left, &original.number, report);
            }
            let now = mine.iter().map(|l| l.net).fold(0, i64::saturating_add);
            keyed.push((VatKey { category: of.vat_category, rate: of.vat_rate }, left, Money::new(now, of.currency)));
        }
        for line in self.lines {
            let number = line.corrects_line.unwrap_or_default();
            if !lines.iter().any(|of| of.number == number) {
                report.add(
                    "invoice_line",
                    self.line(line),
                    format!("{} has no line that it corrects", original.number),
                );
            }
            let given = credits.given.entry((original.id, number)).or_default();
            *given = given.saturating_add(line.net);
        }
        vat::credit_groups(&keyed)
    }

    fn credit_line(&self, line: &LineRow, of: &LineRow, left: Money, number: &str, report: &mut Report) {
        let name = self.line(line);
        if line.net <= 0 || line.net > left.minor() {
            let what =
                format!("it gives back {}, {} was left of line {} of {number}", line.net, left.minor(), of.number);
            report.add("invoice_line", &name, what);
        }
        let of_it = (of.charge_id, of.code, of.device_id, of.period_from, of.period_to, of.vat_category, of.vat_rate);
        let is = (
            line.charge_id,
            line.code,
            line.device_id,
            line.period_from,
            line.period_to,
            line.vat_category,
            line.vat_rate,
        );
        if is != of_it {
            let what = format!("charge, device, days or VAT are not those of line {} of {number}", of.number);
            report.add("invoice_line", &name, what);
        }
        let Ok(why) = serde_json::from_str::<Explanation>(&line.explanation) else { return };
        let wanted = Inputs::Credit {
            invoice: number.to_owned(),
            line: of.number,
            remaining: left,
            credited: Money::new(line.net, line.currency),
        };
        if why.inputs != wanted {
            let what = format!("its explanation is not about line {} of {number} with {left} left", of.number);
            report.add("invoice_line", &name, what);
        }
    }
}
