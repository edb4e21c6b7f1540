//! A credit note: what of an invoice, what it comes to and what the merchant will read, and then issued.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use entity::types::Money;

use super::company;
use super::invoices::{Invoice, can_be_credited};
use super::words::Reasoned;
use crate::domain::credit::{CreditError, Creditable, Wanted};
use crate::domain::invoice::{Document, VatGroup};
use crate::service::ServiceError;
use crate::service::invoices::{CreditOrder, CreditPreview, credit, left, preview};
use crate::service::people::actor;
use crate::store::page::invoice::InvoicePage;
use crate::text::Arg;
use crate::web::form::{Asked, Form, Posted};
use crate::web::frame::Frame;
use crate::web::once::{Outcome, once};
use crate::web::own::Own;
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// The longest reason, in letters.
const LONGEST: usize = 500;

#[derive(Template)]
#[template(path = "office/credit.html")]
struct ChoosePage<'a> {
    f: &'a Frame,
    form: &'a Form,
    page: &'a InvoicePage,
    /// Lines of which something is left, with how much.
    lines: Vec<(Reasoned, Money)>,
    ways: [(&'static str, &'static str); 3],
}

impl ChoosePage<'_> {
    fn document(&self) -> &Document {
        &self.page.found.document
    }

    fn chosen(&self, line: &Reasoned) -> bool {
        self.form.chose("line", &line.number.to_string())
    }
}

const WAYS: [(&str, &str); 3] =
    [("lines", "of-credit-lines"), ("amount", "of-credit-amount"), ("all", "of-credit-all")];

#[derive(Template)]
#[template(path = "office/credit_preview.html")]
struct PreviewPage<'a> {
    f: &'a Frame,
    form: &'a Form,
    page: &'a InvoicePage,
    preview: &'a CreditPreview,
    /// By line: what it is, what is credited, what stands on the credit note.
    lines: Vec<(String, Money, String)>,
    /// What of it is set against what is open, and what becomes the merchant's credit.
    against: Money,
    freed: Money,
    /// Whether it comes to something else than what was shown before.
    changed: bool,
}

impl PreviewPage<'_> {
    fn document(&self) -> &Document {
        &self.page.found.document
    }

    fn vat(&self, group: &VatGroup) -> String {
        let args = [("rate", Arg::Percent(group.rate)), ("base", Arg::Money(group.base))];
        self.f.texts().say(self.f.language, &format!("vat-{}", group.category), &args)
    }

    /// Where the choice is made once more, with what was chosen.
    fn change(&self) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(chosen(self.form)).finish();
        format!("/office/invoices/{}/credit?{query}", self.page.found.id)
    }

    /// What of the form goes on to the confirmation.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields: Vec<_> = chosen(self.form).map(|(name, value)| (name, value.to_owned())).collect();
        fields.push(("seen", self.preview.figures.gross.minor().to_string()));
        fields
    }

    /// What the merchant's letter says.
    fn letter(&self) -> String {
        let args = [("amount", Arg::Money(self.preview.figures.gross))];
        self.f.texts().say(self.document().language, "mail-credit-credited", &args)
    }
}

/// What was chosen, field by field. The reason is not among it: what a person writes stands in no address.
fn chosen(form: &Form) -> impl Iterator<Item = (&'static str, &str)> {
    let fields = ["how", "line", "amount"].into_iter();
    fields.flat_map(|name| form.values(name).iter().map(move |value| (name, value.as_str())))
}

/// What a form asks for; none, with the form marked, if something is wrong with it.
fn wanted(form: &mut Form, document: &Document) -> Option<Wanted> {
    let wanted = match form.value("how") {
        "all" => Some(Wanted::All),
        "amount" => form.money("amount", document.currency).map(Wanted::Net),
        "lines" => {
            let numbers: Vec<i64> = form.values("line").iter().filter_map(|n| n.parse().ok()).collect();
            if numbers.is_empty() {
                form.wrong("line", "of-credit-choose-lines");
            }
            Some(Wanted::Lines(numbers))
        }
        _ => {
            form.wrong("how", "form-choice");
            None
        }
    };
    wanted.filter(|_| !form.is_wrong())
}

/// Puts a refusal at the field that it is about.
fn refuse(f: &Frame, form: &mut Form, error: ServiceError) -> WebResult<()> {
    match error {
        ServiceError::Credit(CreditError::TooMuch { left, .. }) => {
            let args = [("left", Arg::Money(left))];
            form.wrong("amount", &f.texts().say(f.language, "of-credit-too-much", &args));
        }
        ServiceError::Credit(CreditError::Line(_)) => form.wrong("line", "of-credit-line-gone"),
        ServiceError::Credit(CreditError::NothingLeft) => form.wrong("how", "of-credit-nothing-left"),
        ServiceError::Credit(CreditError::NotPositive) => form.wrong("amount", "form-amount"),
        other => return Err(other.into()),
    }
    Ok(())
}

