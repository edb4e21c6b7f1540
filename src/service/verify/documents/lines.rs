//! What a document adds up to: its lines, its VAT, its postings, and the hash over all three.

use entity::types::{DocumentKind, Money, MoneyError, VatKey};

use super::{Document, Page, Report};
use crate::domain::explain::Explanation;
use crate::domain::invoice::VatGroup;
use crate::domain::ledger::Posting;
use crate::domain::{ledger, vat};
use crate::store::audit::{PostingRow, VatRow};
use crate::store::invoice::LineRow;
use crate::store::run::{HashedLine, lines_hash};

/// VAT as the lines make it, or why they do not.
pub(super) type Groups = Result<Vec<VatGroup>, MoneyError>;

fn key(line: &LineRow) -> VatKey {
    VatKey { category: line.vat_category, rate: line.vat_rate }
}

fn net(line: &LineRow) -> Money {
    Money::new(line.net, line.currency)
}

impl Document<'_> {
    /// The name of a line.
    pub(super) fn line(&self, line: &LineRow) -> String {
        format!("{} line {}", self.row.number, line.number)
    }

    /// VAT of an invoice, made again from its lines.
    pub(super) fn groups(&self) -> Groups {
        vat::groups(self.lines.iter().map(|l| (key(l), net(l))))
    }

    /// Lines, VAT, sums and postings fit one another and the event.
    pub(super) fn totals(&self, page: &Page, groups: Groups, report: &mut Report) {
        let name = self.row.number.as_str();
        self.each_line(report);
        let stored_vat = vat_rows(page.vat.get(&self.row.id));
        let entry = self.entry(page, report);
        let stored = entry.map(postings).unwrap_or_default();
        let made = groups.and_then(|groups| Ok((self.postings(&groups)?, groups)));
        let Ok((expected, groups)) = made else {
            report.add("invoice_line", name, "the lines do not add up: two currencies, or too large");
            return;
        };
        if stored_vat != groups {
            let what = format!("VAT is {}, the lines make {}", words(&stored_vat), words(&groups));
            report.add("invoice_vat", name, what);
        }
        if entry.is_some() && stored != expected {
            report.add("posting", name, "the postings are not those of the document");
        }
        if let Some(told) = &self.told {
            let hashed: Vec<HashedLine> = self.lines.iter().map(HashedLine::from).collect();
            // VAT and postings have their own findings: of the lines it is said only if they are not what was issued.
            let as_made = lines_hash(&hashed, &groups, &expected) == told.lines;
            if !as_made && lines_hash(&hashed, &stored_vat, &stored) != told.lines {
                report.add("invoice_line", name, "the lines do not have the hash that its event says");
            }
        }
        let sum = |amounts: Vec<Money>| Money::sum(self.row.currency, amounts).map(Money::minor);
        let lines = sum(self.lines.iter().map(net).collect());
        let tax = sum(groups.iter().map(|g| g.vat).collect());
        for (column, is, wanted) in [("net", self.row.net, lines), ("vat", self.row.vat, tax)] {
            if wanted.as_ref() != Ok(&is) {
                let wanted = wanted.map_or_else(|e| e.to_string(), |w| w.to_string());
                report.add("invoice", name, format!("{column} is {is}, its lines say {wanted}"));
            }
        }
        if self.row.net.checked_add(self.row.vat) != Some(self.row.gross) {
            report.add("invoice", name, format!("gross is {}, not net plus VAT", self.row.gross));
        }
    }

    fn each_line(&self, report: &mut Report) {
        if self.lines.is_empty() {
            report.add("invoice_line", &self.row.number, "the document has no lines");
        }
        for (number, line) in (1..).zip(self.lines) {
            let name = self.line(line);
            report.same("invoice_line", &name, "number", line.number, "its place", number);
            report.same("invoice_line", &name, "currency", line.currency, "its document", self.row.currency);
            if line.corrects_line.is_some() != (self.row.kind == DocumentKind::CreditNote) {
                report.add("invoice_line", &name, "a line corrects another one on credit notes, and only there");
            }
            if line.quantity.checked_mul(line.unit_price) != Some(line.net) {
                report.add("invoice_line", &name, format!("net is {}, not quantity times price", line.net));
            }
            let why: Explanation = match serde_json::from_str(&line.explanation) {
                Ok(why) => why,
                Err(error) => {
                    report.add("invoice_line", &name, format!("the explanation does not read: {error}"));
                    continue;
                }
            };
            if why.recomputed() != Ok(Some(net(line))) || why.amount() != Some(net(line)) {
                report.add("invoice_line", &name, format!("net is {}, the explanation makes another amount", line.net));
            }
        }
    }

    /// The postings that the document makes.
    fn postings(&self, groups: &[VatGroup]) -> Result<Vec<Posting>, MoneyError> {
        let sum = Money::sum(self.row.currency, self.lines.iter().map(net))?;
        let gross = Money::sum(self.row.currency, groups.iter().map(|g| g.vat))?.plus(sum)?;
        let lines = self.lines.iter().map(|l| (l.code, key(l), net(l)));
        match self.row.kind {
            DocumentKind::CreditNote => ledger::credit_note(lines, groups, gross),
            _ => ledger::invoice(lines, groups, gross),
        }
    }

    /// The postings of its journal entry, which must be one, of its day, its company and its merchant.
    fn entry<'p>(&self, page: &'p Page, report: &mut Report) -> Option<&'p [PostingRow]> {
        let name = self.row.number.as_str();
        let entries = page.entries.get(&Some(self.row.id)).map_or(&[][..], Vec::as_slice);
        let [entry] = entries else {
            report.add("journal_entry", name, format!("the document has {} entries, not one", entries.len()));
            return None;
        };
        report.same("journal_entry", name, "booked", entry.booked, "its document", self.row.issued);
        let postings = page.postings.get(&entry.id).map_or(&[][..], Vec::as_slice);
        whose(report, name, postings, self.row.merchant_id.0);
        Some(postings)
    }
}

