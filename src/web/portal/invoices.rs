//! Every kind of document in one list, the newest first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use entity::types::{DocumentKind, Money};

use super::{ask_whom, standing_tone, standing_word, within};
use crate::store::invoice_list::{ListFilter, ListPlace, ListTotals, Listed, Standing, invoice_page, invoice_totals};
use crate::web::form::{Asked, Form, day_of, filtered};
use crate::web::frame::Frame;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

const STANDINGS: [Standing; 4] = [Standing::Open, Standing::Overdue, Standing::Paid, Standing::Credited];

#[derive(Template)]
#[template(path = "portal/invoices.html")]
struct Page<'a> {
    f: &'a Frame,
    form: &'a Form,
    kinds: Vec<(String, String)>,
    states: Vec<(String, String)>,
    rows: &'a [Listed],
    totals: ListTotals,
    filtered: bool,
    /// Whether the reader sees all sites.
    whole: bool,
    /// Whom to ask for what covers other sites as well.
    ask: Option<String>,
    next: Option<String>,
}

impl Page<'_> {
    fn kind(&self, row: &Listed) -> String {
        self.f.texts().document_name(self.f.language, row.kind)
    }

    /// What a document adds to the sum: a credit note takes away.
    fn gross(&self, row: &Listed) -> String {
        match row.kind {
            DocumentKind::CreditNote => self.f.money(&Money::new(-row.gross.minor(), row.gross.currency())),
            _ => self.f.money(&row.gross),
        }
    }

    fn payable(&self, row: &Listed) -> String {
        self.f.money(&row.payable())
    }

    /// What of an amount is held, in words.
    fn held(&self, held: &Money) -> Option<String> {
        (held.minor() > 0).then(|| self.f.with("portal-held", "amount", self.f.money(held)))
    }

    fn pay_now(&self) -> String {
        self.f.money(&self.totals.payable())
    }

    fn empty(&self) -> &'static str {
        match (self.filtered, self.whole) {
            (true, _) => "portal-invoices-none",
            (false, true) => "portal-invoices-empty",
            (false, false) => "portal-invoices-empty-sites",
        }
    }

    fn state(&self, standing: &Standing) -> String {
        self.f.word("portal-state", standing_word(*standing))
    }

    fn tone(&self, standing: &Standing) -> &'static str {
        standing_tone(*standing)
    }

    /// Whether all that is open of a document is held.
    fn is_held(&self, row: &Listed) -> bool {
        row.held.minor() > 0 && row.payable().minor() <= 0
    }

    fn count(&self) -> String {
        self.f.count("portal-sum-of", self.totals.count)
    }

    fn has_due(&self, row: &Listed) -> bool {
        row.standing.is_some()
    }
}

/// The place after which a page goes on, as `2026-01-01,invoice,1001`.
fn place_of(text: &str) -> Option<ListPlace> {
    let mut parts = text.splitn(3, ',');
    let issued = day_of(parts.next()?)?;
    let kind: DocumentKind = parts.next()?.parse().ok()?;
    Some(ListPlace { issued, kind, number: parts.next()?.to_owned() })
}

fn address_of(form: &Form, place: &ListPlace) -> String {
    let after = format!("{},{},{}", place.issued, place.kind, place.number);
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["kind", "state"] {
        if !form.value(name).is_empty() {
            query.append_pair(name, form.value(name));
        }
    }
    format!("/portal/invoices?{}", query.append_pair("after", &after).finish())
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(mut form): Asked,
) -> WebResult<Response> {
    let (scope, _) = within(&visitor)?;
    let kind = form.filter("kind");
    let standing = STANDINGS.into_iter().find(|s| standing_word(*s) == form.value("state"));
    if standing.is_none() && !form.value("state").is_empty() {
        form.wrong("state", "form-choice");
    }
    // What is none of the choices is said to be none, and not offered as one.
    for name in ["kind", "state"] {
        if !form.error(name).is_empty() {
            form = form.with(name, "");
        }
    }
    let filter = ListFilter { kind, standing, ..ListFilter::default() };
    let after = place_of(form.value("after"));
    let db = &web.cx().db;
    let found = invoice_page(db, &scope, &filter, f.today, after.as_ref()).await?;
    let totals = invoice_totals(db, &scope, &filter, f.today).await?;
    let any = |key: &str| (String::new(), f.say(key));
    let kinds = DocumentKind::ALL.iter().map(|k| (k.to_string(), f.texts().document_name(f.language, *k)));
    let states = STANDINGS.map(standing_word).map(|word| (word.to_owned(), f.word("portal-state", word)));
    let page = Page {
        f: &f,
        form: &form,
        kinds: std::iter::once(any("portal-any-kind")).chain(kinds).collect(),
        states: std::iter::once(any("portal-any-state")).chain(states).collect(),
        rows: &found.rows,
        totals,
        whole: scope.sites.is_empty(),
        ask: ask_whom(&web, &f, &scope).await?,
        filtered: filter != ListFilter::default() || after.is_some(),
        next: found.next.as_ref().map(|place| address_of(&form, place)),
    };
    Ok(filtered(&form, page.render()?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let place = place_of("2026-01-01,credit_note,K-1,2").unwrap();
        assert_eq!((place.number.as_str(), place.kind), ("K-1,2", DocumentKind::CreditNote));
        assert_eq!(
            address_of(&Form::new().with("state", "open"), &place),
            "/portal/invoices?state=open&after=2026-01-01%2Ccredit_note%2CK-1%2C2"
        );
        for wrong in ["", "2026-01-01", "x,invoice,1", "2026-01-01,bill,1"] {
            assert!(place_of(wrong).is_none(), "{wrong}");
        }
    }
}
