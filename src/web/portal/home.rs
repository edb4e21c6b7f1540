//! The three questions on one page: what do I owe, what must I do and by when, what do I have.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use entity::types::{ChargeState, Date, Money};

use super::by_when::{Watch, cost_said, days_left};
use super::device::device_said;
use super::{ask_whom, device_tone, dispute_tone, within};
use crate::documents::pdf::payment::{self, Way};
use crate::domain::invoice::PaymentReference;
use crate::service::costs::Costs;
use crate::service::portal::{self, Home};
use crate::store::company::{Company, company_by_id};
use crate::store::dispute::Contested;
use crate::store::page::device::Placed;
use crate::store::page::invoice::DocumentRow;
use crate::store::page::own_swap::QuoteRow;
use crate::store::page::portal::DeadlineRow;
use crate::text::Arg;
use crate::web::frame::Frame;
use crate::web::visit::Visitor;
use crate::web::{Web, WebError, WebResult};

/// Documents and devices that the page shows; the others stand on pages of their own.
const SHOWN: usize = 20;

#[derive(Template)]
#[template(path = "portal/home.html")]
struct Page<'a> {
    f: &'a Frame,
    home: &'a Home,
    company: &'a Company,
    accounts: Vec<Way>,
    returns: [String; 3],
    /// Whether the reader sees all sites.
    whole: bool,
    /// Whom to ask for what covers other sites as well.
    ask: Option<String>,
    shown: usize,
    watch: Watch,
    /// What is charged for what is not back, if anything is to come back.
    costs: Option<Costs>,
}