/// Checks whose account postings are on, and that they are numbered.
pub(in crate::service::verify) fn whose(
    report: &mut Report,
    name: &str,
    postings: &[PostingRow],
    merchant: uuid::Uuid,
) {
    for (number, posting) in (1..).zip(postings) {
        if posting.vat_category.is_some() != posting.vat_rate.is_some() {
            report.add("posting", name, format!("posting {} has half a VAT key", posting.number));
        }
        if posting.number != number || posting.merchant_id.map(|m| m.0) != Some(merchant) {
            report.add(
                "posting",
                name,
                format!("posting {} has another number or merchant than it must", posting.number),
            );
        }
    }
}

/// Postings as values.
pub(in crate::service::verify) fn postings(rows: &[PostingRow]) -> Vec<Posting> {
    rows.iter()
        .map(|p| Posting {
            account: p.account,
            amount: Money::new(p.amount, p.currency),
            vat: p.vat_category.zip(p.vat_rate).map(|(category, rate)| VatKey { category, rate }),
        })
        .collect()
}

fn vat_rows(rows: Option<&Vec<VatRow>>) -> Vec<VatGroup> {
    let mut groups: Vec<VatGroup> = rows
        .into_iter()
        .flatten()
        .map(|v| VatGroup {
            category: v.category,
            rate: v.rate,
            base: Money::new(v.base, v.currency),
            vat: Money::new(v.vat, v.currency),
        })
        .collect();
    groups.sort_by_key(|g| (g.category, g.rate));
    groups
}

/// `S 25 %: 66.56 of 266.25`.
fn words(groups: &[VatGroup]) -> String {
    let one = |g: &VatGroup| format!("{} {} %: {} {} of {}", g.category, g.rate, g.vat, g.vat.currency(), g.base);
    if groups.is_empty() { "nothing".to_owned() } else { groups.iter().map(one).collect::<Vec<_>>().join(", ") }
}
