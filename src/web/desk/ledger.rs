//! The books: the trial balance of a period, the movements of an account, an entry with its postings.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, Response};
use entity::types::{Account, EntryId, Money, Period};

use super::filter::{about, page, period, within, year_of};
use crate::domain::access::Scope;
use crate::store::company::account_map;
use crate::store::ledger::{Entry, EntryOf, LedgerPlace, Movement, account_page, entry_find, trial_balance};
use crate::text::Arg;
use crate::web::form::{Asked, Form, day_of};
use crate::web::frame::Frame;
use crate::web::office::company;
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// Movements of a page.
const SHOWN: usize = 100;

/// An account of the company's books.
pub(super) struct Ledger {
    account: Account,
    number: String,
    name: String,
}

impl Owned for Ledger {
    type Id = Account;

    async fn load(web: &Web, scope: &Scope, account: Account) -> WebResult<Option<Self>> {
        let found = account_map(&web.cx().db, scope.company).await?.remove(&account);
        Ok(found.map(|(number, name)| Self { account, number, name }))
    }
}

impl Owned for Entry {
    type Id = EntryId;

    async fn load(web: &Web, scope: &Scope, id: EntryId) -> WebResult<Option<Self>> {
        Ok(entry_find(&web.cx().db, scope.company, id).await?)
    }
}

/// An amount, or nothing for nought.
fn unless_nought(f: &Frame, money: Money) -> String {
    if money.is_zero() { String::new() } else { f.money(&money) }
}

/// An amount as debit and credit.
fn sides(f: &Frame, money: Money) -> (String, String) {
    match money.minor() {
        1.. => (f.money(&money), String::new()),
        0 => (String::new(), String::new()),
        _ => (String::new(), f.money(&money.negated())),
    }
}

/// Where a document of an entry is read.
fn document_path(of: &EntryOf) -> String {
    of.invoice_id.map_or_else(String::new, |id| format!("/office/invoices/{id}"))
}

fn merchant(of: &EntryOf) -> (String, String) {
    let words = [&of.merchant, &of.merchant_name].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    (words, of.merchant_id.map_or_else(String::new, |id| format!("/office/merchants/{id}")))
}

struct AccountLine {
    path: String,
    number: String,
    name: String,
    opening: String,
    debit: String,
    credit: String,
    closing: String,
}

#[derive(Template)]
#[template(path = "desk/trial.html")]
struct TrialPage<'a> {
    f: &'a Frame,
    form: &'a Form,
    said: String,
    rows: Vec<AccountLine>,
    /// The result of earlier years, if there is one.
    earlier: Option<String>,
    opening: String,
    debit: String,
    credit: String,
    closing: String,
    none: bool,
}

pub(super) async fn trial(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(mut form): Asked,
) -> WebResult<Response> {
    let company = company(&web, &visitor).await?;
    let asked = period(&mut form, year_of(f.today));
    let work = trial_balance(&web.cx().db, &company, Some(asked.from), asked.to);
    let found = web.shared().of(("trial", company.id, asked), work).await?;
    let none = found.debit.is_zero() && found.earlier.is_zero() && found.rows.iter().all(|r| r.opening.is_zero());
    let rows = found.rows.into_iter().map(|r| AccountLine {
        path: within(&format!("/desk/accounts/{}", r.account), asked, &[]),
        number: r.number,
        name: r.name,
        opening: unless_nought(&f, r.opening),
        debit: unless_nought(&f, r.debit),
        credit: unless_nought(&f, r.credit),
        closing: f.money(&r.closing),
    });
    let html = TrialPage {
        f: &f,
        form: &form,
        said: f.period(&asked),
        rows: rows.collect(),
        earlier: Some(found.earlier).filter(|m| !m.is_zero()).map(|m| f.money(&m)),
        opening: f.money(&found.opening),
        debit: f.money(&found.debit),
        credit: f.money(&found.credit),
        closing: f.money(&found.closing),
        none,
    };
    Ok(page(&form, html.render()?))
}

struct Line {
    day: String,
    entry: String,
    about: String,
    document: String,
    merchant: (String, String),
    debit: String,
    credit: String,
    balance: String,
}

#[derive(Template)]
#[template(path = "desk/account.html")]
struct AccountPage<'a> {
    f: &'a Frame,
    form: &'a Form,
    account: &'a Ledger,
    path: String,
    said: String,
    back: String,
    before: String,
    rows: Vec<Line>,
    /// Debit, credit and balance of the whole period.
    sums: [String; 3],
    next: Option<String>,
}