impl Page<'_> {
    fn payable(&self, row: &DocumentRow) -> String {
        self.f.money(&row.payable())
    }

    fn held_of(&self, row: &DocumentRow) -> Option<String> {
        (row.held > 0).then(|| self.f.with("portal-held", "amount", self.f.money(&row.held())))
    }

    fn pay_now(&self) -> String {
        self.f.money(&self.home.page.balance.payable())
    }

    fn held(&self) -> Option<String> {
        let balance = &self.home.page.balance;
        (balance.held > 0).then(|| self.f.with("portal-held", "amount", self.f.money(&balance.held())))
    }

    /// When the first is due, or was.
    fn first_due(&self) -> Option<String> {
        let day = self.home.page.balance.first_due?;
        let key = if self.is_past(&day) { "portal-owe-first-past" } else { "portal-owe-first" };
        Some(self.f.with(key, "day", self.f.date(&day)))
    }

    fn owe_empty(&self) -> &'static str {
        if self.whole { "portal-owe-empty" } else { "portal-owe-empty-sites" }
    }

    /// What is overdue: it is to be paid.
    fn overdue(&self) -> Vec<&DocumentRow> {
        self.home.page.open.iter().filter(|row| self.is_overdue(row)).take(self.shown).collect()
    }

    /// What is to be done about an overdue document, in words.
    fn pay_task(&self, row: &DocumentRow) -> String {
        let what = self.f.with2("portal-document", "what", self.kind(row), "number", &row.number);
        self.f.with2("portal-pay-task", "amount", self.payable(row), "what", what)
    }

    fn is_idle(&self) -> bool {
        let page = &self.home.page;
        page.deadlines.is_empty() && page.quotes.is_empty() && self.overdue().is_empty()
    }

    fn late(&self) -> Option<String> {
        let balance = &self.home.page.balance;
        (balance.overdue > 0).then(|| self.f.money(&balance.overdue()))
    }

    fn credit(&self) -> Option<String> {
        let balance = &self.home.page.balance;
        (balance.credit > 0).then(|| self.f.money(&balance.credit()))
    }

    fn is_overdue(&self, row: &DocumentRow) -> bool {
        row.due < self.f.today && row.payable().minor() > 0
    }

    fn kind(&self, row: &DocumentRow) -> String {
        self.f.texts().document_name(self.f.language, row.kind)
    }

    /// What the payer copies sign by sign; the document's number where there is nothing else. Nothing where nothing is to be paid.
    fn quoted(&self, row: &DocumentRow) -> String {
        if row.payable().minor() <= 0 {
            return String::new();
        }
        let reference = row.reference.clone().and_then(|r| PaymentReference::of(r, &self.company.seller));
        reference.map_or_else(|| row.number.clone(), |reference| payment::line(&reference))
    }

    /// What the column of payment references is called.
    fn quoted_key(&self) -> &'static str {
        let any = PaymentReference::of(String::new(), &self.company.seller);
        any.map_or("portal-quote", |any| payment::line_key(&any))
    }

    /// What is to be done by a deadline, in words.
    fn task(&self, deadline: &DeadlineRow) -> String {
        let (texts, language) = (self.f.texts(), self.f.language);
        let model = deadline.model.clone().unwrap_or_default();
        let serial = deadline.serial.clone().unwrap_or_default();
        let args = [
            ("model", Arg::Text(&model)),
            ("serial", Arg::Text(&serial)),
            ("day", Arg::Date(deadline.due)),
            ("agreement", Arg::Text(&deadline.reference)),
        ];
        let own = format!("portal-do-{}", deadline.rule);
        let said = texts.try_say(language, &own, &args).filter(|_| !serial.is_empty());
        said.unwrap_or_else(|| texts.say(language, "portal-do", &args))
    }

    /// What comes afterwards, by the rule that the deadline rests on.
    fn afterwards(&self, deadline: &DeadlineRow) -> Option<String> {
        if is_ours(deadline) {
            return Some(self.f.say("portal-ours-what"));
        }
        let rule = if deadline.rule == "R056" { "R058" } else { deadline.rule.as_str() };
        let (texts, language) = (self.f.texts(), self.f.language);
        texts.rule_plain(language, rule)
    }

    fn is_return(&self, deadline: &DeadlineRow) -> bool {
        matches!(deadline.rule.as_str(), "R056" | "R058" | "R059" | "R085")
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

    /// The exchange that a deadline belongs to.
    fn swap_of(&self, deadline: &DeadlineRow) -> Option<String> {
        matches!(deadline.rule.as_str(), "R080" | "R082" | "R085").then(|| deadline.subject_id.to_string())
    }

    /// Where something stands that is ours to do; none: it is the merchant's.
    fn ours(&self, deadline: &DeadlineRow) -> Option<(&'static str, &'static str)> {
        let late = self.is_past(&deadline.due);
        let said = if late { ("portal-ours-late", "bad") } else { ("portal-ours", "plain") };
        is_ours(deadline).then_some(said)
    }

    fn is_charged(&self, deadline: &DeadlineRow) -> bool {
        matches!(deadline.charge_state, Some(ChargeState::Approved | ChargeState::Invoiced | ChargeState::Credited))
    }

    /// Until when a proof of posting puts off what comes afterwards.
    fn held_until(&self, deadline: &DeadlineRow) -> Option<String> {
        let held = deadline.held_until.filter(|held| *held >= self.f.today)?;
        Some(self.f.with("portal-swap-held-until", "day", self.f.date(&held)))
    }

    /// What is charged if a device is not back, and when.
    fn otherwise(&self, deadline: &DeadlineRow) -> Option<String> {
        let last = deadline.held_until.map_or(deadline.due, |held| held.max(deadline.due));
        let model = deadline.model_id.filter(|_| is_swap_return(deadline) && deadline.charge_state.is_none())?;
        let cost = self.costs.as_ref()?.not_returned(deadline.terms_id, model, (last, self.f.today))?;
        Some(cost_said(self.f, "portal-swap-otherwise", &cost))
    }

    /// What is to be done about an offer, in words.
    fn quote_task(&self, quote: &QuoteRow) -> String {
        let device = device_said(self.f, &quote.model, &quote.serial);
        let args =
            [("day", Arg::Date(quote.expires)), ("amount", Arg::Money(quote.net())), ("device", Arg::Text(&device))];
        self.f.texts().say(self.f.language, "portal-quote-task", &args)
    }

    fn contested(&self, dispute: &Contested) -> String {
        let key = if self.holds(dispute) { "portal-contested-line" } else { "portal-contested-line-paid" };
        self.about_line(key, dispute, dispute.held())
    }

    /// Which line an answer is about, and what it comes to.
    fn answered(&self, dispute: &Contested) -> String {
        self.about_line("portal-answered-line", dispute, dispute.amount())
    }

    fn about_line(&self, key: &str, dispute: &Contested, amount: Money) -> String {
        let (what, line) = (self.f.charge(&dispute.code), dispute.line.to_string());
        let args = [
            ("line", Arg::Text(&line)),
            ("number", Arg::Text(&dispute.number)),
            ("what", Arg::Text(&what)),
            ("amount", Arg::Money(amount)),
        ];
        self.f.texts().say(self.f.language, key, &args)
    }

    fn answer_tone(&self, dispute: &Contested) -> &'static str {
        dispute_tone(dispute.state)
    }

    fn holds(&self, dispute: &Contested) -> bool {
        dispute.held > 0
    }

    fn tone(&self, device: &Placed) -> &'static str {
        device_tone(device.state)
    }

    /// Devices by site, as far as the page shows them.
    fn sites(&self) -> Vec<(String, Vec<&Placed>)> {
        by_site(self.home.page.devices.iter().take(self.shown))
    }

    /// What a device will cost next, and when.
    fn next(&self, device: &Placed) -> Option<String> {
        let next = self.home.next.get(&device.device_id)?;
        let first = next.iter().map(|n| n.issued).min()?;
        let coming = next.iter().filter(|n| n.issued == first).map(|n| n.net);
        let sum = Money::sum(device.currency, coming).ok()?;
        let args = [("amount", Arg::Money(sum)), ("day", Arg::Date(first))];
        Some(self.f.texts().say(self.f.language, "portal-next-amount", &args))
    }

    fn has_more(&self) -> bool {
        self.home.page.devices.len() > self.shown
    }

    fn all_open(&self) -> String {
        self.f.count("portal-owe-all", self.home.page.balance.documents)
    }

    fn has_more_open(&self) -> bool {
        usize::try_from(self.home.page.balance.documents).unwrap_or(usize::MAX) > self.shown
    }
}

