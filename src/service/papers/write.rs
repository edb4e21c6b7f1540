//! Writing a paper: what it says is put together and frozen in the transaction of what it tells of.

use entity::types::{ChargeCode, Date, DeviceId, SiteId, SubjectId};

use super::{FILE_JOB, sealed};
use crate::clock::zone;
use crate::domain::paper::{Advice, Amounts, Back, Outcome, Paper, Receipt, Tells};
use crate::domain::swap::{charge_day, held_until, skipped};
use crate::service::swaps::{Bench, prices, printed};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Tx;
use crate::store::company::Company;
use crate::store::event::NewEvent;
use crate::store::job::{NewJob, job_enqueue};
use crate::store::merchant::{merchant_printed, merchant_with_sites};
use crate::store::paper::{PaperRow, paper_insert, paper_next};
use crate::store::swap::rma_of;

/// A replacement that leaves.
pub(in crate::service) struct Leaving<'a> {
    /// The swap.
    pub(in crate::service) about: SubjectId,
    /// The device that is exchanged.
    pub(in crate::service) old: DeviceId,
    /// The device that takes its place.
    pub(in crate::service) new: DeviceId,
    /// Where it goes.
    pub(in crate::service) site: Option<SiteId>,
    /// Carrier and tracking number.
    pub(in crate::service) carriage: &'a (Option<String>, Option<String>),
    /// Its day.
    pub(in crate::service) day: Date,
    /// The frozen deadline of the return; none: nothing has to come back.
    pub(in crate::service) due: Option<Date>,
    /// Who sends it.
    pub(in crate::service) actor: &'a str,
}

/// A device that came back.
pub(in crate::service) struct Returned<'a> {
    /// The swap, or the incident of a device that was found.
    pub(in crate::service) about: SubjectId,
    /// The device.
    pub(in crate::service) device: DeviceId,
    /// Where it stood.
    pub(in crate::service) site: Option<SiteId>,
    /// Its day.
    pub(in crate::service) day: Date,
    /// By when it is tested.
    pub(in crate::service) test_due: Option<Date>,
    /// What comes of its charge.
    pub(in crate::service) outcome: Outcome,
    /// Who scanned it.
    pub(in crate::service) actor: &'a str,
}

/// Writes the advice that goes with a replacement (R085). The event is for the caller to append last.
///
/// # Errors
/// A database that does not answer.
pub(in crate::service) async fn advise(
    tx: &Tx,
    cx: &Context,
    company: &Company,
    bench: &Bench,
    leaving: Leaving<'_>,
) -> ServiceResult<NewEvent> {
    let back = match leaving.due {
        Some(due) => Some(late(tx, company, bench, leaving.old, (leaving.day, due, leaving.day)).await?),
        None => None,
    };
    let (carrier, tracking) = leaving.carriage.clone();
    let replacement = printed(tx, leaving.new).await?;
    let place = (leaving.about, leaving.old, leaving.site);
    let tells = |site| Tells::SwapAdvice(Box::new(Advice { replacement, site, carrier, tracking, back }));
    put(tx, cx, company, bench, place, (leaving.day, leaving.actor), tells).await
}

/// Writes the receipt of a device that came back. The event is for the caller to append last.
///
/// # Errors
/// A database that does not answer.
pub(in crate::service) async fn receipt(
    tx: &Tx,
    cx: &Context,
    company: &Company,
    bench: &Bench,
    back: Returned<'_>,
) -> ServiceResult<NewEvent> {
    let time = cx.clock.now().with_timezone(&zone(company.country)).format("%H:%M").to_string();
    let told = Receipt { time, test_due: back.test_due, outcome: back.outcome };
    let place = (back.about, back.device, back.site);
    put(tx, cx, company, bench, place, (back.day, back.actor), |_| Tells::ReturnReceipt(told)).await
}

/// The return of a device: its deadline, and what is charged after it by the list of a day. A list without the model's price is no
/// reason to say nothing.
///
/// # Errors
/// A database that does not answer.
pub(in crate::service) async fn late(
    tx: &Tx,
    company: &Company,
    bench: &Bench,
    device: DeviceId,
    (since, due, on): (Date, Date, Date),
) -> ServiceResult<Back> {
    let not_counted = skipped(bench.calendar, since, due);
    let price = match prices(tx, company.id, device, on).await {
        Ok(price) => Some(price),
        Err(ServiceError::Refused(_)) => None,
        Err(error) => return Err(error),
    };
    let vat = bench.terms.vat(ChargeCode::NonretSwap).ok();
    let charge = price.zip(vat).and_then(|(price, vat)| {
        let parts = vec![("new-price".to_owned(), price.new_price), ("shipping".to_owned(), price.shipping)];
        Amounts::of(parts, vat).ok()
    });
    let clause = bench.terms.charge(ChargeCode::NonretSwap).map(|charge| charge.clause.clone());
    Ok(Back {
        due,
        days: i64::from(bench.swap().return_days),
        skipped: not_counted.into_iter().map(|(day, holiday)| (day, holiday.map(|h| h.key().to_owned()))).collect(),
        name: Some(company.returns.name.clone()),
        address: company.returns.address.clone(),
        charged_on: charge_day(bench.calendar, due),
        charge,
        held_until: held_until(bench.swap(), bench.calendar, due),
        found_days: i64::from(bench.swap().found_days),
        clause: clause.unwrap_or_default(),
    })
}

/// Keeps a paper and enqueues the job that prints it. The device is locked by the step that was just taken with it.
async fn put(
    tx: &Tx,
    cx: &Context,
    company: &Company,
    bench: &Bench,
    (about, device, site): (SubjectId, DeviceId, Option<SiteId>),
    (day, actor): (Date, &str),
    tells: impl FnOnce(Option<String>) -> Tells,
) -> ServiceResult<NewEvent> {
    let missing = || ServiceError::broken("an agreement of no merchant");
    let (merchant, sites) = merchant_with_sites(tx, bench.agreement.merchant_id).await?.ok_or_else(missing)?;
    let named = sites.into_iter().find(|s| Some(s.id) == site).map(|s| s.name);
    let paper = Paper {
        seller: company.seller.clone(),
        buyer: merchant_printed(&merchant),
        language: merchant.language,
        agreement: bench.agreement.reference.clone(),
        terms: bench.terms.key(),
        device: printed(tx, device).await?,
        number: paper_next(tx, device).await?,
        day,
        rma: rma_of(tx, about).await?,
        tells: tells(named),
    };
    let now = cx.clock.now();
    let row = PaperRow {
        id: cx.ids.next(),
        company_id: company.id,
        merchant_id: merchant.id,
        agreement_id: bench.agreement.id,
        device_id: device,
        site_id: site,
        subject_id: about,
        kind: paper.kind(),
        number: paper.number,
        day,
        language: paper.language,
        content: serde_json::to_string(&paper).map_err(ServiceError::broken)?,
        at_us: now.timestamp_micros(),
        path: None,
        size: None,
        sha256: None,
    };
    let job = NewJob {
        id: cx.ids.next(),
        company: Some(company.id),
        kind: FILE_JOB,
        subject: SubjectId(row.id.0),
        payload: String::new(),
        run_at: now,
    };
    let event = sealed(cx, &row, "written", actor);
    paper_insert(tx, row).await?;
    job_enqueue(tx, now, vec![job]).await?;
    Ok(event)
}
