//! Sealed exports: what is new in a period, sealing it, and the batches there are.
//!
//! A batch is made while the browser waits: reading and pressing an e-invoice takes well under a millisecond in a release. What has
//! begun is finished even if the browser goes away; the form's key leads to the same batch then. More than [`MOST`] entries are
//! for the command line.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::{Date, Money, Period};

use super::filter::{address, period, within, year_of};
use super::head::Desk;
use crate::domain::access::Scope;
use crate::service::ServiceError;
use crate::service::exports::{BatchOrder, Wanted, batch_list, batch_seal};
use crate::service::people::actor;
use crate::store::company::Company;
use crate::store::export::{
    BatchRow, Entries, ExportBeside, ExportKind, export_beside, export_kinds, export_older, export_oldest,
};
use crate::web::form::{Form, Posted};
use crate::web::frame::Frame;
use crate::web::office::company;
use crate::web::once::{Outcome, once};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// Entries that are sealed while a browser waits.
const MOST: i64 = 20_000;

/// Batches of a page.
const SHOWN: i64 = 50;

/// Entries of a kind, in words.
pub(super) struct KindLine {
    pub name: String,
    pub entries: i64,
    pub first: String,
    pub last: String,
    pub debit: String,
}

/// Kinds in words, with all entries and all that is debited.
pub(super) fn kind_lines(f: &Frame, company: &Company, kinds: &[ExportKind]) -> (Vec<KindLine>, i64, String) {
    let money = |minor| f.money(&Money::new(minor, company.currency));
    let lines = kinds.iter().map(|k| KindLine {
        name: match k.kind {
            Some(kind) => f.texts().document_name(f.language, kind),
            None => f.say("desk-export-payment"),
        },
        entries: k.entries,
        first: k.first.clone().unwrap_or_default(),
        last: k.last.clone().unwrap_or_default(),
        debit: money(k.debit),
    });
    let debit = kinds.iter().map(|k| k.debit).sum();
    (lines.collect(), kinds.iter().map(|k| k.entries).sum(), money(debit))
}

/// What sealing a period would do.
struct Preview {
    period: Period,
    said: String,
    kinds: Vec<KindLine>,
    entries: i64,
    debit: String,
    /// How many entries are in a batch already, in words.
    sealed: Option<String>,
    /// How many entries before the period are in no batch, in words, and the address of a period that has them.
    older: Option<(String, String)>,
    /// Why it cannot be sealed.
    hindrance: Option<String>,
}

async fn look(web: &Web, f: &Frame, company: &Company, oldest: Option<Date>, period: Period) -> WebResult<Preview> {
    let db = &web.cx().db;
    let older = match oldest.filter(|day| *day < period.from) {
        Some(day) => {
            let work = export_older(db, company.id, period.from);
            let count = web.shared().of(("export older", company.id, period.from), work).await?;
            let whole = Period { from: day, to: period.to };
            (count > 0).then(|| (f.count("desk-export-older", count), within("/desk/exports", whole, &[])))
        }
        None => None,
    };
    let work = export_kinds(db, company.id, Entries::New(period));
    let kinds = web.shared().of(("export kinds", company.id, period), work).await?;
    let work = export_beside(db, company.id, period);
    let ExportBeside { sealed, lacking } = web.shared().of(("export beside", company.id, period), work).await?;
    let (kinds, entries, debit) = kind_lines(f, company, &kinds);
    let hindrance = match lacking {
        _ if entries == 0 => Some(f.say("desk-export-none")),
        _ if entries > MOST => Some(f.with("desk-export-too-many", "most", MOST)),
        Some(number) => Some(f.with("desk-export-lacking", "number", number)),
        None => None,
    };
    let sealed = (sealed > 0).then(|| f.with("desk-export-already", "count", sealed));
    Ok(Preview { period, said: f.period(&period), kinds, entries, debit, sealed, older, hindrance })
}

struct BatchLine {
    path: String,
    number: i64,
    repeats: bool,
    period: String,
    entries: i64,
    documents: i64,
    debit: String,
    made: String,
}

