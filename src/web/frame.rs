//! What every page has: words in the reader's language, who has signed in, where one can go, the token of its forms.

use std::fmt::Display;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use entity::types::{ChargeCode, Country, Date, Instant, Language, Money, Percent, Period, Role};

use super::visit::{Signed, Visitor};
use super::{Web, WebError, WebResult, assets};
use crate::clock::{Ids, zone};
use crate::domain::access::{Act, Reach, is_merchants, may};
use crate::domain::reason::Reason;
use crate::store::run::Run;
use crate::text::{Arg, Texts};

/// A place one can go to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Path.
    pub path: &'static str,
    /// Locale key.
    pub key: &'static str,
    /// Whether the reader is there.
    pub here: bool,
}

/// What every page has. Templates call it `f`.
pub(super) struct Frame {
    texts: Arc<Texts>,
    ids: Ids,
    country: Country,
    /// The reader's language.
    pub language: Language,
    /// Who has signed in, altogether.
    pub signed: Option<Signed>,
    /// What forms must bear.
    pub csrf: String,
    /// The path of this page.
    pub path: String,
    /// The same with what was asked after its `?`.
    pub back: String,
    /// What has just been done, in words.
    pub said: Option<String>,
    /// The day of a demo's clock.
    pub demo: Option<String>,
    /// Today, by the business's clock.
    pub today: Date,
    /// Where one can go.
    pub places: Vec<Place>,
}

const PORTAL: [(&str, &str); 5] = [
    ("/portal", "nav-overview"),
    ("/portal/invoices", "nav-invoices"),
    ("/portal/devices", "nav-devices"),
    ("/portal/agreements", "nav-agreements"),
    ("/portal/people", "people-colleagues"),
];

const OFFICE: [(&str, &str, Act); 22] = [
    ("/office", "nav-today", Act::SeeDevices),
    ("/office/merchants", "nav-merchants", Act::SeeOffice),
    ("/office/devices", "nav-devices", Act::SeeDevices),
    ("/office/stock", "nav-stock", Act::SeeDevices),
    ("/office/tickets", "nav-tickets", Act::SeeDevices),
    ("/office/swaps", "nav-swaps", Act::SeeDevices),
    ("/office/incidents", "nav-incidents", Act::SeeDevices),
    ("/office/scan", "nav-scan", Act::Handle),
    ("/office/leaks", "nav-leaks", Act::SeeOffice),
    ("/office/models", "nav-models", Act::SeeDevices),
    ("/office/runs", "nav-runs", Act::SeeRuns),
    ("/office/charges", "nav-charges", Act::SeeOffice),
    ("/office/disputes", "nav-disputes", Act::SeeOffice),
    ("/office/mail", "nav-mail", Act::SeeMail),
    ("/office/jobs", "nav-jobs", Act::Jobs),
    ("/office/terms", "nav-terms", Act::SeeOffice),
    ("/office/people", "people-staff", Act::ManageStaff),
    ("/desk", "nav-ledger", Act::SeeDesk),
    ("/desk/invoices", "nav-invoices", Act::SeeDesk),
    ("/desk/ageing", "nav-ageing", Act::SeeDesk),
    ("/desk/exports", "nav-exports", Act::Export),
    ("/desk/figures", "nav-figures", Act::SeeDesk),
];

impl Frame {
    /// The frame of a page for a visitor; `said` is the locale key of what has just been done.
    pub(super) fn of(web: &Web, visitor: &Visitor, said: Option<&str>) -> Self {
        let signed = visitor.signed().cloned();
        let language = visitor.language();
        let texts = web.cx().texts.clone();
        // Only what our own pages say: nobody puts words into a page by its address.
        let said = said.filter(|key| key.starts_with("said-")).and_then(|key| texts.try_say(language, key, &[]));
        let country = Country::Dk;
        let today = web.cx().clock.today(country);
        let demo = web.options().demo.as_ref().map(|_| texts.date(language, today));
        Self {
            country,
            language,
            csrf: web.cx().secrets.form_token(visitor.form_key()),
            ids: web.cx().ids.clone(),
            path: visitor.path().to_owned(),
            back: visitor.path().to_owned(),
            said,
            demo,
            today,
            places: places(signed.as_ref(), visitor.path()),
            signed,
            texts,
        }
    }

    /// A text.
    pub(super) fn say(&self, key: &str) -> String {
        self.texts.say(self.language, key, &[])
    }

    /// A text with something put into it.
    pub(super) fn with(&self, key: &str, name: &str, value: impl Display) -> String {
        self.texts.say(self.language, key, &[(name, Arg::Text(&value.to_string()))])
    }

    /// A text with two things put into it.
    pub(super) fn with2(&self, key: &str, first: &str, one: impl Display, second: &str, two: impl Display) -> String {
        let (one, two) = (one.to_string(), two.to_string());
        self.texts.say(self.language, key, &[(first, Arg::Text(&one)), (second, Arg::Text(&two))])
    }

    /// A text with a number that decides between one and several.
    pub(super) fn count(&self, key: &str, count: i64) -> String {
        self.texts.say(self.language, key, &[("count", Arg::Count(count))])
    }

    /// A text by a key made of a prefix and a word, as `role-owner`.
    pub(super) fn word(&self, prefix: &str, word: impl Display) -> String {
        self.say(&format!("{prefix}-{word}"))
    }

    /// Every text.
    pub(super) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Where a billing run stands.
    pub(super) fn run_state(&self, run: &Run) -> String {
        match run.discarded_by {
            Some(_) => self.say("run-discarded"),
            None => self.texts.run_state(self.language, run.state),
        }
    }

