//! Following an exchange: where the other device is, what must come back and by when, what it costs otherwise, what the test found.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use chrono::{Datelike, Weekday};
use entity::types::{ChargeState, Date, SubjectId, SwapId};

use super::by_when::{Watch, cost_said, days_left};
use super::device::{carriage, device_said};
use super::within;
use crate::domain::access::{Act, Scope};
use crate::domain::calendar::Calendar;
use crate::domain::swap::skipped;
use crate::service::costs::Costs;
use crate::service::papers::{Listed, papers_of};
use crate::store::company::company_by_id;
use crate::store::page::invoice::{LineCredited, line_credits};
use crate::store::page::own_swap::{SwapRow, own_swap};
use crate::text::Arg;
use crate::web::frame::Frame;
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// An exchange within the reader's portal.
pub(super) struct Swap(pub SwapRow);

impl Owned for Swap {
    type Id = SwapId;

    async fn load(web: &Web, scope: &Scope, id: SwapId) -> WebResult<Option<Self>> {
        Ok(own_swap(&web.cx().db.reading_of_one().await?, scope, id).await?.map(Self))
    }
}

/// Where an exchange stands on a day: the key of its word, and its colour.
pub(super) fn stage(swap: &SwapRow, today: Date) -> (&'static str, &'static str) {
    let charged = swap.charge_state.filter(|state| *state != ChargeState::Waived);
    let held = swap.held.is_some_and(|held| held >= today);
    match (swap.received, swap.covered, swap.due) {
        _ if swap.reversed.is_some() => ("portal-swap-given-back", "good"),
        (Some(_), Some(true), _) => ("portal-swap-covered", "good"),
        (Some(_), Some(false), _) => ("portal-swap-excluded", "wait"),
        (Some(_), None, _) => ("portal-swap-received", "plain"),
        (None, _, Some(_)) if charged == Some(ChargeState::Proposed) => ("portal-swap-overdue", "bad"),
        (None, _, Some(_)) if charged.is_some() => ("portal-swap-charged", "bad"),
        (None, _, Some(due)) if due < today && held => ("portal-swap-held", "wait"),
        (None, _, Some(due)) if due < today => ("portal-swap-overdue", "bad"),
        (None, _, Some(_)) => ("portal-swap-to-return", "wait"),
        _ if swap.dispatched.is_some() => ("portal-swap-sent", "good"),
        (None, ..) if swap.return_first => ("portal-swap-send-first", "wait"),
        _ => ("portal-swap-approved", "wait"),
    }
}

/// What comes next in an exchange, and by when; none: nothing does.
pub(super) fn next_step(f: &Frame, swap: &SwapRow) -> Option<String> {
    let by = |key: &str, day: &Date| {
        let args = [("model", Arg::Text(&swap.model)), ("serial", Arg::Text(&swap.serial)), ("day", Arg::Date(*day))];
        f.texts().say(f.language, key, &args)
    };
    match (swap.received, swap.dispatched) {
        (Some(_), _) if swap.decided.is_none() => swap.tested_by.map(|day| by("portal-do-R082", &day)),
        (None, Some(_)) => swap.due.map(|day| by("portal-do-R085", &day)),
        (_, None) => swap.leaves_by.map(|day| by("portal-do-R080", &day)),
        _ => None,
    }
}

/// The days within a deadline that do not count: weekends in a word, others by name.
fn not_counted(f: &Frame, calendar: Calendar, (since, due): (Date, Date)) -> String {
    let free = skipped(calendar, since, due);
    let weekend = |day: &Date| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let named = free.iter().filter(|(day, _)| !weekend(day)).map(|(day, holiday)| {
        let what = holiday.map_or_else(|| f.say("portal-day-closed"), |holiday| f.say(holiday.key()));
        f.with2("portal-day-named", "day", f.date(day), "what", what)
    });
    let named: Vec<String> = named.collect();
    match named.is_empty() {
        true => f.say("portal-swap-weekends"),
        false => f.with("portal-swap-holidays", "days", named.join(", ")),
    }
}

/// What becomes of a device that is not back in time.
struct Otherwise {
    /// What is charged, and when.
    cost: Option<String>,
    /// How the deadline was counted.
    counted: String,
    /// For how many business days more a proof of posting is waited for.
    proof: String,
}

#[derive(Template)]
#[template(path = "portal/swap.html")]
struct Page<'a> {
    f: &'a Frame,
    swap: &'a SwapRow,
    watch: Watch,
    otherwise: Option<Otherwise>,
    returns: [String; 3],
    credits: Vec<LineCredited>,
    /// What was printed of it.
    papers: Vec<Listed>,
}