fn line(f: &Frame, row: &Movement) -> Line {
    let (debit, credit) = sides(f, row.amount);
    Line {
        day: f.date(&row.place.booked),
        entry: format!("/desk/entries/{}", row.place.entry),
        about: about(f, &row.of),
        document: document_path(&row.of),
        merchant: merchant(&row.of),
        debit,
        credit,
        balance: f.money(&row.balance),
    }
}

/// A place as an address says it: day, entry and posting.
fn place_text(place: &LedgerPlace) -> String {
    format!("{}.{}.{}", place.booked, place.entry, place.number)
}

fn place_of(text: &str) -> Option<LedgerPlace> {
    let mut parts = text.splitn(3, '.');
    let mut next = || parts.next();
    Some(LedgerPlace { booked: day_of(next()?)?, entry: next()?.parse().ok()?, number: next()?.parse().ok()? })
}

pub(super) async fn account(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(account): Own<Ledger>,
    Asked(mut form): Asked,
) -> WebResult<Response> {
    let company = company(&web, &visitor).await?;
    let asked: Period = period(&mut form, year_of(f.today));
    let after = match form.value("after") {
        "" => None,
        text => Some(place_of(text).ok_or(WebError::Malformed)?),
    };
    let db = &web.cx().db;
    let work = account_page(db, &company, account.account, asked, after, SHOWN);
    let found = web.shared().of(("account", company.id, account.account, asked, after), work).await?;
    let work = trial_balance(db, &company, Some(asked.from), asked.to);
    let whole = web.shared().of(("trial", company.id, asked), work).await?;
    let nought = Money::zero(company.currency);
    let sums = whole.of(account.account).map_or([nought; 3], |s| [s.debit, s.credit, s.closing]);
    let path = format!("/desk/accounts/{}", account.account);
    let html = AccountPage {
        f: &f,
        form: &form,
        account: &account,
        said: f.period(&asked),
        back: within("/desk", asked, &[]),
        before: f.money(&found.before),
        rows: found.rows.iter().map(|row| line(&f, row)).collect(),
        sums: sums.map(|sum| f.money(&sum)),
        next: found.next.map(|place| within(&path, asked, &[("after", &place_text(&place))])),
        path,
    };
    Ok(page(&form, html.render()?))
}

struct Side {
    path: String,
    number: String,
    name: String,
    vat: String,
    debit: String,
    credit: String,
}

#[derive(Template)]
#[template(path = "desk/entry.html")]
struct EntryPage<'a> {
    f: &'a Frame,
    day: String,
    about: String,
    document: String,
    merchant: (String, String),
    sides: Vec<Side>,
    debit: String,
    credit: String,
}

pub(super) async fn entry(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(entry): Own<Entry>,
) -> WebResult<Html<String>> {
    let currency = company(&web, &visitor).await?.currency;
    let year = year_of(entry.booked);
    let total = |debit: bool| {
        let amounts = entry.postings.iter().map(|p| p.amount.minor());
        let sum: i64 = amounts.filter(|minor| (*minor > 0) == debit).map(i64::abs).sum();
        f.money(&Money::new(sum, currency))
    };
    let sides = entry.postings.iter().map(|p| {
        let (debit, credit) = sides(&f, p.amount);
        let vat = p.vat.map_or_else(String::new, |vat| {
            let key = format!("vat-short-{}", vat.category);
            f.texts().say(f.language, &key, &[("rate", Arg::Percent(vat.rate))])
        });
        let path = within(&format!("/desk/accounts/{}", p.account), year, &[]);
        Side { path, number: p.number.clone(), name: p.name.clone(), vat, debit, credit }
    });
    let page = EntryPage {
        f: &f,
        day: f.date(&entry.booked),
        about: about(&f, &entry.of),
        document: document_path(&entry.of),
        merchant: merchant(&entry.of),
        sides: sides.collect(),
        debit: total(true),
        credit: total(false),
    };
    Ok(Html(page.render()?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let place = LedgerPlace { booked: "2026-02-10".parse().unwrap(), entry: EntryId(uuid::Uuid::nil()), number: 2 };
        assert_eq!(place_of(&place_text(&place)), Some(place));
        for wrong in ["", "2026-02-10", "2026-02-10.x.1", "2026-02-30.00000000-0000-0000-0000-000000000000.1"] {
            assert_eq!(place_of(wrong), None, "{wrong}");
        }
    }
}