fn batch_line(f: &Frame, batch: &BatchRow) -> BatchLine {
    BatchLine {
        path: format!("/desk/exports/{}", batch.id),
        number: batch.number,
        repeats: batch.repeats_id.is_some(),
        period: f.period(&Period { from: batch.first, to: batch.last }),
        entries: batch.entries,
        documents: batch.documents,
        debit: f.money(&Money::new(batch.debit, batch.currency)),
        made: f.at(&batch.made_at_us),
    }
}

#[derive(Template)]
#[template(path = "desk/exports.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    preview: &'a Preview,
    batches: Vec<BatchLine>,
    next: Option<String>,
}

async fn list_page(web: &Web, scope: &Scope, f: &Frame, form: &Form, preview: &Preview) -> WebResult<String> {
    let before = form.value("before").parse().unwrap_or(i64::MAX);
    let mut found = batch_list(web.cx(), scope, before, SHOWN + 1).await?;
    let most = usize::try_from(SHOWN).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let last = found.last().filter(|_| more).map(|batch| batch.number.to_string());
    let page = Page {
        f,
        form,
        preview,
        batches: found.iter().map(|batch| batch_line(f, batch)).collect(),
        next: last.map(|last| address("/desk/exports", &[("before", &last)])),
    };
    Ok(page.render()?)
}

/// The first day that has an entry which is in no batch.
async fn oldest(web: &Web, company: &Company) -> WebResult<Option<Date>> {
    let work = export_oldest(&web.cx().db, company.id);
    Ok(web.shared().of(("export oldest", company.id), work).await?)
}

/// From the first day that has something which is in no batch, or else the beginning of the year, to today.
fn usual(f: &Frame, oldest: Option<Date>) -> Period {
    let from = oldest.unwrap_or(year_of(f.today).from);
    Period { from: from.min(f.today), to: f.today }
}

pub(super) async fn list(desk: Desk) -> WebResult<Response> {
    let Desk { web, scope, company, f, mut form } = desk;
    let oldest = oldest(&web, &company).await?;
    let asked = period(&mut form, usual(&f, oldest));
    let preview = look(&web, &f, &company, oldest, asked).await?;
    let html = list_page(&web, &scope, &f, &form, &preview).await?;
    Ok(super::filter::page(&form, html))
}

/// Lets work go on to its end, whether the browser waits for it or not.
pub(super) async fn finish(work: impl Future<Output = WebResult<Response>> + Send + 'static) -> WebResult<Response> {
    tokio::spawn(work).await.map_err(|e| WebError::Fault(e.to_string()))?
}

pub(super) async fn seal(State(web): State<Web>, visitor: Visitor, f: Frame, posted: Posted) -> WebResult<Response> {
    finish(async move {
        let form = posted.form.clone();
        once(&web, &visitor, &posted, try_seal(&web, &visitor, &f, form)).await
    })
    .await
}

async fn try_seal(web: &Web, visitor: &Visitor, f: &Frame, mut form: Form) -> WebResult<Outcome> {
    let company = company(web, visitor).await?;
    for name in ["from", "to"] {
        if form.value(name).trim().is_empty() {
            form.wrong(name, "form-missing");
        }
    }
    let oldest = oldest(web, &company).await?;
    let asked = period(&mut form, usual(f, oldest));
    let mut preview = look(web, f, &company, oldest, asked).await?;
    // What somebody looked at is what is sealed.
    let seen = form.value("entries");
    if !form.is_wrong() && !seen.is_empty() && preview.entries > 0 && seen != preview.entries.to_string() {
        form.wrong("to", "desk-export-moved");
    }
    if !form.is_wrong() && preview.hindrance.is_none() {
        let order = BatchOrder { wanted: Wanted::New(asked), actor: actor(visitor.who()?.person.account) };
        match batch_seal(web.cx(), &company, &order).await {
            Ok(sealed) => {
                return Ok(Outcome::Done(format!("/desk/exports/{}?said=said-desk-sealed", sealed.batch.id)));
            }
            // Somebody else was quicker.
            Err(ServiceError::Refused(why)) => {
                preview = look(web, f, &company, oldest, asked).await?;
                preview.hindrance = preview.hindrance.or_else(|| Some(f.reason(&why)));
            }
            Err(other) => return Err(other.into()),
        }
    }
    let html = list_page(web, &visitor.who()?.person.scope, f, &form, &preview).await?;
    Ok(Outcome::Again((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()))
}
