//! A sealed batch: its control totals, its file, and saying it again.

use askama::Template;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use entity::types::{BatchId, Money, Period};

use super::exports::{KindLine, finish, kind_lines};
use crate::domain::access::Scope;
use crate::service::exports::{BatchOrder, Wanted, batch_find, batch_intact, batch_seal};
use crate::service::people::actor;
use crate::store::export::{BatchRow, Entries, export_kinds};
use crate::web::form::Posted;
use crate::web::frame::Frame;
use crate::web::named::named;
use crate::web::office::company;
use crate::web::once::{Outcome, once};
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

impl Owned for BatchRow {
    type Id = BatchId;

    async fn load(web: &Web, scope: &Scope, id: BatchId) -> WebResult<Option<Self>> {
        Ok(batch_find(web.cx(), scope, id).await?)
    }
}

#[derive(Template)]
#[template(path = "desk/batch.html")]
struct Page<'a> {
    f: &'a Frame,
    batch: &'a BatchRow,
    path: String,
    period: String,
    made: String,
    by: String,
    debit: String,
    credit: String,
    /// Number and path of the batch that it repeats.
    repeats: Option<(i64, String)>,
    kinds: Vec<KindLine>,
    entries: i64,
    sum: String,
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(batch): Own<BatchRow>,
) -> WebResult<Html<String>> {
    let company = company(&web, &visitor).await?;
    let of = batch.repeats_id.unwrap_or(batch.id);
    let kinds = export_kinds(&web.cx().db, company.id, Entries::Of(of)).await?;
    let (kinds, entries, sum) = kind_lines(&f, &company, &kinds);
    let repeats = match batch.repeats_id {
        Some(id) => batch_find(web.cx(), &visitor.who()?.person.scope, id).await?,
        None => None,
    };
    let money = |minor| f.money(&Money::new(minor, batch.currency));
    let page = Page {
        f: &f,
        batch: &batch,
        path: format!("/desk/exports/{}", batch.id),
        period: f.period(&Period { from: batch.first, to: batch.last }),
        made: f.at(&batch.made_at_us),
        by: named(&web, &f, batch.company_id, &batch.made_by).await?,
        debit: money(batch.debit),
        credit: money(batch.credit),
        repeats: repeats.map(|first| (first.number, format!("/desk/exports/{}", first.id))),
        kinds,
        entries,
        sum,
    };
    Ok(Html(page.render()?))
}

/// The file, exactly as it was sealed.
pub(super) async fn file(State(web): State<Web>, Own(batch): Own<BatchRow>) -> WebResult<Response> {
    let bytes = batch_intact(web.cx(), &batch).await?;
    // `dk/batches/000001.zip` is `dk-000001.zip`.
    let name = batch.path.replace("/batches/", "-").replace('/', "-");
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}

pub(super) async fn again(
    State(web): State<Web>,
    visitor: Visitor,
    Own(batch): Own<BatchRow>,
    posted: Posted,
) -> WebResult<Response> {
    finish(async move {
        once(&web, &visitor, &posted, async {
            let company = company(&web, &visitor).await?;
            let order = BatchOrder { wanted: Wanted::Again(batch.id), actor: actor(visitor.who()?.person.account) };
            let sealed = batch_seal(web.cx(), &company, &order).await?;
            Ok(Outcome::Done(format!("/desk/exports/{}?said=said-desk-sealed-again", sealed.batch.id)))
        })
        .await
    })
    .await
}