/// Whether a deadline is ours to keep: another device leaves (R080), one that came back is tested (R082).
fn is_ours(deadline: &DeadlineRow) -> bool {
    matches!(deadline.rule.as_str(), "R080" | "R082")
}

fn is_swap_return(deadline: &DeadlineRow) -> bool {
    deadline.rule == "R085"
}

/// Devices by the site at which they stand, in their order.
pub(super) fn by_site<'a>(devices: impl Iterator<Item = &'a Placed>) -> Vec<(String, Vec<&'a Placed>)> {
    let mut sites: Vec<(String, Vec<&Placed>)> = Vec::new();
    for device in devices {
        let site = device.site.as_deref().unwrap_or("");
        match sites.last_mut() {
            Some((name, here)) if name == site => here.push(device),
            _ => sites.push((site.to_owned(), vec![device])),
        }
    }
    sites
}

pub(super) async fn page(State(web): State<Web>, visitor: Visitor, f: Frame) -> WebResult<Html<String>> {
    let (scope, merchant) = within(&visitor)?;
    let ask = ask_whom(&web, &f, &scope).await?;
    let db = &web.cx().db.reading_of_one().await?;
    let home = portal::home(db, &scope, merchant, f.today).await?.ok_or(WebError::NotFound)?;
    let company = company_by_id(db, scope.company).await?.ok_or(WebError::NotFound)?;
    let costs = match home.page.deadlines.iter().any(is_swap_return) {
        true => Some(Costs::read(db, scope.company).await?),
        false => None,
    };
    let page = Page {
        f: &f,
        home: &home,
        accounts: payment::accounts(&company.seller, web.cx().texts.as_ref(), f.language),
        company: &company,
        returns: company.returns.lines(),
        whole: scope.sites.is_empty(),
        ask,
        shown: SHOWN,
        watch: Watch::of(&web, &company),
        costs,
    };
    Ok(Html(page.render()?))
}
