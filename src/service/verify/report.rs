//! What was found.

use std::collections::BTreeMap;
use std::fmt::Display;

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The table.
    pub table: &'static str,
    /// The row: a number or reference that a person can find, else its id.
    pub row: String,
    /// What is wrong with it.
    pub what: String,
}

impl Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}: {}", self.table, self.row, self.what)
    }
}

/// Findings that are listed of a table; the others are counted, so that memory stays bounded whatever is wrong.
const LISTED: usize = 1000;

/// Findings so far.
#[derive(Debug, Default)]
pub(super) struct Report {
    found: Vec<Finding>,
    counts: BTreeMap<&'static str, usize>,
}

impl Report {
    /// Adds a finding.
    pub(super) fn add(&mut self, table: &'static str, row: impl Display, what: impl Into<String>) {
        let count = self.counts.entry(table).or_default();
        *count += 1;
        if *count <= LISTED {
            self.found.push(Finding { table, row: row.to_string(), what: what.into() });
        }
    }

    /// Compares a column with what it must be.
    pub(super) fn same<T: PartialEq + Display>(
        &mut self,
        table: &'static str,
        row: &str,
        column: &str,
        is: T,
        says: &str,
        wanted: T,
    ) {
        if is != wanted {
            self.add(table, row, format!("{column} is {is}, {says} says {wanted}"));
        }
    }

    /// Compares a column that may be empty with what it must be.
    pub(super) fn same_opt<T: PartialEq + Display>(
        &mut self,
        table: &'static str,
        row: &str,
        column: &str,
        is: Option<T>,
        says: &str,
        wanted: Option<T>,
    ) {
        if is != wanted {
            let word = |v: Option<T>| v.map_or_else(|| "empty".to_owned(), |v| v.to_string());
            self.add(table, row, format!("{column} is {}, {says} says {}", word(is), word(wanted)));
        }
    }

    /// Everything that was found.
    pub(super) fn findings(mut self) -> Vec<Finding> {
        for (table, count) in &self.counts {
            if *count > LISTED {
                let what = format!("{} more findings of this table are not listed", count - LISTED);
                self.found.push(Finding { table, row: "…".to_owned(), what });
            }
        }
        self.found
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_verify_finds_names_table_and_row_and_is_bounded() {
        let mut report = Report::default();
        report.same("invoice", "10001", "net", 2, "its event", 1);
        report.same_opt("invoice", "10001", "reference", None, "its event", Some("x"));
        report.same("invoice", "10001", "net", 1, "its event", 1);
        for row in 0..LISTED {
            report.add("posting", row, "wrong");
            report.add("invoice", row, "wrong");
        }
        let findings = report.findings();
        assert_eq!(findings.len(), 2 * LISTED + 1);
        assert_eq!(findings[0].to_string(), "invoice 10001: net is 2, its event says 1");
        assert_eq!(findings[1].what, "reference is empty, its event says x");
        assert_eq!(findings.last().unwrap().to_string(), "invoice …: 2 more findings of this table are not listed");
    }
}
