//! A list of devices that arrive, as CSV: what would be taken into stock, and everything that is wrong with it, by line and column.
//! Nothing is written.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use csv::{ReaderBuilder, StringRecord};
use entity::types::{Grade, ModelId, StockPlaceId};

use crate::domain::reason::{Reason, Told};
use crate::service::ServiceResult;
use crate::service::imports::{line_of, unprintable};
use crate::store::Source;
use crate::store::company::{Company, DeviceModel, model_list};
use crate::store::digest::Canonical;
use crate::store::known::devices_known;
use crate::store::stock::{StockPlace, stock_place_list};

/// As many devices are taken at once.
pub const MOST_LINES: usize = 10_000;

/// As many faults are listed; a list with more has one that repeats itself.
const LISTED: usize = 200;

/// The longest serial number, in letters.
const LONGEST: usize = 60;

/// A column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Serial,
    Model,
    Grade,
    Place,
    Sim,
}

impl Column {
    /// Every column with its names: ours, which stands in examples, and what else people write.
    const ALL: [(Self, &'static str, &'static [&'static str]); 5] = [
        (Self::Serial, "serial", &["serienummer", "serial number", "sn"]),
        (Self::Model, "model", &["modell"]),
        (Self::Grade, "grade", &["stand", "tilstand", "staat"]),
        (Self::Place, "place", &["plads", "sted", "plass", "plaats"]),
        (Self::Sim, "sim", &["sim-kort", "simkaart", "sim card"]),
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Serial => "serial",
            Self::Model => "model",
            Self::Grade => "grade",
            Self::Place => "place",
            Self::Sim => "sim",
        }
    }

    fn of(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let named = |(_, name, others): &&(Self, &str, &[&str])| *name == text || others.contains(&text.as_str());
        Self::ALL.iter().find(named).map(|(column, ..)| *column)
    }
}

/// What a device is like, by the words of our languages.
fn grade_of(text: &str) -> Option<Grade> {
    match text.trim().to_lowercase().as_str() {
        "new" | "ny" | "nieuw" => Some(Grade::New),
        "used" | "brugt" | "brukt" | "gebruikt" => Some(Grade::Used),
        "refurbished" | "istandsat" | "overhalt" | "gereviseerd" => Some(Grade::Refurbished),
        _ => None,
    }
}

/// A device that would be taken into stock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Its line in the list, from 1.
    pub line: u64,
    /// Serial number.
    pub serial: String,
    /// Its model.
    pub model: ModelId,
    /// The model, as people call it.
    pub model_name: String,
    /// What it is like.
    pub grade: Grade,
    /// Where it will lie.
    pub place: StockPlaceId,
    /// The place's name.
    pub place_name: String,
    /// Serial number of its SIM card.
    pub sim: Option<String>,
}

/// Something that is wrong with a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1; 0 if it concerns the whole list.
    pub line: u64,
    /// The column's name; empty if it concerns the whole line.
    pub column: &'static str,
    /// What is wrong, and what to do.
    pub why: Reason,
}

/// A list that was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// What would be taken, in the order of the list.
    pub rows: Vec<Received>,
    /// What is wrong, by line: nothing is taken then.
    pub faults: Vec<Fault>,
    /// How many faults are not listed.
    pub unlisted: usize,
    /// Of what would be taken.
    pub fingerprint: String,
}

impl Checked {
    /// Whether all of it can be taken.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    fn fault(&mut self, line: u64, column: Option<Column>, why: Reason) {
        if self.faults.len() < LISTED {
            self.faults.push(Fault { line, column: column.map_or("", Column::name), why });
        } else {
            self.unlisted += 1;
        }
    }
}

/// Checks a list against itself and against what is there.
///
/// # Errors
/// A database that does not answer.
pub async fn check<S: Source>(source: &S, company: &Company, text: &str) -> ServiceResult<Checked> {
    let mut checked = Checked::default();
    let models = model_list(source, company.id).await?;
    let places = stock_place_list(source, company.id).await?;
    let cells = read(text, &mut checked);
    let known = Known { models: by_name(&models), places: places.iter().map(|p| (p.name.to_lowercase(), p)).collect() };
    let (mut serials, mut sims) = (HashMap::new(), HashMap::new());
    for row in &cells {
        let before = checked.faults.len() + checked.unlisted;
        let (model, grade, place) = known.of(row, &mut checked);
        unique(row, Column::Serial, &mut serials, &mut checked);
        unique(row, Column::Sim, &mut sims, &mut checked);
        let whole = checked.faults.len() + checked.unlisted == before;
        if let (Some(model), Some(grade), Some(place), true) = (model, grade, place, whole) {
            let (serial, sim) = (row.cell(Column::Serial).to_owned(), row.cell(Column::Sim));
            checked.rows.push(Received {
                line: row.line,
                serial,
                model: model.id,
                model_name: model.name.clone(),
                grade,
                place: place.id,
                place_name: place.name.clone(),
                sim: (!sim.is_empty()).then(|| sim.to_owned()),
            });
        }
    }
    there_already(source, company, &cells, &mut checked).await?;
    checked.faults.sort_by_key(|fault| fault.line);
    checked.fingerprint = fingerprint(&checked.rows);
    Ok(checked)
}

