//! Which documents a list is of: those that somebody may see, and what a filter leaves of them.

use entity::types::{Date, SiteId};
use sea_orm::Value;

use super::{ListFilter, Standing};
use crate::domain::access::Scope;

/// What contested lines of a document `i` would hold back, if that much is open.
pub(super) const HELD: &str =
    "(SELECT COALESCE(SUM(t.gross), 0) FROM dispute t WHERE t.invoice_id = i.id AND t.state = 'open')";

/// A condition under way, with its values.
pub(super) struct Condition {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Condition {
    /// The documents that somebody may see. A person confined to sites sees what is about a device at one of them and about
    /// none that stands elsewhere.
    pub(super) fn of(scope: &Scope) -> Self {
        let mut condition = Self { sql: String::from("1 = 1"), values: Vec::new() };
        match scope.merchant {
            Some(merchant) => {
                condition.and("i.merchant_id = ?", merchant);
                // By the merchant's index: that of the company is no help here.
                condition.and("m.company_id = ?", scope.company);
            }
            None => condition.and("i.company_id = ?", scope.company),
        }
        if !scope.sites.is_empty() {
            let devices = "SELECT 1 FROM invoice_line l JOIN device d ON d.id = l.device_id WHERE l.invoice_id = i.id";
            let own = condition.list(&scope.sites);
            condition.sql.push_str(&format!(
                " AND EXISTS ({devices} AND d.site_id IN ({own})) AND NOT EXISTS ({devices} AND d.site_id NOT IN ({own}))"
            ));
        }
        condition
    }

    fn list(&mut self, sites: &[SiteId]) -> String {
        let places: Vec<String> = sites.iter().map(|site| self.value(*site)).collect();
        places.join(", ")
    }

    pub(super) fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    pub(super) fn and(&mut self, part: &str, value: impl Into<Value>) {
        let place = self.value(value);
        self.sql.push_str(" AND ");
        self.sql.push_str(&part.replace('?', &place));
    }

    pub(super) fn filter(mut self, filter: &ListFilter, today: Date) -> Self {
        if let Some(merchant) = filter.merchant {
            self.and("i.merchant_id = ?", merchant);
        }
        if let Some(kind) = filter.kind {
            self.and("i.kind = ?", kind);
        }
        if let Some(from) = filter.from {
            self.and("i.issued >= ?", from);
        }
        if let Some(to) = filter.to {
            self.and("i.issued <= ?", to);
        }
        if let Some(prefix) = filter.prefix.as_deref().filter(|p| !p.is_empty()) {
            self.and("i.number >= ?", prefix);
            // Bytewise nothing that begins with the prefix comes after this.
            self.and("i.number < ?", format!("{prefix}\u{10ffff}"));
        }
        match filter.standing {
            None => {}
            Some(Standing::Open) => self.sql.push_str(" AND r.gross > r.paid + r.credited"),
            Some(Standing::Overdue) => {
                self.and("r.gross > r.paid + r.credited AND r.due < ?", today);
                // What is held is not overdue.
                self.sql.push_str(&format!(" AND r.gross - r.paid - r.credited > {HELD}"));
            }
            Some(Standing::Paid) => {
                self.sql.push_str(" AND r.paid + r.credited >= r.gross AND (r.credited < r.gross OR r.gross = 0)");
            }
            Some(Standing::Credited) => self.sql.push_str(" AND r.credited >= r.gross AND r.gross <> 0"),
        }
        self
    }
}
