//! What merchants owe, by how long it is overdue, at a day.

use askama::Template;
use axum::response::Response;
use entity::types::Money;

use super::charts::{BUCKETS, BarChart, aged};
use super::filter::{address, day, page};
use super::head::Desk;
use crate::store::ageing::{Aged, AgeingAt, ageing_page, ageing_totals};
use crate::web::WebResult;
use crate::web::form::Form;
use crate::web::frame::Frame;

/// Merchants of a page.
const SHOWN: i64 = 100;

struct Line {
    path: String,
    name: String,
    amounts: [String; 8],
}

#[derive(Template)]
#[template(path = "desk/ageing.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    said: String,
    buckets: [&'static str; 5],
    rows: Vec<Line>,
    totals: [String; 8],
    chart: BarChart,
    next: Option<String>,
}

impl Page<'_> {
    /// What an amount of a row is called.
    fn column(&self, at: &usize) -> String {
        let after = ["desk-age-open", "desk-age-credit", "desk-balance"];
        let key = self.buckets.iter().chain(&after).nth(*at);
        key.map(|key| self.f.say(key)).unwrap_or_default()
    }
}

/// The buckets, what is open, the credit and the balance.
fn amounts(f: &Frame, aged: &Aged, noughts: bool) -> [String; 8] {
    let [a, b, c, d, e] = aged.buckets();
    let nothing = |money: Money| money.is_zero() && !noughts;
    let text = |money| if nothing(money) { String::new() } else { f.texts().amount(f.language, money) };
    [a, b, c, d, e, aged.open(), aged.credit, aged.balance()].map(text)
}

pub(super) async fn list(desk: Desk) -> WebResult<Response> {
    let Desk { web, company, f, mut form, .. } = desk;
    let mut on = day(&mut form, "at", f.today);
    if on > f.today {
        form.wrong("at", "desk-day-future");
        on = f.today;
    }
    // Today's is kept by the program; that of an earlier day is worked out.
    let at = if on == f.today { AgeingAt::Now(on) } else { AgeingAt::EndOf(on) };
    let after = form.value("after").to_owned();
    let work = ageing_page(&web.cx().db, &company, at, &after, SHOWN + 1);
    let mut found = web.shared().of(("ageing page", company.id, at, &after), work).await?;
    let work = ageing_totals(&web.cx().db, &company, at);
    let totals = web.shared().of(("ageing", company.id, at), work).await?;
    let most = usize::try_from(SHOWN).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let last = found.last().filter(|_| more).map(|row| row.number.clone());
    let html = Page {
        f: &f,
        form: &form,
        said: f.with2("desk-in-currency", "what", f.date(&on), "currency", company.currency),
        buckets: BUCKETS,
        rows: found
            .iter()
            .map(|row| Line {
                path: format!("/office/merchants/{}", row.merchant),
                name: format!("{} {}", row.number, row.name),
                amounts: amounts(&f, &row.aged, false),
            })
            .collect(),
        totals: amounts(&f, &totals, true),
        chart: aged(&f, on, &totals)?,
        next: last.map(|last| address("/desk/ageing", &[("at", &on.to_string()), ("after", &last)])),
    };
    Ok(page(&form, html.render()?))
}
