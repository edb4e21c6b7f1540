//! What a preview shows: totals, what differs from the last run, and what a person should look at first.

use entity::types::{Country, Money, Quarter};

use crate::service::{Context, ServiceResult};
use crate::store::company::Company;
use crate::store::run::{
    Aside, CodeTotal, Compared, Run, RunSums, run_aside_list, run_before, run_compare, run_sums, run_totals,
    run_unpriced, run_zero,
};
use crate::store::terms::terms_book;

/// One agreement that differs from the last run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its reference.
    pub reference: String,
    /// The merchant's name.
    pub merchant: String,
    /// Net amount of the quarter before.
    pub before: Option<Money>,
    /// Net amount now.
    pub now: Option<Money>,
}

/// What a preview shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
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
    /// What a person should look at, in words; what concerns one agreement names it.
    pub anomalies: Vec<String>,
    /// Agreements that are not billed, and why.
    pub set_aside: Vec<Aside>,
}

/// Works out what a preview shows.
///
/// # Errors
/// The database.
pub async fn changes(cx: &Context, company: &Company, run: &Run) -> ServiceResult<Changes> {
    let before = run_before(&cx.db, company.id, &run.quarter).await?;
    let compared = run_compare(&cx.db, run, before.as_ref()).await?;
    let mut changes = Changes {
        sums: run_sums(&cx.db, run.id).await?,
        totals: run_totals(&cx.db, run.id).await?,
        against: before.map(|b| b.quarter),
        new: Vec::new(),
        ended: Vec::new(),
        changed: Vec::new(),
        anomalies: anomalies(cx, company, run).await?,
        set_aside: run_aside_list(&cx.db, run.id).await?,
    };
    let limit = limit(cx, company, run).await?;
    for c in compared {
        let change = change(company, &c);
        match (c.before, c.now) {
            (None, _) => changes.new.push(change),
            (Some(_), None) => changes.ended.push(change),
            (Some(before), Some(now)) => {
                if i128::from(now - before).abs() * 100 > i128::from(before).abs() * i128::from(limit) {
                    changes.anomalies.push(format!(
                        "{} {}: {} now, {} the last time: more than {limit} % off",
                        change.reference,
                        change.merchant,
                        Money::new(now, company.currency),
                        Money::new(before, company.currency)
                    ));
                }
                changes.changed.push(change);
            }
        }
    }
    Ok(changes)
}

fn change(company: &Company, c: &Compared) -> Change {
    let money = |minor| Money::new(minor, company.currency);
    Change {
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

async fn anomalies(cx: &Context, company: &Company, run: &Run) -> ServiceResult<Vec<String>> {
    let mut found = Vec::new();
    if company.country == Country::Dk && company.seller.fik_creditor.is_none() {
        found.push("the company has no FIK creditor number: its invoices will bear no payment line".to_owned());
    }
    if company.country == Country::No && company.seller.account.is_none() {
        found.push("the company has no account number: its KID cannot be paid to".to_owned());
    }
    for reference in run_zero(&cx.db, run.id).await? {
        found.push(format!("{reference}: a line comes to 0.00"));
    }
    for (reference, model) in run_unpriced(&cx.db, run).await? {
        found.push(format!("{reference}: {model} has no price in force on {}", run.run_on));
    }
    if let Ok(quarter) = run.quarter.parse::<Quarter>()
        && run.run_on < quarter.first_day()
    {
        found.push(format!("the quarter begins on {} only: this is a rehearsal", quarter.first_day()));
    }
    Ok(found)
}
