//! Figures over everything: each a chart with its table, to be read or printed.

use askama::Template;
use axum::response::Html;
use entity::types::Quarter;

use super::charts::{BarChart, ColumnChart, aged, devices, revenue};
use super::head::Desk;
use crate::store::ageing::{AgeingAt, ageing_totals};
use crate::store::figures::{devices_by_state, revenue_by_quarter};
use crate::web::WebResult;
use crate::web::frame::Frame;

#[derive(Template)]
#[template(path = "desk/figures.html")]
struct Page<'a> {
    f: &'a Frame,
    said: String,
    revenue: Option<ColumnChart>,
    ageing: Option<BarChart>,
    devices: Option<BarChart>,
}

pub(super) async fn page(desk: Desk) -> WebResult<Html<String>> {
    let Desk { web, company, f, .. } = desk;
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
