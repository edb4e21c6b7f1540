//! The file as CSV: its encoding, its separator, its header, and which rows form one agreement.

use std::collections::HashMap;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::faults::Faults;
use super::parsed::{Column, ParsedAgreement};
use super::row::{Row, differing};
use crate::store::company::Company;

/// Where each column stands in a row.
pub(super) type Places = [Option<usize>; Column::ALL.len()];

/// The agreements of a company, in the order of the file.
pub(super) struct OfCompany<'c> {
    pub(super) company: &'c Company,
    pub(super) agreements: Vec<ParsedAgreement>,
    by_reference: HashMap<String, usize>,
}

/// Reads a file. Whatever is wrong with it is noted; what could be read is returned all the same.
pub(super) fn read<'c>(body: &[u8], companies: &'c [Company], faults: &mut Faults) -> Vec<OfCompany<'c>> {
    let mut found: Vec<OfCompany<'c>> = companies
        .iter()
        .map(|company| OfCompany { company, agreements: Vec::new(), by_reference: HashMap::new() })
        .collect();
    let Some(text) = decode(body, faults) else { return found };
    let separator = separator(text);
    let mut reader = ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let Some((places, width)) = header(&mut reader, faults) else { return found };
    let mut cells = StringRecord::new();
    let mut rows = 0_usize;
    // The text is UTF-8 and rows may have any width, so that nothing is left that a row could fail by.
    while reader.read_record(&mut cells).unwrap_or(false) {
        let line = line_of(text, &cells);
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        rows += 1;
        if cells.len() == width {
            take_row(&mut found, Row::new(line, &cells, &places, faults));
        } else {
            let message = format!(
                "has {} fields and the header {width}: is a \"{}\" or a quotation mark missing or too many?",
                cells.len(),
                char::from(separator)
            );
            faults.error(line, "the row", message);
        }
    }
    if rows == 0 {
        faults.error(0, "the file", "has a header and no rows: write one row a leased device");
    }
    found.retain(|of| !of.agreements.is_empty());
    found
}

/// A byte order mark is taken off; anything but UTF-8 is refused.
fn decode<'b>(body: &'b [u8], faults: &mut Faults) -> Option<&'b str> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let wide = body.starts_with(b"\xff\xfe") || body.starts_with(b"\xfe\xff") || body.iter().take(200).any(|b| *b == 0);
    if wide {
        faults.error(0, "the file", "is written in UTF-16: save it again as \"CSV UTF-8\"");
        return None;
    }
    match std::str::from_utf8(body) {
        Ok(text) if text.trim().is_empty() => {
            faults.error(0, "the file", "is empty: write a header and one row a leased device");
            None
        }
        Ok(text) => Some(text),
        Err(error) => {
            let at = error.valid_up_to();
            let line = body[..at].iter().filter(|b| **b == b'\n').count() as u64 + 1;
            let byte = body.get(at).copied().unwrap_or_default();
            let message = format!(
                "the byte {byte:02X} is not UTF-8, so the file is in an older encoding (Windows-1252, Latin-1): save it again \
                 as \"CSV UTF-8\""
            );
            faults.error(line, "the file", message);
            None
        }
    }
}

/// What stands between the fields: whichever of `;` and `,` the header has more of.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |wanted: u8| header.bytes().filter(|b| *b == wanted).count();
    if count(b';') > count(b',') { b';' } else { b',' }
}

/// The line that a row begins on: empty lines before it are passed over without being a row.
pub(in crate::service) fn line_of(text: &str, cells: &StringRecord) -> u64 {
    let Some(place) = cells.position() else { return 0 };
    let start = usize::try_from(place.byte()).unwrap_or(0);
    let before = text.as_bytes().get(start..).unwrap_or_default().iter().take_while(|b| matches!(b, b'\r' | b'\n'));
    place.line() + before.filter(|b| **b == b'\n').count() as u64
}

fn header(reader: &mut Reader<&[u8]>, faults: &mut Faults) -> Option<(Places, usize)> {
    let names = reader.headers().ok()?;
    let mut places: Places = [None; Column::ALL.len()];
    let mut sound = true;
    for (at, name) in names.iter().enumerate() {
        let name = name.trim();
        let column = Column::ALL.iter().find(|c| c.as_str() == name);
        let shown: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
        let message = match column.map(|c| &mut places[*c as usize]) {
            Some(place @ None) => {
                *place = Some(at);
                continue;
            }
            Some(Some(_)) => "stands twice in the header: take one of them out".to_owned(),
            None => {
                let known: Vec<&str> = Column::ALL.iter().map(|c| c.as_str()).collect();
                format!("is no column: the columns are {}", known.join(", "))
            }
        };
        faults.error(1, format!("\"{shown}\""), message);
        sound = false;
    }
    for column in Column::ALL.iter().filter(|c| c.is_required() && places[**c as usize].is_none()) {
        faults.error(1, *column, "is missing in the header");
        sound = false;
    }
    sound.then_some((places, names.len()))
}

/// Adds a row to its agreement, or begins one with it.
fn take_row(found: &mut [OfCompany<'_>], mut row: Row<'_>) {
    let at = row.company(found.iter().map(|of| of.company));
    let Some(of) = at.and_then(|at| found.get_mut(at)) else {
        // Nothing can be done with the row, and yet all that is wrong with it is told.
        row.line(None);
        row.agreement();
        return;
    };
    let line = row.line(Some(of.company.currency));
    let agreement = row.agreement();
    if agreement.reference.is_empty() {
        of.agreements.push(ParsedAgreement { lines: vec![line], ..agreement });
        return;
    }
    match of.by_reference.get(&agreement.reference).and_then(|at| of.agreements.get_mut(*at)) {
        Some(first) => {
            for column in differing(first, &agreement) {
                let message = format!(
                    "differs from line {}, and the rows of agreement {} must agree in it",
                    first.line, first.reference
                );
                row.fault(column, message);
            }
            first.lines.push(line);
        }
        None => {
            of.by_reference.insert(agreement.reference.clone(), of.agreements.len());
            of.agreements.push(ParsedAgreement { lines: vec![line], ..agreement });
        }
    }
}
