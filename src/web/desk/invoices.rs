//! Documents as a list, filtered, added up, and as a file.

use askama::Template;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use entity::types::{DocumentKind, Money};

use super::filter::{address, document, optional_day, page};
use crate::documents::csv::{CsvError, Sheet, plain};
use crate::store::invoice_list::{
    ListFilter, ListPlace, ListTotals, Listed, Standing, invoice_page, invoice_part, invoice_totals,
};
use crate::web::form::{Asked, Form, day_of};
use crate::web::frame::Frame;
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// Documents of a file.
const MOST: usize = 50_000;

/// The words of how a document stands.
const STANDINGS: [(&str, Standing); 4] = [
    ("open", Standing::Open),
    ("overdue", Standing::Overdue),
    ("paid", Standing::Paid),
    ("credited", Standing::Credited),
];

/// The fields of the filter.
const FIELDS: [&str; 5] = ["kind", "state", "from", "to", "number"];

fn word(standing: Standing) -> &'static str {
    STANDINGS.iter().find(|(_, s)| *s == standing).map_or("", |(word, _)| word)
}

const fn tone(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "wait",
        Standing::Overdue => "bad",
        Standing::Paid => "good",
        Standing::Credited => "plain",
    }
}

/// What is asked for; a wrong field is marked and left out.
fn filter(form: &mut Form) -> ListFilter {
    let kind = form.filter::<DocumentKind>("kind");
    let state = form.value("state").to_owned();
    let standing = STANDINGS.iter().find(|(word, _)| *word == state).map(|(_, standing)| *standing);
    if standing.is_none() && !state.is_empty() {
        form.wrong("state", "form-choice");
    }
    let (from, to) = (optional_day(form, "from"), optional_day(form, "to"));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        form.wrong("to", "desk-period-backwards");
    }
    let prefix = form.optional("number", 30);
    ListFilter { kind, from, to, standing, prefix, merchant: None }
}

/// An address that keeps the filter.
fn keeping(form: &Form, path: &str, more: (&'static str, &str)) -> String {
    let mut asked: Vec<(&str, &str)> = FIELDS.iter().map(|name| (*name, form.value(name))).collect();
    asked.push(more);
    address(path, &asked)
}

/// A place as an address says it: day, kind and number.
fn place_text(place: &ListPlace) -> String {
    format!("{}.{}.{}", place.issued, place.kind, place.number)
}

fn place_of(text: &str) -> Option<ListPlace> {
    let mut parts = text.splitn(3, '.');
    let mut next = || parts.next();
    Some(ListPlace { issued: day_of(next()?)?, kind: next()?.parse().ok()?, number: next()?.to_owned() })
}

/// An amount of a document as it counts in a sum: a credit note's is taken off.
fn counted(row: &Listed, money: Money) -> Money {
    if row.kind == DocumentKind::CreditNote { money.negated() } else { money }
}

struct Line {
    path: String,
    name: String,
    merchant: String,
    merchant_path: String,
    issued: String,
    due: String,
    state: Option<(String, &'static str)>,
    amounts: [String; 4],
}

fn line(f: &Frame, row: &Listed) -> Line {
    let amount = |money| f.texts().amount(f.language, money);
    let money = |money: Money| amount(counted(row, money));
    Line {
        path: format!("/office/invoices/{}", row.id),
        name: document(f, row.kind, &row.number),
        merchant: format!("{} {}", row.merchant_number, row.merchant_name),
        merchant_path: format!("/office/merchants/{}", row.merchant),
        issued: f.date(&row.issued),
        due: if row.standing.is_some() { f.date(&row.due) } else { String::new() },
        state: row.standing.map(|s| (f.word("desk-state", word(s)), tone(s))),
        amounts: [money(row.net), money(row.vat), money(row.gross), amount(row.open())],
    }
}

#[derive(Template)]
#[template(path = "desk/invoices.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    kinds: Vec<(String, String)>,
    states: Vec<(String, String)>,
    filtered: bool,
    said: String,
    rows: Vec<Line>,
    count: String,
    /// Net, VAT, gross and what is open.
    totals: [String; 4],
    csv: String,
    cut: Option<String>,
    next: Option<String>,
}

fn choices(f: &Frame, named: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), f.say("desk-any"))).chain(named).collect()
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(mut form): Asked,
) -> WebResult<Response> {
    let scope = &visitor.who()?.person.scope;
    let filter = filter(&mut form);
    let after = match form.value("after") {
        "" => None,
        text => Some(place_of(text).ok_or(WebError::Malformed)?),
    };
    let db = &web.cx().db;
    let found = invoice_page(db, scope, &filter, f.today, after.as_ref()).await?;
    let work = invoice_totals(db, scope, &filter, f.today);
    let totals = web.shared().of(("invoices", scope, &filter, f.today), work).await?;
    let ListTotals { count, net, vat, gross, open, .. } = totals;
    let cut = usize::try_from(count).unwrap_or(0) > MOST;
    let html = Page {
        f: &f,
        form: &form,
        kinds: choices(
            &f,
            DocumentKind::ALL.iter().map(|kind| (kind.to_string(), f.texts().document_name(f.language, *kind))),
        ),
        states: choices(&f, STANDINGS.iter().map(|(word, _)| ((*word).to_owned(), f.word("desk-state", word)))),
        filtered: FIELDS.iter().any(|name| !form.value(name).is_empty()),
        said: f.with2("desk-in-currency", "what", f.say("desk-invoices-what"), "currency", net.currency()),
        rows: found.rows.iter().map(|row| line(&f, row)).collect(),
        count: count.to_string(),
        totals: [net, vat, gross, open].map(|money| f.texts().amount(f.language, money)),
        csv: keeping(&form, "/desk/invoices.csv", ("", "")),
        cut: cut.then(|| f.with("desk-csv-cut", "most", MOST)),
        next: found.next.map(|place| keeping(&form, "/desk/invoices", ("after", &place_text(&place)))),
    };
    Ok(page(&form, html.render()?))
}

