//! Agreements: lines, term, notice, what comes next and why, and the terms that were agreed.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use entity::types::{AgreementId, AgreementState, ChargeCode, Date};

use super::coming::{Document, documents};
use super::{device_tone, terms_said, within};
use crate::domain::access::Scope;
use crate::domain::terms::{ChargeTerms, Terms};
use crate::service::ServiceError;
use crate::service::forecast::forecast;
use crate::store::page::BESIDE;
use crate::store::page::agreement::{
    AgreementHead, AgreementPage, AgreementRow, LineRow, agreement_head, agreement_list, agreement_page, line_list,
};
use crate::store::page::invoice::DocumentRow;
use crate::store::page::terms::{VersionRow, version_terms};
use crate::text::{Arg, ended};
use crate::web::form::Asked;
use crate::web::frame::Frame;
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// An agreement within the reader's portal.
pub(super) struct Lease(pub AgreementPage);

impl Owned for Lease {
    type Id = AgreementId;

    async fn load(web: &Web, scope: &Scope, id: AgreementId) -> WebResult<Option<Self>> {
        Ok(agreement_page(&web.cx().db.reading().await?, scope, id).await?.map(Self))
    }
}

#[derive(Template)]
#[template(path = "portal/agreements.html")]
struct ListPage<'a> {
    f: &'a Frame,
    agreements: &'a [AgreementRow],
    /// Whether the reader sees all sites: sums of an agreement are over all of them.
    whole: bool,
}

impl ListPage<'_> {
    fn state(&self, row: &AgreementRow) -> String {
        self.f.texts().agreement_state(self.f.language, row.state_on(self.f.today))
    }

    fn tone(&self, row: &AgreementRow) -> &'static str {
        tone(row.state_on(self.f.today))
    }

    fn monthly(&self, row: &AgreementRow) -> String {
        self.f.money(&row.monthly())
    }
}

/// What a kind of charge rests on, in words.
struct Clause {
    code: ChargeCode,
    what: String,
    clause: String,
    vat: String,
    says: String,
}

impl Clause {
    fn of(f: &Frame, terms: &Terms, (code, charge): (&ChargeCode, &ChargeTerms)) -> Self {
        let (texts, language) = (f.texts(), f.language);
        let rate = terms.vat(*code).map_or(terms.vat_standard, |key| key.rate);
        Self {
            code: *code,
            what: f.charge(code),
            clause: charge.clause.clone(),
            vat: texts.say(language, &format!("vat-short-{}", charge.vat), &[("rate", Arg::Percent(rate))]),
            says: says(f, *code, charge),
        }
    }
}

/// What a kind of charge rests on: a sentence of its own, or what its rules say.
fn says(f: &Frame, code: ChargeCode, charge: &ChargeTerms) -> String {
    let (texts, language) = (f.texts(), f.language);
    if let Some(own) = texts.try_say(language, &format!("charge-clause-{code}"), &[]) {
        return ended(own);
    }
    let rules = std::iter::once(&charge.rule).chain(&charge.also);
    let said = rules.filter_map(|rule| {
        let own = texts.try_say(language, &format!("portal-rule-{rule}"), &[]).map(ended);
        own.or_else(|| texts.rule_plain(language, rule))
    });
    said.collect::<Vec<_>>().join(" ")
}

#[derive(Template)]
#[template(path = "portal/agreement.html")]
struct Page<'a> {
    f: &'a Frame,
    agreement: &'a AgreementHead,
    lines: &'a [LineRow],
    next: Option<String>,
    invoices: &'a [DocumentRow],
    coming: Vec<Document>,
    /// Whether the reader sees all sites: what comes is otherwise theirs only.
    whole: bool,
}

#[derive(Template)]
#[template(path = "portal/agreement_terms.html")]
struct TermsPage<'a> {
    f: &'a Frame,
    agreement: &'a AgreementHead,
    version: &'a VersionRow,
    vat: String,
    clauses: Vec<Clause>,
}

impl TermsPage<'_> {
    /// The terms that were agreed, as people call them.
    fn terms(&self) -> String {
        terms_said(self.f, &self.agreement.terms())
    }
}

