//! What an agreement will cost, and why: the documents that the run would make, by the functions that the run uses. Nothing is
//! written.
//!
//! An agreement whose terms or amounts do not fit is set aside by a run; its forecast is an error.

use std::collections::HashSet;

use chrono::Days;
use entity::types::{AgreementId, Date, DeviceId, MerchantId, Money, Quarter, SubjectId};

use super::ServiceResult;
use crate::domain::access::Scope;
use crate::domain::billing::{Draft, DraftLine, drafts};
use crate::store::Source;
use crate::store::agreement::{BillingFacts, Which, agreement_facts};
use crate::store::page::agreement::AgreementHead;
use crate::store::page::device::devices_at;
use crate::store::page::merchant::{MerchantHead, merchant_head};
use crate::store::terms::{TermsBook, terms_book};

/// Quarters ahead that a forecast goes at most.
const FURTHEST: u32 = 40;

/// What an agreement will cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// The agreement.
    pub agreement: AgreementId,
    /// Its reference.
    pub reference: String,
    /// Its documents to be, oldest first; what is unbilled of earlier quarters comes before.
    pub documents: Vec<Coming>,
}

/// A document to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// The quarter, the lines with their reasons, VAT, net and gross.
    pub draft: Draft,
    /// When it will be issued at the earliest: the quarter's first day, or today.
    pub issued: Date,
    /// When it will be due then.
    pub due: Date,
}

/// The next charge of something that is billed every quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextCharge {
    /// The line or licence.
    pub subject: SubjectId,
    /// The device.
    pub device: Option<DeviceId>,
    /// The first day that it pays for.
    pub from: Date,
    /// The last day that it pays for.
    pub to: Date,
    /// Ex VAT.
    pub net: Money,
    /// When it will be issued at the earliest.
    pub issued: Date,
}

/// What an agreement will cost through so many quarters after today's; 1: the next one. Its head shows that the scope reaches it. None:
/// it has no lines.
///
/// # Errors
/// Terms or amounts that do not fit, or the database.
pub async fn forecast<S: Source>(
    source: &S,
    scope: &Scope,
    agreement: &AgreementHead,
    today: Date,
    quarters: u32,
) -> ServiceResult<Option<Forecast>> {
    let facts = agreement_facts(source, &Which::One(agreement.row.id)).await?;
    Ok(all(source, scope, facts, today, quarters).await?.into_iter().next())
}

/// What each agreement of a merchant within a scope will cost. None: no such merchant.
///
/// # Errors
/// Terms or amounts that do not fit, or the database.
pub async fn forecast_of_merchant<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: MerchantId,
    today: Date,
    quarters: u32,
) -> ServiceResult<Option<Vec<Forecast>>> {
    let Some(head) = merchant_head(source, scope, merchant).await? else { return Ok(None) };
    Ok(Some(forecast_of_head(source, scope, &head, today, quarters).await?))
}

/// What each agreement of a merchant will cost who has been found within the scope already.
///
/// # Errors
/// Terms or amounts that do not fit, or the database.
pub(super) async fn forecast_of_head<S: Source>(
    source: &S,
    scope: &Scope,
    merchant: &MerchantHead,
    today: Date,
    quarters: u32,
) -> ServiceResult<Vec<Forecast>> {
    let facts = agreement_facts(source, &Which::Merchant(merchant.id)).await?;
    all(source, scope, facts, today, quarters).await
}

async fn all<S: Source>(
    source: &S,
    scope: &Scope,
    mut facts: Vec<BillingFacts>,
    today: Date,
    quarters: u32,
) -> ServiceResult<Vec<Forecast>> {
    if !scope.sites.is_empty() {
        let here: HashSet<DeviceId> = devices_at(source, scope).await?.into_iter().collect();
        for facts in &mut facts {
            facts.recurring.retain(|r| r.device.as_ref().is_some_and(|d| here.contains(&d.id)));
        }
    }
    let book = terms_book(source).await?;
    facts.iter().map(|facts| of(&book, facts, today, quarters)).collect()
}

fn of(book: &TermsBook, facts: &BillingFacts, today: Date, quarters: u32) -> ServiceResult<Forecast> {
    let through = (0..quarters.min(FURTHEST)).fold(Quarter::of(today), |quarter, _| quarter.next());
    let terms = book.get(facts.agreement.terms_id)?;
    let days = Days::new(u64::try_from(facts.agreement.payment_days).unwrap_or(0));
    let documents = drafts(terms, &facts.recurring, through)?
        .into_iter()
        .map(|draft| {
            let issued = draft.quarter.first_day().max(today);
            Coming { draft, issued, due: issued.checked_add_days(days).unwrap_or(issued) }
        })
        .collect();
    Ok(Forecast { agreement: facts.agreement.id, reference: facts.agreement.reference.clone(), documents })
}

impl Forecast {
    /// What all its documents come to: net, VAT, gross. None without documents.
    #[must_use]
    pub fn sums(&self) -> Option<(Money, Money, Money)> {
        sums(self.documents.iter().map(|d| &d.draft))
    }

    /// The next charge of each line and licence.
    #[must_use]
    pub fn next_charges(&self) -> Vec<NextCharge> {
        let (mut seen, mut next) = (HashSet::new(), Vec::new());
        for coming in &self.documents {
            for line in &coming.draft.lines {
                if seen.insert(line.recurring.subject) {
                    next.push(charge(line, coming.issued));
                }
            }
        }
        next
    }
}

fn charge(line: &DraftLine, issued: Date) -> NextCharge {
    NextCharge {
        subject: line.recurring.subject,
        device: line.recurring.device.as_ref().map(|d| d.id),
        from: line.period.from,
        to: line.period.to,
        net: line.net,
        issued,
    }
}

/// What some documents come to: net, VAT, gross. None: there are none, or their amounts do not combine.
#[must_use]
pub fn sums<'a>(drafts: impl IntoIterator<Item = &'a Draft>) -> Option<(Money, Money, Money)> {
    drafts.into_iter().fold(None, |sums: Option<(Money, Money, Money)>, draft| {
        let Some((net, vat, gross)) = sums else { return Some((draft.net, draft.vat_total, draft.gross)) };
        Some((net.plus(draft.net).ok()?, vat.plus(draft.vat_total).ok()?, gross.plus(draft.gross).ok()?))
    })
}
