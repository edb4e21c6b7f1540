//! What a preview shows: totals, what differs from the last run, and what a person should look at first.

use entity::types::{AgreementId, Country, Money, Quarter, RunState};

use crate::domain::reason::{Reason, Told};
use crate::service::{Context, ServiceResult};
use crate::store::company::Company;
use crate::store::run::{Aside, CodeTotal, Run, RunSums, run_before, run_sums, run_totals};
use crate::store::run_compare::{
    Compared, Difference, run_aside_page, run_compare, run_earlier, run_unpriced, run_zero,
};
use crate::store::terms::terms_book;

/// Rows of each kind that a preview shows; more are counted.
pub const FIRST: i64 = 100;

/// One agreement that differs from the last run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The agreement.
    pub agreement: AgreementId,
    /// Its reference.
    pub reference: String,
    /// The merchant's name.
    pub merchant: String,
    /// Net amount of the quarter before.
    pub before: Option<Money>,
    /// Net amount now.
    pub now: Option<Money>,
}

/// Something that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// The agreement that it is about, and its reference.
    pub agreement: Option<(AgreementId, String)>,
    /// What is odd.
    pub reason: Reason,
}

impl Odd {
    fn of(key: &str) -> Self {
        Self { agreement: None, reason: Reason::of(key) }
    }

    fn about(key: &str, agreement: (AgreementId, String)) -> Self {
        Self { reason: Reason::of(key).with("reference", &agreement.1), agreement: Some(agreement) }
    }

    fn with(self, name: &str, value: impl Into<Told>) -> Self {
        Self { reason: self.reason.with(name, value), ..self }
    }
}

/// How many rows of each kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Agreements that were not billed the last time.
    pub new: i64,
    /// Agreements that were billed the last time only.
    pub ended: i64,
    /// Agreements with another amount.
    pub changed: i64,
    /// What a person should look at.
    pub anomalies: i64,
    /// Agreements that are not billed.
    pub set_aside: i64,
}

/// What a preview shows: of each list the first [`FIRST`], and how long it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// How many rows of each kind there are.
    pub counts: Counts,
    /// Sums of the run.
    pub sums: RunSums,
    /// Sums by kind of charge.
    pub totals: Vec<CodeTotal>,
    /// The run that this one is compared with.
    pub against: Option<String>,
    /// Agreements that were not billed the last time.
    pub new: Vec<Change>,
    /// Agreements that were billed the last time only.
    pub ended: Vec<Change>,
    /// Agreements with another amount.
    pub changed: Vec<Change>,
    /// What a person should look at.
    pub anomalies: Vec<Odd>,
    /// Agreements that are not billed, and why.
    pub set_aside: Vec<Aside>,
}

/// Works out what a preview shows.
///
/// # Errors
/// The database.
pub async fn changes(cx: &Context, company: &Company, run: &Run) -> ServiceResult<Changes> {
    let before = run_before(&cx.db, company.id, &run.quarter).await?;
    let limit = limit(cx, company, run).await?;
    let compared = run_compare(&cx.db, run, before.as_ref(), limit, FIRST).await?;
    let aside = run_aside_page(&cx.db, run, None, FIRST).await?;
    let (anomalies, odd) = anomalies(cx, company, run).await?;
    let mut changes = Changes {
        counts: Counts { anomalies: odd, set_aside: aside.count, ..Counts::default() },
        sums: run_sums(&cx.db, run.id).await?,
        totals: run_totals(&cx.db, run.id).await?,
        against: before.map(|b| b.quarter),
        new: Vec::new(),
        ended: Vec::new(),
        changed: Vec::new(),
        anomalies,
        set_aside: aside.first,
    };
    for c in compared {
        changes.take(company, &c, limit);
    }
    Ok(changes)
}

impl Changes {
    fn take(&mut self, company: &Company, c: &Compared, limit: i64) {
        let change = change(company, c);
        if let (1, Some(now), Some(before)) = (c.off, c.now, c.before) {
            self.counts.anomalies += i64::from(c.place_off == 1) * c.alike_off;
            if c.place_off <= FIRST {
                let agreement = (change.agreement, change.reference.clone());
                let odd = Odd::about("anomaly-off", agreement).with("merchant", &change.merchant);
                let odd = odd.with("now", Money::new(now, company.currency));
                self.anomalies.push(odd.with("before", Money::new(before, company.currency)).with("limit", limit));
            }
        }
        let (list, count) = match c.difference() {
            Difference::New => (&mut self.new, &mut self.counts.new),
            Difference::Ended => (&mut self.ended, &mut self.counts.ended),
            Difference::Changed => (&mut self.changed, &mut self.counts.changed),
        };
        *count = c.alike;
        if c.place <= FIRST {
            list.push(change);
        }
    }
}

fn change(company: &Company, c: &Compared) -> Change {
    let money = |minor| Money::new(minor, company.currency);
    Change {
        agreement: c.agreement_id,
        reference: c.reference.clone(),
        merchant: c.merchant.clone(),
        before: c.before.map(money),
        now: c.now.map(money),
    }
}

async fn limit(cx: &Context, company: &Company, run: &Run) -> ServiceResult<i64> {
    let book = terms_book(&cx.db).await?;
    Ok(book.in_force(&company.profile, run.run_on).map_or(25, |(_, terms)| terms.billing.anomaly_percent))
}

/// What is odd about a run by itself: the first of it, and how much there is.
async fn anomalies(cx: &Context, company: &Company, run: &Run) -> ServiceResult<(Vec<Odd>, i64)> {
    let (mut found, mut more) = (Vec::new(), 0);
    if company.country == Country::Dk && company.seller.fik_creditor.is_none() {
        found.push(Odd::of("anomaly-no-fik"));
    }
    if company.country == Country::No && company.seller.account.is_none() {
        found.push(Odd::of("anomaly-no-account"));
    }
    let zero = run_zero(&cx.db, run, FIRST).await?;
    more += zero.count - i64::try_from(zero.first.len()).unwrap_or(0);
    found.extend(zero.first.into_iter().map(|agreement| Odd::about("anomaly-nought", agreement)));
    let unpriced = run_unpriced(&cx.db, run, FIRST).await?;
    more += unpriced.count - i64::try_from(unpriced.first.len()).unwrap_or(0);
    for (agreement, model) in unpriced.first {
        found.push(Odd::about("anomaly-unpriced", agreement).with("model", model).with("day", run.run_on));
    }
    let earlier = run_earlier(&cx.db, run, FIRST).await?;
    more += earlier.count - i64::try_from(earlier.first.len()).unwrap_or(0);
    for (agreement, quarters, first) in earlier.first {
        found.push(Odd::about("anomaly-earlier", agreement).with("count", quarters).with("first", first));
    }
    // What is issued was no rehearsal.
    if let Ok(quarter) = run.quarter.parse::<Quarter>()
        && cx.clock.today(company.country) < quarter.first_day()
        && !matches!(run.state, RunState::Issuing | RunState::Issued)
    {
        found.push(Odd::of("anomaly-rehearsal").with("day", quarter.first_day()));
    }
    let count = i64::try_from(found.len()).unwrap_or(0) + more;
    Ok((found, count))
}
