//! Figures over everything: each a chart with its table, to be read or printed.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use entity::types::Quarter;

use super::charts::{BarChart, ColumnChart, aged, devices, revenue};
use crate::store::ageing::{AgeingAt, ageing_totals};
use crate::store::figures::{devices_by_state, revenue_by_quarter};
use crate::web::frame::Frame;
use crate::web::office::company;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

#[derive(Template)]
#[template(path = "desk/figures.html")]
struct Page<'a> {
    f: &'a Frame,
    said: String,
    revenue: Option<ColumnChart>,
    ageing: Option<BarChart>,
    devices: Option<BarChart>,
}

pub(super) async fn page(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    let company = company(&web, &visitor).await?;
    let (db, last) = (&web.cx().db, Quarter::of(f.today));
    let work = revenue_by_quarter(db, &company, last);
    let invoiced = web.shared().of(("revenue", company.id, last), work).await?;
    let at = AgeingAt::Now(f.today);
    let owed = web.shared().of(("ageing", company.id, at), ageing_totals(db, &company, at)).await?;
    let found = devices_by_state(db, &company).await?;
    let page = Page {
        f: &f,
        said: f.with2("desk-figures-of", "company", &company.seller.name, "day", f.date(&f.today)),
        revenue: if invoiced.is_empty() { None } else { Some(revenue(&f, company.currency, last, &invoiced)?) },
        ageing: if owed.open().is_zero() { None } else { Some(aged(&f, f.today, &owed)?) },
        devices: if found.is_empty() { None } else { Some(devices(&f, &found)?) },
    };
    Ok(Html(page.render()?))
}