async fn choose_page(web: &Web, f: &Frame, page: &InvoicePage, form: &Form) -> WebResult<String> {
    let left: Vec<Creditable> = left(&web.cx().db, page.found.id).await?;
    let remaining = |number: i64| left.iter().find(|l| l.number == number).map(|l| l.remaining);
    let lines = page.found.document.lines.iter().filter_map(|line| {
        let remaining = remaining(line.number).filter(|r| !r.is_zero())?;
        Some((Reasoned::issued(f, line), remaining))
    });
    Ok(ChoosePage { f, form, page, lines: lines.collect(), ways: WAYS }.render()?)
}

fn preview_page(
    f: &Frame,
    page: &InvoicePage,
    form: &Form,
    preview: &CreditPreview,
    changed: bool,
) -> WebResult<String> {
    let document = &page.found.document;
    let lines = preview.lines.iter().map(|line| {
        let original = document.lines.iter().find(|l| l.number == line.number);
        let title = original.map_or_else(String::new, |l| f.texts().line_title(document.language, l));
        (title, line.amount, f.texts().why(document.language, &line.why))
    });
    let gross = preview.figures.gross;
    let against = gross.min(page.open);
    let freed = Money::new(gross.minor() - against.minor(), gross.currency());
    Ok(PreviewPage { f, form, page, preview, lines: lines.collect(), against, freed, changed }.render()?)
}

fn creditable(page: &InvoicePage) -> WebResult<()> {
    if can_be_credited(page) { Ok(()) } else { Err(WebError::refused("of-credit-nothing-left")) }
}

fn again(page: String) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()
}

/// A choice as it begins: by lines, unless something is chosen already.
fn begun(asked: Form) -> Form {
    if asked.value("how").is_empty() { asked.with("how", "lines") } else { asked }
}

pub(super) async fn choose(
    State(web): State<Web>,
    f: Frame,
    Own(Invoice(page)): Own<Invoice>,
    Asked(asked): Asked,
) -> WebResult<Html<String>> {
    creditable(&page)?;
    Ok(Html(choose_page(&web, &f, &page, &begun(asked)).await?))
}

/// Shows what it comes to and what the merchant will read, or the choice once more. Nothing is written, and it is asked for by an
/// address: the way back and loading the page again ask for nothing to be sent anew.
pub(super) async fn show(
    State(web): State<Web>,
    f: Frame,
    Own(Invoice(page)): Own<Invoice>,
    Asked(mut form): Asked,
) -> WebResult<Response> {
    creditable(&page)?;
    if chosen(&form).next().is_none() {
        return Ok(Html(choose_page(&web, &f, &page, &begun(form)).await?).into_response());
    }
    if let Some(wanted) = wanted(&mut form, &page.found.document) {
        match preview(&web.cx().db, page.found.id, &wanted).await {
            Ok(preview) => return Ok(Html(preview_page(&f, &page, &form, &preview, false)?).into_response()),
            Err(error) => refuse(&f, &mut form, error)?,
        }
    }
    Ok(again(choose_page(&web, &f, &page, &form).await?))
}

/// Issues what was shown: if it comes to something else by now, it is shown anew.
pub(super) async fn confirm(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Invoice(page)): Own<Invoice>,
    posted: Posted,
) -> WebResult<Response> {
    let mut form = posted.form.clone();
    once(&web, &visitor, &posted, async {
        creditable(&page)?;
        let Some(wanted) = wanted(&mut form, &page.found.document) else {
            return Ok(Outcome::Again(again(choose_page(&web, &f, &page, &form).await?)));
        };
        let seen = form.value("seen").parse::<i64>().ok();
        let company = company(&web, &visitor).await?;
        let issued = match preview(&web.cx().db, page.found.id, &wanted).await {
            Ok(preview) => {
                let changed = seen != Some(preview.figures.gross.minor());
                form.text("reason", LONGEST);
                if changed || form.is_wrong() {
                    return Ok(Outcome::Again(again(preview_page(&f, &page, &form, &preview, changed)?)));
                }
                let order = CreditOrder {
                    invoice: page.found.id,
                    wanted,
                    reason: form.value("reason").trim().to_owned(),
                    day: web.cx().clock.today(company.country),
                    actor: actor(visitor.who()?.person.account),
                };
                credit(web.cx(), &company, &order).await
            }
            Err(error) => Err(error),
        };
        match issued {
            Ok(note) => Ok(Outcome::Done(format!("/office/invoices/{}?said=said-of-credited", note.id))),
            Err(error) => {
                refuse(&f, &mut form, error)?;
                Ok(Outcome::Again(again(choose_page(&web, &f, &page, &form).await?)))
            }
        }
    })
    .await
}