impl Page<'_> {
    fn title(&self) -> String {
        self.f.with("portal-swap-title", "device", device_said(self.f, &self.swap.model, &self.swap.serial))
    }

    fn stage(&self) -> String {
        self.f.say(stage(self.swap, self.f.today).0)
    }

    fn tone(&self) -> &'static str {
        stage(self.swap, self.f.today).1
    }

    /// Where the other device is.
    fn other(&self) -> String {
        let (f, swap) = (self.f, self.swap);
        match (swap.dispatched, &swap.replacement, swap.leaves_by) {
            (Some(day), Some(serial), _) => {
                let args = [("day", Arg::Date(day)), ("model", Arg::Text(&swap.model)), ("serial", Arg::Text(serial))];
                f.texts().say(f.language, "portal-swap-other-sent", &args)
            }
            (_, _, Some(by)) if by < f.today => f.with("portal-swap-other-late", "day", f.date(&by)),
            (_, _, Some(by)) => f.with("portal-swap-other-by", "day", f.date(&by)),
            _ if swap.return_first && swap.received.is_none() => f.say("portal-swap-other-first"),
            _ => f.with("portal-swap-other-approved", "day", f.date(&swap.approved)),
        }
    }

    /// Whether the device is to be sent before the other one leaves.
    fn goes_first(&self) -> bool {
        self.swap.return_first && self.swap.received.is_none() && self.swap.dispatched.is_none()
    }

    /// The line of the invoice that charges it, to contest it.
    fn contest(&self) -> Option<String> {
        let may = self.f.may(Act::Contest) && self.swap.reversed.is_none();
        let (invoice, line) = (self.swap.invoice_id?, self.swap.invoice_line?);
        may.then(|| format!("/portal/invoices/{invoice}/contest/{line}"))
    }

    fn carriage(&self) -> Option<String> {
        carriage(self.f, self.swap.carrier.as_ref(), self.swap.tracking.as_ref())
    }

    fn task(&self, due: &Date) -> String {
        let (model, serial) = (&self.swap.model, &self.swap.serial);
        let args = [("model", Arg::Text(model)), ("serial", Arg::Text(serial)), ("day", Arg::Date(*due))];
        self.f.texts().say(self.f.language, "portal-do-R085", &args)
    }

    fn is_past(&self, due: &Date) -> bool {
        *due < self.f.today
    }

    fn days_left(&self, due: &Date) -> String {
        days_left(self.f, due)
    }

    fn left(&self, due: &Date) -> i64 {
        self.watch.left(due)
    }

    /// Until when a proof of posting puts the charge off.
    fn held(&self) -> Option<String> {
        let held = self.swap.held.filter(|_| self.swap.is_awaited() && self.swap.charge_state.is_none())?;
        Some(self.f.with("portal-swap-held-until", "day", self.f.date(&held)))
    }

    /// What the test found, or when it is done.
    fn test(&self) -> Option<String> {
        let (f, swap) = (self.f, self.swap);
        match (swap.covered, swap.decided, swap.tested_by) {
            (Some(true), Some(day), _) => Some(f.with("portal-swap-test-covered", "day", f.date(&day))),
            (Some(false), Some(day), _) => Some(f.with("portal-swap-test-excluded", "day", f.date(&day))),
            (None, _, Some(by)) => Some(f.with("portal-swap-test-by", "day", f.date(&by))),
            _ => None,
        }
    }

    /// Why the fault is not covered.
    fn exclusion(&self) -> Option<String> {
        self.swap.exclusion.map(|code| self.f.word("portal-ex", code))
    }

    /// The charge for a device that is not back.
    fn charge(&self) -> Option<String> {
        let state = self.swap.charge_state?;
        let state = self.f.word("portal-charge-state", state);
        let args = [("amount", Arg::Money(self.swap.net())), ("state", Arg::Text(&state))];
        Some(self.f.texts().say(self.f.language, "portal-charge-stands", &args))
    }

    fn quote_waits(&self) -> Option<String> {
        let (_, expires) = self.swap.quote_waits(self.f.today)?;
        Some(self.f.with("portal-quote-until", "day", self.f.date(&expires)))
    }
}

/// What becomes of the faulty device if it is not back in time; none: it is back, or need not come back.
async fn otherwise(web: &Web, f: &Frame, scope: &Scope, swap: &SwapRow) -> WebResult<Option<Otherwise>> {
    let Some((since, due)) = swap.since.zip(swap.due).filter(|_| swap.is_awaited()) else { return Ok(None) };
    let costs = Costs::read(&web.cx().db, scope.company).await?;
    let terms = costs.terms(swap.terms_id)?;
    let last = swap.held.map_or(due, |held| held.max(due));
    let cost =
        costs.not_returned(swap.terms_id, swap.model_id, (last, f.today)).filter(|_| swap.charge_state.is_none());
    let free = not_counted(f, Calendar::of(terms.country), (since, due));
    let days = f.count("portal-swap-days", i64::from(terms.swap.return_days));
    let args = [("since", Arg::Date(since)), ("days", Arg::Text(&days)), ("free", Arg::Text(&free))];
    Ok(Some(Otherwise {
        cost: cost.map(|cost| cost_said(f, "portal-swap-otherwise", &cost)),
        counted: f.texts().say(f.language, "portal-swap-counted", &args),
        proof: f.count("portal-swap-proof", i64::from(terms.swap.posted_days)),
    }))
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Swap(swap)): Own<Swap>,
) -> WebResult<Html<String>> {
    let (scope, _) = within(&visitor)?;
    let db = &web.cx().db;
    let company = company_by_id(db, scope.company).await?.ok_or(WebError::NotFound)?;
    let returns = company.returns.lines();
    let otherwise = otherwise(&web, &f, &scope, &swap).await?;
    let credits = match swap.invoice_id.zip(swap.invoice_line) {
        Some((invoice, line)) => line_credits(db, invoice, line).await?,
        None => Vec::new(),
    };
    let papers = papers_of(db, &scope, SubjectId(swap.id.0)).await?;
    let page = Page { f: &f, swap: &swap, watch: Watch::of(&web, &company), otherwise, returns, credits, papers };
    Ok(Html(page.render()?))
}
