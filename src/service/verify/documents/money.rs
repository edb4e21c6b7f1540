//! What is open of an invoice, and what a credit note pays.

use entity::types::DocumentKind;

use super::{Document, Page, Report};

impl Document<'_> {
    pub(super) fn money(&self, page: &Page, report: &mut Report) {
        if self.row.kind == DocumentKind::CreditNote {
            self.gives(page, report);
        } else {
            self.open(page, report);
        }
    }

    /// A credit note pays the invoice that it corrects, with all of itself, on its day.
    fn gives(&self, page: &Page, report: &mut Report) {
        let (row, name) = (self.row, self.row.number.as_str());
        let allocations = page.allocations.get(&row.id.0).map_or(&[][..], Vec::as_slice);
        let sum = allocations.iter().map(|a| a.amount).fold(0, i64::saturating_add);
        report.same("allocation", name, "sum", sum, "the credit note", row.gross);
        for (number, a) in (1..).zip(allocations) {
            report.same("allocation", name, "number", a.number, "its place", number);
            report.same("allocation", name, "allocated", a.allocated, "the credit note", row.issued);
            report.same("allocation", name, "currency", a.currency, "the credit note", row.currency);
            let to = (Some(a.invoice_id), a.company_id, a.merchant_id);
            if to != (row.corrects_id, row.company_id, row.merchant_id) {
                report.add("allocation", name, "it does not pay the invoice that the credit note corrects");
            }
        }
    }

    /// What is open of an invoice follows from the document and from what pays it.
    fn open(&self, page: &Page, report: &mut Report) {
        let (row, name, says) = (self.row, self.row.number.as_str(), "its document");
        let rows = page.receivables.get(&row.id).map_or(&[][..], Vec::as_slice);
        let [open] = rows else {
            report.add("receivable", name, "nothing says what is open of the document");
            return;
        };
        report.same("receivable", name, "gross", open.gross, says, row.gross);
        report.same("receivable", name, "due", open.due, says, row.due);
        report.same("receivable", name, "sequence", open.sequence, says, row.sequence);
        report.same("receivable", name, "currency", open.currency, says, row.currency);
        if (open.company_id, open.merchant_id) != (row.company_id, row.merchant_id) {
            report.add("receivable", name, "its company or merchant is not the document's");
        }
        let paid = page.allocated.get(&row.id.0).copied().unwrap_or_default();
        report.same("receivable", name, "paid", open.paid, "what payments pay of it", paid.paid);
        report.same("receivable", name, "credited", open.credited, "what credit notes give back of it", paid.credited);
        if open.paid.checked_add(open.credited).is_none_or(|sum| sum > open.gross) {
            report.add("receivable", name, "more is paid and credited than the document is over");
        }
    }
}
