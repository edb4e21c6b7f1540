//! The outcome of a story for people: plain text in columns.

use std::fmt::Write;

use entity::types::Date;

use super::state::{Agreement, Document, State};
use super::story::Story;

/// The statement of one story.
pub(super) fn statement(story: &Story, state: &State, failures: &[String]) -> String {
    let mut text = format!("{}\n{} to {}, {}\n", story.name, story.start, story.until, story.profile.key);
    state.documents.iter().for_each(|document| document_rows(&mut text, document));
    found(&mut text, state);
    things(&mut text, state);
    agreements(&mut text, story, state);
    text.push_str(&verdict(story.expects.len(), failures));
    text
}

fn document_rows(text: &mut String, document: &Document) {
    let whose = document.merchant.as_deref().map(|m| format!(" for {m}")).unwrap_or_default();
    let kind = document.kind.as_str().replace('_', " ");
    let (n, number, date, due) = (document.n, &document.number, document.date, document.due);
    let _ = writeln!(text, "\n{n}. {kind} {number}{whose}, {date}, due {due}");
    let mut rows = Rows::new(&[3]);
    for line in &document.lines {
        let device = line.device.clone().unwrap_or_default();
        rows.push([line.code.clone(), device, period(line.from, line.to), line.net.clone(), String::new()]);
        rows.explain(&line.why);
    }
    let sums = [("net", &document.net), ("VAT", &document.vat), ("gross", &document.gross), ("open", &document.open)];
    for (what, amount) in sums {
        rows.push([String::new(), String::new(), what.to_owned(), amount.clone(), String::new()]);
    }
    rows.write(text, "");
}

/// What rules found: charges and deadlines.
fn found(text: &mut String, state: &State) {
    let mut charges = Rows::new(&[3]);
    for c in &state.charges {
        let device = c.device.clone().unwrap_or_default();
        charges.push([c.code.clone(), device, c.date.to_string(), c.net.clone(), c.state.clone()]);
        charges.explain(&c.why);
    }
    charges.write(text, "\nCharges\n");
    let mut deadlines = Rows::new(&[]);
    for d in &state.deadlines {
        let met = d.met.map_or_else(|| "not met".to_owned(), |met| format!("met {met}"));
        let device = d.device.clone().unwrap_or_default();
        deadlines.push([d.rule.clone(), device, format!("from {}", d.starts), format!("due {}", d.due), met]);
    }
    deadlines.write(text, "\nDeadlines\n");
}

/// Devices and licences.
fn things(text: &mut String, state: &State) {
    let mut devices = Rows::new(&[]);
    for d in &state.devices {
        let connected = if d.connected { "connected" } else { "not connected" };
        devices.push([d.name.clone(), d.state.clone(), d.custodian.clone(), connected.to_owned(), String::new()]);
    }
    devices.write(text, "\nDevices\n");
    let mut licences = Rows::new(&[2]);
    for l in &state.licences {
        let device = l.device.clone().unwrap_or_default();
        licences.push([device, l.state.clone(), l.monthly.clone(), period(l.from, l.to), String::new()]);
    }
    licences.write(text, "\nLicences\n");
}

fn agreements(text: &mut String, story: &Story, state: &State) {
    let several = story.merchants.len() > 1;
    let mut rows = Rows::new(&[4]);
    for (n, merchant) in story.merchants.iter().enumerate() {
        let key = if several { merchant.key.clone() } else { merchant.name.clone() };
        let agreement = state.agreements.get(n).and_then(Option::as_ref);
        let [stands, term] = agreement.map_or_else(|| ["none".to_owned(), String::new()], agreement_words);
        let balance = state.balances.get(n).cloned().unwrap_or_default();
        rows.push([key, stands, term, "balance".to_owned(), balance]);
    }
    rows.write(text, if several { "\nAgreements\n" } else { "\nAgreement\n" });
}

fn agreement_words(agreement: &Agreement) -> [String; 2] {
    let ends = agreement.ends.map(|ends| format!(", ends {ends}")).unwrap_or_default();
    [agreement.state.clone(), format!("{}{ends}", period(agreement.start, agreement.term_end))]
}

fn verdict(expectations: usize, failures: &[String]) -> String {
    if failures.is_empty() {
        let hold = if expectations == 1 { "expectation holds" } else { "expectations hold" };
        return format!("\nOK: {expectations} {hold}\n");
    }
    let mut text = String::from("\nFAILED\n");
    for failure in failures {
        let _ = writeln!(text, "  {failure}");
    }
    text
}

fn period(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("{from} - {to}"),
        (Some(from), None) => format!("{from} -"),
        _ => String::new(),
    }
}

/// Rows of five columns, some of them to the right.
struct Rows {
    rows: Vec<[String; 5]>,
    notes: Vec<(usize, String)>,
    right: Vec<usize>,
}

impl Rows {
    fn new(right: &[usize]) -> Self {
        Self { rows: Vec::new(), notes: Vec::new(), right: right.to_vec() }
    }

    fn push(&mut self, row: [String; 5]) {
        self.rows.push(row);
    }

    /// Says something below the row that was pushed last.
    fn explain(&mut self, why: &str) {
        self.notes.push((self.rows.len(), why.to_owned()));
    }

    /// Writes the rows under a title; without rows there is no title.
    fn write(&self, text: &mut String, title: &str) {
        if self.rows.is_empty() {
            return;
        }
        text.push_str(title);
        let width = |column: usize| self.rows.iter().map(|r| r[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..5).map(width).collect();
        for (place, row) in (1..).zip(&self.rows) {
            let mut line = String::from("  ");
            for (n, cell) in row.iter().enumerate() {
                let width = widths[n];
                let _ = if self.right.contains(&n) {
                    write!(line, "{cell:>width$}  ")
                } else {
                    write!(line, "{cell:<width$}  ")
                };
            }
            let _ = writeln!(text, "{}", line.trim_end());
            for (_, why) in self.notes.iter().filter(|(below, _)| *below == place) {
                let _ = writeln!(text, "      {why}");
            }
        }
    }
}