/// Devices that we have: they are moved, and do not arrive.
async fn there_already<S: Source>(
    source: &S,
    company: &Company,
    cells: &[Cells],
    checked: &mut Checked,
) -> ServiceResult<()> {
    let mut asked: Vec<&str> = cells.iter().map(|row| row.cell(Column::Serial)).filter(|s| !s.is_empty()).collect();
    asked.sort_unstable();
    asked.dedup();
    let known = devices_known(source, company.id, &asked).await?;
    for row in cells {
        if let Some(device) = known.get(row.cell(Column::Serial)) {
            let state = Told::Key(format!("device-state-{}", device.state));
            let why = Reason::of("reason-stock-serial-known").with("serial", &device.serial).with("state", state);
            checked.fault(row.line, Some(Column::Serial), why);
        }
    }
    Ok(())
}

/// A row of the list.
struct Cells {
    line: u64,
    cells: [String; Column::ALL.len()],
}

impl Cells {
    fn cell(&self, column: Column) -> &str {
        &self.cells[column as usize]
    }
}

/// Reads the rows of a list. Whatever is wrong with it is noted; what could be read is returned all the same.
fn read(text: &str, checked: &mut Checked) -> Vec<Cells> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator(text);
    let mut reader = ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let names = reader.headers().cloned().unwrap_or_default();
    let Some(places) = header(&names, checked) else { return Vec::new() };
    let (mut rows, mut cells) = (Vec::new(), StringRecord::new());
    // The text is UTF-8 and rows may have any width, so that nothing is left that a row could fail by.
    while reader.read_record(&mut cells).unwrap_or(false) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = line_of(text, &cells);
        if rows.len() == MOST_LINES {
            let most = i64::try_from(MOST_LINES).unwrap_or(i64::MAX);
            checked.fault(line, None, Reason::of("reason-stock-too-many").with("most", most));
            break;
        }
        if cells.len() != names.len() {
            let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            let why =
                Reason::of("reason-stock-width").with("has", count(cells.len())).with("wanted", count(names.len()));
            checked.fault(line, None, why);
            continue;
        }
        let cell = |(column, ..): (Column, _, _)| {
            let at = places[column as usize];
            at.and_then(|at| cells.get(at)).unwrap_or_default().trim().to_owned()
        };
        rows.push(Cells { line, cells: Column::ALL.map(cell) });
    }
    if rows.is_empty() && checked.is_sound() {
        checked.fault(0, None, Reason::of("reason-stock-no-rows"));
    }
    rows
}

/// What stands between the fields: whichever of `;`, `,` and the tab of a spreadsheet the header has most of.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |wanted: &u8| header.bytes().filter(|b| b == wanted).count();
    [b',', b';', b'\t'].into_iter().max_by_key(count).unwrap_or(b';')
}

/// Where each column stands in a row; none: the header cannot be used.
fn header(names: &StringRecord, checked: &mut Checked) -> Option<[Option<usize>; Column::ALL.len()]> {
    let mut places = [None; Column::ALL.len()];
    for (at, name) in names.iter().enumerate() {
        let shown: String = name.trim().chars().filter(|c| !unprintable(*c)).take(40).collect();
        match Column::of(name).map(|column| &mut places[column as usize]) {
            Some(place @ None) => *place = Some(at),
            Some(Some(_)) => checked.fault(1, None, Reason::of("reason-stock-column-twice").with("name", shown)),
            None => checked.fault(1, None, Reason::of("reason-stock-column-unknown").with("name", shown)),
        }
    }
    for (column, name, _) in Column::ALL {
        if places[column as usize].is_none() && column != Column::Sim {
            checked.fault(1, None, Reason::of("reason-stock-column-missing").with("name", name));
        }
    }
    checked.is_sound().then_some(places)
}

/// Models and places by what a list may call them.
struct Known<'a> {
    models: HashMap<String, &'a DeviceModel>,
    places: HashMap<String, &'a StockPlace>,
}

fn by_name(models: &[DeviceModel]) -> HashMap<String, &DeviceModel> {
    models.iter().flat_map(|m| [(m.name.to_lowercase(), m), (m.key.to_lowercase(), m)]).collect()
}

