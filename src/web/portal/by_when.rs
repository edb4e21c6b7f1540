//! By when something happens, what it would cost, and how support is reached: said alike on every page about devices.

use chrono::{Days, NaiveTime};
use entity::types::{Country, Date, Instant};

use crate::clock::{local, zone};
use crate::domain::calendar::Calendar;
use crate::domain::support::{Plan, Support, hours, support_at};
use crate::service::ServiceError;
use crate::service::costs::Cost;
use crate::store::company::Company;
use crate::text::Arg;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::{Web, WebResult};

/// What a countdown goes by: the business's own clock, since a reader's may be wrong, and a demo's goes its own way.
#[derive(Clone, Copy)]
pub(super) struct Watch {
    country: Country,
    now: Instant,
}

impl Watch {
    pub(super) fn of(web: &Web, company: &Company) -> Self {
        Self { country: company.country, now: web.cx().clock.now() }
    }

    /// How many seconds are left until the last day of a deadline is over.
    pub(super) fn left(&self, due: &Date) -> i64 {
        let after = due.checked_add_days(Days::new(1)).unwrap_or(*due);
        (local(self.country, after, NaiveTime::MIN) - self.now).num_seconds()
    }
}

/// How many days a deadline still has.
pub(super) fn days_left(f: &Frame, due: &Date) -> String {
    f.count("portal-days-left", (*due - f.today).num_days())
}

/// What something costs: with VAT, and without.
pub(super) fn cost_said(f: &Frame, key: &str, cost: &Cost) -> String {
    let parts: Vec<String> = cost
        .parts
        .iter()
        .map(|(what, amount)| format!("{} {}", f.texts().part(f.language, what), f.money(amount)))
        .collect();
    let parts = parts.join(" + ");
    let args = [
        ("gross", Arg::Money(cost.gross)),
        ("net", Arg::Money(cost.net)),
        ("parts", Arg::Text(&parts)),
        ("day", Arg::Date(cost.on)),
    ];
    f.texts().say(f.language, key, &args)
}

/// Whether support answers now, or from when (R077).
pub(super) fn support_said(web: &Web, f: &Frame, company: &Company) -> String {
    let now = web.cx().clock.now().with_timezone(&zone(company.country));
    let (opens, closes) = hours(Plan::Standard);
    let said = |time: NaiveTime| time.format("%-H.%M").to_string();
    match support_at(Plan::Standard, Calendar::of(company.country), now.date_naive(), now.time()) {
        Support::Open => f.with("portal-support-open", "until", said(closes)),
        Support::From(day) if day == now.date_naive() => f.with("portal-support-today", "from", said(opens)),
        Support::From(day) => f.with2("portal-support-from", "day", f.date(&day), "from", said(opens)),
    }
}

/// Puts a refusal at a field of a form; whatever else went wrong goes on.
pub(super) fn refuse(f: &Frame, form: &mut Form, field: &str, error: ServiceError) -> WebResult<()> {
    match error {
        ServiceError::Refused(reason) => {
            form.wrong(field, &f.reason(&reason));
            Ok(())
        }
        other => Err(other.into()),
    }
}