    /// What is charged, in a few words.
    pub(super) fn charge(&self, code: &ChargeCode) -> String {
        self.texts.charge_name(self.language, *code)
    }

    /// An amount in the reader's form.
    pub(super) fn money(&self, money: &Money) -> String {
        self.texts.money(self.language, *money)
    }

    /// An amount in the cell of a spreadsheet: with the reader's decimal mark and nothing else.
    pub(super) fn cell(&self, money: Money) -> String {
        let plain = money.to_string();
        if self.language == Language::En { plain } else { plain.replace('.', ",") }
    }

    /// A day in the reader's form.
    pub(super) fn date(&self, day: &Date) -> String {
        self.texts.date(self.language, *day)
    }

    /// A period in the reader's form.
    pub(super) fn period(&self, period: &Period) -> String {
        self.texts.period(self.language, *period)
    }

    /// The size of a file in the reader's form.
    pub(super) fn size(&self, bytes: &i64) -> String {
        self.texts.size(self.language, *bytes)
    }

    /// How long ago an instant was, given in microseconds, in days of the calendar.
    pub(super) fn age(&self, at_us: &i64) -> String {
        let day = Instant::from_timestamp_micros(*at_us).unwrap_or_default().with_timezone(&zone(self.country));
        self.count("age-days", (self.today - day.date_naive()).num_days().max(0))
    }

    /// A rate in the reader's form.
    pub(super) fn percent(&self, percent: &Percent) -> String {
        self.texts.percent(self.language, *percent)
    }

    /// An instant, given in microseconds, as local day and time.
    pub(super) fn at(&self, at_us: &i64) -> String {
        let at = Instant::from_timestamp_micros(*at_us).unwrap_or_default().with_timezone(&zone(self.country));
        let (day, time) = (self.date(&at.date_naive()), at.format("%H.%M").to_string());
        self.with2("day-and-time", "day", &day, "time", &time)
    }

    /// A key by which a form has one effect: a new one for each form.
    pub(super) fn once(&self) -> String {
        self.ids.next::<uuid::Uuid>().to_string()
    }

    /// The address of an asset.
    pub(super) fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// Whether the reader may do something now.
    pub(super) fn may(&self, act: Act) -> bool {
        self.signed.as_ref().is_some_and(|s| s.person.may(act))
    }

    /// Whether the search belongs on the page.
    pub(super) fn may_search(&self) -> bool {
        self.may(Act::Search) && !self.path.starts_with("/portal")
    }

    /// The key of what is said about the search: one for those who look for everything, another for those who look for devices alone.
    pub(super) fn search_key(&self, key: &str) -> String {
        match self.signed.as_ref().and_then(|s| s.person.reach()) {
            Some(Reach::Devices) => format!("{key}-devices"),
            _ => key.to_owned(),
        }
    }

    /// Whether the reader moves the demo's clock.
    pub(super) fn may_move_clock(&self) -> bool {
        self.may(Act::MoveClock)
    }

    /// The name of the merchant as whom an agent looks at the portal.
    pub(super) fn viewing(&self) -> Option<&str> {
        self.signed.as_ref().and_then(|s| s.viewing.as_deref())
    }

    /// Whether this is a page of the portal.
    pub(super) fn is_portal(&self) -> bool {
        self.path == "/portal" || self.path.starts_with("/portal/")
    }

    /// Why something is refused or worth a look.
    pub(super) fn reason(&self, reason: &Reason) -> String {
        self.texts.reason(self.language, reason)
    }

    /// Why, as it was kept.
    pub(super) fn kept(&self, reason: &str) -> String {
        self.reason(&Reason::read(reason))
    }

    /// What an error of a form is in words: a locale key, or a sentence already.
    pub(super) fn problem(&self, key: &str) -> String {
        self.texts.try_say(self.language, key, &[]).unwrap_or_else(|| key.to_owned())
    }
}

fn places(signed: Option<&Signed>, path: &str) -> Vec<Place> {
    let Some(signed) = signed else { return Vec::new() };
    let role: Role = signed.person.role;
    let all: Vec<(&'static str, &'static str)> = if is_merchants(role) || path.starts_with("/portal") {
        let shown = |path: &str| path != "/portal/people" || signed.person.may(Act::ManageColleagues);
        PORTAL.into_iter().filter(|(path, _)| shown(path)).collect()
    } else {
        OFFICE.iter().filter(|(_, _, act)| may(role, *act)).map(|(path, key, _)| (*path, *key)).collect()
    };
    // An agreement and a document of the back office are looked at on the way from their merchant.
    let of_merchant = ["/office/agreements/", "/office/invoices/"].iter().any(|start| path.starts_with(start));
    let path = if of_merchant { "/office/merchants" } else { path };
    // The longest path that the page lies under is where the reader is; only the home page lies under the first.
    let below = |place: &str| path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
    let under = |place: &str| path == place || (place != "/office" && below(place));
    let here = all.iter().map(|(place, _)| *place).filter(|place| under(place)).max_by_key(|place| place.len());
    all.into_iter().map(|(path, key)| Place { path, key, here: Some(path) == here }).collect()
}

impl FromRequestParts<Web> for Frame {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> WebResult<Self> {
        let visitor = Visitor::from_request_parts(parts, web).await?;
        let query = parts.uri.query().unwrap_or("").as_bytes();
        let said = form_urlencoded::parse(query).find(|(name, _)| name == "said").map(|(_, key)| key.into_owned());
        let frame = Self::of(web, &visitor, said.as_deref());
        // Only a page that was asked for leads back with what was asked: the page of an error repeats nothing.
        Ok(Self { back: visitor.way_back(), ..frame })
    }
}
