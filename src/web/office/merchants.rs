//! Merchants: by number, or by how their words begin.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use super::list::{ASK, page as cut};
use crate::domain::search::words;
use crate::store::page::merchant::{MerchantRow, merchant_by_words, merchant_list};
use crate::web::form::{Asked, Form};
use crate::web::frame::Frame;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

#[derive(Template)]
#[template(path = "office/merchants.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    merchants: Vec<MerchantRow>,
    next: Option<String>,
}

/// Words of a question that count.
const MOST: usize = 8;

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(form): Asked,
) -> WebResult<Html<String>> {
    let scope = &visitor.who()?.person.scope;
    let (text, after) = (form.value("q").trim().to_owned(), form.value("after").to_owned());
    let mut asked = words(&text);
    asked.truncate(MOST);
    let found = if text.is_empty() {
        merchant_list(&web.cx().db, scope, Some(after.as_str()).filter(|a| !a.is_empty()), ASK).await?
    } else {
        let after = after.rsplit_once('_').and_then(|(word, id)| Some((word, id.parse().ok()?)));
        merchant_by_words(&web.cx().db, scope, &asked, after, ASK).await?
    };
    let place =
        |row: &MerchantRow| if text.is_empty() { row.place.clone() } else { format!("{}_{}", row.place, row.id) };
    let (mut merchants, next) = cut(found, "/office/merchants", &[("q", &text)], ("after", place));
    let mut seen = std::collections::HashSet::new();
    merchants.retain(|row| seen.insert(row.id));
    Ok(Html(Page { f: &f, form: &form, merchants, next }.render()?))
}
