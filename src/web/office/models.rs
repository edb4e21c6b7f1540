//! Models with their dated price lists, and the terms.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use entity::types::TermsId;

use crate::domain::access::Scope;
use crate::store::company::Price;
use crate::store::page::price::{ModelPrices, model_prices};
use crate::store::page::terms::{TermsPage, VersionRow, terms_page, version_list};
use crate::web::frame::Frame;
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

#[derive(Template)]
#[template(path = "office/models.html")]
struct ModelsPage<'a> {
    f: &'a Frame,
    models: Vec<ModelPrices>,
}

impl ModelsPage<'_> {
    fn in_force(&self, model: &ModelPrices, price: &Price) -> bool {
        model.in_force(self.f.today) == Some(price)
    }

    fn coming(&self, price: &Price) -> bool {
        price.valid_from > self.f.today
    }
}

pub(super) async fn models(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    let models = model_prices(&web.cx().db, &visitor.who()?.person.scope).await?;
    Ok(Html(ModelsPage { f: &f, models }.render()?))
}

/// A terms version: they are the same for everybody.
pub(super) struct Version(TermsPage);

impl Owned for Version {
    type Id = TermsId;

    async fn load(web: &Web, _: &Scope, id: TermsId) -> WebResult<Option<Self>> {
        Ok(terms_page(&web.cx().db, id).await?.map(Self))
    }
}

#[derive(Template)]
#[template(path = "office/terms.html")]
struct VersionsPage<'a> {
    f: &'a Frame,
    versions: Vec<VersionRow>,
}

#[derive(Template)]
#[template(path = "office/terms_version.html")]
struct VersionPage<'a> {
    f: &'a Frame,
    page: &'a TermsPage,
}

impl VersionPage<'_> {
    /// The parameters: what each is in words, if it has some, its key and what it says.
    fn parameters(&self) -> Vec<(Option<String>, &str, String)> {
        let said = |key: &str, value: &str| self.f.texts().parameter(self.f.language, key, value);
        let all = self.page.parameters.iter().map(|(key, value)| (key.as_str(), said(key, value)));
        all.map(|(key, (name, value))| (name, key, value)).collect()
    }
}

pub(super) async fn terms(State(web): State<Web>, f: Frame) -> WebResult<Html<String>> {
    let versions = version_list(&web.cx().db).await?;
    Ok(Html(VersionsPage { f: &f, versions }.render()?))
}

pub(super) async fn version(f: Frame, Own(Version(page)): Own<Version>) -> WebResult<Html<String>> {
    Ok(Html(VersionPage { f: &f, page: &page }.render()?))
}
