//! Swaps: what waits for whose hands, and one swap with what can be done about it now.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use chrono::Months;
use entity::types::{Date, Exclusion, Money, QuoteKind, SubjectId, SwapId};

use super::list::{ASK, page as cut};
use super::words::{carriage, device_tone};
use crate::domain::access::{Act, Scope};
use crate::domain::reason::Reason;
use crate::service::costs::{Cost, Costs};
use crate::service::papers::{Listed, papers_of};
use crate::service::people::actor;
use crate::store::company::company_by_id;
use crate::store::page::like::{LikeCase, LikeCases, like_cases};
use crate::store::page::swap::{
    FeeRow, QuoteRow, StepRow, SwapDeadline, SwapHead, SwapPage, SwapRow, Waiting, Waits, equivalents, swap_list,
    swap_page, swaps_waiting,
};
use crate::store::page::timeline::actor_names;
use crate::web::form::{Asked, Form, day_of};
use crate::web::frame::Frame;
use crate::web::own::{Own, Owned};
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

/// Devices in stock that are named as a replacement's choice.
const OFFERED: i64 = 8;

/// How many months back like cases are looked for.
const LIKE: u32 = 12;

/// A swap within a scope.
pub(super) struct Swap(pub SwapPage);

impl Owned for Swap {
    type Id = SwapId;

    async fn load(web: &Web, scope: &Scope, id: SwapId) -> WebResult<Option<Self>> {
        Ok(swap_page(&web.cx().db.reading().await?, scope, id).await?.map(Self))
    }
}

#[derive(Template)]
#[template(path = "office/swaps.html")]
struct ListPage<'a> {
    f: &'a Frame,
    swaps: Vec<SwapRow>,
    queues: Vec<Waiting>,
    waits: Waits,
    /// A queue that is none of ours.
    unknown: Option<&'a str>,
    next: Option<String>,
    office: bool,
}

impl ListPage<'_> {
    fn word(&self, queue: &Waiting) -> String {
        self.f.say(&format!("swaps-{}", queue.what))
    }

    fn is_shown(&self, queue: &Waiting) -> bool {
        queue.what == self.waits.as_str()
    }

    /// What the day of a row's clock means.
    fn clock(&self) -> String {
        self.f.say(&format!("swaps-clock-{}", self.waits.as_str()))
    }

    fn late(&self, row: &SwapRow) -> bool {
        !matches!(self.waits, Waits::Offer | Waits::Credit) && row.clock < self.f.today
    }

    fn empty(&self) -> String {
        self.f.say(&format!("swaps-{}-empty", self.waits.as_str()))
    }
}

/// A queue by its word; the first by itself.
fn queue_of(word: &str) -> Option<Waits> {
    if word.is_empty() { Some(Waits::Dispatch) } else { Waits::ALL.into_iter().find(|waits| waits.as_str() == word) }
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(asked): Asked,
) -> WebResult<Response> {
    let which = asked.value("queue");
    let found = queue_of(which);
    let waits = found.unwrap_or(Waits::Dispatch);
    let after = asked.value("at").split_once('_').and_then(|(day, id)| Some((day_of(day)?, id.parse().ok()?)));
    let (reading, scope) = (web.cx().db.reading().await?, &visitor.who()?.person.scope);
    let swaps = swap_list(&reading, scope, waits, after, ASK).await?;
    let queues = swaps_waiting(&reading, scope).await?;
    let place = |row: &SwapRow| format!("{}_{}", row.clock, row.id);
    let (swaps, next) = cut(swaps, "/office/swaps", &[("queue", waits.as_str())], ("at", place));
    let unknown = found.is_none().then_some(which);
    let status = if unknown.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let html = ListPage { office: f.may(Act::SeeOffice), f: &f, swaps, queues, waits, unknown, next }.render()?;
    Ok((status, Html(html)).into_response())
}

/// What was tried and not done.
#[derive(Default)]
pub(super) struct Tried<'a> {
    /// The last part of the form's address: its section is shown, whatever the swap has come to meanwhile.
    pub step: &'a str,
    /// What was typed.
    pub form: Form,
    /// Why it was refused.
    pub refused: Option<Reason>,
}

