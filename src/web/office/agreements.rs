//! An agreement: its facts, its lines, what it will cost next and why.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use entity::types::{AgreementId, DeviceState, LicenceState, Money};

use super::words::{Reasoned, agreement_tone, device_tone, licence_tone};
use crate::domain::access::Scope;
use crate::service::forecast::forecast;
use crate::store::Source;
use crate::store::page::BESIDE;
use crate::store::page::agreement::{AgreementHead, AgreementPage, LineRow, agreement_page, line_list};
use crate::web::form::Asked;
use crate::web::frame::Frame;
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// An agreement within a scope.
pub(super) struct Agreement(AgreementPage);

impl Owned for Agreement {
    type Id = AgreementId;

    async fn load(web: &Web, scope: &Scope, id: AgreementId) -> WebResult<Option<Self>> {
        Ok(agreement_page(&web.cx().db.reading().await?, scope, id).await?.map(Self))
    }
}

/// Lines of a document to be that the page shows.
const SHOWN: usize = 100;

/// A document to be, in words.
struct Coming {
    quarter: String,
    issued: String,
    due: String,
    lines: Vec<Reasoned>,
    rest: i64,
    net: Money,
    vat: Money,
    gross: Money,
}

#[derive(Template)]
#[template(path = "office/agreement.html")]
struct Page<'a> {
    f: &'a Frame,
    page: &'a AgreementPage,
    /// None: a run would set the agreement aside.
    coming: Option<Vec<Coming>>,
    next: Option<String>,
}

impl Page<'_> {
    fn head(&self) -> &AgreementHead {
        &self.page.agreement
    }

    fn state(&self) -> entity::types::AgreementState {
        self.head().row.state_on(self.f.today)
    }

    fn tone(&self) -> &'static str {
        agreement_tone(self.state())
    }

    fn device_tone(&self, state: &DeviceState) -> &'static str {
        device_tone(*state)
    }

    fn licence_tone(&self, state: &LicenceState) -> &'static str {
        licence_tone(*state)
    }

    fn count(&self, key: &str, count: &i64) -> String {
        self.f.count(key, *count)
    }

    /// The days of the agreement, each with what it is; what is not there is left out.
    fn days(&self) -> Vec<(&'static str, String)> {
        let head = self.head();
        let days = [
            ("of-signed", Some(head.row.signed)),
            ("of-kyc-approved", head.kyc_approved),
            ("of-kyc-rejected", head.kyc_rejected),
            ("of-start", head.row.start),
            ("of-binding-end", head.row.binding_end),
            ("of-term-end", head.row.term_end),
            ("of-notice-on", head.row.notice_on),
            ("of-ends", head.row.ends),
        ];
        days.into_iter().filter_map(|(key, day)| Some((key, self.f.date(&day?)))).collect()
    }

    /// From a day to a day, as far as they are known.
    fn span(&self, line: &LineRow) -> String {
        let day = |day: Option<entity::types::Date>| day.map_or_else(|| "…".to_owned(), |d| self.f.date(&d));
        match line.starts {
            None => String::new(),
            Some(_) => format!("{} – {}", day(line.starts), day(line.ends)),
        }
    }
}

async fn coming<S: Source>(
    source: &S,
    f: &Frame,
    scope: &Scope,
    agreement: &AgreementHead,
) -> WebResult<Option<Vec<Coming>>> {
    let found = match forecast(source, scope, agreement, f.today, 1).await {
        Ok(found) => found,
        // Terms or amounts that do not fit: the run would say so too.
        Err(error) if error.is_about_agreement() => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let documents = found.map(|f| f.documents).unwrap_or_default();
    let words = |document: crate::service::forecast::Coming| {
        let draft = document.draft;
        let lines = (1..).zip(draft.lines.iter().take(SHOWN)).map(|(n, line)| Reasoned::coming(f, n, line)).collect();
        Coming {
            quarter: draft.quarter.to_string(),
            issued: f.date(&document.issued),
            due: f.date(&document.due),
            lines,
            rest: i64::try_from(draft.lines.len().saturating_sub(SHOWN)).unwrap_or(0),
            net: draft.net,
            vat: draft.vat_total,
            gross: draft.gross,
        }
    };
    Ok(Some(documents.into_iter().map(words).collect()))
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Agreement(mut page)): Own<Agreement>,
    Asked(asked): Asked,
) -> WebResult<Html<String>> {
    let scope = &visitor.who()?.person.scope;
    let (id, reading) = (page.agreement.row.id, web.cx().db.reading().await?);
    if let Ok(after) = asked.value("after").parse::<i64>() {
        page.lines = line_list(&reading, scope, id, after, BESIDE).await?;
    }
    let last = page.lines.last().map(|line| line.number).filter(|n| *n < page.agreement.row.lines);
    let next = last.map(|after| format!("/office/agreements/{id}?after={after}#lines"));
    let coming = coming(&reading, &f, scope, &page.agreement).await?;
    Ok(Html(Page { f: &f, page: &page, coming, next }.render()?))
}