/// The columns of the file, by what they are called.
const COLUMNS: [&str; 18] = [
    "desk-kind",
    "csv-number",
    "desk-issued",
    "desk-due",
    "label-customer",
    "merchant",
    "agreement",
    "csv-currency",
    "sum-net",
    "sum-vat",
    "sum-gross",
    "of-paid",
    "of-credited",
    "desk-age-open",
    "desk-state",
    "csv-reference",
    "of-corrects",
    "csv-note",
];

/// A row; a credit note's amounts are negative, as on the page, so that columns add up.
fn cells(f: &Frame, row: &Listed) -> [String; 18] {
    let signed = |amount: Money| f.cell(counted(row, amount));
    [
        f.texts().document_name(f.language, row.kind),
        row.number.clone(),
        row.issued.to_string(),
        row.due.to_string(),
        plain(&row.merchant_number),
        plain(&row.merchant_name),
        plain(&row.agreement_reference),
        row.gross.currency().to_string(),
        signed(row.net),
        signed(row.vat),
        signed(row.gross),
        f.cell(row.paid),
        f.cell(row.credited),
        f.cell(row.open()),
        row.standing.map(|s| f.word("desk-state", word(s))).unwrap_or_default(),
        plain(row.reference.as_deref().unwrap_or("")),
        row.corrects.clone().unwrap_or_default(),
        String::new(),
    ]
}

/// The file of a list; `cut` is what its last row says if it does not have everything.
fn sheet(header: [String; 18], rows: &[[String; 18]], cut: Option<String>) -> Result<Vec<u8>, CsvError> {
    let mut sheet = Sheet::with_semicolons(&header.each_ref().map(String::as_str))?;
    for row in rows {
        sheet.row(row)?;
    }
    if let Some(words) = cut {
        let mut last: [String; 18] = Default::default();
        last[17] = words;
        sheet.row(&last)?;
    }
    sheet.bytes()
}

pub(super) async fn csv(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(mut form): Asked,
) -> WebResult<Response> {
    let filter = filter(&mut form);
    if form.is_wrong() {
        return Err(WebError::Malformed);
    }
    let scope = &visitor.who()?.person.scope;
    let found = invoice_part(&web.cx().db, scope, &filter, f.today, None, MOST).await?;
    let cut = found.next.is_some().then(|| f.with("desk-csv-cut", "most", MOST));
    let name =
        if cut.is_some() { format!("invoices-{}-first-{MOST}", f.today) } else { format!("invoices-{}", f.today) };
    let rows: Vec<_> = found.rows.iter().map(|row| cells(&f, row)).collect();
    let bytes = sheet(COLUMNS.map(|key| f.say(key)), &rows, cut).map_err(|e| WebError::Fault(e.to_string()))?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    Ok((headers, bytes).into_response())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_taken_or_marked() {
        let typed =
            |pairs: &[(&str, &str)]| pairs.iter().fold(Form::new(), |form, (name, value)| form.with(name, *value));
        let mut form =
            typed(&[("kind", "credit_note"), ("state", "overdue"), ("from", "1.2.2026"), ("number", " K0 ")]);
        let found = filter(&mut form);
        assert_eq!((found.kind, found.standing), (Some(DocumentKind::CreditNote), Some(Standing::Overdue)));
        assert_eq!((found.from.unwrap().to_string().as_str(), found.prefix.as_deref()), ("2026-02-01", Some("K0")));
        let mut form = typed(&[("kind", "x"), ("state", "x"), ("from", "2026-03-01"), ("to", "2026-02-01")]);
        filter(&mut form);
        assert!(["kind", "state", "to"].iter().all(|name| !form.error(name).is_empty()));
        assert_eq!(filter(&mut Form::new()), ListFilter::default());
    }

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let place =
            ListPlace { issued: "2026-02-10".parse().unwrap(), number: "A.1/2".into(), kind: DocumentKind::CreditNote };
        assert_eq!(place_of(&place_text(&place)), Some(place));
        assert_eq!(place_of("2026-02-10.letter.1"), None);
    }

    #[test]
    fn a_file_that_was_cut_says_so() {
        let text = String::from_utf8(sheet(COLUMNS.map(str::to_owned), &[], Some("cut".into())).unwrap()).unwrap();
        assert!(text.ends_with(";of-corrects;csv-note\n;;;;;;;;;;;;;;;;;cut\n"), "{text}");
        assert_eq!((plain("=1+1"), plain("Butik")), ("'=1+1".to_owned(), "Butik".to_owned()));
    }
}
