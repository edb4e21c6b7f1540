//! Payments: what their event says, what they pay, what is left, and their journal entry.

use entity::types::{Money, PaymentId};
use uuid::Uuid;

use super::documents::{postings, whose};
use super::report::Report;
use super::{PAGE, Work, group, read_facts};
use crate::domain::ledger;
use crate::service::ServiceResult;
use crate::service::facts::{self, PaymentFacts};
use crate::store::audit::{AllocationRow, PostingRow, Told, UnspentRow, audit_payments, audit_payments_below};
use crate::store::invoice::NewEntry;
use crate::store::payment::NewPayment;

impl Work<'_> {
    pub(super) async fn payments(&mut self) -> ServiceResult<()> {
        let (mut after, mut count) = (PaymentId(Uuid::nil()), 0);
        loop {
            let page = audit_payments(self.at, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(()) };
            let to = last.id;
            let below = audit_payments_below(self.at, after, to, facts::PAYMENT_BOOKED).await?;
            after = to;
            count += page.len();
            let told = group(below.told, |t| t.subject_id);
            let entries = group(below.entries, |e| e.payment_id);
            let lines = group(below.postings, |p| p.entry_id);
            let allocations = group(below.allocations, |a| a.source_id.0);
            let unspent = group(below.unspent, |u| u.payment_id);
            for row in &page {
                let payment = Payment { row, name: row.id.to_string() };
                let report = &mut self.report;
                payment.told(told.get(&row.id.0).map_or(&[][..], Vec::as_slice), report);
                let entries = entries.get(&Some(row.id)).map_or(&[][..], Vec::as_slice);
                payment.entry(entries, |e| lines.get(&e.id).map_or(&[][..], Vec::as_slice), report);
                let pays = allocations.get(&row.id.0).map_or(&[][..], Vec::as_slice);
                payment.spent(pays, unspent.get(&row.id).map_or(&[][..], Vec::as_slice), report);
            }
            (self.progress)(&format!("{count} payments"));
        }
    }
}

struct Payment<'a> {
    row: &'a NewPayment,
    name: String,
}

impl Payment<'_> {
    fn told(&self, told: &[Told], report: &mut Report) {
        let (row, name, says) = (self.row, self.name.as_str(), "its event");
        let [event] = told else {
            report.add("payment", name, format!("{} events tell of it, not one", told.len()));
            return;
        };
        if event.company_id != row.company_id {
            report.add("payment", name, "its company is not that of its event");
        }
        let Some(told) = read_facts::<PaymentFacts>(event, report) else { return };
        report.same("payment", name, "received", row.received, says, told.received);
        report.same("payment", name, "amount", row.amount, says, told.amount);
        report.same("payment", name, "currency", row.currency, says, told.currency);
        report.same("payment", name, "merchant", row.merchant_id.0, says, told.merchant);
        report.same_opt("payment", name, "reference", row.reference.clone(), says, told.reference);
    }

    fn entry<'p>(&self, entries: &[NewEntry], lines: impl Fn(&NewEntry) -> &'p [PostingRow], report: &mut Report) {
        let (row, name) = (self.row, self.name.as_str());
        let [entry] = entries else {
            report.add("journal_entry", name, format!("the payment has {} entries, not one", entries.len()));
            return;
        };
        report.same("journal_entry", name, "booked", entry.booked, "its payment", row.received);
        let stored = lines(entry);
        whose(report, name, stored, row.merchant_id.0);
        if postings(stored) != ledger::payment(Money::new(row.amount, row.currency)) {
            report.add("posting", name, "the postings are not those of the payment");
        }
    }

    /// What it pays and what is left of it are the whole of it.
    fn spent(&self, pays: &[AllocationRow], unspent: &[UnspentRow], report: &mut Report) {
        let (row, name, says) = (self.row, self.name.as_str(), "its payment");
        let mut left = row.amount;
        for (number, a) in (1..).zip(pays) {
            report.same("allocation", name, "number", a.number, "its place", number);
            report.same("allocation", name, "currency", a.currency, says, row.currency);
            if (a.company_id, a.merchant_id) != (row.company_id, row.merchant_id) {
                report.add("allocation", name, "its company or merchant is not the payment's");
            }
            left = left.saturating_sub(a.amount);
        }
        if left < 0 {
            report.add("allocation", name, format!("it pays {} more than it is", left.saturating_neg()));
        }
        let kept: i64 = unspent.iter().map(|u| u.amount).fold(0, i64::saturating_add);
        if kept != left {
            let what = format!("{kept} is kept as the merchant's credit, {left} is left of the payment");
            report.add("unspent", name, what.clone());
            report.add("allocation", name, what);
        }
        for u in unspent {
            report.same("unspent", name, "received", u.received, says, row.received);
            report.same("unspent", name, "currency", u.currency, says, row.currency);
            if (u.company_id, u.merchant_id) != (row.company_id, row.merchant_id) {
                report.add("unspent", name, "its company or merchant is not the payment's");
            }
        }
    }
}