#[derive(Template)]
#[template(path = "office/swap.html")]
struct Page<'a> {
    f: &'a Frame,
    page: &'a SwapPage,
    tried: &'a Tried<'a>,
    form: &'a Form,
    names: HashMap<String, String>,
    /// What comes due if the device does not come back, or would.
    stake: Option<(Date, Cost)>,
    /// Devices that can be sent.
    stock: Vec<String>,
    /// What was decided about the fee in like cases.
    like: (Vec<LikeCases>, Vec<LikeCase>),
    /// How much of such fees one agent decides alone.
    limit: Option<Money>,
    /// What was printed of it.
    papers: Vec<Listed>,
    office: bool,
}

impl Page<'_> {
    fn head(&self) -> &SwapHead {
        &self.page.head
    }

    /// Where the swap stands, as a key of the locales.
    fn stands(&self) -> &'static str {
        let head = self.head();
        match (head.dispatched, head.received, head.decided, head.covered) {
            (None, None, ..) if head.return_first => "swap-send-first",
            (None, ..) => "swap-approved",
            (Some(_), None, ..) if head.charge_id.is_some() => "swap-charged",
            (Some(_), None, ..) => "swap-awaited",
            (_, Some(_), None, _) => "swap-received",
            (.., Some(true)) => "swap-covered",
            _ => "swap-excluded",
        }
    }

    fn tone(&self) -> &'static str {
        match self.stands() {
            "swap-covered" => "good",
            "swap-charged" => "bad",
            "swap-excluded" if self.page.quotes.iter().any(|q| q.answered.is_some()) => "plain",
            _ => "wait",
        }
    }

    fn device_tone(&self) -> &'static str {
        device_tone(self.head().state)
    }

    fn refused(&self) -> Option<String> {
        self.tried.refused.as_ref().map(|reason| self.f.reason(reason))
    }

    fn to_dispatch(&self) -> bool {
        let awaited = self.head().return_first && self.head().received.is_none();
        self.tried.step == "dispatch" || self.head().dispatched.is_none() && !awaited && self.f.may(Act::Handle)
    }

    /// Whether the device is still to come back.
    fn to_receive(&self) -> bool {
        self.tried.step == "receive" || self.head().received.is_none() && self.f.may(Act::Handle)
    }

    /// Whether proof of posting would still hold something back.
    fn to_hold(&self) -> bool {
        let head = self.head();
        let awaited = head.dispatched.is_some() && head.received.is_none() && head.charge_id.is_none();
        self.tried.step == "posted" || awaited && self.f.may(Act::Handle)
    }

    fn to_test(&self) -> bool {
        let back = self.head().received.is_some() && self.head().decided.is_none();
        self.tried.step == "inspect" || back && self.f.may(Act::Handle)
    }

    fn to_offer(&self) -> bool {
        let paid = self.page.quotes.iter().any(|q| q.accepted == Some(true));
        let stands = self.page.waiting().is_some_and(|q| q.expires >= self.f.today);
        let offers = self.head().covered == Some(false) && !paid && !stands;
        self.tried.step == "quote" || offers && self.f.may(Act::DecideSwap)
    }

    /// The offer that can be answered.
    fn answerable(&self) -> Option<&QuoteRow> {
        self.page.waiting().filter(|q| q.expires >= self.f.today)
    }

    fn to_answer(&self) -> bool {
        self.tried.step == "answer" || self.answerable().is_some() && self.f.may(Act::DecideSwap)
    }

    fn to_give_back(&self) -> bool {
        self.head().reversal.is_some() && self.head().reversed.is_none() && self.f.may(Act::Credit)
    }

    /// Whether a fee can be decided on: none was, and something was dispatched or reported.
    fn to_fee(&self) -> bool {
        let about = self.head().dispatched.is_some() || self.head().ticket_id.is_some();
        self.tried.step == "fee" || about && self.page.fees.is_empty() && self.f.may(Act::DecideSwap)
    }

    /// The like cases of the point that the test found, or else all of them.
    fn like(&self) -> Vec<&LikeCase> {
        let point = self.head().exclusion.map(|point| point.to_string());
        let fits = |case: &&LikeCase| point.as_ref().is_none_or(|point| *point == case.point);
        self.like.1.iter().filter(fits).collect()
    }

    fn limit(&self) -> Option<String> {
        self.limit.map(|limit| self.f.with("swap-fee-limit", "amount", self.f.money(&limit)))
    }

    fn exclusions(&self) -> Vec<(String, String)> {
        let of = |point: &Exclusion| (point.to_string(), format!("{point}: {}", self.f.word("exclusion", point)));
        std::iter::once((String::new(), self.f.say("swap-choose-point"))).chain(Exclusion::ALL.iter().map(of)).collect()
    }

    fn offers(&self) -> Vec<(String, String)> {
        QuoteKind::ALL.iter().map(|kind| (kind.to_string(), self.f.word("quote", kind))).collect()
    }

    fn who(&self, step: &StepRow) -> String {
        let known = self.names.get(&step.actor).cloned();
        known.unwrap_or_else(|| self.f.texts().actor(self.f.language, &step.actor))
    }

    fn carriage(&self, step: &StepRow) -> Option<String> {
        carriage(&step.carrier, &step.tracking)
    }

    fn rule(&self, deadline: &SwapDeadline) -> String {
        self.f.word("swap-deadline", &deadline.rule)
    }

    fn is_late(&self, deadline: &SwapDeadline) -> bool {
        deadline.met.map_or(self.f.today > deadline.held.unwrap_or(deadline.due), |met| met > deadline.due)
    }

    fn net(&self, quote: &QuoteRow) -> String {
        self.f.money(&quote.net())
    }

    fn fee(&self, fee: &FeeRow) -> String {
        self.f.money(&fee.net())
    }

    fn charge(&self) -> String {
        self.f.money(&self.head().charge())
    }

    /// What the merchant pays if the device is not back: new price and shipping, ex VAT and with it.
    fn at_stake(&self) -> Option<(String, String)> {
        let (_, cost) = self.stake.as_ref()?;
        Some((self.f.money(&cost.net), self.f.money(&cost.gross)))
    }

    /// The day by which the device has to be back, if its replacement leaves today.
    fn back_by(&self) -> Option<String> {
        self.stake.as_ref().map(|(due, _)| self.f.date(due))
    }
}