impl Page<'_> {
    fn state(&self) -> String {
        self.f.texts().agreement_state(self.f.language, self.agreement.row.state_on(self.f.today))
    }

    fn tone(&self) -> &'static str {
        tone(self.agreement.row.state_on(self.f.today))
    }

    /// The terms that were agreed, as people call them.
    fn terms(&self) -> String {
        terms_said(self.f, &self.agreement.terms())
    }

    fn months(&self, months: &i64) -> String {
        self.f.count("portal-months", *months)
    }

    fn days(&self, days: &i64) -> String {
        self.f.count("portal-days", *days)
    }

    fn binding_over(&self, day: &Date) -> bool {
        *day < self.f.today
    }

    fn rent(&self, line: &LineRow) -> String {
        self.f.money(&line.rent())
    }

    fn licence(&self, line: &LineRow) -> Option<String> {
        line.licence_id.map(|_| self.f.money(&line.licence()))
    }

    fn device_tone(&self, state: &entity::types::DeviceState) -> &'static str {
        device_tone(*state)
    }

    fn invoices_empty(&self) -> &'static str {
        if self.whole { "portal-invoices-empty" } else { "portal-invoices-empty-sites" }
    }

    fn sum(&self) -> &'static str {
        if self.whole { "sum-gross" } else { "portal-sum-sites" }
    }

    fn kind(&self, row: &DocumentRow) -> String {
        self.f.texts().document_name(self.f.language, row.kind)
    }

    fn gross(&self, row: &DocumentRow) -> String {
        self.f.money(&row.gross())
    }
}

const fn tone(state: AgreementState) -> &'static str {
    match state {
        AgreementState::Active | AgreementState::Rolling => "good",
        AgreementState::Pending | AgreementState::Ending => "wait",
        AgreementState::Rescinded => "bad",
        AgreementState::Ended => "plain",
    }
}

pub(super) async fn list(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    let (scope, merchant) = within(&visitor)?;
    let agreements = agreement_list(&web.cx().db, &scope, merchant).await?;
    Ok(Html(ListPage { f: &f, agreements: &agreements, whole: scope.sites.is_empty() }.render()?))
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Lease(mut lease)): Own<Lease>,
    Asked(asked): Asked,
) -> WebResult<Html<String>> {
    let (scope, _) = within(&visitor)?;
    let (reading, id) = (web.cx().db.reading().await?, lease.agreement.row.id);
    if let Ok(after @ 1..) = asked.value("after").parse::<i64>() {
        lease.lines = line_list(&reading, &scope, id, after, BESIDE).await?;
    }
    let full = i64::try_from(lease.lines.len()).is_ok_and(|lines| lines == BESIDE);
    let last = lease.lines.last().filter(|_| full);
    let coming = match forecast(&reading, &scope, &lease.agreement, f.today, 1).await {
        Ok(found) => found.map_or_else(Vec::new, |forecast| documents(&f, &forecast)),
        Err(ServiceError::Store(error)) => return Err(error.into()),
        Err(error) => {
            tracing::warn!(%error, agreement = %id, "what it will cost cannot be said");
            Vec::new()
        }
    };
    let page = Page {
        f: &f,
        next: last.map(|line| format!("/portal/agreements/{id}?after={}", line.number)),
        lines: &lease.lines,
        invoices: &lease.documents,
        agreement: &lease.agreement,
        coming,
        whole: scope.sites.is_empty(),
    };
    Ok(Html(page.render()?))
}

/// An agreement's head within the reader's portal.
pub(super) struct Signed(AgreementHead);

impl Owned for Signed {
    type Id = AgreementId;

    async fn load(web: &Web, scope: &Scope, id: AgreementId) -> WebResult<Option<Self>> {
        Ok(agreement_head(&web.cx().db, scope, id).await?.map(Self))
    }
}

/// The terms that an agreement pins, clause by clause.
pub(super) async fn terms(
    State(web): State<Web>,
    f: Frame,
    Own(Signed(agreement)): Own<Signed>,
) -> WebResult<Html<String>> {
    let (version, terms) = version_terms(&web.cx().db, agreement.terms_id).await?.ok_or(WebError::NotFound)?;
    let page = TermsPage {
        f: &f,
        vat: f.percent(&terms.vat_standard),
        clauses: terms.charges.iter().map(|charge| Clause::of(&f, &terms, charge)).collect(),
        agreement: &agreement,
        version: &version,
    };
    Ok(Html(page.render()?))
}
