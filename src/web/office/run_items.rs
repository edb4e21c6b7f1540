//! Every document of a run, as it is to be issued or was: a list, and a file of it.

use askama::Template;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};

use crate::documents::csv::{CsvError, Sheet, plain};
use crate::store::page::run::{ItemRow, run_items};
use crate::store::run::Run;
use crate::web::form::Asked;
use crate::web::frame::Frame;
use crate::web::own::Own;
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// Documents of a page.
const PAGE: usize = 100;
/// Documents that the file reads at a time.
const CHUNK: i64 = 10_000;

#[derive(Template)]
#[template(path = "office/run_items.html")]
struct Page<'a> {
    f: &'a Frame,
    run: &'a Run,
    items: Vec<ItemRow>,
    /// Whether it has issued anything.
    issued: bool,
    next: Option<String>,
}

impl Page<'_> {
    /// Net, VAT and gross.
    fn amounts(&self, item: &ItemRow) -> [(&'static str, String); 3] {
        [("sum-net", item.net()), ("sum-vat", item.vat()), ("sum-gross", item.gross())]
            .map(|(key, money)| (key, self.f.money(&money)))
    }
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(run): Own<Run>,
    Asked(form): Asked,
) -> WebResult<Html<String>> {
    let after = match form.value("after") {
        "" => 0,
        text => text.parse().map_err(|_| WebError::Malformed)?,
    };
    let scope = &visitor.who()?.person.scope;
    let ask = i64::try_from(PAGE).unwrap_or(0) + 1;
    let mut items = run_items(&web.cx().db, scope, run.id, after, ask).await?;
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let last = items.last().filter(|_| more).map(|item| item.position);
    let next = last.map(|last| format!("/office/runs/{}/items?after={last}", run.id));
    let issued = run.position > 0;
    Ok(Html(Page { f: &f, run: &run, items, issued, next }.render()?))
}

pub(super) async fn csv(State(web): State<Web>, visitor: Visitor, f: Frame, Own(run): Own<Run>) -> WebResult<Response> {
    let scope = &visitor.who()?.person.scope;
    let fault = |error: CsvError| WebError::Fault(error.to_string());
    let header =
        ["merchant", "agreement", "run-quarter", "csv-currency", "sum-net", "sum-vat", "sum-gross", "csv-number"];
    let header = header.map(|key| f.say(key));
    let mut sheet = Sheet::with_semicolons(&header.each_ref().map(String::as_str)).map_err(fault)?;
    let mut after = 0;
    loop {
        let items = run_items(&web.cx().db, scope, run.id, after, CHUNK).await?;
        for item in &items {
            sheet.row(&cells(&f, item)).map_err(fault)?;
        }
        match items.last() {
            Some(last) if items.len() == usize::try_from(CHUNK).unwrap_or(0) => after = last.position,
            _ => break,
        }
    }
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"run-{}-{}.csv\"", run.quarter, run.sequence)),
    ];
    Ok((headers, sheet.bytes().map_err(fault)?).into_response())
}

fn cells(f: &Frame, item: &ItemRow) -> [String; 8] {
    [
        plain(&item.merchant),
        plain(&item.reference),
        item.quarter.clone(),
        item.currency.to_string(),
        f.cell(item.net()),
        f.cell(item.vat()),
        f.cell(item.gross()),
        item.number.clone().unwrap_or_default(),
    ]
}