impl Known<'_> {
    /// The model, grade and place of a row; what is none of ours is noted.
    fn of(&self, row: &Cells, checked: &mut Checked) -> (Option<&DeviceModel>, Option<Grade>, Option<&StockPlace>) {
        let (model, grade, place) = (row.cell(Column::Model), row.cell(Column::Grade), row.cell(Column::Place));
        let found = (self.models.get(&model.to_lowercase()), grade_of(grade), self.places.get(&place.to_lowercase()));
        let mut strange = |column, missing: bool, key: &str, text: &str| {
            let why = if missing { Reason::of("reason-stock-cell-missing") } else { Reason::of(key) };
            let shown: String = text.chars().filter(|c| !unprintable(*c)).take(LONGEST).collect();
            checked.fault(row.line, Some(column), why.with("name", shown));
        };
        if found.0.is_none() {
            strange(Column::Model, model.is_empty(), "reason-stock-model-unknown", model);
        }
        if found.1.is_none() {
            strange(Column::Grade, grade.is_empty(), "reason-stock-grade-unknown", grade);
        }
        if found.2.is_none() {
            strange(Column::Place, place.is_empty(), "reason-stock-place-unknown", place);
        }
        (found.0.copied(), found.1, found.2.copied())
    }
}

/// A serial number, of a device or of a SIM card, is written so that it can stand on a label, and stands in the list once.
fn unique<'c>(row: &'c Cells, column: Column, seen: &mut HashMap<&'c str, u64>, checked: &mut Checked) {
    let text = row.cell(column);
    if text.is_empty() {
        if column == Column::Serial {
            checked.fault(row.line, Some(column), Reason::of("reason-stock-cell-missing").with("name", ""));
        }
        return;
    }
    if text.chars().count() > LONGEST || text.chars().any(unprintable) {
        let most = i64::try_from(LONGEST).unwrap_or(i64::MAX);
        checked.fault(row.line, Some(column), Reason::of("reason-stock-serial-odd").with("most", most));
        return;
    }
    match seen.entry(text) {
        Entry::Vacant(free) => {
            free.insert(row.line);
        }
        Entry::Occupied(first) => {
            let line = i64::try_from(*first.get()).unwrap_or(i64::MAX);
            let why = Reason::of("reason-stock-serial-twice").with("serial", text).with("line", line);
            checked.fault(row.line, Some(column), why);
        }
    }
}

/// Of what would be taken, in its order.
fn fingerprint(rows: &[Received]) -> String {
    let mut text = Canonical::of("stock.receive");
    for row in rows {
        text = text.with(&row.serial).with(row.model).with(row.grade).with(row.place);
        text.push_opt(row.sim.as_ref());
    }
    text.hash()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn keys(text: &str) -> (Vec<(u64, &'static str, String)>, usize) {
        let mut checked = Checked::default();
        let rows = read(text, &mut checked).len();
        (checked.faults.into_iter().map(|f| (f.line, f.column, f.why.key)).collect(), rows)
    }

    #[test]
    fn a_list_is_read_however_a_spreadsheet_writes_it() {
        for text in [
            "serial;model;grade;place\nA;M;new;Lager\n",
            "\u{feff}Serial,Model,Grade,Place\r\nA,M,new,Lager\r\n",
            "place\tgrade\tmodel\tserial\nLager\tnew\tM\tA\n\n",
            "Serienummer;Model;Stand;Plads;SIM\n\"A\";M;ny;Lager;\n;;;;\n",
        ] {
            let mut checked = Checked::default();
            let rows = read(text, &mut checked);
            assert_eq!((checked.faults, rows.len()), (vec![], 1), "{text}");
            let cell = |column| rows[0].cell(column);
            assert_eq!((cell(Column::Serial), cell(Column::Model), cell(Column::Place)), ("A", "M", "Lager"), "{text}");
            assert_eq!(rows[0].line, 2);
        }
    }

    #[test]
    fn a_header_that_cannot_be_used_is_said() {
        let fault = |key: &str| (1, "", key.to_owned());
        assert_eq!(
            keys("serial;model;grade;hylde\nA;M;new;1\n").0,
            vec![fault("reason-stock-column-unknown"), fault("reason-stock-column-missing")]
        );
        assert_eq!(keys("serial;sn;model;grade;place\n").0, vec![fault("reason-stock-column-twice")]);
        assert_eq!(keys("serial;model;grade;place\n\n").0, vec![(0, "", "reason-stock-no-rows".to_owned())]);
        assert_eq!(keys("").0.len(), 4, "each column that is missing");
    }

    #[test]
    fn a_row_of_another_width_is_named_by_its_line() {
        let (faults, rows) = keys("serial;model;grade;place\n\nA;M;new\nB;M;new;Lager\n");
        assert_eq!((faults, rows), (vec![(3, "", "reason-stock-width".to_owned())], 1));
    }

    #[test]
    fn more_than_can_be_taken_at_once_is_said() {
        let text = format!("serial;model;grade;place\n{}", "A;M;new;Lager\n".repeat(MOST_LINES + 5));
        let (faults, rows) = keys(&text);
        assert_eq!(rows, MOST_LINES);
        assert_eq!(faults, vec![(10_002, "", "reason-stock-too-many".to_owned())]);
    }
}
