//! Ghosts and leaks: what is billed and not there, there and not billed, or online and must not be.

use askama::Template;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use entity::types::LeakKind;

use super::company;
use super::list::{ASK, page as cut, place, place_of};
use crate::documents::csv::{CsvError, Sheet, plain};
use crate::service::leaks::{Leak, LeakSum, UNSEEN_DAYS, leak_sums, leaks};
use crate::web::form::{Asked, Form, filtered};
use crate::web::frame::Frame;
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

#[derive(Template)]
#[template(path = "office/leaks.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    kinds: Vec<(String, String)>,
    sums: Vec<LeakSum>,
    leaks: Vec<Leak>,
    /// Whether terminal management is set: without it nobody says who was online.
    asked: bool,
    next: Option<String>,
}

impl Page<'_> {
    /// Under what heading a kind stands, and what is to be done.
    fn word(&self, kind: &LeakKind, end: &str) -> String {
        self.f.with(&format!("leak-{kind}{end}"), "days", UNSEEN_DAYS)
    }

    /// The address of a kind alone.
    fn alone(&self, kind: &LeakKind) -> String {
        format!("/office/leaks?kind={kind}")
    }
}

async fn all(web: &Web, visitor: &Visitor) -> WebResult<(Vec<Leak>, crate::store::company::Company)> {
    let company = company(web, visitor).await?;
    let (cx, now) = (web.cx(), web.cx().clock.now());
    let found = web.shared().of(("leaks", company.id), async { leaks(&cx.db, &company, now).await }).await?;
    Ok((found, company))
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(mut form): Asked,
) -> WebResult<Response> {
    let (mut found, company) = all(&web, &visitor).await?;
    let sums = leak_sums(&found, company.currency);
    let kind: Option<LeakKind> = form.filter("kind");
    found.retain(|leak| kind.is_none_or(|kind| leak.row.kind == kind));
    if !form.value("after").is_empty() {
        let (cost, rest): (i64, String) = place_of(form.value("after")).ok_or(WebError::Malformed)?;
        let is_after = |leak: &Leak| {
            let (own, name) = leak.place();
            own < cost || (own == cost && name > rest)
        };
        found.retain(is_after);
    }
    found.truncate(usize::try_from(ASK).unwrap_or(0));
    let of = |leak: &Leak| {
        let (cost, rest) = leak.place();
        place(cost, rest)
    };
    let (leaks, next) = cut(found, "/office/leaks", &[("kind", form.value("kind"))], ("after", of));
    let words = LeakKind::ALL.iter().map(|kind| (kind.to_string(), f.word("leak", kind)));
    let kinds = std::iter::once((String::new(), f.say("of-all"))).chain(words).collect();
    let asked = web.cx().terminals.get().is_some();
    let page = Page { f: &f, form: &form, kinds, sums, leaks, asked, next };
    Ok(filtered(&form, page.render()?))
}

pub(super) async fn csv(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Response> {
    let fault = |error: CsvError| WebError::Fault(error.to_string());
    let (found, _) = all(&web, &visitor).await?;
    let header = [
        "leak-what",
        "merchant",
        "agreement",
        "of-line",
        "of-serial",
        "of-since",
        "csv-currency",
        "leak-quarterly",
        "leak-do",
    ];
    let header = header.map(|key| f.say(key));
    let mut sheet = Sheet::with_semicolons(&header.each_ref().map(String::as_str)).map_err(fault)?;
    for leak in &found {
        sheet.row(&cells(&f, leak)).map_err(fault)?;
    }
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"leaks-{}.csv\"", f.today)),
    ];
    Ok((headers, sheet.bytes().map_err(fault)?).into_response())
}

fn cells(f: &Frame, leak: &Leak) -> [String; 9] {
    let row = &leak.row;
    let word = |end: &str| f.with(&format!("leak-{}{end}", row.kind), "days", UNSEEN_DAYS);
    [
        word(""),
        plain(&row.merchant),
        plain(&row.reference),
        row.line.to_string(),
        plain(row.serial.as_deref().unwrap_or_default()),
        leak.since.map(|day| day.to_string()).unwrap_or_default(),
        row.currency.to_string(),
        f.cell(row.cost()),
        word("-do"),
    ]
}