/// A swap's page, with what was tried.
pub(super) async fn swap_html(
    web: &Web,
    (scope, actor): (&Scope, &str),
    f: &Frame,
    page: &SwapPage,
    tried: &Tried<'_>,
) -> WebResult<String> {
    let reading = web.cx().db.reading().await?;
    let names = actor_names(&reading, scope.company, page.steps.iter().map(|s| s.actor.as_str())).await?;
    let stock = match page.head.dispatched {
        None => equivalents(&reading, scope, page.head.device_id, OFFERED).await?,
        Some(_) => Vec::new(),
    };
    let stake = match (page.head.received, page.head.charge_id) {
        (None, None) => {
            Costs::read(&reading, scope.company).await?.at_stake(page.head.terms_id, page.head.model_id, f.today)
        }
        _ => None,
    };
    let papers = papers_of(&reading, scope, SubjectId(page.head.id.0)).await?;
    let mut shown = Page {
        office: f.may(Act::SeeOffice),
        f,
        page,
        form: &tried.form,
        tried,
        names,
        stake,
        stock,
        like: (Vec::new(), Vec::new()),
        limit: None,
        papers,
    };
    if shown.to_fee() {
        let since = f.today.checked_sub_months(Months::new(LIKE)).unwrap_or(f.today);
        shown.like = like_cases(&reading, scope, (since, actor)).await?;
        shown.limit = company_by_id(&reading, scope.company).await?.and_then(|company| company.fee_limit);
    }
    Ok(shown.render()?)
}

pub(super) async fn page(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Own(Swap(page)): Own<Swap>,
    Asked(asked): Asked,
) -> WebResult<Html<String>> {
    let person = &visitor.who()?.person;
    // What was scanned on the way here needs not be scanned again.
    let begun = Form::new().with("posted", f.today.to_string()).with("scanned", asked.value("scanned"));
    Ok(Html(
        swap_html(&web, (&person.scope, &actor(person.account)), &f, &page, &Tried { form: begun, ..Tried::default() })
            .await?,
    ))
}
